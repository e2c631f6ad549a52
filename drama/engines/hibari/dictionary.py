"""The words of ``dictionary.toml``: written into hibari's own dictionary, or put into a text where they are several."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

_VOWELS = frozenset("aeiou")


def add_to(golds: dict[str, Any], silvers: Mapping[str, Any]) -> None:
    """Write our words into the first of hibari's two dictionaries.

    What has an accent is found without it, too, unless that is a word there ("résumé", "resume").
    """
    words = _table()["words"]
    for word, phonemes in words.items():
        golds.update({form: phonemes for form in (word.capitalize(), word.upper()) if form in golds or form in silvers})
        golds[word] = phonemes
    for word, phonemes in words.items():
        plain = without_accents(word)
        if plain not in golds and plain.capitalize() not in golds and plain not in silvers:
            golds[plain] = phonemes


def understand(tokens: Sequence[Any], lexicon: Any) -> None:  # noqa: ANN401 (hibari has no types)
    """Write into hibari's dictionary what of a sentence is a word it knows, but for a letter that is not said.

    That is "tellin", for which it has "telling", and "ouse", for which it has "house".
    """
    golds, silvers = lexicon.golds.d, lexicon.silvers.d
    for place, token in enumerate(tokens):
        word = token.text.lower()
        is_clipped, is_dropped = len(word) > 3 and word.endswith("in"), word[:1] in _VOWELS and len(word) > 2
        if not (is_clipped or is_dropped) or word in golds or word in silvers or token.phonemes is not None:
            continue
        if place and token.text != word and token.text not in golds:  # a name
            continue
        clipped = f"{word}g" if is_clipped else word
        for whole in (clipped, f"h{clipped}", f"h{word}"):
            said = None if whole == word else lexicon.get_word(whole, token.tag, None, None)[0]
            if said and (whole[0] == word[0] or is_dropped):
                said = said if whole[0] == word[0] else said.replace("h", "", 1)
                golds[word] = f"{said[:-1]}n" if whole.endswith("g") and is_clipped else said
                break


def phrases(text: str) -> str:
    """Return a text in which phrases of other languages have their phonemes, ``[bon voyage](/bˌɔn vwIˈɑʒ/)``."""
    lowered = text.lower()
    for phrase, phonemes in _phrases().items():
        if phrase in lowered:
            whole = rf"(?<![\w'\[-]){re.escape(phrase)}(?![\w'-])"
            text = re.sub(whole, rf"[\g<0>](/{phonemes}/)", text, flags=re.IGNORECASE)
    return text


def without_accents(word: str) -> str:
    """Return a word in plain letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@cache
def _phrases() -> Mapping[str, str]:
    """Return how each phrase is said, with accents and without; long ones first."""
    said = _table()["phrases"]
    written = {form: said[phrase] for phrase in said for form in (phrase, without_accents(phrase))}
    return {phrase: written[phrase] for phrase in sorted(written, key=len, reverse=True)}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        Path(__file__).with_name("dictionary.toml").read_text(encoding="utf-8")
    )
    return found
