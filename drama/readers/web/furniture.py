"""Tell the story on a page from what stands around it: menus, banners, comments, forms.

What holds the story is looked for by what pages say themselves (``main``, ``article``, the classes of common systems),
and believed only if most words of the page stand in it; what is furniture by its name is believed only of a small part.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.readers.documents.kinds import UNREAD, VOID
from drama.readers.documents.tokens import REASON, End, Start, Token, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AROUND = "web page"
"""Why what stands around a story is not spoken."""
_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    **dict.fromkeys(("form", "button", "select", "textarea", "dialog", "input", "label", "output", "progress"), AROUND),
}
_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar",
     "toolbar", "form", "alert", "tablist", "button"]
)  # fmt: skip
_NAMED = re.compile(
    r"(?:.*[-_])?(?:cookies?|consent|gdpr|newsletter|sidebar|breadcrumbs?|nav(?:bar|igation|links?)?|menu|pagination|pager"
    r"|shar(?:e|ing|edaddy)|social|ads?|adverts?|advertisement|promo|popup|modal|relatedposts|related|recommended|masthead"
    r"|comments?|commentlist|respond|disqus|subscri(?:be|ption)|signup|login|toolbar|widgets?|footer|siteheader|skip"
    r"|(?:post|entry|article)[-_]meta|editsection|navbox|catlinks|noprint|reflist|hatnote|infobox|ellipsis|sponsor(?:ed)?)"
    r"(?:[-_](?:bar|box|notice|banner|popup|area|list|form|wrap(?:per)?|container|links?|buttons?|widget|section|item|text"
    r"|block|menu|thread|top|bottom|row))*"
)
"""Classes and identifiers of what pages have around their words."""
_UNSEEN = frozenset({"sr-only", "screen-reader-text", "visually-hidden", "skip-link", "mw-jump-link", "visuallyhidden"})
_HOLDERS = frozenset(
    [
        "entry-content",
        "post-content",
        "article-content",
        "article-body",
        "articlebody",
        "story-content",
        "chapter-content",
        "chaptertext",
        "storytext",
        "chapter-inner",
        "mw-parser-output",
        "post-body",
        "story-body",
        "available-content",
        "entry",
        "storycontent",
        "chapter_content",
    ]
)
"""Classes and identifiers of what holds the words of a page, in common systems."""
_BACK = re.compile(r"(cmnt)\d{1,4}\Z|(?:_?ftn|_?edn|ftnt)\d{1,4}\Z")
"""Where the sign of a note leads in pages of Google Docs and Word: to what stands before its words."""
_LARGE, _SMALL, _OTHER = 0.5, 0.25, 0.1
"""Shares of a page's words: what holds the story has more than the first, furniture less than the second; another
of its kind that has more than the third is a chapter beside it."""


@dataclass(slots=True)
class _Part:
    """An element of the page."""

    index: int
    """Of its start among the tokens."""
    tag: str
    attributes: Mapping[str, str]
    parent: int
    """Its place in the list of parts; -1 for none."""
    before: int = 0
    """Characters of words before its start."""
    size: int = 0
    """Characters of words in it."""
    names: frozenset[str] = field(default_factory=frozenset)


def label_furniture(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a page, with reasons at what is not the story."""
    parts, owners, total = _parts(tokens)
    holder = _holder(parts, total)
    above = _above(parts, holder)
    reasons = {} if holder is None else _around(parts, holder, above)
    for part in parts:
        above_it = parts[part.parent] if part.parent >= 0 else part
        if part.tag == "a" and (note := _BACK.match(part.attributes.get("id") or part.attributes.get("name", ""))):
            reasons.setdefault(above_it.index, "comment" if note[1] else "note")
        elif part.index not in reasons and (reason := _reason(part, total, is_alone=holder is None)):
            is_source = part.tag == "footer" and above_it.tag == "blockquote"
            reasons |= {} if is_source else {part.index: reason}
    told: list[Token] = []
    for index, token in enumerate(tokens):
        if isinstance(token, Start) and index in reasons:
            told.append(Start(token.tag, {**token.attributes, REASON: reasons[index]}, token.is_empty))
        elif isinstance(token, Words) and owners.get(index, -1) in above:
            told += (Start("span", {REASON: AROUND}, is_empty=False), token, End("span"))
        else:
            told.append(token)
    return told


def _parts(tokens: Sequence[Token]) -> tuple[list[_Part], dict[int, int], int]:
    """Return the elements of a page with the sizes of their words, whose each word is, and the size of all."""
    parts: list[_Part] = []
    owners: dict[int, int] = {}
    opened: list[int] = []
    counts: Counter[str] = Counter()
    size = unread = 0
    for index, token in enumerate(tokens):
        if isinstance(token, Words):
            size += 0 if unread else len(token.text.strip())
            if opened and not token.text.isspace():
                owners[index] = opened[-1]
        elif isinstance(token, Start):
            if token.tag == "p" and opened and parts[opened[-1]].tag == "p":
                closed = parts[opened.pop()]  # left open, it ends where the next begins
                counts["p"] -= 1
                closed.size = size - closed.before
            part = _Part(index, token.tag, token.attributes, opened[-1] if opened else -1, size)
            part.names = _names(token.attributes)
            parts.append(part)
            if token.tag not in VOID and not token.is_empty:
                opened.append(len(parts) - 1)
                counts[token.tag] += 1
                unread += token.tag in UNREAD
        else:
            while counts[token.tag]:
                closed = parts[opened.pop()]
                counts[closed.tag] -= 1
                unread -= closed.tag in UNREAD
                closed.size = size - closed.before
                if closed.tag == token.tag:
                    break
    for place in opened:
        parts[place].size = size - parts[place].before
    return parts, owners, size


def _names(attributes: Mapping[str, str]) -> frozenset[str]:
    return frozenset(f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split())


def _holder(parts: Sequence[_Part], total: int) -> int | None:
    """Return the place of the part that holds the story, None if no one does."""
    mains = [at for at, p in enumerate(parts) if p.tag == "main" or p.attributes.get("role", "").lower() == "main"]
    articles = [at for at, p in enumerate(parts) if p.tag == "article"]
    named = [at for at, p in enumerate(parts) if p.names & _HOLDERS]
    found = None
    for places in (mains, articles, named):
        large = [at for at in places if parts[at].size > _OTHER * total]
        outer = [at for at in large if not any(_is_inside(parts, at, other) for other in large[:50] if other != at)]
        if len(outer) == 1 and parts[outer[0]].size > _LARGE * total:
            found = outer[0]
    return found


def _is_inside(parts: Sequence[_Part], inner: int, outer: int) -> bool:
    a, b = parts[inner], parts[outer]
    return b.index < a.index and a.before + a.size <= b.before + b.size


def _above(parts: Sequence[_Part], holder: int | None) -> frozenset[int]:
    """Return the places of the elements that a part stands in."""
    above: set[int] = set()
    at = -1 if holder is None else parts[holder].parent
    while at >= 0:
        above.add(at)
        at = parts[at].parent
    return frozenset(above)


def _around(parts: Sequence[_Part], holder: int, above: frozenset[int]) -> dict[int, str]:
    """Return why the elements outside a part are not spoken, each that stands in none that is outside."""
    return {
        part.index: "navigation" if part.tag == "nav" else AROUND
        for place, part in enumerate(parts)
        if part.size and place != holder and place not in above and (part.parent in above or part.parent < 0)
    }


def _reason(part: _Part, total: int, *, is_alone: bool) -> str | None:
    """Return why an element is not spoken by what it is and how it is named."""
    if part.tag in _TAGS and 0 < part.size <= _LARGE * total:
        return _TAGS[part.tag]
    if not 0 < part.size <= _SMALL * total or part.tag in {"html", "body", "main", "article"}:
        return None
    role = part.attributes.get("role", "").lower()
    if role in _ROLES or (part.tag == "footer" and not is_alone):
        return "navigation" if role.startswith(("nav", "menu")) else AROUND
    if part.names & _UNSEEN or part.attributes.get("aria-hidden", "").lower() == "true":
        return "hidden"
    is_container = part.tag not in {"span", "em", "i", "b", "strong", "a", "h1", "h2", "h3"}
    return AROUND if is_container and any(_NAMED.fullmatch(name) for name in part.names) else None
