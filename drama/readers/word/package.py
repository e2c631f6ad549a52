"""Find the parts of a Word document by the relationships between them (ECMA-376 part 2, section 8), not by name."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from drama.errors import StoryError
from drama.readers.documents.xml import named_elements, parse

if TYPE_CHECKING:
    from drama.files.zip_archive import Archive

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""Namespaces of what is read, of both conformance classes: transitional, and strict."""
_USUAL = "word/document.xml"
_NOT_WORD = {"xl": "a workbook", "ppt": "a presentation", "visio": "a drawing"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The names of a document's parts in its archive."""

    document: str
    properties: str
    """Its title and author; empty if it has none."""
    by_kind: dict[str, str]
    """Of the parts the document names, by the last word of the relationship: ``styles``, ``footnotes``."""


def find_parts(archive: Archive) -> Parts:
    """Return where the parts of a document are. Raises StoryError if it is no document of words."""
    roots = _relationships(archive, "")
    document = roots.get("officeDocument", "") or (_USUAL if _USUAL in archive.names else "")
    folder = document.partition("/")[0]
    if not document or folder in _NOT_WORD:
        what = _NOT_WORD.get(folder, "no document of words")
        raise StoryError(f"{archive.path} is not a Word document: the archive holds {what}")
    properties = next((name for kind, name in roots.items() if kind.endswith("core-properties")), "")
    return Parts(document, properties, _relationships(archive, document))


def _relationships(archive: Archive, part: str) -> dict[str, str]:
    """Return the kinds of a part's relationships, each with the name of the first part it leads to."""
    folder, name = posixpath.split(part)
    # Letter case does not matter (6.2.2.2), and some programs write names as Windows does.
    actual = {name.replace("\\", "/").lower(): name for name in sorted(archive.names, reverse=True)}
    listing = actual.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
    found: dict[str, str] = {}
    if not listing:
        return found
    for relationship in named_elements(parse(archive, listing), "relationship"):
        if relationship.get("TargetMode", "").lower() == "external":
            continue
        target = unquote(relationship.get("Target", "")).replace("\\", "/")
        wanted = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if name := actual.get(wanted.lower(), ""):
            found.setdefault(relationship.get("Type", "").rpartition("/")[2], name)
    return found
