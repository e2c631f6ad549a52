"""What the head of a page states: title, author, description, language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drama.readers.documents.html import find_tokens
from drama.readers.documents.tokens import End, Start, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

_WANTED = frozenset({"name", "property", "content", "lang", "xml:lang", "itemprop"})
_LONGEST_HEAD = 400_000
"""Characters; scripts and style sheets stand in it."""
_MOST_FIELDS = 500
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
_AUTHORS = (
    "author",
    "book:author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "og:author",
    "byl",
)
_DESCRIPTIONS = ("og:description", "description", "dc.description", "twitter:description")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page states of itself; empty where it does not."""

    title: str = ""
    """As it is shared; without the name of the site."""
    page_title: str = ""
    """As the window is called."""
    author: str = ""
    description: str = ""
    language: str = ""


def read_head(source: str) -> Head:
    """Return what the head of a page states."""
    body = _BODY.search(source, 0, _LONGEST_HEAD)
    fields: dict[str, str] = {}
    titles: list[str] = []
    is_title = False
    language = ""
    for token in find_tokens(source[: body.end() if body else _LONGEST_HEAD], wanted=_WANTED):
        if isinstance(token, Words):
            if is_title:
                titles.append(token.text)
        elif token.tag == "title":
            is_title = isinstance(token, Start) and not titles
        elif isinstance(token, End):
            continue
        elif token.tag == "meta":
            _take_meta(token.attributes, fields)
        elif token.tag in {"html", "body"}:
            language = token.attributes.get("lang") or token.attributes.get("xml:lang") or language
    author = _first(fields, _AUTHORS)
    return Head(
        _first(fields, _TITLES),
        " ".join("".join(titles).split())[:300],
        "" if _ADDRESS.search(author) else author,
        _first(fields, _DESCRIPTIONS),
        language or fields.get("language", ""),
    )


def _take_meta(attributes: Mapping[str, str], fields: dict[str, str]) -> None:
    name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip().lower()
    content = " ".join(attributes.get("content", "").split())
    if name and content and len(fields) < _MOST_FIELDS:
        fields.setdefault(name, content)


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if name in fields), "")
