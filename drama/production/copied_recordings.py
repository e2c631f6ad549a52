"""Copies of actors' recordings beside a story, in ``STORY.recordings/``: no file is changed or replaced."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from drama.errors import WriteError
from drama.files.atomic import digest_of, write_file
from drama.files.naming import named_after
from drama.files.paths import exists
from drama.model import StoryFiles


def copied(story: StoryFiles, files: Sequence[tuple[int, Path]]) -> dict[int, Path]:
    """Return the copies of the files of some lines, made where there is none yet. Raises :class:`WriteError`."""
    folder = named_after(story.path, ".recordings")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise WriteError(f"{folder}: cannot be made, and recordings are copied there: {problem.strerror}") from problem
    return {number: _copy(path, folder) for number, path in files}


def _copy(path: Path, folder: Path) -> Path:
    if path.resolve().parent == folder.resolve():
        return path
    for number in count(1):
        target = folder / (path.name if number == 1 else f"{path.stem} ({number}){path.suffix}")
        if not exists(target):
            try:
                data = path.read_bytes()
            except OSError as problem:
                raise WriteError(f"{path}: cannot be copied: {problem.strerror}") from problem
            write_file(target, data)
            return target
        if digest_of(target) == digest_of(path):
            return target
    raise AssertionError
