from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import assert_in_proportion
from support.small_scripts import Offered, Write, build_script

from drama.cast import MARGIN, cast_script, clashes, distance, load_cast_file, pool_of
from drama.cast.casting.assignment import voice_key
from drama.errors import CastError
from drama.model import UNKNOWN, Cast, Character, Gender, Script, Voice

FEMALE, MALE = Gender.FEMALE, Gender.MALE


def speakers_by_scene(script: Script) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for line in script.lines:
        if line.speaker is not None:
            found.setdefault(line.scene, set()).add(line.speaker)
    return found


def assert_told_apart(script: Script, cast: Cast) -> None:
    for names in speakers_by_scene(script).values():
        for one, other in combinations(sorted(names), 2):
            assert distance(cast.voices[one], cast.voices[other]) >= MARGIN, (one, other)
        for name in names:
            assert distance(cast.voices[name], cast.narrator) >= MARGIN, name


def people(count: int, gender: Gender = Gender.UNKNOWN) -> list[Character]:
    return [Character(f"{gender.value} {number}", gender=gender) for number in range(count)]


def test_everyone_who_shares_a_scene_is_told_apart_and_nobody_gets_the_narrators_voice() -> None:
    women, men = people(6, FEMALE), people(6, MALE)
    names = [person.name for person in (*women, *men)]
    script = build_script([[None, *names * 5]], [*women, *men])
    cast = cast_script(script, load_cast_file())
    assert set(cast.voices) == set(names)
    assert_told_apart(script, cast)
    assert cast.narrator.name not in {voice.name for voice in cast.voices.values()}
    assert cast.warnings == ()
    assert clashes(script, cast) == ()


def test_voices_follow_gender() -> None:
    women, men = people(5, FEMALE), people(5, MALE)
    script = build_script([[person.name for person in (*women, *men)] * 4], [*women, *men])
    cast = cast_script(script, load_cast_file())
    assert all(cast.voices[person.name].gender == FEMALE for person in women)
    assert all(cast.voices[person.name].gender == MALE for person in men)


def test_the_file_has_the_last_word_on_gender_and_age(write: Write) -> None:
    ages = {voice.age for voice in pool_of(load_cast_file())}
    path = write('[characters.Kim]\ngender = "female"\nage = "old"\n[characters.Lou]\ngender = "male"\nage = "adult"\n')
    script = build_script([["Kim", "Lou"] * 5], [Character("Kim", gender=MALE)])
    cast = cast_script(script, load_cast_file(path))
    assert cast.voices["Kim"].gender == FEMALE
    assert cast.voices["Kim"].age == ("old" if "old" in ages else "adult")
    assert cast.voices["Lou"].gender == MALE


def test_direction_is_told_of_an_age_that_the_voice_is_not_unless_the_file_chose_the_voice(write: Write) -> None:
    pinned = next(voice.name for voice in pool_of(load_cast_file()) if voice.age == "adult" and voice.gender == MALE)
    path = write(
        f'[characters.Lou]\nage = "old"\nvoice = "{pinned}"\n[characters.Mo]\nage = "adult"\n'
        + "".join(f'[characters.{name}]\ngender = "male"\nage = "old"\n' for name in ("Kim", "Ned", "Per", "Ulf"))
    )
    cast = cast_script(build_script([["Kim", "Ned", "Per", "Ulf", "Lou", "Mo", "Nat"] * 5]), load_cast_file(path))
    younger = {name for name in ("Kim", "Ned", "Per", "Ulf") if cast.voices[name].age != "old"}
    assert younger  # the pool has not so many old men
    assert cast.voices["Lou"].age == "adult"
    assert cast.ages == dict.fromkeys(younger, "old")


@pytest.mark.slow
def test_the_same_story_gets_the_same_cast_in_every_process(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from support.small_scripts import build_script\nfrom drama.cast import cast_script, load_cast_file\n"
        "script = build_script([['Ada', 'Ben', 'Cy', 'Unknown', 'Di'] * 3, ['Ed', 'Ben']])\n"
        "cast = cast_script(script, load_cast_file())\n"
        "print({name: voice.name for name, voice in cast.voices.items()})"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parents[2])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert b"Ada" in runs[0]


def test_the_order_in_which_people_appear_does_not_matter() -> None:
    one = cast_script(build_script([["Ada", "Ben", "Cy", "Di"] * 3]), load_cast_file())
    other = cast_script(build_script([["Di", "Cy", "Ben", "Ada"] * 3]), load_cast_file())
    assert one.voices == other.voices


def test_a_new_small_part_leaves_the_others_their_voices() -> None:
    before = build_script([["Ada", "Ben", "Cy", "Di"] * 4, ["Ada", "Cy"]])
    after = build_script([["Ada", "Ben", "Cy", "Di"] * 4, ["Ada", "Cy", "A postman"]])
    old, new = cast_script(before, load_cast_file()), cast_script(after, load_cast_file())
    assert {name: new.voices[name] for name in old.voices} == dict(old.voices)


def test_unknown_has_a_voice_nobody_shares() -> None:
    walk_ons = [f"Voice {number}" for number in range(60)]
    script = build_script([[UNKNOWN, "Ada"] * 5, *([name] for name in walk_ons)])
    cast = cast_script(script, load_cast_file())
    unknown = voice_key(cast.voices[UNKNOWN])
    assert all(voice_key(voice) != unknown for name, voice in cast.voices.items() if name != UNKNOWN)


def test_small_parts_share_voices_but_never_within_a_scene() -> None:
    scenes = [[f"Porter {scene}.{number}" for number in range(6)] for scene in range(12)]
    script = build_script(scenes)
    cast = cast_script(script, load_cast_file())
    assert_told_apart(script, cast)
    assert len({voice_key(voice) for voice in cast.voices.values()}) < len(cast.voices)
    assert cast.warnings == ()


def test_main_parts_never_share_while_the_pool_lasts() -> None:
    script = build_script([[f"Lead {number}"] * 9 for number in range(20)])
    cast = cast_script(script, load_cast_file())
    assert len({voice_key(voice) for voice in cast.voices.values()}) == 20


def small_pool(write: Write, count: int) -> Path:
    """Return a cast file whose pool is cut to a few voices by naming an engine nobody measured."""
    return write(
        "".join(f'[pool.v{n}]\nengine = "tone"\nvoice = "tone:{100 + n}"\nrate_wpm = 160\n' for n in range(count))
    )


def only_tone(engine: str) -> Sequence[Offered]:
    """Offer the tone voices and nothing of the packaged pool."""
    return [Offered(f"tone:{100 + number}") for number in range(40)] if engine == "tone" else [Offered("none")]


def test_where_the_pool_is_too_small_pitch_and_rate_move_with_a_warning(write: Write) -> None:
    script = build_script([["Ada", "Ben", "Cy", "Di"] * 4])
    cast = cast_script(script, load_cast_file(small_pool(write, 3)), list_voices=only_tone)
    assert_told_apart(script, cast)
    assert len({voice.id for voice in cast.voices.values()}) == 2  # the third narrates
    assert len(cast.warnings) == 3  # two moved, and the narrator's own voice is not there
    assert any("moved" in warning and "words a minute" in warning for warning in cast.warnings)


def test_where_nothing_helps_the_listener_is_warned_and_voices_still_spread(write: Write) -> None:
    script = build_script([[f"P{number}" for number in range(60)] * 4])
    cast = cast_script(script, load_cast_file(small_pool(write, 2)), list_voices=only_tone)
    assert len(cast.voices) == 60
    assert any("hard to tell" in warning for warning in cast.warnings)
    assert len(cast.warnings) < 60
    assert len({voice_key(voice) for voice in cast.voices.values()}) > 10


# ------------------------------------------------------------------ pinned


def test_a_pinned_character_keeps_the_voice_whatever_the_story_does(write: Write) -> None:
    file = load_cast_file(
        write('[characters.Anna]\nvoice = "en-us+f3"\npitch = 60\nrate_wpm = 180\ngain_db = -1\npan = 0.3\n')
    )
    for scenes in ([["Anna"]], [["Anna", "Ben", "Cy"] * 9], [["Ben"] * 9, ["Ben", "Anna"]]):
        voice = cast_script(build_script(scenes), file).voices["Anna"]
        assert (voice.id, voice.pitch, voice.rate_wpm, voice.gain_db, voice.pan) == ("en-us+f3", 60, 180, -1.0, 0.3)
        assert voice.name == "Anna"


def test_a_pinned_voice_of_the_pool_comes_with_its_settings(write: Write) -> None:
    file = load_cast_file(write('[characters.Anna]\nvoice = "cedar"\npitch = 61\n'))
    assert cast_script(build_script([["Anna"]]), file).voices["Anna"] == replace(file.pool["cedar"], pitch=61)


@pytest.mark.parametrize("name", ["anna", "MISS BERG", "the doctor"])
def test_the_file_finds_its_character_by_any_name(write: Write, name: str) -> None:
    file = load_cast_file(write('[characters.Anna]\nvoice = "cedar"\naliases = ["Miss Berg"]\n'))
    script = build_script([[name]], [Character(name, aliases=("ANNA",) if name == "the doctor" else ())])
    cast = cast_script(script, file)
    assert cast.voices[name].name == "cedar"
    assert cast.warnings == ()


@pytest.mark.slow
def test_pinning_one_moves_only_those_who_come_too_close(write: Write) -> None:
    script = build_script([["Anna", "Ben", "Cy", "Di"] * 4, ["Ed", "Fay"] * 4])
    default = load_cast_file()
    before = cast_script(script, default)
    free = next(
        voice.name for voice in pool_of(default) if all(distance(voice, v) > MARGIN for v in before.voices.values())
    )
    after = cast_script(script, load_cast_file(write(f'[characters.Anna]\nvoice = "{free}"\n')))
    assert {name for name in after.voices if after.voices[name] != before.voices[name]} == {"Anna"}
    taken = before.voices["Ben"].name
    clash = cast_script(script, load_cast_file(write(f'[characters.Anna]\nvoice = "{taken}"\n')))
    assert {name for name in clash.voices if clash.voices[name] != before.voices[name]} == {"Anna", "Ben"}
    assert_told_apart(script, clash)


def test_recasting_the_narrator_leaves_the_others_alone(write: Write) -> None:
    script = build_script([[None, "Anna", "Ben"] * 4])
    before = cast_script(script, load_cast_file())
    used = {voice.name for voice in before.voices.values()}
    free = next(
        voice.name
        for voice in pool_of(load_cast_file())
        if voice.name not in used and all(distance(voice, other) >= MARGIN for other in before.voices.values())
    )
    after = cast_script(script, load_cast_file(write(f'[narrator]\nvoice = "{free}"\n')))
    assert after.narrator.name == free
    assert after.voices == before.voices


def test_two_pinned_too_close_are_reported(write: Write) -> None:
    file = load_cast_file(write('[characters.Anna]\nvoice = "cedar"\n[characters.Ben]\nvoice = "cedar"\n'))
    script = build_script([["Anna", "Ben"], ["Anna"]])
    cast = cast_script(script, file)
    assert len(cast.warnings) == 1
    assert "Anna and Ben share scene 1" in cast.warnings[0].replace("Ben and Anna", "Anna and Ben")
    assert [clash.scenes for clash in clashes(script, cast)] == [(1,)]


def test_a_character_of_the_file_who_is_not_in_the_story_is_a_warning_unless_inherited(write: Write) -> None:
    write('[characters.Zoe]\nvoice = "cedar"\n', "voices.toml")
    path = write('extends = "voices.toml"\n\n[characters.Ana]\nvoice = "flint"\n')
    warnings = cast_script(build_script([["Anna"]]), load_cast_file(path)).warnings
    assert len(warnings) == 1
    assert 'line 4: "Ana" is not in the story; did you mean "Anna"?' in warnings[0]


# ------------------------------------------------------------------ engines


def test_an_engine_for_all_keeps_ids_and_keeps_voices_distinct() -> None:
    script = build_script([[None, "Anna", "Ben", "Cy"] * 3])
    plain = cast_script(script, load_cast_file())
    cast = cast_script(script, load_cast_file(), engine="tone")
    assert {voice.engine for voice in (cast.narrator, *cast.voices.values())} == {"tone"}
    assert {name: voice.id for name, voice in cast.voices.items()} == {name: v.id for name, v in plain.voices.items()}


def test_a_pinned_voice_the_engine_has_not_got_is_an_error_with_its_line(write: Write) -> None:
    file = load_cast_file(write('[characters.Anna]\nvoice = "en-us+f33"\n'))
    offers = [Offered("en-us+f3"), *(Offered(voice.id) for voice in file.pool.values())]
    with pytest.raises(CastError, match=r'line 2: .*no voice "en-us\+f33"; did you mean "en-us\+f3"\?'):
        cast_script(build_script([["Anna"]]), file, list_voices=lambda _: offers)


def test_a_base_and_a_variant_may_be_joined_freely(write: Write) -> None:
    file = load_cast_file(write('[characters.Anna]\nvoice = "en-029+f3"\n'))
    offers = [Offered("en-us"), Offered("en-029"), Offered("en-us+f3")]
    assert cast_script(build_script([["Anna"]]), file, list_voices=lambda _: offers).voices["Anna"].id == "en-029+f3"


def test_on_a_machine_without_the_pools_voices_the_engines_own_are_cast() -> None:
    offers = [Offered(f"sapi-{n}", f"Desk {n}", gender=(FEMALE, MALE)[n % 2]) for n in range(6)]
    offers.append(Offered("sapi-9", "Ferne", language="de"))
    script = build_script(
        [[None, "Anna", "Ben"] * 3], [Character("Anna", gender=FEMALE), Character("Ben", gender=MALE)]
    )
    cast = cast_script(script, load_cast_file(), list_voices=lambda _: offers)
    used = [cast.narrator, *cast.voices.values()]
    assert len({voice.id for voice in used}) == 3
    assert all(voice.id.startswith("sapi-") and voice.id != "sapi-9" for voice in used)
    assert (cast.voices["Anna"].gender, cast.voices["Ben"].gender) == (FEMALE, MALE)


# ------------------------------------------------------------------ size


def crowd(people: int, scenes: int) -> Script:
    """Return a script in every scene of which eight of these people speak twice."""
    shuffle = random.Random(4)
    return build_script([[f"P{shuffle.randrange(people)}" for _ in range(8)] * 2 for _ in range(scenes)])


def cast_in_proportion(few: Script, many: Script, *, times: float) -> Cast:
    """Return the cast of the larger script, made in time in proportion to that of the smaller."""
    casts: list[Cast] = []
    work = [lambda script=script: casts.append(cast_script(script, load_cast_file())) for script in (few, many)]
    assert_in_proportion(*work, times=times)
    return max(casts, key=lambda cast: len(cast.voices))


@pytest.mark.slow
def test_five_hundred_people_in_three_hundred_scenes_take_time_in_proportion() -> None:
    few, many = crowd(125, 75), crowd(500, 300)
    cast = cast_in_proportion(few, many, times=12)
    assert set(cast.voices) == {line.speaker for line in many.lines}


@pytest.mark.slow
def test_ten_thousand_people_in_one_scene_do_not_explode() -> None:
    few, many = (build_script([[f"P{number}" for number in range(count)]]) for count in (1_250, 10_000))
    cast = cast_in_proportion(few, many, times=24)
    assert len(cast.voices) == 10_000
    assert len(cast.warnings) < 100


NAMES = st.sampled_from(["Ada", "Ben", "Cy", "Di", "Ed", "Fay", UNKNOWN, 'Q"u.o\nte', None])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(NAMES, min_size=1, max_size=12), min_size=1, max_size=5))
@pytest.mark.slow
def test_any_small_story_is_cast_whole_and_told_apart(scenes: list[list[str | None]]) -> None:
    script = build_script(scenes)
    cast = cast_script(script, load_cast_file())
    assert all(isinstance(cast.voice_of(line), Voice) for line in script.lines)
    assert_told_apart(script, cast)


def test_a_story_without_speakers_needs_a_narrator_only() -> None:
    cast = cast_script(build_script([[None, None]]), load_cast_file())
    assert dict(cast.voices) == {}
    assert cast.narrator.engine == "pyttsx3"
