"""What a person is told of a text before it is read aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import write_pages

from drama.readers import parse_text, read_story
from drama.script import read_script

DATA = "iVBORw0KGgoAAAANSUhEUg" * 40


@pytest.mark.parametrize("markdown", [False, True])
def test_a_word_of_hundreds_of_characters_is_told_once_with_its_line_and_beginning(markdown: bool) -> None:
    text = f"One.\n\nTwo {DATA}A\n\nThree data:x;base64,{DATA}{DATA}"
    (warning,) = parse_text(text, markdown=markdown).warnings
    assert warning.startswith("2 “words” of up to 1,774 characters would be read aloud (in line 5: data:x;base64,iVBOR")
    assert len(warning) < 250


def test_a_long_word_in_a_book_is_told_and_reaches_the_script(tmp_path: Path) -> None:
    story = read_story(write_pages(tmp_path / "b.epub", f"<p>One {DATA}</p>"))
    assert story.warnings[0].startswith("a “word” of 880 characters")
    assert read_script(story).warnings == story.warnings


@pytest.mark.parametrize(
    "text",
    [
        "Aaaa" * 40 + "! he cried.",
        "夜の海は静かだった。" * 40,
        "well-and-truly" * 10,
        "=" * 500 + "\n\nOne.",
        f"One ![x](data:{DATA}) two <img src='{DATA}'> three.",
    ],
)
def test_a_cry_a_script_without_spaces_and_what_is_not_spoken_are_not_told(text: str) -> None:
    assert not parse_text(text, markdown=True).warnings


def test_characters_lost_in_the_file_itself_are_told() -> None:
    (warning,) = parse_text("One.\n\n\ufffdCome in,\ufffd she said.").warnings
    assert warning.startswith("2 characters are lost in the file itself (the first in line 3")


def test_words_that_are_struck_out_are_told() -> None:
    story = parse_text("He was ~~terrified~~ concerned.\n\n~~Very.~~", markdown=True)
    assert story.warnings == ("2 struck-out passages are not spoken (the first in line 1: ~~terrified~~)",)


def test_a_book_that_has_no_lines_is_told_of_by_its_words(tmp_path: Path) -> None:
    book = write_pages(tmp_path / "tide.epub", "<h1>One</h1><p>The tide was <s>low</s> high.</p>")
    assert read_story(book).warnings == (
        "1 struck-out passage is not spoken (the first after “One The tide was”: low)",
    )
