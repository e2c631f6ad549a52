"""Parse the XML of a document within limits, and look into its elements.

Read with defusedxml, which refuses entities (bombs, files of the machine).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from drama.errors import StoryError
from drama.files.zip_archive import Archive, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_MAX_TAGS = 400_000
"""Of a package document or a table of contents; 20,000 files with ten tags each are half of it."""
_MAX_DEPTH = 100
"""Elements in one another: tables of contents go ten chapters deep, three or four elements each."""


def parse(archive: Archive, name: str) -> Element:
    """Return the root of an XML document in an archive, as :func:`parse_bytes` does."""
    return parse_bytes(archive.read(name), archive.path, name)


def parse_bytes(data: bytes, path: Path, name: str) -> Element:
    """Return the root of an XML document, of which messages say that it is `name` in `path`.

    Raises StoryError for one that is damaged, or larger or deeper than any.
    """
    if data.count(b"<") > _MAX_TAGS:
        raise StoryError(f"{path} is damaged or hostile: {shown(name)} holds more than {_MAX_TAGS:,} tags")
    try:
        root: Element = fromstring(data)
    except DefusedXmlException as error:
        raise own_entities(path, name) from error
    except (ParseError, ValueError, LookupError) as error:
        raise StoryError(f"{path} is damaged: {shown(name)} cannot be parsed ({error})") from error
    if _is_too_deep(root):
        raise StoryError(f"{path} is damaged or hostile: {shown(name)} nests more than {_MAX_DEPTH} elements")
    return root


def own_entities(path: Path, name: str) -> StoryError:
    """Return the error of a document, called `name` in `path`, that defines entities of its own."""
    return StoryError(f"{path} is damaged or hostile: {shown(name)} defines entities of its own")


def _is_too_deep(root: Element) -> bool:
    """Tell whether elements stand too deep in one another; looking into each of them would take for ever."""
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def named_elements(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a local name, in any namespace."""
    return (e for e in root.iter() if local_name(e) == name)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace, in lower case; nothing for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def words_of(element: Element) -> str:
    """Return the words of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def texts_of(root: Element, name: str) -> Iterator[str]:
    """Yield the words of elements that have any."""
    return (words for e in named_elements(root, name) if (words := words_of(e)))
