"""How messages about a cast file name things: in quotation marks, on one line, with the nearest valid name."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from itertools import islice

_SHOWN = 80
"""Longest name shown whole."""
_HEAD = 20
_TRIED = 2000
"""difflib is slow: a hostile file must not make it matter."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return ``; did you mean "x"?`` for the nearest of the valid names, or a full stop."""
    folded = {item.casefold()[:_SHOWN]: item for item in islice(valid, _TRIED)}
    match = difflib.get_close_matches(name.casefold()[:_SHOWN], folded, n=1, cutoff=0.6)
    return f"; did you mean {quoted(folded[match[0]])}?" if match else "."


def quoted(name: str) -> str:
    """Return a name in quotation marks on one line; of a very long one both ends, for a path ends in what tells it."""
    return json.dumps(
        name if len(name) <= _SHOWN else f"{name[:_HEAD]}…{name[_HEAD + 1 - _SHOWN :]}", ensure_ascii=False
    )


def listed(names: Iterable[str], *, limit: int = 40) -> str:
    """Return names separated by commas, at most ``limit`` of them."""
    shown = [name if name.isprintable() else quoted(name) for name in names]
    more = f", … ({len(shown) - limit} more)" if len(shown) > limit else ""
    return ", ".join(shown[:limit]) + more
