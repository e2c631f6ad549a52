"""The first lines of a manuscript: what is the title, who wrote it, and what is about the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.model import Role
from drama.readers import read_story
from drama.readers.structure.openings import Opening, find_opening

STORY = "Rain had been falling on the quay since noon, and nobody had come for the boat or for the man who slept in it."


@pytest.mark.parametrize(
    ("lines", "opening"),
    [
        (["The Salt Stair", "by Nell Orrin"], Opening("The Salt Stair", "Nell Orrin", 0)),
        (["Who Rows?", "By – Nell Orrin"], Opening("Who Rows?", "Nell Orrin", 0)),
        (["Ferry", "A Tale of the North", "Written by: Nell Orrin"], Opening("Ferry", "Nell Orrin", 0)),
        (
            ["Nell Orrin", "12 Quay Street", "Saltholm, NH 03801", "(555) 555-0100", "nell@example.org",
             "about 3,400 words", "THE SALT STAIR", "by Nell Orrin"],
            Opening("THE SALT STAIR", "Nell Orrin", 6, (0, 1, 2, 3, 4, 5)),
        ),
        (["The Salt Stair", "by", "Nell Orrin"], Opening("The Salt Stair", "Nell Orrin", 0)),
        (
            ["Nell Orrin", "12 Quay Street", "Saltholm, Northland", "nell@example.org", "Tel. 555 0100",
             "About 90,000 words", "THE SALT STAIR", "by", "Nell Orrin"],
            Opening("THE SALT STAIR", "Nell Orrin", 6, (0, 1, 2, 3, 4, 5)),
        ),
        (
            ["Ines Tarn", "Dr. Olm", "English 101", "4 March 2024", "The Lamp"],
            Opening("The Lamp", "Ines Tarn", 4, (0, 1, 2, 3)),
        ),
        (
            ["Ines Tarn", "Creative Writing II", "Professor Ada Olm", "March 4, 2024"],
            Opening("", "Ines Tarn", None, (0, 1, 2, 3)),
        ),
        (["The Lamp", "Ines Tarn", "4th March 2024"], Opening("The Lamp", "Ines Tarn", 0, (1, 2))),
        (["The Lamp"], Opening("The Lamp", "", 0)),
    ],
)  # fmt: skip
def test_lines_above_a_story_are_known_by_their_words(lines: list[str], opening: Opening) -> None:
    assert find_opening(lines, has_more=True) == opening


@pytest.mark.parametrize(
    "lines",
    [
        ["The boat was gone."],
        ["Down we went,", "by the river"],
        ["Down", "by the river"],
        ["“Nell?”", "By Nell he meant me."],
        ["Anna Berg", "She came in March."],
        ["Anna Berg", "4 March 2024"],
        ["4 March 2024", "Dear Anna"],
        ["Dr. Olm", "Ines Tarn", "The Lamp"],
        ["The Lamp", "The Key"],
        ["One", "Two", "Three", "Four"],
        ["Chapter One"],
        [],
    ],
)
def test_first_lines_of_a_story_stay_in_it(lines: list[str]) -> None:
    assert find_opening(lines, has_more=True) == Opening()


def test_lines_that_are_all_there_is_stay_a_story() -> None:
    assert find_opening(["The Salt Stair", "by Nell Orrin"], has_more=False) == Opening()
    assert find_opening(["The Lamp"], has_more=False) == Opening()


def rtf(folder: Path, *paragraphs: str, info: str = "") -> Path:
    path = folder / "draft-3.rtf"
    path.write_text(rf"{{\rtf1\ansi {info}" + "".join(rf"\pard {it}\par " for it in paragraphs) + "}", encoding="ascii")
    return path


def test_a_title_and_a_name_go_before_what_a_program_wrote_into_the_properties(tmp_path: Path) -> None:
    info = r"{\info{\title Report 7}{\author Someone Else}}"
    story = read_story(rtf(tmp_path, "The Salt Stair", "by Nell Orrin", STORY, info=info))
    assert (story.title, story.author) == ("The Salt Stair", "Nell Orrin")
    assert [it.role for it in story.paragraphs] == [Role.HEADING, Role.PROSE, Role.PROSE]


def test_a_line_that_only_looks_like_a_title_does_not(tmp_path: Path) -> None:
    info = r"{\info{\title The Salt Stair}{\author Nell Orrin}}"
    story = read_story(rtf(tmp_path, "The Quay", STORY, info=info))
    assert (story.title, story.author) == ("The Salt Stair", "Nell Orrin")
    assert story.paragraphs[0].role is Role.HEADING


def test_what_is_about_the_text_is_left_out_with_the_reason(tmp_path: Path) -> None:
    story = read_story(rtf(tmp_path, "Ines Tarn", "Dr. Olm", "English 101", "4 March 2024", "The Lamp", STORY))
    assert (story.title, story.author) == ("The Lamp", "Ines Tarn")
    assert {skip.reason for skip in story.skips} == {"front matter"}
    assert [it.role for it in story.paragraphs] == [Role.HEADING, Role.PROSE]


def test_chapters_stand_below_a_title_of_the_first_lines(tmp_path: Path) -> None:
    chapter = r"\outlinelevel0 Chapter One"
    story = read_story(rtf(tmp_path, "The Salt Stair", "by Nell Orrin", chapter, STORY))
    assert [(it.role, it.level) for it in story.paragraphs if it.role is Role.HEADING] == [
        (Role.HEADING, 1),
        (Role.HEADING, 2),
    ]
