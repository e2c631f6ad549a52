"""What a script's scene heading says in letters: "INT." is "Interior"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from drama.direction.normalization.marked_text import Edit
from drama.languages.en.english import ENGLISH

_SIDE = re.compile(r"\b(?:INT|EXT|EST|I(?=\.?/E)|E(?=\.?/I)|(?<=/)[IE])\b\.?", re.IGNORECASE)
_SIDES = {"i": "Interior", "e": "Exterior", "int": "Interior", "ext": "Exterior", "est": "Establishing shot"}


def place_edits(text: str) -> Iterator[Edit]:
    """Yield the edits of the letters with which a scene heading begins."""
    prefix = ENGLISH.scripts.place.match(text)
    sides = list(_SIDE.finditer(text, 0, prefix.end())) if prefix else []
    for match, following in zip_longest(sides, sides[1:]):
        end = following.start() if following else match.end()
        said = _SIDES[match[0].rstrip(".").lower()]
        yield Edit(match.start(), end, f"{said}, " if following else f"{said}{'.' * match[0].endswith('.')}")
