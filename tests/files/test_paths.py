"""What stands at a path: no for names that no system takes, never an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.files.paths import exists, is_file, is_folder


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "gone"])
def test_nothing_stands_at_a_name_that_cannot_be_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert (exists(path), is_file(path), is_folder(path)) == (False, False, False)


def test_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Row.", encoding="utf-8")
    assert (exists(file), is_file(file), is_folder(file)) == (True, True, False)
    assert (exists(tmp_path), is_file(tmp_path), is_folder(tmp_path)) == (True, False, True)
