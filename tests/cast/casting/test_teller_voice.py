"""Whoever tells a story speaks with the narrator's voice: a listener hears one "I". A cast file may part them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.small_scripts import Write, build_script

from drama.cast import cast_script, clashes, load_cast_file, pool_of, recast, save_cast, undo_recast
from drama.direction.stage_positions import pans
from drama.errors import CastError
from drama.model import Cast, Character, Gender, Script

SCRIPT = replace(
    build_script(
        [[None, "Anna", "Tom", "Cy"] * 4, [None, "Anna", "Dee"] * 4],
        [Character("Anna", aliases=("Miss Berg", "I"), gender=Gender.FEMALE), Character("Tom", gender=Gender.MALE)],
    ),
    teller="Anna",
)
UNTOLD = replace(SCRIPT, teller=None)


def cast_by(path: Path | None, script: Script = SCRIPT) -> Cast:
    return cast_script(script, load_cast_file(path))


def others(cast: Cast) -> dict[str, object]:
    return {name: voice for name, voice in cast.voices.items() if name != "Anna"}


def other_voice(cast: Cast) -> str:
    """Return a voice of the pool that nobody of a cast has."""
    heard = {cast.narrator.name, *(voice.name for voice in cast.voices.values())}
    return next(voice.name for voice in pool_of(load_cast_file()) if voice.name not in heard)


def test_the_teller_speaks_with_the_narrators_voice_and_clashes_with_nobody() -> None:
    cast = cast_by(None)
    assert cast.voices["Anna"] == cast.narrator
    assert cast.teller == "Anna"
    assert all(voice != cast.narrator for voice in others(cast).values())
    assert cast.warnings == ()
    assert clashes(SCRIPT, cast) == ()


def test_where_nobody_or_several_tell_everybody_has_a_voice_of_their_own() -> None:
    cast = cast_by(None, UNTOLD)
    assert cast.voices["Anna"] != cast.narrator
    assert cast.teller is None


def test_the_narrator_the_file_names_is_the_tellers_voice_too(write: Write) -> None:
    chosen = other_voice(cast_by(None))
    cast = cast_by(write(f'[narrator]\nvoice = "{chosen}"\nrate_wpm = 150\n'))
    assert cast.voices["Anna"] == cast.narrator
    assert (cast.narrator.name, cast.narrator.rate_wpm) == (chosen, 150)


def test_a_setting_gives_the_teller_a_voice_of_its_own(write: Write) -> None:
    cast = cast_by(write("[narrator]\nspeaks_for_teller = false\n"))
    assert cast.teller is None
    assert dict(cast.voices) == dict(cast_by(None, UNTOLD).voices)


def test_a_voice_for_the_character_goes_over_the_narrators_and_moves_nobody(write: Write) -> None:
    before = cast_by(None)
    chosen = other_voice(before)
    for name in ("Anna", "Miss Berg"):
        cast = cast_by(write(f'[characters."{name}"]\nvoice = "{chosen}"\n'))
        assert cast.voices["Anna"].name == chosen
        assert cast.teller is None
        assert others(cast) == others(before)


def test_other_settings_of_the_character_tune_the_narrators_voice(write: Write) -> None:
    cast = cast_by(write('[characters.Anna]\ngain_db = -2.0\ngender = "female"\n'))
    assert cast.voices["Anna"] == replace(cast.narrator, gain_db=-2.0)
    assert cast.teller == "Anna"


def test_the_setting_is_inherited_and_the_nearest_file_has_the_last_word(tmp_path: Path, write: Write) -> None:
    (tmp_path / "house.toml").write_text("[narrator]\nspeaks_for_teller = false\n", encoding="utf-8")
    assert cast_by(write('extends = "house.toml"\n')).teller is None
    assert cast_by(write('extends = "house.toml"\n[narrator]\nspeaks_for_teller = true\n')).teller == "Anna"


@pytest.mark.parametrize("value", ['"no"', "0", "[]"])
def test_a_setting_that_is_neither_true_nor_false_is_named_with_its_line(write: Write, value: str) -> None:
    with pytest.raises(CastError) as error:
        load_cast_file(write(f"[narrator]\nspeaks_for_teller = {value}\n"))
    assert "2" in str(error.value)
    assert "speaks_for_teller" in str(error.value)
    assert "true or false" in str(error.value)


def test_the_teller_has_the_narrators_place_on_the_stage(write: Write) -> None:
    told, untold = pans(SCRIPT, cast_by(None)), pans(UNTOLD, cast_by(None, UNTOLD))
    assert {pan for (_, name), pan in told.items() if name == "Anna"} == {0.0}
    assert {key: pan for key, pan in told.items() if key[1] != "Anna"} == {
        key: pan for key, pan in untold.items() if key[1] != "Anna"
    }


# ------------------------------------------------------------------ edits


def test_recasting_the_narrator_changes_the_teller_with_it_and_undoing_brings_both_back(tmp_path: Path) -> None:
    path, before = tmp_path / "story.voices.toml", cast_by(None)
    chosen = other_voice(before)
    edit = recast(path, "narrator", chosen, file=load_cast_file(), script=SCRIPT)
    after = cast_by(path)
    assert edit.teller == "Anna"
    assert (after.narrator.name, after.voices["Anna"].name) == (chosen, chosen)
    assert others(after) == others(before)
    assert "Anna" not in path.read_text(encoding="utf-8")
    undo_recast(path)
    assert not path.exists()


def test_recasting_the_teller_parts_the_teller_from_the_narrator_and_undoing_joins_them(write: Write) -> None:
    path, before = write("# mine\n"), cast_by(None)
    chosen = other_voice(before)
    edit = recast(path, "Miss Berg", chosen, file=load_cast_file(path), script=SCRIPT)
    after = cast_by(path)
    assert edit.left_narrator
    assert edit.teller is None
    assert (after.narrator, after.voices["Anna"].name) == (before.narrator, chosen)
    assert others(after) == others(before)
    undo_recast(path)
    assert cast_by(path).voices["Anna"] == before.narrator


def test_a_saved_cast_lets_the_teller_go_on_following_the_narrator(tmp_path: Path) -> None:
    path, before = tmp_path / "story.voices.toml", cast_by(None)
    save_cast(SCRIPT, before, path, file=load_cast_file())
    assert dict(cast_by(path).voices) == dict(before.voices)
    assert "Anna, who tells the story" in path.read_text(encoding="utf-8")
    chosen = other_voice(before)
    recast(path, "narrator", chosen, file=load_cast_file(path), script=SCRIPT)
    assert cast_by(path).voices["Anna"].name == chosen


def test_a_voice_of_the_tellers_own_is_saved(write: Write, tmp_path: Path) -> None:
    chosen = other_voice(cast_by(None))
    file = load_cast_file(write(f'[characters.Anna]\nvoice = "{chosen}"\n'))
    path = tmp_path / "saved.toml"
    save_cast(SCRIPT, cast_script(SCRIPT, file), path, file=file)
    assert cast_by(path).voices["Anna"].name == chosen
