"""Phonemes as people write them -> hibari's: the IPA with its digraphs, and eSpeak NG's mnemonics.

hibari's alphabet is that of misaki (its EN_PHONES.md): the IPA with a letter of its own for each diphthong and
affricate. What holds a sign beyond ASCII is read as IPA, what is ASCII throughout as eSpeak NG's mnemonics, which cast
files have held before there was hibari.
"""

from __future__ import annotations

import re
import unicodedata

_IPA = {
    "eɪ": "A", "aɪ": "I", "əʊ": "O", "oʊ": "O", "aʊ": "W", "ɔɪ": "Y", "tʃ": "ʧ", "dʒ": "ʤ",
    "ɝ": "ɜɹ", "ɚ": "əɹ", "ɜː": "ɜɹ", "iː": "i", "uː": "u", "ɑː": "ɑ", "ɔː": "ɔ", "eə": "ɛɹ", "ɪə": "ɪɹ", "ʊə": "ʊɹ",
    "r": "ɹ", "g": "ɡ", "e": "ɛ", "ɐ": "ʌ", "ɒ": "ɑ", "x": "k", "'": "ˈ", ".": "", "ɫ": "l", "o": "O", "a": "ɑ",
    # The nearest that English has
    "y": "u", "ʉ": "u", "ʏ": "ɪ", "ɨ": "ɪ", "ø": "ɜ", "œ": "ɜ", "ɲ": "nj", "ʎ": "lj", "ʁ": "ɹ", "ɣ": "ɡ", "χ": "k",
    "ɬ": "l", "β": "v", "ʍ": "w", "‿": "", "ˑ": "", "ː": "",
}  # fmt: skip
_MNEMONICS = {
    "eI": "A", "aI": "I", "oU": "O", "@U": "O", "aU": "W", "OI": "Y", "tS": "ʧ", "dZ": "ʤ", "3:": "ɜɹ", "i:": "i",
    "u:": "u", "A:": "ɑ", "O:": "ɔ", "o@": "ɔɹ", "e@": "ɛɹ", "i@": "ɪɹ", "U@": "ʊɹ", "I2": "ɪ", "I#": "ᵻ", "@L": "əl",
    "@2": "ə", "a#": "ɐ", "0#": "ɑ", "@r": "əɹ", "S": "ʃ", "Z": "ʒ", "T": "θ", "D": "ð", "N": "ŋ", "@": "ə", "3": "əɹ",
    "V": "ʌ", "I": "ɪ", "E": "ɛ", "e": "ɛ", "0": "ɑ", "Q": "ɑ", "A": "ɑ", "O": "ɔ", "U": "ʊ", "a": "æ", "&": "æ",
    "r": "ɹ", "g": "ɡ", "x": "k", "'": "ˈ", ",": "ˌ", "%": "", "=": "", "_": " ", "|": "", "-": "", ":": "ː", ";": "j",
    "*": "ɾ", "?": "ʔ", "#": "",
}  # fmt: skip
_SET_OFF = re.compile(r" *(?:/(.*)/|\[(.*)\]|(.*?)) *", re.DOTALL)
"""As phonemes are often set."""
_COLOURS = re.compile("[\u0303\u0320\u0325\u0329\u032a\u032f\u035c\u0361ʰʲʷˠˤ]")
"""What colours a sound: ties, syllables, breath, nasal vowels."""
_ALPHABET = frozenset("AIOTWYbdfhijklmnpstuvwzæðŋɐɑɔəɛɜɡɪɹɾʃʊʌʒʔʤʧθᵊᵻː ˈˌ")
"""What the network has heard of English."""
_STRESS = re.compile("([ˈˌ])([^ˈˌ AIOWYiuæɐɑɔəɛɜɪʊʌᵊᵻ]+)")


def spoken_phonemes(written: str) -> str:
    """Return phonemes in hibari's alphabet, stress before the vowel; signs that stand for nothing stay as they are."""
    found = _SET_OFF.fullmatch(written)
    bare = found[found.lastindex or 0] if found else written
    table = _MNEMONICS if bare.isascii() else _IPA
    signs = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    if table is _IPA:
        bare = _COLOURS.sub("", unicodedata.normalize("NFD", bare.replace("ç", "h")))
    said = signs.sub(lambda found: table[found[0]], bare)
    return unicodedata.normalize("NFC", _STRESS.sub(r"\2\1", said))


def unknown_signs(phonemes: str) -> list[str]:
    """Return what is no phoneme of English in hibari's alphabet."""
    return [sign for sign in phonemes if sign not in _ALPHABET]
