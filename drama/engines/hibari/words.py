"""What hibari's reader would spell out, misread or drop, written so that it is said as a person would.

Each entry was found by reading the phonemes of hibari-tts 0.2.1: "MY" came out as "em-why", "Shh" as "ess-aitch-aitch",
"W-what" as "double-u what", "'Tis" with a quotation mark, "Жук" as three guessed letters and "你好" as nothing at all.
Phonemes are its own (the alphabet of Kokoro and misaki), written behind a word as ``[word](/phonemes/)``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

IsWord = Callable[[str], bool]
"""Tells whether the reader's dictionary has a word, in the letter case given."""

_MARKUP = re.compile(r"[\x00-\x1f\x7f-\x9f\[\]{}<>|\\^~*_`]|&(?:lt|gt|amp|nbsp);")
"""Signs that are not said; brackets would begin phonemes."""
_EDGE_APOSTROPHE = re.compile(r"(?<!\w)'(?!em\b)(?=\w)|(?<=\w)'(?!\w)", re.IGNORECASE)
_ROCK_AND_ROLL = re.compile(r"(?<=\w )'n'(?= \w)", re.IGNORECASE)
_OF = re.compile(r"\bo'(?= \w)", re.IGNORECASE)

_SOUNDS = (
    (r"m+-?h+m+|m+h+m+", "mhˈʌm"),
    (r"(?:uh|nuh)-uh", "ˈʌʔˌʌ"),
    (r"hr+m+", "hɹˈʌm"),
    (r"m*h*mph", "hˈʌmf"),
    (r"h+m+", "hˈʌmm"),
    (r"m{2,}", "ˈʌmm"),
    (r"s+h+", "ʃˈʃʃ"),
    (r"p+s+t", "pˈsst"),
    (r"t+s+k+|t+ch", "tˈsk"),
    (r"p+f+t*", "pˈfft"),
    (r"b+r{2,}", "bˈɜɹɹ"),
    (r"g+r{2,}", "ɡˈɜɹɹ"),
    (r"z{2,}", "zˈzz"),
    (r"u+r?gh+", "ˈʌɡ"),
    (r"a+r+g+h+", "ˈɑɹɡ"),
    (r"a{3,}h*|a+h{2,}", "ˈɑ"),
    (r"o{3,}h*", "ˈu"),
    (r"o+h{2,}", "ˈO"),
    (r"a+w{2,}", "ˈɔ"),
    (r"e+w{2,}|e+u+w+", "ˈiju"),
    (r"ph+ew+", "fjˈu"),
)
_SOUND = re.compile(
    r"(?<![\w'\[-])(?:" + "|".join(f"({pattern})" for pattern, _ in _SOUNDS) + r")(?![\w'-])", re.IGNORECASE
)
"""Sounds written for their own sake, and the phonemes of each."""

_STAMMER = re.compile(
    r"(?<![\w'])(?!re-|co-)(?:([b-df-hj-np-tv-z]{1,2})-(?=\1)|([a-z])-(?=\2)|([a-z]{2,3})-(?=\3[a-z]))", re.IGNORECASE
)
"""The head of a word said again, as in "W-what", "I-I", "Th-the", "wha-what" and "S-s-stop"; no "bye-bye"."""
_HEADS = {"sh": "ʃ", "ch": "ʧ", "th": "ð", "ph": "f", "wh": "w", "kn": "n", "wr": "ɹ", "qu": "kw", "c": "k", "g": "ɡ",
          "j": "ʤ", "q": "k", "r": "ɹ", "x": "z", "y": "j"}  # fmt: skip
_VOWELS = frozenset("aeiou")

_CAPITALS = re.compile(r"(?<![\w'])[A-Z][A-Z']*[A-Z](?:'[a-z]+)?(?!\w)")
_SHOUTED_BESIDE = re.compile(r"[A-Z]{2}[^a-z]{0,4}$")
_SHOUTED_BEHIND = re.compile(r"[^a-zA-Z]{0,4}[A-Z]{2}")
_LEAST_SHOUTED_NAME = 4
"""Letters from which capitals among capitals are a word, though the dictionary has not got it."""

_NOT_LATIN = re.compile(r"[^\x00-\x7f]")
_SAID_AS_THEY_ARE = frozenset("‘’“”–—…éèêàâîïôöûüçñäáíóúÉ£€¥¢°½¼¾")
_UNSAID = frozenset("♩♪♫♬♭♮♯")
_LETTER = re.compile(r"(?:LETTER|LIGATURE|SYLLABLE) (?:(?:FINAL|MEDIAL|INITIAL|ISOLATED) FORM )?(.+?)(?: WITH .*)?$")


def readable(text: str) -> str:
    """Return a text with what the reader would not say rightly written as it sounds."""
    text = _MARKUP.sub(" ", text)
    text = _NOT_LATIN.sub(lambda found: _named(found[0]), text).replace("’", "'").replace("‘", "'")
    text = _ROCK_AND_ROLL.sub("and", text)
    text = _OF.sub("of", text)
    text = _EDGE_APOSTROPHE.sub("", text)
    text = _STAMMER.sub(_head, text)
    return _SOUND.sub(lambda found: f"[{found[0]}](/{_SOUNDS[(found.lastindex or 1) - 1][1]}/)", text)


def _named(sign: str) -> str:
    """Return a sign of another script as words: its letter without accents, or what it is called."""
    if sign in _SAID_AS_THEY_ARE:
        return sign
    category, name = unicodedata.category(sign), unicodedata.name(sign, "").lower()
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii())
    if bare and bare.isalnum():
        return bare
    if category.startswith("L"):
        if "cjk" in name:
            return " character "
        letter = _LETTER.search(name.upper())
        return f" {letter[1].lower()} " if letter else f" {name} "
    if category in {"Nd", "Nl", "No"}:
        return f" {unicodedata.numeric(sign):g} "
    return f" {name} " if category == "So" and sign not in _UNSAID else " "


def in_small_letters(text: str, *, is_word: IsWord) -> str:
    """Return a text of the same length whose shouted words are no initials; "US" and "TV" by themselves stay."""

    def judged(found: re.Match[str]) -> str:
        word, small = found[0], found[0].lower()
        is_shouted = bool(_SHOUTED_BESIDE.search(text[: found.start()]) or _SHOUTED_BEHIND.match(text, found.end()))
        if is_word(small.removesuffix("'s")):
            return small if is_shouted or not is_word(word) else word
        looks_like_one = len(word) >= _LEAST_SHOUTED_NAME and bool(_VOWELS & set(small))
        return small.capitalize() if looks_like_one and not is_word(word) and is_shouted else word

    return _CAPITALS.sub(judged, text)


def _head(found: re.Match[str]) -> str:
    """Return the head of a stammered word as it is said."""
    head = found[0].rstrip("-").lower()
    if _VOWELS & set(head):
        return f"{found[0].rstrip('-')}, "
    behind = found.string[found.end() :].lower()
    if head in {"c", "s"} and behind.startswith("sh"):
        sound = "ʃ"
    elif head == "c" and behind[1:2] in {"e", "i", "y"}:
        sound = "s"
    else:
        sound = _HEADS.get(head) or "".join(_HEADS.get(letter, letter) for letter in head)
    return f"[{head}](/{sound}ə/) "
