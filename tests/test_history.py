"""What a render remembers, and what it says has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drama import history
from drama.errors import TakeError
from drama.model import Cast, Kind, Line, Span, Voice

MARA, TEO = Voice("cedar", "tone", "tone:300"), Voice("birch", "tone", "tone:200")
CAST = Cast(narrator=Voice("marble", "tone", "tone:150"), voices={"Mara": MARA, "Teo": TEO})


def line(number: int, text: str, speaker: str | None) -> Line:
    kind = Kind.NARRATION if speaker is None else Kind.DIALOGUE
    return Line(number, 1, kind, speaker, text, (Span(0, len(text)),), 0, "test", 1.0)


LINES = (line(1, "It rained.", None), line(2, "“Come in.”", "Mara"), line(3, "“Thanks.”", "Teo"))


def test_a_render_is_remembered_with_its_gain(tmp_path: Path) -> None:
    history.save(tmp_path, Path("story.txt"), LINES, CAST, gain_db=-0.75)
    past = history.load(tmp_path, Path("story.txt"))
    assert past is not None
    assert past.gain_db == -0.75
    assert [spoken.speaker for spoken in past.lines] == [None, "Mara", "Teo"]


def test_a_story_never_rendered_has_no_history(tmp_path: Path) -> None:
    assert history.load(tmp_path, Path("story.txt")) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"gain_db": "loud", "lines": []}', '{"gain_db": 0, "lines": [1]}'])
def test_a_damaged_record_counts_as_none(tmp_path: Path, damage: str) -> None:
    history.save(tmp_path, Path("story.txt"), LINES, CAST, gain_db=0.0)
    (record,) = (tmp_path / "episodes").iterdir()
    record.write_text(damage)
    assert history.load(tmp_path, Path("story.txt")) is None


def test_the_same_script_and_cast_are_no_change(tmp_path: Path) -> None:
    history.save(tmp_path, Path("story.txt"), LINES, CAST, gain_db=0.0)
    assert history.changes(history.load(tmp_path, Path("story.txt")), LINES, CAST) == ()


def test_a_line_that_changed_hands_is_listed_with_who_had_it(tmp_path: Path) -> None:
    history.save(tmp_path, Path("story.txt"), LINES, CAST, gain_db=0.0)
    now = (LINES[0], LINES[1], line(3, "“Thanks.”", "Mara"))
    (change,) = history.changes(history.load(tmp_path, Path("story.txt")), now, CAST)
    assert (change.line.number, change.speaker_before, change.line.speaker) == (3, "Teo", "Mara")


def test_new_words_are_not_listed_as_a_change_of_speaker(tmp_path: Path) -> None:
    history.save(tmp_path, Path("story.txt"), LINES, CAST, gain_db=0.0)
    now = (*LINES, line(4, "“Sit down.”", "Mara"))
    assert history.changes(history.load(tmp_path, Path("story.txt")), now, CAST) == ()


def test_the_same_words_by_two_speakers_are_told_apart(tmp_path: Path) -> None:
    twice = (line(1, "“No.”", "Mara"), line(2, "“No.”", "Teo"))
    history.save(tmp_path, Path("story.txt"), twice, CAST, gain_db=0.0)
    swapped = (line(1, "“No.”", "Teo"), line(2, "“No.”", "Mara"))
    assert history.changes(history.load(tmp_path, Path("story.txt")), swapped, CAST) == ()


def test_a_text_that_cannot_be_written_leaves_the_old_one_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cues.json"
    history.write_text(target, "old", error=TakeError)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TakeError, match=r"cannot write .*cues\.json: No space left"):
        history.write_text(target, "new", error=TakeError)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_its_target_replaced(tmp_path: Path) -> None:
    target = tmp_path / "real.json"
    target.write_text("old")
    link = tmp_path / "link.json"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    history.write_text(link, "new", error=TakeError)
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_device_or_a_pipe_is_written_to_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        history.write_text(pipe, "words", error=TakeError)
        assert os.read(reader, 100) == b"words"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_name_as_long_as_names_can_be_is_written(tmp_path: Path) -> None:
    history.write_text(tmp_path / ("n" * 250 + ".json"), "words", error=TakeError)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["words"]
