"""The episodes of a series: which files they are, in which order, and the number of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from drama.cast import SeriesTable
from drama.errors import StoryError
from drama.files.paths import exists, is_file, is_folder
from drama.files.store_folder import default_folder
from drama.files.written import is_written
from drama.readers import is_chapter, reader_suffixes, stories_in
from drama.readers.structure.chapter_names import chapter_key, is_no_chapter
from drama.readers.structure.headings import bare_number

MOST_EPISODES = 1_000

_NUMBER = r"(\d{1,3}(?:\.\d{1,3})?)"
_COUNTED = r"(?<![a-z])(?:episode|ep|part|pt|chapter|ch|no|nr|folge)"
_IN_NAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![a-z])s\d{{1,3}}[ ._-]*e{_NUMBER}(?!\d)",
        rf"{_COUNTED}[ ._#-]*{_NUMBER}(?!\d)",
        rf"#{_NUMBER}(?!\d)",
        rf"^{_NUMBER}(?![\d-]|\.\d)(?![ ._]*\d)|^{_NUMBER}(?=-\D)",
        rf"(?:^|[^\d.])(?<!\d[-_ ]){_NUMBER}$",
    )
)
"""How files of episodes are numbered, surest first: ``s02e03``, ``episode 3``, ``#3``, ``03 - The Ferry``, ``ferry-3``;
not by a year or a date."""
_IN_WORDS = re.compile(rf"{_COUNTED}[\s._-]+([^\W\d_]+(?:-[^\W\d_]+)?)(?![^\W_])", re.IGNORECASE)
"""``Episode Two``, ``part-iv``."""


def number_in(name: str) -> str:
    """Return the number of the episode that a file's name without suffix states, such as ``3``; empty without one."""
    for pattern in _IN_NAME:
        if match := pattern.search(name):
            number: str = next(filter(None, match.groups()))
            whole, point, rest = number.partition(".")
            return (whole.lstrip("0") or "0") + point + rest
    if match := _IN_WORDS.search(name):
        value = bare_number(match[1].capitalize()) or bare_number(match[1].upper())
        return str(value) if value else ""
    return ""


def number_of(story: Path, series: SeriesTable) -> str:
    """Return the number of an episode: by its name, else by its place among those the series lists; empty for none."""
    if number := number_in(story.stem):
        return number
    if not series.episodes or series.path is None:
        return ""
    listed = [path.resolve() for path in _listed(series.path.parent, series.episodes)]
    return str(listed.index(story.resolve()) + 1) if story.resolve() in listed else ""


def episode_files(folder: Path, series: SeriesTable) -> tuple[Path, ...]:
    """Return the episodes in a folder, in order: files, or folders of chapters.

    Those the series lists, if its file stands in that folder; else every file of a format that is read, by number and
    name; where there is none, every folder in it that holds some. Of several that differ in the suffix only the first
    counts, and nothing that drama wrote. Raises StoryError for a folder that is not there, or has none.
    """
    if not is_folder(folder):
        raise StoryError(f"{folder} is {'no folder' if exists(folder) else 'not there'}; name the folder of the series")
    own = series.path is not None and series.path.resolve().parent == folder.resolve()
    found = _listed(folder, series.episodes) if own and series.episodes else stories_of(folder)
    files = tuple(islice(found, MOST_EPISODES + 1))
    if len(files) > MOST_EPISODES:
        raise StoryError(f"{folder} holds more than {MOST_EPISODES:,} episodes; name fewer: episodes = […] in [series]")
    if not files:
        raise StoryError(f"{folder} holds no episodes: no file that is {', '.join(reader_suffixes())}")
    return files


def passed_over(folder: Path, series: SeriesTable) -> tuple[Path, ...]:
    """Return the files in a folder that would be episodes but for their names, such as ``index.md`` and ``notes.txt``.

    None where the series lists its episodes.
    """
    own = series.path is not None and series.path.resolve().parent == folder.resolve()
    if own and series.episodes:
        return ()
    found = (path for path in folder.iterdir() if is_file(path) and not path.name.startswith((".", "~")))
    return tuple(
        sorted(
            path
            for path in found
            if path.suffix.lower() in reader_suffixes() and is_no_chapter(path.stem) and not _is_own(path)
        )
    )


def _listed(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the files that names and patterns mean, each once."""
    seen: set[Path] = set()
    for name in names:
        is_pattern = any(mark in name for mark in "*?[")
        for path in _in_order(filter(_is_story, folder.glob(name))) if is_pattern else [folder / name]:
            if path not in seen:
                seen.add(path)
                yield path


def stories_of(folder: Path) -> list[Path]:
    """Return the stories in a folder, in order: files; where there is none, folders of chapters."""
    files = stories_in(folder, is_own=_is_own)
    return _in_order(files or (path for path in folder.iterdir() if is_folder(path) and _is_story(path)))


def _is_story(path: Path) -> bool:
    if path.name.startswith((".", "~")):
        return False
    return bool(stories_in(path, is_own=_is_own)) if is_folder(path) else is_chapter(path, _is_own)


def _is_own(path: Path) -> bool:
    return is_written(default_folder(), path)


def _in_order(paths: Iterable[Path]) -> list[Path]:
    """Return episodes by the number in their names, a prologue before them; those without one behind, by name."""
    return sorted(paths, key=_place)


def _place(path: Path) -> tuple[object, ...]:
    number, key = number_in(path.stem), chapter_key(path.name)
    return key[0], not number, float(number or 0), key
