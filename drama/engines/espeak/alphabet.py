"""Conversion of phonemes from the IPA and from hibari's alphabet to eSpeak NG's mnemonics.

Pure ASCII is taken for mnemonics already. The mnemonics are those of English in eSpeak NG 1.52 (its docs/phonemes.md
and phsource/ph_english); a sound that English lacks is mapped to the nearest.
"""

from __future__ import annotations

import re
import unicodedata

_MNEMONICS = {
    # Diphthongs and affricates, as the IPA and as hibari writes them
    "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI", "oʊ": "oU", "əʊ": "oU", "aʊ": "aU", "tʃ": "tS", "dʒ": "dZ", "A": "eI",
    "I": "aI", "Y": "OI", "O": "oU", "W": "aU", "ʧ": "tS", "ʤ": "dZ",
    # Vowels before r
    "ɔːɹ": "o@", "ɔɹ": "o@", "ɛəɹ": "e@", "ɛɹ": "e@", "eə": "e@", "ɛə": "e@", "ɪɹ": "i@", "ɪə": "i@", "ʊɹ": "U@",
    "ʊə": "U@", "ɑːɹ": "A@", "ɑɹ": "A@", "ɜːɹ": "3:", "ɜɹ": "3:", "ɜː": "3:", "ɜ": "3:", "ɝ": "3:", "əɹ": "3", "ɚ": "3",
    # Vowels
    "iː": "i:", "uː": "u:", "ɑː": "A:", "ɔː": "O:", "i": "i:", "u": "u:", "y": "u:", "ʉ": "u:", "ɑ": "A:", "ɒ": "0",
    "ɔ": "O:", "o": "oU", "a": "a", "æ": "a", "ɛ": "E", "e": "E", "œ": "3:", "ø": "3:", "ɪ": "I", "ʏ": "I", "ᵻ": "I2",
    "ʊ": "U", "ʌ": "V", "ə": "@", "ɐ": "@", "ᵊ": "@", "ɨ": "I2",
    # Consonants
    "θ": "T", "ð": "D", "ʃ": "S", "ʒ": "Z", "ŋ": "N", "ɲ": "nj", "ɹ": "r", "ɾ": "*", "T": "*", "ʁ": "r", "r": "r",
    "ɡ": "g", "ɣ": "g", "χ": "x", "ç": "h", "ʔ": "?", "ɫ": "l", "ʎ": "lj", "ʍ": "w", "β": "v", "ɬ": "l",
    # Marks
    "ˈ": "'", "ˌ": ",", "ː": ":", ".": "", "‿": "", "ˑ": "",
}  # fmt: skip
_SET_OFF = re.compile(r" *(?:/(.*)/|\[(.*)\]|(.*?)) *", re.DOTALL)
"""Phonemic slashes or phonetic brackets around a transcription."""
_DIACRITICS = re.compile("[\u0303\u0320\u0325\u0329\u032a\u032f\u035c\u0361ʰʲʷˠˤ]")
"""Tie bars and diacritics (syllabic, aspirated, nasal …), which have no mnemonics."""
_SIGN = re.compile("|".join(map(re.escape, sorted(_MNEMONICS, key=len, reverse=True))))


def mnemonics(written: str) -> str:
    """Return phonemes as eSpeak NG's mnemonics; unknown characters are kept."""
    match = _SET_OFF.fullmatch(written)
    bare = match[match.lastindex or 0] if match else written
    if bare.isascii():
        return bare
    plain = _DIACRITICS.sub("", unicodedata.normalize("NFD", bare.replace("ç", "h")))
    return _SIGN.sub(lambda found: _MNEMONICS[found[0]], plain.replace("r", "ɹ"))
