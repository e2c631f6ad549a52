"""The rules of the directories on a season that was rendered: it keeps all, and each has something that breaks it."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from support.published import SHARED, picture, publish, write_episodes
from support.seasons import FERRY

import drama
from drama.publishing.rules import RULES, Level, Rule, broken_rules, check_folder
from drama.publishing.rules.base import shown

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

Change = Callable[[Path], None]
LONGER = "\n“The rope is wet, and the lamp is out, and nobody will row us over tonight,” said Ulf.\n" * 3


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A season with everything in it."""
    folder = write_episodes(tmp_path_factory.mktemp("rules") / "season")
    (folder / "01 ferry.md").write_text(FERRY + LONGER, encoding="utf-8")
    (folder / "series.voices.toml").write_text(f"{SHARED}complete = true\n", encoding="utf-8")
    drama.mark_line(folder / "01 ferry.md", 4, ("soundbite", "trailer"))
    publish(folder)
    return folder / "published"


@pytest.fixture(scope="module", autouse=True)
def _own_store(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Keep the module's season out of the store of a test: it is there for all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAMA_CACHE", str(tmp_path_factory.mktemp("store")))
        yield


def text(pattern: str, by: str = "", *, count: int = 1) -> Change:
    """Return what replaces a pattern in the feed."""

    def change(folder: Path) -> None:
        feed = folder / "feed.xml"
        before = feed.read_text(encoding="utf-8")
        after = re.sub(pattern, by, before, count=count, flags=re.DOTALL)
        assert after != before
        feed.write_text(after, encoding="utf-8")

    return change


def file(name: str, data: bytes | None) -> Change:
    """Return what replaces a file that has a name like that, or deletes it."""

    def change(folder: Path) -> None:
        (found,) = folder.glob(name)
        found.unlink()
        if data is not None:
            found.write_bytes(data)

    return change


def jpeg(mode: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "JPEG")
    return out.getvalue()


def without(name: str) -> Change:
    """Return what takes the first element of a name out of the feed."""
    return text(rf"\s*<{name}\b[^>]*?(?:/>|>.*?</{name}>)")


UNORDERED = b'{"version": "1.2.0", "chapters": [{"startTime": 5}, {"startTime": 1}]}'
BACKWARDS = b'{"version": "1.0.0", "segments": [{"body": "a", "startTime": 2, "endTime": 1}]}'
ADDRESS = r'(<enclosure url="https://example.org/harbour/)[^"]*'
NUMBERED = "trailer</itunes:episodeType><itunes:episode>1</itunes:episode>"
NOTES = r"(<content:encoded>.*?<ul>)\s*<li>"
A_VALUE = "salt and rope " * 20
BREAKING: dict[str, list[Change]] = {
    "rss-well-formed": [text("</channel>"), text('<rss version="2.0"', '<rss version="0.91"'),
                        text(r"\?>", "?><!DOCTYPE rss [<!ENTITY a 'b'>]>")],
    "rss-channel": [without("link")],
    "rss-item": [text(r"<item>\s*<title>.*?</title>(.*?)<description>.*?</description>", "<item>")],
    "rss-enclosure": [without("enclosure"), text(r"(<enclosure url=\"[^\"]+\") length=\"\d+\"", "<enclosure")],
    "rss-length": [file("01-*.mp3", b"ID3 short"), file("01-*.mp3", None)],
    "rss-type": [file("01-*.mp3", b"RIFF....WAVE")],
    "rss-guid": [text(r"<guid isPermaLink=\"false\">", "<guid>"),
                 text(r"(<guid isPermaLink=\"false\">)[^<]+", "<guid>x", count=2)],
    "rss-date": [text(r"<pubDate>...", "<pubDate>Xyz"), text(r"<pubDate>[^<]*", "<pubDate>2026-11-28")],
    "rss-link": [text(r"<link>https:", "<link>gopher:")],
    "psp-namespaces": [text("https://podcastindex.org/namespace/1.0", "https://PodcastIndex.org/namespace/1.0")],
    "psp-utf8": [text('encoding="UTF-8"', 'encoding="ISO-8859-1"')],
    "psp-self": [without("atom:link"), text("application/rss\\+xml", "text/xml")],
    "psp-channel": [without("language"), without("itunes:image")],
    "psp-channel-wanted": [without("podcast:locked"), without("itunes:author")],
    "psp-item": [text(r"<item>\s*<title>.*?</title>", "<item>")],
    "psp-item-wanted": [without("pubDate"), without("itunes:duration")],
    "psp-transcript": [text(r"<podcast:transcript[^>]*>", count=9)],
    "psp-short": [text(r"<generator>", f"<generator>{A_VALUE}"), text(r"<generator>", "<generator> ")],
    "psp-description": [text(r"<description>", "<description>" + "x" * 4_001)],
    "psp-markup": [text(r"<!\[CDATA\[<p>", "<![CDATA[<script>")],
    "psp-format": [text(r"(<enclosure[^>]*?)audio/mpeg", r"\1audio/ogg"),
                   text(r"(<enclosure[^>]*?)\.mp3", r"\1.ogg")],
    "psp-duration": [text(r"<itunes:duration>\d+", "<itunes:duration>00:12")],
    "psp-copyright": [text("<copyright>", "<copyright>© 2026 ")],
    "apple-namespaces": [text("itunes.com/dtds/podcast-1.0.dtd", "itunes.com/DTDs/Podcast-1.0.dtd")],
    "apple-enclosure": [text(ADDRESS, '<enclosure url="https://example.org/x', count=2)],
    "apple-guid": [without("guid")],
    "apple-ascii": [text(r"01-the-ferry\.mp3", "01-the-färry.mp3")],
    "apple-date": [text(r"<lastBuildDate>[^<]*", "<lastBuildDate>yesterday")],
    "apple-language": [text("<language>en-GB", "<language>English"), text("<language>en-GB", "<language>EN-GB")],
    "apple-category": [text('text="Fiction"', 'text="fiction"'), text('text="Drama"', 'text="Books"'),
                       text(r"<itunes:category.*</itunes:category>\s*<itunes:category[^>]*>")],
    "apple-explicit": [text("<itunes:explicit>false", "<itunes:explicit>no")],
    "apple-artwork": [file("cover-*", picture(1_399)), file("cover-*", b""),
                      file("01-*.jpg", jpeg("CMYK", (1_400, 1_400)))],
    "apple-artwork-type": [file("cover-*.png", jpeg("RGB", (1_400, 1_400)))],
    "apple-description": [text(r"<description>", "<description>" + "x" * 4_001)],
    "apple-short": [text(r"<itunes:author>", f"<itunes:author>{A_VALUE}")],
    "apple-title": [text("<title>The Ferry", "<title>Episode 1: The Ferry"),
                    text("<title>The Lamp", "<title>Harbour Tales: The Lamp")],
    "apple-number": [text("<itunes:episode>1", "<itunes:episode>0"), text("<itunes:season>2", "<itunes:season>II")],
    "apple-serial": [without("itunes:episode"), text("<itunes:type>serial", "<itunes:type>weekly")],
    "apple-kind": [text("<itunes:episodeType>full", "<itunes:episodeType>normal"),
                   text("trailer</itunes:episodeType>", NUMBERED)],
    "apple-complete": [text("<itunes:complete>Yes", "<itunes:complete>true")],
    "apple-some": [text(r"<itunes:episodeType>full", "<itunes:episodeType>trailer", count=9)],
    "apple-disclosure": [text("ynthetic", "incere", count=99)],
    "spotify-square": [file("cover-*", jpeg("RGB", (1_400, 1_500)))],
    "spotify-audio": [text(r"(<enclosure[^>]*?)audio/mpeg", r"\1audio/wav")],
    "spotify-limits": [text(r'(<enclosure[^>]*) length="\d+"', r'\1 length="200000001"')],
    "spotify-bit-rate": [file("01-*.mp3", b"ID3\x04\0\0\0\0\0\x02..\xff\xfb\x10\0" + bytes(99))],
    "spotify-timestamps": [text(NOTES, r"\1<li>(00:02) The slip</li><li>"),
                           text(NOTES, r"\1<li>(00:00) A</li><li>(01:00) B</li><li>(00:30) C</li><li>")],
    "spotify-email": [without("itunes:email")],
    "amazon-email": [text(r"<itunes:owner>.*?</itunes:owner>")],
    "google-scheme": [text(r"(<enclosure url=\")https", '<enclosure url="http')],
    "google-https": [text("https://example.org", "http://example.org", count=99)],
    "podcasting20-guid": [without("podcast:guid"),
                          text(r"<podcast:guid>[^<]*", "<podcast:guid>6ba7b810-9dad-11d1-80b4-00c04fd430c8")],
    "podcasting20-locked": [text(r"(yes)</podcast:locked>", "true</podcast:locked>")],
    "podcasting20-medium": [text("<podcast:medium>podcast", "<podcast:medium>radio")],
    "podcasting20-season": [text(r">2</podcast:season>", ">two</podcast:season>"),
                            text('name="Winter"', f'name="{A_VALUE}"')],
    "podcasting20-episode": [text("<podcast:episode>1", "<podcast:episode>one")],
    "podcasting20-person": [text("Ada Voss", A_VALUE), text("Ada Voss")],
    "podcasting20-role": [text('role="director"', 'role="boss"'), text('group="cast"', 'group="crew"')],
    "podcasting20-soundbite": [text(r"startTime=\"[^\"]*", 'startTime="0:12'),
                               text(r"startTime=\"[^\"]*", 'startTime="9000'),
                               text("“The last tonight,”</podcast", f"{A_VALUE}</podcast")],
    "podcasting20-soundbite-length": [text(r"duration=\"[^\"]*", 'duration="3')],
    "podcasting20-trailer": [text(r"(<podcast:trailer) pubdate=\"[^\"]*\"", "<podcast:trailer"),
                             text('season="2"', 'season="7"'),
                             text(r"(trailer.mp3\" length=\")\d+", 'trailer.mp3" length="1')],
    "podcasting20-trailer-item": [without("podcast:trailer")],
    "podcasting20-chapters": [file("01-*.chapters.json", b"{"), file("01-*.chapters.json", b'{"version": "1.2.0"}'),
                              file("01-*.chapters.json", None),
                              file("01-*.chapters.json", UNORDERED)],
    "podcasting20-transcript": [file("01-*.vtt", None), text("text/vtt", "text/captions")],
    "podcasting20-transcript-json": [file("01-*.transcript.json", b"[]"), file("01-*.transcript.json", b"\xff"),
                                     file("01-*.transcript.json", BACKWARDS)],
    "podcasting20-transcript-vtt": [file("01-*.vtt", b"1\n00:00:00,000 --> 00:00:01,000\nHello\n")],
    "podcasting20-txt": [text('(ai-content">)true', 'ai-content">yes')],
}  # fmt: skip
"""Rule -> what breaks it, each by itself."""


def test_a_season_that_was_rendered_keeps_every_rule(published: Path) -> None:
    assert [str(breach) for breach in check_folder(published)] == []


def test_every_rule_says_where_it_stands_and_has_what_breaks_it() -> None:
    assert list(BREAKING) == [rule.id for rule in RULES]
    for rule in RULES:
        assert all((rule.source, rule.section, rule.says.endswith("."))), rule.id


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_broken_by_what_breaks_it(rule: Rule, published: Path, tmp_path: Path) -> None:
    for number, change in enumerate(BREAKING[rule.id]):
        folder = tmp_path / str(number)
        shutil.copytree(published, folder, copy_function=lambda a, b: Path(b).hardlink_to(a))
        feed = folder / "feed.xml"
        data = feed.read_bytes()
        feed.unlink()
        feed.write_bytes(data)
        change(folder)
        breaches = broken_rules(shown(folder))
        assert rule.id in {breach.rule.id for breach in breaches}, number
        levels = [breach.rule.level is Level.REQUIRED for breach in breaches]
        assert levels == sorted(levels, reverse=True)


def test_guids_that_are_missing_are_told_as_that_and_a_document_type_in_plain_words(
    published: Path, tmp_path: Path
) -> None:
    out = shutil.copytree(published, tmp_path / "out")
    feed = (out / "feed.xml").read_text("utf-8")
    (out / "feed.xml").write_text(re.sub(r"<guid.*</guid>", "", feed), encoding="utf-8")
    told = [str(breach) for breach in drama.check_season(out.parent, out)]
    assert any("guid" in row for row in told)
    assert not any("another episode" in row for row in told)
    (out / "feed.xml").write_text(feed.replace("<rss", '<!DOCTYPE rss SYSTEM "x.dtd"><rss', 1), encoding="utf-8")
    told = [str(breach) for breach in drama.check_season(out.parent, out)]
    assert any("it has a document type or entities, and a feed has none" in row for row in told)
    assert not any("DTDForbidden" in row for row in told)


def test_a_folder_without_a_feed_is_told(tmp_path: Path) -> None:
    with pytest.raises(drama.DramaError, match=r"feed\.xml cannot be read"):
        drama.check_season(tmp_path)
