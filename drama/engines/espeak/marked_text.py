"""Conversion of marked text to eSpeak NG's markup: SSML for emphasis, phonemes in double brackets, the rest escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from drama.engines.espeak.alphabet import mnemonics
from drama.errors import RequestRefusedError
from drama.model import Mark, MarkKind

_PHONEMES = re.compile(r"(?=.*[A-Za-z@0-9])(?!.*_\^)[A-Za-z0-9@#*:;,'%=_|!&?\"\^~/ -]{1,200}")
"""The characters of eSpeak NG's mnemonics (its docs/phonemes.md). A closing bracket would end them, and "_^_" switch to
another language."""
_POSSESSIVE = re.compile(r"['’]s\b")

_ESCAPES = {"&": " and ", "<": " ", ">": " ", "[": " ", "]": " "}
"""Nothing in a story is markup: characters that could begin it are removed, or replaced by a word."""
_ESCAPED = re.compile("[&<>\\[\\]]")


def checked_phonemes(mark: Mark) -> None:
    """Raise :class:`RequestRefusedError` for a mark with invalid phonemes."""
    if mark.kind is MarkKind.PHONEMES and not _PHONEMES.fullmatch(mnemonics(mark.phonemes)):
        raise RequestRefusedError(
            f"{mark.phonemes[:40]!r} are no phonemes of eSpeak NG; valid are the IPA, such as ʃɪˈvɔːn, and eSpeak NG's "
            "mnemonics, such as SIv'O:n"
        )


def marked_up(text: str, marks: Sequence[Mark], readable: Callable[[str], str]) -> str:
    """Return a marked text as SSML; ``readable`` is applied to the unmarked text."""
    return f"<speak>{''.join(_pieces(text, marks, readable))}</speak>"


def _pieces(text: str, marks: Sequence[Mark], readable: Callable[[str], str]) -> Iterator[str]:
    offset = 0
    for mark in marks:
        yield _escaped(readable(text[offset : mark.start]))
        offset = mark.end
        if mark.kind is MarkKind.PHONEMES:
            ending = _POSSESSIVE.match(text, offset)
            phonemes = mnemonics(mark.phonemes)
            yield f"[[{phonemes}{_possessive(phonemes) if ending else ''}]]"
            offset = ending.end() if ending else offset
        else:
            yield f'<emphasis level="strong">{_escaped(readable(text[mark.start : mark.end]))}</emphasis>'
    yield _escaped(readable(text[offset:]))


def _possessive(phonemes: str) -> str:
    """Return the phonemes of "'s" after a word; eSpeak NG would say the letter."""
    last = phonemes.rstrip(" :'0123456789")[-1:]
    if last in "szSZ":
        return "I2z"
    return "s" if last in "ptkfT" else "z"


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
