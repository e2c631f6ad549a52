from __future__ import annotations

from pathlib import Path

import pytest
from support.incli import run_drama

STORY = """---
title: The Salt Stair
---

# One

<!-- check the tide times again before the second draft, and ask Bo whether the ferry would have left by then -->

“Cast *off*,” said **Ines**.[^1]

***

“Not ~~now~~ yet,” said Bo.

[^1]: She meant it.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "stair.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_what_is_not_spoken_is_counted_by_reason_and_listed_with_its_place(story: Path) -> None:
    rows = run_drama(story.parent, "script", story.name, "--skipped").stdout.splitlines()
    assert rows[0] == "Not spoken: 30 words in 5 places (comment, note, front matter, …), and 6 marks"
    assert rows[2:9] == [
        "  REASON        PLACES  WORDS",
        "  comment            1     20",
        "  note               2      5",
        "  front matter       1      4",
        "  struck out         1      1",
        "  markup             5      –",
        "  scene break        1      –",
    ]
    assert "  before line 1  --- title: The Salt Stair ---" in rows
    assert "  before line 2  <!-- check the tide times again before the secon … e left by then -->" in rows
    assert "     at the end  [^1]: She meant it." in rows
    assert "  *  ×2    **  ×2    #" in rows


def test_every_word_is_either_spoken_or_counted(story: Path) -> None:
    rows = run_drama(story.parent, "script", story.name, "--skipped").stdout
    for words in ("title: The Salt Stair", "[^1]", "~~now~~", "***", "She meant it."):
        assert words in rows


def test_a_script_ends_with_one_line_that_counts_what_is_not_spoken(story: Path) -> None:
    rows = run_drama(story.parent, "script", story.name).stdout.splitlines()
    assert rows[-1].startswith("not spoken: 30 words in 5 places")
    assert rows[-1].endswith("; --skipped lists them")


def test_nothing_is_said_where_all_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("It rained.\n\nIt went on.\n", encoding="utf-8")
    assert "spoken" not in run_drama(tmp_path, "script", "rain.txt").stdout
    assert run_drama(tmp_path, "script", "rain.txt", "--skipped").stdout == "Not spoken: nothing\n"


@pytest.mark.slow
def test_the_summary_of_a_render_counts_words_that_are_left_out_but_not_marks(story: Path) -> None:
    done = run_drama(story.parent, "render", story.name, "--engine", "tone")
    assert "  not spoken: 30 words in 5 places" in done.stdout
    assert "see them with  drama script stair.md --skipped" in done.stdout
    story.write_text("# One\n\n“Cast *off*,” said Ines.\n", encoding="utf-8")
    assert "not spoken" not in run_drama(story.parent, "render", story.name, "--engine", "tone").stdout


@pytest.mark.parametrize("other", [("--doubtful",), ("--explain", "2"), ("--format", "jsonl")])
def test_skipped_is_a_view_of_its_own(story: Path, other: tuple[str, ...]) -> None:
    done = run_drama(story.parent, "script", story.name, "--skipped", *other)
    assert (done.returncode, "go together" in done.stderr or "go with" in done.stderr) == (2, True)
