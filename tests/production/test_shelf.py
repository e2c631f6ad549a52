"""Stories on a shelf."""

from __future__ import annotations

from pathlib import Path

import pytest

import drama
from drama.errors import StoryError
from drama.production.shelf import plain_name

STORY = "“Is the ferry late?” asked Nora.\n\n“It is always late,” said Ivo.\n"


def test_a_story_is_kept_under_its_name_and_never_over_another(tmp_path: Path) -> None:
    first = drama.keep_story(tmp_path, "Ferry.txt", STORY.encode())
    second = drama.keep_story(tmp_path, "Ferry.txt", (STORY + "\n“So it is,” said Nora.\n").encode())
    assert (first.path.name, second.path.name) == ("Ferry.txt", "Ferry 2.txt")
    assert first.path.read_text(encoding="utf-8") == STORY
    assert {story.called for story in drama.stories_in(tmp_path)} == {"Ferry.txt", "Ferry 2.txt"}


def test_a_file_that_is_no_story_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"picture\.png"):
        drama.keep_story(tmp_path, "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="not there"):
        drama.stories_in(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Ferry.txt", "Ferry.txt"),
        ("../../etc/ferry.txt", "_.._etc_ferry.txt"),
        ("C:\\stories\\ferry.txt", "C_stories_ferry.txt"),
        ("fer\u202etxt.exe\n.txt", "fer_txt.exe_.txt"),
        ("", "story.txt"),
        ("...", "story.txt"),
        ("a" * 10_000 + ".docx", "a" * 100 + ".docx"),
    ],
)
def test_a_name_is_made_one_that_any_system_takes(asked: str, name: str) -> None:
    assert plain_name(asked) == name
