"""The feed and its notes as readers of XML and HTML find them, whatever stands in a title."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.model import FRAME_RATE, Chapter
from drama.publishing.feed import NAMESPACES, feed
from drama.publishing.names import podcast_guid
from drama.publishing.notes import SYNTHETIC, ShowNotes
from drama.publishing.season import EpisodeKind, Person, PublishedFile, Season, SeasonEpisode, Soundbite

WHEN = datetime(2026, 11, 28, 18, 0, 0, tzinfo=UTC)
HOSTILE = "]]></title><item>\x00\x0b\ufffe\ud800 \u202eevil\u202c <b>&amp; \U0001f9ed \u202bשלום\u202c "


def episode(**given: object) -> SeasonEpisode:
    """Return an episode of a season, otherwise as given."""
    known = {
        "guid": "g-1",
        "title": "The Ferry",
        "kind": EpisodeKind.FULL,
        "number": 1,
        "published": WHEN,
        "duration_s": 61.4,
        "audio": PublishedFile("01-the-ferry.mp3", "audio/mpeg", 1_234),
    }
    return SeasonEpisode(**known | given)  # type: ignore[arg-type]


def season(*episodes: SeasonEpisode, **given: object) -> Season:
    known = {
        "title": "Harbour Tales",
        "url": "https://example.org/harbour/",
        "guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
        "number": 2,
        "description": "A harbour.",
        "author": "Nell Orrin",
        "language": "en-GB",
        "categories": (("Fiction", "Drama"), ("Kids & Family",)),
        "cover": PublishedFile("cover.jpg", "image/jpeg", 10),
        "episodes": episodes or (episode(),),
    }
    return Season(**known | given)  # type: ignore[arg-type]


def read(of: Season) -> Element:
    """Return the channel of a feed, read by the standard library."""
    channel = fromstring(feed(of, built=WHEN).encode()).find("channel")
    assert channel is not None
    return channel


def found(parent: Element, path: str) -> list[Element]:
    return parent.findall(path, NAMESPACES)


def text(parent: Element, path: str) -> str | None:
    return parent.findtext(path, None, NAMESPACES)


def test_the_feed_says_of_podcast_and_episode_what_readers_look_for() -> None:
    one = episode(
        chapters_file=PublishedFile("01-the-ferry.chapters.json", "application/json+chapters", 1),
        transcripts=(PublishedFile("01.vtt", "text/vtt", 1), PublishedFile("01.json", "application/json", 1)),
        soundbites=(Soundbite(3.25, 20.0, "“No boat.”"),),
        persons=(Person("wren (synthetic voice)", "voice actor", "cast", "Ines"),),
        page=PublishedFile("01-the-ferry.html", "text/html", 1),
        cover=PublishedFile("01.jpg", "image/jpeg", 1),
        is_explicit=True,
        is_synthetic=True,
    )
    trailer = episode(guid="t", title="Trailer", kind=EpisodeKind.TRAILER, number=None,
                      published=WHEN.replace(hour=9), audio=PublishedFile("trailer.mp3", "audio/mpeg", 7))  # fmt: skip
    channel = read(season(trailer, one, email="radio@example.org", owner="Lantern House", is_complete=True,
                          season_title="Winter", persons=(Person("Ada Voss", "director"),)))  # fmt: skip
    (own,) = found(channel, "atom:link")
    assert (own.get("rel"), own.get("href")) == ("self", "https://example.org/harbour/feed.xml")
    assert [c.get("text") for c in found(channel, "itunes:category")] == ["Fiction", "Kids & Family"]
    assert [c.get("text") for c in found(channel, "itunes:category/itunes:category")] == ["Drama"]
    assert text(channel, "itunes:owner/itunes:email") == "radio@example.org"
    assert text(channel, "itunes:complete") == "Yes"
    assert text(channel, "podcast:locked") == "yes"
    assert text(channel, "podcast:txt[@purpose='ai-content']") == "true"
    (director,) = found(channel, "podcast:person")
    assert (director.get("group"), director.get("role"), director.text) == (
        "creative direction", "director", "Ada Voss",
    )  # fmt: skip
    (told,) = found(channel, "podcast:trailer")
    assert (told.get("length"), told.get("season"), told.get("url")) == (
        "7", "2", "https://example.org/harbour/trailer.mp3",
    )  # fmt: skip
    first, last = found(channel, "item")
    assert (text(first, "title"), text(last, "title")) == ("The Ferry", "Trailer")
    (enclosure,) = found(first, "enclosure")
    assert enclosure.attrib == {
        "url": "https://example.org/harbour/01-the-ferry.mp3", "length": "1234", "type": "audio/mpeg",
    }  # fmt: skip
    assert parsedate_to_datetime(text(first, "pubDate") or "") == WHEN
    assert (text(first, "itunes:duration"), text(first, "itunes:explicit")) == ("61", "true")
    assert (text(first, "itunes:episode"), text(first, "podcast:season"), text(last, "itunes:episode")) == (
        "1", "2", None,
    )  # fmt: skip
    assert found(first, "podcast:season")[0].get("name") == "Winter"
    assert [t.get("rel") for t in found(first, "podcast:transcript")] == ["captions", None]
    (bite,) = found(first, "podcast:soundbite")
    assert (bite.get("startTime"), bite.get("duration"), bite.text) == ("3.25", "20", "“No boat.”")
    assert [text(item, "podcast:txt[@purpose='ai-content']") for item in (first, last)] == ["true", None]
    assert text(first, "podcast:person") == "wren (synthetic voice) as Ines"
    assert text(first, "link") == "https://example.org/harbour/01-the-ferry.html"


@given(title=st.text(max_size=60), notes=st.text(max_size=60))
def test_no_text_breaks_the_xml_or_becomes_an_element(title: str, notes: str) -> None:
    said = title + HOSTILE
    html = ShowNotes(notes + HOSTILE).html()
    one = episode(title=said, notes_html=html, soundbites=(Soundbite(0, 20, said),), persons=(Person(said, "writer"),))
    channel = read(season(one, title=said, description=said, author=said, copyright=said, season_title=said))
    assert len(found(channel, "item")) == 1
    (item,) = found(channel, "item")
    assert "</title><item>" in (text(item, "title") or "")
    elements = {element.tag for element in item.iter()}
    assert not {tag for tag in elements if tag in {"b", "item"}} - {"item"}
    for element in channel.iter():
        assert not set(element.text or "") & set(map(chr, (0, 11, 0xFFFE, 0xD800)))


def test_what_is_too_long_is_cut_at_a_word_and_the_notes_stay_whole() -> None:
    long = "salt and rope " * 800
    html = ShowNotes(long).html()
    one = episode(title=long, summary=long, notes_html=html, soundbites=(Soundbite(0, 20, "é" * 400),))
    channel = read(season(one, title=long, description=long))
    (item,) = found(channel, "item")
    assert len((text(channel, "description") or "").encode()) <= 4_000
    assert len((text(item, "description") or "").encode()) <= 4_000
    assert text(item, "content:encoded") == html
    for value in (text(channel, "title"), text(item, "title")):
        assert value is not None
        assert len(value.encode()) <= 255
        assert value.endswith(("salt…", "and…", "rope…"))
    assert len((text(item, "podcast:soundbite") or "").encode()) <= 128


def test_an_episode_between_two_others_has_its_number_where_it_may_have_it() -> None:
    (item,) = found(read(season(episode(number=None, shown_number="2.5"))), "item")
    assert (text(item, "podcast:episode"), text(item, "itunes:episode")) == ("2.5", None)


@pytest.mark.parametrize(
    ("url", "guid"),
    [
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_guid_of_a_podcast_is_that_of_the_specification(url: str, guid: str) -> None:
    assert podcast_guid(url) == guid


def test_the_same_season_gives_the_same_feed_and_another_date_of_building_changes_one_row() -> None:
    one, other = (feed(season(), built=when).splitlines() for when in (WHEN, WHEN.replace(hour=19)))
    assert feed(season(), built=WHEN) == feed(replace(season()), built=WHEN)
    assert [row.strip()[:15] for row, now in zip(one, other, strict=True) if row != now] == ["<lastBuildDate>"]


# ------------------------------------------------------------------ notes


class Tags(HTMLParser):
    """The elements of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def test_notes_have_chapters_with_their_times_cast_crew_and_say_what_the_voices_are() -> None:
    notes = ShowNotes(
        summary="Two sisters <cross>.",
        chapters=(Chapter("The slip", 0, 90 * FRAME_RATE), Chapter("", 90 * FRAME_RATE, 3_700 * FRAME_RATE)),
        persons=(
            Person("Nell Orrin", "author", "writing"),
            Person("wren (synthetic voice)", "voice actor", "cast", "Ines"),
            Person("lark (synthetic voice)", "narrator", "cast"),
        ),
        sounds=("gulls: A. Somebody, CC BY 4.0",),
    )
    plain, html = notes.text(), Tags(notes.html())
    for row in ("(00:00) The slip", "(01:30) Chapter 2", "Ines: wren (synthetic voice)", "Author: Nell Orrin",
                "Narrator: lark (synthetic voice)", "gulls: A. Somebody, CC BY 4.0", SYNTHETIC):  # fmt: skip
        assert row in plain
        assert row in html.said
    assert "Two sisters <cross>." in html.said
    assert set(html.tags) == {"p", "ul", "li"}
    late = ShowNotes(chapters=(Chapter("a", 0, 1), Chapter("b", 3_600 * FRAME_RATE, 3_700 * FRAME_RATE)))
    assert "(00:00:00) a\n(01:00:00) b" in late.text()
    assert "Chapters" not in ShowNotes(chapters=(Chapter("all of it", 0, 1),)).text()
    assert "synthetic" not in ShowNotes(is_synthetic=False).text()
