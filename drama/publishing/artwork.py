"""The artwork of a podcast: what directories take, and what of an image they would not."""

from __future__ import annotations

import io
from dataclasses import dataclass

SMALLEST, LARGEST = 1_400, 3_000
"""Pixels on a side (Apple, artwork requirements; PSP-1, itunes:image)."""
MOST_BYTES = 10_000_000
"""Apple names no limit; a file above this is a mistake, which every listener would load."""
VALID = f"valid is a square JPEG or PNG of {SMALLEST:,} to {LARGEST:,} pixels a side, in RGB and without transparency"

_TYPES = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png")}
_READ_AT_MOST = 100_000_000
"""Pixels of an image that is looked at; Pillow warns of more."""


@dataclass(frozen=True, slots=True)
class Artwork:
    """An image, as far as directories care."""

    media_type: str
    suffix: str
    width: int
    height: int
    problem: str = ""
    """What is wrong with it, in words that go on after its name; empty where it is right."""


def look_at(image: bytes) -> Artwork:
    """Return what an image is, and what of it directories would not take."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (slow to import)

    if len(image) > MOST_BYTES:
        return Artwork("", "", 0, 0, f"has {len(image):,} bytes; {VALID}, of at most {MOST_BYTES:,} bytes")
    try:
        with Image.open(io.BytesIO(image)) as picture:
            kind, mode, (width, height) = picture.format or "", picture.mode, picture.size
            has_alpha = "transparency" in picture.info
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Artwork("", "", 0, 0, f"is no image that can be read; {VALID}")
    media_type, suffix = _TYPES.get(kind, ("", ""))
    problem = _problem(kind, mode, width, height, has_alpha=has_alpha)
    return Artwork(media_type, suffix, width, height, f"{problem}; {VALID}" if problem else "")


def _problem(kind: str, mode: str, width: int, height: int, *, has_alpha: bool) -> str:
    if kind not in _TYPES:
        return f"is of the type {kind or 'unknown'}"
    if width != height:
        return f"is {width:,} × {height:,} pixels"
    if not SMALLEST <= width <= LARGEST:
        return f"is {width:,} × {height:,} pixels"
    if mode in {"RGBA", "LA", "PA"} or has_alpha:
        return "has transparent parts"
    return "" if mode == "RGB" else f"is in the colours {mode}, and not in RGB"
