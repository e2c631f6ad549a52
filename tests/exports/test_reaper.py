"""The Reaper project, read back by rpp."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.programmes import LAMP, NASTY, episode_file, nasty_programmes, programme, seconds, utterance, with_stems
from support.reaper_player import Track, read

from drama.errors import WriteError
from drama.exports.programme import spoken_lines
from drama.exports.reaper import cut_apart, reaper
from drama.exports.registry import check_export, write_export
from drama.model import FRAME_RATE


def tracks(text: str) -> dict[str, Track]:
    return {track.name: track for track in read(text).tracks}


def test_everybody_has_a_track_in_a_folder_and_so_have_the_sounds() -> None:
    found = read(reaper(with_stems(programme()))).tracks
    assert [(track.name, track.folders) for track in found] == [
        ("Dialogue", ()),
        ("Narrator", ("Dialogue",)),
        ("Odile", ("Dialogue",)),
        ("Ruben", ("Dialogue",)),
        ("Music and effects", ()),
        ("Beds", ("Music and effects",)),
        ("Effects", ("Music and effects",)),
    ]
    assert len({track.colour for track in found if track.folders == ("Dialogue",)}) == 3


def test_every_line_is_an_item_cut_out_of_its_stem_where_it_stands() -> None:
    found = tracks(reaper(with_stems(programme())))
    for name in ("Narrator", "Odile", "Ruben"):
        mine = [line for line in spoken_lines(LAMP) if (line.speaker or "Narrator") == name]
        assert [item.name for item in found[name].items] == [f"{line.number} {name}: {line.text}" for line in mine]
        for item, line in zip(found[name].items, mine, strict=True):
            frames = [seconds * FRAME_RATE for seconds in (item.position_s, item.length_s, item.offset_s)]
            assert frames == pytest.approx(
                [line.start_frame, line.end_frame - line.start_frame, line.start_frame], abs=1e-6
            )
        assert {item.file for item in found[name].items} == {f"stems/{name}.wav"}
    assert [item.name for item in found["Effects"].items] == ["door"]


def test_chapters_are_markers_and_scenes_are_regions() -> None:
    project = read(reaper(with_stems(programme())))
    assert project.rate == FRAME_RATE
    assert project.markers == ((0, "The stair"), (15, "Chapter 2"))
    assert project.regions == ((0, 15, "Scene 1: The stair"), (15, 21.5, "Scene 2: The shore"))


def test_the_reverb_of_a_line_is_in_its_item_until_the_same_person_speaks_again() -> None:
    said = (utterance(1, "Odile", "Wait.", 1, 2), utterance(2, "Odile", "No.", 2.5, 3), utterance(3, None, "So.", 3, 4))
    wet = replace(with_stems(programme(said)), tails=dict.fromkeys((1, 2, 3), seconds(1)))
    found = tracks(reaper(wet))
    assert [(item.position_s, item.length_s) for item in found["Odile"].items] == [(1, 1.5), (2.5, 1.5)]
    assert [(item.position_s, item.length_s) for item in found["Narrator"].items] == [(3, 2)]


placed = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)).map(lambda at: (at[0], sum(at), f"<{at}>")))


@given(placed)
def test_all_that_sounds_is_in_one_item_and_in_no_other(sounds: list[tuple[int, int, str]]) -> None:
    heard = {frame for start, end, _ in sounds for frame in range(start, min(end, 100))}
    items = list(cut_apart(sounds, 100))
    covered = [frame for start, end, _ in items for frame in range(start, end)]
    assert len(covered) == len(set(covered))
    assert set(covered) >= heard
    assert (
        sorted(" + ".join(name for *_, name in items).split(" + ")) == sorted(name for *_, name in sounds) or not items
    )


def test_a_character_called_narrator_is_not_the_narrator() -> None:
    said = (utterance(1, None, "It rained.", 1, 2), utterance(2, "Narrator", "“I tell it!”", 3, 4))
    found = read(reaper(with_stems(programme(said, sounds=())))).tracks
    assert [track.name for track in found] == ["Dialogue", "Narrator", "Narrator"]
    assert [track.items[0].file for track in found[1:]] == ["stems/Narrator.wav", "stems/Narrator (character).wav"]


@pytest.mark.parametrize(
    "text", [*NASTY, "a 'b' c", "a `b` 'c'", "all \" of ' them `", "x" * 10_000, "<ITEM", "|", ">", ""]
)
def test_any_words_stay_one_name(text: str) -> None:
    said = (utterance(1, "Odile", text, 1, 2),)
    found = read(reaper(with_stems(programme(said, title=text, author=text, scenes=(), chapters=()))))
    (track,) = (track for track in found.tracks if track.name == "Odile")
    (item,) = track.items
    assert item.name.startswith("1 Odile:")
    assert len(item.name) <= 120


def test_a_quotation_mark_in_a_name_stays_what_it_is() -> None:
    said = (utterance(1, 'Jo "Red" Hill', "He said \"no\" and 'yes'.", 1, 2),)
    (track,) = (track for track in read(reaper(with_stems(programme(said, sounds=())))).tracks if track.items)
    assert track.name == 'Jo "Red" Hill'
    assert track.items[0].name == '1 Jo "Red" Hill: He said "no" and \'yes\'.'


def test_nasty_programmes_are_read_back() -> None:
    for given_ in nasty_programmes():
        assert len(read(reaper(with_stems(given_))).tracks) > 2


def test_a_path_that_no_line_can_hold_is_an_error() -> None:
    for folder in ("two\nlines", "all \" of ' them `"):
        stems = {name: f"{folder}/{Path(file).name}" for name, file in with_stems(programme()).stems.items()}
        with pytest.raises(WriteError, match="cannot name this file"):
            reaper(programme(stems=stems))


def test_without_stems_the_error_comes_early_and_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="--stems FOLDER"):
        check_export("reaper", has_stems=False)
    with pytest.raises(WriteError, match="--stems FOLDER"):
        write_export(tmp_path / "a.rpp", "reaper", episode_file(programme()))
