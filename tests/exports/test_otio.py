"""The OpenTimelineIO project, read back by opentimelineio."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.programmes import LAMP, episode_file, nasty_programmes, programme, seconds, utterance

from drama.errors import WriteError
from drama.exports.otio import otio
from drama.exports.programme import Programme, spoken_lines
from drama.exports.registry import Offered, check_export, write_export


@pytest.fixture
def library() -> object:
    """opentimelineio."""
    return pytest.importorskip("opentimelineio", reason="NOT TESTED: pip install opentimelineio to test .otio files")


def read(library: object, given: Programme) -> object:
    return library.adapters.read_from_string(otio(given), "otio_json")


def test_every_cast_member_has_a_track_with_the_lines_in_their_places(library: object) -> None:
    timeline = read(library, programme())
    assert timeline.name == "The Lamp"
    for track in timeline.tracks[:3]:
        mine = [line for line in spoken_lines(LAMP) if (line.speaker or "Narrator") == track.name]
        placed = [
            (
                clip.name,
                clip.range_in_parent().start_time.value,
                clip.duration().value,
                clip.source_range.start_time.value,
            )
            for clip in track.find_clips()
        ]
        frames = [(line.text, line.start_frame, line.end_frame - line.start_frame, line.start_frame) for line in mine]
        assert placed == frames
        assert {clip.media_reference.target_url for clip in track.find_clips()} == {"lamp.mp3"}


def test_clips_point_at_stems_where_there_are_some(library: object) -> None:
    timeline = read(library, programme(stems={"Odile": "stems/odile #1.wav"}))
    found = {track.name: track.find_clips()[0].media_reference.target_url for track in timeline.tracks[:3]}
    assert found == {"Narrator": "lamp.mp3", "Odile": "stems/odile%20%231.wav", "Ruben": "lamp.mp3"}


def test_sounds_are_cut_out_of_their_stem_where_there_is_one(library: object) -> None:
    def media(**given: object) -> list[object]:
        tracks = read(library, programme(**given)).tracks[3:]
        return [track.find_clips()[0].media_reference for track in tracks]

    assert all(isinstance(one, library.schema.MissingReference) for one in media())
    assert {one.target_url for one in media(stems={"music-and-effects": "stems/m.wav"})} == {"stems/m.wav"}


def test_sounds_have_tracks_and_scenes_have_markers(library: object) -> None:
    timeline = read(library, programme())
    assert [(track.name, track.find_clips()[0].name) for track in timeline.tracks[3:]] == [
        ("bed", "rain"),
        ("effect", "door"),
    ]
    marks = [(mark.name, mark.marked_range.start_time.value) for mark in timeline.tracks.markers]
    assert marks == [("Scene 1: The stair", 0), ("Scene 2: The shore", seconds(15))]


def test_what_overlaps_on_one_track_is_cut_where_the_next_begins(library: object) -> None:
    two = (utterance(1, "Odile", "Wait, I—", 1, 3), utterance(2, "Odile", "No.", 2.5, 3.5))
    track = read(library, programme(two)).tracks[1]
    assert [clip.range_in_parent().start_time.value for clip in track.find_clips()] == [seconds(1), seconds(2.5)]


def test_any_words_can_name_a_clip(library: object) -> None:
    for given in nasty_programmes():
        assert read(library, given).tracks


def test_without_opentimelineio_the_error_comes_early_and_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentimelineio", None)
    assert [export.name for export in Offered().values() if export.needs] == ["otio"]
    with pytest.raises(WriteError, match=r"pip install '\.\[otio\]'"):
        check_export("otio")
    with pytest.raises(WriteError, match="opentimelineio"):
        write_export(tmp_path / "a.otio", "otio", episode_file(programme()))
