"""Words written alike and said otherwise ("a tear in her sleeve"): which sense of them stands in a sentence.

hibari's tagger, an averaged perceptron, tells parts of speech from two words on either side, and its dictionary has for
some words a sound a part of speech. What the two have wrong is told from the words around: for the words of
``heteronyms.toml`` by patterns of their own, and for all others with a sound for the verb and another for the noun
(record, protest, estimate) by what always stands before a verb, or before a noun. A sense is written down as the tag of
the word, and the dictionary has a sound for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_REACH = 7
"""Words to either side that are looked at."""

_PARTS = {
    "<det>": "(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|some|any|no|every|each|another)",
    "<mine>": "(?:my|your|his|her|its|our|their)",
    "<pron>": "(?:i|you|he|she|it|we|they|who)",
    "<obj>": "(?:me|him|her|it|us|them|you|the|an?|my|your|his|its|our|their|this|that|these|those|\\w+sel(?:f|ves))",
    "<can>": "(?:will|would|can|could|shall|should|may|might|must|'ll|'d|do|does|did|to|ca|wo|sha|cannot|let 's)",
    "<have>": "(?:have|has|had|having|'ve)",
    "<be>": "(?:is|was|are|were|be|been|being|am|'re|'m)",
    "<joint>": "(?:and|but|that|if|when|as|because|what|which|where|how|why|so)",
    "<end>": "(?:$|[.,!?;:…—]|(?:of|in|on|at|was|is|had|has|and|from|for|with|that|who|which|stood|came)\\b)",
    "<adv>": "(?: \\w+ly| ever| never| just| even| still| only| also| already| always| once| not| all)*",
}
"""What patterns are made of."""

_WHERE: Mapping[str, Sequence[str]] = {
    "VERB": (
        "<can>(?: not| n't)?(?: <pron>)?<adv> _(?! (?:of|and)\\b)",
        "(?:^|[.!?;:…—] |(?:and|then|now|please|or|but|just) )_ (?!th(?:at|is|[eo]se)\\b)<obj>\\b",
        "(?:^|[.!?;:,…—] |<joint> )(?:i|we|they|you)<adv> _(?! of\\b)",
    ),
    "NOUN": ("(?:the|an?|my|your|his|its|our|their|another|every|each|these|those) _ ?<end>",),
}
"""Of words that have no patterns of their own for the part of speech, nor sounds for tenses."""
_WHERE_WITH_S: Mapping[str, Sequence[str]] = {
    "VERB": ("(?:^|[.!?;:,…—] |and |but )(?:he|she|it)<adv> _(?! of\\b)",),
    "NOUN": ("(?:the|my|your|his|our|their|these|those|to|of) _",),
}
"""The same of words that end in s."""
_TENSES = frozenset({"VB", "VBD", "VBN"})
_SPEECH = ("NOUN", "VERB", "ADJ")


class Heteronyms:
    """The senses of words, told from the words around."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._entries = {form: entry for entry in table.values() for form in entry["forms"]}
        self._patterns: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
        """Compiled when they are first needed."""

    def add_to(self, dictionary: dict[str, Any]) -> None:
        """Write into hibari's dictionary how the senses are said; forms with an ending follow from the first one."""
        for form, entry in self._entries.items():
            if sounds := entry.get("said"):
                dictionary.pop(form, None)
                if form == entry["forms"][0]:
                    dictionary[form] = {"DEFAULT" if sense == "default" else sense: sounds[sense] for sense in sounds}

    def settle(self, tokens: Sequence[Any], dictionary: Mapping[str, Any]) -> None:
        """Tag the words of a sentence by their sense, in place; ``dictionary`` is hibari's."""
        for place, token in enumerate(tokens):
            form = token.text if token.text in self._entries else token.text.lower()
            if token.phonemes is None and (form in self._entries or _alternates(dictionary.get(form))):
                token.tag = self._tag(form, _around(tokens, place), dictionary.get(form)) or token.tag

    def _tag(self, form: str, around: str, entry: object) -> str | None:
        """Return the tag of a word for hibari's dictionary; what stands like a noun may be an adjective by itself."""
        sense = self._sense(form, around)
        is_adjective = form.endswith("ate") and isinstance(entry, dict) and "NOUN" not in entry and "ADJ" in entry
        return "ADJ" if sense == "NOUN" and is_adjective else sense

    def _sense(self, form: str, around: str) -> str | None:
        """Return the sense of the word at "_" among others; None where nothing tells it."""
        found = self._patterns.get(form)
        if found is None:
            own: Mapping[str, Sequence[str]] = self._entries.get(form, {}).get("where", {})
            others = _WHERE_WITH_S if re.search("[^s]s$", form) else {} if _TENSES & own.keys() else _WHERE
            where = {**own, **{part: others[part] for part in others if part not in own}}
            found = self._patterns[form] = tuple((sense, _compiled(*any_of)) for sense, any_of in where.items())
        return next((sense for sense, pattern in found if pattern.search(around)), None)


def load() -> Heteronyms:
    """Read the table."""
    return Heteronyms(tomllib.loads(Path(__file__).with_name("heteronyms.toml").read_text(encoding="utf-8")))


def _alternates(entry: object) -> bool:
    """Tell whether a word of hibari's dictionary is said otherwise as a verb than as a noun."""
    return isinstance(entry, dict) and len({entry.get(part) for part in (*_SPEECH, "DEFAULT")} - {None}) > 1


def _around(tokens: Sequence[Any], place: int) -> str:
    """Return the words around one that is written "_", in small letters."""
    words = [token.text.lower() for token in tokens[max(0, place - _REACH) : place + _REACH + 1]]
    words[min(place, _REACH)] = "_"
    return " ".join(words).replace("’", "'")


def _compiled(*patterns: str) -> re.Pattern[str]:
    """Return an expression that finds whole words only."""
    whole = "|".join(rf"(?<![\w'])(?:{pattern})(?!\w)" for pattern in patterns)
    return re.compile(re.sub(r"<\w+>", lambda part: _PARTS[part[0]], whole))
