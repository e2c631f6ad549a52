from __future__ import annotations

import tomllib
from codecs import BOM_UTF8
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.small_scripts import Write, build_script

from drama.cast import cast_script, load_cast_file, recast, save_cast, story_cast_path, undo_recast
from drama.cast.castfile.load import CastFile
from drama.errors import CastError
from drama.model import Character, Script

pytestmark = pytest.mark.slow

HAND_MADE = """\
# Voices for the ferry story.   Keep!

[pauses]   # slower than usual
scene_break = 2_500

[characters.Anna] # the captain
pitch = 60  # tuned for the old voice
voice = 'en-us+f3' # bright
aliases = [
    "Miss Berg", # formal
]

[mix]
channels = 1

[characters."Ben O'Dell"]
voice = "flint"
# end
"""

SCRIPT = build_script(
    [["Anna", "Ben O'Dell", None, "Cy", "Unknown"] * 4, ["Anna", "Dee"] * 4],
    [Character("Anna", aliases=("the captain",))],
)


def reloaded(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def voices_of(file: CastFile, script: Script = SCRIPT) -> dict[str, object]:
    return dict(cast_script(script, file).voices)


# ------------------------------------------------------------------ recast


def test_a_recast_changes_one_voice_and_keeps_comments_and_order(write: Write) -> None:
    path = write(HAND_MADE)
    before = voices_of(load_cast_file(path))
    done = recast(path, "Anna", "cedar", file=load_cast_file(path), script=SCRIPT)
    text = path.read_text(encoding="utf-8")
    kept = [line for line in HAND_MADE.splitlines() if "pitch" not in line and "en-us+f3" not in line]
    assert [line for line in text.splitlines() if line in kept][: len(kept)] == kept
    assert (done.character, done.before, done.voice, done.is_new_file) == ("Anna", "en-us+f3", "cedar", False)
    after = voices_of(load_cast_file(path))
    assert {name for name in after if after[name] != before[name]} == {"Anna"}
    assert reloaded(path)["characters"]["Anna"] == {"voice": "cedar", "aliases": ["Miss Berg"]}


@pytest.mark.parametrize("name", ["Anna", "anna", "MISS BERG", "the captain"])
def test_any_name_of_a_character_will_do(write: Write, name: str) -> None:
    path = write(HAND_MADE)
    assert recast(path, name, "cedar", file=load_cast_file(path), script=SCRIPT).character == "Anna"


def test_a_new_file_holds_the_one_voice_and_extends_what_was_in_force(tmp_path: Path, write: Write) -> None:
    series = write('[characters.Cy]\nvoice = "flint"\n[mix]\nchannels = 1\n', "voices.toml")
    path = story_cast_path(tmp_path / "book" / "story.txt")
    path.parent.mkdir()
    before = voices_of(load_cast_file(series))
    done = recast(path, "Dee", "en-us+f3", file=load_cast_file(series), script=SCRIPT)
    assert done.is_new_file
    assert reloaded(path) == {"extends": "../voices.toml", "characters": {"Dee": {"voice": "en-us+f3"}}}
    file = load_cast_file(path)
    assert file.mix.channels == 1
    after = voices_of(file)
    assert {name for name in after if after[name] != before[name]} == {"Dee"}


def test_a_voice_somebody_has_does_not_move_that_somebody(tmp_path: Path) -> None:
    file = load_cast_file()
    before = cast_script(SCRIPT, file)
    path = tmp_path / "story.voices.toml"
    done = recast(path, "Anna", before.voices["Cy"].name, file=file, script=SCRIPT)
    after = cast_script(SCRIPT, load_cast_file(path))
    assert {name for name in after.voices if after.voices[name] != before.voices[name]} == {"Anna"}
    assert done.pinned == ("Cy",)
    assert any("hard to tell apart" in warning for warning in after.warnings)


def test_the_narrator_can_be_recast(tmp_path: Path) -> None:
    path = tmp_path / "story.voices.toml"
    before = cast_script(SCRIPT, load_cast_file())
    recast(path, "Narrator", before.voices["Anna"].name, file=load_cast_file(), script=SCRIPT)
    after = cast_script(SCRIPT, load_cast_file(path))
    assert after.narrator.id == before.voices["Anna"].id
    assert after.voices == before.voices


@pytest.mark.parametrize(
    ("who", "voice", "parts"),
    [
        ("Ana", "cedar", ['"Ana"', 'did you mean "Anna"?', "narrator", "Dee"]),
        ("Anna", "cedr", ['"cedr"', 'did you mean "cedar"?', "en-us+f3"]),
        ("Anna", "", ["name in quotation marks"]),
        ("Anna", "a\nb", ["name in quotation marks"]),
    ],
)
def test_a_wrong_name_or_voice_changes_nothing(write: Write, who: str, voice: str, parts: list[str]) -> None:
    path = write(HAND_MADE)
    with pytest.raises(CastError) as caught:
        recast(path, who, voice, file=load_cast_file(path), script=SCRIPT)
    assert all(part in str(caught.value) for part in parts)
    assert path.read_text(encoding="utf-8") == HAND_MADE
    assert list(path.parent.iterdir()) == [path]


def test_somebody_of_the_file_who_is_not_in_the_story_cannot_be_recast(write: Write) -> None:
    path = write('[characters.Zoe]\nvoice = "flint"\naliases = ["Zed"]\n')
    for name in ("Zoe", "Zed"):
        with pytest.raises(CastError, match=r"nobody called .* speaks in the story"):
            recast(path, name, "cedar", file=load_cast_file(path), script=SCRIPT)
    assert recast(path, "zed", "cedar", file=load_cast_file(path)).character == "Zoe"


def test_the_unknown_speaker_can_be_recast_and_held_though_no_character(tmp_path: Path) -> None:
    script = replace(SCRIPT, characters=tuple(who for who in SCRIPT.characters if who.name != "Unknown"))
    before = cast_script(script, load_cast_file())
    path = tmp_path / "story.voices.toml"
    done = recast(path, "Anna", before.voices["Unknown"].name, file=load_cast_file(), script=script)
    assert done.pinned == ("Unknown",)
    assert recast(path, "unknown", "cedar", file=load_cast_file(path), script=script).character == "Unknown"


def test_windows_line_ends_stay(write: Write) -> None:
    path = write('# one\r\n[characters.Anna]\r\nvoice = "flint"\r\n')
    recast(path, "Anna", "cedar", file=load_cast_file(path))
    assert path.read_bytes() == b'# one\r\n[characters.Anna]\r\nvoice = "cedar"\r\n'


@pytest.mark.parametrize(
    "text",
    [
        'characters = { Anna = { voice = "flint" } }\n',
        'characters.Anna.voice = "flint"\n[mix]\nchannels = 1\n',
        '[characters]\nAnna.voice = "flint"\n',
        '[characters]\nAnna = { voice = "flint", pitch = 3 }\n\n[mix]\n',
        '[characters.Zoe]\n[mix]\n[characters.Anna]\n[pool.x]\nvoice = "en-us+f3"\n',
        "",
        "# only a comment",
        "[mix]\nchannels = 1",
    ],
)
def test_every_way_of_writing_a_table_can_be_edited(write: Write, text: str) -> None:
    path = write(text)
    before = reloaded(path)
    for who in ("Anna", "Cy", "narrator"):
        recast(path, who, "cedar", file=load_cast_file(path), script=None if who == "narrator" else SCRIPT)
    after = reloaded(path)
    assert after["characters"]["Anna"]["voice"] == after["characters"]["Cy"]["voice"] == "cedar"
    assert after["narrator"]["voice"] == "cedar"
    assert {key: after[key] for key in before if key != "characters"} == {
        k: v for k, v in before.items() if k != "characters"
    }
    for _ in range(3):
        undo_recast(path)
    assert path.read_text(encoding="utf-8") == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(lambda name: name.strip()))
def test_any_name_survives_the_file(tmp_path: Path, name: str) -> None:
    if name.casefold() == "narrator":
        return
    path = tmp_path / "odd.voices.toml"
    path.unlink(missing_ok=True)
    script = build_script([[name, "Anna"]])
    recast(path, name, "cedar", file=load_cast_file(), script=script)
    recast(path, "Anna", "flint", file=load_cast_file(path), script=script)
    assert reloaded(path)["characters"] == {name: {"voice": "cedar"}, "Anna": {"voice": "flint"}} or name == "Anna"


# ------------------------------------------------------------------ undo


def test_recasts_are_undone_one_by_one_to_the_letter(write: Write) -> None:
    path = write(HAND_MADE)
    recast(path, "Anna", "cedar", file=load_cast_file(path), script=SCRIPT)
    middle = path.read_text(encoding="utf-8")
    recast(path, "Cy", "flint", file=load_cast_file(path), script=SCRIPT)
    assert undo_recast(path)
    assert path.read_text(encoding="utf-8") == middle
    assert undo_recast(path)
    assert path.read_text(encoding="utf-8") == HAND_MADE
    with pytest.raises(CastError, match="no edit"):
        undo_recast(path)


def test_undoing_the_recast_that_made_the_file_takes_it_away(tmp_path: Path) -> None:
    path = tmp_path / "story.voices.toml"
    recast(path, "Anna", "cedar", file=load_cast_file(), script=SCRIPT)
    assert not undo_recast(path)
    assert [entry.name for entry in tmp_path.iterdir()] == [".story.voices.toml.undo"]


def test_an_edit_by_hand_is_not_lost(write: Write) -> None:
    path = write(HAND_MADE)
    recast(path, "Anna", "cedar", file=load_cast_file(path), script=SCRIPT)
    edited = path.read_text(encoding="utf-8") + "# mine\n"
    path.write_text(edited, encoding="utf-8")
    with pytest.raises(CastError, match="changed after its last edit"):
        undo_recast(path)
    assert path.read_text(encoding="utf-8") == edited


def test_a_damaged_record_is_one_message(write: Write) -> None:
    path = write(HAND_MADE)
    for damage in ("{\n", "[]", '{"before": 3, "after": "x"}', "\0"):
        path.with_name(".story.voices.toml.undo").write_text(damage, encoding="utf-8")
        with pytest.raises(CastError, match='undo" is damaged'):
            undo_recast(path)


def test_naming_the_voice_a_character_has_already_writes_nothing_new(write: Write) -> None:
    path = write('[characters.Anna]\nvoice = "cedar"\n')
    recast(path, "Anna", "cedar", file=load_cast_file(path), script=SCRIPT)
    assert list(path.parent.iterdir()) == [path]


def test_an_unwritable_folder_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(CastError, match="cannot be written"):
        recast(tmp_path / "none" / "story.voices.toml", "Anna", "cedar", file=load_cast_file(), script=SCRIPT)


def test_a_linked_file_is_written_through_its_link(tmp_path: Path, write: Write) -> None:
    real = write('[characters.Anna]\nvoice = "flint"\n', "real.toml")
    link = tmp_path / "story.voices.toml"
    link.symlink_to(real)
    recast(link, "Anna", "cedar", file=load_cast_file(link), script=SCRIPT)
    assert link.is_symlink()
    assert "cedar" in real.read_text(encoding="utf-8")


# ------------------------------------------------------------------ save


def test_a_saved_cast_is_the_same_cast_with_everyone_pinned(tmp_path: Path, write: Write) -> None:
    series = write(
        '[mix]\nloudness_lufs = -18\n[characters.Cy]\nvoice = "en-us+f3"\npitch = 61\npan = 0.5\n', "voices.toml"
    )
    file = load_cast_file(series)
    cast = cast_script(SCRIPT, file)
    path = tmp_path / "story.voices.toml"
    assert save_cast(SCRIPT, cast, path, file=file) == path
    saved = load_cast_file(path)
    assert set(saved.characters) == {"Anna", "Ben O'Dell", "Cy", "Unknown", "Dee"}
    assert not any(entry.is_inherited for entry in saved.characters.values())
    again = cast_script(SCRIPT, saved)
    assert (again.narrator, again.voices, again.mix) == (cast.narrator, cast.voices, cast.mix)
    assert "# 8 lines" in path.read_text(encoding="utf-8")


def test_a_saved_cast_holds_when_the_story_changes(tmp_path: Path) -> None:
    cast = cast_script(SCRIPT, load_cast_file())
    path = save_cast(SCRIPT, cast, tmp_path / "story.voices.toml", file=load_cast_file())
    later = build_script([["Dee"] * 40, ["Zoe", "Anna"] * 30, ["Cy", "Zoe", "Ben O'Dell", "Unknown"]])
    now = cast_script(later, load_cast_file(path)).voices
    assert {name: now[name] for name in cast.voices} == dict(cast.voices)


def test_moved_voices_are_saved_as_moved(tmp_path: Path, write: Write) -> None:
    crowd = build_script([[f"P{number}" for number in range(45)] * 4])
    file = load_cast_file(write("", "voices.toml"))
    cast = cast_script(crowd, file)
    path = save_cast(crowd, cast, tmp_path / "story.voices.toml", file=file)
    assert cast_script(crowd, load_cast_file(path)).voices == cast.voices


def test_a_file_that_is_there_is_not_written_over_unless_asked(write: Write) -> None:
    path = write(HAND_MADE)
    file = load_cast_file(path)
    cast = cast_script(SCRIPT, file)
    with pytest.raises(CastError, match="exists; name another file"):
        save_cast(SCRIPT, cast, path, file=file)
    assert path.read_text(encoding="utf-8") == HAND_MADE
    save_cast(SCRIPT, cast, path, file=file, overwrite=True)
    text = path.read_text(encoding="utf-8")
    assert all(line in text for line in HAND_MADE.splitlines() if line.startswith("#"))
    assert cast_script(SCRIPT, load_cast_file(path)).voices == cast.voices


def test_a_recast_made_while_a_cast_is_saved_is_kept(write: Write) -> None:
    path = write(HAND_MADE)
    file = load_cast_file(path)
    cast = cast_script(SCRIPT, file)
    recast(path, "Anna", "cedar", file=file, script=SCRIPT)
    save_cast(SCRIPT, cast, path, file=file, overwrite=True)  # worked out before the recast
    saved = load_cast_file(path)
    assert saved.characters["Anna"].voice == "cedar"
    assert set(saved.characters) >= set(cast.voices)


@pytest.mark.parametrize("voice", ["cedar", "flint"])
def test_a_file_keeps_its_byte_order_mark_and_its_line_ends_through_edits_and_undoing(
    tmp_path: Path, voice: str
) -> None:
    path = tmp_path / "story.voices.toml"
    before = BOM_UTF8 + b'[characters.Anna]\r\nvoice = "hazel"\r\n'
    path.write_bytes(before)
    recast(path, "Anna", voice, file=load_cast_file(path), script=SCRIPT)
    edited = path.read_bytes()
    assert edited.startswith(BOM_UTF8)
    assert edited.count(b"\n") == edited.count(b"\r\n")
    assert voice.encode() in edited
    undo_recast(path)
    assert path.read_bytes() == before
