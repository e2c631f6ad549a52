"""The mixer: the sound of any window of the episode, wherever it is cut.

A window contains everything that extends into it: reverb tails of earlier lines, the bed of the scene, effects. So the
sound of a chunk, its lead-in and its lead-out are pure functions of the timeline; and the key of a chunk covers
everything in any of the three, by its position relative to the chunk.
"""

from __future__ import annotations

import hashlib
import json
import threading
from bisect import bisect_left
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.level import ratio, to_int16
from drama.dsp.limiter import limit, limiter_gain
from drama.mixing.background import (
    DUCK_AFTER_FRAMES,
    DUCK_BEFORE_FRAMES,
    Background,
    Sounds,
    arrange,
    sound_window,
)
from drama.mixing.dry import chunk_key, mix_chunk
from drama.mixing.line import Samples, is_dry, tail_frames, wet_line
from drama.mixing.segments import joined, segment
from drama.model import Chunk, Cue, MixSettings, SoundPart, Timeline
from drama.model.grid import GRID_FRAMES, LEAD_IN_FRAMES, LEAD_OUT_FRAMES, QUIET_FRAMES
from drama.model.stems import DIALOGUE, MUSIC_AND_EFFECTS, SOUND_STEMS, stem_of, stem_speakers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

ALGORITHM = 1
"""Counts changes of the mix, of rooms, voice effects and the rest, that change the sound of a chunk."""

PAD_FRAMES = 2 * GRID_FRAMES
"""Sound on either side of a window that its limiter gets: more than it looks ahead."""

KEPT_BYTES = 32 << 20
"""Size of the cache of lines, for neighbouring windows; about 90 s."""


class Mixer:
    """The mixer of one episode. Thread-safe."""

    def __init__(
        self,
        timeline: Timeline,
        store: Samples,
        library: Sounds | None,
        settings: MixSettings,
        *,
        gain_db: float,
        compression: bool = False,
    ) -> None:
        """``gain_db`` is the episode's gain; ``library`` may be None if the timeline has no sounds."""
        self.timeline = timeline
        self.settings = settings
        self._store = store
        self._library = library
        self._gain_db = gain_db
        self._compression = compression
        self._cues = sorted(timeline.cues, key=lambda cue: cue.start_frame)
        self._starts = [cue.start_frame for cue in self._cues]
        self._tails = {cue.line.number: tail_frames(cue) for cue in self._cues}
        self._reach = max((cue.frames + self._tails[cue.line.number] for cue in self._cues), default=0)
        self._backgrounds = _backgrounds(timeline)
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, NDArray[np.float32]] = OrderedDict()

    def sound(self, chunk: Chunk) -> NDArray[np.int16]:
        """Return a chunk as PCM int16, shape (frames, channels), true peaks below the ceiling.

        Raises :class:`MixError` if recordings do not match their cues, and the store's error for a damaged take.
        """
        if self._is_dry(chunk):
            return mix_chunk(chunk, self._store, self.settings, gain_db=self._gain_db)
        return self._pcm(chunk.start_frame, chunk.frames)

    def lead_in(self, chunk: Chunk) -> Callable[[], NDArray[np.int16]] | None:
        """Return a function that mixes the sound just before a chunk; None if the split point is silent."""
        if not self._sounds_at(chunk.start_frame):
            return None
        start = max(0, chunk.start_frame - LEAD_IN_FRAMES)
        return partial(self._pcm, start, chunk.start_frame - start)

    def lead_out(self, chunk: Chunk) -> Callable[[], NDArray[np.int16]] | None:
        """Return a function that mixes the sound just after a chunk, without lines that begin there; None if silent."""
        end = chunk.start_frame + chunk.frames
        if not self._sounds_at(end):
            return None
        return partial(self._pcm, end, min(LEAD_OUT_FRAMES, self.timeline.frames - end), until=end)

    def key(self, chunk: Chunk) -> str:
        """Return a hex digest of everything that determines the sound of a chunk and its leads, and of nothing else."""
        start, end = chunk.start_frame, chunk.start_frame + chunk.frames
        leads = (self._sounds_at(start), self._sounds_at(end))
        if self._is_dry(chunk) and not any(leads):
            return chunk_key(chunk, self.settings, gain_db=self._gain_db)
        first = max(0, start - PAD_FRAMES - leads[0] * LEAD_IN_FRAMES)
        last = min(self.timeline.frames, end + PAD_FRAMES + leads[1] * LEAD_OUT_FRAMES)
        described = {
            "algorithm": ALGORITHM,
            "window": (first - start, chunk.frames, last - end, leads),
            "channels": self.settings.channels,
            "ceiling_dbtp": self.settings.ceiling_dbtp,
            "gain_db": f"{self._gain_db:.4f}",
            "compression": self.settings.loudness_lufs if self._compression else None,
            "lines": [_line_facts(cue, start) for cue in self._lines(first, end)],
            "sounds": [_sound_facts(background, start, first, last) for background in self._sounding(first, last)],
            "speech": self._speech(first, last, against=start) if self._is_ducked(first, last) else (),
        }
        return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()

    @property
    def stems(self) -> Mapping[str, frozenset[str]]:
        """The names of the stems, and the speakers in each: all, none, the narrator, each character, no sounds."""
        sounds = {cue.part for cue in self.timeline.sounds}
        return stem_speakers((cue.line for cue in self.timeline.cues), sounds)

    def stem_blocks(self) -> Iterator[Mapping[str, NDArray[np.float32]]]:
        """Yield the sound of all stems, chunk by chunk, shape (frames, channels).

        A stem missing in a block is silent there. :data:`~drama.model.stems.DIALOGUE` and
        :data:`~drama.model.stems.MUSIC_AND_EFFECTS` add up to the mix, the speakers' stems to the one, the sounds' to
        the other. What the limiter takes from the whole is taken from each by the same gain, so that they add up to the
        mix also where it is at work.
        """
        for chunk in self.timeline.chunks:
            first = max(0, chunk.start_frame - PAD_FRAMES)
            end = min(self.timeline.frames, chunk.start_frame + chunk.frames + PAD_FRAMES)
            apart = {name: self._folded(sound) for name, sound in self._taken_apart(first, end).items()}
            both = [apart[name] for name in (DIALOGUE, MUSIC_AND_EFFECTS) if name in apart]
            gain = limiter_gain(np.asarray(sum(both)), ceiling=ratio(self.settings.ceiling_dbtp)) if both else None
            inside = slice(chunk.start_frame - first, chunk.start_frame - first + chunk.frames)
            if gain is not None:
                apart = {name: sound * gain[:, None] for name, sound in apart.items()}
            yield {name: sound[inside] for name, sound in apart.items()}

    # ------------------------------------------------------------------ what sounds where

    def _lines(self, start: int, end: int) -> list[Cue]:
        """Return the cues of lines that sound in a window, reverb tails included."""
        near = self._cues[bisect_left(self._starts, start - self._reach) : bisect_left(self._starts, end)]
        return [cue for cue in near if cue.start_frame + cue.frames + self._tails[cue.line.number] > start]

    def _sounding(self, start: int, end: int) -> list[Background]:
        """Return the background sounds of a window."""
        return [sound for sound in self._backgrounds if sound.cue.start_frame < end and sound.end_frame > start]

    def _sounds_at(self, split_frame: int) -> bool:
        """Return whether there is sound where two chunks meet."""
        if not 0 < split_frame < self.timeline.frames:
            return False
        start, end = split_frame - QUIET_FRAMES, split_frame + QUIET_FRAMES
        return bool(self._sounding(start, end)) or bool(self._lines(start, end))

    def _is_dry(self, chunk: Chunk) -> bool:
        start, end = chunk.start_frame - PAD_FRAMES, chunk.start_frame + chunk.frames + PAD_FRAMES
        if self._compression or self._sounding(start, end):
            return False
        return all(is_dry(cue) for cue in self._lines(start, end))

    def _is_ducked(self, start: int, end: int) -> bool:
        return any(background.cue.duck_db < 0 for background in self._sounding(start, end))

    def _speech(self, start: int, end: int, *, against: int = 0) -> list[tuple[int, int]]:
        """Return the spans of speech near enough to a window to affect ducking in it, relative to ``against``."""
        first, last = start - DUCK_BEFORE_FRAMES, end + DUCK_AFTER_FRAMES
        return [
            (cue.start_frame - against, cue.start_frame + cue.frames - against)
            for cue in self._lines(first, last)
            if cue.start_frame + cue.frames > first
        ]

    # ------------------------------------------------------------------ the sound itself

    def _pcm(self, start: int, frames: int, *, until: int | None = None) -> NDArray[np.int16]:
        """Return a window of the mix as PCM; only with lines that begin before frame ``until``, if given."""
        first = max(0, start - PAD_FRAMES)
        end = min(self.timeline.frames, start + frames + PAD_FRAMES)
        bus = self._empty(end - first)
        for cue in self._lines(first, min(end, until) if until is not None else end):
            self._add_line(bus, cue, first)
        self._add_background(bus, first)
        limited = limit(self._folded(bus), ceiling=ratio(self.settings.ceiling_dbtp))
        whole = to_int16(limited[start - first :][:frames])
        return joined([segment(whole, self.settings.channels)], self.settings.channels)

    def _taken_apart(self, first: int, end: int) -> dict[str, NDArray[np.float32]]:
        """Return a window of every stem that sounds in it, before the limiter."""
        apart: dict[str, NDArray[np.float32]] = {}
        for cue in self._lines(first, end):
            for name in (DIALOGUE, stem_of(cue.line.speaker)):
                self._add_line(apart.setdefault(name, self._empty(end - first)), cue, first)
        for part in dict.fromkeys(background.cue.part for background in self._sounding(first, end)):
            self._add_background(apart.setdefault(SOUND_STEMS[part], self._empty(end - first)), first, part=part)
        beside = [apart[name] for name in dict.fromkeys(SOUND_STEMS.values()) if name in apart]
        return apart | ({MUSIC_AND_EFFECTS: np.asarray(sum(beside))} if beside else {})

    def _empty(self, frames: int) -> NDArray[np.float32]:
        return np.zeros((frames, 2), np.float32)

    def _folded(self, bus: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the output channels: both, or their mean for mono."""
        if self.settings.channels == 2:
            return bus
        mono: NDArray[np.float32] = bus.mean(axis=1, keepdims=True, dtype=np.float32)
        return mono

    def _add_line(self, bus: NDArray[np.float32], cue: Cue, first: int) -> None:
        """Add a line to a bus that begins at frame ``first``."""
        sound = self._line(cue)
        offset = cue.start_frame - first
        lo, hi = max(0, offset), min(len(bus), offset + len(sound))
        if lo < hi:
            bus[lo:hi] += sound[lo - offset : hi - offset]

    def _add_background(self, bus: NDArray[np.float32], first: int, *, part: SoundPart | None = None) -> None:
        """Add beds, effects and music, or those of one kind, to a bus that begins at frame ``first``."""
        sounding = self._sounding(first, first + len(bus))
        if part is not None:
            sounding = [background for background in sounding if background.cue.part is part]
        if not sounding or self._library is None:
            return
        speech = self._speech(first, first + len(bus))
        for background in sounding:
            start = max(first, background.cue.start_frame)
            frames = min(first + len(bus), background.end_frame) - start
            window = sound_window(background, self._library, speech, start, frames, gain_db=self._gain_db)
            bus[start - first : start - first + frames] += window

    def _line(self, cue: Cue) -> NDArray[np.float32]:
        """Return the sound of a line, cached."""
        with self._lock:
            if cue.line.number in self._kept:
                self._kept.move_to_end(cue.line.number)
                return self._kept[cue.line.number]
        sound = wet_line(cue, self._store, self.settings, gain_db=self._gain_db, compression=self._compression)
        with self._lock:
            self._kept[cue.line.number] = sound
            while len(self._kept) > 1 and sum(kept.nbytes for kept in self._kept.values()) > KEPT_BYTES:
                self._kept.popitem(last=False)
        return sound


def _backgrounds(timeline: Timeline) -> tuple[Background, ...]:
    spoken: dict[int, list[Chunk]] = {}
    for chunk in timeline.chunks:
        if chunk.cues:
            spoken.setdefault(chunk.scene, []).append(chunk)
    return tuple(arrange(cue, spoken.get(cue.scene, ())) for cue in timeline.sounds)


def _line_facts(cue: Cue, start: int) -> tuple[object, ...]:
    """Return everything that determines the sound of a line, and its position relative to frame ``start``."""
    room = (cue.room, cue.wet) if cue.room and cue.wet else None
    return (
        cue.take.key,
        cue.start_frame - start,
        cue.frames,
        f"{cue.gain_db:.4f}",
        cue.voice_effect.value,
        f"{cue.pan:.4f}",
        room,
    )


def _sound_facts(background: Background, start: int, first: int, last: int) -> tuple[object, ...]:
    """Return everything that determines a sound from ``first`` to ``last``, with positions relative to ``start``."""
    cue = background.cue
    rising = cue.start_frame - start if first < cue.start_frame + cue.fade_in_frames else None
    falling = background.end_frame - start if last > background.end_frame - cue.fade_out_frames else None
    runs = [
        (
            run.offset + start,
            (run.start_frame - start, run.rise_frames) if first < run.start_frame + run.rise_frames else None,
            (run.end_frame - start, run.fall_frames) if last > run.end_frame - run.fall_frames else None,
        )
        for run in background.runs
        if run.start_frame < last and run.end_frame > first
    ]
    return (
        cue.part.value,
        cue.asset.key,
        cue.asset.loops,
        f"{cue.gain_db:.4f}",
        f"{cue.duck_db:.4f}",
        f"{cue.pan:.4f}",
        (rising, cue.fade_in_frames) if rising is not None else None,
        (falling, cue.fade_out_frames) if falling is not None else None,
        runs,
    )
