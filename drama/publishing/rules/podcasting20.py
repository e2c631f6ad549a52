"""The rules of the podcast namespace 1.0 (Podcasting 2.0), tag by tag, and of the files it points to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from drama.model.podcast import MEDIA, ROLES
from drama.publishing.feed import LONGEST_NAME
from drama.publishing.rules.base import Level, Rule, Shown, called, value, values
from drama.publishing.season import EpisodeKind

NAMESPACE = "Podcast namespace 1.0 (github.com/Podcastindex-org/podcast-namespace)"
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SHORTEST_S, _LONGEST_S = 15.0, 120.0
_TRANSCRIPTS = {"text/plain", "text/html", "text/vtt", "application/json", "application/x-subrip", "application/srt"}


def _guid(feed: Shown) -> Iterator[str]:
    found = values(feed.channel, "podcast:guid")
    if len(found) != 1:
        yield f"the podcast has {len(found)} of <podcast:guid>, and not one"
    for element in found:
        text = element.text or ""
        if not _UUID.fullmatch(text) or text[14] != "5":
            yield f"the podcast:guid {text!r} is no UUID of version 5"


def _locked(feed: Shown) -> Iterator[str]:
    for element in values(feed.channel, "podcast:locked"):
        if element.text not in {"yes", "no"}:
            yield f"podcast:locked is {element.text!r}; valid is yes or no"


def _medium(feed: Shown) -> Iterator[str]:
    for element in values(feed.channel, "podcast:medium"):
        if element.text not in MEDIA:
            yield f"podcast:medium is {element.text!r}, which is none of the list"


def _seasons(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for element in values(item, "podcast:season"):
            if not (element.text or "").isdecimal():
                yield f"{called(item)} is of season {element.text!r}; valid is a whole number"
            if len(element.get("name", "")) > LONGEST_NAME:
                yield f"the season of {called(item)} has a name of more than {LONGEST_NAME} characters"


def _episodes(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for element in values(item, "podcast:episode"):
            if not _NUMBER.fullmatch(element.text or ""):
                yield f"{called(item)} is episode {element.text!r}; valid is a number"


def _persons(feed: Shown) -> Iterator[str]:
    for parent in (feed.channel, *feed.items):
        for element in values(parent, "podcast:person"):
            text = element.text or ""
            if not text.strip() or len(text) > LONGEST_NAME:
                yield f"a podcast:person is called {text[:40]!r}; valid is 1 to {LONGEST_NAME} characters"


def _roles(feed: Shown) -> Iterator[str]:
    for parent in (feed.channel, *feed.items):
        for element in values(parent, "podcast:person"):
            group, role = element.get("group", "cast").lower(), element.get("role", "host").lower()
            if role not in ROLES.get(group, ()):
                yield f"{element.text!r} is {role!r} of {group!r}, which is not in the Podcast Taxonomy"


def _soundbites(feed: Shown) -> Iterator[tuple[Element, Element]]:
    yield from ((item, bite) for item in feed.items for bite in values(item, "podcast:soundbite"))


def _bites(feed: Shown) -> Iterator[str]:
    for item, bite in _soundbites(feed):
        start, lasts = bite.get("startTime", ""), bite.get("duration", "")
        if not _NUMBER.fullmatch(start) or not _NUMBER.fullmatch(lasts):
            yield f"a soundbite of {called(item)} has no startTime and duration in seconds"
            continue
        length = value(item, "itunes:duration")
        if length.isdecimal() and float(start) + float(lasts) > int(length) + 1:
            yield f"a soundbite of {called(item)} goes beyond its end"
        if len(bite.text or "") > LONGEST_NAME:
            yield f"a soundbite of {called(item)} has a title of more than {LONGEST_NAME} characters"


def _bite_lengths(feed: Shown) -> Iterator[str]:
    for item, bite in _soundbites(feed):
        lasts = bite.get("duration", "")
        if _NUMBER.fullmatch(lasts) and not _SHORTEST_S <= float(lasts) <= _LONGEST_S:
            yield f"a soundbite of {called(item)} lasts {lasts} s; {_SHORTEST_S:g} to {_LONGEST_S:g} are recommended"


def _trailers(feed: Shown) -> Iterator[str]:
    seasons = {value(item, "podcast:season") for item in feed.items}
    for element in values(feed.channel, "podcast:trailer"):
        if not element.get("url") or not element.get("pubdate") or not (element.text or "").strip():
            yield "a podcast:trailer has no url, pubdate or title"
        if len(element.text or "") > LONGEST_NAME:
            yield f"a podcast:trailer has a title of more than {LONGEST_NAME} characters"
        if element.get("season") is not None and element.get("season") not in seasons:
            yield f"a podcast:trailer is of season {element.get('season')}, which no episode is of"
        size = feed.size(element.get("url", ""))
        if element.get("length") != str(size):
            yield f"a podcast:trailer says {element.get('length')} bytes, and its file has {size}"


def _trailer_kinds(feed: Shown) -> Iterator[str]:
    told = {element.get("url") for element in values(feed.channel, "podcast:trailer")}
    for item in feed.items:
        if value(item, "itunes:episodeType") != EpisodeKind.TRAILER:
            continue
        if not told & {enclosure.get("url") for enclosure in values(item, "enclosure")}:
            yield f"{called(item)} is a trailer that the podcast does not name as one"


def _json_of(feed: Shown, element: Element, what: str) -> tuple[Any, str]:
    data = feed.read(element.get("url", ""))
    if data is None:
        return None, f"the {what} is not there: {element.get('url')}"
    try:
        return json.loads(data), ""
    except (ValueError, RecursionError):
        return None, f"the {what} is no JSON: {element.get('url')}"


def _chapters(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for element in values(item, "podcast:chapters"):
            if element.get("type") != "application/json+chapters":
                yield f"the chapters of {called(item)} are of the type {element.get('type')!r}"
            told, problem = _json_of(feed, element, f"file of chapters of {called(item)}")
            if problem:
                yield problem
            elif problem := _wrong_chapters(told):
                yield f"the chapters of {called(item)} {problem}"


def _wrong_chapters(told: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    if not isinstance(told, dict) or not isinstance(told.get("version"), str):
        return "have no version"
    rows = told.get("chapters")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return "have no list of chapters"
    starts = [row.get("startTime") for row in rows]
    if not all(isinstance(start, int | float) for start in starts):
        return "have one without startTime"
    return "" if starts == sorted(starts) else "are not in the order of their times"


def _transcripts(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for element in values(item, "podcast:transcript"):
            kind = element.get("type", "")
            if not element.get("url") or kind not in _TRANSCRIPTS:
                yield f"a transcript of {called(item)} has no url, or is of the type {kind!r}"
            elif feed.read(element.get("url", "")) is None:
                yield f"a transcript of {called(item)} is not there: {element.get('url')}"


def _json_transcripts(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for element in values(item, "podcast:transcript"):
            if element.get("type") != "application/json":
                continue
            told, problem = _json_of(feed, element, f"transcript of {called(item)}")
            if problem := problem or _wrong_transcript(told):
                yield f"{called(item)}: {problem}"


def _wrong_transcript(told: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    if not isinstance(told, dict) or told.get("version") != "1.0.0" or not isinstance(told.get("segments"), list):
        return "the transcript is not of version 1.0.0 with a list of segments"
    for row in told["segments"]:
        if not isinstance(row, dict) or not isinstance(row.get("body"), str):
            return "a segment of the transcript has no body"
        start, end = row.get("startTime"), row.get("endTime")
        if not isinstance(start, int | float) or not isinstance(end, int | float) or not start <= end:
            return "a segment of the transcript has no startTime and endTime in order"
    return ""


def _vtt(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for element in values(item, "podcast:transcript"):
            text = feed.read(element.get("url", "")) if element.get("type") == "text/vtt" else None
            if text is not None and not re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)", text):
                yield f"the captions of {called(item)} do not begin with WEBVTT"


def _texts(feed: Shown) -> Iterator[str]:
    for parent in (feed.channel, *feed.items):
        for element in values(parent, "podcast:txt"):
            purpose, text = element.get("purpose", ""), element.text or ""
            if len(purpose) > LONGEST_NAME or len(text) > 4_000:
                yield "a podcast:txt is longer than 4,000 characters, or its purpose than 128"
            if purpose == "ai-content" and text not in {"true", "false"}:
                yield f"ai-content is {text!r}; valid is true or false"


def _rule(
    name: str, tag: str, says: str, check: Callable[[Shown], Iterator[str]], level: Level = Level.REQUIRED
) -> Rule:
    return Rule(f"podcasting20-{name}", NAMESPACE, f"podcast:{tag}", says, check, level)


PODCASTING20 = (
    _rule("guid", "guid", "The podcast has one guid, a UUID of version 5.", _guid),
    _rule("locked", "locked", "locked is yes or no.", _locked),
    _rule("medium", "medium", "The medium is one of the list.", _medium),
    _rule("season", "season", "A season is a whole number, its name has at most 128 characters.", _seasons),
    _rule("episode", "episode", "An episode is a number.", _episodes),
    _rule("person", "person", "A person has a name of at most 128 characters.", _persons),
    _rule("role", "person", "Group and role are of the Podcast Taxonomy.", _roles),
    _rule("soundbite", "soundbite", "A soundbite has its times, within the episode.", _bites),
    _rule("soundbite-length", "soundbite", "15 to 120 seconds are recommended.", _bite_lengths, Level.RECOMMENDED),
    _rule("trailer", "trailer", "A trailer has url, date, title, and a season that there is.", _trailers),
    _rule("trailer-item", "trailer",
         "A trailer among the items is named by the podcast too.", _trailer_kinds, Level.RECOMMENDED),
    _rule("chapters", "chapters", "Chapters are JSON of a version, in order of time.", _chapters),
    _rule("transcript", "transcript", "A transcript is there and says its type.", _transcripts),
    _rule("transcript-json", "transcript", "A JSON transcript has version 1.0.0 and segments.", _json_transcripts),
    _rule("transcript-vtt", "transcript", "Captions are WebVTT.", _vtt),
    _rule("txt", "txt", "A text has at most 4,000 characters; ai-content is true or false.", _texts),
)  # fmt: skip
