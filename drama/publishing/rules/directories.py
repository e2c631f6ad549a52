"""The rules of Apple Podcasts, Spotify, Amazon and YouTube, beyond those of RSS and PSP-1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from drama.languages.codes import language_tag
from drama.model.podcast import CATEGORIES
from drama.publishing.artwork import look_at
from drama.publishing.rules.base import Level, Rule, Shown, called, value, values
from drama.publishing.rules.structure import dates, descriptions, namespaces, short_values

GUIDE = "A Podcaster's Guide to RSS (Apple)"
REQUIREMENTS = "Podcast RSS feed requirements (podcasters.apple.com/support/823)"
ARTWORK = "Artwork requirements (podcasters.apple.com/support/896)"
CONTENT = "Content guidelines (podcasters.apple.com/support/891)"
SPOTIFY = "Podcast Delivery Specification (Spotify)"
CHAPTERS = "Enabling podcast chapters (Spotify, support 360043932711)"
SPOTIFY_EMAIL = "Adding your email address to your RSS feed (Spotify support)"
AMAZON = "Amazon Music for Podcasters, submission"
GOOGLE = "RSS feed guidelines for Google Podcasts (support 9889544)"
_ASCII_URL = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_NUMBERED = re.compile(r"^(?:s\d+\s*)?(?:e|ep|episode|season|#)[\s.:#-]*\d+\b|^\d{1,3}\s*[-–—:.]", re.IGNORECASE)
_MOST_BYTES = 200_000_000
"""Of an episode (Spotify)."""
_LEAST_KBPS, _MOST_KBPS = 96, 320
"""Of an MP3 (Spotify)."""
_MPEG1_LAYER3_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
"""ISO/IEC 11172-3, table of bit_rate_index."""
_TIMESTAMP = re.compile(r"<li>\((?:(\d{2}):)?(\d{2}):(\d{2})\) ")


def _language(feed: Shown) -> Iterator[str]:
    told = value(feed.channel, "language")
    first = told.split("-")[0]
    if not language_tag(told) or len(first) not in {2, 3} or not first.isascii() or not first.islower():
        yield f"the language {told!r} is none of ISO 639, such as en or en-GB"


def _categories(feed: Shown) -> Iterator[str]:
    found = values(feed.channel, "itunes:category")
    if not found:
        yield "the podcast has no category"
    for element in found:
        main = element.get("text", "")
        if main not in CATEGORIES:
            yield f"{main!r} is no category of Apple's list; its spelling counts"
            continue
        for below in values(element, "itunes:category"):
            if below.get("text") not in CATEGORIES[main]:
                yield f"{below.get('text')!r} is no category below {main!r}"


def _explicit(feed: Shown) -> Iterator[str]:
    for what, parent in [("the podcast", feed.channel), *((called(item), item) for item in feed.items)]:
        for element in values(parent, "itunes:explicit"):
            if element.text not in {"true", "false"}:
                yield f"{what} says explicit is {element.text!r}; valid is true or false"
    if not values(feed.channel, "itunes:explicit"):
        yield "the podcast does not say whether it is explicit"


def _images(feed: Shown) -> Iterator[tuple[str, str]]:
    for what, parent in [("the podcast", feed.channel), *((called(item), item) for item in feed.items)]:
        yield from ((what, element.get("href", "")) for element in values(parent, "itunes:image"))


def _artwork(feed: Shown) -> Iterator[str]:
    for what, url in _images(feed):
        image = feed.read(url)
        if image is None:
            yield f"the artwork of {what} is not there: {url}"
        elif problem := look_at(image).problem:
            yield f"the artwork of {what} {problem}"


def _artwork_type(feed: Shown) -> Iterator[str]:
    for what, url in _images(feed):
        image = feed.read(url)
        suffix = "" if image is None else look_at(image).suffix
        if suffix and not url.lower().endswith((suffix, ".jpeg") if suffix == ".jpg" else suffix):
            yield f"the artwork of {what} is a {suffix} and is called {url.rpartition('/')[2]}"


def _ascii(feed: Shown) -> Iterator[str]:
    for parent in (feed.channel, *feed.items):
        for element in parent.iter():
            for key in ("url", "href"):
                url = element.get(key)
                if url is not None and not _ASCII_URL.fullmatch(url):
                    yield f"the address {url!r} holds more than ASCII letters, digits and signs"


def _enclosures_once(feed: Shown) -> Iterator[str]:
    seen: set[str] = set()
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            url = enclosure.get("url", "")
            if url in seen:
                yield f"the enclosure of {called(item)} is that of another episode"
            seen.add(url)


def _guids(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        if not value(item, "guid"):
            yield f"{called(item)} has no guid"


def _titles(feed: Shown) -> Iterator[str]:
    show = value(feed.channel, "title").casefold()
    for item in feed.items:
        title = value(item, "title")
        if _NUMBERED.match(title):
            yield f"{called(item)} has its number in the title; itunes:episode is for that"
        if show and len(show) > 3 and show in title.casefold():
            yield f"{called(item)} repeats the title of the podcast"


def _numbers(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for name in ("itunes:episode", "itunes:season"):
            for element in values(item, name):
                if not re.fullmatch(r"[1-9][0-9]{0,5}", element.text or ""):
                    yield f"{called(item)} has {name} {element.text!r}; valid is a whole number from 1"


def _serial(feed: Shown) -> Iterator[str]:
    told = value(feed.channel, "itunes:type")
    if told not in {"", "serial", "episodic"}:
        yield f"the podcast is of the type {told!r}; valid is serial or episodic"
    for item in feed.items:
        is_full = value(item, "itunes:episodeType") in {"", "full"}
        if told == "serial" and is_full and not value(item, "itunes:episode"):
            yield f"{called(item)} has no number, which episodes of a serial need"


def _kinds(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        kind = value(item, "itunes:episodeType")
        if kind not in {"", "full", "trailer", "bonus"}:
            yield f"{called(item)} is of the type {kind!r}; valid is full, trailer or bonus"
        if kind == "trailer" and value(item, "itunes:episode"):
            yield f"{called(item)} is a trailer with the number of an episode: it stands for that episode, then"


def _complete(feed: Shown) -> Iterator[str]:
    for element in values(feed.channel, "itunes:complete"):
        if element.text != "Yes":
            yield f"itunes:complete is {element.text!r}; only Yes has an effect"


def _disclosed(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        notes = value(item, "content:encoded") + value(item, "description")
        is_told = any(one.get("purpose") == "ai-content" and one.text == "true" for one in values(item, "podcast:txt"))
        if is_told and "synthetic" not in notes.casefold():
            yield f"the notes of {called(item)} do not say that its voices are synthetic"


def _some(feed: Shown) -> Iterator[str]:
    if not any(value(item, "itunes:episodeType") in {"", "full"} for item in feed.items):
        yield "there is no episode but trailers and extras"


def _square(feed: Shown) -> Iterator[str]:
    for what, url in _images(feed):
        image = feed.read(url)
        art = None if image is None else look_at(image)
        if art is not None and art.width != art.height:
            yield f"the artwork of {what} is {art.width} × {art.height} pixels, and not square"


def _limits(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            length = enclosure.get("length", "")
            if length.isdecimal() and int(length) > _MOST_BYTES:
                yield f"{called(item)} has more than 200 MB"


def _audio(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            if enclosure.get("type") not in {"audio/mpeg", "audio/mp4", "audio/m4a", "audio/x-m4a", "video/mp4"}:
                yield f"the enclosure of {called(item)} is of the type {enclosure.get('type')!r}"


def _bit_rates(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            kbps = _kbps(feed.start(enclosure.get("url", "")))
            if kbps and not _LEAST_KBPS <= kbps <= _MOST_KBPS:
                yield f"{called(item)} has {kbps} kbit/s; {_LEAST_KBPS} to {_MOST_KBPS} are taken"


def _kbps(head: bytes) -> int:
    """Return the bit rate of the first frame of an MP3, behind its tag; 0 where there is none of MPEG 1."""
    if head[:3] == b"ID3":
        size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
        head = head[10 + size :]
    is_mpeg1_layer3 = len(head) > 2 and head[0] == 0xFF and head[1] & 0xFE == 0xFA
    return _MPEG1_LAYER3_KBPS[head[2] >> 4] if is_mpeg1_layer3 else 0


def _timestamps(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        found = _TIMESTAMP.findall(value(item, "content:encoded"))
        starts = [int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds) for hours, minutes, seconds in found]
        if starts and (starts[0] or starts != sorted(starts)):
            yield f"the chapters in the notes of {called(item)} do not begin at 00:00, or are not in order"


def _email(feed: Shown) -> Iterator[str]:
    owner: Element | None = next(iter(values(feed.channel, "itunes:owner")), None)
    if owner is None or "@" not in value(owner, "itunes:email"):
        yield "the podcast has no <itunes:owner> with an e-mail address, to which a code is sent"


def _one_scheme(feed: Shown) -> Iterator[str]:
    own = urlsplit(feed.feed_url).scheme
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            if urlsplit(enclosure.get("url", "")).scheme != own:
                yield f"the file of {called(item)} is at another scheme than the feed"


def _https(feed: Shown) -> Iterator[str]:
    if urlsplit(feed.feed_url).scheme != "https":
        yield "the feed is not at https"


DIRECTORIES = (
    Rule("apple-namespaces", REQUIREMENTS, "XML declaration", "The namespaces are declared as spelt.", namespaces),
    Rule("apple-enclosure", REQUIREMENTS, "enclosure", "Each episode has an enclosure of its own.", _enclosures_once),
    Rule("apple-guid", REQUIREMENTS, "GUID", "Each episode has a guid.", _guids),
    Rule("apple-ascii", REQUIREMENTS, "ASCII filenames and URLs", "Addresses are ASCII.", _ascii),
    Rule("apple-date", REQUIREMENTS, "Date and time", "Dates are those of RFC 2822.", dates),
    Rule("apple-language", GUIDE, "Show tags, <language>", "The language is one of ISO 639.", _language),
    Rule("apple-category", GUIDE, "Show tags, <itunes:category>",
         "Categories are those of Apple's list, as spelt.", _categories),
    Rule("apple-explicit", GUIDE, "Show tags, <itunes:explicit>", "explicit is true or false.", _explicit),
    Rule("apple-artwork", ARTWORK, "Show Cover",
         "Artwork is square, 1400 to 3000 pixels, JPEG or PNG, RGB, opaque.", _artwork),
    Rule("apple-artwork-type", GUIDE, "Show tags, <itunes:image>",
         "The name of the artwork tells its type.", _artwork_type),
    Rule("apple-description", GUIDE, "Show tags, <description>",
         "A description has at most 4,000 bytes.", descriptions),
    Rule("apple-short", GUIDE, "Technical details",
         "A value has at most 255 characters and no spaces at its ends.", short_values),
    Rule("apple-title", GUIDE, "Episode tags, <title>",
         "A title has neither number nor the show's title.", _titles, Level.RECOMMENDED),
    Rule("apple-number", GUIDE, "Episode tags, <itunes:episode>", "Numbers are whole, from 1.", _numbers),
    Rule("apple-serial", GUIDE, "Show tags, <itunes:type>", "Episodes of a serial have numbers.", _serial),
    Rule("apple-kind", GUIDE, "Episode tags, <itunes:episodeType>",
         "full, trailer or bonus; a season's trailer has no number.", _kinds),
    Rule("apple-complete", GUIDE, "Show tags, <itunes:complete>", "complete is Yes, or is not there.", _complete),
    Rule("apple-some", REQUIREMENTS, "Episodes", "There is at least one episode.", _some),
    Rule("apple-disclosure", CONTENT, "Inaccurate, misleading content: artificial intelligence",
         "Generated voices are told of in the notes.", _disclosed),
    Rule("spotify-square", SPOTIFY, "Cover art", "Cover art is square.", _square),
    Rule("spotify-audio", SPOTIFY, "Audio", "Sound is MP3 or MPEG-4.", _audio),
    Rule("spotify-limits", SPOTIFY, "Audio", "An episode has at most 200 MB.", _limits),
    Rule("spotify-bit-rate", SPOTIFY, "Audio", "An MP3 has 96 to 320 kbit/s.", _bit_rates),
    Rule("spotify-timestamps", CHAPTERS, "Adding timestamps",
         "Chapters in the notes begin at 00:00, in order of time.", _timestamps),
    Rule("spotify-email", SPOTIFY_EMAIL, "Podcasts hosted elsewhere", "The feed has an e-mail address.", _email),
    Rule("amazon-email", AMAZON, "Verifying ownership", "The feed has an e-mail address.", _email),
    Rule("google-scheme", GOOGLE, "Feed requirements", "Feed and files are at one scheme.", _one_scheme),
    Rule("google-https", GOOGLE, "Feed requirements", "That scheme is https.", _https, Level.RECOMMENDED),
)  # fmt: skip
