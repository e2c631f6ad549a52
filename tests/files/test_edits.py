"""Edits of a text file by several hands: none is lost, and each can be taken back."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from drama.errors import CastError, ScriptError
from drama.files.text_edits import EditedMeanwhileError, TextFile

EDITORS, EDITS = 5, 20


def append_rows(path: Path, name: str) -> None:
    file = TextFile(path, CastError)
    for number in range(EDITS):
        row = f"{name}{number}\n"
        file.edit(lambda text, row=row: (text or "") + row)  # type: ignore[misc]


@pytest.mark.parametrize("begun", [None, "# by hand\n"])
@pytest.mark.slow
def test_edits_of_many_processes_at_once_are_all_kept(tmp_path: Path, begun: str | None) -> None:
    path = tmp_path / "story.voices.toml"
    if begun is not None:
        path.write_text(begun, encoding="utf-8")
    context = multiprocessing.get_context("spawn")
    editors = [context.Process(target=append_rows, args=(path, name)) for name in "abcde"[:EDITORS]]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join(120)
    assert [editor.exitcode for editor in editors] == [0] * EDITORS
    rows = path.read_text(encoding="utf-8").removeprefix(begun or "").splitlines()
    assert sorted(rows) == sorted(f"{name}{number}" for name in "abcde" for number in range(EDITS))
    undone = 0
    file = TextFile(path, CastError)
    while undone < 50:  # as many as are remembered
        file.undo()
        undone += 1
    assert path.read_text(encoding="utf-8") == (begun or "") + "".join(f"{row}\n" for row in rows[:-50])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["story.voices.toml"]


def test_an_edit_worked_out_from_an_old_text_is_worked_out_again(tmp_path: Path) -> None:
    path = tmp_path / "story.script.toml"
    path.write_text("one\n", encoding="utf-8")
    seen = []

    def change(text: str | None) -> str:
        seen.append(text)
        if len(seen) == 1:
            path.write_text("one\ntwo\n", encoding="utf-8")  # another hand
        return f"{text}three\n"

    assert TextFile(path, ScriptError).edit(change) == "one\ntwo\n"
    assert seen == ["one\n", "one\ntwo\n"]
    assert path.read_text(encoding="utf-8") == "one\ntwo\nthree\n"


def test_nothing_is_written_over_what_another_hand_wrote(tmp_path: Path) -> None:
    path = tmp_path / "story.script.toml"
    path.write_text("theirs\n", encoding="utf-8")
    file = TextFile(path, ScriptError)
    for before in (None, "mine\n", ""):
        with pytest.raises(EditedMeanwhileError):
            file.replace(before, "new\n")
    assert path.read_text(encoding="utf-8") == "theirs\n"
    assert list(tmp_path.iterdir()) == [path]


def test_an_editor_that_never_gets_its_turn_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "busy.toml"

    def change(text: str | None) -> str:
        path.write_text(f"{text}.", encoding="utf-8")
        return "mine"

    with pytest.raises(CastError, match=r"busy\.toml.*others edit it"):
        TextFile(path, CastError).edit(change)


def test_an_edit_that_was_remembered_but_never_made_is_passed_over_by_undo(tmp_path: Path) -> None:
    path = tmp_path / "story.voices.toml"
    file = TextFile(path, CastError)
    file.edit(lambda _: "first\n")
    with file.undo_path.open("a", encoding="utf-8") as journal:  # killed between the journal and the file
        journal.write(json.dumps({"before": "first\n", "after": "0" * 64}) + "\n")
    file.edit(lambda text: f"{text}second\n")
    assert file.undo()
    assert path.read_text(encoding="utf-8") == "first\n"
    assert not file.undo()
    assert not path.exists()


@pytest.mark.parametrize("damage", ["{", "[]", '{"before": 3, "after": "x"}', "\0", "[" * 100_000, '{"after": "x"}'])
def test_a_damaged_journal_is_one_message_and_the_file_stays(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "story.voices.toml"
    path.write_text("mine\n", encoding="utf-8")
    file = TextFile(path, CastError)
    file.undo_path.write_text(damage, encoding="utf-8")
    with pytest.raises(CastError, match="damaged"):
        file.undo()
    assert path.read_text(encoding="utf-8") == "mine\n"
