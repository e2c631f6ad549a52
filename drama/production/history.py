"""The last render of a story: who spoke which words in which voice, and the episode's gain.

Kept as one small JSON file a story in the ``episodes`` folder of the take store's root, so that a recast leaves
untouched scenes bit for bit as they were, and an edit can list the lines it changed beyond its own words.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from drama.errors import TakeError
from drama.files.atomic import write_file
from drama.model import Cast, Change, Line

_WIDEST_DB = 24.0
"""No gain over an episode is near it (:data:`drama.mixing.loudness_forecast.WIDEST_DB`); what is beyond is no gain."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as the last render had it."""

    text: str
    speaker: str | None
    voice: str
    """Engine and id of the voice."""


@dataclass(frozen=True, slots=True)
class History:
    """The last render of a story."""

    gain_db: float
    lines: tuple[Spoken, ...]


def load(root: Path, story: Path) -> History | None:
    """Return the last render of a story; None if there was none or its record is damaged.

    Damaged is also what is whole and cannot be: a gain that is not finite would silence the episode for good.
    """
    try:
        record = json.loads(_file(root, story).read_bytes())
        digest, gain = record.pop("digest"), record["gain_db"]
        lines = tuple(Spoken(*row) for row in record["lines"])
        is_whole = digest == _digest(record) and _is_gain(gain) and all(map(_is_spoken, lines))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None
    return History(float(gain), lines) if is_whole else None


def stored_gain_db(root: Path, story: Path) -> float:
    """Return the gain over the episode at the last render of a story, 0 without one; read once for each render."""
    file = _file(root, story)
    try:
        stat = file.stat()
    except OSError:
        return 0.0
    return _stored_gain_db(root, story, (stat.st_mtime_ns, stat.st_size, stat.st_ino))


@lru_cache(maxsize=16)
def _stored_gain_db(root: Path, story: Path, _state: tuple[int, int, int]) -> float:
    past = load(root, story)
    return past.gain_db if past else 0.0


def save(root: Path, story: Path, lines: Sequence[Line], cast: Cast, *, gain_db: float) -> None:
    """Remember a render. Raises :class:`TakeError` if it cannot be written, or if its gain is none."""
    if not _is_gain(gain_db):
        raise TakeError(f"a gain of {gain_db} dB over the episode is not within ±{_WIDEST_DB:g} dB")
    record = {
        "gain_db": gain_db,
        "lines": [[line.text, line.speaker, _voice(cast, line)] for line in lines],
    }
    file = _file(root, story)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise TakeError(f"cannot write in {file.parent}: {problem.strerror}") from problem
    write_file(file, json.dumps({"digest": _digest(record), **record}), error=TakeError)


def _digest(record: Mapping[str, Any]) -> str:
    """Return the digest of a record without its digest, by what it says and not by how it is written."""
    return hashlib.blake2b(json.dumps(record, sort_keys=True).encode(), digest_size=16).hexdigest()


def _is_gain(gain_db: object) -> bool:
    """Tell whether something is a gain over an episode; NaN is none."""
    return isinstance(gain_db, int | float) and not isinstance(gain_db, bool) and abs(gain_db) <= _WIDEST_DB


def _is_spoken(spoken: Spoken) -> bool:
    """Tell whether a line of a record is of the types it should be."""
    return isinstance(spoken.text, str) and isinstance(spoken.speaker, str | None) and isinstance(spoken.voice, str)


def changes(past: History | None, lines: Sequence[Line], cast: Cast) -> tuple[Change, ...]:
    """Return the lines that kept their words but changed speaker or voice since the last render."""
    if past is None:
        return ()
    before: defaultdict[str, list[Spoken]] = defaultdict(list)
    for spoken in past.lines:
        before[spoken.text].append(spoken)
    found = []
    for line in lines:
        candidates = before.get(line.text)
        if not candidates:
            continue
        voice = _voice(cast, line)
        same = next((s for s in candidates if (s.speaker, s.voice) == (line.speaker, voice)), None)
        was = same or candidates[0]
        candidates.remove(was)
        if same is None:
            found.append(Change(line=line, speaker_before=was.speaker, voice_before=was.voice, voice_now=voice))
    return tuple(found)


def _voice(cast: Cast, line: Line) -> str:
    voice = cast.voice_of(line)
    return f"{voice.engine}:{voice.id}:{voice.rate_wpm}:{voice.pitch}"


def _file(root: Path, story: Path) -> Path:
    name = hashlib.sha256(str(story.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return root / "episodes" / f"{name}.json"
