"""The journal of a text file: added to only, as long as one likes, and whole wherever a process was killed."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.errors import CastError
from drama.files.edit_journal import change_between
from drama.files.text_edits import BY_HAND, EditedMeanwhileError, TextFile, labelled, made_by

TEXTS = st.text(st.sampled_from("ab\nü𝄞"), max_size=30)


@pytest.fixture
def file(tmp_path: Path) -> TextFile:
    return TextFile(tmp_path / "ferry.script.toml", CastError)


def appended(row: str) -> Callable[[str | None], str]:
    return lambda text: (text or "") + row


def by_hand(file: TextFile, text: str | None) -> None:
    if text is None:
        file.path.unlink()
    else:
        file.path.write_text(text, encoding="utf-8")


@given(TEXTS, TEXTS)
def test_a_change_makes_one_text_of_the_other_and_leaves_out_what_they_share(before: str, after: str) -> None:
    change = change_between(before, after)
    end = change.start + len(change.old)
    assert before[: change.start] + change.new + before[end:] == after
    assert before[change.start : end] == change.old
    assert not change.old or not change.new or change.old[0] != change.new[0]
    assert not change.old or not change.new or change.old[-1] != change.new[-1]


def test_an_edit_bears_its_label_its_time_its_gesture_and_who_made_it(file: TextFile) -> None:
    began = time.time_ns()
    with made_by("command line"), labelled("Ines and the girl are one"):
        file.edit(appended("a\n"))
        with labelled("a part of it", by="studio"):
            file.edit(appended("b\n"))
    file.edit(appended("c\n"))
    with labelled(""), labelled("named by the first within"):
        file.edit(appended("d\n"))
    edits = file.history().standing
    assert [(one.label, one.by) for one in edits] == [
        ("Ines and the girl are one", "command line"),
        ("Ines and the girl are one", "studio"),
        ("", "Python"),
        ("named by the first within", "Python"),
    ]
    assert [one.group for one in edits].count(edits[0].group) == 2
    assert len({one.group for one in edits}) == 3
    assert began <= edits[0].time_ns < edits[1].time_ns < edits[2].time_ns <= time.time_ns() + 1_000
    file.undo()
    file.undo()
    assert file.undo() is False  # both of the first gesture
    assert file.read() is None


def test_what_was_changed_by_hand_is_an_edit_of_its_own_which_plain_undo_does_not_take(file: TextFile) -> None:
    file.edit(appended("one\n"))
    by_hand(file, "zero\none\n")
    with pytest.raises(CastError, match="changed after its last edit by drama"):
        file.undo()
    file.edit(appended("two\n"))
    edits = file.history().standing
    assert [(one.by, one.label) for one in edits][1] == (BY_HAND, "ferry.script.toml changed")
    for text in ("zero\none\n", "one\n", None):
        file.take_back(file.history().standing[-1].group)
        assert file.read() == text
    while undone := file.history().undone:
        file.bring_back(undone[0][1].group)
    assert file.read() == "zero\none\ntwo\n"


def test_a_file_that_was_deleted_by_hand_comes_back_and_goes_again(file: TextFile) -> None:
    file.edit(appended("one\n"))
    file.edit(appended("two\n"))
    by_hand(file, None)
    assert file.history().standing[-1].by == BY_HAND
    file.take_back(file.history().standing[-1].group)
    assert file.read() == "one\ntwo\n"
    file.bring_back(file.history().undone[0][1].group)
    assert file.read() is None


def test_an_edit_taken_back_by_hand_can_be_redone(file: TextFile) -> None:
    file.edit(appended("one\n"))
    file.edit(appended("two\n"))
    by_hand(file, "one\n")
    assert [one.change.new for one in file.history().standing] == ["one\n"]
    file.bring_back(file.history().undone[0][1].group)
    assert file.read() == "one\ntwo\n"


def test_an_edit_after_an_undo_ends_the_redo_and_the_journal_keeps_what_was_undone(file: TextFile) -> None:
    for row in ("one\n", "lost?\n"):
        file.edit(appended(row))
    file.undo()
    file.edit(appended("two\n"))
    assert file.history().undone == ()
    with pytest.raises(EditedMeanwhileError):
        file.bring_back("anything")
    rows = [json.loads(row) for row in file.undo_path.read_text(encoding="utf-8").splitlines()]
    assert "lost?\n" in [row["new"] for row in rows if row["did"] == "edit"]


def test_an_edit_of_a_long_journal_reads_and_writes_as_much_as_of_a_short_one(file: TextFile) -> None:
    """By the bytes that are added, and by those in which the newest row finds all it needs."""
    text = "".join(f"row {number}\n" for number in range(200))
    sizes, needed = [], []
    for number in range(120):
        before = file.undo_path.stat().st_size if number else 0
        file.edit(lambda _, number=number: text.replace(f"row {number % 200}\n", f"row {number} again\n"))  # type: ignore[misc]
        sizes.append(file.undo_path.stat().st_size - before)
        needed.append(file.history(1).standing[-1].since)
    assert max(sizes[60:]) < 3 * len(text)
    assert max(needed) < 40_000 < sum(sizes)
    assert sum(sizes) < 120 * 1_300  # of a text of 2,000 signs


@pytest.mark.parametrize("at", range(0, 600, 37))
def test_a_row_that_was_cut_off_anywhere_counts_as_not_there(file: TextFile, at: int) -> None:
    file.edit(appended("one\n"))
    kept, text = file.undo_path.read_bytes(), file.path.read_bytes()
    file.edit(appended("two\n"))
    whole = file.undo_path.read_bytes()
    file.undo_path.write_bytes(whole[: min(len(kept) + at, len(whole) - 1)])
    file.path.write_bytes(text)  # killed while it wrote the journal
    file.edit(appended("three\n"))
    assert file.undo_path.read_bytes().startswith(kept)
    assert [one.change.new for one in file.history().standing] == ["one\n", "three\n"]
    file.undo()
    assert file.read() == "one\n"


@pytest.mark.parametrize("at", [0, 1, 6, 7, 8, 30])
def test_the_very_first_row_may_be_cut_off_too(file: TextFile, at: int) -> None:
    file.edit(appended("one\n"))
    file.undo_path.write_bytes(file.undo_path.read_bytes()[:at])
    file.edit(appended("two\n"))
    file.undo()
    assert file.read() == "one\n"


def test_a_kill_between_journal_and_file_undoes_whatever_was_not_done(file: TextFile) -> None:
    def killed(step: Callable[[], object]) -> None:
        text = file.read()
        step()
        by_hand(file, text)

    file.edit(appended("one\n"))
    killed(lambda: file.edit(appended("two\n")))
    assert [one.change.new for one in file.history().standing] == ["one\n"]
    file.edit(appended("three\n"))
    killed(file.undo)
    assert [one.change.new for one in file.history().standing] == ["one\n", "three\n"]
    file.undo()
    group = file.history().undone[0][1].group
    killed(lambda: file.bring_back(group))
    assert [one.change.new for one in file.history().standing] == ["one\n"]
    file.bring_back(group)
    assert file.read() == "one\nthree\n"


def test_a_step_is_of_the_edits_that_stand_and_not_of_those_another_hand_was_quicker_with(file: TextFile) -> None:
    file.edit(appended("one\n"))
    first = file.history().standing[-1].group
    file.edit(appended("two\n"))
    with pytest.raises(EditedMeanwhileError):
        file.take_back(first)
    assert file.read() == "one\ntwo\n"


@pytest.mark.parametrize(
    "damage",
    [
        {"below": 5}, {"standing": 1 << 40}, {"did": "sing"}, {"time": "noon"}, {"since": -1}, {"start": -1},
        {"old": None}, {"of": True}, {"undone": -2},
    ],
    ids=str,
)  # fmt: skip
def test_a_row_that_leads_nowhere_is_damage_and_nothing_is_written(file: TextFile, damage: dict[str, object]) -> None:
    file.edit(appended("one\n"))
    row = json.loads(file.undo_path.read_text(encoding="utf-8"))
    file.undo_path.write_text(json.dumps(row | damage, separators=(",", ":")) + "\n", encoding="utf-8")
    for step in (file.undo, lambda: file.edit(appended("two\n"))):
        with pytest.raises(CastError, match='undo" is damaged: delete it'):
            step()
    assert file.read() == "one\n"


def test_a_text_that_is_not_what_the_journal_says_is_never_patched(file: TextFile) -> None:
    file.edit(appended("one\n"))
    file.edit(appended("two\n"))
    rows = file.undo_path.read_text(encoding="utf-8").splitlines()
    rows[1] = rows[1].replace('"new":"two\\n"', '"new":"too\\n"')
    file.undo_path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(CastError, match="is damaged"):
        file.undo()
    assert file.read() == "one\ntwo\n"


def test_a_clock_that_was_put_back_leaves_the_order_of_edits(file: TextFile) -> None:
    file.edit(appended("one\n"))
    by_hand(file, "one\nhand\n")
    os.utime(file.path, (1, 1))
    file.edit(appended("two\n"))
    times = [one.time_ns for one in file.history().standing]
    assert times == sorted(set(times))
