"""The episodes of a series: which files they are, in which order, and the number of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from drama.cast import SeriesTable
from drama.errors import StoryError
from drama.exports.registry import EXPORTS
from drama.readers import reader_suffixes

MOST_EPISODES = 1_000

_NOT_STORIES = frozenset(
    {"readme", "license", "licence", "notice", "changelog", "contributing", "notes", "outline", "credits", "todo"}
)
"""Stems of files that stand beside stories and are none."""

_OUTPUTS = tuple(export.suffix for export in EXPORTS.values() if export.suffix.count(".") > 1)
"""How the names of documents end that drama writes beside an episode, such as ``.transcript.txt``."""

_NUMBER = r"(\d{1,3}(?:\.\d{1,3})?)"
_IN_NAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![a-z])s\d{{1,3}}[ ._-]*e{_NUMBER}(?!\d)",
        rf"(?<![a-z])(?:episode|ep|part|pt|chapter|ch|no|nr|folge)[ ._#-]*{_NUMBER}(?!\d)",
        rf"#{_NUMBER}(?!\d)",
        rf"^{_NUMBER}(?![\d-]|\.\d)(?![ ._]*\d)|^{_NUMBER}(?=-\D)",
        rf"(?:^|[^\d.])(?<!\d[-_ ]){_NUMBER}$",
    )
)
"""How files of episodes are numbered, surest first: ``s02e03``, ``episode 3``, ``#3``, ``03 - The Ferry``, ``ferry-3``;
not by a year or a date."""


def number_in(name: str) -> str:
    """Return the number of the episode that a file's name without suffix states, such as ``3``; empty without one."""
    for pattern in _IN_NAME:
        if match := pattern.search(name):
            number: str = next(filter(None, match.groups()))
            whole, point, rest = number.partition(".")
            return (whole.lstrip("0") or "0") + point + rest
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
    """Return the files of the episodes in a folder, in order.

    Those the series lists, if its file stands in that folder; else every file of a format that is read, by number and
    name, and of several that differ in the suffix only the first: drama writes a page or a script beside a story.
    Raises StoryError for a folder that is not there, or has none.
    """
    if not folder.is_dir():
        raise StoryError(
            f"{folder} is {'no folder' if folder.exists() else 'not there'}; name the folder of the series"
        )
    own = series.path is not None and series.path.resolve().parent == folder.resolve()
    found = _listed(folder, series.episodes) if own and series.episodes else _stories(folder)
    files = tuple(islice(found, MOST_EPISODES + 1))
    if len(files) > MOST_EPISODES:
        raise StoryError(f"{folder} holds more than {MOST_EPISODES:,} episodes; name fewer: episodes = […] in [series]")
    if not files:
        raise StoryError(f"{folder} holds no episodes: no file that is {', '.join(reader_suffixes())}")
    return files


def _listed(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the files that names and patterns mean, each once."""
    seen: set[Path] = set()
    for name in names:
        is_pattern = any(mark in name for mark in "*?[")
        for path in _in_order(folder.glob(name)) if is_pattern else [folder / name]:
            if path not in seen and (not is_pattern or _is_story(path)):
                seen.add(path)
                yield path


def _stories(folder: Path) -> Iterator[Path]:
    suffixes = reader_suffixes()
    files = [path for path in islice(folder.iterdir(), 100 * MOST_EPISODES) if _is_story(path)]
    best_last = sorted(files, key=lambda path: suffixes.index(path.suffix.lower()), reverse=True)
    yield from _in_order({path.stem: path for path in best_last}.values())


def _is_story(path: Path) -> bool:
    name = path.name.casefold()
    return (
        path.suffix.lower() in reader_suffixes()
        and not name.startswith((".", "~"))
        and path.stem.casefold() not in _NOT_STORIES
        and not name.endswith(_OUTPUTS)
        and path.is_file()
    )


def _in_order(paths: Iterable[Path]) -> list[Path]:
    """Return files by the number in their names; those without one behind, by name."""
    return sorted(paths, key=_place)


def _place(path: Path) -> tuple[bool, float, list[tuple[bool, int, str]]]:
    number = number_in(path.stem)
    parts = re.split(r"(\d{1,15})", path.name.casefold())
    natural = [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
    return (not number, float(number or 0), natural)
