"""The keys of ``[season]``, and the values each accepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from drama.files.messages import nearest, quoted
from drama.model.podcast import MEDIA, ROLES, category_names, category_of, group_of
from drama.servers.address import is_address

KINDS = ("full", "bonus", "trailer")
"""What an episode is (``itunes:episodeType``)."""
TYPES = ("serial", "episodic")
"""In which order a podcast is heard (``itunes:type``)."""

_LONGEST, _LONGEST_DESCRIPTION = 255, 4_000
"""Longest values (A Podcaster's Guide to RSS, Apple: 255 characters unless said otherwise; 4,000 bytes)."""
_MOST = 100
"""Entries of a list."""
_EMAIL = re.compile(r"[^@\s<>()\[\],;:\"]+@[^@\s<>()\[\],;:\"]+\.[^@\s<>()\[\],;:\"]+")


def _text(what: str, limit: int = _LONGEST) -> Callable[[object], str]:
    def check(value: object) -> str:
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if not text or len(text.encode("utf-8", "replace")) > limit or not text.isprintable():
            raise ValueError(f"{what} in quotation marks, at most {limit:,} bytes of printable characters")
        return text

    return check


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")  # noqa: TRY004 (every check raises the same)
    return value


def _one_of(*choices: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ValueError("one of " + ", ".join(f'"{choice}"' for choice in choices))
        return value

    return check


def web_folder(value: object) -> str:
    """Return the address of a folder on the web, with a slash at its end. Raises ValueError with what is valid."""
    if not is_address(value):
        raise ValueError('the address of a folder on the web, such as "https://example.org/harbour/", in ASCII')
    address = str(value)
    path = urlsplit(address).path
    if path.endswith((".xml", ".rss")):
        raise ValueError(
            'the address of the folder, such as "https://example.org/harbour/", and not of the feed in it, which is '
            "called feed.xml"
        )
    return address if address.endswith("/") else address + "/"


def _page(value: object) -> str:
    if not is_address(value):
        raise ValueError('the address of a page on the web, such as "https://example.org/", in ASCII')
    return str(value)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 999:
        raise ValueError("the number of the season, a whole number from 1 to 999")
    return value


def _categories(value: object) -> tuple[tuple[str, ...], ...]:
    named = [value] if isinstance(value, str) else value
    if not isinstance(named, list) or not 0 < len(named) <= _MOST or not all(isinstance(one, str) for one in named):
        raise ValueError('a list of categories of Apple Podcasts, such as ["Fiction > Drama", "Arts > Books"]')
    found = []
    for name in named:
        category = category_of(name)
        if category is None:
            names = (*category_names(), *(one.rpartition(" > ")[2] for one in category_names()))
            raise ValueError(
                f"a category of Apple Podcasts, which {quoted(name)} is not{nearest(name, names)} The list: "
                "docs/season.md"
            )
        found.append(category)
    return tuple(dict.fromkeys(found))


def _email(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or not _EMAIL.fullmatch(value) or not value.isprintable():
        raise ValueError('an e-mail address such as "radio@example.org"; it is public, directories write to it')
    return value


def _people(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or not 0 < len(value) <= _MOST:
        raise ValueError('a list of people with their roles, such as ["Nell Orrin, director"]')
    return tuple(map(_person, value))


def _person(value: object) -> tuple[str, str]:
    name, comma, role = value.rpartition(",") if isinstance(value, str) else ("", "", "")
    name, role = " ".join(name.split()), " ".join(role.split()).casefold()
    if not comma or not name or not name.isprintable() or len(name) > 128:
        raise ValueError('names with a role each, such as "Nell Orrin, director"; a name has at most 128 characters')
    if group_of(role) is None:
        roles = [one for every in ROLES.values() for one in every]
        raise ValueError(
            f"a role of the Podcast Taxonomy, which {quoted(role)} is not{nearest(role, roles)} Some: author, "
            "writer, director, producer, translator, sound designer, composer, audio engineer, cover art designer"
        )
    return name, role


def _when(value: object) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(), UTC)
    if not isinstance(value, datetime) or not 1970 <= value.year <= 9998:
        raise ValueError("a date such as 2026-11-28, or with a time 2026-11-28T18:00:00Z")
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


SEASON: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {
        "url": web_folder,
        "link": _page,
        "number": _number,
        "title": _text("the title of the season", 128),
        "description": _text("what the podcast is about", _LONGEST_DESCRIPTION),
        "categories": _categories,
        "explicit": _flag,
        "owner": _text("who owns the podcast"),
        "email": _email,
        "copyright": _text("whose the rights are"),
        "medium": _one_of(*MEDIA),
        "type": _one_of(*TYPES),
        "complete": _flag,
        "locked": _flag,
        "synthetic": _flag,
        "people": _people,
        "cover": _text("the file of a cover"),
        "trailer": _text("the title of the trailer", 128),
        "trailer_music": _text('a sound of the library, or "none"'),
        "trailer_says": _text("the words that the narrator says at the end of the trailer"),
        "published": _when,
        "kind": _one_of(*KINDS),
    }
)
"""Key -> check."""
