"""Recordings -> lines: by the numbers in their names, of several takes one, and every other file with the reason."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from drama.actors.names import NARRATOR, Named, file_name, names_of, quoted_words, read_name
from drama.actors.sheet import SheetRow
from drama.engines.actor import SUFFIXES
from drama.errors import ScriptError
from drama.files.messages import listed
from drama.files.paths import exists, is_folder
from drama.files.text import plain
from drama.model import Line, Script

_DEEPEST = 3
"""Folders within folders that are looked into."""
_UNREAD = "is deeper than three folders, and is not read"
_SHOWN = 3
"""Folders that a message names."""
_MOST_FILES = 50_000


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not used, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file and the line it is of."""

    path: Path
    line: Line


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of the files of a folder."""

    chosen: tuple[Chosen, ...] = ()
    """By line."""
    refused: tuple[Refused, ...] = ()
    passed_over: tuple[Refused, ...] = ()
    """Nothing is wrong with these: other takes, and what is no sound."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a folder of recordings; nothing that is hidden."""

    sounds: tuple[Path, ...]
    """Files that may be recordings, sorted by name within each folder."""
    others: tuple[Path, ...]
    unread: tuple[Path, ...]
    """Folders too deep to be looked into."""


def found_in(folder: Path) -> Found:
    """Return what stands in a folder of recordings.

    Raises :class:`ScriptError` for a folder that is not there, for one without recordings, and for one with too many
    files.
    """
    if exists(folder) and not is_folder(folder):
        raise ScriptError(f"{folder} is a file, not a folder; name the folder that the recordings are in")
    if not is_folder(folder):
        raise ScriptError(f"there is no folder {folder}; name the one with the recordings")
    sounds: list[Path] = []
    others: list[Path] = []
    unread: list[Path] = []
    for where, folders, names in os.walk(folder):
        depth = len(Path(where).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if depth >= _DEEPEST:
            unread += [Path(where, name) for name in folders]
            folders.clear()
        for name in sorted(names):
            if not name.startswith("."):
                (sounds if PurePath(name).suffix.lower() in SUFFIXES else others).append(Path(where, name))
        if len(sounds) + len(others) > _MOST_FILES:
            raise ScriptError(f"{folder} holds more than {_MOST_FILES:,} files; name a folder of recordings only")
    if not sounds:
        raise ScriptError(_nothing_in(folder, others, unread))
    return Found(tuple(sounds), tuple(others), tuple(unread))


def _nothing_in(folder: Path, others: Sequence[Path], unread: Sequence[Path]) -> str:
    """Return that a folder holds no recordings, and what was looked for."""
    if unread:
        besides = f"; {listed(map(str, unread), limit=_SHOWN)} {_UNREAD}"
    else:
        besides = f" among its {len(others):,} files" if len(others) > 1 else " but one other file" if others else ""
    return (
        f"{folder} holds no recordings{besides}; they are called by the number of their line, 12.wav or 012 Anna.flac, "
        f"and may stand in folders in it ({', '.join(sorted(suffix[1:] for suffix in SUFFIXES))})"
    )


def unread_folders(found: Found) -> Iterator[Refused]:
    """Yield the folders that were not looked into, and why."""
    return (Refused(path, _UNREAD) for path in found.unread)


def match(
    files: Sequence[Path],
    folder: Path,
    script: Script,
    *,
    parts: Collection[str] = (),
    sheet: Mapping[int, SheetRow] | None = None,
) -> Matched:
    """Return which file is taken for which line; ``parts`` are the only characters whose lines are looked for.

    With the ``sheet`` that the actor read from, numbers are those of its rows, and lines are found by their words.
    """
    names = names_of(script)
    refused: list[Refused] = []
    takes: defaultdict[int, list[tuple[Named, Path]]] = defaultdict(list)
    lines: dict[int, Line] = {}
    for path in files:
        named = read_name(path.stem, path.relative_to(folder).parent.parts, names)
        line = _line_of(named, script, sheet)
        problem = line if isinstance(line, str) else _problem(named, line, parts)
        if isinstance(line, str) or problem:
            refused.append(Refused(path, problem))
            continue
        lines[line.number] = line
        takes[line.number].append((named, path))
    chosen, passed_over = [], []
    for number in sorted(takes):
        best = _best(takes[number])
        if len(best) > 1:
            refused += _all_best(best, number)
        else:
            chosen.append(Chosen(best[0], lines[number]))
        others = [path for _, path in takes[number] if path not in best]
        than = " and ".join(path.name for path in best)
        passed_over += [Refused(path, f"another take of line {number} than {than}") for path in others]
    return Matched(tuple(chosen), tuple(refused), tuple(passed_over))


def _line_of(named: Named, script: Script, sheet: Mapping[int, SheetRow] | None) -> Line | str:
    """Return the line that a name means, or why it means none."""
    if named.number is None:
        example = file_name(script.lines[min(11, len(script.lines) - 1)], len(script.lines))
        return f"{named.problem}; valid is a name such as {example}.wav"
    if sheet is None:
        if 1 <= named.number <= len(script.lines):
            return script.lines[named.number - 1]
        return f"the story has no line {named.number}: it has lines 1 to {len(script.lines)}"
    row = sheet.get(named.number)
    if row is None:
        return f"the sheet beside it has no line {named.number}"
    found = row.line_in(script)
    gone = f"line {named.number} of its sheet, {quoted_words(row.words)}, is not in the story any more"
    return found or gone


def _problem(named: Named, line: Line, parts: Collection[str]) -> str:
    """Return why a file is not of the line that its name means; nothing where it is."""
    whose = line.speaker or NARRATOR
    said = f"line {line.number} is {_possessive(whose)}, not"
    words = f": {quoted_words(line.text)}"
    if named.people and whose not in named.people:
        return f"{said} {_possessive(min(named.people))}{words}"
    if parts and whose not in parts:
        return f"{said} {' or '.join(map(_possessive, sorted(parts)))}{words}"
    if not any(map(str.isalnum, line.text)):
        return f"line {line.number} has no words to keep a recording by: {plain(line.text)}"
    return ""


def _best(takes: Sequence[tuple[Named, Path]]) -> list[Path]:
    """Return the take that is marked, else the last; several where their names do not tell."""
    marked = [one for one in takes if one[0].is_marked] or list(takes)
    last = max(named.take for named, _ in marked)
    return [path for named, path in marked if named.take == last]


def _all_best(paths: Sequence[Path], number: int) -> Iterator[Refused]:
    for path in paths:
        others = " and ".join(other.name for other in paths if other != path)
        yield Refused(path, f"{others} is line {number} too; put an x on the one to use: {path.stem} x{path.suffix}")


def _possessive(name: str) -> str:
    return "the narrator's" if name == NARRATOR else f"{plain(name)}'s"
