"""Any of many words as a part of a pattern."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a part of a pattern that matches any of some words, the longest that does.

    Words are grouped by their first two letters: Python's engine (3.11) tries the words of an alternation one after the
    other, and a list of 400 verbs is tried at every second word of a story.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups[word[:1]].append(word[1:])
    return f"(?:{'|'.join(_grouped(first, rests) for first, rests in sorted(groups.items()))})"


def _grouped(first: str, rests: list[str]) -> str:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for rest in rests:
        groups[rest[:1]].append(re.escape(rest[1:]))
    parts = [re.escape(second) + (f"(?:{'|'.join(ends)})" if ends != [""] else "") for second, ends in groups.items()]
    return re.escape(first) + (f"(?:{'|'.join(parts)})" if parts != [""] else "")
