"""The styles of an OpenDocument text: what each means for the words set in it (OpenDocument 1.3 part 3, section 16)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.readers.documents.style_names import heading_level, style_role

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_CHAIN = 50
_MAX_STYLES = 20_000
_ENCODED = re.compile(r"_([0-9a-f]{1,4})_")
"""A character that a name cannot have: ``Heading_20_1``."""


@dataclass(slots=True)
class Style:
    """One style as it stands in the file."""

    key: str = ""
    name: str = ""
    parent: str = ""
    toggles: dict[str, bool] = field(default_factory=dict)
    level: int | None = None
    breaks_page: bool | None = None
    has_border: bool | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a style comes to, with those it is based on."""

    toggles: Mapping[str, bool] = field(default_factory=dict)
    """What it turns on or off: ``italic``, ``bold``, ``underlined``, ``hidden``, ``struck``."""
    level: int = 0
    """Of a heading, from 1; 0 for none."""
    role: str = ""
    breaks_page: bool = False
    has_border: bool = False


class Styles:
    """The styles of a document, by family and name."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._style = Style()
        self._looks: dict[tuple[str, str], Look] = {}

    def take(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in an element that may be a style, or one in it."""
        if name == "style:style":
            key = attributes.get("style:name", "")
            shown = attributes.get("style:display-name") or _decoded(key)
            self._style = Style(key, shown, attributes.get("style:parent-style-name", ""))
            outline = attributes.get("style:default-outline-level", "")
            self._style.level = int(outline) if outline.isascii() and outline.isdecimal() and len(outline) < 3 else None
            self._style.breaks_page = True if attributes.get("style:master-page-name") else None
            if len(self._styles) < _MAX_STYLES:
                self._styles[attributes.get("style:family", ""), key] = self._style
        elif name == "style:text-properties":
            self._style.toggles |= _toggles(attributes)
        elif name == "style:paragraph-properties":
            borders = [
                attributes[key] for key in ("fo:border", "fo:border-top", "fo:border-bottom") if key in attributes
            ]
            if borders:
                self._style.has_border = any(border != "none" for border in borders)
            if "fo:break-before" in attributes:
                self._style.breaks_page = attributes["fo:break-before"] == "page"

    def look(self, family: str, key: str) -> Look:
        """Return what a style of a family comes to."""
        if (family, key) not in self._looks:
            if len(self._looks) > _MAX_STYLES:
                self._looks.clear()
            self._looks[family, key] = self._resolve(family, key)
        return self._looks[family, key]

    def _resolve(self, family: str, key: str) -> Look:
        chain = list(self._chain(family, key)) or [Style(key, _decoded(key))]
        toggles: dict[str, bool] = {}
        for style in reversed(chain):
            toggles |= style.toggles
        level = next((style.level for style in chain if style.level is not None), None)
        if level is None:
            level = next((found for style in chain if (found := heading_level(style.name))), 0)
        # What an author changes by hand becomes a style of its own, without a name, of the one that has it.
        role = next((role for style in chain[:2] if (role := style_role(style.name))), "")
        breaks = next((style.breaks_page for style in chain if style.breaks_page is not None), False)
        border = next((style.has_border for style in chain if style.has_border is not None), False)
        return Look(toggles, 0 if role in {"title", "contents"} else min(level, 6), role, breaks, border)

    def _chain(self, family: str, key: str) -> Iterator[Style]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get((family, key))
            if style is None:
                return
            yield style
            key = style.parent


def _decoded(name: str) -> str:
    """Return the name of a style as its user sees it."""
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)


def _toggles(attributes: Mapping[str, str]) -> dict[str, bool]:
    """Return what the properties of some text turn on or off."""
    on: dict[str, bool] = {}
    if style := attributes.get("fo:font-style"):
        on["italic"] = style in {"italic", "oblique"}
    if weight := attributes.get("fo:font-weight"):
        on["bold"] = weight in {"bold", "bolder", "600", "700", "800", "900"}
    if display := attributes.get("text:display"):
        on["hidden"] = display == "none"
    for name, key in (("struck", "style:text-line-through"), ("underlined", "style:text-underline")):
        said = attributes.get(f"{key}-style") or attributes.get(f"{key}-type")
        if said:
            on[name] = said != "none"
    return on
