"""Voices that do not come with their engine: each a download that a user asks for. hibari has such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drama.engines.registry import get_engine
from drama.errors import EngineError


@dataclass(frozen=True, slots=True)
class VoiceDownload:
    """A voice that can be fetched, or was."""

    id: str
    """As a cast file names it."""
    size_bytes: int
    path: Path
    """The file of its model, once it is fetched."""
    licence: str
    is_fetched: bool

    @property
    def source(self) -> str:
        """Where it comes from."""
        from drama.engines.hibari import downloads  # noqa: PLC0415 (needs its package)

        return downloads.source()


def voice_downloads(engine: str, names: Sequence[str] = ()) -> tuple[VoiceDownload, ...]:
    """Return the voices of an engine that can be fetched, or those named.

    Raises :class:`EngineError` for an engine that has none or is not there, and for a voice it does not have.
    """
    if engine != "hibari":
        raise EngineError(f"the engine {engine} has no voices to fetch; hibari has")
    get_engine(engine)  # or why it is not there
    from drama.engines.hibari import downloads  # noqa: PLC0415 (needs its package)

    known = {
        voice.name: VoiceDownload(voice.speaker.id, voice.size, voice.path, downloads.LICENSE, voice.is_fetched)
        for voice in downloads.downloadable_voices()
    }
    wanted = [name.removeprefix("hibari:") for name in dict.fromkeys(names)]
    if unknown := [name for name in wanted if name not in known]:
        raise EngineError(f"hibari has no voice {unknown[0]!r} to fetch (there are: {', '.join(known)})")
    return tuple(known[name] for name in wanted) or tuple(known.values())


def fetch_voices(wanted: Sequence[VoiceDownload]) -> None:
    """Download voices, each whole and checked or not at all. Raises :class:`EngineError`, and leaves nothing then."""
    from drama.engines.hibari import downloads  # noqa: PLC0415 (needs its package)

    ids = {download.id for download in wanted}
    known = downloads.downloadable_voices()
    downloads.fetch([voice for voice in known if voice.speaker.id in ids], downloads.source())
