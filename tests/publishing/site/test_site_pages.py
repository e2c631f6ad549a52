"""The pages of a season as readers of HTML find them: what stands in them, and that no word acts as markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.errors import WriteError
from drama.model import FRAME_RATE, Chapter
from drama.publishing.season import EpisodeKind, Person, PublishedFile, Season, SeasonEpisode, Soundbite
from drama.publishing.site import ReadAlong, relative_link, site_pages

HOSTILE = (
    "</script><script>window.taken = 1</script></style><img src=x onerror='window.taken = 2'> "
    '\u202e\x07 "&amp; {{ 7*7 }}'
)
INK = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


class Page(HTMLParser):
    """What a reader of HTML finds in a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.held: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag
        if tag in self.held:
            self.held[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.held:
            self.held[self._inside][-1] += data
        elif data.strip():
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str, **having: str) -> list[dict[str, str]]:
        wanted = {name.rstrip("_"): value for name, value in having.items()}.items()
        return [attrs for name, attrs in self.tags if name == tag and wanted <= attrs.items()]

    def meta(self, name: str) -> str:
        return next(one["content"] for one in self.all("meta") if name in (one.get("name"), one.get("property")))

    @property
    def links(self) -> list[str]:
        """Every address in the page that a browser would follow or load."""
        return [attrs[key] for _, attrs in self.tags for key in ("href", "src") if key in attrs]

    @property
    def structured(self) -> dict[str, Any]:
        kinds = [attrs.get("type", "") for name, attrs in self.tags if name == "script"]
        return json.loads(self.held["script"][kinds.index("application/ld+json")])  # type: ignore[no-any-return]


def file(name: str, kind: str = "audio/mpeg") -> PublishedFile:
    return PublishedFile(name, kind, 12_345_678)


def episode(number: int, **known: Any) -> SeasonEpisode:
    given = {
        "guid": f"g{number}",
        "title": f"The {number}. Night",
        "kind": EpisodeKind.FULL,
        "number": number,
        "published": datetime(2026, 11, number, 6, tzinfo=UTC),
        "duration_s": 754.2,
        "audio": file(f"{number:02}.mp3"),
        "summary": "A lamp goes out.\n\nNobody minds.",
        "chapters": (Chapter("Dusk", 0, 60 * FRAME_RATE), Chapter("Dawn", 60 * FRAME_RATE, 754 * FRAME_RATE)),
        "persons": (
            Person("oak", "narrator", "cast", plays="Narrator"),
            Person("wren", "voice actor", "cast", plays="Ilse" if number < 3 else "Tove"),
            Person("Nell Orrin", "author", "writing"),
        ),
        "soundbites": (Soundbite(12.5, 3.0, "“Who put it out?”"),),
        "page": file(f"read/{number:02}.html", "text/html"),
        "transcripts": (file(f"{number:02}.vtt", "text/vtt"), file(f"{number:02}.txt", "text/plain")),
    }
    return SeasonEpisode(**given | known)


TRAILER = SeasonEpisode(
    "t", "Trailer", EpisodeKind.TRAILER, None, datetime(2026, 10, 30, tzinfo=UTC), 41.0, file("trailer.mp3")
)


def season(*episodes: SeasonEpisode, **known: Any) -> Season:
    given = {
        "title": "Lamps",
        "url": "https://example.org/lamps/",
        "guid": "s",
        "number": 2,
        "description": "Three nights at a lighthouse.\n\nFor all who are awake.",
        "author": "Nell Orrin",
        "language": "en-GB",
        "categories": (("Fiction", "Drama"),),
        "cover": file("art/cover #1.jpg", "image/jpeg"),
        "episodes": episodes or (episode(1), episode(2), episode(3), TRAILER),
    }
    return Season(**given | known)


def parts(_: SeasonEpisode) -> ReadAlong:
    return ReadAlong(style="b{color:red}", script="let a = 1 < 2;", sheet="<p>The sheet</p>", player="<i></i>", data={})


def test_the_season_lists_its_episodes_from_the_first_on_and_its_trailer_apart() -> None:
    page = Page(site_pages(season())["index.html"])
    assert [one["data-guid"] for one in page.all("li", class_="episode")] == ["g1", "g2", "g3"]
    assert [one["src"] for one in page.all("audio")] == ["./trailer.mp3"]
    assert "Season 2 · 3 episodes · 38 min" in page.texts
    assert {"1 November 2026", "13 min", "A lamp goes out.", "Nobody minds.", "MP3, 12.3 MB"} <= set(page.texts)
    assert page.all("a", href="./read/01.html#t=12.5")
    assert page.all("a", id="start", href="./read/01.html")
    assert page.all("img")[0]["src"] == "./art/cover%20%231.jpg"


def test_the_cast_of_the_season_stands_there_once_with_the_episodes_they_are_in() -> None:
    page = Page(site_pages(season())["index.html"])
    at = page.texts.index("Cast")
    people = page.texts[at + 1 : page.texts.index("Subscribe", at)]
    assert people == ["N", "Narrator", "oak", "I", "Ilse", "wren", "·", "in 1–2", "T", "Tove", "wren", "·", "in 3"]
    assert page.texts[page.texts.index("Made by") + 1 :][:2] == ["Nell Orrin", "author"]


def test_that_all_voices_are_synthetic_is_said_once() -> None:
    made = Person("oak (synthetic voice)", "narrator", "cast")
    page = Page(
        site_pages(season(episode(1, persons=(made, Person("Synthetic voice", "voice actor", "cast", "Ilse")))))[
            "index.html"
        ]
    )
    at = page.texts.index("Cast")
    assert page.texts[at + 1 : at + 7] == ["All voices are synthetic.", "N", "Narrator", "oak", "I", "Ilse"]
    mixed = (made, Person("Ada Holm", "voice actor", "cast", "Ilse"))
    page = Page(site_pages(season(episode(1, persons=mixed)), parts)["read/01.html"])
    assert "All voices are synthetic." not in page.texts
    assert {"oak (synthetic voice)", "Ada Holm"} <= set(page.texts)


def test_a_podcast_app_finds_the_feed() -> None:
    page = Page(site_pages(season())["index.html"])
    assert page.all("link", type="application/rss+xml", rel="alternate", title="Lamps", href="./feed.xml")
    assert page.all("a", href="podcast://example.org/lamps/feed.xml")
    assert "https://example.org/lamps/feed.xml" in page.texts
    below = Page(site_pages(season(), feed="podcast.xml")["read/02.html"])
    assert below.all("link", type="application/rss+xml", href="../podcast.xml")


def test_an_episode_leads_to_those_around_it_and_back() -> None:
    pages = site_pages(season(), parts)
    assert list(pages) == ["index.html", "read/01.html", "read/02.html", "read/03.html"]
    assert len(pages) == 4
    page = Page(pages["read/02.html"])
    assert page.all("a", rel="prev", href="./01.html")
    assert page.all("a", rel="next", href="./03.html")
    assert page.all("a", href="../index.html")
    assert page.all("a", href="../02.mp3", download="")
    assert page.all("a", href="../02.txt")
    assert page.all("a", **{"data-seek": "60.0"})
    assert not Page(pages["read/01.html"]).all("a", rel="prev")
    assert not Page(pages["read/03.html"]).all("a", rel="next")


@pytest.mark.parametrize("name", ["index.html", "read/02.html"])
def test_only_what_stands_in_a_page_may_run_or_style_it(name: str) -> None:
    page = Page(site_pages(season(), parts)[name])
    policy = page.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    runs = [
        source
        for source, (_, attrs) in zip(
            page.held["script"], [one for one in page.tags if one[0] == "script"], strict=True
        )
        if "type" not in attrs
    ]
    for what, sources in (("script-src", runs), ("style-src", page.held["style"])):
        digests = {f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in sources}
        assert set(rules[what].split()) == digests
    assert not [attrs for _, attrs in page.tags if "style" in attrs or any(key.startswith("on") for key in attrs)]


@pytest.mark.parametrize("name", ["index.html", "read/02.html"])
def test_nothing_comes_from_elsewhere(name: str) -> None:
    page = Page(site_pages(season(), parts)[name])
    loaded = [
        attrs.get("src") or attrs.get("href", "") for tag, attrs in page.tags if tag in {"img", "audio", "script"}
    ]
    loaded += [one["href"] for one in page.all("link") if one["rel"] in {"icon", "stylesheet", "preload"}]
    assert all(re.match(r"\.{1,2}/", link) for link in loaded if link)
    away = [link for link in page.links if not re.match(r"\.{1,2}/|#", link)]
    allowed = {"https://example.org/lamps/", "https://example.org/lamps/read/02.html"}
    assert {link for link in away if not link.startswith("podcast:")} <= allowed  # the page's own address
    assert "@import" not in page.held["style"][0]
    assert "url(" not in page.held["style"][0]


def test_search_engines_and_messengers_are_told_what_it_is() -> None:
    pages = site_pages(season(), parts)
    about = Page(pages["index.html"]).structured
    assert (about["@type"], about["name"], about["webFeed"]) == (
        "PodcastSeries", "Lamps", "https://example.org/lamps/feed.xml",
    )  # fmt: skip
    assert [one["episodeNumber"] for one in about["containsSeason"]["episode"]] == [1, 2, 3]
    page = Page(pages["read/02.html"])
    assert page.structured["@type"] == "PodcastEpisode"
    assert page.structured["duration"] == "PT12M34S"
    assert page.structured["datePublished"] == "2026-11-02T06:00:00+00:00"
    assert page.structured["associatedMedia"]["contentUrl"] == "https://example.org/lamps/02.mp3"
    assert page.meta("og:title") == "The 2. Night – Lamps"
    assert page.meta("og:image") == "https://example.org/lamps/art/cover%20%231.jpg"
    assert page.meta("og:url") == "https://example.org/lamps/read/02.html"
    assert page.meta("twitter:card") == "summary"


def test_a_season_without_an_address_has_a_site_all_the_same() -> None:
    page = Page(site_pages(season(url=""), parts)["index.html"])
    assert not [link for link in page.links if ":" in link]
    assert not [one for one in page.all("meta") if one.get("property") == "og:url"]
    assert "./feed.xml" in page.texts
    assert "url" not in page.structured


def test_no_word_acts_as_markup() -> None:
    hostile = episode(
        1,
        guid=HOSTILE,
        title=HOSTILE,
        summary=HOSTILE,
        chapters=(Chapter(HOSTILE, 0, 1), Chapter(HOSTILE, 1, 2)),
        persons=(Person(HOSTILE, HOSTILE, "cast", plays=HOSTILE), Person(HOSTILE, HOSTILE)),
        soundbites=(Soundbite(0, 1, HOSTILE),),
    )
    pages = site_pages(
        season(hostile, title=HOSTILE, description=HOSTILE, author=HOSTILE, copyright=HOSTILE, language=HOSTILE), parts
    )
    honest = site_pages(season(replace(hostile, title="A", summary="B")), parts)
    for name, html in pages.items():
        page, other = Page(html), Page(honest[name])
        assert len(page.all("script")) == len(other.all("script"))
        assert not page.all("img", src="x")
        assert page.all("html", lang="en")
        assert page.structured["name"] == HOSTILE
        assert not re.search("[\u202e\x07]", re.sub(r'<script type="application/ld.*?</script>', "", html))
        assert "49" not in page.texts


def test_a_title_of_any_length_and_a_name_of_any_signs_has_its_place() -> None:
    long = episode(1, title="Night " * 2_000, page=file("a b/100%: #1?.html", "text/html"), audio=file("a b/100%?.mp3"))
    pages = site_pages(season(long))
    page = Page(pages["a b/100%: #1?.html"])
    assert len(page.meta("og:title")) <= 200
    assert page.all("audio", src="./100%25%3F.mp3")
    assert Page(pages["index.html"]).all("a", href="./a%20b/100%25:%20%231%3F.html")


def test_an_episode_without_a_page_plays_on_that_of_the_season() -> None:
    pages = site_pages(season(episode(1, page=None), episode(2, kind=EpisodeKind.BONUS)))
    assert list(pages) == ["index.html", "read/02.html"]
    page = Page(pages["index.html"])
    assert [one["src"] for one in page.all("audio")] == ["./01.mp3"]
    assert "Bonus 2" in page.texts
    assert Page(pages["read/02.html"]).all("audio", src="../02.mp3", id="audio")


@pytest.mark.parametrize("name", ["index.html", "READ/01.html", "../feed.html", "/etc/motd", "read//01.html", ""])
def test_a_page_stands_inside_the_folder_and_takes_no_other_pages_place(name: str) -> None:
    with pytest.raises(WriteError, match="page"):
        site_pages(season(episode(1), episode(2, page=file(name, "text/html"))))


@given(st.lists(st.sampled_from("ab"), max_size=3), st.lists(st.sampled_from("abc"), min_size=1, max_size=4))
def test_a_relative_link_leads_there(folders: list[str], target: list[str]) -> None:
    link = relative_link("/".join([*folders, "p.html"]), "/".join(target))
    here = list(folders)
    for step in link.split("/"):
        if step == "..":
            here.pop()
        elif step != ".":
            here.append(step)
    assert here == target


def test_the_same_season_gives_the_same_pages() -> None:
    assert dict(site_pages(season(), parts)) == dict(site_pages(season(), parts))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_ink_can_be_read_on_every_paper() -> None:
    style = Page(site_pages(season())["index.html"]).held["style"][0]
    light = dict(INK.findall(style[: style.index("@media")]))
    dark = light | dict(INK.findall(style[style.index("@media") : style.index(".site {")]))
    assert light["paper"] != dark["paper"]
    for scheme in (light, dark):
        pairs = [(ink, paper) for ink in ("text", "strong", "faint", "accent") for paper in ("paper", "panel")]
        for ink, paper in (*pairs, ("on-accent", "accent")):
            low, high = sorted((_luminance(scheme[ink]), _luminance(scheme[paper])))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, paper)
