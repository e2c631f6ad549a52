"""What another voice for somebody would cost: the lines to be recorded anew. Nothing is written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drama import cast as casting
from drama.direction import perform
from drama.files.store_folder import default_folder
from drama.model import Cast, Line, Script, Voice
from drama.production.engine_facts import abilities_of, capabilities_of, list_voices, rates_of
from drama.production.plan import costs
from drama.production.prepare import Known, Production
from drama.recording import Request, cores, request_keys

_SETTLED_NS = 2_000_000_000
"""A folder that changed less long ago may change once more without a change of its time."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a recast would cost."""

    character: str
    """By the name that the recast would write; ``"narrator"`` for the narrator."""
    voice: Voice
    lines: tuple[int, ...]
    """The numbers of the lines to be recorded anew."""
    recorded: int
    """How many more of that character's lines are recorded in that voice already."""
    scenes: tuple[int, ...]
    """The scenes that those to be recorded stand in."""
    sound_s: float
    """How much sound that is, in seconds, as far as can be told."""
    time_s: float | None
    """How long recording it takes on this machine, in seconds; None where nobody has measured the engine."""


class RecordedKeys:
    """Which takes a store holds, told by the names in its folders; a folder is listed again where it has changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._listed: dict[Path, tuple[int, frozenset[str]]] = {}

    def missing(self, keys: Sequence[str]) -> frozenset[str]:
        """Return those of some keys that there is no take of, damaged or not."""
        now = time.time_ns()
        by_folder: dict[str, set[str]] = {}
        for key in keys:
            by_folder.setdefault(key[:2], set()).add(key)
        return frozenset().union(
            *(own - self._taken(self.root / "takes" / name, now) for name, own in by_folder.items())
        )

    def _taken(self, folder: Path, now_ns: int) -> frozenset[str]:
        try:
            changed_ns = folder.stat().st_mtime_ns
            listed = self._listed.get(folder)
            if listed is None or listed[0] != changed_ns:
                names = frozenset(entry.stem for entry in folder.iterdir() if entry.suffix == ".take")
                if now_ns - changed_ns < _SETTLED_NS:
                    return names
                listed = self._listed[folder] = changed_ns, names
        except OSError:
            return frozenset()
        return listed[1]


def price(
    production: Production,
    character: str,
    voice: str,
    *,
    engine: str | None = None,
    jobs: int | None = None,
    known: Known | None = None,
    recorded: RecordedKeys | None = None,
) -> Price:
    """Return what it would cost to give somebody another voice.

    All others keep theirs, as :func:`drama.cast.recast` has it. ``known`` and ``recorded`` are for who asks again and
    again. Raises :class:`~drama.errors.CastError` for a character or a voice there is not.
    """
    script, file = production.script, production.file
    name, tried = casting.tried_voice(
        character,
        voice,
        file=file,
        script=script,
        engine=engine,
        list_voices=list_voices,
        capabilities_of=capabilities_of,
    )
    speakers = casting.whose_lines(name, script, file, production.cast)
    lines = [
        line
        for line, how in zip(script.lines, production.direction.performances, strict=True)
        if line.speaker in speakers and not how.voice.is_recording
    ]
    requests = _requests(lines, script, casting.with_voice(production.cast, speakers, tried), known)
    store = recorded or RecordedKeys(default_folder())
    keys = request_keys(requests)
    absent = store.missing(keys)
    missing = [(line, request) for line, request, key in zip(lines, requests, keys, strict=True) if key in absent]
    spent = tuple(costs([request for _, request in missing], store.root, jobs=jobs or cores()))
    times = [cost.time_s for cost in spent]
    return Price(
        character=name,
        voice=tried,
        lines=tuple(line.number for line, _ in missing),
        recorded=len(lines) - len(missing),
        scenes=tuple(dict.fromkeys(line.scene for line, _ in missing)),
        sound_s=sum(cost.sound_s for cost in spent),
        time_s=None if None in times else sum(time for time in times if time is not None),
    )


def _requests(lines: Sequence[Line], script: Script, cast: Cast, known: Known | None) -> list[Request]:
    wordings = None if known is None else known.wordings
    performances = perform(lines, script, cast, abilities=abilities_of, rates=rates_of, wordings=wordings)
    return [Request(text=how.text, voice=how.voice, marks=how.marks) for how in performances]
