"""What a FictionBook says of itself: the elements of its description."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drama.model import Metadata

_NAMES = ("first-name", "middle-name", "last-name")
_LONGEST = 10_000
_MOST_AUTHORS = 20
_MAX_COVER = 16 * 1024 * 1024
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class Description:
    """Takes in the description of a book, and its cover."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}
        self._path: list[str] = []
        self._authors: list[dict[str, str]] = []
        self._cover = ""
        self._binary: list[str] = []
        self._is_cover = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what opens in the description, or a picture."""
        self._path.append(name)
        if name == "author" and self._is_of_title() and len(self._authors) < _MOST_AUTHORS:
            self._authors.append({})
        elif name == "sequence" and self._is_of_title():
            self._fields.setdefault("series", attributes.get("name", ""))
            self._fields.setdefault("part", attributes.get("number", ""))
        elif name == "date" and self._is_of_title():
            self._fields.setdefault("year", attributes.get("value", ""))
        elif name == "image" and "coverpage" in self._path:
            self._cover = self._cover or _target(attributes)
        elif name == "binary":
            self._is_cover = bool(self._cover) and attributes.get("id", "") == self._cover and not self._binary

    def end(self) -> None:
        """Take in what closes."""
        if self._path:
            self._is_cover &= self._path.pop() != "binary"

    def words(self, text: str) -> None:
        """Take in words."""
        name = self._path[-1] if self._path else ""
        if name == "binary":
            if self._is_cover:
                self._binary.append(text)
        elif "author" in self._path and self._authors:
            if self._is_of_title():
                _add(self._authors[-1], name, text)
        elif "title-info" in self._path:
            _add(self._fields, "annotation" if "annotation" in self._path else name, text)
        elif "publish-info" in self._path:
            _add(self._fields, f"published {name}", text)

    def _is_of_title(self) -> bool:
        return "title-info" in self._path

    @property
    def title(self) -> str:
        """The title."""
        return " ".join(self._fields.get("book-title", "").split())

    @property
    def author(self) -> str:
        """Its authors."""
        names = []
        for parts in self._authors:
            name = " ".join(" ".join(parts.get(part, "") for part in _NAMES).split())
            names.append(name or " ".join(parts.get("nickname", "").split()))
        return ", ".join(dict.fromkeys(filter(None, names)))

    @property
    def metadata(self) -> Metadata:
        """The rest of what players show."""
        fields = self._fields
        published = fields.get("published year", "")
        return metadata_from(
            {
                "series": fields.get("series", ""),
                "part": fields.get("part", ""),
                "year": fields.get("year", "").strip() or fields.get("date", "") or published,
                "language": fields.get("lang", ""),
                "publisher": fields.get("published publisher", ""),
                "description": fields.get("annotation", ""),
            }
        )

    @property
    def cover(self) -> bytes | None:
        """The cover, if it is a JPEG or PNG image."""
        text = "".join(self._binary)
        if not text or len(text) > _MAX_COVER:
            return None
        try:
            data = base64.b64decode(text)
        except (binascii.Error, ValueError):
            return None
        return data if data.startswith(_IMAGES) else None


def _target(attributes: Mapping[str, str]) -> str:
    """Return the name of the picture that an element shows."""
    found = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "href"), "")
    return found.removeprefix("#")


def _add(fields: dict[str, str], name: str, text: str) -> None:
    said = fields.get(name, "")
    if len(said) < _LONGEST and len(fields) < _LONGEST:
        fields[name] = said + text
