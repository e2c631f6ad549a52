"""Casting moves only what an engine takes, tells voices apart by that alone, and says what it could not follow."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.small_scripts import Offered, Write, build_script

from drama.cast import Capabilities, cast_script, clashes, load_cast_file, recast, save_cast
from drama.errors import CastError
from drama.model import Cast, Character, Gender

NO_PITCH = Capabilities(has_pitch=False)
STEADY = Capabilities(has_pitch=False, slowest_wpm=165, fastest_wpm=165)


def three_reeds(engine: str) -> Sequence[Offered]:
    """Offer three voices."""
    assert engine == "reed"
    return [Offered("r1"), Offered("r2"), Offered("r3")]


def assert_taken(cast: Cast, capabilities: Capabilities) -> None:
    for voice in (cast.narrator, *cast.voices.values()):
        assert capabilities.accepts(voice), voice


FIVE = [["Ada", "Ben", "Cy", "Di", "Ed"] * 3]


@pytest.mark.parametrize(
    "capabilities", [NO_PITCH, STEADY, Capabilities(slowest_wpm=160, fastest_wpm=170), Capabilities()]
)
def test_five_people_in_three_voices_get_nothing_the_engine_does_not_take(capabilities: Capabilities) -> None:
    script = build_script(FIVE)
    cast = cast_script(
        script, load_cast_file(), engine="reed", list_voices=three_reeds, capabilities_of=lambda _: capabilities
    )
    assert_taken(cast, capabilities)
    assert {voice.id for voice in cast.voices.values()} <= {"r1", "r2", "r3"}
    assert any("not enough voices" in warning for warning in cast.warnings)
    if not capabilities.has_pitch:
        assert not any("pitch" in warning for warning in cast.warnings)


@pytest.mark.parametrize("capabilities", [NO_PITCH, STEADY, Capabilities()])
def test_with_pitch_they_are_told_apart_and_without_it_whoever_is_not_is_named(capabilities: Capabilities) -> None:
    script = build_script(FIVE)
    cast = cast_script(
        script, load_cast_file(), engine="reed", list_voices=three_reeds, capabilities_of=lambda _: capabilities
    )
    close = [(clash.one, clash.other) for clash in clashes(script, cast)]
    told = {name for name in cast.voices for warning in cast.warnings if f"{name} (" in warning}
    assert bool(close) is not capabilities.has_pitch
    assert all(told & set(pair) for pair in close)
    assert told <= {name for pair in close for name in pair}


def test_voices_of_the_pool_that_differ_in_pitch_only_are_one_voice_to_an_engine_without(write: Write) -> None:
    pools = "".join(f'[pool.p{n}]\nengine = "reed"\nvoice = "r1"\npitch = {n * 10}\nrate_wpm = 165\n' for n in range(9))
    path = write(pools + '[pool.q]\nengine = "reed"\nvoice = "r2"\nrate_wpm = 165\n[narrator]\nvoice = "q"\n')

    def list_voices(engine: str) -> Sequence[Offered]:
        return three_reeds(engine) if engine == "reed" else [Offered("none")]

    script = build_script([["Ada", "Ben"] * 3])
    free = cast_script(script, load_cast_file(path), list_voices=list_voices)
    bound = cast_script(script, load_cast_file(path), list_voices=list_voices, capabilities_of=lambda _: STEADY)
    assert free.voices["Ada"].pitch != free.voices["Ben"].pitch
    assert_taken(bound, STEADY)
    assert any("hard to tell" in warning for warning in bound.warnings)


@pytest.mark.slow
def test_moved_voices_stay_within_the_paces_a_cast_file_may_name(write: Write) -> None:
    for rate in (80, 84, 440, 450):
        path = write(f'[pool.p]\nengine = "reed"\nvoice = "r1"\nrate_wpm = {rate}\n')

        def list_voices(engine: str) -> Sequence[Offered]:
            return three_reeds(engine) if engine == "reed" else [Offered("none")]

        cast = cast_script(build_script(FIVE), load_cast_file(path), list_voices=list_voices)
        assert_taken(cast, Capabilities())


@pytest.mark.parametrize(
    ("setting", "capabilities", "told"),
    [
        ("pitch = 16", NO_PITCH, "the engine reed has no pitch to set"),
        ("rate_wpm = 300", Capabilities(fastest_wpm=220), "the engine reed speaks 80 to 220 words a minute"),
        ("rate_wpm = 90", Capabilities(slowest_wpm=120), "the engine reed speaks 120 to 450 words a minute"),
    ],
)
def test_what_the_file_asks_of_its_own_engine_and_that_does_not_take_is_an_error_with_its_line(
    write: Write, setting: str, capabilities: Capabilities, told: str
) -> None:
    file = load_cast_file(write(f'\n[characters.Ada]\nvoice = "r1"\nengine = "reed"\n{setting}\n'))
    script = build_script([["Ada"]])
    with pytest.raises(CastError, match=rf"line 3: Ada: {told}; take out {setting}"):
        cast_script(script, file, capabilities_of=lambda engine: capabilities if engine == "reed" else Capabilities())
    assert cast_script(script, file).voices["Ada"].id == "r1"


@pytest.mark.parametrize("who", ["narrator", "characters.Ada"])
def test_what_the_file_asks_of_another_engine_than_the_one_for_all_is_a_note(write: Write, who: str) -> None:
    file = load_cast_file(write(f'[{who}]\nvoice = "en-us+f3"\npitch = 16\nrate_wpm = 300\n'))
    capabilities = Capabilities(has_pitch=False, fastest_wpm=220)
    cast = cast_script(build_script([["Ada"]]), file, engine="reed", capabilities_of=lambda _: capabilities)
    assert_taken(cast, capabilities)
    name = who.rpartition(".")[2]
    assert set(cast.warnings) == {
        f"the engine reed has no pitch to set: pitch = 16 of {name} is not followed",
        f"the engine reed speaks 80 to 220 words a minute: rate_wpm = 300 of {name} is not followed",
    }


def test_two_pinned_apart_by_a_pitch_the_engine_does_not_take_are_hard_to_tell_apart(write: Write) -> None:
    path = write('[characters.Ada]\nvoice = "en-us+f3"\npitch = 5\n[characters.Ben]\nvoice = "en-us+f3"\npitch = 95\n')
    script = build_script([["Ada", "Ben"]])
    assert cast_script(script, load_cast_file(path)).warnings == ()
    cast = cast_script(script, load_cast_file(path), engine="reed", capabilities_of=lambda _: NO_PITCH)
    assert any("share scene 1 and are hard to tell apart (0.00 of 1)" in warning for warning in cast.warnings)


def test_the_ids_of_the_pool_are_kept_under_an_engine_for_all_without_pitch() -> None:
    script = build_script([[None, "Ada", "Ben", "Cy", "Di"] * 3])
    plain = cast_script(script, load_cast_file())
    cast = cast_script(script, load_cast_file(), engine="reed", capabilities_of=lambda _: NO_PITCH)
    assert {name: voice.id for name, voice in cast.voices.items()} == {name: v.id for name, v in plain.voices.items()}
    assert cast.warnings == ()
    assert_taken(cast, NO_PITCH)


@pytest.mark.slow
def test_a_cast_without_pitch_is_saved_and_recast_as_it_was(write: Write) -> None:
    pools = "".join(f'[pool.p{n}]\nengine = "reed"\nvoice = "r{n}"\npitch = {n * 20}\n' for n in range(1, 4))
    path = write(pools + '[narrator]\nvoice = "p1"\n', "voices.toml")

    def list_voices(engine: str) -> Sequence[Offered]:
        return three_reeds(engine) if engine == "reed" else [Offered("none")]

    def capabilities_of(engine: str) -> Capabilities:
        return NO_PITCH

    script = build_script([["Ada", "Ben"] * 3])
    file = load_cast_file(path)
    cast = cast_script(script, file, list_voices=list_voices, capabilities_of=capabilities_of)
    saved = save_cast(script, cast, path.with_name("story.voices.toml"), file=file)
    again = cast_script(script, load_cast_file(saved), list_voices=list_voices, capabilities_of=capabilities_of)
    assert again.voices == cast.voices
    swapped = cast.voices["Ben"].name
    recast(
        saved,
        "Ada",
        swapped,
        file=load_cast_file(saved),
        script=script,
        list_voices=list_voices,
        capabilities_of=capabilities_of,
    )
    assert (
        cast_script(script, load_cast_file(saved), list_voices=list_voices, capabilities_of=capabilities_of)
        .voices["Ada"]
        .name
        == swapped
    )


CAPABILITIES = st.builds(
    Capabilities,
    has_pitch=st.booleans(),
    slowest_wpm=st.integers(80, 200),
    fastest_wpm=st.integers(200, 450),
)


@settings(deadline=None, max_examples=60)
@given(
    capabilities=CAPABILITIES,
    scenes=st.lists(
        st.lists(st.sampled_from(["Ada", "Ben", "Cy", "Di", "Ed", None]), min_size=1), min_size=1, max_size=4
    ),
    is_for_all=st.booleans(),
)
@pytest.mark.slow
def test_whatever_an_engine_takes_no_voice_is_set_otherwise(
    capabilities: Capabilities, scenes: list[list[str | None]], *, is_for_all: bool
) -> None:
    people = [Character("Ada", gender=Gender.FEMALE), Character("Ben", gender=Gender.MALE)]
    script = build_script(scenes, people)
    engine, list_voices = ("reed", three_reeds) if is_for_all else (None, None)
    cast = cast_script(
        script, load_cast_file(), engine=engine, list_voices=list_voices, capabilities_of=lambda _: capabilities
    )
    assert_taken(cast, capabilities)
