"""Patterns that most stories never need: compiled when they are first used.

Compiling all patterns takes longer than reading a short story.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from drama.languages.patterns import Pattern


class _Late:
    """Stands for a pattern and becomes it: what is asked of it once is a plain attribute from then on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def late(source: str, flags: int = 0) -> Pattern:
    """Return a pattern that is compiled when it is first used; a mistake in it shows then."""
    return cast("Pattern", _Late(source, flags))
