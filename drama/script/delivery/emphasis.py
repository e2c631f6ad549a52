"""Words that are stressed: in italics among upright words, or in capitals among small letters.

Italics also set off titles, ships, letters and thoughts, and capitals acronyms, signs and numerals; those are left
alone. A name in italics counts only where the story has it upright too. In what a script narrates, capitals point out
people and sounds and stress nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.languages.letters import CAPITAL, SMALL
from drama.model import Role, Span
from drama.script.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from drama.model import Story

_MOST_WORDS = 5
"""Of one stress in italics; more are a title, a letter or a song."""
_MOST_CAPITALS = 3
"""Words in capitals on end; more are a sign or a headline."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CAPITALS = re.compile(rf"\b{CAPITAL}{{2,}}(?:['’]{CAPITAL}+)?\b(?!['’.][^\W\d_])")
_SHOUTED = rf"{CAPITAL}{{2,}}(?:['’-]{CAPITAL}+)*"
_RUN = re.compile(rf"\b{_SHOUTED}\b(?:,? \b(?:{_SHOUTED}|[AI])\b)*")
_TWO = re.compile(rf"{CAPITAL}{{2}}")
_SMALL = re.compile(rf"\b{SMALL}{{2,}}\b")
_CAPITALISED = re.compile(rf"\b{CAPITAL}{SMALL}+\b")
_NUMERAL = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def _spoken(story: Story) -> str:
    """Return the text of a story with a space for every character that is not spoken."""
    unspoken = [Span(skip.start, skip.end) for skip in story.skips]
    unspoken += [Span(one.start, one.end) for one in story.paragraphs if one.role is Role.BREAK]
    pieces: list[str] = []
    here = 0
    for stretch in sorted(unspoken, key=lambda stretch: stretch.start):
        if stretch.end > here:
            pieces.append(story.text[here : max(here, stretch.start)])
            pieces.append(" " * (stretch.end - max(here, stretch.start)))
            here = stretch.end
    return "".join((*pieces, story.text[here:]))


class Stress:
    """The stresses of one story."""

    def __init__(self, story: Story, language: Language = ENGLISH) -> None:
        self._language = language
        self._emphasis = story.emphasis
        self._starts = [span.start for span in story.emphasis]
        text = _spoken(story)
        self._small = frozenset(_SMALL.findall(text))
        self._upright = frozenset(self._names(text))
        self._is_script = bool(story.read_as)

    def _names(self, text: str) -> Iterator[str]:
        """Yield the capitalised words of a text that stand upright somewhere."""
        here = 0
        for span in (*self._emphasis, Span(len(text), len(text))):
            yield from _CAPITALISED.findall(text, here, span.start)
            here = max(here, span.end)

    def within(
        self, text: str, start: int, end: int, fold: Callable[[int, int], str], *, is_narrated: bool = False
    ) -> tuple[Span, ...]:
        """Return the stressed words of a line as offsets into its text, in order.

        ``text`` is what ``fold``, which folds white space, makes of the source from ``start`` to ``end``. In the action
        of a script capitals stress what is set in italics, too.
        """
        italics = list(self._in_italics(text, start, end, fold))
        capitals = self._capitals(text)
        if is_narrated and self._is_script:
            capitals = (
                span for span in capitals if any(low <= span.start and span.end <= high for low, high in italics)
            )
        found = [*self._italics(text, italics), *capitals]
        kept: list[Span] = []
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return tuple(kept)

    def _in_italics(
        self, text: str, start: int, end: int, fold: Callable[[int, int], str]
    ) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a line that the source sets in italics."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        known, place = start, 0
        """An offset of the source, and where it stands in the line: a line is not folded again for each span of it."""
        for span in self._emphasis[low:high]:
            if span.end > end:
                continue
            inside = fold(span.start, span.end)
            at = text.find(inside, place + len(fold(known, span.start)))
            if at >= 0:
                known, place = span.start, at
                yield at, at + len(inside)

    def _italics(self, text: str, italics: Iterable[tuple[int, int]]) -> Iterator[Span]:
        """Yield the stresses of a line in italics."""
        for low, high in italics:
            tokens = list(_WORD.finditer(text, low, high))
            if not 0 < len(tokens) <= _MOST_WORDS:
                continue
            stressed = Span(tokens[0].start(), tokens[-1].end())
            if not self._is_sentence(text, stressed) and not self._is_title(text, stressed):
                yield stressed

    def _is_sentence(self, text: str, span: Span) -> bool:
        """Whether nothing but marks is left of some sentence around a stretch, or it ends one itself."""
        for low, high in sentences(text, language=self._language):
            if low < span.end and span.start < high:
                rest = text[low : max(low, span.start)] + text[min(high, span.end) : high]
                if span.start < low or span.end > high or not any(map(str.isalnum, rest)):
                    return True
        return False

    def _is_title(self, text: str, span: Span) -> bool:
        """Whether the words are capitalised where a sentence would not have it, and never stand upright."""
        before = text[: span.start].rstrip(" \"'“‘(")
        opens = not before or before[-1] in ".!?…:—–"
        tokens = _WORD.findall(text, span.start, span.end)
        raised = [word for word in tokens[opens:] if word[:1].isupper() and word != "I" and not word.isupper()]
        return any(word.partition("'")[0].partition("’")[0] not in self._upright for word in raised)

    def _capitals(self, text: str) -> Iterator[Span]:
        if not _TWO.search(text) or not _SMALL.search(text):
            return
        words = self._language.emphasis
        signs = [m.span() for m in _RUN.finditer(text) if len(_WORD.findall(m[0])) > _MOST_CAPITALS]
        ends = [end for _, end in signs]
        for match in _CAPITALS.finditer(text):
            at = bisect_right(ends, match.start())
            if at < len(signs) and signs[at][0] <= match.start():
                continue
            word = match[0].replace("’", "'")
            if word not in words.stressed and (word in words.acronyms or _NUMERAL.fullmatch(word)):
                continue
            if word in words.stressed or word.lower() in self._small:
                yield Span(*match.span())
