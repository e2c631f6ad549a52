"""No text, however hostile, takes time out of proportion to its length."""

from __future__ import annotations

import time

import pytest

from drama.readers import parse_text

PIECES = [
    "*",
    "* ",
    "*a ",
    "**a* ",
    "*a*b",
    "_a",
    "*a **b ***c ",
    "[",
    "](",
    "[a](",
    '](x "',
    "[^1]: a\n",
    "[pause ",
    "`",
    "`a``b",
    "\\",
    "<!--",
    "<a ",
    "> ",
    "> >\n",
    "```\n",
    "# ",
    "a\n===\n\n",
    "---\n",
    "title: x\n",
    "Chapter ",
    "o",
    "a\r",
    "\u200b a",
    "\x1ba",
    ". ",
    "  a\n a\n",
]


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_and_not_with_its_square(piece: str, markdown: bool) -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        parse_text("a" + piece * count, markdown=markdown)
        return time.process_time() - start

    cost(100)
    assert cost(12_000) < 0.05 + 8 * max(cost(3_000), 0.002)
