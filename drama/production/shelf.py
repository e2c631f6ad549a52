"""Stories on a shelf: those that stand in a folder, and one more that is put there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from drama.errors import StoryError
from drama.files.atomic import alone_in, temporary_folder, write_file
from drama.files.paths import exists, is_folder
from drama.model import StoryFiles
from drama.production.belongings import story_files
from drama.production.episodes import stories_of
from drama.readers import read_files

_SAMPLE = "ten-minutes.txt"
_LONGEST_STEM = 100
_ODD = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
"""What no file name holds on one system or another, and marks that make a name look like another one."""


def stories_in(folder: Path) -> tuple[StoryFiles, ...]:
    """Return the stories in a folder, by name: files of a format that is read, and folders of chapters.

    Nothing that drama wrote. Raises :class:`StoryError` for a folder that is not there.
    """
    if not is_folder(folder):
        raise StoryError(f"{folder} is {'no folder' if exists(folder) else 'not there'}; name a folder of stories")
    return tuple(story_files(path) for path in stories_of(folder))


def keep_story(folder: Path, name: str, content: bytes) -> StoryFiles:
    """Write a story into a folder under its name, or that with a number where it is taken; return its files.

    Raises :class:`StoryError` for a file that cannot be read as a story, which is not kept.
    """
    wanted = Path(plain_name(name))
    with alone_in(folder.resolve()):
        path = next(path for path in _names(folder, wanted) if not exists(path))
        with temporary_folder() as elsewhere:
            trial = elsewhere / path.name
            trial.write_bytes(content)
            read_files(story_files(trial))
        write_file(path, content)
    return story_files(path)


def sample_story() -> tuple[str, bytes]:
    """Return the name and the content of a short story that drama brings, to try things with."""
    packaged, checkout = (Path(__file__).parents[at] / "seeds" / _SAMPLE for at in (1, 2))
    return _SAMPLE, (packaged if exists(packaged) else checkout).read_bytes()


def plain_name(name: str) -> str:
    """Return a name that a file in one folder may have on any system, whatever was asked for."""
    plain = _ODD.sub("_", name).strip(" .") or "story.txt"
    path = Path(plain)
    return f"{path.stem[:_LONGEST_STEM]}{path.suffix[:20]}"


def _names(folder: Path, wanted: Path) -> Iterator[Path]:
    """Yield paths for a name: the name itself, then it with numbers."""
    yield folder / wanted
    for number in count(2):
        yield folder / f"{wanted.stem} {number}{wanted.suffix}"
