"""The pronunciation lexicon: the cast file's ``[pronounce]`` table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from drama.direction.deliveries import Fallback
from drama.direction.normalization.compatibility import folded
from drama.direction.normalization.marked_text import Edit
from drama.model import Ability, Pronunciation

_SYLLABLES = re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z]{2})\w+(?:-\w+)+(?![\w-])")
"""A respelling with its stressed syllable in capitals, as in dictionaries, "shih-VAWN"; engines would spell it."""


class Lexicon:
    """The table, ready to be applied to a line's words.

    Whole words only, those of a compound ("lough-side") included. An entry in small letters stands for the word however
    it is written; one with capitals for itself and for itself in capitals throughout; where both are there, each form
    is that of the entry spelt like it. A possessive keeps its "s".
    """

    def __init__(self, entries: tuple[Pronunciation, ...]) -> None:
        self._entries = entries

    @cached_property
    def _by_form(self) -> Mapping[str, Pronunciation]:
        forms = {_plain(folded(entry.word)): entry for entry in reversed(self._entries)}
        for word, entry in tuple(forms.items())[::-1]:
            for form in (word.upper(), *((word[:1].upper() + word[1:],) if word.islower() else ())):
                forms.setdefault(form, entry)
        return forms

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<![\w'’])(?:{'|'.join(map(re.escape, forms))})(?!\w)")

    def edits(self, text: str, engine: str, able: frozenset[Ability]) -> tuple[list[Edit], list[Fallback]]:
        """Return the edits for the words of a text in the table, and fallbacks where the engine takes no phonemes."""
        edits: list[Edit] = []
        unsaid: list[Fallback] = []
        for match in self._pattern.finditer(_plain(text)) if self._entries else ():
            entry = self._by_form[match[0]]
            said = _SYLLABLES.sub(lambda word: word[0].lower(), entry.respelling) or text[match.start() : match.end()]
            phonemes = entry.phonemes if Ability.PHONEMES in able else ""
            if entry.phonemes and not phonemes and not entry.respelling:
                message = f"{entry.word!r} has phonemes only, and the engine {engine} takes none; said as printed"
                unsaid.append(Fallback("", message))
            edits.append(Edit(match.start(), match.end(), said, phonemes))
        return edits, unsaid


def _plain(text: str) -> str:
    """Return a text with straight apostrophes only, its length unchanged."""
    return text.replace("’", "'")
