"""What a cast file says of sound: styles and their knobs, scenes, effects, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.cast import load_cast_file
from drama.cast.castfile.load import CastFile
from drama.cast.castfile.styles import STYLES
from drama.errors import CastError
from drama.model import Placement, Preset, Pronunciation, SceneSound, TagMode


def loaded(folder: Path, text: str, *, series: str | None = None) -> CastFile:
    if series is not None:
        (folder / "series.toml").write_text(series, encoding="utf-8")
        text = 'extends = "series.toml"\n' + text
    path = folder / "voices.toml"
    path.write_text(text, encoding="utf-8")
    return load_cast_file(path)


def test_nothing_said_is_a_plain_reading() -> None:
    style = load_cast_file(None).sounds.sound.style
    assert style == STYLES["reading"]
    assert not any((style.beds, style.effects, style.stings, style.voice_effects, style.width, style.rooms))


def test_a_style_is_chosen_and_its_knobs_turned(tmp_path: Path) -> None:
    style = loaded(tmp_path, '[sound]\nstyle = "drama"\nbeds = false\ntags = "drop"\nwidth = 0.5').sounds.sound.style
    assert (style.name, style.beds, style.tags, style.width) == ("drama", False, TagMode.DROP, 0.5)
    assert style.rooms == STYLES["drama"].rooms


def test_a_style_of_ones_own(tmp_path: Path) -> None:
    text = '[sound]\nstyle = "campfire"\n[styles.campfire]\nbase = "drama"\nbed_lu = 16\nwidth = 0.2'
    style = loaded(tmp_path, text).sounds.sound.style
    assert (style.name, style.bed_lu, style.width, style.beds) == ("campfire", 16.0, 0.2, True)


def test_another_style_forgets_what_tuned_the_series_style(tmp_path: Path) -> None:
    series = '[sound]\nstyle = "drama"\nwidth = 0.1\nintro = "theme.flac"'
    kept = loaded(tmp_path, "[sound]\nrooms = 0.3", series=series).sounds.sound
    assert (kept.style.width, kept.style.rooms, kept.intro) == (0.1, 0.3, "theme.flac")
    changed = loaded(tmp_path, '[sound]\nstyle = "radio"', series=series).sounds.sound
    assert (changed.style, changed.intro) == (STYLES["radio"], "theme.flac")


def test_the_library_stands_beside_the_file_that_names_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, '[sound]\nlibrary = "sounds"').sounds.sound.library == tmp_path / "sounds"


def test_scenes_effects_and_words(tmp_path: Path) -> None:
    sound = loaded(
        tmp_path,
        """
        [scenes.3]
        room = "cave"
        bed = "none"
        [scenes."The Cellar"]
        bed_db = -3
        [scenes.4]
        room = "auto"
        [effects."Somebody was at the door"]
        sound = "knock"
        occurrence = 2
        [effects.twice]
        before = "Somebody was at the door"
        sound = "bell"
        muted = true
        without = ["door slams"]
        [pronounce]
        Siobhan = "Shivawn"
        lough = { phonemes = "l'Qx", respelling = "lock" }
        """,
    ).sounds.sound
    assert sound.scenes == {
        "3": SceneSound(room="cave", bed=""),
        "The Cellar": SceneSound(bed_db=-3.0),
        "4": SceneSound(),
    }
    words = "Somebody was at the door"
    assert sound.placements == (
        Placement(words, "knock", occurrence=2, entry=words),
        Placement(words, "bell", entry="twice", is_muted=True, without=("door slams",)),
    )
    assert sound.pronounce == (Pronunciation("Siobhan", "Shivawn"), Pronunciation("lough", "lock", "l'Qx"))


def test_a_preset_is_a_start_and_not_the_last_word(tmp_path: Path) -> None:
    mix = loaded(tmp_path, '[mix]\npreset = "broadcast"\nbit_rate_kbps = 192').mix
    assert (mix.preset, mix.loudness_lufs, mix.bit_rate_kbps) == (Preset.BROADCAST, -23.0, 192)


def test_the_command_line_may_choose_another_style(tmp_path: Path) -> None:
    sounds = loaded(tmp_path, '[sound]\nstyle = "drama"\nwidth = 0.1\nsting = "chime"').sounds
    assert sounds.styled("reading").style == STYLES["reading"]
    assert sounds.styled("reading").sting == "chime"
    with pytest.raises(CastError, match='no style "drame"; did you mean "drama"'):
        sounds.styled("drame")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[sound]\nstyle = "darma"', r'line 2: there is no style "darma"; did you mean "drama"'),
        ("[sound]\nwidht = 1", r'line 2: unknown key "widht" in \[sound\]; did you mean "width"'),
        ("[sound]\nbeds = 1", r"line 2: beds in \[sound\] is 1; valid is true or false"),
        ("[sound]\nbed_lu = 3", r"line 2: bed_lu in \[sound\] is 3; valid is a number from 12 to 60"),
        ('[scenes.3]\nroom = "cavern"', r'line 2: room in .* is "cavern"; valid is one of "outdoors"'),
        ("[effects.Bang]\ngain_db = 1", r"an effect needs its sound"),
        ('[effects.Bang]\nwithout = "door"', r"line 2: without in .* is \"door\"; valid is a list of sounds"),
        ('[effects.Bang]\nbefore = ""', r"line 2: before in .*; valid is words of a line"),
        ("[pronounce]\nlough = 3", r"line 2: respelling in \[pronounce.\"lough\"\] is 3"),
        ("[pronounce]\nlough = {}", r'line 2: "lough" says nothing'),
        ('[styles.mine]\nbase = "none"', r'there is no style "none"'),
        ('[mix]\npreset = "loud"', r'line 2: preset in \[mix\] is "loud"; valid is one of "podcast"'),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CastError, match=told):
        loaded(tmp_path, text)
