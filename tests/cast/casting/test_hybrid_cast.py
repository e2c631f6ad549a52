"""Kokoro's voices: cast for the characters where the extra is installed, while hibari's heart narrates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from support.small_scripts import Write, build_script

from drama.cast import MARGIN, AvailableVoice, cast_script, distance, load_cast_file, recast
from drama.cast.castfile.documents import default_text
from drama.cast.casting.voice_distance import embeddings, naturalness
from drama.engines.base import EngineVoice
from drama.engines.kokoro.speakers import speakers
from drama.errors import CastError, install_command
from drama.model import Cast, Character, Gender

POOL = {name: voice for name, voice in load_cast_file().pool.items() if voice.engine == "kokoro"}
LARK = load_cast_file().pool["lark"]
TALK = build_script([[None, "Ottilie", "Brandt"] * 4])
HEART = "kokoro:af_heart"


def everything(engine: str) -> Sequence[AvailableVoice]:
    """Offer all packaged voices, as where the extra is installed."""
    return [
        EngineVoice(voice.id, voice.name, "en", voice.gender)
        for voice in load_cast_file().pool.values()
        if voice.engine == engine
    ]


def no_extra(engine: str) -> Sequence[AvailableVoice] | None:
    """Offer what the default install has."""
    return None if engine == "kokoro" else everything(engine)


def engines_of(cast: Cast) -> tuple[str, set[str]]:
    return cast.narrator.engine, {voice.engine for voice in cast.voices.values()}


def crowd(women: int, men: int) -> list[Character]:
    return [
        *(Character(f"Woman {number}", gender=Gender.FEMALE) for number in range(women)),
        *(Character(f"Man {number}", gender=Gender.MALE) for number in range(men)),
    ]


def test_thirty_people_or_more_no_two_of_them_alike_and_all_of_them_natural() -> None:
    assert len(POOL) >= 30
    for one, other in combinations(POOL.values(), 2):
        assert distance(one, other) >= MARGIN, (one.name, other.name)
    assert min(map(naturalness, POOL.values())) >= 4.2
    assert min(sum(voice.gender is gender for voice in POOL.values()) for gender in (Gender.FEMALE, Gender.MALE)) >= 12
    assert {voice.age for voice in POOL.values()} >= {"adult", "old", "young"}


def test_every_voice_of_the_pool_is_somebody_the_engine_can_be_and_has_an_embedding() -> None:
    assert {voice.id for voice in POOL.values()} == set(embeddings()["kokoro"]) <= set(speakers())
    for voice in POOL.values():
        assert voice.gender is speakers()[voice.id].gender


def test_the_docs_list_every_voice_of_kokoros() -> None:
    page = (Path(__file__).parents[3] / "docs" / "voices.md").read_text(encoding="utf-8")
    for voice in POOL.values():
        assert f"|{voice.name}|`{voice.id}`|{voice.gender}|{voice.age}|" in page


def test_voices_of_two_engines_are_compared_by_who_speaks() -> None:
    heart = next(voice for voice in POOL.values() if voice.id == HEART)
    assert distance(LARK, heart) == distance(heart, LARK) < MARGIN
    others = [distance(LARK, voice) for voice in POOL.values() if voice.id != HEART]
    assert min(others) > distance(LARK, heart)
    assert len({round(other, 3) for other in others}) > 20


def test_hibari_narrates_and_kokoro_plays_everybody_where_it_is_installed() -> None:
    cast = cast_script(TALK, load_cast_file(), list_voices=everything)
    assert engines_of(cast) == ("hibari", {"kokoro"})
    assert cast.narrator == LARK
    assert cast.warnings == ()


def test_without_the_extra_the_cast_is_the_one_that_hibari_gives() -> None:
    cast = cast_script(TALK, load_cast_file(), list_voices=no_extra)
    assert engines_of(cast) == ("hibari", {"hibari"})
    assert cast.warnings == ()


@pytest.mark.parametrize("engine", ["hibari", "kokoro", "pyttsx3"])
def test_an_engine_that_is_asked_for_speaks_all_of_it_with_its_own_pool(engine: str) -> None:
    cast = cast_script(TALK, load_cast_file(), engine=engine, list_voices=everything)
    assert engines_of(cast) == (engine, {engine})
    own = {voice.name for voice in load_cast_file().pool.values() if voice.engine == engine}
    assert {cast.narrator.name, *(voice.name for voice in cast.voices.values())} <= own
    assert cast.warnings == ()


@pytest.mark.slow
def test_hibaris_heart_is_never_cast_beside_herself_however_full_the_scene() -> None:
    everybody = crowd(40, 40)
    script = build_script([[None, *(person.name for person in everybody)] * 4], everybody)
    cast = cast_script(script, load_cast_file(), list_voices=everything)
    assert cast.narrator == LARK
    assert HEART not in {voice.id for voice in cast.voices.values()}


def test_everyone_of_a_full_scene_is_another_person() -> None:
    everybody = crowd(10, 10)
    script = build_script([[None, *(person.name for person in everybody)] * 4], everybody)
    cast = cast_script(script, load_cast_file(), list_voices=everything)
    assert cast.warnings == ()
    for one, other in combinations([cast.narrator, *cast.voices.values()], 2):
        assert distance(one, other) >= MARGIN
    assert all(cast.voices[person.name].gender is person.gender for person in everybody)


def test_where_voices_run_short_the_warning_says_with_whom_and_which_extra_helps() -> None:
    everybody = crowd(12, 12)
    script = build_script([[None, *(person.name for person in everybody)] * 4], everybody)
    short = cast_script(script, load_cast_file(), list_voices=no_extra)
    assert any("is hard to tell from" in warning for warning in short.warnings)
    assert short.warnings[-1] == f"there are more natural voices: {install_command('kokoro')}"
    assert all(
        "pip install" not in told for told in cast_script(script, load_cast_file(), list_voices=everything).warnings
    )


def test_who_shares_a_voice_with_people_of_other_scenes_is_told_by_name() -> None:
    everybody = [Character(f"Guest {number}", gender=Gender.MALE) for number in range(30)]
    script = build_script([[None, *[person.name] * 5] for person in everybody], everybody)
    told = [note for note in cast_script(script, load_cast_file(), list_voices=no_extra).warnings if " shares " in note]
    assert told
    assert all("with Guest " in note for note in told)


@pytest.mark.parametrize(
    ("written", "narrator", "others"),
    [('[characters.Ottilie]\nvoice = "juniper"\n', "pyttsx3", {"pyttsx3"}),
     ('[narrator]\nvoice = "marble"\n', "pyttsx3", {"pyttsx3"}),
     ('[narrator]\nvoice = "lark"\n', "hibari", {"hibari"}),
     ('[characters.Ottilie]\nvoice = "wren"\n', "hibari", {"hibari"}),
     ('[narrator]\nvoice = "lark"\n[characters.Ottilie]\nvoice = "juniper"\n', "hibari", {"pyttsx3", "hibari"}),
     ('[characters.Ottilie]\nvoice = "wren"\n[characters.Brandt]\nvoice = "juniper"\n', "hibari",
      {"pyttsx3", "hibari"})],
)  # fmt: skip
def test_a_file_from_before_there_was_kokoro_renders_as_before(
    write: Write, written: str, narrator: str, others: set[str]
) -> None:
    file = load_cast_file(write(written))
    cast = cast_script(TALK, file, list_voices=everything)
    assert cast == cast_script(TALK, file, list_voices=no_extra)
    assert engines_of(cast) == (narrator, others)


@pytest.mark.parametrize("narrator", ["", '[narrator]\nvoice = "lark"\n'])
def test_a_file_that_names_one_of_kokoros_voices_is_cast_from_kokoros(write: Write, narrator: str) -> None:
    name = next(iter(POOL.values())).name if not narrator else list(POOL)[3]
    file = load_cast_file(write(f'{narrator}[characters.Ottilie]\nvoice = "{name}"\n'))
    assert engines_of(cast_script(TALK, file, list_voices=everything)) == ("hibari", {"kokoro"})


def test_a_copy_of_the_packaged_file_casts_as_it_does_with_and_without_the_extra(write: Write) -> None:
    copy = load_cast_file(write(default_text()))
    for list_voices in (everything, no_extra):
        assert cast_script(TALK, copy, list_voices=list_voices) == replace(
            cast_script(TALK, load_cast_file(), list_voices=list_voices), path=copy.path
        )


def test_a_copy_from_before_there_was_kokoro_casts_hibaris_voices(write: Write) -> None:
    before, _, rest = default_text().partition("# ---- Kokoro's voices\n")
    old = load_cast_file(write(before + rest[rest.index("# ---- eSpeak") :]))
    assert engines_of(cast_script(TALK, old, list_voices=everything)) == ("hibari", {"hibari"})


def test_a_file_whose_narrator_is_kokoros_has_no_other_engine(write: Write) -> None:
    file = load_cast_file(write(f'[narrator]\nvoice = "{list(POOL)[2]}"\n'))
    assert engines_of(cast_script(TALK, file, list_voices=everything)) == ("kokoro", {"kokoro"})


def test_a_voice_of_the_pool_that_the_machine_lacks_is_replaced_by_one_of_hibaris_and_that_is_told(
    write: Write,
) -> None:
    file = load_cast_file(write(f'[characters.Ottilie]\nvoice = "{list(POOL)[3]}"\n'))
    cast = cast_script(TALK, file, list_voices=no_extra)
    assert engines_of(cast) == ("hibari", {"hibari"})
    assert any("is kokoro's, which is not installed here" in warning for warning in cast.warnings)


def test_kokoros_own_id_without_the_extra_is_refused_with_what_to_type(write: Write) -> None:
    file = load_cast_file(write('[characters.Ottilie]\nvoice = "kokoro:af_sky-large"\n'))
    with pytest.raises(CastError, match=r"pip install '\.\[kokoro\]'") as told:
        cast_script(TALK, file, list_voices=no_extra)
    assert "Ottilie" in str(told.value)


def test_asking_for_kokoro_without_the_extra_says_what_to_type() -> None:
    with pytest.raises(CastError, match=r"kokoro is not installed here: pip install '\.\[kokoro\]'"):
        cast_script(TALK, load_cast_file(), engine="kokoro", list_voices=no_extra)


@pytest.mark.parametrize("voice", ["wren", "juniper", list(POOL)[5]])
@pytest.mark.slow
def test_a_recast_leaves_all_others_as_they_are_whatever_engine_the_voice_is_of(tmp_path: Path, voice: str) -> None:
    before = cast_script(TALK, load_cast_file(), list_voices=everything)
    path = tmp_path / "story.voices.toml"
    recast(path, "Ottilie", voice, file=load_cast_file(), script=TALK, list_voices=everything)
    after = cast_script(TALK, load_cast_file(path), list_voices=everything)
    assert after.voices["Ottilie"].name == voice
    assert (after.narrator, after.voices["Brandt"]) == (before.narrator, before.voices["Brandt"])


def test_of_kokoros_voices_nobody_is_hibaris_heart_but_her_own_pack() -> None:
    same = [voice.id for voice in POOL.values() if distance(voice, LARK) < MARGIN]
    assert same == [HEART]


def test_nobody_is_recast_to_a_voice_of_the_pool_whose_engine_is_not_installed(tmp_path: Path) -> None:
    name = list(POOL)[3]
    told = rf"the voice “{name}” is kokoro's, which is not installed here: pip install '\.\[kokoro\]'"
    with pytest.raises(CastError, match=told.replace("“", '"').replace("”", '"')):
        recast(
            tmp_path / "story.voices.toml", "Ottilie", name, file=load_cast_file(), script=TALK, list_voices=no_extra
        )
    assert not list(tmp_path.iterdir())


def test_a_girl_gets_no_mans_voice_though_the_young_ones_are_mens() -> None:
    people = [Character("The little girl", gender=Gender.FEMALE, age="young"),
              Character("The young man", gender=Gender.MALE, age="young")]  # fmt: skip
    script = build_script([[None, "The little girl", "The young man"] * 3], people)
    cast = cast_script(script, load_cast_file(), list_voices=everything)
    assert cast.voices["The little girl"].gender is Gender.FEMALE
    assert cast.voices["The young man"].gender is Gender.MALE
