"""A text with marks -> what eSpeak NG takes: SSML for stress, phonemes in double brackets, all else made plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from drama.errors import RequestRefusedError
from drama.model import Mark, MarkKind

_PHONEMES = re.compile(r"[A-Za-z0-9@#*:;,'%=_|!&?\"\^~/ -]{1,200}")
"""What eSpeak NG's mnemonics are written with (its docs/phonemes.md); a closing bracket would end them."""

_ESCAPES = {"&": " and ", "<": " ", ">": " ", "[": " ", "]": " "}
"""Nothing in a story is markup: what could begin it goes, or is read as the word it stands for."""
_ESCAPED = re.compile("[&<>\\[\\]]")


def checked_phonemes(mark: Mark) -> None:
    """Raise :class:`RequestRefusedError` for phonemes that eSpeak NG cannot be given."""
    if mark.kind is MarkKind.PHONEMES and not _PHONEMES.fullmatch(mark.phonemes):
        raise RequestRefusedError(
            f"{mark.phonemes[:40]!r} are no phonemes of eSpeak NG; valid are its mnemonics, such as SIv'O:n "
            "(the IPA is not understood)"
        )


def marked_up(text: str, marks: Sequence[Mark], readable: Callable[[str], str]) -> str:
    """Return a text as SSML; ``readable`` is what is done to the plain words of it."""
    return f"<speak>{''.join(_pieces(text, marks, readable))}</speak>"


def _pieces(text: str, marks: Sequence[Mark], readable: Callable[[str], str]) -> Iterator[str]:
    at = 0
    for mark in marks:
        yield _plain(readable(text[at : mark.start]))
        if mark.kind is MarkKind.PHONEMES:
            yield f"[[{mark.phonemes}]]"
        else:
            yield f'<emphasis level="strong">{_plain(readable(text[mark.start : mark.end]))}</emphasis>'
        at = mark.end
    yield _plain(readable(text[at:]))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
