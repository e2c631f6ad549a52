"""A text with marks -> what eSpeak NG takes: SSML for stress, phonemes in double brackets, all else made plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from drama.engines.espeak.alphabet import mnemonics
from drama.errors import RequestRefusedError
from drama.model import Mark, MarkKind

_PHONEMES = re.compile(r"(?=.*[A-Za-z@0-9])(?!.*_\^)[A-Za-z0-9@#*:;,'%=_|!&?\"\^~/ -]{1,200}")
"""What eSpeak NG's mnemonics are written with (its docs/phonemes.md). A closing bracket would end them, and "_^_" go
on in another language."""
_POSSESSIVE = re.compile(r"['’]s\b")

_ESCAPES = {"&": " and ", "<": " ", ">": " ", "[": " ", "]": " "}
"""Nothing in a story is markup: what could begin it goes, or is read as the word it stands for."""
_ESCAPED = re.compile("[&<>\\[\\]]")


def checked_phonemes(mark: Mark) -> None:
    """Raise :class:`RequestRefusedError` for phonemes that eSpeak NG cannot be given."""
    if mark.kind is MarkKind.PHONEMES and not _PHONEMES.fullmatch(mnemonics(mark.phonemes)):
        raise RequestRefusedError(
            f"{mark.phonemes[:40]!r} are no phonemes of eSpeak NG; valid are the IPA, such as ʃɪˈvɔːn, and eSpeak NG's "
            "mnemonics, such as SIv'O:n"
        )


def marked_up(text: str, marks: Sequence[Mark], readable: Callable[[str], str]) -> str:
    """Return a text as SSML; ``readable`` is what is done to the plain words of it."""
    return f"<speak>{''.join(_pieces(text, marks, readable))}</speak>"


def _pieces(text: str, marks: Sequence[Mark], readable: Callable[[str], str]) -> Iterator[str]:
    at = 0
    for mark in marks:
        yield _plain(readable(text[at : mark.start]))
        at = mark.end
        if mark.kind is MarkKind.PHONEMES:
            ending = _POSSESSIVE.match(text, at)
            phonemes = mnemonics(mark.phonemes)
            yield f"[[{phonemes}{_possessive(phonemes) if ending else ''}]]"
            at = ending.end() if ending else at
        else:
            yield f'<emphasis level="strong">{_plain(readable(text[mark.start : mark.end]))}</emphasis>'
    yield _plain(readable(text[at:]))


def _possessive(phonemes: str) -> str:
    """Return how an "'s" behind a word is said; eSpeak NG would say the letter."""
    last = phonemes.rstrip(" :'0123456789")[-1:]
    if last in "szSZ":
        return "I2z"
    return "s" if last in "ptkfT" else "z"


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
