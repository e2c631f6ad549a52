"""What an edit of an open story changed, or would change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drama.cast import Described, Recast
from drama.model import Cast, Line, Voice
from drama.production.edited_corrections import Correction, Reassigned


@dataclass(frozen=True, slots=True)
class Revoiced:
    """Somebody who has another voice than before."""

    character: str | None
    """None for the narrator."""
    before: Voice | None
    """None for somebody who did not speak before."""
    now: Voice


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit of an open story changed; where it was only tried, what it would change."""

    revision: int
    """The revision of the story after it; where it was only tried, the one it was tried on."""
    path: Path
    """The file that it edits."""
    changed: tuple[Reassigned, ...] = ()
    """Lines whose speaker it changed, in reading order."""
    revoiced: tuple[Revoiced, ...] = ()
    """Whoever has another voice by it, the narrator first."""
    line: Line | None = None
    """The line that it is about, as it is then."""
    correction: Correction | None = None
    recast: Recast | None = None
    described: Described | None = None
    said: tuple[Line, ...] = ()
    """The lines in which a word is said whose pronunciation it edits."""


def revoiced(before: Cast, now: Cast) -> tuple[Revoiced, ...]:
    """Return who has another voice in one cast than in the one before."""
    narrator = (Revoiced(None, before.narrator, now.narrator),) if before.narrator != now.narrator else ()
    others = (
        Revoiced(name, before.voices.get(name), voice)
        for name, voice in now.voices.items()
        if before.voices.get(name) != voice
    )
    return (*narrator, *others)
