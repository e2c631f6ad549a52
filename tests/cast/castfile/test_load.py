from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from drama.cast import CastFile, find_cast_file, hints, load_cast_file, story_cast_path
from drama.cast.castfile.load import check_cast_text
from drama.cast.castfile.schema import SECTIONS
from drama.errors import CastError
from drama.model import Gender, MixSettings, Pauses

if TYPE_CHECKING:
    from support.small_scripts import Write


def complaint(path: Path) -> str:
    with pytest.raises(CastError) as caught:
        load_cast_file(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_packaged_default_has_a_narrator_and_a_pool() -> None:
    file = load_cast_file()
    assert file.path is None
    assert file.narrator.voice in file.pool
    assert len(file.pool) >= 25
    assert not file.characters


def test_a_file_is_laid_over_the_default(write: Write) -> None:
    path = write(
        '[characters.Anna]\nvoice = "en-us+f3"\npitch = 60\ngain_db = -1\naliases = ["Miss Berg"]\ngender = "female"\n'
        "[pauses]\nscene_break = 2000\n[mix]\nloudness_lufs = -18\n[narrator]\nrate_wpm = 150\n",
    )
    file, default = load_cast_file(path), load_cast_file()
    anna = file.characters["Anna"]
    assert (anna.voice, anna.pitch, anna.gain_db, anna.gender) == ("en-us+f3", 60, -1.0, Gender.FEMALE)
    assert file.pauses == Pauses(scene_break=2000)
    assert file.mix == MixSettings(loudness_lufs=-18.0)
    assert (file.narrator.voice, file.narrator.rate_wpm) == (default.narrator.voice, 150)
    assert file.pool == default.pool
    assert hints(file) == ({"Anna": ("Miss Berg",)}, {"Anna": Gender.FEMALE})


def test_a_cast_file_cannot_be_changed() -> None:
    file = load_cast_file()
    with pytest.raises(FrozenInstanceError):
        file.path = Path()  # type: ignore[misc]
    with pytest.raises(TypeError):
        file.pool["x"] = file.pool["marble"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("\n[charcters.Anna]\n", ["line 2", '"charcters"', 'did you mean "characters"?', "pool"]),
        ('[characters.Anna]\n\nvioce = "x"\n', ["line 3", '"vioce"', 'did you mean "voice"?', "rate_wpm", '"Anna"']),
        ("[pauses]\nhead = 1\nscene_brake = 1\n", ["line 3", 'did you mean "scene_break"?', "[pauses]", "tail"]),
        ('[characters.Anna]\nvoice = "marbel"\n', ["line 2", '"marbel"', 'did you mean "marble"?', "pool"]),
        ('[narrator]\nvoice = "zzzzzz"\n', ["line 2", '"zzzzzz"', "[narrator]", "lark"]),
        ("[characters.Anna]\npitch = 140\n", ["line 2", "pitch", "140", "0 to 100"]),
        ("[characters.Anna]\nrate_wpm = 79\n", ["line 2", "rate_wpm", "79", "80 to 450"]),
        ("[narrator]\nrate_wpm = 170.5\n", ["line 2", "170.5", "whole number"]),
        ("[narrator]\npitch = true\n", ["line 2", "true", "whole number"]),
        ("[narrator]\ngain_db = nan\n", ["line 2", "nan", "-24 to 12"]),
        ("[narrator]\npan = -1.5\n", ["line 2", "-1.5", "-1 to 1"]),
        ("[pauses]\ntail = 60001\n", ["line 2", "60001", "0 to 60000"]),
        ("[mix]\nloudness_lufs = -3\n", ["line 2", "-3", "-40 to -5"]),
        ("[mix]\nbit_rate_kbps = 100\n", ["line 2", "100", "96, 112, 128"]),
        ("[mix]\nchannels = true\n", ["line 2", "true", "1, 2"]),
        ('[characters.Anna]\ngender = "girl"\n', ["line 2", '"girl"', '"female"']),
        ('[characters.Anna]\nage = "70"\n', ["line 2", '"70"', '"old"']),
        ('[characters.Anna]\naliases = "Miss Berg"\n', ["line 2", "a list of names"]),
        ('[characters.Anna]\naliases = ["ok", 3]\n', ["line 2", "a list of names"]),
        ('[characters.Anna]\nvoice = ""\n', ["line 2", "a name in quotation marks"]),
        ("[characters]\nAnna = 3\n", ["line 2", '"Anna"', "must be a table"]),
        ("pauses = 3\n", ["line 1", "pauses must be a table"]),
        ("[[pool]]\n", ["line 1", "pool must be a table"]),
        ("[pool.mine]\nrate_wpm = 150\n", ["line 1", '"mine"', "voice ="]),
        ('[characters.""]\n', ["line 1", "cannot be a name"]),
        ("extends = 3\n", ["line 1", "extends must be the path"]),
        ('[characters.Bo]\naliases = ["Bob"]\n[characters.Al]\naliases = ["bob"]\n', ["line 3", '"bob"', '"Bo"']),
        ('[characters.Bo]\n\n[characters.Al]\naliases = ["bo"]\n', ["line 3", '"bo"', '"Bo"']),
        ("[characters.Bo]\n[characters.BO]\n", ["line 2", "letter case"]),
        ("[characters.Anna\n", ["line 1", "column"]),
        ('[narrator]\nvoice = "x\n', ["line 2", "column"]),
        ("a = " + "[" * 5000, ["too deeply"]),
        ("a = " + "9" * 5000, ["too large"]),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_is_valid(write: Write, text: str, parts: list[str]) -> None:
    path = write(text)
    message = complaint(path)
    for part in (str(path), *parts):
        assert part in message


def test_a_line_is_counted_over_windows_line_ends(write: Write) -> None:
    assert "line 3" in complaint(write("[narrator]\r\n\r\npitch = 101\r\n"))


def test_a_byte_order_mark_is_no_trouble(write: Write) -> None:
    assert load_cast_file(write(b"\xef\xbb\xbf[mix]\nchannels = 1\n")).mix.channels == 1


def test_a_file_that_is_not_utf8_is_refused_with_the_line(write: Write) -> None:
    assert "not UTF-8: line 2" in complaint(write('# x\n[characters."Ren\xe9"]\n'.encode("latin-1")))


def test_missing_folder_pipe_and_huge_files_are_refused(tmp_path: Path, write: Write) -> None:
    assert "does not exist" in complaint(tmp_path / "none.toml")
    assert "is a folder" in complaint(tmp_path)
    assert "1,000,000" in complaint(write("#" * 1_000_001))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        assert "not a regular file" in complaint(tmp_path / "pipe.toml")


def test_an_engines_bare_word_is_believed_with_the_engine_beside_it(write: Write) -> None:
    file = load_cast_file(write('[characters.Anna]\nvoice = "Samantha"\nengine = "say"\n'))
    assert (file.characters["Anna"].voice, file.characters["Anna"].engine) == ("Samantha", "say")


# ------------------------------------------------------------------ extends


def test_a_child_overrides_its_parent_key_by_key(write: Write) -> None:
    write(
        '[characters.Anna]\nvoice = "cedar"\ngender = "female"\n[characters.Bo]\nvoice = "flint"\n'
        '[pauses]\nhead = 100\ntail = 200\n[pool.mine]\nvoice = "en-us+m1"\nrate_wpm = 150\n',
        "series/voices.toml",
    )
    path = write(
        'extends = "../series/voices.toml"\n[characters.Anna]\nvoice = "mine"\n'
        "[pauses]\ntail = 300\n[pool.mine]\npitch = 40\n",
        "book/story.voices.toml",
    )
    file = load_cast_file(path)
    assert (file.characters["Anna"].voice, file.characters["Anna"].gender) == ("mine", Gender.FEMALE)
    assert not file.characters["Anna"].is_inherited
    assert file.characters["Bo"].is_inherited
    assert (file.pauses.head, file.pauses.tail) == (100, 300)
    assert (file.pool["mine"].id, file.pool["mine"].rate_wpm, file.pool["mine"].pitch) == ("en-us+m1", 150, 40)
    assert len(file.sources) == 2


def test_another_voice_does_not_inherit_what_tuned_the_old_one(write: Write) -> None:
    write('[characters.Anna]\nvoice = "en-us+f3"\npitch = 70\nrate_wpm = 200\npan = 0.5\n', "voices.toml")
    anna = load_cast_file(write('extends = "voices.toml"\n[characters.Anna]\nvoice = "cedar"\n')).characters["Anna"]
    assert (anna.pitch, anna.rate_wpm, anna.pan) == (None, None, 0.5)


def test_an_error_in_a_parent_names_the_parent(write: Write) -> None:
    parent = write("[mix]\nx = 1\n", "voices.toml")
    assert f"{parent}, line 2" in complaint(write('extends = "voices.toml"\n'))


def test_a_missing_parent_names_the_line_that_asks_for_it(write: Write) -> None:
    message = complaint(write('\nextends = "nowhere.toml"\n'))
    assert "story.voices.toml, line 2" in message
    assert "does not exist" in message


def test_files_that_extend_one_another_in_a_circle_or_too_deep_are_refused(write: Write) -> None:
    write('extends = "b.toml"\n', "a.toml")
    assert "back to itself" in complaint(write('extends = "./a.toml"\n', "b.toml"))
    for number in range(12):
        deepest = write(f'extends = "{number - 1}.toml"\n' if number else "", f"{number}.toml")
    assert "more than 10" in complaint(deepest)


# ------------------------------------------------------------------ finding


def test_the_cast_file_is_the_storys_own_then_the_nearest_then_the_default(tmp_path: Path, write: Write) -> None:
    story = tmp_path / "shelf" / "book" / "story.txt"
    story.parent.mkdir(parents=True)
    assert find_cast_file(story) is None or tmp_path not in find_cast_file(story).parents  # type: ignore[union-attr]
    top = write("", "voices.toml")
    assert find_cast_file(story) == top
    near = write("", "shelf/book/voices.toml")
    assert find_cast_file(story) == near
    own = write("", "shelf/book/story.voices.toml")
    assert find_cast_file(story) == own == story_cast_path(story)
    assert find_cast_file(story, top) == top


def test_a_folder_of_that_name_is_not_taken_for_the_file(tmp_path: Path, write: Write) -> None:
    top = write("", "voices.toml")
    (tmp_path / "book" / "voices.toml").mkdir(parents=True)
    assert find_cast_file(tmp_path / "book" / "story.txt") == top


# ------------------------------------------------------------------ invariants


KEYS = [*SECTIONS, "extends", "Anna", "marble", "mine", *(key for keys in SECTIONS.values() for key in keys)]
WORDS = st.sampled_from(
    [*KEYS, "[", "]", ".", "=", '"', "'", "\n", "\r\n", "{", "}", ",", "#", "1", "-5", "140", "1e9", "inf", "true"]
)
TABLES = st.builds(
    "[{}]\n{} = {}\n".format,
    st.sampled_from(["narrator", "characters.Anna", 'characters."É.x"', "pool.mine", "pool.marble", "pauses", "mix"]),
    st.sampled_from(KEYS),
    st.sampled_from(
        ['"marble"', '"en-us+f3"', '"female"', "100", "-16.0", "2", '["a"]', "[]", "{}", "true", "nan", '""', "1e400"]
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS).map("".join), st.lists(TABLES, max_size=4).map("".join)))
@example("\x00")
@example('extends = "story.voices.toml"')
@example('extends = "\\u0000"')
@example('extends = "~nobody/x"')
@example("a" * 300 + " = 1")
@pytest.mark.slow
def test_any_text_is_a_cast_file_or_fails_with_one_message(write: Write, text: str) -> None:
    path = write(text.encode("utf-8", "surrogatepass"))
    outcome = message_or_file(lambda: load_cast_file(path))
    assert isinstance(outcome, CastFile) or (str(path) in outcome and "\n" not in outcome)


@given(st.lists(TABLES, max_size=3).map("".join))
@pytest.mark.slow
def test_a_text_can_be_checked_by_itself(text: str) -> None:
    outcome = message_or_file(lambda: check_cast_text(text, "somewhere", pool=None))
    assert isinstance(outcome, CastFile) or outcome.startswith("somewhere")


def message_or_file(load: Callable[[], CastFile]) -> CastFile | str:
    """Return what was loaded, or the one message; anything else that is raised is a failure."""
    try:
        return load()
    except CastError as error:
        return str(error)


def test_every_field_of_pauses_and_mix_can_be_set() -> None:
    assert set(SECTIONS["pauses"]) == {field.name for field in fields(Pauses)}
    assert set(SECTIONS["mix"]) == {field.name for field in fields(MixSettings)}


@pytest.mark.slow
def test_casting_needs_no_numpy() -> None:
    code = "import sys, drama.cast; drama.cast.load_cast_file(); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_keys_of_an_older_version_are_read_and_those_of_today_go_before_them(write: Write) -> None:
    old = load_cast_file(write('[characters.Anna]\nseat = 0.5\n[sound]\nstyle = "drama"\ntreatments = false\n'))
    assert old.characters["Anna"].pan == 0.5
    assert not old.sounds.sound.style.voice_effects
    both = load_cast_file(write("[characters.Anna]\nseat = 0.5\npan = -0.5\n", "both.toml"))
    assert both.characters["Anna"].pan == -0.5


def test_a_wrong_value_of_an_old_key_is_named_as_it_is_written(write: Write) -> None:
    with pytest.raises(CastError, match=r"line 2.*seat in \[narrator\] is 3"):
        load_cast_file(write("[narrator]\nseat = 3\n"))
