"""What a render remembers, and what it says has changed."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from drama.errors import TakeError
from drama.model import Cast, Kind, Line, Span, Voice
from drama.production import history

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


def record_of(root: Path, *, gain_db: float = -0.75) -> Path:
    """Remember a render; return the file of its record."""
    history.save(root, Path("story.txt"), LINES, CAST, gain_db=gain_db)
    (record,) = (root / "episodes").iterdir()
    return record


def forged(record: Path, **values: object) -> str:
    """Return a record with other values, whole by its digest."""
    about = {**json.loads(record.read_text(encoding="utf-8")), **values}
    del about["digest"]
    return json.dumps({"digest": history._digest(about), **about})


@pytest.mark.parametrize(
    "damage",
    [
        "", "{", "[]", "7", '"gain"', "null", "{}", "\0" * 400,
        '{"gain_db": "loud", "lines": []}', '{"gain_db": 0, "lines": [1]}', '{"gain_db": 0, "lines": []}',
        "[" * 200_000, '{"gain_db": 0, "lines": ' + "[" * 200_000, '{"gain_db": ' + "9" * 5_000 + "}",
    ],
)  # fmt: skip
def test_a_damaged_record_counts_as_none(tmp_path: Path, damage: str) -> None:
    record_of(tmp_path).write_text(damage, encoding="utf-8")
    assert history.load(tmp_path, Path("story.txt")) is None


@pytest.mark.parametrize("gain", [math.nan, math.inf, -math.inf, 300.0, -300.0, 10**400, None, "loud", [], True])
def test_a_gain_that_is_none_is_damage_even_in_a_record_that_is_whole(tmp_path: Path, gain: object) -> None:
    record = record_of(tmp_path)
    record.write_text(forged(record, gain_db=gain), encoding="utf-8")
    assert history.load(tmp_path, Path("story.txt")) is None


@pytest.mark.parametrize("lines", [[["It rained."]], [[1, None, "v"]], [["a", 2, "v"]], [["a", None, None]], 3, [{}]])
def test_lines_that_are_none_are_damage_even_in_a_record_that_is_whole(tmp_path: Path, lines: object) -> None:
    record = record_of(tmp_path)
    record.write_text(forged(record, lines=lines), encoding="utf-8")
    assert history.load(tmp_path, Path("story.txt")) is None


def test_whichever_digit_or_letter_of_a_record_is_changed_it_is_damaged(tmp_path: Path) -> None:
    record = record_of(tmp_path)
    data = record.read_bytes()
    for at, byte in enumerate(data):
        if chr(byte).isalnum() or byte > 127:
            record.write_bytes(data[:at] + bytes([byte ^ 1]) + data[at + 1 :])
            assert history.load(tmp_path, Path("story.txt")) is None, data[max(0, at - 20) : at + 1]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_record_cut_short_is_damaged(tmp_path: Path, share: float) -> None:
    record = record_of(tmp_path)
    record.write_bytes(record.read_bytes()[: int(share * record.stat().st_size)])
    assert history.load(tmp_path, Path("story.txt")) is None


@pytest.mark.parametrize("gain", [math.nan, math.inf, -math.inf, 1e9])
def test_a_gain_that_is_none_is_never_remembered(tmp_path: Path, gain: float) -> None:
    record = record_of(tmp_path, gain_db=0.5)
    with pytest.raises(TakeError, match=r"a gain of .* dB over the episode is not within"):
        history.save(tmp_path, Path("story.txt"), LINES, CAST, gain_db=gain)
    past = history.load(tmp_path, Path("story.txt"))
    assert record.exists()
    assert past is not None
    assert past.gain_db == 0.5


def test_whatever_letters_a_line_has_they_are_remembered(tmp_path: Path) -> None:
    said = "\ud800 “𝓛” \u2028 é e\u0301"
    history.save(tmp_path, Path("story.txt"), [line(1, said, "Mara")], CAST, gain_db=0.0)
    past = history.load(tmp_path, Path("story.txt"))
    assert past is not None
    assert past.lines[0].text == said


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
