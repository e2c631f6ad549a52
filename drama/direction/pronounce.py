"""The words that are said otherwise than an engine would: the cast file's ``[pronounce]`` table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from drama.direction.deliveries import Fallback
from drama.model import Ability, Mark, MarkKind, Pronunciation

_APOSTROPHES = "'’"


class Lexicon:
    """The table, ready to be applied to a line's words.

    Whole words only. An entry in small letters stands for the word however it is written; one with capitals for itself
    and for itself in capitals throughout. A possessive keeps its "s".
    """

    def __init__(self, entries: tuple[Pronunciation, ...]) -> None:
        self._entries = entries

    @cached_property
    def _by_form(self) -> Mapping[str, Pronunciation]:
        forms: dict[str, Pronunciation] = {}
        for entry in self._entries:
            word = _plain(entry.word)
            for form in (word, word.upper(), *((word[:1].upper() + word[1:],) if word.islower() else ())):
                forms.setdefault(form, entry)
        return forms

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])")

    def applied(
        self, text: str, engine: str, able: frozenset[Ability]
    ) -> tuple[str, tuple[Mark, ...], tuple[Fallback, ...]]:
        """Return the text as the table has it said, its marks, and what the engine cannot do of it."""
        if not self._entries:
            return text, (), ()
        pieces: list[str] = []
        marks: list[Mark] = []
        unsaid: list[Fallback] = []
        at = length = 0
        for found in self._pattern.finditer(_plain(text)):
            entry = self._by_form[found[0]]
            before = text[at : found.start()]
            length += len(before)
            said = entry.respelling or text[found.start() : found.end()]
            if entry.phonemes and Ability.PHONEMES in able:
                marks.append(Mark(length, length + len(said), MarkKind.PHONEMES, entry.phonemes))
            elif entry.phonemes and not entry.respelling:
                unsaid.append(f"{entry.word!r} has phonemes only, and the engine {engine} takes none; said as printed")
            pieces += (before, said)
            length += len(said)
            at = found.end()
        return "".join((*pieces, text[at:])), tuple(marks), tuple(unsaid)


def _plain(text: str) -> str:
    """Return a text with one kind of apostrophe, its length unchanged."""
    return text.replace("’", "'")
