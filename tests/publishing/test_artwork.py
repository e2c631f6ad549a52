"""Which images directories take."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from drama.publishing.artwork import VALID, look_at


def image(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (1_400, 1_400)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("picture", "problem"),
    [
        (image(), ""),
        (image("PNG", size=(3_000, 3_000)), ""),
        (image(size=(1_399, 1_399)), "is 1,399 × 1,399 pixels"),
        (image(size=(3_001, 3_001)), "is 3,001 × 3,001 pixels"),
        (image(size=(1_400, 1_500)), "is 1,400 × 1,500 pixels"),
        (image(mode="CMYK"), "is in the colours CMYK"),
        (image(mode="L"), "is in the colours L"),
        (image("PNG", "RGBA"), "has transparent parts"),
        (image("GIF", "P"), "is of the type GIF"),
        (b"no image", "is no image that can be read"),
        (image()[:300], "is no image that can be read"),
        (b"", "is no image that can be read"),
        (b"x" * 10_000_001, "has 10,000,001 bytes"),
    ],
    ids=lambda value: value or "right" if isinstance(value, str) else "",
)
def test_what_of_an_image_is_wrong_is_told_with_what_is_valid(picture: bytes, problem: str) -> None:
    told = look_at(picture).problem
    assert told.startswith(problem)
    assert bool(told) == bool(problem)
    assert not told or VALID in told
