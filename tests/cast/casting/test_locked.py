"""What of a series would sound otherwise than it was locked, and whether somebody chose that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.small_scripts import Offered, build_script

from drama.cast import Lock, LockedVoice, as_locked, cast_script, differences, held_voices, load_cast_file
from drama.cast.casting.capabilities import Capabilities
from drama.errors import CastError

if TYPE_CHECKING:
    from support.small_scripts import Write

FIGURES = bytes([100, 20, 0, 0] * 64)
OTHER = bytes([20, 100, 0, 0] * 64)
INES = LockedVoice("wren", "hibari", "hibari:wren", 165, figures=FIGURES)
LOCK = Lock("0.2.0", {"hibari": "hibari-tts 0.2.1+numpy 2.4.6+5f41"}, {"Ines": INES, None: replace(INES, voice="lark")})


def told(now: Lock, **known: object) -> list[tuple[str, bool]]:
    return [(str(one), one.is_chosen) for one in differences(LOCK, now, **known)]  # type: ignore[arg-type]


def of_engine(version: str, people: dict[str | None, LockedVoice] | None = None) -> Lock:
    return Lock("0.2.0", {"hibari": version}, LOCK.people if people is None else people)


def changed(**settings: object) -> Lock:
    return Lock("0.2.0", LOCK.engines, {"Ines": replace(INES, **settings)})  # type: ignore[arg-type]


def test_nothing_differs_from_itself() -> None:
    assert not differences(LOCK, LOCK)


def test_another_version_of_an_engine_is_told_with_what_is_other_and_who_it_speaks_for() -> None:
    ((message, is_chosen),) = told(of_engine("hibari-tts 0.2.1+numpy 2.5.0+5f41"))
    assert message == (
        "the engine hibari is of another version: numpy 2.5.0 here, numpy 2.4.6 locked; Ines, the narrator may sound "
        "otherwise (pip install numpy==2.4.6, or  drama voices measure wren lark  tells whether they do)"
    )
    assert not is_chosen


def test_no_package_is_named_that_would_not_bring_it_back() -> None:
    ((message, _),) = told(of_engine("hibari-tts 0.2.1+numpy 2.5.0+9999"))
    assert "numpy 2.5.0, 9999 here, numpy 2.4.6, 5f41 locked" in message
    assert "pip" not in message
    ((message, _),) = told(of_engine("9"))
    assert "9 here, hibari-tts 0.2.1+numpy 2.4.6+5f41 locked" in message


def test_another_version_whose_voices_measure_as_locked_is_no_cause_to_stop() -> None:
    now = of_engine("hibari-tts 0.2.2+numpy 2.4.6+5f41")
    ((message, is_chosen),) = told(now, measured=["Ines", None])
    assert "Ines, the narrator measure as locked (1.00 of 1 alike)" in message
    assert is_chosen
    assert not told(now, measured=["Ines"])[0][1]
    otherwise = of_engine("hibari-tts 0.2.2+numpy 2.4.6+5f41", {"Ines": replace(INES, figures=OTHER)})
    assert [is_chosen for _, is_chosen in told(otherwise, measured=["Ines"])] == [False, False]


def test_an_engine_that_speaks_for_nobody_who_is_locked_does_not_matter() -> None:
    assert not told(of_engine("9", {"Marek": INES}))


@pytest.mark.parametrize(
    ("settings", "message", "is_chosen"),
    [
        ({"voice": "rook"}, 'Ines has the voice "rook", and "wren" is locked', True),
        ({"rate_wpm": 150}, "Ines speaks at 150 words a minute, and 165 words a minute is locked", True),
        ({"pitch": 60}, "Ines speaks at 165 words a minute and pitch 60, and 165 words a minute is locked", True),
        (
            {"id": "hibari:rook"},
            'the voice "wren" of Ines is hibari:rook (hibari) here, and hibari:wren (hibari) is locked',
            False,
        ),
        ({"sound": "ab12"}, 'the voice "wren" of Ines is the locked one in name only', False),
        ({"figures": OTHER}, 'the voice "wren" of Ines was measured as another than the locked one: 0.38 of 1', False),
        ({"figures": b""}, "", False),
    ],
)
def test_what_differs_of_a_voice_is_told_once(settings: dict[str, object], message: str, is_chosen: bool) -> None:
    found = told(changed(**settings))
    if not message:
        assert not found
        return
    ((said, was_chosen),) = found
    assert said.startswith(message)
    assert was_chosen is is_chosen


def test_another_sound_behind_a_name_that_the_user_defines_is_the_users_choice() -> None:
    now = changed(id="hibari:rook")
    assert told(now, own_voices=["wren"])[0][1]
    assert not told(now, own_voices=["rook"])[0][1]


def test_a_file_that_moved_is_the_same_voice_and_another_file_of_its_name_is_not() -> None:
    lock = Lock("1", {}, {"Ines": LockedVoice("a.onnx", "piper", "a.onnx", 165, sound="12#0")})
    moved = {"Ines": LockedVoice("a.onnx", "piper", "b.onnx", 165, sound="12#0")}
    assert not differences(lock, Lock("1", {}, moved))
    (one,) = differences(lock, Lock("1", {}, {"Ines": replace(moved["Ines"], sound="34#0")}))
    assert "put the file back" in one.remedy


def test_what_the_best_voices_need_is_named_where_they_are_missing() -> None:
    lock = Lock("1", {}, {"Ines": LockedVoice("vega", "kokoro", "kokoro:x", 165)})
    (one,) = differences(lock, Lock("1", {}, {"Ines": LockedVoice("vega", "hibari", "hibari:y", 165)}))
    assert one.remedy.startswith("pip install '.[kokoro]'")


def test_another_drama_is_told_and_is_no_cause_to_stop() -> None:
    ((message, is_chosen),) = told(replace(LOCK, drama="0.3.0"))
    assert message.startswith("drama is 0.3.0 here, and 0.2.0 is locked")
    assert is_chosen


# ------------------------------------------------------------------ what a name means


SCRIPT = build_script([[None, "Ines"] * 3])


def test_a_packaged_name_means_what_it_meant_when_the_series_was_locked(write: Write) -> None:
    file = load_cast_file(write('[series]\ntitle = "T"\n[characters.Ines]\nvoice = "flint"\n'))
    flint = file.pool["flint"]
    lock = Lock("1", {}, {"Ines": LockedVoice("flint", flint.engine, "en-us+m7", 190, 33)})
    voice = cast_script(SCRIPT, as_locked(file, lock)).voices["Ines"]
    assert (voice.id, voice.rate_wpm, voice.pitch) == ("en-us+m7", 190, 33)
    assert as_locked(file, lock).is_packaged("flint")


def test_settings_of_the_file_go_over_those_of_the_locked_name(write: Write) -> None:
    file = load_cast_file(write('[series]\ntitle = "T"\n[characters.Ines]\nvoice = "flint"\nrate_wpm = 200\n'))
    lock = Lock("1", {}, {"Ines": LockedVoice("flint", "pyttsx3", "en-us+m7", 190)})
    voice = cast_script(SCRIPT, as_locked(file, lock)).voices["Ines"]
    assert (voice.id, voice.rate_wpm) == ("en-us+m7", 200)


@pytest.mark.parametrize(
    "text",
    [
        '[characters.Ines]\nvoice = "marble"\n',
        '[characters.Ines]\nvoice = "en-us+f3"\n',
        '[pool.flint]\nvoice = "en-us+f3"\n[characters.Ines]\nvoice = "flint"\n',
    ],
)
def test_what_the_user_says_since_goes_over_the_lock(write: Write, text: str) -> None:
    file = load_cast_file(write(text))
    lock = Lock("1", {}, {"Ines": LockedVoice("flint", "pyttsx3", "en-us+m7", 190)})
    assert as_locked(file, lock) == file


def test_the_narrator_that_drama_brings_is_no_name_that_a_lock_fixes(write: Write) -> None:
    file = load_cast_file(write('[characters.Ines]\nvoice = "flint"\n'))
    lock = Lock("1", {}, {None: LockedVoice(str(file.narrator.voice), "pyttsx3", "en-us+m7", 190)})
    assert as_locked(file, lock) == file
    named = load_cast_file(write(f'[narrator]\nvoice = "{file.narrator.voice}"\n', "named.toml"))
    assert as_locked(named, lock).pool[str(file.narrator.voice)].id == "en-us+m7"


def test_a_voice_that_is_not_there_cannot_be_locked(write: Write) -> None:
    file = load_cast_file(write('[pool.own]\nengine = "other"\nvoice = "own"\n[characters.Ines]\nvoice = "own"\n'))
    with pytest.raises(CastError, match=r'line 5: the voices cannot be locked: Ines: the voice "own" is not there'):
        held_voices(file, list_voices=lambda _: [Offered("en-us+f3")], capabilities_of=lambda _: Capabilities())


def test_the_narrator_and_all_whose_voice_the_file_names_are_held(write: Write) -> None:
    file = load_cast_file(write('[characters.Ines]\nvoice = "flint"\n[characters.Ulf]\naliases = ["the old man"]\n'))
    held = held_voices(file, list_voices=lambda _: [], capabilities_of=lambda _: Capabilities())
    assert set(held) == {None, "Ines"}
    assert held["Ines"][0] == "flint"
