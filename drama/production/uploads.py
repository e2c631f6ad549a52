"""Lines that would be sent to a speech server: where to and how many, known before they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drama.engines import EngineInfo
from drama.files.store_folder import default_folder
from drama.model import Voice
from drama.production.hear import hearing_of
from drama.production.prepare import Production
from drama.production.voice_figures import requests_of
from drama.recording import Request, request_key
from drama.recording.store import TakeStore


@dataclass(frozen=True, slots=True)
class Upload:
    """Lines that go to one place."""

    destination: str
    lines: int

    def __str__(self) -> str:
        if self.lines == 1:
            return f"the words of 1 line go to {self.destination}"
        return f"the words of {self.lines:,} lines go to {self.destination}"


def uploads(production: Production) -> tuple[Upload, ...]:
    """Return where words would be sent to be spoken; lines with a take in the store are not. Sends nothing."""
    return uploads_of([request for request in production.requests if request.text], TakeStore(default_folder()))


def uploads_to_hear(production: Production, lines: Mapping[int, str | None]) -> tuple[Upload, ...]:
    """Return where words would be sent to hear some lines, by number, in the voices named. Sends nothing."""
    store = TakeStore(default_folder())
    requests = [hearing_of(production, number, voice=voice, root=store.root).request for number, voice in lines.items()]
    return uploads_of([request for request in requests if request.text], store)


def uploads_to_measure(voices: Sequence[Voice]) -> tuple[Upload, ...]:
    """Return where words would be sent if voices were measured. Sends nothing."""
    return uploads_of([request for voice in voices for request in requests_of(voice)], TakeStore(default_folder()))


def uploads_of(requests: Sequence[Request], store: TakeStore) -> tuple[Upload, ...]:
    """Return where the words of requests without a take would go."""
    counts: Counter[str] = Counter()
    sent: set[str] = set()
    for request in requests:
        destination = EngineInfo(request.voice.engine).destination(request.voice)
        if destination is None or (key := request_key(request)) in sent:
            continue
        sent.add(key)
        if store.get(key) is None:
            counts[destination] += 1
    return tuple(Upload(destination, lines) for destination, lines in counts.items())
