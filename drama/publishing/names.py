"""Names and addresses: of the files of a season, of its feed, and of what identifies podcast and episode for ever."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count
from urllib.parse import quote
from uuid import UUID, uuid5

FEED = "feed.xml"
"""The feed, in the folder of the season."""
COVER = "cover.jpg"

PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Of the UUIDs of podcasts (podcast namespace 1.0, ``podcast:guid``)."""

MOST = 60
"""Characters of a name, beside its number."""
_RESERVED = frozenset({"index", "feed", "cover", "con", "prn", "aux", "nul"})
"""Names of other files of a season, and names that Windows keeps for itself."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SPELLINGS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "&": " and "}
)  # fmt: skip


def episode_name(number: str, title: str, taken: Collection[str] = ()) -> str:
    """Return what the files of an episode are called without their suffixes, such as ``01-the-ferry``.

    Lower-case ASCII letters, digits and hyphens (Apple: "use only ASCII filenames and URLs"), none of those ``taken``.
    """
    whole, _, rest = number.partition(".")
    numbered = "-".join(filter(None, (f"{int(whole):02}" if whole.isdecimal() else _ascii(whole), _ascii(rest))))
    words = _ascii(title)[:MOST].strip("-")
    name = "-".join(filter(None, (numbered, words))) or "episode"
    if name in _RESERVED:
        name = f"episode-{name}"
    return next(one for one in chain((name,), (f"{name}-{at}" for at in count(2))) if one not in taken)


def is_episode_name(name: str) -> bool:
    """Return whether a name is one that :func:`episode_name` may have returned."""
    return len(name) <= MOST + 20 and _NAME.fullmatch(name) is not None and name not in _RESERVED


def _ascii(text: str) -> str:
    """Return the words of a text in lower-case ASCII, with hyphens between them."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLINGS).replace("’", "'").replace("'", ""))
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def address_of(url: str, name: str) -> str:
    """Return the address of a file in the folder that stands at ``url``."""
    return url + quote(name, safe="/")


def podcast_guid(feed_url: str) -> str:
    """Return the ``podcast:guid`` of a feed that has none yet: UUID 5 of its address without scheme and end slashes."""
    return str(uuid5(PODCAST_NAMESPACE, re.sub(r"^[a-zA-Z][a-zA-Z0-9+.-]*://", "", feed_url).rstrip("/")))


def episode_guid(podcast: str, key: str) -> str:
    """Return the GUID of an episode that has none yet; the same for the same podcast and key, whenever it is asked."""
    return str(uuid5(UUID(podcast), key))
