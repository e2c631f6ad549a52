"""Whether the words before a colon name somebody: by the words themselves, and by how the story uses them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from drama.languages.letters import CAPITAL, MARKS, SMALL, SMALLS, without_accents

if TYPE_CHECKING:
    from drama.languages.base import Language

_LETTERS = rf"[^\W\d_]+(?:[{MARKS}][^\W\d_]*)*"
_NAMED = re.compile(
    rf"(?P<inside>(?<=[{SMALLS},;]\s))?(?P<name>{CAPITAL}{_LETTERS})(?:\s(?:{CAPITAL}{_LETTERS}\s)?(?P<verb>{SMALL}+))?"
)
_SMALL = re.compile(rf"\b{SMALL}{{2,}}\b(?!\s?[:>])")
_BEGINS = re.compile(rf"(?:^|(?<=-)|(?<=^[oO]['’])){SMALL}")
_HANDLE_PARTS = re.compile(r"[\d_.]")
_NUMBER = re.compile(r"#?[0-9]{1,4}")
_MOST_MODIFIERS = 2
"""Words between article and noun: "the very old man"."""
_INITIALS = 2
"""Letters in capitals that stay as they are: TJ."""


class LabelNames:
    """The names of labels in one story."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        """Of the story, with spaces for what is not spoken."""
        self._language = language
        self._first_names = language.names.first_names()
        self._words = language.labels

    def called(self, name: str) -> str | None:
        """Return how a label calls its speaker; None if it cannot be the name of a person.

        A name in capitals only, or in small letters only, is written as names are; a user name stays as it is.
        """
        words = name.lstrip("@~").split()
        low = [word.strip(".").lower() for word in words]
        if not low or not low[0] or low[0] in self._words.not_speakers or self._is_none(words, low):
            return None
        if len(low) > 1 and low[0] in self._words.determiners:
            return self._described(low)
        if len(low) == 2 and low[0] in self._words.strangers:  # "unknown number"
            return " ".join(low).capitalize()
        if not self._is_name(name, words, low):
            return None
        is_plain = all(word.replace(".", "").replace("-", "").isalpha() for word in words)
        is_one_case = name.islower() or (name.isupper() and len(name) > _INITIALS)
        return " ".join(_titled(word) for word in words) if is_plain and is_one_case else " ".join(words)

    def _is_name(self, name: str, words: list[str], low: list[str]) -> bool:
        """Whether words are set as a name is: each with a capital, or one in small letters as in a chat."""
        is_owned = any(word.endswith(("'s", "’s")) for word in words)
        if len(words) > 1 and (is_owned or low[-1] in self._words.not_speakers):
            return False
        if name.islower():
            return len(words) == 1 or self.is_written_as_name(name)
        return all(self._is_capital(word) for word in words)

    def is_person(self, name: str) -> bool:
        """Whether a label's words, which may name somebody, surely do."""
        words = name.lstrip("@~").split()
        low = [word.strip(".").lower() for word in words]
        listed = self._words
        groups = self._language.descriptions.groups
        if any(low[0] in it for it in (listed.determiners, listed.own, listed.strangers, listed.others, groups)):
            return True
        if next((word for word in reversed(low) if not word.isdigit()), "") in self._language.noun_genders:
            return True  # also "Guard 2"
        if len(low) > 1 and self._language.titles.find(words[0]) is not None:
            return True
        first = _HANDLE_PARTS.split(low[0])[0] or low[0]  # "tom" of "tom_k"
        if self._is_first_name(first) and _titled(first) not in self._language.names.months:
            return True
        return any(self._uses[_titled(word)] > 0 for word in (first, *low) if len(word) > 1)

    def _is_first_name(self, word: str) -> bool:
        return without_accents(word) in self._first_names or word in self._language.names.long_forms()

    def is_listed(self, words: str) -> bool:
        """Whether words go on as those of a list of people or of points do: "a baker", "aged nine", "3"."""
        first = words.split(None, 1)[0].lower() if words.strip() else ""
        return first[:1].isdigit() or first in self._words.determiners

    def is_word(self, name: str) -> bool:
        """Whether the story uses a label's words as common words too."""
        return any(word.lower() in self._small for word in name.split())

    def is_written_as_name(self, name: str) -> bool:
        """Whether a label is written as a name is; one in small letters is a first name, a user name, a word of kin."""
        if not name.islower():
            return True
        words = name.lstrip("@~").split()
        if len(words) == 1 and any(char.isdigit() or char in "_.-" for char in words[0]):
            return True
        listed = (self._first_names, self._language.descriptions.kin, self._words.own, self._words.determiners)
        is_known = any(words[0] in known for known in listed) or self._uses[_titled(words[0])] > 0
        return is_known and (len(words) <= 2 or words[0] in self._words.determiners)

    def _is_none(self, words: list[str], low: list[str]) -> bool:
        """Whether the words are capitalised for another reason, or count something: "Suddenly", "3"."""
        if len(words) > 1:
            return low[0].isdigit()
        word = _titled(words[0])
        if word not in self._language.names.openers and word not in self._language.not_names:
            return False
        words_of_people = self._language.descriptions.groups, self._first_names
        listed = (self._words.own, self._words.others, self._words.letters, *words_of_people)
        return not any(low[0] in known for known in listed)

    def _described(self, low: list[str]) -> str | None:
        """Return "The guard" for "the guard": a noun that means somebody, with little before it."""
        if len(low) > 2 + _MOST_MODIFIERS or low[-1] not in self._language.noun_genders:
            return None
        if any(word in self._language.descriptions.not_modifiers for word in low[1:-1]):
            return None
        return " ".join([low[0].capitalize(), *low[1:]])

    def _is_capital(self, word: str) -> bool:
        bare = word.lstrip("@~")
        return bare[:1].isupper() or bare in self._words.particles or "_" in bare or _NUMBER.fullmatch(bare) is not None

    @cached_property
    def _uses(self) -> Counter[str]:
        """How often the story uses a word as a name: capitalised inside a sentence, before a verb, as an owner."""
        uses: Counter[str] = Counter()
        for match in _NAMED.finditer(self.text):
            if match["inside"] is not None or (match["verb"] and self._language.is_action(match["verb"])):
                uses[match["name"]] += 1
        return uses

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(_SMALL.findall(self.text))


def _titled(word: str) -> str:
    """Return a word with a capital, also behind a hyphen and in "O'Neil"."""
    return _BEGINS.sub(lambda match: match[0].upper(), word.lower())
