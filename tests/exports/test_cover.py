from __future__ import annotations

import io

import pytest
from PIL import Image

from drama.exports import cover
from drama.exports.cover import MOST_BYTES, draw_cover

pytestmark = pytest.mark.slow

WAVES = [("#5b9aea", 120), ("#df7565", 40), ("#52af6a", 8)]


def opened(data: bytes) -> Image.Image:
    assert len(data) <= MOST_BYTES
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG"
    return picture.convert("RGB")


def words_of(data: bytes) -> int:
    """Count the pixels as bright as the paper in the upper left third, where only words are."""
    corner = opened(data).crop((0, 0, 700, 460)).convert("L")
    return sum(corner.histogram()[225:])


def nearness(pixel: tuple[int, ...], colour: str) -> float:
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return sum(abs(a - b) for a, b in zip(pixel, wanted, strict=True))


def test_a_cover_is_square_and_of_the_size_players_take() -> None:
    assert opened(draw_cover("A Lamp in the Reeds", "Ilse Marwick", WAVES)).size == (1_400, 1_400)
    assert opened(draw_cover("A Lamp in the Reeds", "", [], size=90)).size == (1_400, 1_400)


def test_the_same_story_gets_the_same_cover_and_another_one_another() -> None:
    one = draw_cover("A Lamp in the Reeds", "Ilse Marwick", WAVES)
    assert draw_cover("A Lamp in the Reeds", "Ilse Marwick", WAVES) == one
    assert draw_cover("A Lamp on the Hill", "Ilse Marwick", WAVES) != one


def test_everybody_has_room_and_who_says_more_has_more() -> None:
    picture = opened(draw_cover("A Lamp in the Reeds", "", WAVES)).crop((0, 850, 1_400, 1_400))
    small = picture.resize((140, 55))
    pixels = [small.getpixel((x, y)) for x in range(140) for y in range(55)]
    nearest = [min(range(3), key=lambda n: nearness(pixel, WAVES[n][0])) for pixel in pixels]
    most, middle, least = (nearest.count(n) for n in range(3))
    assert most > middle > least > 0


@pytest.mark.parametrize(
    "title",
    [
        "Night",
        "The Long and Winding Chronicle of the Lighthouse Keeper's Second Daughter, and What She Found There " * 2,
        "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen",
        "<b>\u202eThe\x00 \ud800Lamp</b>\n",
    ],
)
def test_a_title_of_any_length_stays_within_the_margins(title: str) -> None:
    data = draw_cover(title, "Ilse Marwick", WAVES)
    assert words_of(data) > 300
    bare = opened(draw_cover("", "", WAVES))
    right, left = ((x, 0, x + 100, 480) for x in (1_300, 0))
    for edge in (left, right):
        brightest = opened(data).crop(edge).convert("L").getextrema()[1]
        assert brightest <= bare.crop(edge).convert("L").getextrema()[1] + 60


def test_an_accent_no_font_has_costs_the_accent_and_not_the_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "_FALLBACKS", ())
    assert cover._drawable("Łódź – œufs") == "Lodz - oeufs"
    assert cover._drawable("雨の夜") == ""
    assert draw_cover("雨の夜", "作者", WAVES)
