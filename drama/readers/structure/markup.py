"""Scan the markup inside a paragraph: emphasis, links, code, pauses, spot effects.

A hand-written scanner, because Markdown libraries return a tree of new text and lose the offsets: markdown-it-py 4.3
knows the lines of a block and nothing of where in them a mark, an escape or an entity stood.
It knows the marks stories use and leaves everything unpaired as text: ``2 * 3``, ``snake_case``, a footnote's star.
One pass over the marks of a paragraph; no mark is looked at more than a few times, so time is linear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drama.model import LINE_BREAK, EffectMark, Paragraph, PauseMark, Role, Skip, Span
from drama.readers.documents.kinds import STRUCK
from drama.readers.limits import MAX_MARKS, at_most
from drama.readers.structure.unspoken import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.readers.structure.skips import Skips

MAX_PAUSE_MS = 60_000
"""A longer pause is shortened to this."""

DEFAULT_PAUSE_MS = 1_000
"""Of a bare ``[pause]``."""

MAX_JOINED = 12
"""Paragraphs that one pair of marks may set in italics."""

MAX_EFFECT_NAME = 100
"""Characters of an effect's name; what is longer is cut."""

EFFECT = "effect"
"""Why the mark of a spot effect is not spoken."""

_PAUSE = r"\[pause(?:[ \t]+(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)[ \t]*(?P<unit>ms|s|sec|seconds?)?)?[ \t]*\]"
_EFFECT = r"\[(?:SFX|SOUND|FX)[ \t]*:(?P<name>(?:[^\[\]\r\n]|(?:\r\n?|\n)(?![ \t]*[\r\n])){0,300})\]"
_ASKED = rf"(?P<pause>{_PAUSE})|(?P<effect>{_EFFECT})"
_DIRECTIVE = re.compile(_ASKED, re.IGNORECASE)
_PLAIN = re.compile(rf"{_ASKED}|(?P<run>\*+|_+)", re.IGNORECASE)
_TARGET = (
    r"(?:<[^<>\n]*+>|[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)"
    r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?[ \t]{0,9}"
)
"""Of a link: no limit to its length, pictures stand in links whole."""
_MARKDOWN = re.compile(
    rf"(?P<escape>\\[!-/:-@\[-`{{-~])|{_ASKED}|(?P<run>\*++|_++)"
    r"|(?P<code>(?<!`)(?P<ticks>`++)[^`]{1,5000}(?P=ticks)(?!`))"
    r"|(?P<tag></?[a-z][a-z0-9-]{0,40}(?:\s(?:[^<>=]{0,300}=[ \t]?[\"'][^<>]*+|[^<>]{0,500}))?/?>"
    r"|<[!?][a-z][^<>]{0,500}>)"
    r"|(?P<auto><(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*+|[\w.+-]{1,100}@[\w-]{1,100}\.[\w.-]{1,100})>)"
    r"|(?P<note>\[\^[^\]\s]{1,40}\]|\^\[[^\[\]]{1,2000}\])"
    r"|(?P<wiki>!?\[\[(?:[^\[\]|\n]{1,300}\|)?(?P<shown>[^\[\]|\n]{1,300})\]\])"
    r"|(?P<struck>(?<!~)~~(?![~\s])[^~]{1,2000}(?<!\s)~~(?!~))"
    r"|(?P<bright>(?<!=)==(?![=\s])(?P<inside>[^=]{1,2000})(?<!\s)==(?!=))"
    r"|(?P<template>\{\{[^{}\n]{0,500}\}\}|\{%[^{}%\n]{0,500}%\})"
    r"|(?P<open>!?\[)"
    rf"|(?P<url>\]\({_TARGET}\)(?:\{{[^{{}}\n]{{1,300}}\}})?)"
    r"|(?P<reference>\]\[(?P<label>[^\[\]]{0,300})\])"
    r"|(?P<dressed>\]\{[#.:][^{}\n]{0,300}\})"
    r"|(?P<close>\])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of a text; not yet in order."""

    where: str = "the text"
    """What errors call the text."""
    skips: list[Skip] = field(default_factory=list)
    emphasis: list[Span] = field(default_factory=list)
    pauses: list[PauseMark] = field(default_factory=list)
    effects: list[EffectMark] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    """Unpaired runs that open or close a whole paragraph, in order."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An unpaired run at the edge of a paragraph."""

    paragraph: int
    start: int
    end: int
    mark: str
    opens: bool


def scan(
    text: str,
    start: int,
    end: int,
    markup: Markup,
    *,
    markdown: bool,
    paragraph: int = 0,
    labels: frozenset[str] = frozenset(),
) -> None:
    """Add the marks of ``text[start:end]``, which stands in the paragraph of that index, to `markup`.

    `labels` are those that the text's link definitions define.
    """
    runs = _Runs(text, start, end)
    brackets: list[re.Match[str]] = []
    pattern = _MARKDOWN if markdown else _PLAIN
    room = max(0, MAX_MARKS - len(markup.skips))
    for match in at_most(pattern.finditer(text, start, end), room, "marks", where=markup.where):
        if match["run"]:
            runs.add(*match.span())
        elif match["pause"] or match["effect"]:
            _add_directive(match, markup)
        elif markdown:
            markup.skips.extend(_markdown_skips(match) or _link_skips(match, brackets, labels))
    for opening, closing in runs.pairs:
        markup.skips.extend((Skip(*opening, "markup"), Skip(*closing, "markup")))
        markup.emphasis.append(Span(opening[1], closing[0]))
    markup.edges.extend(runs.edges(paragraph))


_LINE_BREAK = re.compile(r"</?br\b", re.IGNORECASE)
_WHOLE = {"tag": "markup", "auto": "link", "note": "note", "struck": STRUCK, "template": "markup"}
"""Markup of which nothing is read out, and why."""


def _markdown_skips(match: re.Match[str]) -> tuple[Skip, ...]:
    """Return the skips of an escape, code, a tag, an autolink, a note, struck or bright words; none for a link."""
    start, end = match.span()
    if match["tag"] and _LINE_BREAK.match(match["tag"]):
        return (Skip(start, end, LINE_BREAK),)
    if match["escape"]:
        return (Skip(start, start + 1, "markup"),)
    if match["code"]:
        ticks = len(match["ticks"])
        return Skip(start, start + ticks, "markup"), Skip(end - ticks, end, "markup")
    if match["wiki"] or match["bright"]:
        if match[0][0] == "!":
            return (Skip(start, end, "image"),)
        first, last = match.span("shown" if match["wiki"] else "inside")
        return Skip(start, first, "markup"), Skip(last, end, "markup")
    return tuple(Skip(start, end, reason) for name, reason in _WHOLE.items() if match[name])


def _link_skips(match: re.Match[str], brackets: list[re.Match[str]], labels: frozenset[str]) -> tuple[Skip, ...]:
    """Return the skips of a link or a picture that ends here; `brackets` are those still open."""
    if match["open"]:
        brackets.append(match)
        return ()
    if not brackets:
        return ()
    opened = brackets.pop()
    start, end = match.span()
    words = match.string[opened.end() : start]
    is_image = opened[0] == "!["
    if match["reference"] or match["close"]:
        is_defined = label_of(match["label"] or words) in labels if labels else False
        if not is_defined and not (is_image and match["reference"]):
            return ()
    if is_image:
        return (Skip(opened.start(), end, "image"),)
    return Skip(*opened.span(), "markup"), Skip(start, end, "markup" if match["dressed"] or match["close"] else "link")


def scan_directives(text: str, markup: Markup) -> None:
    """Add the directives of a text, its pauses and effects, and nothing else, to `markup`."""
    for match in at_most(_DIRECTIVE.finditer(text), MAX_MARKS, "marks", where=markup.where):
        _add_directive(match, markup)


def effects_in(markup: Markup, skips: Skips) -> Iterator[EffectMark]:
    """Yield the effects that do not stand in text that is left out altogether, in order."""
    starts = {skip.start for skip in skips.tidy if skip.reason == EFFECT}
    yield from (mark for mark in markup.effects if mark.at in starts)


def join_emphasis(paragraphs: Sequence[Paragraph], markup: Markup) -> None:
    """Pair a run that opens one paragraph with one that closes a later paragraph of prose: an italic letter."""
    for opening, closing in zip(markup.edges, markup.edges[1:], strict=False):
        first, last = opening.paragraph, closing.paragraph
        if not (opening.opens and not closing.opens and opening.mark == closing.mark and last - first <= MAX_JOINED):
            continue
        between = paragraphs[first : last + 1]
        if any(paragraph.role is not Role.PROSE for paragraph in between):
            continue
        markup.skips.extend((Skip(opening.start, opening.end, "markup"), Skip(closing.start, closing.end, "markup")))
        markup.emphasis.extend(Span(paragraph.start, paragraph.end) for paragraph in between)


def _add_directive(match: re.Match[str], markup: Markup) -> None:
    if match["effect"] is None:
        _add_pause(match, markup)
        return
    markup.skips.append(Skip(*match.span(), EFFECT))
    words = " ".join(match["name"].split())
    name = "".join(character for character in words if character.isprintable())[:MAX_EFFECT_NAME].strip()
    if name:
        markup.effects.append(EffectMark(match.start(), name))


def _add_pause(match: re.Match[str], markup: Markup) -> None:
    markup.skips.append(Skip(*match.span(), "pause mark"))
    duration = DEFAULT_PAUSE_MS
    if match["number"]:
        scale = 1 if (match["unit"] or "").lower() == "ms" else 1000
        duration = min(round(float(match["number"]) * scale), MAX_PAUSE_MS)
    if duration > 0:
        markup.pauses.append(PauseMark(match.start(), duration))


_LONGEST_RUN = 6
"""Marks of one run that can mean emphasis; converters leave ``****bold****``."""


@dataclass(slots=True)
class _Opener:
    start: int
    end: int
    is_inside_word: bool


class _Runs:
    """Pairs runs of ``*`` and ``_``: the same mark, opening before a word and closing after one."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.pairs: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._text, self._start, self._end = text, start, end
        self._open: list[_Opener] = []
        self._last: defaultdict[str, list[int]] = defaultdict(list)
        self._unpaired_end = 0

    def add(self, start: int, end: int) -> None:
        """Add the next run, and pair it where it closes one that is open."""
        text = self._text
        if end - start > _LONGEST_RUN:
            return
        before = text[start - 1] if start > self._start else " "
        after = text[end] if end < self._end else " "
        inside_word = before.isalnum() and after.isalnum()
        if inside_word and not (text[start:end] == "*" and before.isalpha() and after.isalpha()):
            return
        opens = not after.isspace() and (after.isalnum() or not before.isalnum())
        closes = not before.isspace() and (before.isalnum() or not after.isalnum())
        if closes and (
            self._close(start, end, inside_word=inside_word) or (not inside_word and self._close_in_parts(start, end))
        ):
            return
        if opens:
            self._push(_Opener(start, end, inside_word))
        elif closes and end == self._end:
            self._unpaired_end = start

    def _push(self, opener: _Opener) -> None:
        self._last[self._text[opener.start : opener.end]].append(len(self._open))
        self._open.append(opener)

    def _drop(self, place: int) -> None:
        """Take an opener and those behind it, which stay text, from those that are open."""
        for unpaired in self._open[place:]:
            self._last[self._text[unpaired.start : unpaired.end]].pop()
        del self._open[place:]

    def _close(self, start: int, end: int, *, inside_word: bool) -> bool:
        """Pair a run with the last one like it that is open; those opened in between stay text."""
        places = self._last[self._text[start:end]]
        if not places:
            return False
        opener = self._open[places[-1]]
        inside = self._text[opener.end : min(start, opener.end + 40)]
        if not inside or ((inside_word or opener.is_inside_word) and not inside.isalpha()):
            return False
        self._drop(places[-1])
        self.pairs.append(((opener.start, opener.end), (start, end)))
        return True

    def _close_in_parts(self, start: int, end: int) -> bool:
        """Pair a run of three with two that are open, or a shorter one with a part of three (CommonMark 0.31, 6.2)."""
        mark, length = self._text[start], end - start
        if length == 3:
            lengths = sorted((1, 2), key=lambda one: self._last[mark * one][-1:], reverse=True)
            if not all(self._last[mark * one] for one in lengths):
                return False
            middle = start + lengths[0]
            is_closed = self._close(start, middle, inside_word=False)
            return self._close(middle, end, inside_word=False) and is_closed
        if not self._last[mark * 3]:
            return False
        place = self._last[mark * 3][-1]
        opener = self._open[place]
        if opener.end == start:
            return False
        self._drop(place)
        self.pairs.append(((opener.end - length, opener.end), (start, end)))
        self._push(replace(opener, end=opener.end - length))
        return True

    def edges(self, paragraph: int) -> Iterator[Edge]:
        """Yield the unpaired runs that open and close the paragraph."""
        if self._open and self._open[0].start == self._start:
            first = self._open[0]
            yield Edge(paragraph, first.start, first.end, self._text[first.start : first.end], opens=True)
        if self._unpaired_end:
            mark = self._text[self._unpaired_end : self._end]
            yield Edge(paragraph, self._unpaired_end, self._end, mark, opens=False)
