"""The stories in seeds/ against their scripts as a careful reader wrote them down (``tests/golden/*.speakers.tsv``).

A row of a golden file is words of the source, their kind, their speaker; ``#`` begins a remark, and
``# also called: A = B, C; D = E`` other names. Nobody expects every line to be right: the least share that must be
stands below, and a failure lists what is wrong. A change that does better raises the share here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from drama.model import Kind, Segment
from drama.readers import read_story
from drama.script import read_script
from drama.script.assembly.lines import segments

ROOT = Path(__file__).parents[1]
LEAST = {"the-last-car-up.txt": 0.82, "ten-minutes.txt": 0.89, "a-reasonable-noise.md": 0.96, "first-light.txt": 0.77}
"""The share of dialogue that must have its speaker."""

LEAST_THOUGHTS = {"the-last-car-up.txt": 0.64, "a-reasonable-noise.md": 1.0, "first-light.txt": 1.0}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a golden file."""

    text: str
    kind: str
    speaker: str


def golden(story: str) -> tuple[list[Row], dict[str, set[str]]]:
    """Return the rows for a story, and the other names of its speakers."""
    rows, names = [], {}
    file = ROOT / "tests" / "golden" / f"{Path(story).stem}.speakers.tsv"
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# also called:"):
            for entry in line.removeprefix("# also called:").split(";"):
                one, _, others = entry.partition("(")[0].partition("=")
                names[one.strip()] = {bare(other) for other in others.split(",")}
        elif line and not line.startswith("#"):
            rows.append(Row(*line.split("\t")))
    return rows, names


def bare(name: str) -> str:
    """Return a name as it is compared: without article, marks and letter case."""
    plain = name.strip().replace("’", "'").casefold()
    return re.sub(r"^(the|a|an) ", "", plain)


@cache
def compared(story: str) -> list[tuple[Row, Segment | None, bool]]:
    """Return each golden row with the segment that holds it, and whether kind and speaker are right."""
    script = read_script(read_story(ROOT / "seeds" / story))
    found = list(segments(script))
    called = {character.name: (character.name, *character.aliases) for character in script.characters}
    rows, names = golden(story)
    at, result = 0, []
    for row in rows:
        at = script.story.text.index(row.text, at)
        middle = at + len(row.text) // 2
        segment = next((s for s in found if s.start <= middle < s.end), None)
        wanted = {bare(row.speaker), *names.get(row.speaker, ())}
        given = {bare(name) for name in called.get(segment.speaker, ())} if segment and segment.speaker else set()
        result.append((row, segment, bool(segment and segment.kind == row.kind and wanted & given)))
        at += len(row.text)
    return result


def wrong(story: str, kind: str) -> tuple[float, str]:
    """Return the share of rows of a kind that are right, and a list of the others."""
    rows = [entry for entry in compared(story) if entry[0].kind == kind]
    missed = [
        f"  {row.text[:60]!r}: {row.speaker}, not {segment and segment.speaker} ({segment and segment.kind})"
        for row, segment, is_right in rows
        if not is_right
    ]
    return 1 - len(missed) / len(rows), "\n".join(missed)


@pytest.mark.parametrize("story", LEAST)
def test_speakers_are_those_a_reader_hears(story: str) -> None:
    share, missed = wrong(story, Kind.DIALOGUE)
    assert share >= LEAST[story], f"{share:.0%} right; wrong are\n{missed}"


@pytest.mark.parametrize("story", LEAST_THOUGHTS)
def test_thoughts_are_found_with_their_thinker(story: str) -> None:
    share, missed = wrong(story, Kind.THOUGHT)
    assert share >= LEAST_THOUGHTS[story], f"{share:.0%} right; wrong are\n{missed}"
