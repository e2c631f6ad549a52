"""No script, however hostile, takes time out of proportion to its length."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.growth import assert_in_proportion

from drama.model import Form
from drama.readers import parse_text, read_story
from drama.readers.base import ReadOptions
from drama.readers.fountain.fountain import likeness, read_fountain
from drama.readers.labelled.labelled import as_labelled
from drama.script import read_script

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


SPEECHES = [
    "[Anna] You?\n[Brand] Row.\n", "ANNA: You?\nTOM: (turning) Row.\n", "<anna> you\n<tom> row\n",
    "_Anna_ [turning]. Row. ",
    "ANNA. [_Turning._] Row.\nTOM. Home.\n", "Anna: “You?” Tom: “Row.”\n", "[00:12] Anna: you\n[00:13] Tom: row\n",
    "ANNA\nRow.\n\nTOM\n(turning)\nHome.\n\n",
]  # fmt: skip


@pytest.mark.parametrize("form", [Form.LABELLED, Form.FOUNTAIN, None])
@pytest.mark.parametrize("speeches", SPEECHES)
def test_a_scene_without_empty_lines_is_made_a_script_in_time_in_proportion(
    tmp_path: Path, speeches: str, form: Form | None
) -> None:
    def made(count: int) -> Callable[[], object]:
        path = tmp_path / f"{count}.txt"
        path.write_text("ANNA: Is it late?\n" + speeches * count, encoding="utf-8")
        return lambda: read_script(read_story(path, as_=form))

    assert_in_proportion(made(150), made(1_200), times=24)
