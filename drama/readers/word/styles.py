"""The styles of a Word document: what each means for the words set in it (ECMA-376, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.readers.documents.style_names import heading_level, style_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drama.readers.documents.tokens import Token

TOGGLES = {
    "w:i": "italic",
    "w:b": "bold",
    "w:vanish": "hidden",
    "w:strike": "struck",
    "w:dstrike": "struck",
}
"""Properties that are on or off, and that styles turn over (17.7.3); a run's own say is final."""
_OFF = frozenset({"0", "false", "off", "none"})
_LONGEST_CHAIN = 50
"""Styles based on one another; Word allows ten or so, a file may name itself."""
_MAX_STYLES = 20_000


def is_on(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element that is on or off is on."""
    return attributes.get("w:val", "1").lower() not in _OFF


@dataclass(slots=True)
class Style:
    """One style as it stands in the file."""

    key: str = ""
    name: str = ""
    based_on: str = ""
    toggles: dict[str, bool] = field(default_factory=dict)
    outline: int | None = None
    breaks_page: bool | None = None
    has_border: bool | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a style comes to, with those it is based on."""

    toggles: frozenset[str] = frozenset()
    level: int = 0
    """Of a heading, from 1; 0 for none."""
    role: str = ""
    """What :func:`drama.readers.documents.style_names.style_role` says."""
    breaks_page: bool = False
    has_border: bool = False
    """A rule stands above or below it."""


class Styles:
    """The styles of a document. As a handler of its ``styles`` part it takes them in."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._styles: dict[str, Style] = {}
        self._style = self._defaults = Style()
        self._default_paragraph = ""
        self._looks: dict[str, Look] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what opens in the part."""
        style, value = self._style, attributes.get("w:val", "")
        if name == "w:style":
            self._style = Style(attributes.get("w:styleId", ""))
            if len(self._styles) < _MAX_STYLES:
                self._styles[self._style.key] = self._style
            if attributes.get("w:type") == "paragraph" and attributes.get("w:default", "").lower() in {
                "1",
                "true",
                "on",
            }:
                self._default_paragraph = self._style.key
        elif name == "w:name":
            style.name = value
        elif name == "w:basedOn":
            style.based_on = value
        elif name in TOGGLES:
            style.toggles[TOGGLES[name]] = is_on(attributes)
        elif name == "w:outlineLvl":
            style.outline = int(value) if value.isdecimal() and len(value) == 1 else None
        elif name == "w:pageBreakBefore":
            style.breaks_page = is_on(attributes)
        elif name in {"w:top", "w:bottom", "w:between"} and value:
            style.has_border = value not in {"none", "nil"}

    def end(self, name: str) -> None:
        """Take in what closes in the part."""
        if name == "w:style":
            self._style = Style()

    def words(self, text: str) -> None:
        """Take in text: the part has none."""

    def look(self, key: str) -> Look:
        """Return what a style comes to; an empty name stands for that of plain paragraphs."""
        key = key or self._default_paragraph
        if key not in self._looks:
            if len(self._looks) > _MAX_STYLES:
                self._looks.clear()
            self._looks[key] = self._resolve(key)
        return self._looks[key]

    def combined(self, paragraph: Look, character: str, own: Mapping[str, bool]) -> frozenset[str]:
        """Return which toggles are on for a run, by its paragraph's style, its own style, and its own say."""
        on = set(paragraph.toggles)
        if character:
            on ^= self.look(character).toggles
        on |= {name for name, value in self._defaults.toggles.items() if value}
        for name, value in own.items():
            (on.add if value else on.discard)(name)
        return frozenset(on)

    def _resolve(self, key: str) -> Look:
        chain = list(self._chain(key))
        toggles: dict[str, bool] = {}
        for style in reversed(chain):
            toggles |= style.toggles
        outline = next((style.outline for style in chain if style.outline is not None), None)
        # Without a part for styles, or without this one in it, its identifier is all there is to go by.
        names = [style.name or style.key for style in chain] or [key]
        level = min(outline + 1, 6) if outline is not None and outline < 9 else 0
        if outline is None:
            level = next((found for name in names if (found := heading_level(name))), 0)
        role = style_role(names[0])
        breaks = next((style.breaks_page for style in chain if style.breaks_page is not None), False)
        border = next((style.has_border for style in chain if style.has_border is not None), False)
        if not chain and key.lower() in {"emphasis", "intenseemphasis", "subtleemphasis"}:
            toggles["italic"] = True
        on = frozenset(name for name, value in toggles.items() if value)
        return Look(on, 0 if role in {"title", "contents"} else level, role, breaks, border)

    def _chain(self, key: str) -> Iterator[Style]:
        """Yield a style and those it is based on."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = style.based_on
