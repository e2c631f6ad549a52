"""Edits of a text file by several hands: none is lost, and each can be taken back."""

from __future__ import annotations

import json
import multiprocessing
from itertools import pairwise
from pathlib import Path

import pytest

from drama.errors import CastError, ScriptError
from drama.files.edit_journal import digest
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
    file = TextFile(path, CastError)
    for _ in range(EDITORS * EDITS - 10):
        file.undo()
    assert path.read_text(encoding="utf-8") == (begun or "") + "".join(f"{row}\n" for row in rows[:10])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".story.voices.toml.undo", "story.voices.toml"]


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


@pytest.mark.parametrize("is_made", [True, False])
def test_a_journal_of_whole_texts_as_drama_wrote_it_before_is_undone_and_redone(tmp_path: Path, is_made: bool) -> None:
    path = tmp_path / "story.voices.toml"
    file = TextFile(path, CastError)
    texts = [None, "first\n", "first\nsecond\n"]
    rows = [{"before": before, "after": digest(after)} for before, after in pairwise([*texts, "never made\n"])]
    file.undo_path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    path.write_text("never made\n" if is_made else "first\nsecond\n", encoding="utf-8")
    file.edit(lambda text: f"{text}third\n")
    for text in [*(["never made\n"] if is_made else []), *texts[::-1]]:
        file.undo()
        assert file.read() == text
    with pytest.raises(CastError, match="no edit"):
        file.undo()
    while undone := file.history().undone:
        file.bring_back(undone[0][1].group)
    assert file.read() == ("never made\nthird\n" if is_made else "first\nsecond\nthird\n")


@pytest.mark.parametrize(
    "damage", ["{\n", '{"did":"edit"}\n', "[]", '{"before": 3, "after": "x"}', "\0", "[" * 100_000, '{"after": "x"}']
)
def test_a_damaged_journal_is_one_message_and_the_file_stays(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "story.voices.toml"
    path.write_text("mine\n", encoding="utf-8")
    file = TextFile(path, CastError)
    file.undo_path.write_text(damage, encoding="utf-8")
    with pytest.raises(CastError, match='undo" is damaged'):
        file.undo()
    assert path.read_text(encoding="utf-8") == "mine\n"
