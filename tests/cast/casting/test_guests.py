"""A guest of one episode does not get the voice of somebody of the series who is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.small_scripts import Offered, build_script

from drama.cast import Capabilities, cast_script, load_cast_file
from drama.model import Character, Gender

if TYPE_CHECKING:
    from support.small_scripts import Write

VOICES = [Offered("en-us+f3"), Offered("en-us+m3"), Offered("en-gb+f2"), Offered("en-us+m7"), Offered("en-gb-x-rp+m1")]
POOL = """
[pool.one]
engine = "other"
voice = "one"
gender = "female"
[pool.two]
engine = "other"
voice = "two"
gender = "female"
[pool.three]
engine = "other"
voice = "three"
gender = "female"
"""
ABSENT = '[narrator]\nvoice = "three"\n[characters.Ines]\nvoice = "{voice}"\n'
SCRIPT = build_script([[None, "Dora"] * 5], [Character("Dora", gender=Gender.FEMALE)])


def voice_of_dora(write: Write, head: str) -> str:
    file = load_cast_file(write(head + POOL))
    offered = [Offered(name) for name in ("one", "two", "three")]
    cast = cast_script(SCRIPT, file, list_voices=lambda engine: offered if engine == "other" else [])
    return cast.voices["Dora"].name


@pytest.mark.parametrize(("held", "left"), [("one", "two"), ("two", "one")])
def test_a_guest_gets_a_voice_that_nobody_of_the_series_has(write: Write, held: str, left: str) -> None:
    head = '[series]\ntitle = "Harbour Tales"\n' + ABSENT.format(voice=held)
    assert voice_of_dora(write, head) == left


def test_a_guest_gets_one_of_them_where_there_is_no_other_and_it_is_told(write: Write) -> None:
    both = '[characters.Ulf]\nvoice = "two"\n'
    file = load_cast_file(write('[series]\ntitle = "T"\n' + ABSENT.format(voice="one") + both + POOL))
    offered = [Offered(name) for name in ("one", "two", "three")]
    cast = cast_script(
        SCRIPT,
        file,
        list_voices=lambda engine: offered if engine == "other" else [],
        capabilities_of=lambda _: Capabilities(has_pitch=False, slowest_wpm=165, fastest_wpm=165),
    )
    shared = {"one": "Ines", "two": "Ulf"}[cast.voices["Dora"].name]
    told = f"not enough voices: Dora shares {cast.voices['Dora'].name} with {shared} of other episodes"
    assert told in cast.warnings


def test_a_file_of_no_series_casts_as_before(write: Write) -> None:
    chosen = {voice_of_dora(write, ABSENT.format(voice=held)) for held in ("one", "two")}
    assert len(chosen) == 1


def test_people_of_a_series_who_are_not_in_the_episode_are_no_cause_for_a_warning(write: Write) -> None:
    file = load_cast_file(
        write('[series]\ntitle = "T"\n' + ABSENT.format(voice="en-us+f3").replace("three", "en-us+m3"))
    )
    assert not [warning for warning in cast_script(SCRIPT, file).warnings if "not in the story" in warning]


def test_somebody_named_in_an_episodes_own_file_who_is_not_in_it_still_is(write: Write) -> None:
    write('[series]\ntitle = "T"\n', "series.voices.toml")
    file = load_cast_file(write('extends = "series.voices.toml"\n[characters.Inse]\nvoice = "en-us+f3"\n'))
    assert any('"Inse" is not in the story' in warning for warning in cast_script(SCRIPT, file).warnings)


def test_so_is_one_in_the_file_of_an_episode_that_says_its_series_itself(write: Write) -> None:
    file = load_cast_file(write('[series]\ntitle = "T"\nnumber = 3\n[characters.Inse]\nvoice = "en-us+f3"\n'))
    assert any('"Inse" is not in the story' in warning for warning in cast_script(SCRIPT, file).warnings)
