"""The timeline of an episode before it is recorded, and how loud a recorded line is from moment to moment."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from drama.direction.soundscape import soundtrack
from drama.errors import ScriptError
from drama.model import FRAME_RATE, Cue, Envelope, Forecast, Take
from drama.production.outputs import spans_of
from drama.production.soundscape import find_sounds
from drama.recording import PRIOR_S, Request, expected_s, remembered, request_key, request_keys
from drama.timeline import build_timeline
from drama.timeline.levels import cue_frames, cue_gain_db

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drama.production.prepare import Production
    from drama.recording.store import TakeStore

_LEAST_S = 0.25
"""Shortest estimate: a word of one syllable."""
_USUAL_LUFS = -20.0
"""Loudness given to a take that is not there; its level in the mix is what the mix aims at, whatever it is."""


def forecast(production: Production, store: TakeStore, *, before: Forecast | None = None) -> Forecast:
    """Return the timeline of an episode without recording or decoding anything.

    Lines with a take in the store have its length; that of the others is estimated from their words and the rate of
    their voice, by how the engine kept to its rates so far. What an earlier forecast, ``before``, read of the store is
    not read again.
    """
    takes, estimated = takes_or_estimates(production, store, before=before)
    sounds = find_sounds(production, in_outline=True)
    timeline = build_timeline(production.script, production.cast, takes, production.direction, sounds.assets)
    return Forecast(
        timeline,
        estimated=frozenset(estimated),
        missing=sounds.missing,
        unheard=soundtrack(production.script, production.cast.sound).unheard,
    )


def takes_or_estimates(
    production: Production, store: TakeStore, *, before: Forecast | None = None
) -> tuple[list[Take], list[int]]:
    """Return a take for every line, and the numbers of the lines whose take is estimated."""
    requests = production.requests
    keys = request_keys(requests)
    read = {cue.take.key: cue.take for cue in before.timeline.cues if cue.take.key} if before is not None else {}
    found = store.find(keys, known=read)
    known = [found[key] for key in keys]
    stretches = _stretches(requests, known, store)
    takes = [
        take or _estimated(request, stretches[request.voice.engine])
        for take, request in zip(known, requests, strict=True)
    ]
    numbers = [line.number for line, take in zip(production.script.lines, known, strict=True) if take is None]
    return takes, numbers


def envelope(production: Production, number: int, store: TakeStore, *, window_ms: int = 20) -> Envelope | None:
    """Return how loud a recorded line is from moment to moment; None if it is not recorded.

    Raises :class:`ScriptError` for a line there is not, :class:`TakeDamaged` for a take that cannot be read.
    """
    script = production.script
    index = next((at for at, line in enumerate(script.lines) if line.number == number), None)
    if index is None:
        raise ScriptError(f"there is no line {number} in the script; it has lines 1 to {script.lines[-1].number}")
    take = store.get(request_key(production.requests[index]))
    if take is None:
        return None
    performance, line = production.direction.performances[index], script.lines[index]
    samples = np.abs(store.samples(take).astype(np.int32))
    starts = np.arange(0, len(samples), max(1, take.frame_rate * window_ms // 1000))
    peaks = np.maximum.reduceat(samples, starts) / 32_768
    gain_db = cue_gain_db(take, performance.voice, production.cast.mix, level_db=performance.level_db)
    cue = Cue(line, take, performance.voice, 0, cue_frames(take), gain_db)
    words = (word for span in spans_of(production, store)(cue) for word in span.words)
    return Envelope(number, window_ms, tuple(np.round(peaks, 3).tolist()), gain_db, tuple(words))


def _stretches(requests: Sequence[Request], known: Sequence[Take | None], store: TakeStore) -> Mapping[str, float]:
    """Return by engine how much longer its speech is than the rates of its voices say."""
    recorded: dict[str, float] = defaultdict(float)
    expected: dict[str, float] = defaultdict(float)
    for request, take in zip(requests, known, strict=True):
        if take is not None and request.text:
            recorded[request.voice.engine] += take.frames / take.frame_rate
            expected[request.voice.engine] += expected_s(request.text, request.voice)
    stretches = {}
    for engine in {request.voice.engine for request in requests}:
        measured = remembered(store.root, engine)
        before = 1.0 if measured is None else measured.stretch
        stretches[engine] = (recorded[engine] + PRIOR_S * before) / (expected[engine] + PRIOR_S)
    return stretches


def _estimated(request: Request, stretch: float) -> Take:
    """Return a take as it may become."""
    seconds = max(_LEAST_S, stretch * expected_s(request.text, request.voice))
    return Take(
        key="",
        frames=math.ceil(seconds * FRAME_RATE),
        frame_rate=FRAME_RATE,
        loudness_lufs=_USUAL_LUFS,
        true_peak_dbtp=_USUAL_LUFS + 12,
    )
