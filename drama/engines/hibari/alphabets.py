"""Conversion of phonemes from the IPA and from eSpeak NG's mnemonics to hibari's alphabet.

hibari's alphabet is that of misaki (its EN_PHONES.md): the IPA with a single letter for each diphthong and affricate. A
text with a character outside ASCII is read as IPA, pure ASCII as eSpeak NG's mnemonics, which cast files had before
hibari.
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
"""Phonemic slashes or phonetic brackets around a transcription."""
_DIACRITICS = re.compile("[\u0303\u0320\u0325\u0329\u032a\u032f\u035c\u0361ʰʲʷˠˤ]")
"""Tie bars and diacritics (syllabic, aspirated, nasal …), which the network does not know."""
_ALPHABET = frozenset("AIOTWYbdfhijklmnpstuvwzæðŋɐɑɔəɛɜɡɪɹɾʃʊʌʒʔʤʧθᵊᵻː ˈˌ")
"""The phonemes of English that the network was trained on."""
_STRESS = re.compile("([ˈˌ])([^ˈˌ AIOWYiuæɐɑɔəɛɜɪʊʌᵊᵻ]+)")


def spoken_phonemes(written: str) -> str:
    """Return phonemes in hibari's alphabet, stress marks before the vowel; unknown characters are kept."""
    match = _SET_OFF.fullmatch(written)
    bare = match[match.lastindex or 0] if match else written
    table = _MNEMONICS if bare.isascii() else _IPA
    signs = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    if table is _IPA:
        bare = _DIACRITICS.sub("", unicodedata.normalize("NFD", bare.replace("ç", "h")))
    phonemes = signs.sub(lambda sign: table[sign[0]], bare)
    return unicodedata.normalize("NFC", _STRESS.sub(r"\2\1", phonemes))


def unknown_signs(phonemes: str) -> list[str]:
    """Return the characters that are no phonemes of English in hibari's alphabet."""
    return [sign for sign in phonemes if sign not in _ALPHABET]
