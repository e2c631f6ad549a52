"""Heteronyms: words with one spelling and several pronunciations ("a tear in her sleeve"), disambiguated by context.

hibari's part-of-speech tagger, an averaged perceptron over two words on either side, and its dictionary, which has
pronunciations by part of speech, get some of them wrong. Patterns over the surrounding words correct them: own patterns
for the words of ``heteronyms.toml``, and for all other words with different sounds as verb and as noun (record,
protest, estimate) what always precedes a verb, or a noun. The sense is set as the tag of the word, and the dictionary
has a pronunciation for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_REACH = 7
"""Context words to either side."""

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
"""Named parts of the patterns."""

_WHERE: Mapping[str, Sequence[str]] = {
    "VERB": (
        "<can>(?: not| n't)?(?: <pron>)?<adv> _(?! (?:of|and)\\b)",
        "(?:^|[.!?;:…—] |(?:and|then|now|please|or|but|just) )_ (?!th(?:at|is|[eo]se)\\b)<obj>\\b",
        "(?:^|[.!?;:,…—] |<joint> )(?:i|we|they|you)<adv> _(?! of\\b)",
    ),
    "NOUN": ("(?:the|an?|my|your|his|its|our|their|another|every|each|these|those) _ ?<end>",),
}
"""Patterns for words that have none of their own for the part of speech, nor pronunciations by tense."""
_WHERE_WITH_S: Mapping[str, Sequence[str]] = {
    "VERB": ("(?:^|[.!?;:,…—] |and |but )(?:he|she|it)<adv> _(?! of\\b)",),
    "NOUN": ("(?:the|my|your|his|our|their|these|those|to|of) _",),
}
"""The same for words that end in s."""
_TENSES = frozenset({"VB", "VBD", "VBN"})
_SPEECH = ("NOUN", "VERB", "ADJ")


class Heteronyms:
    """The disambiguation of heteronyms by the words around them."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._entries = {form: entry for entry in table.values() for form in entry["forms"]}
        self._patterns: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
        """By form, compiled when first needed."""

    def add_to(self, dictionary: dict[str, Any]) -> None:
        """Add the pronunciation of each sense to hibari's dictionary; inflected forms follow from the first form."""
        for form, entry in self._entries.items():
            if sounds := entry.get("said"):
                dictionary.pop(form, None)
                if form == entry["forms"][0]:
                    dictionary[form] = {"DEFAULT" if sense == "default" else sense: sounds[sense] for sense in sounds}

    def disambiguate(self, tokens: Sequence[Any], dictionary: Mapping[str, Any]) -> None:
        """Set the tags of a sentence's heteronyms to their senses, in place; ``dictionary`` is hibari's."""
        for place, token in enumerate(tokens):
            form = token.text if token.text in self._entries else token.text.lower()
            if token.phonemes is None and (form in self._entries or _alternates(dictionary.get(form))):
                token.tag = self._tag(form, _around(tokens, place), dictionary.get(form)) or token.tag

    def _tag(self, form: str, around: str, entry: object) -> str | None:
        """Return the tag of a word for hibari's dictionary; in a noun's position the word may be an adjective."""
        sense = self._sense(form, around)
        is_adjective = form.endswith("ate") and isinstance(entry, dict) and "NOUN" not in entry and "ADJ" in entry
        return "ADJ" if sense == "NOUN" and is_adjective else sense

    def _sense(self, form: str, around: str) -> str | None:
        """Return the sense of the word at "_" in its context; None if no pattern matches."""
        patterns = self._patterns.get(form)
        if patterns is None:
            own: Mapping[str, Sequence[str]] = self._entries.get(form, {}).get("where", {})
            others = _WHERE_WITH_S if re.search("[^s]s$", form) else {} if _TENSES & own.keys() else _WHERE
            where = {**own, **{part: others[part] for part in others if part not in own}}
            patterns = self._patterns[form] = tuple((sense, _compiled(*any_of)) for sense, any_of in where.items())
        return next((sense for sense, pattern in patterns if pattern.search(around)), None)


def load() -> Heteronyms:
    """Return the heteronyms of ``heteronyms.toml``."""
    return Heteronyms(tomllib.loads(Path(__file__).with_name("heteronyms.toml").read_text(encoding="utf-8")))


def _alternates(entry: object) -> bool:
    """Return whether a word of hibari's dictionary has different pronunciations by part of speech."""
    return isinstance(entry, dict) and len({entry.get(part) for part in (*_SPEECH, "DEFAULT")} - {None}) > 1


def _around(tokens: Sequence[Any], place: int) -> str:
    """Return the words around a token, in lower case, the token itself as "_"."""
    words = [token.text.lower() for token in tokens[max(0, place - _REACH) : place + _REACH + 1]]
    words[min(place, _REACH)] = "_"
    return " ".join(words).replace("’", "'")


def _compiled(*patterns: str) -> re.Pattern[str]:
    """Return an expression that matches any of the patterns at word boundaries."""
    whole = "|".join(rf"(?<![\w'])(?:{pattern})(?!\w)" for pattern in patterns)
    return re.compile(re.sub(r"<\w+>", lambda part: _PARTS[part[0]], whole))
