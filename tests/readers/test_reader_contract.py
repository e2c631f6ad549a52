"""What every reader keeps, ours and yours: ``pytest tests/readers/test_reader_contract.py --drama-story FILE``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.model import Story
from drama.readers import Reader, read_story, reader_suffixes
from drama.readers.base import START_BYTES, ReadOptions, check_story
from drama.readers.registry import reader_of
from drama.script import read_script


@pytest.fixture
def reader(story_file: Path) -> Reader:
    return reader_of(story_file)


@pytest.fixture
def story(story_file: Path) -> Story:
    return read_story(story_file)


def test_it_reads_the_suffixes_it_is_known_by(reader: Reader, story_file: Path) -> None:
    assert reader.name
    assert story_file.suffix.lower() in reader.suffixes
    assert set(reader.suffixes) <= set(reader_suffixes())
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in reader.suffixes)


def test_it_recognizes_its_files_by_their_beginning(reader: Reader, story_file: Path) -> None:
    assert reader.recognizes(story_file.read_bytes()[:START_BYTES]) is True


def test_its_story_is_what_a_story_promises(reader: Reader, story: Story, story_file: Path) -> None:
    check_story(reader.read(story_file, ReadOptions()), reader.name)
    assert story.path == story_file
    assert story.title


def test_every_character_is_spoken_or_has_a_reason(story: Story) -> None:
    assert read_script(story).lines  # the coverage check would raise


def test_what_the_source_states_of_speakers_is_followed(story: Story) -> None:
    lines = {line.spans[0].start: line for line in read_script(story).lines}
    for given in story.given:
        within = [line for start, line in lines.items() if given.start <= start < given.end]
        assert within
        assert {(line.speaker, line.rule) for line in within} == {(given.speaker, "stated")}


def test_the_same_file_gives_the_same_story(story: Story, story_file: Path) -> None:
    assert read_story(story_file) == story


def test_the_title_and_the_author_of_the_user_go_before_its_own(story_file: Path) -> None:
    story = read_story(story_file, title="The Long Road", author="Nell Orrin")
    assert (story.title, story.author) == ("The Long Road", "Nell Orrin")


def test_its_suffix_may_be_in_capitals(story: Story, story_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / f"copy{story_file.suffix.upper()}"
    shutil.copy(story_file, copy)
    assert read_story(copy).text == story.text


def test_a_file_that_is_not_there_is_one_message(reader: Reader, story_file: Path, tmp_path: Path) -> None:
    gone = tmp_path / f"gone{story_file.suffix}"
    with pytest.raises(StoryError, match="gone"):
        reader.read(gone, ReadOptions())
    with pytest.raises(StoryError, match="gone"):
        read_story(gone)
