"""What a render remembers, and what it says has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama import history
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
