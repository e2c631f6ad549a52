"""What is known of an episode that was rendered for a season, kept so that what has not changed stays as it is.

One JSON file an episode in ``.drama`` of the folder that is published: it goes along where that is moved, copied or
cloned. It is a memory and no more: without it an episode is rendered again, from takes and chunks that are kept
themselves. It says nothing that the files beside it do not say.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama.errors import TakeError, WriteError
from drama.files.atomic import digest_of, write_file
from drama.files.inputs import read_file
from drama.model import Chapter

_LOG = logging.getLogger(__name__)
MEMORY = ".drama"
"""The folder, in that of the files that are published."""
_LARGEST_BYTES = 100_000_000
"""Size limit of a note: it holds the script of the page to read along."""
_FORMAT = 3


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """An episode that was rendered for a season."""

    inputs: str
    """Digest of everything it was rendered from."""
    frames: int
    chapters: tuple[Chapter, ...]
    cast: tuple[tuple[str, str, str], ...]
    """Who is heard, the synthetic voice that speaks for them, and the actor who does; one of both may be empty."""
    sounds: tuple[str, ...]
    """One line each: whose sounds are heard."""
    lines: tuple[tuple[int, int, int], ...]
    """Of each line its number, its first frame, and the frame after its last one."""
    audio: str
    """Name of its sound in the folder, as those that follow."""
    transcripts: tuple[str, ...] = ()
    chapters_file: str = ""
    cover: str = ""
    """Empty where directories would not take the one that is given."""
    digests: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Digest of each of these files as it was written."""
    page: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """The parts of the page to read along."""
    notes: tuple[str, ...] = ()
    """What a person should know of it, told when it is rendered and not kept: it may name files of this machine."""
    told: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """What was said of it when it went out (:mod:`~drama.production.season_told`); empty before."""

    def is_as_written(self, folder: Path) -> bool:
        """Return whether all its files are in a folder, as they were written."""
        try:
            return all(digest_of(folder / name) == digest for name, digest in self.digests.items())
        except OSError:
            return False


def load_facts(folder: Path, name: str) -> EpisodeFacts | None:
    """Return what is known of an episode in a folder of a season; None if it was never rendered there."""
    try:
        rows = json.loads(read_file(_file(folder, name), limit=_LARGEST_BYTES))
        if rows.pop("format") != _FORMAT:
            return None
        named = (rows["audio"], rows["chapters_file"], rows["cover"], *rows["transcripts"], *rows["digests"])
        if not are_names(filter(None, named)):
            return None
        return EpisodeFacts(
            **rows
            | {
                "chapters": tuple(Chapter(*row) for row in rows["chapters"]),
                "cast": tuple((str(who), str(voice), str(actor)) for who, voice, actor in rows["cast"]),
                "lines": tuple((int(number), int(start), int(end)) for number, start, end in rows["lines"]),
                "sounds": tuple(rows["sounds"]),
                "transcripts": tuple(rows["transcripts"]),
                "digests": MappingProxyType(dict(rows["digests"])),
                "page": MappingProxyType(dict(rows["page"])),
                "told": MappingProxyType(dict(rows.get("told", {}))),
            }
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def keep_facts(folder: Path, name: str, facts: EpisodeFacts) -> None:
    """Keep what is known of an episode; where that cannot be, it is rendered again the next time."""
    rows = {
        "format": _FORMAT,
        "inputs": facts.inputs,
        "frames": facts.frames,
        "chapters": [(one.title, one.start_frame, one.end_frame) for one in facts.chapters],
        "cast": facts.cast,
        "sounds": facts.sounds,
        "lines": facts.lines,
        "audio": facts.audio,
        "transcripts": facts.transcripts,
        "chapters_file": facts.chapters_file,
        "cover": facts.cover,
        "digests": dict(facts.digests),
        "page": dict(facts.page),
        "told": dict(facts.told),
    }
    try:
        remember(_file(folder, name), rows)
    except (OSError, TakeError, WriteError) as problem:
        _LOG.warning("this episode will be rendered again for the next season: %s", problem)


def remember(file: Path, rows: Mapping[str, Any]) -> None:
    """Write rows that say their ``format`` into a file of the memory, unless what is there is none of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        with suppress(ValueError, RecursionError):
            there = json.loads(read_file(file, limit=_LARGEST_BYTES))
            if there == json.loads(json.dumps(rows)):
                return
            if isinstance(there, dict) and "format" in there:
                write_file(file, json.dumps(rows), error=TakeError)
                return
        raise WriteError(f"{file} is not of drama; move it")
    write_file(file, json.dumps(rows), error=TakeError)


def are_names(names: Iterable[object]) -> bool:
    """Return whether all are names of files, none of a file elsewhere."""
    return all(isinstance(name, str) and Path(name).name == name and "\\" not in name for name in names)


def _file(folder: Path, name: str) -> Path:
    return folder / MEMORY / f"{name}.json"
