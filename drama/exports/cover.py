"""A cover drawn for an episode that brings none: title, author, and a wave for everybody who is heard.

A moon over waves; each wave is one of the cast, in the colour that the palette gives it, as high as the
character's share of the lines. The same title and cast always give the same picture.
"""

from __future__ import annotations

import colorsys
import hashlib
import io
import math
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

SIZES = range(1_400, 3_001)
"""Pixels on a side. Apple Podcasts takes 1,400 to 3,000 (Podcasts artwork requirements)."""

MOST_BYTES = 300_000
"""Covers travel inside every file; some players give up on large ones."""

_MOST_WAVES = 12
_LINE = 1.12
"""From line to line, in font sizes."""
_SPELLINGS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "–": "-", "—": "-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
})  # fmt: skip
_PAPER = (247, 243, 232)
_TINTS = 9
"""About so many waves a cover has in all."""
_FALLBACKS = (
    *("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "segoeui.ttf", "Arial.ttf", "arial.ttf"),
    *("NotoSansCJK-Regular.ttc", "Arial Unicode.ttf", "PingFang.ttc", "msyh.ttc"),
)
"""Fonts looked for on the machine where Pillow's own lacks a letter: it holds plain Latin alone (Pillow 13)."""


def draw_cover(title: str, author: str, waves: Sequence[tuple[str, int]], *, size: int = 1_400) -> bytes:
    """Return a square JPEG of at most :data:`MOST_BYTES`.

    :param waves: ``(colour as "#rrggbb", lines)`` of each of the cast, those with most lines first.
    :param size: pixels on a side, one of :data:`SIZES`; others are taken to the nearest.
    """
    size = min(max(size, SIZES[0]), SIZES[-1])
    rng = _TitleRng(title)
    hue = rng(0.55, 0.80)
    picture = _sky(size, hue, rng)
    _draw_moon(picture, rng)
    for wave in _waves(waves, hue, rng):
        _draw_wave(picture, wave)
    _draw_words(picture, title, author)
    return _jpeg(picture)


class _TitleRng:
    """Pseudo-random numbers from 0 to 1 that depend on a text and on nothing else."""

    def __init__(self, text: str) -> None:
        self._numbers = self._drawn(unicodedata.normalize("NFC", text).encode("utf-8", "replace"))

    def __call__(self, low: float = 0.0, high: float = 1.0) -> float:
        return low + (high - low) * next(self._numbers)

    @staticmethod
    def _drawn(seed: bytes) -> Iterator[float]:
        while True:
            seed = hashlib.sha256(seed).digest()
            yield int.from_bytes(seed[:6], "big") / 2**48


def _sky(size: int, hue: float, rng: _TitleRng) -> Image:
    """Return the background: night at the top, a glow at the horizon, in a hue of the title's own."""
    from PIL import Image, ImageOps  # noqa: PLC0415 (only where a cover is drawn)

    top, bottom = _rgb(hue, 0.55, 0.13), _rgb(hue + rng(-0.06, 0.10), 0.50, 0.46)
    ramp = Image.linear_gradient("L").resize((size, size), Image.Resampling.BICUBIC)
    return ImageOps.colorize(ramp, black=top, white=bottom)


def _draw_moon(picture: Image, rng: _TitleRng) -> None:
    """Draw the moon and the rings of sound around it."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    size = picture.width
    fine = size * 2
    x, y = rng(0.62, 0.80) * fine, 0.50 * fine
    radius = rng(0.10, 0.13) * fine
    mask = Image.new("L", (fine, fine), 0)
    draw = ImageDraw.Draw(mask)
    for ring in range(9, 0, -1):
        reach = radius * (1 + 0.36 * ring**1.15)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=110 - 10 * ring, width=max(2, fine // 700))
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=238)
    picture.paste(_PAPER, (0, 0), mask.reduce(2))


class _Wave:
    """A wave: its colour, and how high it stands at each place across, both from 0 to 1."""

    def __init__(self, colour: tuple[int, int, int], level: float, swell: float, rng: _TitleRng) -> None:
        self.colour = colour
        self._level = level
        self._swell = swell
        self._centre = rng(0.25, 0.75)
        self._parts = [(rng(*range_), rng(0, math.tau)) for range_ in ((0.5, 0.9), (1.4, 2.4), (3.5, 6.0))]

    def top(self, across: float) -> float:
        """Return how far down the wave begins."""
        envelope = 0.45 + math.exp(-(((across - self._centre) / 0.28) ** 2))
        weights = (0.6, 0.5, 0.16)
        return self._level + self._swell * envelope * sum(
            weight * math.sin(math.tau * turns * across + phase)
            for weight, (turns, phase) in zip(weights, self._parts, strict=True)
        )


def _waves(waves: Sequence[tuple[str, int]], hue: float, rng: _TitleRng) -> Iterator[_Wave]:
    """Yield the waves from the farthest to the nearest; the more lines, the more room.

    A small cast's waves come in several tints each, so that no cover is bare.
    """
    shown = list(waves[:_MOST_WAVES]) or [(_hex(_rgb(hue, 0.42, 0.72)), 1)]
    tints = max(1, round(_TINTS / len(shown)))
    # Square roots: who has three quarters of the lines leaves the others room.
    shares = [math.sqrt(max(lines, 1)) for _, lines in shown]
    level = 0.60
    for number, ((colour, _), share) in enumerate(zip(shown, shares, strict=True)):
        room = 0.40 * share / sum(shares)
        for tint in range(tints):
            depth = (number + tint / tints) / len(shown)
            lift = 0.10 * (0.5 - (tint + 0.5) / tints)
            yield _Wave(_toned(colour, depth, lift), level, 0.014 + 0.12 * room, rng)
            level += room / tints


def _draw_wave(picture: Image, wave: _Wave) -> None:
    """Draw a wave and the shadow it throws on what lies behind it. Drawn at twice the size, for a smooth edge."""
    from PIL import Image, ImageDraw, ImageFilter  # noqa: PLC0415

    size = picture.width
    fine = size * 2
    steps = 400
    edge = [(fine * step / steps, fine * wave.top(step / steps)) for step in range(steps + 1)]
    above = max(0, int(min(y for _, y in edge) / 2) - size // 40)
    height = max(size - above, 1)
    mask = Image.new("L", (fine, 2 * height), 0)
    ImageDraw.Draw(mask).polygon([*((x, y - 2 * above) for x, y in edge), (fine, fine), (0, fine)], fill=255)
    mask = mask.reduce(2)
    shadow = mask.resize((size // 8, max(height // 8, 1))).filter(ImageFilter.GaussianBlur(size / 560))
    shadow = shadow.resize((size, height)).point([value * 2 // 5 for value in range(256)])
    picture.paste((8, 8, 20), (0, above - size // 160), shadow)
    picture.paste(wave.colour, (0, above), mask)


def _draw_words(picture: Image, title: str, author: str) -> None:
    from PIL import ImageDraw  # noqa: PLC0415

    size = picture.width
    margin = round(size * 0.08)
    draw = ImageDraw.Draw(picture)
    title, author = _drawable(_one_line(title)), _drawable(_one_line(author))
    down = margin
    if title and (fitting := _fitting(title, size - 2 * margin, round(size * 0.34), largest=round(size * 0.115))):
        lines, font = fitting
        for line in lines:
            draw.text((margin, down), line, font=font, fill=_PAPER)
            down += round(font.size * _LINE)
    if author and (fitting := _fitting(author, size - 2 * margin, round(size * 0.05), largest=round(size * 0.038))):
        lines, font = fitting
        draw.text((margin, down + round(size * 0.018)), lines[0], font=font, fill=(206, 203, 214))


def _fitting(text: str, width: int, height: int, *, largest: int) -> tuple[list[str], FreeTypeFont] | None:
    """Return a text in lines and the largest font in which it fits; None where no font has its letters.

    What does not fit in the smallest font is cut.
    """
    sizes = range(largest, max(largest // 4, 1) - 1, -max(largest // 24, 1))
    for size in sizes:
        font = _font_for(text, size)
        if font is None:
            return None
        lines = _wrapped(text, font, width)
        keep = max(1, int(height / (size * _LINE)))
        if len(lines) <= keep and all(font.getlength(line) <= width for line in lines):
            return lines, font
        if size == sizes[-1]:
            if len(lines) > keep:
                lines = [*lines[: keep - 1], lines[keep - 1].rstrip(" ,;:.…") + "…"]
            return [_cut(line, font, width) for line in lines], font
    return None


def _cut(line: str, font: FreeTypeFont, width: int) -> str:
    """Return a line shortened until it fits."""
    while font.getlength(line) > width:
        line = line.rstrip("…")[:-1] + "…"
    return line


def _wrapped(text: str, font: FreeTypeFont, width: int) -> list[str]:
    """Return a text in lines no wider than asked for; only a single word may be wider."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _font_for(text: str, size: int) -> FreeTypeFont | None:
    """Return a font that has every letter of a text, Pillow's own first."""
    from PIL import ImageFont  # noqa: PLC0415

    own = ImageFont.load_default(size)
    if isinstance(own, ImageFont.FreeTypeFont) and _has_all(own, text):
        return own
    for name in _FALLBACKS:
        try:
            font = ImageFont.truetype(name, size)
        except OSError:
            continue
        if _has_all(font, text):
            return font
    return None


def _has_all(font: FreeTypeFont, text: str) -> bool:
    """Tell whether a font has a shape of its own for each letter: none is drawn as the box that stands for a gap."""
    gap = bytes(font.getmask("\U0010fffd"))
    return all(letter.isspace() or bytes(font.getmask(letter)) != gap for letter in set(text))


def _drawable(text: str) -> str:
    """Return a text as it can be drawn here: as it is, else without its accents, else nothing."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELLINGS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return next((words for words in (text, plain) if _font_for(words, 20) is not None), "")


def _one_line(text: str) -> str:
    """Return a text without what is no letter: control characters, marks of direction, halves of pairs."""
    kept = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())


def _toned(colour: str, depth: float, lift: float) -> tuple[int, int, int]:
    """Return a colour of the palette for a wave so near: far ones hazy, near ones deep; ``lift`` makes a tint."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = min(max(light * (1.0 - 0.38 * depth) + lift, 0.08), 0.92)
    toned = colorsys.hls_to_rgb(hue, light, min(1.0, strength * (0.8 + 0.15 * depth)))
    return (round(255 * toned[0]), round(255 * toned[1]), round(255 * toned[2]))


def _hex(colour: tuple[int, int, int]) -> str:
    return "#" + bytes(colour).hex()


def _rgb(hue: float, strength: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, strength, value)
    return (round(255 * red), round(255 * green), round(255 * blue))


def _jpeg(picture: Image) -> bytes:
    data = b""
    for quality in (90, 84, 76, 66, 50):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, subsampling=0)
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data
