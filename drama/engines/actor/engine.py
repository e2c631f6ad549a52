"""The engine whose voices are files: it "speaks" a line as an actor has recorded it."""

from __future__ import annotations

from pathlib import Path

from drama.engines.actor.decoding import decode, digest
from drama.engines.actor.treatment import VERSION, Treated, treat
from drama.engines.base import EngineVoice, Schedule, Speech
from drama.model import ACTOR_ENGINE, FRAME_RATE, Repeats, Voice

_SPEED = 60.0
"""Seconds of sound a second: a WAV file of 24 bits at 48 kHz, resampled, on a core of 2026."""


def read_recording(path: Path) -> Treated:
    """Return an actor's recording as a take, with what was measured of its file.

    Raises :class:`~drama.errors.RequestRefusedError` for a file that cannot be used.
    """
    decoded = decode(path)
    return treat(decoded.samples, decoded.frame_rate, name=path.name)


class ActorEngine:
    """Takes a line from the file that the voice's id names; the words go nowhere."""

    name = ACTOR_ENGINE
    version = VERSION
    repeats = Repeats.ON_SUCH_A_MACHINE
    schedule = Schedule(speed=_SPEED)

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return no voices: any file is one."""
        return ()

    def identity(self, voice: Voice) -> str:
        """Return a digest of the file's content: a changed file is another take, a moved one is not."""
        return digest(Path(voice.id))

    def speak(self, text: str, voice: Voice) -> Speech:  # noqa: ARG002 (what is said is in the file)
        """Return what was recorded, trimmed and levelled; when each word is said is not known.

        Raises :class:`~drama.errors.RequestRefusedError` for a file that cannot be used.
        """
        return Speech(read_recording(Path(voice.id)).samples, FRAME_RATE)
