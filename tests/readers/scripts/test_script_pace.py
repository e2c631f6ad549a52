"""No script, however hostile, takes time out of proportion to its length."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.growth import assert_in_proportion

from drama.readers import parse_text
from drama.readers.base import ReadOptions
from drama.readers.fountain.fountain import likeness, read_fountain
from drama.readers.labelled.labelled import as_labelled

pytestmark = pytest.mark.slow

PIECES = [
    "[[", "[[ ]]\n", "/*", "/* */", "(", "(\n", "ANNA\n", "ANNA\na\n\n", "ANNA (a) ", "@", "^", "INT. ", "#1", ". ",
    "> ", "~a\n", "  \n", " ", "a ", "A: ", "Title: a\n", "ANNA: a\n", "ANNA. a\n", "ANNA [a] b\n", "[Anna] a\n",
    "12. ANNA: a\n", "[0:12] Anna: a\n", "Anna 0:12\n", "[a", "[Enter ANNA.]\n\n", "_a_\n\n", "CAST\nANNA, a\n\n",
    "SCENE I. a\n\n", "1. FX: a\n", "12 INT. A 12\n", "ANNA     ", "ANNA     \n", "\\*", "*a ",
]  # fmt: skip


def _labelled(text: str) -> object:
    return as_labelled(parse_text(text, path=Path("a.txt")))


READINGS: dict[str, Callable[[str], object]] = {
    "fountain": lambda text: read_fountain(text, ReadOptions(), path=Path("a.fountain")),
    "labelled": _labelled,
    "a look at it": likeness,
}


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_a_script_and_not_with_its_square(reading: str, piece: str) -> None:
    def read(count: int) -> Callable[[], object]:
        return lambda: READINGS[reading](f"INT. A\n\nANNA\nb\n\n{piece * count}\n\n]] */ ANNA: c\nTOM: d\nANNA: e\n")

    assert_in_proportion(read(1_000), read(8_000), times=24)
