"""Small files of every format, each with the script that somebody has read and found right (``cases/NAME.script``).

A case is a file, or a folder named as the file it holds the members of: ``letters.docx/word/document.xml``. Where
drama is to make something else of one, ``pytest tests/readers/test_cases.py --update-golden`` writes the scripts anew;
their difference is read like any other before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from support.case_files import CASES, case_file

from drama.errors import StoryError
from drama.model import Delivery, Ending, Kind, Line, Manner, Script
from drama.readers import read_story
from drama.script import read_script

GOLDEN = ".script"
NAMES = sorted(path.name for path in CASES.iterdir() if path.suffix != GOLDEN)


@pytest.mark.parametrize("name", NAMES)
def test_a_small_file_is_read_as_somebody_found_right(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    golden = CASES / f"{name}{GOLDEN}"
    rows = list(_rows(case_file(CASES / name, tmp_path)))
    if request.config.getoption("--update-golden"):
        golden.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="\n")
    wanted = golden.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(unified_diff(wanted, rows, golden.name, "today", lineterm=""))
    assert not difference, f"\n{difference}\n\nIf this is as it should be: pytest {__file__} --update-golden"


def test_every_script_belongs_to_a_file() -> None:
    assert {path.stem for path in CASES.glob(f"*{GOLDEN}")} == set(NAMES)


def _rows(path: Path) -> Iterator[str]:
    """Yield what is made of a file: tags, lines with their speakers, what is not spoken and why, warnings."""
    try:
        story = read_story(path)
        script = read_script(story)
    except StoryError as problem:
        yield f"error: {str(problem).replace(str(path), path.name)}"
        return
    yield f"title: {story.title}"
    yield f"author: {story.author}"
    for field in ("subtitle", "series", "part", "year", "language", "genre", "publisher", "description"):
        if value := getattr(story.metadata, field):
            yield f"{field}: {value}"
    yield from (f"warning: {warning.replace(str(path), path.name)}" for warning in script.warnings)
    yield from _script_rows(script)


def _script_rows(script: Script) -> Iterator[str]:
    rows = [(line.spans[0].start, 1, _line_row(line)) for line in script.lines]
    titles = {scene.first_line: f"== {scene.number}: {scene.title}" for scene in script.scenes}
    rows += [(ln.spans[0].start, 0, titles[ln.number]) for ln in script.lines if ln.number in titles]
    for segment in script.unspoken:
        words = " ".join(script.story.text[segment.start : segment.end].split())
        words = words if len(words) <= 80 else f"{words[:60]} … {words[-15:]}"
        rows.append((segment.start, 2, f"   -- {segment.rule}: {words}" if segment.kind is Kind.SKIP else "   ----"))
    yield from (row for _, _, row in sorted(rows))


def _line_row(line: Line) -> str:
    who = line.speaker or ("HEADING" if line.is_heading else "NARRATOR")
    sure = "" if line.speaker is None or line.rule == "stated" else f" ({line.rule}, {line.confidence:.2f})"
    how = _how(line.delivery)
    thinks = " thinks" if line.kind is Kind.THOUGHT else ""
    pause = f" (pause {line.pause_after_ms} ms)" if line.pause_after_ms is not None else ""
    stress = " ".join(f"<{line.text[span.start : span.end]}>" for span in line.emphasis)
    before, after = ("".join(f"{{{name}}} " for name in names) for names in (line.effects, line.effects_after))
    return f"{before}{who}{thinks}{sure}{how}: {line.text} {after}{stress}{pause}".rstrip()


def _how(delivery: Delivery) -> str:
    """Return how a line is spoken, what is not plain of it."""
    words = [
        delivery.manner.value if delivery.manner is not Manner.PLAIN else "",
        delivery.ending.value if delivery.ending is not Ending.FULL else "",
        delivery.channel.value if delivery.channel.value != "direct" else "",
        "overlaps the next" if delivery.overlaps_next else "",
        "with the line before" if delivery.is_simultaneous else "",
    ]
    found = ", ".join(filter(None, words))
    return f" [{found}]" if found else ""
