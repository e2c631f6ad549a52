"""``drama sounds``, and the options of a render that are about sound."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

Drama = Callable[..., subprocess.CompletedProcess[str]]


def test_everything_there_is_to_hear_is_listed(drama: Drama, story: Path) -> None:
    folder = story.with_name("sounds")
    folder.mkdir()
    soundfile.write(folder / "door-slam.wav", [0.0, 0.1, 0.0] * 9_000, 44_100)
    story.with_name("v.toml").write_text('[sound]\nlibrary = "sounds"\n', encoding="utf-8")
    done = drama("sounds", "--voices", "v.toml")
    assert done.returncode == 0
    for word in ("cave", "rain", "knock", "chime", "door-slam.wav"):
        assert word in done.stdout


def test_a_sound_is_written_to_be_heard(drama: Drama, story: Path) -> None:
    done = drama("sounds", "somebody knocks", "-o", "knock.wav")
    assert done.returncode == 0, done.stderr
    assert 0.2 < soundfile.info(story.with_name("knock.wav")).duration < 5


def test_a_sound_that_is_not_there_is_named_with_what_is(drama: Drama) -> None:
    done = drama("sounds", "trumpett", "-o", "x.wav")
    assert done.returncode == 1
    assert "no sound 'trumpett'" in done.stderr
    assert "knock" in done.stderr


def test_a_library_that_is_not_there_is_an_error_with_one_message(drama: Drama, story: Path) -> None:
    story.with_name("v.toml").write_text('[sound]\nlibrary = "nowhere"\n', encoding="utf-8")
    done = drama("render", story, "--engine", "tone", "--voices", "v.toml")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "nowhere" in done.stderr


def test_the_documents_are_listed_and_a_wrong_one_is_wrong_usage(drama: Drama, story: Path) -> None:
    listed = drama("render", story, "--with", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    for name in ("page", "vtt", "chapters", "cover", "labels"):
        assert f"\n{name} " in "\n" + listed.stdout
    wrong = drama("render", story, "--with", "vtt,pamphlet")
    assert wrong.returncode == 2
    assert "pamphlet" in wrong.stderr


@pytest.mark.slow
def test_documents_and_a_report_in_short(drama: Drama, story: Path) -> None:
    done = drama("render", story, "--engine", "tone", "--with", "vtt,page", "--report", "r.html", "--cover", "none")
    assert done.returncode == 0, done.stderr
    assert "loudness −" in done.stdout
    assert "ferry.vtt" in done.stdout
    for name in ("ferry.vtt", "ferry.html", "r.html"):
        assert story.with_name(name).stat().st_size > 500


def test_a_style_that_is_not_there_is_one_clear_error(drama: Drama, story: Path) -> None:
    done = drama("render", story, "--engine", "tone", "--style", "dramma")
    assert done.returncode == 1
    assert 'did you mean "drama"' in done.stderr


def test_a_file_without_the_name_of_a_sound_is_a_mistake(drama: Drama, story: Path) -> None:
    done = drama("sounds", "-o", "x.wav")
    assert (done.returncode, done.stdout) == (2, "")
    assert "-o writes one sound" in done.stderr
    assert drama("voices", "--story", story.name).returncode == 2
