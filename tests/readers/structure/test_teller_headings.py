"""Paragraphs that say who tells are headings; a name alone is one only where several divide a text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drama.model import GivenLine, Role
from drama.readers import read_story
from drama.readers.structure.teller_headings import with_teller_headings
from drama.readers.text import parse_text

LONG = "I went down to the quay and stood there for a long while with the water round my shoes, counting. " * 4
NOBODY = "Rain fell on the quay and on the shed, and the lamp went out, and the boats lay still in the dark. " * 4


def headings(text: str, *, markdown: bool = False) -> list[tuple[str, int]]:
    """Return the headings of a text: words and level."""
    story = with_teller_headings(parse_text(text, markdown=markdown))
    return [(story.text[it.start : it.end], it.level) for it in story.paragraphs if it.role is Role.HEADING]


@pytest.mark.parametrize(
    "line",
    [
        "Anna's POV",
        "Anna’s P.O.V.",
        "ANNA'S POV",
        "Anna POV:",
        "POV: Anna",
        "Anna Berg's Point of View",
        "-- Anna's POV --",
        "[Anna's perspective]",
        "~ James' POV ~",
        "(Anna POV)",
        "Back to Anna's POV",
    ],
)
def test_a_line_that_says_whose_point_of_view_it_is_is_a_heading(line: str) -> None:
    assert headings(f"I slept.\n\n{line}\n\nI woke up. I was cold.") == [(line, 1)]


@pytest.mark.parametrize(
    "line",
    [
        "From her point of view it was late.",
        "from my point of view",
        "That was Anna's point of view.",
        "He had no point of view",
        "Anna",
        "ANNA!",
    ],
)
def test_other_lines_are_prose(line: str) -> None:
    assert headings(f"I slept.\n\n{line}\n\nI woke up. I was cold.") == []


@pytest.mark.parametrize("form", ["{}", "[{}]", "-- {} --", "~{}~", "{}:"])
def test_names_that_divide_a_text_are_headings(form: str) -> None:
    anna, tom = form.format("Anna"), form.format("Tom")
    found = headings(f"Prologue\n\nRain.\n\n{anna}\n\n{LONG}\n\n{tom}\n\n{LONG}\n\n{anna}\n\n{LONG}")
    assert [words for words, _ in found] == ["Prologue", anna, tom, anna]


def test_bold_names_are_headings_too() -> None:
    found = headings(f"Rain.\n\n**Anna**\n\n{LONG}\n\n**Tom**\n\n{LONG}", markdown=True)
    assert [words.strip("*") for words, _ in found] == ["Anna", "Tom"]


def test_they_stand_below_the_headings_there_are() -> None:
    text = f"# The Boat\n\n## Chapter 1\n\nAnna's POV\n\n{LONG}\n\nTom's POV\n\n{LONG}"
    assert [level for _, level in headings(text, markdown=True)] == [1, 2, 3, 3]


def test_names_close_together_are_those_of_a_script() -> None:
    text = "Rain.\n\nANNA\n\nAre you there?\n\nTOM\n\nWhere else?\n\nANNA\n\nThe quay.\n\n"
    assert headings(text) == []


def test_a_single_name_divides_nothing() -> None:
    assert headings(f"{NOBODY}\n\nAnna\n\n{LONG}") == []


def test_the_first_name_is_not_the_title_where_others_head_parts(tmp_path: Path) -> None:
    path = tmp_path / "the-tenth-boat.txt"
    path.write_text(
        "\n\n".join(f"{name}\n\n{LONG}\n\n{LONG}\n\n{LONG}" for name in ("ANNA", "TOM", "ANNA")), encoding="utf-8"
    )
    story = read_story(path)
    assert story.title == "The Tenth Boat"
    assert [it.level for it in story.paragraphs if it.role is Role.HEADING] == [1, 1, 1]


def test_a_script_keeps_its_paragraphs() -> None:
    story = parse_text(f"Anna's POV\n\n{LONG}")
    given = replace(story, given=(GivenLine(story.paragraphs[-1].start, story.paragraphs[-1].end, "Anna"),))
    assert with_teller_headings(given) is given
