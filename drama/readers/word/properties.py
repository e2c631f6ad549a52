"""The properties of paragraphs and runs in a Word document, as they state them (ECMA-376, 17.3.1 and 17.3.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.readers.documents.symbols import is_ornamental
from drama.readers.word.styles import TOGGLES, Look, Styles, is_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drama.readers.documents.tokens import Token

REMOVED = frozenset({"w:del", "w:moveFrom"})
"""What tracked changes take out stands in these."""
_BODY_LEVEL = 9
"""The level of an outline that stands for plain paragraphs."""


@dataclass(slots=True)
class Paragraph:
    """The paragraph that is being read."""

    joins: bool = False
    """It goes on where the one before it ends."""
    look: Look = field(default_factory=Look)
    level: int | None = None
    """Of the outline, as the paragraph itself says: 0 for none."""
    is_settled: bool = False
    is_joined: bool = False
    """The next one goes on where it ends: its mark was deleted or is hidden, or it is one large initial."""
    borders: set[str] = field(default_factory=set)
    breaks_page: bool = False
    ends_page: bool = False
    boxes: list[Token] = field(default_factory=list)
    """The text boxes in it, which stand after it."""

    @property
    def tag(self) -> str:
        """What it is as an element of HTML."""
        level = self.look.level if self.level is None else self.level
        if self.look.role == "title":
            return "h1"
        return f"h{min(level + 1, 6)}" if level and not self.look.role else "p"

    @property
    def has_border(self) -> bool:
        """Whether a rule stands above or below it."""
        return bool(self.borders) or self.look.has_border

    def take(self, scope: str, name: str, attributes: Mapping[str, str], styles: Styles) -> None:
        """Take in a property of the paragraph, or one in an element of its properties."""
        value = attributes.get("w:val", "")
        if scope == "w:pBdr":
            if value not in {"", "none", "nil"}:
                self.borders.add(name)
        elif scope == "w:rPr":
            hides = name in {"w:vanish", "w:specVanish"} and is_on(attributes)
            self.is_joined |= hides or name in REMOVED
        elif scope == "w:sectPr":
            self.ends_page &= not (name == "w:type" and value == "continuous")
        elif name == "w:pStyle":
            self.look = styles.look(value)
        elif name == "w:outlineLvl" and value.isdecimal() and value.isascii():
            self.level = int(value[:2]) + 1 if int(value[:2]) < _BODY_LEVEL else 0
        elif name == "w:pageBreakBefore":
            self.breaks_page = is_on(attributes)
        elif name == "w:framePr" and attributes.get("w:dropCap", "none") != "none":
            self.is_joined = True


@dataclass(slots=True)
class Run:
    """The run of words that is being read."""

    own: dict[str, bool] = field(default_factory=dict)
    """Toggles it states itself."""
    style: str = ""
    is_underlined: bool = False
    is_ornament: bool = False
    """Its font has pictures in place of letters."""
    is_note_sign: bool = False
    toggles: frozenset[str] | None = None
    """Those that are on, once its paragraph is known."""

    def take(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in a property of the run."""
        value = attributes.get("w:val", "")
        if name in TOGGLES:
            self.own[TOGGLES[name]] = is_on(attributes)
        elif name == "w:rStyle":
            self.style = value
        elif name == "w:u":
            self.is_underlined = value.lower() not in {"", "none"}
        elif name == "w:rFonts":
            self.is_ornament = is_ornamental(attributes.get("w:ascii", ""))
