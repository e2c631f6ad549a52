"""Names: words that fit a file, words for drama's own sounds, and nothing for what is neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.model import BEDS, EFFECTS
from drama.sounds.names import OWN, best_match, own_sound, words_of


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("door slams", "door"), ("a door slams shut", "door"), ("the door creaks", "door"), ("DOOR SLAM", "door"),
        ("knock on the door", "knock"), ("knocking", "knock"), ("three loud knocks", "knock"),
        ("phone rings", "phone"), ("telephone ringing", "phone"), ("the phone", "phone"),
        ("bell rings", "bell"), ("church bell tolls", "bell"), ("doorbell", "bell"),
        ("gunshot", "gunshot"), ("gun fires", "gunshot"), ("shots", "gunshot"), ("distant gunfire", "gunshot"),
        ("footsteps", "footsteps"), ("footsteps approaching", "footsteps"), ("steps", "footsteps"),
        ("thunder rolls", "thunder"), ("a clap of thunder", "thunder"), ("lightning strikes", "thunder"),
        ("glass breaks", "glass"), ("breaking glass", "glass"), ("window shatters", "glass"),
        ("a bottle breaks", "glass"), ("glass", "glass"),
        ("heartbeat", "heartbeat"), ("heart beating", "heartbeat"), ("clock ticks", "clock"),
        ("ticking clock", "clock"),
        ("radio static", "static"), ("static", "static"), ("whoosh", "whoosh"), ("chime", "chime"),
        ("rain", "rain"), ("Wind howls", "wind"), ("waves crash", "sea"), ("fire crackles", "fire"),
        ("crickets", "night"), ("engine starts", "engine"), ("crowd murmurs", "crowd"),
    ],
)  # fmt: skip
def test_words_mean_a_sound(said: str, meant: str) -> None:
    assert own_sound(said) == meant


@pytest.mark.parametrize(
    "said",
    ["", "   ", "heart monitor beeps", "dog barks", "ring tone", "violin", "kettle whistles", "alarm clock", "car horn",
     "he breaks", "a glass of wine", "the window opens", "window", "he waves", "slam", "\0", "☂", "the of a"],
)  # fmt: skip
def test_what_drama_has_not_got_is_not_guessed(said: str) -> None:
    assert own_sound(said) is None


def test_every_own_sound_goes_by_its_name() -> None:
    assert set(OWN) == {*BEDS, *EFFECTS, "chime"}
    for name in OWN:
        assert own_sound(name) == name
        assert own_sound(f" {name.upper()} ") == name


def test_the_nearest_file_is_meant() -> None:
    files = [
        ("door-slam.wav", words_of("door-slam")),
        ("door.wav", ("door",)),
        ("door_creak_slow.wav", words_of("door_creak_slow")),
    ]
    assert best_match("door slams", files) == "door-slam.wav"
    assert best_match("The Door!", files) == "door.wav"
    assert best_match("creaking door", files) == "door_creak_slow.wav"
    assert best_match("an old door opens", files) == "door.wav"
    assert best_match("window", files) is None
    assert best_match("", files) is None


def test_forms_and_numbers_make_no_difference() -> None:
    assert words_of("Door_Slams-02") == words_of("door slamming") == words_of("the DOOR slammed") == ("door", "slam")
    assert words_of("glass") == ("glass",)


@given(st.text(max_size=60))
def test_any_text_at_all_is_a_name(text: str) -> None:
    assert own_sound(text) in {None, *OWN}
    best_match(text, [("a.wav", ("rain",))])
