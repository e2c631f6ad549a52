"""All rules that expand notation an engine would misread.

Plain numbers, ordinals, percentages, most times, Mr. and Dr. are left to the engine, whose own rules for them are good;
only what eSpeak NG 1.52 gets wrong, judged by its phonemes, is changed. It says "roman four" for IV, "no, five"
for No. 5, "dollar five point five zero" for $5.50, "nineteen hundred eighty four" for the year, "seven zero zero" for
7:00, "kay em" for km, "em tee, Lisle" for Mt. Lisle and "noo-oh" for Nooo. Printed words stay as they are everywhere
else: captions and pages never see this.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator

from drama.direction.normalization import abbreviations, numbers, roman_numerals, scene_headings
from drama.direction.normalization.marked_text import Edit

_DIGIT, _NUMERAL = re.compile(r"[\d^²³⁰-ⁿ]"), re.compile(r"(?:\b|W)[IVXLCDMivxlcdm]+(?:st|nd|rd|th|s)?\b")
_GROUPS = ((_DIGIT, numbers.RULES), *abbreviations.RULES)
"""Rules by a pattern that a text must contain for them to be tried; most lines match none."""


def edits_of(text: str, *, heading: str = "", people: Collection[str] = ()) -> Iterator[Edit]:
    """Yield the edits of a text for the engine; of overlapping ones the first is to be applied.

    ``heading`` is the printed text if it is a chapter heading; ``people`` are the words of the characters' names.
    """
    if heading:
        yield from scene_headings.place_edits(text)
        yield from roman_numerals.heading_edits(text, heading, people)
    if _NUMERAL.search(text):
        yield from roman_numerals.numeral_edits(text, people)
    for pattern, said in itertools.chain.from_iterable(rules for look, rules in _GROUPS if look.search(text)):
        for match in pattern.finditer(text):
            where = "it" if "it" in pattern.groupindex else 0
            words = said(match)
            if words != match[where]:
                yield Edit(match.start(where), match.end(where), words)
