"""Where sentences end, in linear time and without a model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.languages.final_marks import QUOTATION_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drama.languages.base import Language

# The look-behind and the possessive run keep a megabyte of full stops linear; the first mark stands before it because
# the engine (3.11) runs quickly to what a pattern begins with, if that is a character.
_END = re.compile(rf"[.!?…](?<![.!?…].)[.!?…]*+[{QUOTATION_MARKS})\]]{{0,4}}+(?=\s|$)")


def sentence_ends(text: str, start: int = 0, end: int | None = None, *, language: Language = ENGLISH) -> Iterator[int]:
    """Yield the offset after each sentence of ``text[start:end]``, closing marks included; not the very end."""
    stop = len(text) if end is None else end
    for match in _END.finditer(text, start, stop):
        if match.end() >= stop:
            return
        if match.group().startswith(".") and language.ends_in_abbreviation.search(
            text[max(start, match.start() - 8) : match.start() + 1]
        ):
            continue
        # A lower-case word goes on with the sentence: "Stop!" he said; "a.m. and"; "Well… perhaps".
        following = text[match.end() : match.end() + 3].lstrip()
        if following[:1].islower():
            continue
        yield match.end()


def sentences(
    text: str, start: int = 0, end: int | None = None, *, language: Language = ENGLISH
) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of ``text[start:end]``, without the white space between them."""
    stop = len(text) if end is None else end
    here = start
    for cut in (*sentence_ends(text, start, stop, language=language), stop):
        if bounds := trimmed(text, here, cut):
            yield bounds
        here = cut


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return start and end of a stretch without the white space around it; None if it is nothing else."""
    piece = text[start:end]
    head = len(piece) - len(piece.lstrip())
    if head == len(piece):
        return None
    return start + head, start + len(piece.rstrip())
