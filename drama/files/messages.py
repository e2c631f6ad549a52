"""Parts of messages to the user: names in quotation marks on one line, lists of names, "did you mean"."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from itertools import islice

_SHOWN = 80
"""Longest name shown in full."""
_HEAD = 20
"""Characters shown of the beginning of a longer one."""
_TRIED = 2000
"""Valid names compared at most: difflib is slow, and a hostile file must not make that matter."""


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """Return ``; did you mean "x"?`` with the most similar of the valid names, or an empty string."""
    folded = {item.casefold()[:_SHOWN]: item for item in islice(valid, _TRIED)}
    match = difflib.get_close_matches(name.casefold()[:_SHOWN], folded, n=1, cutoff=0.6)
    return f"; did you mean {quoted(folded[match[0]])}?" if match else ""


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return :func:`did_you_mean`, or a full stop that ends the sentence where no name is similar."""
    return did_you_mean(name, valid) or "."


def quoted(name: str) -> str:
    """Return a name in quotation marks on one line; a long one shortened in the middle, as paths differ at the end."""
    return json.dumps(
        name if len(name) <= _SHOWN else f"{name[:_HEAD]}…{name[_HEAD + 1 - _SHOWN :]}", ensure_ascii=False
    )


def listed(names: Iterable[str], *, limit: int = 40) -> str:
    """Return names separated by commas, at most ``limit`` of them, and the number of the rest."""
    shown = [name if name.isprintable() else quoted(name) for name in names]
    more = f", … ({len(shown) - limit} more)" if len(shown) > limit else ""
    return ", ".join(shown[:limit]) + more
