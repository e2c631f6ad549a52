"""Project Gutenberg's header and licence are not spoken, in copies of any age."""

from __future__ import annotations

import pytest

from drama.model import Role
from drama.readers.structure.gutenberg import find_ebook
from drama.readers.text import parse_text

BOOK = "The lamp went out at noon.\n\n“Row,” said Ilse."
FIRST = "The Project Gutenberg EBook of The Lamp, by Nell Orrin\n\nFree of charge.\n\n"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (
            "*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***",
            "*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***",
        ),
        ("*** START OF THIS PROJECT GUTENBERG EBOOK THE LAMP ***", "End of Project Gutenberg's The Lamp"),
        ("***START OF THE PROJECT GUTENBERG EBOOK THE LAMP***", "***END OF THE PROJECT GUTENBERG EBOOK THE LAMP***"),
        ("*** START OF THE PROJECT GUTENBERG EBOOK\nTHE LAMP ***", "End of The Project Gutenberg Etext of The Lamp"),
        ("*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*", "End of this Project Gutenberg Etext"),
        ("*END THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.12.12.00*END*", "END OF PROJECT GUTENBERG'S THE LAMP"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_book_lies_between_the_marks(start: str, end: str, line_end: str) -> None:
    text = f"{FIRST}{start}\n\n{BOOK}\n\n{end}\n\nDonations are welcome.".replace("\n", line_end)
    story = parse_text(text)
    assert [story.text[p.start : p.end] for p in story.paragraphs] == BOOK.split("\n\n")
    assert (story.title, story.author) == ("The Lamp", "Nell Orrin")


def test_a_story_about_the_project_is_no_copy_of_it() -> None:
    assert find_ebook("Ilse read Project Gutenberg books all night.\n\nEnd of story.") is None


@pytest.mark.parametrize(
    "credit",
    [
        "Produced by A. Volunteer and the\nOnline Distributed Proofreading Team",
        "E-text prepared by A. Volunteer",
        "This etext was prepared by A. Volunteer from the 1891 edition.",
        "Transcribed from the 1891 edition by A. Volunteer",
        "HTML version by A. Volunteer",
        "[Transcriber's Note:\n\nThe oars.\n\nThe lamp.]",
    ],
)
def test_who_made_the_copy_is_not_spoken(credit: str) -> None:
    story = parse_text(f"{FIRST}*** START OF THIS PROJECT GUTENBERG EBOOK X ***\n\n{credit}\n\n\n\n{BOOK}")
    assert [story.text[p.start : p.end] for p in story.paragraphs] == BOOK.split("\n\n")


def test_verse_that_is_set_in_pauses_at_its_line_ends() -> None:
    verse = "    Row, brothers, row,\n      The tide is low."
    text = f"Ilse rowed and rowed until\nthe lamp was out.\n\n{verse}\n\nIt rained\non them."
    story = parse_text(text)
    assert [text[: pause.at].rsplit("\n", 1)[-1].strip() for pause in story.pauses] == ["Row, brothers, row,"]


def test_a_chapter_listed_in_the_contents_is_a_heading() -> None:
    text = (
        "CONTENTS\n\n1. Ash\n2. Salt\n3. Home\n\n\n1. Ash\n\nIt rained.\n\n2. Salt\n\nIt stopped.\n\n3. Home\n\nRain."
    )
    story = parse_text(text)
    assert [text[p.start : p.end] for p in story.paragraphs if p.role is Role.HEADING] == [
        "1. Ash",
        "2. Salt",
        "3. Home",
    ]


def test_a_stage_direction_about_music_is_no_picture() -> None:
    story = parse_text(f"{FIRST}*** START OF THIS PROJECT GUTENBERG EBOOK X ***\n\n{BOOK}\n\n[Music. They dance.]")
    assert {skip.reason for skip in story.skips} == {"Project Gutenberg's header"}
