from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.page_programme import HOSTILE, WORDS, programme, write_tone

from drama.errors import WriteError
from drama.exports.page import read_along
from drama.exports.palette import DARK_PAPER, LIGHT_PAPER, cast_palette, contrast
from drama.exports.programme import CastMember
from drama.model import Gender


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    return write_tone(tmp_path / "lamp.wav")


class Page(HTMLParser):
    """What a reader of HTML finds in a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.texts: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        within = self.inside[-1] if self.inside else ""
        self.texts[within] = self.texts.get(within, "") + data

    def all(self, tag: str, **having: str) -> list[dict[str, str | None]]:
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and all(attrs.get(key.rstrip("_")) == value for key, value in having.items())
        ]


def members(count: int) -> tuple[CastMember, ...]:
    return tuple(CastMember(f"Person {number}", "oak", Gender.UNKNOWN, 1) for number in range(count))


def test_every_line_stands_on_the_page_with_who_says_it(audio: Path) -> None:
    page = Page(read_along(programme(), audio))
    assert len(page.all("a", class_="line c0")) == 4
    ids = [one["id"] for one in page.all("a") if "id" in one]
    assert ids == [f"line-{number}" for number in range(1, len(WORDS) + 1)]
    words = page.texts["bdi"]
    assert all(text in words for *_, text in WORDS if text is not HOSTILE)
    assert page.texts["span"].count("Ilse, whispered: ") == 1
    assert "Heard around it: rain" in page.texts["p"]
    assert "knock" in words


def test_no_word_of_a_story_acts_as_markup(audio: Path) -> None:
    html = read_along(programme(), audio)
    page = Page(html)
    assert len(page.all("script")) == 2
    assert not [one for one in page.all("img") if one.get("src") == "x"]
    assert "window.taken" in page.texts["bdi"]
    assert "\u202e" not in html
    assert "\x07" not in html
    assert "{{ 7*7 }}" in html  # a template in a story is words


def test_the_policy_names_style_and_script_by_their_digests_and_allows_nothing_else(audio: Path) -> None:
    page = Page(read_along(programme(), audio))
    policy = dict(
        part.strip().split(" ", 1)
        for part in str(page.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]).split(";")
    )
    assert policy["default-src"] == "'none'"
    for kind in ("style", "script"):
        text = page.texts[kind]
        if kind == "script":
            text = text[text.index("(() =>") :]  # the data before it are no script
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert policy[f"{kind}-src"] == f"'sha256-{digest}'"
    assert policy["media-src"] == "data:"
    assert not [attrs for _, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]


def test_small_audio_goes_inside_and_large_audio_stays_beside_under_its_own_name(tmp_path: Path) -> None:
    audio = write_tone(tmp_path / "a lamp: 50% & 'more'?#1.wav")
    inside = Page(read_along(programme(), audio)).all("audio")[0]["src"]
    assert inside is not None
    assert base64.b64decode(inside.removeprefix("data:audio/wav;base64,")) == audio.read_bytes()
    beside = Page(read_along(programme(), audio, inside_bytes=1_000)).all("audio")[0]["src"]
    assert beside == "./a%20lamp%3A%2050%25%20%26%20%27more%27%3F%231.wav"


def test_audio_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"lamp\.wav"):
        read_along(programme(), tmp_path / "lamp.wav")


def test_the_times_are_those_of_the_mix(audio: Path) -> None:
    html = read_along(programme(), audio)
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html)
    assert found
    data = json.loads(found[1])
    assert data == {
        "duration": 8.0,
        "lines": [[float(n), n + 0.9] for n in range(8)],
        "scenes": [0.0, 4.0],
        "words": [[], [], [], [0, 200, 400], [], [200 * n for n in range(6)], [], []],
    }


def test_the_waveform_is_drawn_in_at_most_two_thousand_columns_each_in_its_speakers_colour(audio: Path) -> None:
    html = read_along(programme(), audio, [0.5] * 9_000)
    paths = dict(re.findall(r'<path class="c(\d)" d="([^"]+)"/>', html))
    columns = {who: [int(x) for x in re.findall(r"M(\d+) ", path)] for who, path in paths.items()}
    every = sorted(column for some in columns.values() for column in some)
    assert every == list(range(len(every)))
    assert 1_500 <= len(every) <= 2_000
    eighth = len(every) / 8
    assert all(eighth <= column <= 2 * eighth or 5 * eighth <= column <= 6 * eighth for column in columns["1"])


def test_heights_outside_their_range_and_no_waveform_at_all_draw_too(audio: Path) -> None:
    for peaks in ([], [7.0, -1.0, float("nan")][:2]):
        assert "<path class=" in read_along(programme(), audio, peaks)


def test_a_cover_is_shown_and_an_untitled_story_is_called_so(audio: Path) -> None:
    with_cover = replace(programme(), cover=b"\xff\xd8\xff\xe0 picture", title="", author="")
    page = Page(read_along(with_cover, audio))
    assert str(page.all("img")[0]["src"]).startswith("data:image/jpeg;base64,")
    assert page.texts["h1"].strip() == "Untitled"


def test_a_language_that_is_none_is_not_put_into_the_page(audio: Path) -> None:
    assert 'lang="de-AT"' in read_along(programme(), audio, language="de-AT")
    assert 'lang="en"' in read_along(programme(), audio, language='"><script>')


def test_text_is_readable_in_every_colour_on_every_paper() -> None:
    for colour in cast_palette(members(40)).values():
        assert min(contrast(colour.on_light, paper) for paper in LIGHT_PAPER) >= 4.5
        assert min(contrast(colour.on_dark, paper) for paper in DARK_PAPER) >= 4.5


def test_no_two_of_a_large_cast_share_a_colour() -> None:
    colours = list(cast_palette(members(24)).values())
    for kind in ("on_light", "on_dark", "fill"):
        assert len({getattr(colour, kind) for colour in colours}) == 24

    def apart(one: str, other: str) -> int:
        return sum(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))

    assert min(apart(a.fill, b.fill) for a, b in combinations(colours[:12], 2)) >= 45
    assert min(apart(a.on_light, b.on_light) for a, b in pairwise(colours[:12])) >= 60


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60), st.text(max_size=20))
@pytest.mark.slow
def test_a_page_is_whole_whatever_the_words(text: str, name: str) -> None:
    short = programme()
    first = replace(short.utterances[0], text=text, speaker=name)
    cast = (*short.cast, CastMember(name, text, Gender.UNKNOWN, 1))
    audio = Path(__file__)  # any bytes
    html = read_along(replace(short, utterances=(first,), cast=cast, title=text, credits=(text,)), audio)
    page = Page(html)
    assert len(page.all("script")) == 2
    assert len(page.all("a", id="line-1")) == 1
    html.encode("utf-8")
