"""Corrections a person makes, anchored by words: they stay where they belong when the story is edited elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from types import MappingProxyType

from drama.errors import ScriptError
from drama.model import Kind, Line, LineDirection, Span, Story
from drama.script.text.spans import CleanText, clean_paragraphs

_WORD = re.compile(r"[^\W_]+")
_DISTINCT_WORDS = 8
"""Words from which on a line is anchored without its neighbours, as long as it stands there once."""
_CONTEXT_STEP = 4
_MAX_CONTEXT = 120
_ANCHOR_WORDS = 24
"""Words of a line that anchor it; what follows them may be edited freely."""

_UNDIRECTED, _LOCKED = LineDirection(), LineDirection(is_locked=True)


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person says of one line."""

    words: str
    """How the line begins. Letter case, punctuation and white space do not count, here or below."""
    speaker: str | None = None
    """Who speaks or thinks it; None for narration, where it is left out, and where this is not said."""
    kind: Kind | None = None
    """Dialogue, thought or narration; skip leaves the line out; None leaves it what it is."""
    before: str = ""
    """What stands right before the words, where they alone could be taken for others."""
    after: str = ""
    where: str = ""
    """Where the pin is written, for messages."""
    direction: LineDirection = LineDirection()  # noqa: RUF009 (frozen)
    """How the line is spoken."""

    @property
    def is_mark(self) -> bool:
        """Whether it says nothing but what the line is used for besides the episode."""
        marks = self.direction.marks
        return bool(marks) and self.kind is None and self.direction == LineDirection(marks=marks)

    @property
    def is_of_speaker(self) -> bool:
        """Whether it says whose the line is, or of which kind; not only how it is spoken."""
        return self.speaker is not None or self.kind is not None


@dataclass(frozen=True, slots=True)
class Naming:
    """What a person says of a character."""

    name: str
    aliases: tuple[str, ...] = ()
    """Other names of the same person."""
    is_apart: bool = False
    """The names belong to somebody other than whoever they were taken for."""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything a person has decided about a story."""

    pins: tuple[Pin, ...] = ()
    people: Mapping[str, Naming] = field(default_factory=lambda: MappingProxyType({}))

    def of_speakers(self, *, keeps_places: bool = True) -> Corrections:
        """Return what of them says who speaks and who is who, without how lines are spoken.

        And without where it is written, unless ``keeps_places``.
        """
        pins = (
            replace(pin, direction=_LOCKED if pin.direction.is_locked else _UNDIRECTED, where=pin.where * keeps_places)
            for pin in self.pins
            if pin.is_of_speaker
        )
        people = {name: replace(it, where=it.where * keeps_places) for name, it in self.people.items()}
        return Corrections(tuple(pins), people)


@dataclass(frozen=True, slots=True)
class PlacedPin:
    """A pin and where its words stand in the source."""

    pin: Pin
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """Return the words of a text as anchors compare them."""
    return [match.group().casefold() for match in _WORD.finditer(text)]


class Anchors:
    """The words of a story in one row, to find anchors in and to make them from."""

    def __init__(self, story: Story) -> None:
        self._cleans = [clean for _, _, clean in clean_paragraphs(story)]
        rows = [words_of(clean.text) for clean in self._cleans]
        self._firsts = [0, *accumulate(len(row) for row in rows)]
        """Number of each paragraph's first word in the story."""
        texts = [" ".join(row) + " " if row else "" for row in rows]
        self._text = " " + "".join(texts)
        """Every word with a space before and after it."""
        self._starts = list(accumulate((len(text) for text in texts), initial=1))
        """Where each paragraph's first word stands in it."""
        self._places: dict[tuple[str, str, str], Span | str] = {}
        """Anchors that were placed before: each edit of a file places all that stand in it."""

    def count(self, name: str) -> int:
        """Return how often the words of a name stand in the story."""
        return self._text.count(_row(words_of(name)))

    def place(self, pin: Pin) -> Span | str:
        """Return where in the source a pin's words stand, or why that cannot be told."""
        anchor = pin.words, pin.before, pin.after
        if anchor not in self._places:
            self._places[anchor] = self._place(*map(words_of, anchor))
        return self._places[anchor]

    def _place(self, words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> Span | str:
        if not words:
            return "there are no words in it"
        whole = list(self._find(_row([*before, *words, *after])))
        if len(whole) == 1:
            start = whole[0] + sum(len(word) + 1 for word in before)
            return self._span(start, len(words))
        if whole:
            return "the words stand there more than once; add what stands before or after them"
        places = self._find(_row(words))
        ranked = sorted(((self._likeness(place, words, before, after), place) for place in places), reverse=True)
        if not ranked:
            return "the words are not in the story any more"
        enough = ranked[0][0] * 2 >= len(before) + len(after)
        if not enough or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
            return "the words stand there, but not in the surroundings they were pinned in"
        return self._span(ranked[0][1], len(words))

    def pin(self, line: Line, *, speaker: str | None, kind: Kind | None, whole: bool = False) -> Pin:
        """Return a pin anchored at a line, by all its words if ``whole``.

        Raises :class:`ScriptError` if other lines have the same words in the same surroundings.
        """
        tokens = [match.end() for match in _WORD.finditer(line.text)]
        count = len(tokens) if whole else min(len(tokens), _ANCHOR_WORDS)
        text = line.text if count == len(tokens) else line.text[: tokens[count - 1]]
        first = self._number(line.paragraph, line.spans[0].start)
        last = self._firsts[-1]
        for size in range(0 if count >= _DISTINCT_WORDS else _CONTEXT_STEP, _MAX_CONTEXT, _CONTEXT_STEP):
            low, high = max(0, first - size), min(last, first + count + size)
            around = (self._raw(low, first), self._raw(first + count, high))
            pin = Pin(_printable(text), speaker, kind, _printable(around[0]), _printable(around[1]))
            if isinstance(self.place(pin), Span):
                return pin
        raise ScriptError(f"line {line.number} cannot be told from others: the same words stand around it elsewhere")

    def _find(self, row: str) -> Iterator[int]:
        """Yield where in :attr:`_text` a row of words begins."""
        index = self._text.find(row)
        while index >= 0:
            yield index + 1
            index = self._text.find(row, index + 1)

    def _likeness(self, place: int, words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> int:
        """Return how many words next to a place are those next to the pin."""
        end = place + sum(len(word) + 1 for word in words)
        reach = 40 * (len(before) + len(after) + 1)
        left = self._text[max(0, place - reach) : place].split()[::-1]
        right = self._text[end : end + reach].split()
        return _common(left, before[::-1]) + _common(right, after)

    def _span(self, start: int, count: int) -> Span:
        """Return the source span of the words that start there in :attr:`_text`, up to the end of their paragraph."""
        paragraph = bisect_right(self._starts, start) - 1
        number = self._text.count(" ", self._starts[paragraph], start)
        clean = self._cleans[paragraph]
        bounds = [match.span() for match in _WORD.finditer(clean.text)][number : number + count]
        return Span(*clean.source_span(bounds[0][0], bounds[-1][1]))

    def _number(self, paragraph: int, start: int) -> int:
        """Return the number of the first word of a paragraph at or behind an offset of the source."""
        clean = self._cleans[paragraph]
        before = sum(clean.source(match.start()) < start for match in _WORD.finditer(clean.text))
        return self._firsts[paragraph] + before

    def _raw(self, low: int, high: int) -> str:
        """Return the words numbered from low up to high as they are written."""
        parts = []
        paragraph = bisect_right(self._firsts, low) - 1
        while low < high and paragraph < len(self._cleans):
            begin, stop = self._firsts[paragraph], min(high, self._firsts[paragraph + 1])
            if low < stop:
                parts.append(_slice(self._cleans[paragraph], low - begin, stop - begin))
                low = stop
            paragraph += 1
        return " ".join(parts)


def _slice(clean: CleanText, low: int, high: int) -> str:
    bounds = [match.span() for match in _WORD.finditer(clean.text)][low:high]
    return " ".join(clean.text[bounds[0][0] : bounds[-1][1]].split())


def _printable(text: str) -> str:
    """Return text as it can stand in a file to be edited; the words in it stay the same."""
    return "".join(character if character.isprintable() else " " for character in text)


def _row(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two rows begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(one), len(other)))
