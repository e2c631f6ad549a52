"""RSS 2.0, and PSP-1 of the Podcast Standards Project: what has to be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import ParseError

from drama.publishing.feed import LONGEST, LONGEST_DESCRIPTION, NAMESPACES
from drama.publishing.rules.base import Level, Rule, Shown, called, named, value, values

RSS = "RSS 2.0 (rssboard.org/rss-specification)"
PSP = "PSP-1: The Podcast RSS Standard"
_AUDIO = {".mp3": "audio/mpeg", ".m4a": "audio/m4a", ".mp4": "video/mp4", ".m4v": "video/m4v"}
_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} (?:GMT|[+-]\d{4})"
)
_HTML_ALLOWED = {"p", "ol", "ul", "li", "a", "b", "i", "strong", "em"}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")


def is_well_formed(feed: Shown) -> Iterator[str]:
    """Yield what keeps the feed from being read at all."""
    try:
        root = feed.root
    except (ParseError, ValueError) as problem:
        yield f"the feed is no XML: {problem}"
        return
    if root.tag != "rss" or root.get("version") != "2.0":
        yield 'the feed is not <rss version="2.0">'
    if len(root.findall("channel")) != 1:
        yield f"the feed has {len(root.findall('channel'))} channels, and not one"


def _in_channel(*names: str) -> Callable[[Shown], Iterator[str]]:
    def check(feed: Shown) -> Iterator[str]:
        for name in names:
            found = values(feed.channel, name)
            if not found or not (found[0].text or found[0].attrib or len(found[0])):
                yield f"the podcast has no <{name}>"

    return check


def _in_items(*names: str) -> Callable[[Shown], Iterator[str]]:
    def check(feed: Shown) -> Iterator[str]:
        for item in feed.items:
            for name in names:
                found = values(item, name)
                if not found or not (found[0].text or found[0].attrib):
                    yield f"{called(item)} has no <{name}>"

    return check


def _either(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        if not value(item, "title") and not value(item, "description"):
            yield "an item has neither title nor description"


def _enclosures(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        found = values(item, "enclosure")
        if len(found) != 1:
            yield f"{called(item)} has {len(found)} enclosures, and not one"
        for enclosure in found:
            for key in ("url", "length", "type"):
                if not enclosure.get(key):
                    yield f"the enclosure of {called(item)} has no {key}"


def _lengths(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            size, told = feed.size(enclosure.get("url", "")), enclosure.get("length", "")
            if size is None:
                yield f"the file of {called(item)} is not there"
            elif told != str(size):
                yield f"the enclosure of {called(item)} says {told} bytes, and its file has {size}"


def _starts(feed: Shown) -> Iterator[str]:
    """Yield files that are no MP3, whatever they are called: ID3 or a frame's sync word comes first."""
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            head = feed.start(enclosure.get("url", ""))[:3]
            if (
                head
                and enclosure.get("type") == "audio/mpeg"
                and head != b"ID3"
                and not (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)
            ):
                yield f"the file of {called(item)} is no MP3"


def _guids(feed: Shown) -> Iterator[str]:
    seen: set[str] = set()
    for item in feed.items:
        guid = value(item, "guid")
        if guid and guid in seen:
            yield f"{called(item)} has the guid of another episode"
        seen.add(guid)
        for element in values(item, "guid"):
            is_link = element.get("isPermaLink", "true") != "false"
            if is_link and not guid.startswith(("http://", "https://")):
                yield f'the guid of {called(item)} is no address, and so needs isPermaLink="false"'


def dates(feed: Shown) -> Iterator[str]:
    """Yield dates that are none of RFC 2822."""
    told = [("the podcast", element) for element in values(feed.channel, "lastBuildDate")]
    told += [(called(item), element) for item in feed.items for element in values(item, "pubDate")]
    for what, element in told:
        text = element.text or ""
        try:
            is_right = _DATE.fullmatch(text) is not None and f"{parsedate_to_datetime(text):%a}" == text[:3]
        except (ValueError, TypeError):
            is_right = False
        if not is_right:
            yield f"{what} has the date {text!r}, which is none of RFC 2822"


def _links(feed: Shown) -> Iterator[str]:
    found = [("the podcast", value(feed.channel, "link")), *((called(i), value(i, "link")) for i in feed.items)]
    for what, link in found:
        if link and not link.startswith(("http://", "https://")):
            yield f"{what} links to {link!r}, which is no address"


def namespaces(feed: Shown) -> Iterator[str]:
    """Yield namespaces that are not declared as they are spelt."""
    head = feed.text[:4_000].decode("utf-8", "replace")
    for prefix, name in NAMESPACES.items():
        if f'xmlns:{prefix}="{name}"' not in head:
            yield f"the feed does not declare {prefix} as {name}"


def _encoding(feed: Shown) -> Iterator[str]:
    try:
        head = feed.text.decode("utf-8")
    except UnicodeDecodeError as problem:
        yield f"the feed is not UTF-8 at byte {problem.start}"
        return
    if not re.match(r'<\?xml version="1\.0" encoding="UTF-8"\?>', head):
        yield 'the feed does not begin with <?xml version="1.0" encoding="UTF-8"?>'


def _self_link(feed: Shown) -> Iterator[str]:
    if not feed.feed_url.startswith(("http://", "https://")):
        yield 'the podcast has no <atom:link rel="self"> with its address'
    if any(link.get("type") != "application/rss+xml" for link in values(feed.channel, "atom:link")):
        yield "the <atom:link> is not of the type application/rss+xml"


_LONGER = {named(name) for name in ("description", "content:encoded", "podcast:txt", "itunes:summary")}


def short_values(feed: Shown) -> Iterator[str]:
    """Yield values that are too long, or have spaces at their ends."""
    for parent in (feed.channel, *feed.items):
        for element in parent.iter():
            text = element.text or ""
            if element is parent or len(element) or element.tag in _LONGER:
                continue
            if len(text) > LONGEST:
                yield f"<{element.tag.rpartition('}')[2]}> has {len(text)} characters, more than {LONGEST}"
            if text != text.strip():
                yield f"<{element.tag.rpartition('}')[2]}> has spaces at its ends"


def descriptions(feed: Shown) -> Iterator[str]:
    """Yield descriptions that are too long."""
    for what, parent in [("the podcast", feed.channel), *((called(item), item) for item in feed.items)]:
        size = len(value(parent, "description").encode())
        if size > LONGEST_DESCRIPTION:
            yield f"the description of {what} has {size:,} bytes, more than {LONGEST_DESCRIPTION:,}"


def _markup(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for name in ("description", "content:encoded"):
            strange = set(map(str.lower, _TAG.findall(value(item, name)))) - _HTML_ALLOWED
            if strange:
                yield f"{called(item)} has <{min(strange)}> in its <{name}>"


def _formats(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for enclosure in values(item, "enclosure"):
            url = enclosure.get("url", "")
            wanted = next((kind for suffix, kind in _AUDIO.items() if url.lower().endswith(suffix)), "")
            if not wanted or enclosure.get("type") != wanted:
                yield f"the enclosure of {called(item)} is {enclosure.get('type')!r}, at {url.rpartition('/')[2]}"


def _durations(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        for element in values(item, "itunes:duration"):
            if not (element.text or "").isdecimal() or int(element.text or 0) < 1:
                yield f"the duration of {called(item)} is {element.text!r}, and not in seconds"


def _copyright(feed: Shown) -> Iterator[str]:
    text = value(feed.channel, "copyright")
    if re.search(r"copyright|©|\b(?:19|20)\d\d\b", text, re.IGNORECASE):
        yield f"the copyright is {text!r}: the name alone is wanted, without the word, the sign and a year"


def _item_transcripts(feed: Shown) -> Iterator[str]:
    for item in feed.items:
        if not values(item, "podcast:transcript"):
            yield f"{called(item)} has no transcript"


STRUCTURE = (
    Rule("rss-well-formed", RSS,
         "What is RSS?", 'The feed is XML, one channel in <rss version="2.0">.', is_well_formed),
    Rule("rss-channel", RSS, "Required channel elements", "The channel has title, link and description.",
         _in_channel("title", "link", "description")),
    Rule("rss-item", RSS, "Elements of <item>", "An item has a title or a description.", _either),
    Rule("rss-enclosure", RSS, "<enclosure>", "An enclosure has url, length and type.", _enclosures),
    Rule("rss-length", RSS, "<enclosure>", "The length is the size of the file in bytes.", _lengths),
    Rule("rss-type", RSS, "<enclosure>", "The type is that of the file: an MP3 begins as one.", _starts),
    Rule("rss-guid", RSS, "<guid>", "A guid is of one item, and no link unless it says so.", _guids),
    Rule("rss-date", RSS, "<pubDate>", "Dates are those of RFC 822.", dates),
    Rule("rss-link", RSS, "Comments", "Links begin with the scheme of an address.", _links),
    Rule("psp-namespaces", PSP, "Required RSS namespace declarations",
         "Four namespaces are declared as spelt.", namespaces),
    Rule("psp-utf8", PSP, "HTML and link support", "The feed is UTF-8 and says so.", _encoding),
    Rule("psp-self", PSP, '<atom:link rel="self">', "The feed tells its own address.", _self_link),
    Rule("psp-channel", PSP, "Required <channel> elements", "Language, category, explicit and image are there.",
         _in_channel("title", "description", "link", "language", "itunes:category", "itunes:explicit", "itunes:image")),
    Rule("psp-channel-wanted", PSP, "Recommended <channel> elements", "locked, guid and author are there.",
         _in_channel("podcast:locked", "podcast:guid", "itunes:author"), Level.RECOMMENDED),
    Rule("psp-item", PSP, "Required <item> elements", "An item has title, enclosure and guid.",
         _in_items("title", "enclosure", "guid")),
    Rule("psp-item-wanted", PSP, "Recommended <item> elements", "An item has a date, a description, a length.",
         _in_items("pubDate", "description", "itunes:duration", "itunes:explicit"), Level.RECOMMENDED),
    Rule("psp-transcript", PSP, "<podcast:transcript>",
         "An item has a transcript.", _item_transcripts, Level.RECOMMENDED),
    Rule("psp-short", PSP, "HTML and link support",
         "A value has at most 255 characters and no spaces at its ends.", short_values),
    Rule("psp-description", PSP, "<description>", "A description has at most 4,000 bytes.", descriptions),
    Rule("psp-markup", PSP, "Item <description>", "Only a few elements of HTML are used.", _markup),
    Rule("psp-format", PSP, "<enclosure>", "An enclosure is MP3 or MPEG-4, and says so.", _formats),
    Rule("psp-duration", PSP, "<itunes:duration>", "A duration is in seconds.", _durations),
    Rule("psp-copyright", PSP, "<copyright>", "The copyright is a name alone.", _copyright, Level.RECOMMENDED),
)  # fmt: skip
