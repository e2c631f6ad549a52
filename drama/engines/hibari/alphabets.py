"""Phonemes as people write them -> hibari's: the IPA with its digraphs, and eSpeak NG's mnemonics.

hibari's alphabet is that of misaki (its EN_PHONES.md): the IPA with a letter of its own for each diphthong and
affricate. What holds a sign beyond ASCII is read as IPA, what is ASCII throughout as eSpeak NG's mnemonics, which cast
files have held before there was hibari.
"""

from __future__ import annotations

import re

_IPA = {
    "eɪ": "A", "aɪ": "I", "əʊ": "O", "oʊ": "O", "aʊ": "W", "ɔɪ": "Y", "tʃ": "ʧ", "dʒ": "ʤ", "t͡ʃ": "ʧ", "d͡ʒ": "ʤ",
    "ɝ": "ɜɹ", "ɚ": "əɹ", "ɜː": "ɜɹ", "iː": "i", "uː": "u", "ɑː": "ɑ", "ɔː": "ɔ", "eə": "ɛɹ", "ɪə": "ɪɹ", "ʊə": "ʊɹ",
    "r": "ɹ", "g": "ɡ", "e": "ɛ", "ɐ": "ʌ", "ɒ": "ɑ", "x": "k", "'": "ˈ", ".": "", "ɫ": "l",
}  # fmt: skip
_MNEMONICS = {
    "eI": "A", "aI": "I", "oU": "O", "@U": "O", "aU": "W", "OI": "Y", "tS": "ʧ", "dZ": "ʤ", "3:": "ɜɹ", "i:": "i",
    "u:": "u", "A:": "ɑ", "O:": "ɔ", "o@": "ɔɹ", "e@": "ɛɹ", "i@": "ɪɹ", "U@": "ʊɹ", "I2": "ɪ", "I#": "ᵻ", "@L": "əl",
    "@2": "ə", "a#": "ɐ", "0#": "ɑ", "@r": "əɹ", "S": "ʃ", "Z": "ʒ", "T": "θ", "D": "ð", "N": "ŋ", "@": "ə", "3": "əɹ",
    "V": "ʌ", "I": "ɪ", "E": "ɛ", "e": "ɛ", "0": "ɑ", "Q": "ɑ", "A": "ɑ", "O": "ɔ", "U": "ʊ", "a": "æ", "&": "æ",
    "r": "ɹ", "g": "ɡ", "x": "k", "'": "ˈ", ",": "ˌ", "%": "", "=": "", "_": " ", "|": "", "-": "", ":": "ː", ";": "j",
    "*": "ɾ", "?": "ʔ", "#": "",
}  # fmt: skip
_TIED = "͡"


def spoken_phonemes(written: str) -> str:
    """Return phonemes in hibari's alphabet; signs that stand for nothing in it stay as they are."""
    table = _MNEMONICS if written.isascii() else _IPA
    signs = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    return signs.sub(lambda found: table[found[0]], written.strip("/[] ")).replace(_TIED, "")
