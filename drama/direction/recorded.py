"""The performance of a line that an actor has recorded: the file in place of a voice, and the same mix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from drama.direction.deliveries import level_db
from drama.direction.voice_effects import voice_effect
from drama.model import ACTOR_ENGINE, Line, LineDirection, Performance, Style, Voice

_RATE_WPM = 165
"""What lengths are expected by before a file is read; a recording is as long as it is."""

_NOT_OF_A_RECORDING = ("rate", "stress", "pronounce")
"""What a person may have decided of a line that only a voice can follow."""


def recorded(line: Line, voice: Voice, style: Style, folder: Path) -> Performance:
    """Return how a line is performed whose recording an actor made; ``voice`` is whose level and place it has."""
    path = line.direction.recording
    own = replace(
        voice,
        name=PurePosixPath(path).name,
        engine=ACTOR_ENGINE,
        id=str(folder / path),
        rate_wpm=_RATE_WPM,
        pitch=None,
        options=MappingProxyType({}),
    )
    return Performance(
        text=line.said, voice=own, level_db=level_db(line, style.delivery), voice_effect=voice_effect(line, style)
    )


def not_followed(line: Line) -> Iterator[str]:
    """Yield a warning for what a person decided of a recorded line that no recording can follow."""
    nothing = LineDirection()
    keys = [key for key in _NOT_OF_A_RECORDING if getattr(line.direction, key) != getattr(nothing, key)]
    if keys:
        yield f"line {line.number}: its recording is heard as it was made, without the {' and '.join(keys)} set for it"
