"""``drama cast STORY --describe CHARACTER``: what a character is, written into the cast file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

Drama = Callable[..., subprocess.CompletedProcess[str]]


def test_what_a_character_is_goes_into_the_cast_file_and_counts(drama: Drama, tmp_path: Path) -> None:
    story = tmp_path / "mill.txt"
    story.write_text("“Grind it,” said Sunn. “All of it.”\n\n“In the dark?” asked Perrin.\n", encoding="utf-8")
    cast_file = tmp_path / "mill.voices.toml"
    cast_file.write_text('# Ours.\n[characters.Perrin]\nvoice = "wren"\npitch = 44  # lower\n', encoding="utf-8")
    done = drama("cast", story, "--describe", "Perrin", "--gender", "female", "--age", "old", "--alias", "the miller")
    assert done.returncode == 0, done.stderr
    assert f"Perrin is described in {cast_file}" in done.stdout
    row = next(row for row in done.stdout.splitlines() if row.startswith("Perrin  "))
    assert "female" in row
    text = cast_file.read_text(encoding="utf-8")
    assert text.startswith("# Ours.\n")
    assert "pitch = 44  # lower" in text  # what tunes the voice stays: that is not another
    assert 'age = "old"' in text
    assert drama("cast", story, "--age", "old").returncode == 2
    nobody = drama("cast", story, "--describe", "Nobody", "--age", "old")
    assert nobody.returncode == 1
    assert "nobody called" in nobody.stderr
