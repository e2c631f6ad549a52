"""``drama cast`` says who goes by several names, who was merged and who was parted; ``drama pin`` settles it."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from drama.production import stages as produce

Drama = Callable[..., subprocess.CompletedProcess[str]]

CLIPPED = """Copper Penny trotted into the yard with her ears back. Quill was at the gate.

“You're late,” said Quill.

“The bridge was out,” said Copper Penny.

“The bridge is always out,” said Quill.

“Then build a better one,” said Penny.
"""

NAMESAKES = """Old Tom sat by the stove with his pipe. Young Tom came in with the wood. Anna was at the table.

“Shut the door,” said old Tom.

“It is shut,” said young Tom.

“Then shut it harder,” said old Tom.

“It is as shut as a door can be,” said young Tom.

“Stop it, the two of you,” said Anna.
"""


def speakers(story: Path) -> list[str]:
    """Return who speaks, line after line."""
    return [line.speaker for line in produce.read(story).lines if line.speaker is not None]


@pytest.fixture
def clipped(tmp_path: Path) -> Path:
    """A story in which somebody goes by her name in full and by half of it."""
    path = tmp_path / "yard.txt"
    path.write_text(CLIPPED, encoding="utf-8")
    return path


@pytest.fixture
def namesakes(tmp_path: Path) -> Path:
    """A story of a father and a son of one name."""
    path = tmp_path / "stove.txt"
    path.write_text(NAMESAKES, encoding="utf-8")
    return path


def told_to_run(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the words of the first command that an output offers, without ``drama``."""
    line = next(line for line in done.stdout.splitlines() if "if not:" in line)
    return shlex.split(line.partition("drama ")[2])


def test_the_cast_says_who_was_merged_and_why_and_the_command_beside_it_parts_them(drama: Drama, clipped: Path) -> None:
    done = drama("cast", clipped)
    folded = " ".join(done.stdout.split())
    assert "Copper Penny and Penny – taken for one person" in folded
    assert "the one name is a part of the other, and of nobody else's" in folded
    assert told_to_run(done)[-2:] == ["--split", "Penny"]
    assert drama(*told_to_run(done)).returncode == 0
    assert speakers(clipped) == ["Quill", "Copper Penny", "Quill", "Penny"]
    assert "taken for" not in drama("cast", clipped).stdout
    drama("pin", clipped, "--undo")
    assert speakers(clipped) == ["Quill", "Copper Penny", "Quill", "Copper Penny"]


def test_the_cast_says_who_was_parted_and_why_and_the_command_beside_it_merges_them(
    drama: Drama, namesakes: Path
) -> None:
    done = drama("cast", namesakes)
    folded = " ".join(done.stdout.split())
    assert "Old Tom and Young Tom – taken for two people (99%): the one answers the other 3 times" in folded
    assert told_to_run(done)[-3:] == ["--merge", "Old Tom", "Young Tom"]
    assert drama(*told_to_run(done)).returncode == 0
    assert speakers(namesakes) == ["Old Tom"] * 4 + ["Anna"]
    assert "taken for" not in drama("cast", namesakes).stdout
    drama("pin", namesakes, "--undo")
    assert speakers(namesakes) == ["Old Tom", "Young Tom", "Old Tom", "Young Tom", "Anna"]


def test_a_merge_is_split_again_and_a_split_is_merged_again(drama: Drama, clipped: Path) -> None:
    drama("pin", clipped, "--split", "Penny")
    drama("pin", clipped, "--merge", "Copper Penny", "Penny")
    assert set(speakers(clipped)) == {"Quill", "Copper Penny"}
    drama("pin", clipped, "--split", "Penny")
    assert set(speakers(clipped)) == {"Quill", "Copper Penny", "Penny"}


def test_two_who_answer_each_other_are_one_where_a_person_says_so(drama: Drama, clipped: Path) -> None:
    assert drama("pin", clipped, "--merge", "Quill", "Copper Penny").returncode == 0
    assert set(speakers(clipped)) == {"Quill"}
    done = drama("pin", clipped, "--undo")
    assert done.returncode == 0
    assert set(speakers(clipped)) == {"Quill", "Copper Penny"}


def test_the_cast_lists_the_other_names_of_a_character_within_80_columns(drama: Drama, tmp_path: Path) -> None:
    story = tmp_path / "ward.txt"
    story.write_text(
        "Dr. Anna Berg shut the ward. Miss Berg was tired. Anna Berg always was. Tom sat up.\n\n"
        "“Go home,” said Tom.\n\n“Not yet,” said Anna.\n\n“When?” asked Tom.\n\n“Soon,” said Miss Berg.\n",
        encoding="utf-8",
    )
    rows = drama("cast", story).stdout.splitlines()
    named = next(row for row in rows if " – also " in row)
    assert named.startswith("Dr. Anna Berg – also ")
    assert '"Miss Berg"' in named
    assert all(len(row) <= 80 for row in rows if "Cast file" not in row and "drama pin" not in row)


def test_the_help_of_cast_says_that_it_shows_who_was_taken_for_whom(drama: Drama) -> None:
    assert "taken for one person or for two" in " ".join(drama("cast", "--help").stdout.split()).lower()
