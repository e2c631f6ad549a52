"""Speech that a dash opens, and its tags: ``—Come, said Anna. It is late.``, ``—Ven —dijo Ana—. Ya.``.

Two ways of telling the tag are in use. A dash may stand before it: then another closes it, or opens the speech that
goes on. Or nothing does: the tag ends with its sentence, and what follows is speech again unless it tells of somebody
in the past tense.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from drama.languages.base import Language
from drama.script.quotes.quotation_marks import DASHES
from drama.script.text.narration import LONGEST, tense_and_person
from drama.script.text.sentences import sentence_ends

_DASH = re.compile(rf"\s*[{DASHES}]{{1,2}}")
_STOPS = re.compile(r"[.,;:!?…]*")
_LONGEST_TAG = 80
"""Characters of a tag up to the comma that closes it."""
_BEFORE_TAG = frozenset(",?!")
"""Marks of speech that a tag only breaks into."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’')]*\s*\Z")


class DashCut(NamedTuple):
    """A stretch of a paragraph that opens with a dash."""

    start: int
    end: int
    spoken: bool


def cut_at_dashes(text: str, language: Language, *, is_told_by_i: bool = False) -> Iterator[DashCut]:
    """Yield speech and narration of a paragraph that opens with a dash, in order and without gaps.

    ``is_told_by_i``: the narration says "I" as well, so that "I" in the past may be either.
    """
    return _Paragraph(text, language, is_told_by_i=is_told_by_i).cuts()


class _Paragraph:
    """A paragraph that opens with a dash; where its dashes and its tags stand is looked for once."""

    def __init__(self, text: str, language: Language, *, is_told_by_i: bool) -> None:
        self._text = text
        self._language = language
        self._is_told_by_i = is_told_by_i
        self._dashes = [match.span() for match in _DASH.finditer(text)]
        self._tags = [
            match.start()
            for match in language.speech_tags.after_dash.finditer(text)
            if is_told_by_i or not language.mentions.narrator.match(text, match.end())
        ]
        """Where tags begin that no dash opens; "I asked" is speech where nobody tells the story."""

    def cuts(self) -> Iterator[DashCut]:
        """Yield speech and narration by turns."""
        text = self._text
        here, after = 0, self._dashes[0][1] if self._dashes else 0
        while here < len(text):
            stop, has_dash = self._end_of_speech(after)
            if stop > here:
                yield DashCut(here, stop, spoken=True)
            if stop >= len(text):
                return
            resume, after = self._end_of_dashed_tag(stop) if has_dash else self._end_of_plain_tag(stop)
            yield DashCut(stop, resume, spoken=False)
            here = resume

    def _dash_from(self, start: int) -> tuple[int, int] | None:
        """Return start and end of the first dash at an offset or behind it."""
        index = bisect_left(self._dashes, start, key=lambda span: span[0])
        return self._dashes[index] if index < len(self._dashes) else None

    def _end_of_speech(self, start: int) -> tuple[int, bool]:
        """Return where speech gives way to narration, and whether a dash stands there."""
        index = bisect_left(self._tags, start)
        end = self._tags[index] if index < len(self._tags) else len(self._text)
        for number in range(bisect_left(self._dashes, start, key=lambda span: span[0]), len(self._dashes)):
            dash = self._dashes[number]
            if dash[1] > end:
                break
            if self._language.speech_tags.after.match(self._text, dash[1]) or self._tells(dash):
                return dash[0], True
        return end, False

    def _tells(self, dash: tuple[int, int]) -> bool:
        """Whether a dash behind a whole sentence opens one that tells of somebody: ``— Go. — Piet turned away.``."""
        if not _SENTENCE_END.search(self._text, max(0, dash[0] - 4), dash[0]):
            return False
        following = self._dash_from(dash[1])
        stop = min(following[0] if following else len(self._text), dash[1] + LONGEST)
        first = next(sentence_ends(self._text, dash[1], stop, language=self._language), stop)
        return self._is_narrated(self._text[dash[1] : first], is_told_by_i=False)

    def _end_of_dashed_tag(self, start: int) -> tuple[int, int]:
        """Return where speech goes on behind a tag that a dash opens, and where its first word may stand."""
        opening = self._dash_from(start)
        again = self._dash_from(opening[1]) if opening else None
        if again is None:
            return len(self._text), len(self._text)
        if self._text[again[0]].isspace():  # the dash opens the speech: "— Come, — said Anna. — Now."
            return again
        behind = _STOPS.match(self._text, again[1])  # the dash closes the tag: "—Ven —dijo Ana—. Ya."
        end = behind.end() if behind else again[1]
        return end, end

    def _end_of_plain_tag(self, start: int) -> tuple[int, int]:
        """Return the same behind a tag that no dash opens: the next sentence that is speech, or the next dash."""
        dash = self._dash_from(start + 1)
        stop = dash[0] if dash else len(self._text)
        if (resume := self._behind_comma(start, stop)) is not None:
            return resume, resume
        has_told = False
        low = 0
        for high in chain(sentence_ends(self._text, start, stop, language=self._language), (stop,)):
            words = self._text[low:high].strip() if low else ""
            if not low and high < stop and self._language.speech_tags.opening.search(self._text[start:high]):
                resume = high + len(self._text[high : high + 9]) - len(self._text[high : high + 9].lstrip())
                return resume, resume
            has_told = has_told or bool(words and self._is_narrated(words, is_told_by_i=self._is_told_by_i))
            if words and (not has_told or words.endswith(("?", "!"))):
                low = high - len(self._text[low:high].lstrip())
                return low, low
            low = high
        return dash or (len(self._text), len(self._text))

    def _behind_comma(self, start: int, stop: int) -> int | None:
        """Return where speech that a tag has only broken into goes on: ``—Yes, said Anna, and so do I.``."""
        text, patterns = self._text, self._language.speech_tags
        comma = text.find(",", start, min(stop, start + _LONGEST_TAG)) if text[start - 1 : start] in _BEFORE_TAG else -1
        if comma < 0 or patterns.behind.fullmatch(text, start, comma + 1) is None:
            return None
        low = comma + 1 + len(text[comma + 1 : comma + 10]) - len(text[comma + 1 : comma + 10].lstrip())
        high = next(
            sentence_ends(text, low, min(stop, low + LONGEST), language=self._language), min(stop, low + LONGEST)
        )
        words = text[low:high]
        first = words.split(None, 1)[0].lower() if words.strip() else ""
        if not first or patterns.attendant.match(first):
            return None
        told = tense_and_person(words, self._language)
        is_talk = told.present or told.first_person or told.second_person or told.contracted
        if first in patterns.relative and not is_talk:  # "said Piet, the lamp in his hand"
            return None
        return None if self._is_narrated(words, is_told_by_i=self._is_told_by_i) else low

    def _is_narrated(self, words: str, *, is_told_by_i: bool) -> bool:
        """Whether a sentence tells of somebody in the past tense, as narration does."""
        told = tense_and_person(words[:LONGEST], self._language)
        is_talk = told.second_person or told.contracted or (told.first_person and not is_told_by_i)
        return told.past and not is_talk and not words.rstrip().endswith(("?", "!"))
