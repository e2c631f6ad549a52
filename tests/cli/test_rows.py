"""What a file, a voice or a word is called cannot make a row of its own, wherever it is shown or written."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Drama = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names"),
    pytest.mark.usefixtures("warm_tone"),
]

PARTING = "\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
FORGED = "".join(f"{mark}forged row" for mark in PARTING)
STORY = "“The kettle is on,” said Maud.\n\n“So is my hat,” said Piet. Or was it Maud?\n\n“Nobody's,” said somebody.\n"


def forged_rows(text: str) -> list[str]:
    return [row for row in text.replace("\t", "\n").splitlines() if row.strip(" ·│─#*>\"'").startswith("forged row")]


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / f"kettle{FORGED}.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


WAYS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("script", "{story}", "--doubtful")),
    (0, ("cast", "{story}", "--save")),
    (0, ("pin", "{story}", "1", "Piet")),
    (0, ("recast", "{story}", "Maud", "cedar")),
    (0, ("render", "{story}", "--engine", "tone")),
    (0, ("render", "{story}", "--engine", "tone", "--preset", "audiobook")),
    (0, ("preview", "{story}", "--engine", "tone", "--scene", "1")),
    (0, ("voices", "cedar", "--audition", "Tea{odd}", "--engine", "tone", "-o", "a{odd}.wav")),
    (0, ("sounds", "rain", "-o", "r{odd}.wav")),
    (1, ("script", "gone{odd}.txt")),
    (1, ("script", "{story}", "--voices", "gone{odd}.toml")),
    (1, ("cast", "{story}", "-o", "gone{odd}/cast.toml")),
    (1, ("pin", "{story}", "1", "Nobody{odd}")),
    (1, ("recast", "{story}", "Nobody{odd}", "cedar")),
    (1, ("recast", "{story}", "--undo")),
    (1, ("render", "{story}", "--engine", "kazoo{odd}")),
    (1, ("render", "{story}", "--engine", "tone", "-o", "gone{odd}/e.wav")),
    (1, ("render", "{story}", "--engine", "tone", "--report", "e{odd}.txt")),
    (1, ("render", "{story}", "--engine", "tone", "--cover", "gone{odd}.jpg")),
    (1, ("sounds", "noise{odd}")),
    (1, ("voices", "nobody{odd}", "--audition", "Tea")),
    (2, ("sing{odd}",)),
    (2, ("render", "{story}", "--scenes", "1{odd}")),
    (2, ("render", "{story}", "--with", "vtt{odd}")),
    (2, ("script", "{story}", "--odd{odd}")),
)


@pytest.mark.parametrize(
    ("code", "words"), WAYS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else None
)
def test_no_command_shows_a_row_that_a_name_has_made(
    drama: Drama, odd: Path, code: int, words: tuple[str, ...]
) -> None:
    done = drama(*(word.format(story=odd, odd=FORGED) for word in words))
    assert done.returncode == code, done.stderr
    assert forged_rows(done.stdout + done.stderr) == []


def test_a_line_end_in_a_name_is_shown_for_what_it_is(drama: Drama, tmp_path: Path) -> None:
    assert "no such file: two\\nrows.txt" in drama("script", "two\nrows.txt").stderr


def test_no_document_has_a_row_that_a_name_has_made(drama: Drama, odd: Path) -> None:
    done = drama("render", odd, "--engine", "tone", "--with", "all", "--report", "e.html", "--cues", "e.json")
    assert done.returncode == 0, done.stderr
    drama("pin", odd, "1", "Piet")
    drama("recast", odd, "Maud", "cedar")
    drama("cast", odd, "-o", "cast.toml")
    looked_at = 0
    for path in odd.parent.iterdir():
        if path != odd and path.is_file() and path.suffix not in {".mp3", ".jpg"} and not zipfile.is_zipfile(path):
            looked_at += 1
            text = path.read_text(encoding="utf-8")
            assert [row for row in text.split("\n") if row.strip().startswith("forged row")] == [], path
            if path.suffix == ".toml":
                tomllib.loads(text)
    assert looked_at > 10


@pytest.mark.parametrize(
    "cast",
    [
        '[sound]\nlibrary = "sounds"\n',
        '[sound]\nlibrary = "gone\\nforged row"\n',
        '[pool."oak\\nforged row"]\nvoice = "en-us+f3"\n',
        '[characters."Maud\\nforged row"]\nvoice = "cedar"\n',
        '[characters.Maud]\nvoice = "cedar\\nforged row"\n',
        'extends = "gone\\nforged row.toml"\n',
    ],
)
def test_the_names_in_a_cast_file_and_a_library_make_no_rows_either(drama: Drama, tmp_path: Path, cast: str) -> None:
    sounds = tmp_path / "sounds"
    sounds.mkdir()
    (sounds / f"rain{FORGED}.wav").write_bytes(b"")
    (sounds / "library.toml").write_text(
        '[sounds."gone\\nforged row.wav"]\nlicence = "CC0\\nforged row"\n', encoding="utf-8"
    )
    (tmp_path / "voices.toml").write_text(cast, encoding="utf-8")
    (tmp_path / "kettle.txt").write_text(STORY, encoding="utf-8")
    for words in (("sounds", "--voices", "voices.toml"), ("render", "kettle.txt", "--engine", "tone")):
        done = drama(*words)
        assert done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert forged_rows(done.stdout + done.stderr) == [], words
