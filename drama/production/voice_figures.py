"""Speaker embeddings of voices, measured on this machine and kept, so that casting can tell a user's voices apart.

The file ``voices.json`` in the user's config folder holds the figures by engine, by its version and by voice: another
version may sound otherwise, and is measured anew. A voice is kept under what the engine says tells its sound
(:meth:`~drama.engines.base.IdentifyingEngine.identity`), so that a file may be moved.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from drama import cast as casting
from drama.dsp.speaker_embedding import RATE, SIZE, embedding
from drama.engines import EngineInfo
from drama.errors import CastError, EngineError
from drama.files.atomic import staged
from drama.files.folders import config_folder
from drama.files.inputs import read_file
from drama.files.store_folder import default_folder
from drama.model import Figures, Take, Voice
from drama.recording import Request, record
from drama.recording.store import TakeStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

SENTENCES = (
    "The kettle was still warm when she came back from the harbour.",
    "Who told you that the bridge would be open by the morning?",
    "Nine grey geese flew low over the field and out to the sea.",
    "Put the lantern down, and tell me what you saw from the tower.",
    "My brother never says much, but he remembers every word.",
    "It was a long way home, and the rain had only just begun.",
)
"""What is spoken to be measured: two alone were like the embeddings drama ships by 0.967, all six by 0.982 to 0.988."""

_FILE = "voices.json"
_MOST_BYTES = 50_000_000
_ABOUT = "figures of voices, measured by `drama voices measure`; this file can be deleted"

Rows = dict[str, dict[str, dict[str, dict[str, Any]]]]
"""Engine -> version -> voice -> its figures."""


@dataclass(frozen=True, slots=True)
class MeasuredVoice:
    """A voice that was measured, and who of the pool is most like it."""

    voice: Voice
    nearest: str
    """Its name in the pool; nothing where nobody else was measured."""
    likeness: float
    """Cosine of the two speaker embeddings."""

    @property
    def is_same_person(self) -> bool:
        """Whether listeners would take the two for one person."""
        return self.likeness >= casting.SAME_SPEAKER


def figures_path() -> Path:
    """Return the file the figures are kept in."""
    return config_folder() / _FILE


def figures_of(engine: str) -> Callable[[Voice], Figures | None]:
    """Return a lookup of the figures of an engine's voices: those measured here, else those the engine brings.

    The file is read at the first lookup. The function returned raises CastError for a damaged file.
    """
    known: dict[tuple[str, tuple[tuple[str, str], ...]], Figures | None] = {}
    read: list[tuple[Mapping[str, Mapping[str, Any]], Mapping[str, Figures]]] = []

    def figures(voice: Voice) -> Figures | None:
        place = voice.id, tuple(sorted(voice.options.items()))
        if place not in known:
            if not read:
                info = EngineInfo(engine)
                read.append((_rows().get(engine, {}).get(info.version, {}), info.figures))
            here, brought = read[0]
            known[place] = _measured(here, voice, engine) or brought.get(voice.id)
        return known[place]

    return figures


def is_measured(voice: Voice) -> bool:
    """Return whether a voice was measured on this machine, as the present version of its engine speaks it."""
    rows = _rows().get(voice.engine, {}).get(EngineInfo(voice.engine).version, {})
    return _measured(rows, voice, voice.engine) is not None


def _measured(rows: Mapping[str, Mapping[str, Any]], voice: Voice, engine: str) -> Figures | None:
    if not rows:
        return None
    with contextlib.suppress(EngineError):  # of a voice that is not there nothing is known
        row = rows.get(EngineInfo(engine).identity(voice) or voice.id)
        return None if row is None else Figures(bytes.fromhex(row["embedding"]))
    return None


def measure_voices(voices: Sequence[Voice], *, jobs: int = 1, done: Callable[[int], None] = lambda _: None) -> None:
    """Speak fixed sentences with voices, measure them and keep the figures; ``done`` is called with the number done.

    Raises :class:`EngineError` for a voice that does not speak, and CastError if the figures cannot be kept: those of
    the voices before it are kept then.
    """
    store = TakeStore(default_folder())
    spoken = record([request for voice in voices for request in requests_of(voice)], store, jobs=jobs)
    for count, voice in enumerate(voices, start=1):
        found = embedding(_sound([one.take for one in islice(spoken, len(SENTENCES))], store))
        info = EngineInfo(voice.engine)
        rows = _rows()
        here = rows.setdefault(voice.engine, {}).setdefault(info.version, {})
        here[info.identity(voice) or voice.id] = {"name": voice.name, "embedding": found.hex()}
        _keep(rows)
        done(count)


def nearest(voices: Sequence[Voice], file: casting.CastFile) -> tuple[MeasuredVoice, ...]:
    """Return for each voice who of the pool and of the others is most like it, as far as they were measured."""
    figures_by_engine = {
        engine: figures_of(engine) for engine in {v.engine for v in (*voices, *file.pool.values())} if _is_known(engine)
    }

    def figures(voice: Voice) -> Figures | None:
        return (
            figures_by_engine[voice.engine](voice) if voice.engine in figures_by_engine else None
        ) or casting.shipped(voice)

    found = []
    for voice in voices:
        others = {
            one.name: one for one in (*file.pool.values(), *voices) if (one.engine, one.id) != (voice.engine, voice.id)
        }
        alike = {name: casting.speaker_similarity(figures(voice), figures(other)) for name, other in others.items()}
        best = max(((cosine, name) for name, cosine in alike.items() if cosine is not None), default=(0.0, ""))
        found.append(MeasuredVoice(voice, best[1], best[0]))
    return tuple(found)


def _is_known(engine: str) -> bool:
    with contextlib.suppress(EngineError):
        return bool(EngineInfo(engine).version)
    return False


def requests_of(voice: Voice) -> tuple[Request, ...]:
    """Return the requests that measuring a voice records."""
    return tuple(Request(sentence, voice) for sentence in SENTENCES)


def _sound(takes: Sequence[Take], store: TakeStore) -> NDArray[np.float32]:
    """Return takes one after the other, as the encoder hears them."""
    sounds = [soxr.resample(store.samples(take).astype(np.float32) / 32_768, take.frame_rate, RATE) for take in takes]
    return np.concatenate(sounds)


def _rows() -> Rows:
    """Return all figures. Raises CastError for a file that is damaged."""
    try:
        about = json.loads(read_file(figures_path(), limit=_MOST_BYTES))
        rows: Rows = about["voices"]
        for engine in rows.values():
            for voices in engine.values():
                for row in voices.values():
                    _check(row)
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise CastError(f"{figures_path()} cannot be read: {problem.strerror}") from problem
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise CastError(f"{figures_path()} is damaged: remove it, and measure the voices anew") from problem
    return rows


def _check(row: Mapping[str, Any]) -> None:
    """Raise ValueError for a row that holds no embedding."""
    if len(bytes.fromhex(row["embedding"])) != SIZE:
        raise ValueError("an embedding of another length")


def _keep(rows: Rows) -> None:
    try:
        figures_path().parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CastError(f"{figures_path().parent} cannot be made: {problem.strerror}") from problem
    with staged(figures_path(), error=CastError) as part:
        part.write_text(json.dumps({"about": _ABOUT, "voices": rows}, indent=0), encoding="utf-8")
