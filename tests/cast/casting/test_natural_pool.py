"""The natural voices: how many people they are, when they are cast, and what old cast files get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from support.small_scripts import Write, build_script

from drama.cast import MARGIN, AvailableVoice, cast_script, distance, load_cast_file, pool_of, recast
from drama.cast.castfile.documents import default_text
from drama.cast.casting.voice_distance import SAME_SPEAKER, embeddings, naturalness
from drama.engines import engine_names, get_engine
from drama.engines.base import EngineVoice
from drama.engines.hibari.speakers import speakers
from drama.model import Character, Gender

POOL = {name: voice for name, voice in load_cast_file().pool.items() if voice.engine == "hibari"}
TALK = build_script([[None, "Anna", "Ben"] * 4])


def with_hibari(engine: str) -> Sequence[AvailableVoice] | None:
    """Offer the natural voices of the default install and eSpeak NG's as if both were installed."""
    if engine == "kokoro":
        return None
    return [EngineVoice(voice.id, voice.name) for voice in load_cast_file().pool.values() if voice.engine == engine]


def without_hibari(engine: str) -> Sequence[AvailableVoice] | None:
    """Offer eSpeak NG's voices on a machine that has no other."""
    return None if engine == "hibari" else with_hibari(engine)


def test_every_two_of_the_pool_are_different_people() -> None:
    close = [(a.name, b.name) for a, b in combinations(POOL.values(), 2) if distance(a, b) < MARGIN]
    assert close == []


def test_everybody_stays_apart_from_the_narrator_in_sentences_nobody_measured() -> None:
    """Other sentences bring two people up to 0.02 closer than those they were measured with."""
    apart = (1 - 0.83) / (1 - SAME_SPEAKER) * MARGIN
    others = [voice for name, voice in POOL.items() if name != "lark"]
    assert [one.name for one in others if distance(POOL["lark"], one) < apart] == []


def test_there_are_enough_people_of_each_gender_and_age() -> None:
    voices = list(POOL.values())
    assert len(voices) >= 11
    assert sum(voice.gender is Gender.FEMALE for voice in voices) >= 4
    assert sum(voice.gender is Gender.MALE for voice in voices) >= 3
    assert {voice.gender for voice in voices if voice.age == "old"} >= {Gender.FEMALE, Gender.MALE}
    assert any(voice.age == "young" for voice in voices)


def test_every_voice_of_the_pool_was_judged_natural() -> None:
    assert min(map(naturalness, POOL.values())) >= 4


def test_every_voice_of_the_pool_is_somebody_the_engine_can_be_and_has_an_embedding() -> None:
    assert {voice.id for voice in POOL.values()} == set(speakers()) == set(embeddings()["hibari"])
    for voice in POOL.values():
        assert voice.gender is speakers()[voice.id].gender
        assert len(embeddings()["hibari"][voice.id]) == 256


def test_the_docs_list_every_natural_voice() -> None:
    page = (Path(__file__).parents[3] / "docs" / "voices.md").read_text(encoding="utf-8")
    for voice in POOL.values():
        assert f"|{voice.name}|`{voice.id}`|{voice.gender}|{voice.age}|" in page


def test_a_voice_moved_in_pitch_is_no_other_person() -> None:
    lark = POOL["lark"]
    assert distance(lark, lark) == 0
    assert 0 < distance(lark, replace(lark, pitch=80)) < MARGIN
    assert distance(lark, load_cast_file().pool["marble"]) >= MARGIN
    assert 0.5 < SAME_SPEAKER < 1


def test_natural_voices_are_cast_where_they_are_there_and_espeaks_elsewhere() -> None:
    natural = cast_script(TALK, load_cast_file(), list_voices=with_hibari)
    assert natural.narrator.name == "lark"
    assert {voice.engine for voice in natural.voices.values()} == {"hibari"}
    assert natural.warnings == ()
    plain = cast_script(TALK, load_cast_file(), list_voices=without_hibari)
    assert plain.narrator.name == "marble"
    assert {voice.engine for voice in plain.voices.values()} == {"pyttsx3"}
    assert plain.warnings == ("the natural voices (hibari) are not installed here; eSpeak NG speaks",)


@pytest.mark.slow
def test_an_engine_that_is_asked_for_speaks_with_its_own_pool_and_says_nothing() -> None:
    for list_voices in (with_hibari, without_hibari):
        cast = cast_script(TALK, load_cast_file(), engine="pyttsx3", list_voices=list_voices)
        assert cast == cast_script(TALK, load_cast_file())
        assert cast.warnings == ()


@pytest.mark.parametrize(
    "written",
    ['[characters.Anna]\nvoice = "juniper"\n', '[narrator]\nvoice = "marble"\n',
     '[characters.Anna]\nvoice = "en-us+f3"\n', '[pool.mine]\nvoice = "en-us+m1"\n[characters.Anna]\nvoice = "mine"\n'],
)  # fmt: skip
def test_a_file_that_names_espeaks_voices_is_cast_as_before(write: Write, written: str) -> None:
    file = load_cast_file(write(written))
    cast = cast_script(TALK, file, list_voices=lambda engine: [*(with_hibari(engine) or []), *offered(engine)])
    assert cast == cast_script(TALK, file)
    assert {voice.engine for voice in (cast.narrator, *cast.voices.values())} == {"pyttsx3"}


def offered(engine: str) -> Sequence[AvailableVoice]:
    return [EngineVoice("en-us+f3", ""), EngineVoice("en-us+m1", "")] if engine == "pyttsx3" else []


@pytest.mark.slow
def test_a_file_that_names_natural_voices_or_both_keeps_a_natural_cast(write: Write) -> None:
    for written in (
        '[characters.Anna]\nvoice = "wren"\n',
        '[narrator]\nvoice = "lark"\n[characters.Anna]\nvoice = "juniper"\n',
        '[characters.Anna]\nvoice = "hibari:wren"\n',
    ):
        cast = cast_script(TALK, load_cast_file(write(written)), list_voices=with_hibari)
        assert cast.narrator.engine == cast.voices["Ben"].engine == "hibari"


@pytest.mark.slow
def test_a_recast_to_another_engines_voice_leaves_all_others_as_they_are(tmp_path: Path) -> None:
    before = cast_script(TALK, load_cast_file(), list_voices=with_hibari)
    path = tmp_path / "story.voices.toml"
    done = recast(path, "Anna", "juniper", file=load_cast_file(), script=TALK, list_voices=with_hibari)
    after = cast_script(TALK, load_cast_file(path), list_voices=with_hibari)
    assert (after.voices["Anna"].id, after.voices["Ben"]) == ("en-us+aunty", before.voices["Ben"])
    assert after.narrator == before.narrator
    assert done.pinned == ("narrator",)


def test_a_narrators_settings_hold_for_whoever_narrates(write: Write) -> None:
    file = load_cast_file(write("[narrator]\nrate_wpm = 150\n"))
    for list_voices, name in ((with_hibari, "lark"), (without_hibari, "marble")):
        narrator = cast_script(TALK, file, list_voices=list_voices).narrator
        assert (narrator.name, narrator.rate_wpm) == (name, 150)


def test_the_pool_to_choose_from_is_the_one_that_is_cast() -> None:
    assert {voice.engine for voice in pool_of(load_cast_file(), list_voices=with_hibari)} == {"hibari"}
    assert {voice.engine for voice in pool_of(load_cast_file(), list_voices=without_hibari)} == {"pyttsx3"}
    assert {voice.engine for voice in pool_of(load_cast_file(), engine="tone")} == {"pyttsx3"}


@pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system")
def test_the_engine_offers_every_natural_voice_of_the_pool() -> None:
    assert {voice.id for voice in POOL.values()} <= {voice.id for voice in get_engine("hibari").voices()}


def test_a_copy_of_the_packaged_file_casts_as_the_packaged_one(write: Write) -> None:
    copied = load_cast_file(write(default_text()))
    there = pool_of(copied, list_voices=with_hibari)
    assert there == pool_of(load_cast_file(), list_voices=with_hibari)
    assert {voice.engine for voice in there} == {"hibari"}


def test_a_voice_that_a_copy_changes_is_one_of_the_users(write: Write) -> None:
    changed = default_text().replace("[pool.raven]", "[pool.raven]\ngain_db = -3.0", 1)
    names = [voice.name for voice in pool_of(load_cast_file(write(changed)), list_voices=with_hibari)]
    assert "raven" in names
    assert len(names) == len(set(names)) == len(pool_of(load_cast_file(), list_voices=with_hibari))


def test_age_tells_in_the_cast(write: Write) -> None:
    people = [
        Character("The small boy", gender=Gender.MALE, age="young"),
        Character("The old man", gender=Gender.MALE, age="old"),
        Character("Ben", gender=Gender.MALE),
    ]
    script = build_script([[None, "The small boy", "The old man", "Ben"] * 4], people)
    cast = cast_script(script, load_cast_file(), list_voices=with_hibari)
    assert [cast.voices[person.name].age for person in people] == ["young", "old", "adult"]
    told = load_cast_file(write("[characters.Ben]\nage = 'old'\n[characters.'The old man']\nage = 'adult'\n"))
    cast = cast_script(script, told, list_voices=with_hibari)
    assert [cast.voices[person.name].age for person in people] == ["young", "adult", "old"]


def test_a_second_child_gets_a_grown_voice_rather_than_an_old_one() -> None:
    people = [Character(f"The girl {number}", gender=Gender.FEMALE, age="young") for number in range(3)]
    script = build_script([[None, *(person.name for person in people)] * 4], people)
    cast = cast_script(script, load_cast_file(), list_voices=with_hibari)
    ages = [cast.voices[person.name].age for person in people]
    assert "old" not in ages
    assert set(cast.ages) == {person.name for person in people if cast.voices[person.name].age != "young"}
