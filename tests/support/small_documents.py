"""The least of a file of each format, around a body that a test writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
    for prefix, name in {"office": "office", "text": "text", "style": "style", "table": "table",
                         "fo": "xsl-fo-compatible", "draw": "drawing"}.items()
)  # fmt: skip
PARAGRAPHS = {
    ".docx": "<w:p><w:r><w:t>%s</w:t></w:r></w:p>",
    ".odt": "<text:p>%s</text:p>",
    ".rtf": "%s\\par ",
    ".html": "<p>%s</p>",
    ".fb2": "<p>%s</p>",
    ".fdx": '<Paragraph Type="Action"><Text>%s</Text></Paragraph>',
}
"""A paragraph of each format, with ``%s`` for its words."""


def paragraph_of(suffix: str, words: str) -> str:
    """Return a paragraph of some words as a format writes them."""
    if suffix != ".rtf":
        return PARAGRAPHS[suffix] % escape(words)
    units = memoryview(words.encode("utf-16-le")).cast("h")
    return PARAGRAPHS[suffix] % "".join(
        chr(unit) if 31 < unit < 127 and chr(unit) not in "\\{}" else f"\\u{unit}?" for unit in units
    )


def small_document(suffix: str, body: str, *, styles: str = "") -> bytes:
    """Return a file of a format; ``styles`` are those of a document of Word, OpenDocument or RTF."""
    if suffix == ".docx":
        return _word(body, styles)
    if suffix == ".odt":
        automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
        text = f"<office:body><office:text>{body}</office:text></office:body>"
        return _archive(
            {"content.xml": f"<office:document-content {_ODF_NAMES}>{automatic}{text}</office:document-content>"}
        )
    whole = {
        ".rtf": f"{{\\rtf1\\ansi{{\\stylesheet{styles}}}\n{body}}}",
        ".html": f"<!DOCTYPE html><html><head><title>A</title></head><body>{body}</body></html>",
        ".fb2": '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body><section>'
        f"{body}</section></body></FictionBook>",
        ".fdx": f'<FinalDraft DocumentType="Script" Version="5"><Content>{body}</Content></FinalDraft>',
    }
    return whole[suffix].encode()


def _word(body: str, styles: str) -> bytes:
    def relationship(kind: str, target: str) -> str:
        return f'<Relationships><Relationship Id="a" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'

    return _archive(
        {
            "_rels/.rels": relationship("officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": relationship("styles", "styles.xml"),
            "word/document.xml": f"<w:document {_W} {_V}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        }
    )


def _archive(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()
