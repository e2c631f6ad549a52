"""The palette: a colour for everybody who speaks, the same on the page, in the picture and on the cover.

Hue tells who it is. Lightness is what makes text readable, so each colour comes in two inks, one for light and one
for dark backgrounds, each made as dark or as light as its contrast asks for (WCAG 2.2, 1.4.3: 4.5 to 1 for text).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count, islice

from drama.exports.programme import CastMember, name_of

LIGHT_PAPER = ("#ffffff", "#fbf9f4", "#f1eee6", "#ffedb8")
"""What text may stand on in light mode: paper, panels, the line being spoken."""

DARK_PAPER = ("#000000", "#15161b", "#202229", "#3a3420")
"""The same in dark mode."""

_HUES = (255, 25, 145, 315, 70, 190, 345, 112, 285, 47, 167, 225)
"""Degrees in OKLCH, in the order given out: each far from those before it."""
_GOLDEN_ANGLE = 137.508
"""What comes after the hues named above: an angle that never meets itself."""
_CHROMA = 0.135
_FILL_LIGHTNESSES = (0.66, 0.60, 0.74)
"""In turn, as above; each stands out from black and from white alike."""
_CONTRASTS = ((5.2, 7.0), (7.5, 6.0), (6.2, 8.5))
"""On light and on dark paper, in turn: neighbours differ in lightness too, for eyes that see few hues."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One voice's entry in the palette, each colour as ``#rrggbb``."""

    on_light: str
    """For text on any of :data:`LIGHT_PAPER`."""
    on_dark: str
    """For text on any of :data:`DARK_PAPER`."""
    fill: str
    """For areas."""


NARRATION = Colour(on_light="#3c3a36", on_dark="#d6d3cb", fill="#8d8a83")
"""The narrator's: ink, not a hue."""


def cast_palette(cast: tuple[CastMember, ...]) -> dict[str, Colour]:
    """Return the colour of each cast member by name; who stands earlier gets the clearer hue."""
    speakers = [member.name for member in cast if member.name != name_of(None)]
    hues = dict(zip(speakers, islice(_palette(), len(speakers)), strict=True))
    return {member.name: hues.get(member.name, NARRATION) for member in cast}


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _palette() -> Iterator[Colour]:
    for number in count():
        turns, place = divmod(number, len(_HUES))
        hue = (_HUES[place] + turns * _GOLDEN_ANGLE) % 360
        yield _colour(hue, _CHROMA if turns % 2 == 0 else _CHROMA * 0.55, (place + turns) % 3)


@cache
def _colour(hue: float, chroma: float, turn: int) -> Colour:
    on_light, on_dark = _CONTRASTS[turn]
    return Colour(
        on_light=_ink(hue, chroma, LIGHT_PAPER, on_light),
        on_dark=_ink(hue, chroma, DARK_PAPER, on_dark),
        fill=_hex(_FILL_LIGHTNESSES[turn], chroma, hue),
    )


def _ink(hue: float, chroma: float, papers: tuple[str, ...], wanted: float) -> str:
    """Return the ink nearest to the middle that has the contrast on every paper."""
    is_dark = _luminance(papers[0]) < 0.5
    lightnesses = range(40, 100) if is_dark else range(65, 5, -1)
    inks = (_hex(lightness / 100, chroma, hue) for lightness in lightnesses)
    return next(ink for ink in inks if min(contrast(ink, paper) for paper in papers) >= wanted)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Return the sRGB colour of a place in OKLCH, its chroma taken back until the screen can show it."""
    while chroma > 0:
        channels = _rgb(lightness, chroma, hue)
        if all(-0.001 <= channel <= 1.001 for channel in channels):
            break
        chroma -= 0.004
    else:
        channels = _rgb(lightness, 0.0, hue)
    return "#" + "".join(f"{round(255 * _encoded(min(max(channel, 0.0), 1.0))):02x}" for channel in channels)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Return linear sRGB (Björn Ottosson, "A perceptual color space for image processing", 2020)."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
