"""Addresses: between the files of a season, of the season on the web, and for apps that subscribe to it."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, urlsplit

_SAFE = "/:@!$&'()*+,;=~"
"""What stands in the path of an address as it is (RFC 3986, section 3.3)."""


def relative_link(page: str, target: str) -> str:
    """Return the address of a file for a page, both named relative to the folder of the season.

    It begins with ``./`` or ``../``, so that a colon in a name makes no scheme of it.
    """
    path = posixpath.relpath(target, posixpath.dirname(page) or ".")
    return quote(path if path.startswith("../") else f"./{path}", safe=_SAFE, errors="surrogateescape")


def absolute_link(url: str, target: str) -> str:
    """Return the address of a file on the web; nothing where the season has no address yet."""
    return url + quote(target, safe=_SAFE, errors="surrogateescape") if is_web(url) else ""


def subscribe_link(feed: str) -> str:
    """Return the address under which phones and computers open a feed in a podcast app; nothing if it has no host."""
    return "podcast://" + feed.split("://", 1)[1] if is_web(feed) else ""


def is_web(url: str) -> bool:
    """Return whether an address is one that browsers load pages from."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
