"""What holds at a place of an RTF document: its groups, fonts and styles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.readers.documents.style_names import heading_level, style_role
from drama.readers.rtf.tables import CHARSETS, code_page

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE: Mapping[str, bool] = {}
_LONGEST_CHAIN = 50
_BODY_LEVEL = 9


@dataclass(slots=True)
class Font:
    """One font of the font table."""

    name: str = ""
    encoding: str = ""
    """Of the bytes set in it; empty for that of the document."""

    def charset(self, number: int) -> None:
        """Take in the character set."""
        self.encoding = CHARSETS.get(number, self.encoding)

    def page(self, number: int) -> None:
        """Take in the code page."""
        self.encoding = code_page(number) or self.encoding


@dataclass(slots=True)
class Style:
    """One style of the style sheet."""

    name: str = ""
    based_on: int = -1
    outline: int | None = None


@dataclass(slots=True)
class Group:
    """What holds in a group, and is forgotten where it ends."""

    destination: str = "words"
    """Where words go: ``words``, ``fonts``, ``styles``, ``instruction``, the name of a statement, or nowhere."""
    font: int = -1
    unicode_skip: int = 1
    """Characters after one in Unicode that stand for it where a reader knows no Unicode."""
    toggles: Mapping[str, bool] = field(default_factory=lambda: NONE)
    style: int = 0
    outline: int | None = None
    has_border: bool = False
    breaks_page: bool = False
    reason: str | None = None
    """Why its words are not read out."""
    is_link: bool = False
    closes: str = ""
    """What ends where it ends: an aside, or the instruction of a field."""
    is_starred: bool = False
    """A reader that does not know its destination leaves it out."""
    has_begun: bool = False
    """Something stands in it: a star here stars nothing (OpenOffice writes ``{\\i0\\*\\cs7 words}``)."""

    def inner(self) -> Group:
        """Return what holds in a group inside this one."""
        return Group(
            self.destination,
            self.font,
            self.unicode_skip,
            self.toggles,
            self.style,
            self.outline,
            self.has_border,
            self.breaks_page,
            self.reason,
            self.is_link,
        )

    def turn(self, name: str, *, is_on: bool) -> None:
        """Turn a character property on or off."""
        if self.toggles.get(name, False) != is_on:
            self.toggles = {**self.toggles, name: is_on}

    def take(self, name: str, number: int | None, default_font: int) -> bool:
        """Take in a property of paragraphs or characters; tell whether it was one."""
        if name == "pard":
            self.reset_paragraph()
        elif name == "plain":
            self.toggles, self.font = NONE, default_font
        elif name == "ulnone":
            self.turn("underlined", is_on=False)
        elif name == "f":
            self.font = number or 0
        elif name == "s":
            self.style = number or 0
        elif name == "outlinelevel":
            self.outline = number
        elif name in {"brdrt", "brdrb", "brdrnone"}:
            self.has_border = name != "brdrnone"
        elif name == "pagebb":
            self.breaks_page = number != 0
        else:
            return False
        return True

    def reset_paragraph(self) -> None:
        """Forget the properties of the paragraph."""
        self.style, self.outline, self.has_border, self.breaks_page = 0, None, False, False


class Styles(dict[int, Style]):
    """The styles of a document, by number."""

    def level(self, number: int) -> int:
        """Return the level of a heading of that style, 0 if it is of none."""
        name = self[number].name if number in self else ""
        for _ in range(_LONGEST_CHAIN):
            style = self.get(number)
            if style is None:
                break
            if style.outline is not None:
                return min(style.outline + 1, 6) if style.outline < _BODY_LEVEL else 0
            if found := heading_level(style.name):
                return found
            number = style.based_on
        return heading_level(name)

    def role(self, number: int) -> str:
        """Return ``title``, ``subtitle``, ``author`` or ``contents``, if the style is for one."""
        return style_role(self[number].name.partition(",")[0]) if number in self else ""
