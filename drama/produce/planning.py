"""What a render would record anew, and making it do so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from drama import history
from drama.errors import ScriptError
from drama.model import Change, Line, Script
from drama.produce.production import Production, speaker_named
from drama.record import request_key
from drama.takes import TakeStore, default_folder


@dataclass(frozen=True, slots=True)
class Plan:
    """What a render would do."""

    lines: tuple[Line, ...]
    """All that would be heard."""
    to_record: tuple[Line, ...]
    """Those without a take in the store."""
    changes: tuple[Change, ...]
    """Lines that kept their words since the last render but changed speaker or voice."""
    seconds: float
    """Length of the recordings to make, estimated from their words."""

    @property
    def scenes(self) -> tuple[int, ...]:
        """Scenes in which something would be recorded anew."""
        return tuple(sorted({line.scene for line in self.to_record}))


def plan(production: Production) -> Plan:
    """Say what a render would record anew, and why, without recording it."""
    store = TakeStore(default_folder())
    lines = production.script.lines
    missing = [
        (line, request)
        for line, request in zip(lines, production.requests, strict=True)
        if store.get(request_key(request)) is None
    ]
    seconds = sum(60 * len(request.text.split()) / request.voice.rate_wpm for _, request in missing)
    return Plan(
        lines=lines,
        to_record=tuple(line for line, _ in missing),
        changes=history.changes(history.load(default_folder(), production.path), lines, production.cast),
        seconds=seconds,
    )


def forget(production: Production, *, lines: Collection[int] | None = None, character: str | None = None) -> int:
    """Drop the takes of some lines, or of a character's, so that the next render records them anew; return how many.

    Raises :class:`ScriptError` for a line or a character the story has not got.
    """
    if lines is not None and (absent := sorted(set(lines) - {line.number for line in production.script.lines})):
        raise ScriptError(
            f"no line {absent[0]} in {production.path.name}: it has lines 1 to {len(production.script.lines)}"
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
    return speaker_named(script, name)
