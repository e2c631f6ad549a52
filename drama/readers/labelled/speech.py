"""The words of a labelled speech, taken apart: what is spoken, and the directions that stand among it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.readers.scripts.directions import direction_of
from drama.readers.scripts.elements import Element, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BRACKETS = re.compile(
    r"(?<!\w)(?:\((?P<round>[^()]{1,1500})\)[.,]?|\[(?P<square>[^\[\]]{1,3000})\][.,]?|\[(?P<open>[^\[\]]{1,3000})\Z)"
)
"""What touches a word before it is a letter that an editor put in."""
_ENDS = (".", "!", "?", "…", "—", "–", "-", ":", ";", '"', "”", "’", ")", "]")


def spoken_parts(
    text: str, start: int, end: int, *, is_italic: Callable[[int, int], bool], squares_only: bool
) -> Iterator[Element]:
    """Yield what is spoken of a stretch, and the directions in it.

    ``text`` has spaces for what is not spoken. A direction stands in square brackets; in round ones at the start of
    the speech, behind a sentence, in italics or in capitals; ``squares_only`` says that round ones never hold one.
    """
    here = start
    is_shouted = not any(char.islower() for char in _BRACKETS.sub(" ", text[start:end]))
    for match in _BRACKETS.finditer(text, start, end):
        before = text[here : match.start()].rstrip()
        if match["round"] is not None:
            opens = not before.strip() and here == start
            is_told = direction_of((match["round"],)).tells_delivery or direction_of((match["round"],)).pause_ms
            is_italic_bracket = is_italic(match.start("round"), match.end("round"))
            is_cue = not is_shouted and is_in_capitals(match["round"], behind=before)
            is_placed = opens or is_cue or before.endswith(_ENDS)
            is_direction = is_italic_bracket or is_told or (not squares_only and is_placed)
            if not is_direction:
                continue
        yield from _spoken(text, here, match.start())
        inside = match["round"] or match["square"] or match["open"] or ""
        bracket = text[match.start() : match.end()].rstrip()
        yield Element(Kind.PARENTHETICAL, match.start(), match.start() + len(bracket), asides=(inside.strip(),))
        here = match.end()
    yield from _spoken(text, here, end)


_LONGEST_LETTERS = 4
"""Of letters that stand for a name, as in "the bureau (FBI)"."""


def is_in_capitals(words: str, *, behind: str) -> bool:
    """Tell whether words in a bracket `behind` others are in capitals as cues are, not letters for a name."""
    is_cue = ENGLISH.scripts.sound_cue.fullmatch(f"{words.strip()}:") is not None
    letters = sum(char.isalpha() for char in words)
    return words.isupper() and (is_cue or letters > _LONGEST_LETTERS or behind.endswith(","))


def _spoken(text: str, start: int, end: int) -> Iterator[Element]:
    words = text[start:end]
    if words.strip():
        first = start + len(words) - len(words.lstrip())
        yield Element(Kind.DIALOGUE, first, start + len(words.rstrip()))


def is_standing_direction(words: str) -> bool:
    """Tell whether words between speeches stand in brackets, closed or not."""
    bare = words.strip()
    if bare[:1] == "[":
        return "]" not in bare or bare.rstrip(".").endswith("]")
    return bare[:1] == "(" and bare.rstrip(".").endswith(")") and bare.find(")") >= len(bare.rstrip(".")) - 1
