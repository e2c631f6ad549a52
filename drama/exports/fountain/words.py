"""The words of a line as Fountain: what it would read as something else stands behind a backslash.

Emphasis goes out where its marks are read back for sure; where they might not be the words go out without it, for no
letter of a story may be lost or added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drama.model import Line, Span

_MARKS = frozenset("\\*_[")
"""What stands behind a backslash wherever it stands; so neither notes nor boneyard (``/*``) begin in words."""
_OPENS_DIALOGUE = frozenset("(~!=")
"""What a row of a speech must not begin with: a bracket, a song, action, a page break."""
_OPENS_ACTION = frozenset(".!@>~#=([-—–*_\\")
"""What a row of action may begin with and be something else, in one program or another."""
_PLACE = re.compile(r"(?:int|ext|est|i\.?/e|e\.?/i)\b", re.IGNORECASE)
_LAST = frozenset(".,!?…")


def escaped(words: str) -> str:
    """Return words in which no letter has a meaning."""
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in words)


def as_dialogue(words: str) -> str:
    """Return the row of a speech for words that are escaped."""
    return f"\\{words}" if words[:1] in _OPENS_DIALOGUE else words


def as_action(words: str) -> str:
    """Return the row of action for words that are escaped; ``!`` makes it action whatever stands there."""
    label = words.partition(":")[0]
    is_forced = (
        words[:1] in _OPENS_ACTION
        or not any(letter.islower() for letter in words)
        or (":" in words and label.isupper())
        or _PLACE.match(words) is not None
    )
    return f"!{words}" if is_forced else words


class Words:
    """The words of a line, each letter with its place in the source."""

    def __init__(self, line: Line, source: str) -> None:
        self._text = line.text
        self._stressed = line.emphasis if line.speaker is None else ()
        """In italics all of them: capitals stress nothing in the action of a screenplay."""
        self._places: list[int] = []
        """Of each letter of the text in the source; of white space that of the letter before."""
        letters = (at for span in line.spans for at in range(span.start, span.end) if not source[at].isspace())
        at = line.spans[0].start
        for letter in line.text:
            at = at if letter.isspace() else next(letters)
            self._places.append(at)

    def written(self, emphasis: Sequence[Span], inside: Mapping[int, str]) -> str:
        """Return the words as Fountain.

        ``emphasis`` is the source's, in order; ``inside`` what stands within the line and is not spoken, by its offset
        in the source.
        """
        opens, closes = self._emphasised(emphasis)
        before: dict[int, list[str]] = {}
        for offset, unspoken in sorted(inside.items()):
            before.setdefault(self._at(offset), []).append(unspoken)
        pieces: list[str] = []
        for at, letter in enumerate(self._text):
            for unspoken in before.get(at, ()):
                is_parted = at == 0 or self._text[at - 1].isspace()
                pieces.append(f"{unspoken} " if is_parted else unspoken)
            pieces.append("*" if at in opens else "")
            pieces.append(escaped(letter))
            pieces.append("*" if at + 1 in closes else "")
        return "".join(pieces)

    def _at(self, offset: int) -> int:
        """Return the index of the first letter that stands at an offset of the source or behind it."""
        at = bisect_left(self._places, offset)
        while at < len(self._text) - 1 and self._text[at].isspace():
            at += 1
        return min(at, len(self._text) - 1)

    def _emphasised(self, emphasis: Sequence[Span]) -> tuple[set[int], set[int]]:
        """Return where emphasis opens and where it closes."""
        opens: set[int] = set()
        closes: set[int] = set()
        stressed = ((span.start, span.end) for span in self._stressed)
        for first, last in sorted({*self._stretches(emphasis), *filter(self._is_apart, stressed)}):
            if not opens or first > max(closes):
                opens.add(first)
                closes.add(last)
        return opens, closes

    def _stretches(self, emphasis: Sequence[Span]) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the text in emphasis whose marks are read back for sure."""
        text = self._text
        low = bisect_left(emphasis, self._places[0], key=lambda span: span.end)
        for span in emphasis[low:]:
            if span.start > self._places[-1]:
                break
            first, last = bisect_left(self._places, span.start), bisect_left(self._places, span.end)
            is_more = span.start < self._places[0] or span.end > self._places[-1] + 1
            if is_more and text[first:last].strip() != text:
                continue  # of a longer stretch, which stresses nothing
            while first < last and not text[first].isalnum():
                first += 1
            while last > first and not text[last - 1].isalnum() and text[last - 1] not in _LAST:
                last -= 1
            if last > first and self._is_apart((first, last)):
                yield first, last

    def _is_apart(self, stretch: tuple[int, int]) -> bool:
        """Return whether no letter touches a stretch of the text, which begins and ends with one."""
        first, last = stretch
        is_open = first == 0 or not self._text[first - 1].isalnum()
        return is_open and (last == len(self._text) or not self._text[last].isalnum())
