"""How a word is pronounced, written into a cast file by an edit that keeps what else stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.cast import load_cast_file, pronounce
from drama.errors import CastError
from drama.files.text_edits import TextFile
from drama.model import Pronunciation


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", '[pronounce]\npitch = "pich"\n'),
        ("# mine\n[pronounce]\nesk = 'ask'  # so\n", "# mine\n[pronounce]\nesk = 'ask'  # so\npitch = \"pich\"\n"),
        ("[pronounce.pitch]\nphonemes = 'x'\nrespelling = 'y'\n", '[pronounce]\npitch = "pich"\n'),
        ("[pronounce]\npitch = { phonemes = 'x' }\nengine = 'en-jin'\n", None),
        ("[sound]\nstyle = 'drama'\n", "[sound]\nstyle = 'drama'\n\n[pronounce]\npitch = \"pich\"\n"),
    ],
)
def test_a_word_gets_its_sound_and_all_else_stays(tmp_path: Path, text: str, after: str | None) -> None:
    path = tmp_path / "voices.toml"
    path.write_text(text, encoding="utf-8")
    words = {one.word for one in load_cast_file(path).sounds.sound.pronounce}
    done = pronounce(path, "pitch", "pich", file=load_cast_file(path))
    now = {one.word: one for one in load_cast_file(path).sounds.sound.pronounce}
    assert now["pitch"] == done.now == Pronunciation("pitch", "pich")
    assert now.keys() == words | {"pitch"}
    if after is not None:
        assert path.read_text(encoding="utf-8") == after
    TextFile(path, CastError).undo()
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("word", ["x y", 'say "so"', "O’Dell", "ŋa-ŋa", "a.b", "1st"])
def test_a_word_of_any_letters_is_written_so_that_it_is_read(tmp_path: Path, word: str) -> None:
    path = tmp_path / "voices.toml"
    base = load_cast_file()
    for sound in ({"phonemes": 'n"i', "respelling": "a\\b"}, "so", {"phonemes": "x"}):
        done = pronounce(path, word, sound, file=base)
        values = sound if isinstance(sound, dict) else {"respelling": sound}
        assert done.now == Pronunciation(word, **values)
    assert pronounce(path, word, "", file=base).now is None
    with pytest.raises(CastError, match="does not say how"):
        pronounce(path, word, {}, file=base)


def test_a_new_file_extends_the_one_in_force_whose_words_stay(tmp_path: Path) -> None:
    shared = tmp_path / "series.voices.toml"
    shared.write_text('[pronounce]\nesk = "ask"\n', encoding="utf-8")
    path = tmp_path / "one.voices.toml"
    done = pronounce(path, "esk", "esc", file=load_cast_file(shared))
    assert (done.before, done.is_new_file) == (Pronunciation("esk", "ask"), True)
    assert load_cast_file(path).sounds.sound.pronounce == (Pronunciation("esk", "esc"),)
    assert pronounce(path, "esk", "", file=load_cast_file(path)).now == Pronunciation("esk", "ask")


@pytest.mark.parametrize(
    ("word", "sound", "message"),
    [
        ("", "x", "is no word to pronounce"),
        ("a\nb", "x", "is no word to pronounce"),
        ("esk", "a\nb", "respelling"),
        ("esk", {"phoneme": "x"}, 'did you mean "phonemes"?'),
    ],
)
def test_what_is_no_word_or_no_sound_is_refused(tmp_path: Path, word: str, sound: object, message: str) -> None:
    path = tmp_path / "voices.toml"
    with pytest.raises(CastError, match=message):
        pronounce(path, word, sound, file=load_cast_file())  # type: ignore[arg-type]
    assert not path.exists()
