"""Chapters for podcasts, cue sheets and label tracks."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from support.programmes import LAMP, nasty_programmes, programme, seconds

from drama.exports.chapters import chapters_json, cue_file, labels
from drama.exports.programme import Programme, spoken_lines
from drama.model import FRAME_RATE, Chapter

CUE_LINE = re.compile(
    r'REM COMMENT "[^"]*"|(?:PERFORMER|TITLE) "[^"]{1,80}"|FILE "[^"]+" (?:MP3|WAVE)|'
    r'  TRACK \d\d AUDIO|    TITLE "[^"]{1,80}"|    INDEX 0[01] \d{2,}:[0-5]\d:(?:[0-6]\d|7[0-4])'
)


def indexes(sheet: str) -> list[Fraction]:
    """Seconds at which the tracks of a cue sheet begin; fails on a line that has no place in one."""
    assert all(CUE_LINE.fullmatch(line) for line in sheet.splitlines())
    found = re.findall(r"INDEX 01 (\d+):(\d\d):(\d\d)", sheet)
    assert len(found) == sheet.count("TRACK")
    return [Fraction(int(m) * 60 + int(s)) + Fraction(int(f), 75) for m, s, f in found]


def test_chapters_start_on_the_millisecond() -> None:
    odd = (Chapter("One", 0, 44_143), Chapter("", 44_143, 90_000))
    sheet = json.loads(chapters_json(programme(chapters=odd)))
    assert sheet == {
        "version": "1.2.0",
        "title": "The Lamp",
        "author": "M. Orrin",
        "fileName": "lamp.mp3",
        "chapters": [
            {"startTime": 0, "endTime": 1.001, "title": "One"},
            {"startTime": 1.001, "endTime": 2.041, "title": "Chapter 2"},
        ],
    }


def test_what_is_not_known_is_left_out_of_the_chapters() -> None:
    assert set(json.loads(chapters_json(programme(title="", author="")))) == {"version", "fileName", "chapters"}


def test_a_cue_sheet_names_the_episode_and_every_chapter() -> None:
    assert cue_file(programme()).splitlines() == [
        'PERFORMER "M. Orrin"',
        'TITLE "The Lamp"',
        'FILE "lamp.mp3" MP3',
        "  TRACK 01 AUDIO",
        '    TITLE "The stair"',
        "    INDEX 01 00:00:00",
        "  TRACK 02 AUDIO",
        '    TITLE "Chapter 2"',
        "    INDEX 01 00:15:00",
    ]


def test_cue_times_do_not_drift_over_hours() -> None:
    starts = [round(n * 1001.37 * FRAME_RATE / 3) for n in range(99)]
    chapters = tuple(Chapter(f"Part {n}", start, start + 1) for n, start in enumerate(starts, start=1))
    given = programme(chapters=chapters)
    for found, start in zip(indexes(cue_file(given)), starts, strict=True):
        assert abs(found - Fraction(start, FRAME_RATE)) <= Fraction(1, 150)


def test_a_first_chapter_after_music_has_its_pregap() -> None:
    sheet = cue_file(programme(chapters=(Chapter("One", seconds(4), seconds(9)),)))
    assert sheet.splitlines()[-2:] == ["    INDEX 00 00:00:00", "    INDEX 01 00:04:00"]


def test_an_episode_without_chapters_is_one_track() -> None:
    assert indexes(cue_file(programme(chapters=()))) == [0]


def test_a_cue_sheet_ends_at_99_tracks_and_says_so() -> None:
    chapters = tuple(Chapter("", n * seconds(1), (n + 1) * seconds(1)) for n in range(120))
    sheet = cue_file(programme(chapters=chapters))
    assert len(indexes(sheet)) == 99
    assert "120 chapters" in sheet.splitlines()[0]


@pytest.mark.parametrize(("name", "kind"), [("a.mp3", "MP3"), ("a.MP3", "MP3"), ("a.flac", "WAVE"), ("a.m4b", "WAVE")])
def test_a_cue_sheet_names_the_kind_of_file(name: str, kind: str) -> None:
    assert f'FILE "{name}" {kind}' in cue_file(programme(audio=name))


def read_labels(text: str) -> list[tuple[float, float, str]]:
    """Rows of a label track, as Audacity reads it."""
    rows = [row.split("\t") for row in text.splitlines()]
    return [(float(start), float(end), label) for start, end, label in rows]


def test_labels_stand_on_the_frames_of_the_mix() -> None:
    rows = read_labels(labels(programme()))
    assert [start for start, *_ in rows] == sorted(start for start, *_ in rows)
    for line in spoken_lines(LAMP):
        [(start, end)] = [(s, e) for s, e, text in rows if text == f"{line.speaker or 'Narrator'}: {line.text}"]
        assert (round(start * FRAME_RATE), round(end * FRAME_RATE)) == (line.start_frame, line.end_frame)


def test_labels_mark_scenes_and_sounds() -> None:
    named = {text for *_, text in read_labels(labels(programme()))}
    assert {"Scene 1: The stair", "Scene 2: The shore", "[door]", "[bed: rain]"} <= named


@pytest.mark.parametrize("given", nasty_programmes(), ids=str)
def test_words_that_are_markup_stay_words(given: Programme) -> None:
    assert indexes(cue_file(given)) == [0]
    assert len(read_labels(labels(given))) == len(list(spoken_lines(given.utterances))) + 1 + len(given.sounds)
    title = json.loads(chapters_json(given))["chapters"][0]["title"]
    assert not re.search("[\x00-\x1f\u202e\u2066\u2028]", title)
