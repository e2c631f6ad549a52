"""Speech that nothing marks: ``You cold? he said. No, said the boy.``, in stories that have no quotation marks at all.

What a tag stands beside is speech; so are the sentences next to it that are talk by person and tense, and paragraphs of
talk that answer one with a tag. All else is narration: where in doubt, a listener hears the narrator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from drama.languages.base import Language
from drama.script.quotes.quotation_marks import DASHES, DOUBLE
from drama.script.text.narration import LONGEST, tense_and_person
from drama.script.text.sentences import sentence_ends
from drama.script.text.spans import Attribution, Passage, Piece

_LEAST_TAGS = 2
"""Tags beside talk from which on a story without marks is taken to have speech."""
_MOST_MARKED = 0.02
"""Paragraphs with quotation marks, of all, that a story without marks may have: a title, a word."""
_BRIEF = 4
"""Words up to which a sentence beside speech that could be either is speech."""
_LONGEST_ANSWER = 40
"""Words of a paragraph without a tag that is speech between others."""
_SURE_WITH_TAG = 0.9
"""How sure it is at most who says words that only a tag shows to be said."""
_SURE_WITHOUT = 0.7
"""The same of words that only stand beside some."""
_SPLIT = re.compile(r",\s(?=[A-Z])")
_ENDS_LOUD = re.compile(r"[?!…][\"”’')]*\s*\Z")


class BareCut(NamedTuple):
    """A stretch of a paragraph of a story without quotation marks."""

    start: int
    end: int
    spoken: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, with the tag that stands in it."""

    start: int
    end: int
    cuts: tuple[BareCut, ...] = ()
    """Speech and narration of a sentence with a tag; empty for any other."""
    is_talk: bool = False
    is_open: bool = False
    """It is short, and could be either."""


class BareSpeech:
    """The speech of a story without quotation marks, paragraph by paragraph."""

    def __init__(self, texts: Sequence[str], language: Language, *, is_told_by_i: bool) -> None:
        self._language = language
        self._is_told_by_i = is_told_by_i
        self._small = frozenset(word for text in texts for word in re.findall(r"\b[a-z]+\b", text))
        """Words that stand in small letters somewhere: with a capital behind a comma they open speech."""
        self._units = [list(self._units_of(text)) for text in texts]
        self.tags = sum(not cut.spoken for units in self._units for unit in units for cut in unit.cuts)
        """How many tags stand beside talk."""
        self._spoken = self._answers()

    def cuts(self, at: int, text: str) -> Iterator[BareCut]:
        """Yield speech and narration of a paragraph, in order and without gaps."""
        units = self._units[at]
        speaks = self._speaks(units, is_answer=self._spoken[at] and not any(unit.cuts for unit in units))
        pieces = [
            cut
            for unit, spoken in zip(units, speaks, strict=True)
            for cut in (unit.cuts or (BareCut(unit.start, unit.end, spoken),))
        ]
        here = 0
        held: BareCut | None = None
        for cut in pieces:
            piece = BareCut(here, cut.end, cut.spoken)
            here = cut.end
            if held is not None and held.spoken == piece.spoken and not self._parts(text, piece.start, held):
                held = BareCut(held.start, piece.end, held.spoken)
                continue
            if held is not None:
                yield held
            held = piece
        if held is not None:
            yield BareCut(held.start, len(text), held.spoken)

    def _parts(self, text: str, at: int, held: BareCut) -> bool:
        """Whether somebody else begins to speak at a place: behind a comma, with a capital."""
        return held.spoken and text[max(0, at - 2) : at].strip() == ","

    # ------------------------------------------------------------------ sentences

    def _units_of(self, text: str) -> Iterator[_Unit]:
        bounds: list[tuple[int, int]] = []
        here = 0
        for end in (*sentence_ends(text, language=self._language), len(text)):
            is_tag = self._language.bare_speech.tag.match(text, here) is not None
            if bounds and is_tag and _ENDS_LOUD.search(text, max(0, here - 6), here):
                bounds[-1] = (bounds[-1][0], end)  # "You cold? Tom said."
            else:
                bounds.append((here, end))
            here = end
        for start, end in bounds:
            yield self._unit(text, start, end)

    def _unit(self, text: str, start: int, end: int) -> _Unit:
        cuts = tuple(self._cut(text, start, end))
        if any(cut.spoken for cut in cuts):
            return _Unit(start, end, cuts)
        words = text[start:end].strip()
        is_talk = self._is_talk(words)
        return _Unit(start, end, (), is_talk, not is_talk and self._is_open(words))

    def _cut(self, text: str, start: int, end: int) -> Iterator[BareCut]:
        """Yield speech and narration of a sentence with a tag; nothing if it has none."""
        patterns = self._language.bare_speech
        low = start + len(text[start:end]) - len(text[start:end].lstrip())
        ahead = patterns.ahead.match(text, low, end)
        if ahead is not None:
            yield BareCut(start, ahead.end(), spoken=False)
            yield from self._by_turns(ahead.end(), end, text)
            return
        here = start
        for match in patterns.after.finditer(text, start, end):
            tag = match.start()
            is_sure = here > start or patterns.inverted.match(text, tag) is not None
            if tag < here or not self._may_be_said(text[here:tag], is_sure=is_sure):
                continue
            yield from self._by_turns(here, tag, text)
            here = self._end_of_tag(text, tag, end)
            yield BareCut(tag, here, spoken=False)
        if here not in {start, end}:
            yield from self._by_turns(here, end, text)

    def _by_turns(self, start: int, end: int, text: str) -> Iterator[BareCut]:
        """Yield speech, cut where another speaker begins: "No, I am not, Then come in,"."""
        here = start
        for match in _SPLIT.finditer(text, start, end):
            word = re.match(r"[A-Z][a-z']*", text[match.end() : end])
            if word and word[0].lower() in self._small and match.end() - here > 1 and match.end() < end - 1:
                yield BareCut(here, match.end(), spoken=True)
                here = match.end()
        if here < end:
            yield BareCut(here, end, spoken=True)

    def _end_of_tag(self, text: str, tag: int, end: int) -> int:
        """Return where a tag ends: at a comma that speech goes on behind, else with its sentence."""
        comma = text.find(",", tag, end)
        if comma < 0:
            return end
        following = self._language.bare_speech.after.search(text, comma + 2, end)
        behind = text[comma + 1 : following.start() if following else end].strip()
        first = behind.split(None, 1)[0] if behind else ""
        if not behind or self._language.speech_tags.attendant.match(first.lower()):
            return end
        is_speech = first[0].isupper() or self._is_talk(behind) or not self._is_told(behind)
        return comma + 1 if is_speech else end

    # ------------------------------------------------------------------ talk

    def _is_talk(self, words: str) -> bool:
        """Whether a sentence is talk by person and tense, and not told."""
        patterns = self._language.bare_speech
        telling = tense_and_person(words[:LONGEST], self._language)
        is_loose = telling.contracted or patterns.loose.search(words) is not None
        own = telling.first_person and not self._is_told_by_i
        if patterns.interjection.match(words) or telling.second_person or is_loose:
            return True
        if telling.past and not own:
            return False
        is_asked = words.rstrip().endswith("?")
        is_order = self._language.thoughts.imperative.match(words) is not None
        return own or telling.present or is_asked or is_order

    def _is_told(self, words: str) -> bool:
        telling = tense_and_person(words[:LONGEST], self._language)
        return telling.past and not self._is_talk(words)

    def _is_open(self, words: str) -> bool:
        return len(words.split()) <= _BRIEF and not tense_and_person(words, self._language).past

    def _may_be_said(self, words: str, *, is_sure: bool) -> bool:
        """Whether words before a tag are said, and not told of what somebody said; "said Anna" leaves no doubt."""
        if not words.strip():
            return False
        is_own = tense_and_person(words[:LONGEST], self._language).first_person
        return is_sure or is_own or self._is_talk(words) or not self._is_told(words)

    def _speaks(self, units: Sequence[_Unit], *, is_answer: bool) -> list[bool]:
        """Return which sentences of a paragraph are speech; those with a tag say themselves what of them is."""
        if is_answer:
            return [True] * len(units)
        speaks = [bool(unit.cuts) for unit in units]
        ends = [bool(unit.cuts) for unit in units]
        for at in range(1, len(units)):
            if not speaks[at] and ends[at - 1] and (units[at].is_talk or units[at].is_open):
                speaks[at] = ends[at] = True
        for at in range(len(units) - 2, -1, -1):
            following = units[at + 1]
            is_before = speaks[at + 1] and (not following.cuts or following.cuts[0].spoken)
            if not speaks[at] and is_before and units[at].is_talk:
                speaks[at] = True
        return speaks

    def _answers(self) -> list[bool]:
        """Return which paragraphs have speech: those with a tag, and talk on end beside them."""
        spoken = [any(unit.cuts for unit in units) for units in self._units]
        may = [self._may_answer(units) for units in self._units]
        for order in (range(1, len(spoken)), range(len(spoken) - 2, -1, -1)):
            for at in order:
                beside = at - 1 if order.step > 0 else at + 1
                spoken[at] = spoken[at] or (may[at] and spoken[beside])
        return spoken

    def _may_answer(self, units: Sequence[_Unit]) -> bool:
        return (
            bool(units)
            and all(unit.is_talk or unit.is_open for unit in units)
            and sum(unit.end - unit.start for unit in units) <= _LONGEST_ANSWER * 6
        )


def with_doubt(attributions: Iterable[Attribution], passages: Iterable[Passage]) -> tuple[Attribution, ...]:
    """Return attributions, less sure where nothing marks the words as speech; what a person has said stays as it is."""
    bare = {piece.start for passage in passages for piece in passage.pieces if piece.spoken and not _has_mark(piece)}
    return tuple(_less_sure(one) if one.start in bare and one.confidence < 1 else one for one in attributions)


def _less_sure(attribution: Attribution) -> Attribution:
    most = _SURE_WITH_TAG if attribution.tag is not None else _SURE_WITHOUT
    return replace(attribution, confidence=min(most, attribution.confidence))


def _has_mark(piece: Piece) -> bool:
    return not piece.opened_with[:1].isalnum()


def bare_speech(texts: Sequence[str], language: Language, *, is_told_by_i: bool) -> BareSpeech | None:
    """Return the speech of a text that has no quotation marks; None if it has some, or nobody speaks in it."""
    marked = sum(any(mark in text for mark in DOUBLE) for text in texts)
    dashed = sum(text[:1] in DASHES for text in texts)
    if marked + dashed > _MOST_MARKED * len(texts) or not any(language.bare_speech.after.search(t) for t in texts):
        return None
    found = BareSpeech(texts, language, is_told_by_i=is_told_by_i)
    return found if found.tags >= _LEAST_TAGS else None
