"""What a render would record, and deleting takes so that it records them anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from drama.engines import EngineInfo
from drama.errors import ScriptError
from drama.files.store_folder import default_folder
from drama.model import Cost, Plan, Script
from drama.production import history, last_recorded
from drama.production.belongings import remembered_as
from drama.production.prepare import Production, speaker_named
from drama.recording import Request, cores, expected_s, remembered, request_key, request_keys
from drama.recording.store import TakeStore


def plan(production: Production, *, jobs: int | None = None) -> Plan:
    """Say what a render would record anew, and why, without recording it; ``jobs`` as in a render."""
    store = TakeStore(default_folder())
    lines, requests = production.script.lines, production.requests
    keys = request_keys(requests)
    takes = store.find(keys)
    missing = [place for place, key in enumerate(keys) if takes[key] is None]
    return Plan(
        lines=lines,
        to_record=tuple(lines[place] for place in missing),
        changes=history.changes(
            history.load(default_folder(), remembered_as(production.story_files)), lines, production.cast
        ),
        costs=tuple(costs([requests[place] for place in missing], store.root, jobs=jobs or cores())),
        reasons=last_recorded.reasons(store.root, production, keys, missing),
    )


def costs(requests: Sequence[Request], store: Path, *, jobs: int) -> Iterator[Cost]:
    """Yield what recording takes by engine, the engine with most to say first."""
    lines = Counter(request.voice.engine for request in requests)
    for engine, count in lines.most_common():
        own = [request for request in requests if request.voice.engine == engine]
        measured = remembered(store, engine)
        chunk = 1.0 if measured is None else measured.stretch
        sound_s = chunk * sum(expected_s(request.text, request.voice) for request in own)
        schedule = EngineInfo(engine).schedule_for(own[0].voice)
        speed = schedule.speed if measured is None else measured.ratio
        workers = min(schedule.processes or jobs, count)
        time_s = schedule.warm_up_s + sound_s / speed / workers if speed else None
        yield Cost(engine, count, sound_s, time_s, is_measured=measured is not None)


def forget(production: Production, *, lines: Collection[int] | None = None, character: str | None = None) -> int:
    """Drop the takes of some lines, or of a character's, so that the next render records them anew; return how many.

    Raises :class:`ScriptError` for a line or a character the story does not have.
    """
    if lines is not None and (absent := sorted(set(lines) - {line.number for line in production.script.lines})):
        raise ScriptError(
            f"no line {absent[0]} in the script of {production.story_files.called}: it has lines 1 to "
            f"{len(production.script.lines)}"
        )
    speaker = None if character is None else _speaker(production.script, character)
    keys = {
        request_key(request)
        for line, request in zip(production.script.lines, production.requests, strict=True)
        if (lines is None or line.number in lines) and (character is None or line.speaker == speaker)
    }
    return TakeStore(default_folder()).forget(keys)


def _speaker(script: Script, name: str) -> str | None:
    """Return the speaker a name means; None for the narrator, unless the story has somebody called so."""
    if name.casefold() == "narrator" and "narrator" not in {person.name.casefold() for person in script.characters}:
        return None
    return speaker_named(script, name, others=("narrator",))
