"""Find the bars and rules of tables in Markdown: GitHub's, and the grids of Pandoc."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.model import Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BAR = re.compile(r"(?<!\\)(?:\\\\)*+\|")
_RULE = frozenset("|-: \t")
_GRID = frozenset("+-=: \t")


def find_bars(text: str) -> Iterator[Skip]:
    """Yield a skip for each rule and each bar of the tables of a text, in order.

    A table is a row over a rule (``|---|:-:|``) with all rows to the next empty line; or rows between bars on both
    sides, ruled or not.
    """
    if "|" not in text:
        return
    for block in _blocks(text):
        yield from _bars_in(text, block)


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines that stand together, without the marks of a quotation."""
    block: list[tuple[int, int]] = []
    for start, end in _lines(text):
        if start < end:
            block.append((start, end))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield every line but its quotation marks and surrounding white space; an empty line is an empty span."""
    for match in re.finditer(r"([^\n\r]*)(?:\r\n|[\n\r]|\Z)", text):
        line = match[1]
        body = line.lstrip("> \t")
        start = match.end(1) - len(body)
        yield start, start + len(body.rstrip())


def _bars_in(text: str, block: Sequence[tuple[int, int]]) -> Iterator[Skip]:
    bodies = [text[start:end] for start, end in block]
    rules = (index for index in range(1, len(block)) if _is_rule(bodies[index]) and "|" in bodies[index - 1])
    first = next(rules, len(block) + 1) - 1
    for index, (start, end) in enumerate(block):
        if _is_grid(bodies[index]) or (index > first and _is_rule(bodies[index])):
            yield Skip(start, end, "markup")
        elif index >= first or _is_boxed(bodies[index]):
            yield from (Skip(bar.end() - 1, bar.end(), "markup") for bar in _BAR.finditer(text, start, end))


def _is_rule(body: str) -> bool:
    return "|" in body and "-" in body and _RULE.issuperset(body)


def _is_grid(body: str) -> bool:
    return len(body) > 2 and body[0] == body[-1] == "+" and _GRID.issuperset(body)


def _is_boxed(body: str) -> bool:
    return body[:1] == body[-1:] == "|" and body.count("|") > 2
