"""Words in capitals: those that are stressed, and those that are spelled."""

from __future__ import annotations

from drama.languages.base import Language, words
from drama.languages.patterns import EmphasisWords

_WORDS = EmphasisWords(
    acronyms=words("AM PM US UK TV OK AD BC IT PA ID DI PI MA CIA AIDS WHO"),
    stressed=words("NO NOT YES STOP NOW NEVER YOU ME MY HE SHE HIS HER WE ALL DO DID DON'T CAN'T WON'T GO OUT"),
)


def emphasis(_language: Language) -> EmphasisWords:
    """Return the words in capitals that are stressed, and those that are not."""
    return _WORDS
