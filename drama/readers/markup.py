"""Marks inside a paragraph: emphasis, links, code, pauses.

A hand-written scanner, because Markdown libraries return a tree of new text and lose the offsets. It knows the marks
stories use and leaves everything unpaired as text: ``2 * 3``, ``snake_case``, a footnote's star, ``d*mn``.
One pass over the marks of a paragraph; no mark is looked at more than a few times, so time is linear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from drama.model import PauseMark, Skip, Span

MAX_PAUSE_MS = 60_000
"""A longer pause is shortened to this."""

DEFAULT_PAUSE_MS = 1_000
"""Of a bare ``[pause]``."""

_PAUSE = r"\[pause(?:[ \t]+(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)[ \t]*(?P<unit>ms|s|sec|seconds?)?)?[ \t]*\]"
_PLAIN = re.compile(rf"(?P<pause>{_PAUSE})|(?P<run>\*+|_+)", re.IGNORECASE)
_MARKDOWN = re.compile(
    rf"(?P<escape>\\(?=[!-/:-@\[-`{{-~]))|(?P<pause>{_PAUSE})|(?P<run>\*++|_++)"
    r"|(?P<code>(?<!`)(?P<ticks>`++)[^`]{1,5000}(?P=ticks)(?!`))"
    r"|(?P<tag></?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,500})?/?>)"
    r"|(?P<note>\[\^[^\]\s]{1,40}\])"
    r"|(?P<open>!?\[)"
    r"|(?P<url>\]\([^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?(?:\s\"[^\"]{0,500}\")?\))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a text; not yet in order."""

    skips: list[Skip] = field(default_factory=list)
    emphasis: list[Span] = field(default_factory=list)
    pauses: list[PauseMark] = field(default_factory=list)


def scan(text: str, start: int, end: int, marks: Marks, *, markdown: bool) -> None:
    """Add the marks of the paragraph ``text[start:end]`` to `marks`."""
    runs = _Runs(text, start, end)
    brackets: list[tuple[int, str]] = []
    pattern = _MARKDOWN if markdown else _PLAIN
    at = start
    while (match := pattern.search(text, at, end)) is not None:
        at = match.end()
        kind = match.lastgroup
        if match["pause"]:
            _add_pause(match, marks)
        elif match["run"]:
            runs.add(match.start(), match.end())
        elif kind == "escape":
            marks.skips.append(Skip(match.start(), at, "markup"))
            at += 1
        elif match["code"]:
            ticks = len(match["ticks"])
            marks.skips.append(Skip(match.start(), match.start() + ticks, "markup"))
            marks.skips.append(Skip(at - ticks, at, "markup"))
        elif kind == "tag":
            marks.skips.append(Skip(match.start(), at, "markup"))
        elif kind == "note":
            marks.skips.append(Skip(match.start(), at, "note"))
        elif kind == "open":
            brackets.append((match.start(), match[0]))
        elif kind == "url" and brackets:
            opened, mark = brackets.pop()
            if mark == "![":
                marks.skips.append(Skip(opened, at, "image"))
            else:
                marks.skips.append(Skip(opened, opened + 1, "markup"))
                marks.skips.append(Skip(match.start(), at, "link"))
    for opening, closing in runs.pairs:
        marks.skips.extend((Skip(*opening, "markup"), Skip(*closing, "markup")))
        marks.emphasis.append(Span(opening[1], closing[0]))


def _add_pause(match: re.Match[str], marks: Marks) -> None:
    marks.skips.append(Skip(*match.span(), "pause mark"))
    duration = DEFAULT_PAUSE_MS
    if match["number"]:
        scale = 1 if (match["unit"] or "").lower() == "ms" else 1000
        duration = min(round(float(match["number"]) * scale), MAX_PAUSE_MS)
    if duration > 0:
        marks.pauses.append(PauseMark(match.start(), duration))


@dataclass(slots=True)
class _Opener:
    start: int
    end: int
    is_inside_word: bool


class _Runs:
    """Pairs runs of ``*`` and ``_``: same mark, opening before a word and closing after one."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.pairs: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._text, self._start, self._end = text, start, end
        self._stack: list[_Opener] = []
        self._places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)

    def add(self, start: int, end: int) -> None:
        """Take in the next run, and pair it where it closes."""
        text, length = self._text, end - start
        if length > 3:
            return
        before = text[start - 1] if start > self._start else " "
        after = text[end] if end < self._end else " "
        inside_word = before.isalnum() and after.isalnum()
        if inside_word and (text[start] == "_" or length > 1 or not (before.isalpha() and after.isalpha())):
            return
        closes = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
        opens = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
        if closes and not (opens and before.isspace()) and self._close(start, end, inside_word):
            return
        if opens:
            self._places[text[start], length].append(len(self._stack))
            self._stack.append(_Opener(start, end, inside_word))

    def _close(self, start: int, end: int, inside_word: bool) -> bool:
        places = self._places[self._text[start], end - start]
        while places and (
            places[-1] >= len(self._stack)
            or self._stack[places[-1]].end - self._stack[places[-1]].start != end - start
            or self._text[self._stack[places[-1]].start] != self._text[start]
        ):
            places.pop()
        if not places:
            return False
        opener = self._stack[places[-1]]
        if opener.end >= start:
            return False
        if (inside_word or opener.is_inside_word) and not self._text[
            opener.end : min(start, opener.end + 40)
        ].isalpha():
            return False
        self.pairs.append(((opener.start, opener.end), (start, end)))
        del self._stack[places.pop() :]
        return True
