"""Repair text that was read in the wrong one of the old encodings and saved so: ``ÒCome in,Ó`` or ``ìCome in,î``.

Each sign of one encoding stands for another of the other, so that every line can be turned back; whether it has to be
is told by what stands beside its signs (:mod:`drama.readers.characters.western`).
"""

from __future__ import annotations

import re
from functools import cache

from drama.readers.characters.western import MOST_HIGH, odd_characters

_SWAPS = (
    ("mac_roman", "cp1252"),
    ("mac_roman", "latin_1"),
    ("cp1252", "mac_roman"),
    ("cp1252", "cp850"),
    ("cp850", "cp1252"),
)
"""What a text was in, and what it was read as."""
_SIGNS = re.compile("[ÒÓÔÕìîíôöÆ‰‚‡‹]|[a-z][À-ÖØ-Þ]")
"""What quotation marks, apostrophes and the most frequent accents become."""
_LEAST = 3
"""Signs that hardly stand where they do, without which nothing is changed; likewise signs at all."""
_MOST_SPOILT = 0.1
"""Share of the lines that may look worse turned back."""
_MOST_LEFT = 0.1
"""Share of what is odd that may stay so."""
_RIGHT = re.compile("[“”’—]")
"""A line that has one of these was read in the right encoding."""


def unswap(text: str) -> str:
    """Return a text whose lines are turned back where they surely were read in the wrong encoding of the West."""
    if sum(1 for _, _ in zip(_SIGNS.finditer(text), range(_LEAST), strict=False)) < _LEAST:
        return text
    lines = text.split("\n")
    high = [number for number, line in enumerate(lines) if not line.isascii() and not _RIGHT.search(line)]
    if sum(1 for number in high for char in lines[number] if not char.isascii()) > MOST_HIGH:
        return text
    now = {number: odd_characters(lines[number])[0] for number in high}
    if sum(now.values()) < _LEAST:
        return text
    best, turned = 0.0, {}
    for swap in _SWAPS:
        gain, after = _turned(lines, now, swap)
        if gain > best:
            best, turned = gain, after
    if best < _LEAST:
        return text
    return "\n".join(turned.get(number, line) for number, line in enumerate(lines))


def _turned(lines: list[str], now: dict[int, float], swap: tuple[str, str]) -> tuple[float, dict[int, str]]:
    """Return how many odd signs a swap takes away, and the lines it changes, from the first odd one to the last."""
    table = _table(*swap)
    after = {number: lines[number].translate(table) for number in now}
    then = {number: odd_characters(line)[0] for number, line in after.items() if line != lines[number]}
    better = [number for number in then if then[number] < now[number]]
    mended = [number for number in better if not then[number]]
    if not mended:
        return 0, {}
    within = [number for number in then if better[0] <= number <= better[-1]]
    left = sum(then[number] for number in within)
    spoilt = sum(then[number] > now[number] for number in within)
    if spoilt > _MOST_SPOILT * len(within) or left > _MOST_LEFT * sum(now[number] for number in within):
        return 0, {}
    turned = {number: after[number] for number in within if then[number] <= now[number]}
    return sum(now[number] for number in mended), turned


@cache
def _table(was: str, read_as: str) -> dict[int, str]:
    """Return what each character stands for in a text that was in ``was`` and read as ``read_as``."""
    table: dict[int, str] = {}
    for byte in range(128, 256):
        try:
            table[ord(bytes([byte]).decode(read_as))] = bytes([byte]).decode(was)
        except UnicodeDecodeError:
            continue
    return table
