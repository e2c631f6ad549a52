"""The pronunciations of ``dictionary.toml``: words added to hibari's own dictionary, phrases marked up in the text."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from drama.engines.hibari import onsets

_VOWELS = frozenset("aeiou")
_VOWEL_SOUNDS = frozenset("AIOWYiuæɑɔəɛɪʊʌᵻ")
_WITH_CLITIC = re.compile("([A-Za-z\u00c0-\u017f]+)('s|'d|'ll|'ve)")


class Forgetful(dict[str, Any]):
    """A dictionary that can be reset, so that no text is read differently because of an earlier one."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        super().__init__(entries)
        self._before: dict[str, Any] = {}

    def __setitem__(self, word: str, phonemes: Any) -> None:  # noqa: ANN401
        self._before.setdefault(word, self.get(word))
        super().__setitem__(word, phonemes)

    def forget(self) -> None:
        """Undo all changes since it was made."""
        for word, phonemes in self._before.items():
            if phonemes is None:
                del self[word]
            else:
                super().__setitem__(word, phonemes)
        self._before.clear()


def add_to(golds: dict[str, Any], silvers: Mapping[str, Any]) -> None:
    """Add our words to the first of hibari's two dictionaries (gold).

    Words with accents are added without them too, unless that is another word there ("résumé", "resume").
    """
    words = _table()["words"]
    for word, phonemes in words.items():
        golds.update({form: phonemes for form in (word.capitalize(), word.upper()) if form in golds or form in silvers})
        golds[word] = phonemes
    for word, phonemes in words.items():
        plain = without_accents(word)
        if plain not in golds and plain.capitalize() not in golds and plain not in silvers:
            golds[plain] = phonemes


def understand(tokens: Sequence[Any], lexicon: Any, read: Callable[[str], str]) -> None:  # noqa: ANN401 (it has no types)
    """Add to hibari's dictionary the words of a sentence that it would spell or guess; ``read`` guesses a word.

    Such as "tellin" (from "telling"), "ouse" (from "house"), and names like "Dhrakk".
    """
    golds, silvers = lexicon.golds.d, lexicon.silvers.d
    for place, token in enumerate(tokens):
        text, word = token.text, token.text.lower()
        if word in golds or word in silvers or text in golds or text in silvers or token.phonemes is not None:
            continue
        is_name = bool(place) and text != word
        pronunciation = None if is_name else _clipped(word, lexicon, token.tag)
        letters = word.replace("'", "")
        if pronunciation is None and letters.isalpha() and not text.isupper() and onsets.is_strange(letters):
            pronunciation = onsets.said(letters, read)
        if pronunciation:
            golds[word] = pronunciation
    _understand_clitics(tokens, lexicon, read)


def _understand_clitics(tokens: Sequence[Any], lexicon: Any, read: Callable[[str], str]) -> None:  # noqa: ANN401
    """Add names with clitics ("Kez's", "Oren'll") to hibari's dictionary, which would guess them."""
    golds, silvers = lexicon.golds.d, lexicon.silvers.d
    for place, token in enumerate(tokens):
        if "'" not in token.text or token.phonemes is not None:
            continue
        is_apart = token.text[0] == "'" and place and not tokens[place - 1].whitespace
        whole = tokens[place - 1].text + token.text if is_apart else token.text
        match = _WITH_CLITIC.fullmatch(whole)
        if match is None or whole.lower() in golds or whole.lower() in silvers:
            continue
        if lexicon.get_word(whole, token.tag, None, None)[0]:
            continue
        word = match[1]
        pronunciation = lexicon.get_word(word, token.tag, None, None)[0] or (
            None if word.isupper() else read(word.lower())
        )
        if pronunciation:
            golds[whole] = pronunciation + _clitic_phonemes(pronunciation, match[2])


def _clitic_phonemes(phonemes: str, clitic: str) -> str:
    """Return the phonemes of a clitic, which depend on the last sound of its word."""
    last = phonemes[-1]
    if clitic == "'s":
        return "ᵻz" if last in "szʃʒʧʤ" else "s" if last in "ptkfθT" else "z"
    if clitic == "'d":
        return "ᵻd" if last in "tdT" else "d"
    return clitic[1] if last in _VOWEL_SOUNDS else f"ə{clitic[1]}"


def _clipped(word: str, lexicon: Any, tag: str) -> str | None:  # noqa: ANN401
    """Return the phonemes of a word that lost its final g, its initial h, or both; None if it is no such word."""
    is_clipped, is_dropped = len(word) > 3 and word.endswith("in"), word[0] in _VOWELS and len(word) > 2
    whole = f"{word}g" if is_clipped else word
    for known in (whole, f"h{whole}", f"h{word}"):
        if known != word and (is_dropped or known == whole):
            pronunciation: str | None = lexicon.get_word(known, tag, None, None)[0]
            if pronunciation and known != whole:
                pronunciation = pronunciation.replace("h", "", 1)
            if pronunciation:
                return f"{pronunciation[:-1]}n" if known.endswith("ing") and is_clipped else pronunciation
    return None


def phrases(text: str) -> str:
    """Return a text in which foreign phrases are marked with their phonemes, ``[bon voyage](/bˌɔn vwIˈɑʒ/)``."""
    lowered = text.lower()
    for phrase, phonemes in _phrases().items():
        if phrase in lowered:
            whole = rf"(?<![\w'\[-]){re.escape(phrase)}(?![\w'-])"
            text = re.sub(whole, rf"[\g<0>](/{phonemes}/)", text, flags=re.IGNORECASE)
    return text


def without_accents(word: str) -> str:
    """Return a word without its accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@cache
def _phrases() -> Mapping[str, str]:
    """Return the phonemes of each phrase, with and without accents; longest first."""
    pronunciation = _table()["phrases"]
    written = {form: pronunciation[phrase] for phrase in pronunciation for form in (phrase, without_accents(phrase))}
    return {phrase: written[phrase] for phrase in sorted(written, key=len, reverse=True)}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    match: Mapping[str, Mapping[str, str]] = tomllib.loads(
        Path(__file__).with_name("dictionary.toml").read_text(encoding="utf-8")
    )
    return match
