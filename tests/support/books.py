"""Builds small EPUBs, whole or broken, for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


def page(body: str, *, attributes: str = "") -> str:
    """Return an XHTML document around a body."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Not read</title></head>'
        f"<body {attributes}>{body}</body></html>"
    )


def package(
    documents: Sequence[str],
    *,
    metadata: str = "<dc:title>The Salt Road</dc:title><dc:creator>Nell Orrin</dc:creator>",
    items: str = "",
    spine: str | None = None,
    after: str = "",
) -> str:
    """Return a package document that lists documents in reading order."""
    manifest = "".join(
        f'<item id="d{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(documents)
    )
    refs = "".join(f'<itemref idref="d{i}"/>' for i in range(len(documents))) if spine is None else spine
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{manifest}{items}</manifest><spine>{refs}</spine>{after}</package>"
    )


def write_book(path: Path, members: Mapping[str, str | bytes], *, container: str | None = CONTAINER) -> Path:
    """Write an EPUB of these members, named below ``OEBPS/`` unless they begin with a slash."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        if container is not None:
            archive.writestr("META-INF/container.xml", container)
        for name, data in members.items():
            archive.writestr(name[1:] if name.startswith("/") else f"OEBPS/{name}", data)
    return path


def write_pages(path: Path, *bodies: str) -> Path:
    """Write an EPUB whose documents have these bodies."""
    names = [f"p{i}.xhtml" for i in range(len(bodies))]
    pages = {name: page(body) for name, body in zip(names, bodies, strict=True)}
    return write_book(path, {"book.opf": package(names), **pages})
