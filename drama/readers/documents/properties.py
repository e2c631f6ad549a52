"""What the properties of a document (Dublin Core, in OOXML and OpenDocument) say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.readers.documents.xml import texts_of
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from drama.model import Metadata


def property_title(root: Element) -> str:
    """Return the title, empty if none is stated."""
    return next(texts_of(root, "title"), "")


def property_author(root: Element, *names: str) -> str:
    """Return the author, stated under the first of the names that is."""
    return next((words for name in names for words in texts_of(root, name)), "")


def property_metadata(root: Element, **more: str) -> Metadata:
    """Return what else is stated: the description, the language."""
    fields = {name: next(texts_of(root, name), "") for name in ("description", "language")}
    return metadata_from({**fields, **more})
