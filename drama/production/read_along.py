"""The player and the script of an episode that has been rendered, for the page of a site to hold."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from drama.exports.page import page_parts
from drama.exports.programme import Programme, programme
from drama.exports.report import measure
from drama.files.atomic import digest_of
from drama.files.store_folder import default_folder
from drama.production.outputs import spans_of
from drama.production.prepare import Production
from drama.production.soundscape import find_sounds
from drama.publishing.site import ReadAlong
from drama.recording import record
from drama.recording.blob_store import CacheStore
from drama.recording.store import TakeStore
from drama.timeline import build_timeline

_REVISION = 1
"""Counts changes of how waveforms are measured."""


def read_along_of(production: Production, audio: Path, *, source: str) -> ReadAlong:
    """Return the player and the script of an episode, from its takes and its file; nothing is rendered.

    :param audio: the finished file, which the waveform is drawn from.
    :param source: what the player loads: :func:`drama.publishing.site.relative_link`.

    Raises WriteError where the file cannot be read. A take that is missing is recorded.
    """
    store = TakeStore(default_folder())
    takes = [done.take for done in record(production.requests, store)]
    soundscape = find_sounds(production)
    timeline = build_timeline(production.script, production.cast, takes, production.direction, soundscape.assets)
    episode = programme(production.script, production.cast, timeline, audio, spans=spans_of(production, store))
    parts = page_parts(replace(episode, cover=None), source, _waveform(audio, episode))
    return ReadAlong(style=parts.style, script=parts.script, sheet=parts.sheet, player=parts.player, data=parts.data)


def _waveform(audio: Path, episode: Programme) -> tuple[float, ...]:
    """Return the shape of a file's sound, kept by its content, for decoding takes a while."""
    cache = CacheStore(default_folder(), "waveforms")
    key = hashlib.sha256(f"{_REVISION} {digest_of(audio)}".encode()).hexdigest()
    if (kept := cache.get(key)) is not None:
        return tuple(json.loads(kept))
    waveform = tuple(round(peak, 3) for peak in measure(audio, episode).waveform)
    cache.put(key, json.dumps(waveform).encode())
    return waveform
