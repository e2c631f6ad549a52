"""The edits of a story over all its files: one order, one step a gesture, whoever made them."""

from __future__ import annotations

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.small_documents import paragraph_of, small_document

import drama
from drama.errors import CastError, DramaError
from drama.files.edit_journal import digest
from drama.files.text_edits import TextFile

STORY = "“Who rang?” asked Ada.\n\n“Nobody rang,” said Bo.\n\n“Somebody did,” said Ada.\n"


@pytest.fixture
def bell(tmp_path: Path) -> Path:
    path = tmp_path / "bell.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def labels(story: Path, *, voices: Path | None = None) -> list[str]:
    return [f"{'(undone) ' * edit.is_undone}{edit.label}" for edit in drama.edits(story, voices=voices)]


def written(path: Path, text: str) -> None:
    TextFile(path, CastError).edit(lambda _: text)


def test_a_gesture_over_two_files_is_one_step(bell: Path) -> None:
    cast, pins = bell.with_name("bell.voices.toml"), bell.with_name("bell.script.toml")
    began = datetime.now(UTC)
    with drama.labelled("Bo rang", by="a program of mine"):
        drama.recast(bell, "Bo", "crane")
        drama.correct(bell).pin(1, "Bo")
    (edit,) = drama.edits(bell)
    assert (edit.label, edit.by, set(edit.paths)) == ("Bo rang", "a program of mine", {cast, pins})
    assert began <= edit.when <= datetime.now(UTC)
    texts = cast.read_text(encoding="utf-8"), pins.read_text(encoding="utf-8")
    undone = drama.undo(bell)
    assert (undone.label, set(undone.paths)) == ("Bo rang", {cast, pins})
    assert sorted(path.name for path in bell.parent.iterdir() if not path.name.startswith(".")) == ["bell.txt"]
    drama.redo(bell)
    assert (cast.read_text(encoding="utf-8"), pins.read_text(encoding="utf-8")) == texts


def test_what_is_edited_is_called_by_what_it_does(bell: Path) -> None:
    editor = drama.correct(bell)
    editor.pin(3, "Ada")
    editor.unpin(3)
    editor.leave_out(3)
    editor.bring_back("Nobody")
    editor.rename("Bo", "Bo Lind")
    editor.merge("Ada", "Bo Lind")
    drama.direct_line(bell, 1, faster=-1, pause_after=400)
    drama.recast(bell, "Ada", "crane")
    drama.describe(bell, "Ada", gender="female", age="old")
    drama.answer(bell, {1: "Ada"}, by="toy")
    drama.save_cast(drama.prepare(bell), overwrite=True)
    assert labels(bell) == [
        "line 3: Ada",
        "line 3: as drama reads it",
        "line 3: not spoken",
        "spoken again: Nobody",
        "Bo is called Bo Lind",
        "Ada and Bo Lind are one",
        "line 1: slower (rate 0.909), pause of 0.4 s",
        "crane speaks Ada",
        "Ada: female, old",
        "1 answer of toy",
        "the voices of all are written down",
    ]


def test_the_file_of_a_series_counts_where_it_is_in_force_and_an_episode_s_own_where_there_is_one(bell: Path) -> None:
    second = bell.with_name("bell 2.txt")
    second.write_text(STORY, encoding="utf-8")
    drama.save_series(bell.parent)
    assert labels(bell) == labels(second) == ["the series holds those who return"]
    drama.recast(bell, "Ada", "crane")
    assert labels(bell) == ["crane speaks Ada"]
    series = bell.with_name("series.voices.toml")
    assert labels(bell, voices=series) == ["the series holds those who return", "crane speaks Ada"]
    drama.undo(second)
    assert not series.exists()


def test_an_edit_of_one_file_ends_the_redo_of_another(bell: Path) -> None:
    editor = drama.correct(bell)
    editor.pin(1, "Bo")
    drama.undo(bell)
    assert labels(bell) == ["(undone) line 1: Bo"]
    drama.recast(bell, "Ada", "crane")
    assert labels(bell) == ["crane speaks Ada"]
    with pytest.raises(DramaError, match="none was undone since the last edit"):
        drama.redo(bell)


def test_the_story_s_own_changes_are_edits_only_once_drama_has_edited_it(bell: Path) -> None:
    bell.write_text(f"{STORY}\nThe end.\n", encoding="utf-8")
    assert labels(bell) == []
    drama.edit_text(bell, "story", STORY, base=f"{STORY}\nThe end.\n")
    bell.write_text(f"{STORY}\nNo end.\n", encoding="utf-8")
    assert labels(bell) == ["bell.txt edited", "bell.txt changed"]
    assert [edit.is_by_hand for edit in drama.edits(bell)] == [False, True]


def test_journals_of_before_are_in_the_order_in_which_their_files_were_edited_last(bell: Path) -> None:
    for second, (name, text) in enumerate({"bell.script.toml": "# pins\n", "bell.voices.toml": "# cast\n"}.items()):
        path = bell.with_name(name)
        path.write_text(text, encoding="utf-8")
        journal = TextFile(path, CastError).undo_path
        journal.write_text(json.dumps({"before": None, "after": digest(text)}) + "\n", encoding="utf-8")
        os.utime(journal, (second, second))
    assert labels(bell) == ["edit of bell.script.toml", "edit of bell.voices.toml"]
    drama.undo(bell)
    assert labels(bell) == ["edit of bell.script.toml", "(undone) edit of bell.voices.toml"]
    drama.undo(bell)
    assert not bell.with_name("bell.script.toml").exists()


def test_the_last_of_many_edits_are_listed_and_those_that_may_be_redone(bell: Path) -> None:
    path = bell.with_name("bell.script.toml")
    for number in range(6):
        with drama.labelled(f"edit {number}"):
            written(path, f"# {number}\n")
    drama.undo(bell, steps=2)
    listed = drama.edits(bell, last=2)
    assert [(edit.label, edit.is_undone) for edit in listed] == [
        ("edit 2", False), ("edit 3", False), ("edit 4", True), ("edit 5", True),
    ]  # fmt: skip


def test_undoing_by_several_at_once_takes_each_step_once(bell: Path) -> None:
    for number in range(12):
        for name in ("bell.script.toml", "bell.voices.toml"):
            with drama.labelled(f"{name} {number}"):
                written(bell.with_name(name), f"# {number}\n")
    with ThreadPoolExecutor(6) as pool:
        taken = [one.label for one in pool.map(lambda _: drama.undo(bell), range(18))]
    assert len(set(taken)) == 18
    left = [edit.label for edit in drama.edits(bell) if not edit.is_undone]
    assert sorted(left) == sorted(f"{name} {n}" for n in range(3) for name in ("bell.script.toml", "bell.voices.toml"))


def test_a_story_that_was_piped_in_has_the_edits_of_the_cast_file_that_is_named(tmp_path: Path) -> None:
    story = drama.piped_story(io.BytesIO(STORY.encode()))
    path = tmp_path / "mine.toml"
    path.write_text("# mine\n", encoding="utf-8")
    drama.recast(story, "Ada", "crane", voices=path)
    assert [edit.label for edit in drama.edits(story, voices=path)] == ["crane speaks Ada"]
    drama.undo(story, voices=path)
    assert path.read_text(encoding="utf-8") == "# mine\n"


def test_fewer_edits_than_steps_are_all_taken_back_and_none_is_an_error(bell: Path) -> None:
    written(bell.with_name("bell.script.toml"), "# one\n")
    assert len(drama.undo(bell, steps=5).edits) == 1
    with pytest.raises(DramaError, match=r'no edit of "bell.txt" to undo'):
        drama.undo(bell)
    with pytest.raises(DramaError, match="steps is 0"):
        drama.redo(bell, steps=0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bell.txt", STORY.encode("cp1252")),
        ("bell.txt", STORY.encode("utf-16")),
        ("bell.docx", small_document(".docx", paragraph_of(".docx", "“Who rang?” asked Ada."))),
    ],
    ids=["another encoding", "UTF-16", "DOCX"],
)
def test_edits_are_undone_beside_a_story_that_is_no_text_in_utf_8(tmp_path: Path, name: str, content: bytes) -> None:
    story = tmp_path / name
    story.write_bytes(content)
    drama.correct(story).pin(1, "Bo", is_new=True)
    assert drama.undo(story).label == "line 1: Bo"
    assert not (tmp_path / "bell.script.toml").exists()
    drama.redo(story)
    assert drama.read(story).lines[0].speaker == "Bo"
    assert story.read_bytes() == content
