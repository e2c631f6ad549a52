"""The awkward lines of benchmarks/awkward_lines.tsv: the phonemes the natural voice is given for them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from drama.engines import engine_names

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system"),
]


@pytest.fixture(scope="module")
def awkward() -> ModuleType:
    """Return the benchmark as a module."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
    try:
        return importlib.import_module("awkward_lines")
    finally:
        del sys.path[0]


def test_each_is_given_the_phonemes_that_must_be_heard(awkward: ModuleType) -> None:
    lines, reader = awkward.awkward_lines(), awkward.Reader()
    assert len(lines) >= 200
    wrong = []
    for line, reading in zip(lines, awkward.performances([line.printed for line in lines]), strict=True):
        phonemes = " ".join(run.phonemes for run in reader.runs(reading.text, reading.marks))
        if missing := line.missing(phonemes):
            wrong.append(f"{line.printed}: {missing} in {phonemes}")
    assert not wrong


@pytest.mark.parametrize(
    ("wanted", "phonemes", "missing"),
    [(("lˈɛd",), "lˈid", ["lˈɛd"]), (("!lˈɛd",), "lˈɛd", ["!lˈɛd"]), (("lɛd", "!lid"), "lˈɛd", [])],
)
def test_what_is_asked_and_not_there_is_told(
    awkward: ModuleType, wanted: tuple[str, ...], phonemes: str, missing: list[str]
) -> None:
    assert awkward.AwkwardLine("", "", "", wanted).missing(phonemes) == missing


@pytest.mark.parametrize(
    ("heard", "asked", "errors"),
    [
        ("It's five past.", "Its {5|five} past", (0, 3)),
        ("Go home", "{Shh|} go home now", (1, 3)),
        ("Stay", "go", (1, 1)),
    ],
)
def test_word_errors_are_counted_against_the_likest_spelling(
    awkward: ModuleType, heard: str, asked: str, errors: tuple[int, int]
) -> None:
    assert awkward.word_errors(heard, asked) == errors
