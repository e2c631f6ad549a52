"""The background (beds, effects, music): its sound in any window, a pure function of absolute frames.

A bed continues across chunks, and a change in one chunk must not change the next. So a bed is not played from the
start of the scene on: every split point has its own position in the loop, a hash of the words after it, and around the
split point the loop plays through that position. Half-way between two split points one run is crossfaded into the next.
(Not at the split point, where the sound is encoded with both chunks.)
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from drama.dsp.ducking import ATTACK_FRAMES, HOLD_FRAMES, RELEASE_FRAMES, duck_gains
from drama.dsp.level import ratio
from drama.dsp.panning import pan_gains
from drama.model import FRAME_RATE, Asset, Chunk, SoundCue, SoundPart

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHANGE_FRAMES = FRAME_RATE // 2
"""Crossfade between two runs of a bed, at constant power, as they are uncorrelated."""

DUCK_BEFORE_FRAMES = HOLD_FRAMES + RELEASE_FRAMES
"""How long after its end speech still affects the ducking of the background."""
DUCK_AFTER_FRAMES = ATTACK_FRAMES
"""How long before its beginning speech affects it."""

_FAR = 120 * FRAME_RATE
"""Least offset of a run into the repeated loop, as runs also extend backwards from their split point."""


class Sounds(Protocol):
    """The source of background sounds."""

    def samples(self, asset: Asset, start: int, frames: int) -> NDArray[np.float32]:
        """Return a window of a sound, shape (frames, 2); silence after its end, unless it loops."""


@dataclass(frozen=True, slots=True)
class Run:
    """A span of the episode in which a sound is played continuously, with fades."""

    start_frame: int
    end_frame: int
    offset: int
    """Added to a frame of the episode to get the frame of the sound."""
    rise_frames: int = 0
    fall_frames: int = 0


@dataclass(frozen=True, slots=True)
class Background:
    """A sound cue with its runs."""

    cue: SoundCue
    runs: tuple[Run, ...]

    @property
    def end_frame(self) -> int:
        """The frame after its last."""
        return self.cue.start_frame + self.cue.frames


def arrange(cue: SoundCue, chunks: Sequence[Chunk]) -> Background:
    """Return a sound cue with its runs; ``chunks`` are those of its scene that have lines."""
    end = cue.start_frame + cue.frames
    if cue.part is not SoundPart.BED or not chunks:
        return Background(cue, (Run(cue.start_frame, end, -cue.start_frame),))
    anchors = [chunk.start_frame for chunk in chunks]
    offsets = [_loop_position(chunk, cue.asset) - chunk.start_frame for chunk in chunks]
    changes = [(one + other) // 2 for one, other in pairwise(anchors)]
    lengths = [min(CHANGE_FRAMES, other - one) for one, other in pairwise(anchors)]
    runs = []
    for i, offset in enumerate(offsets):
        start = changes[i - 1] - lengths[i - 1] // 2 if i else cue.start_frame
        stop = changes[i] + lengths[i] - lengths[i] // 2 if i < len(changes) else end
        rise, fall = (lengths[i - 1] if i else 0), (lengths[i] if i < len(changes) else 0)
        runs.append(Run(start, stop, offset, rise, fall))
    return Background(cue, tuple(runs))


def sound_window(
    background: Background,
    sounds: Sounds,
    speech: Sequence[tuple[int, int]],
    start: int,
    frames: int,
    *,
    gain_db: float,
) -> NDArray[np.float32]:
    """Return a window of a background sound with its fades, gain, pan and ducking, shape (frames, 2).

    ``speech`` holds first frames and ends of speech in the window, :data:`DUCK_BEFORE_FRAMES` before it and
    :data:`DUCK_AFTER_FRAMES` after it.
    """
    cue = background.cue
    mixed = np.zeros((frames, 2), np.float32)
    for run in background.runs:
        first, end = max(start, run.start_frame), min(start + frames, run.end_frame)
        if first < end:
            sound = sounds.samples(cue.asset, first + run.offset, end - first)
            mixed[first - start : end - start] += _faded(
                sound, first - run.start_frame, run.end_frame - run.start_frame, run.rise_frames, run.fall_frames
            )
    mixed = _faded(mixed, start - cue.start_frame, cue.frames, cue.fade_in_frames, cue.fade_out_frames)
    left, right = pan_gains(cue.pan)
    mixed *= np.array([left, right], np.float32) * np.float32(ratio(cue.gain_db + gain_db))
    if cue.duck_db < 0:
        mixed *= duck_gains(speech, start, frames, duck_db=cue.duck_db)[:, None]
    return mixed


def _loop_position(chunk: Chunk, asset: Asset) -> int:
    """Return the frame of a bed's repeated loop that is played at the start of a chunk: a hash of its first words."""
    words = chunk.cues[0].line.text.encode("utf-8", "surrogatepass")
    position = int.from_bytes(hashlib.sha256(b"bed " + words).digest()[:8]) % asset.frames
    return position + asset.frames * -(-_FAR // asset.frames)


def _faded(
    sound: NDArray[np.float32], offset: int, length: int, rise_frames: int, fall_frames: int
) -> NDArray[np.float32]:
    """Return a window that begins at frame ``offset`` of a sound ``length`` long, with the fades at the sound's ends.

    Quarter sines, so that a crossfade has constant power. Silence outside the sound.
    """
    frames = len(sound)
    risen, falling = min(frames, rise_frames - offset), max(0, length - fall_frames - offset)
    if risen <= 0 and falling >= frames:
        return sound
    faded = sound.copy()
    position = np.arange(offset, offset + frames) + 0.5
    if risen > 0:
        faded[:risen] *= _quarter_sine(position[:risen] / max(1, rise_frames))
    if falling < frames:
        faded[falling:] *= _quarter_sine((length - position[falling:]) / max(1, fall_frames))
    return faded


def _quarter_sine(progress: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the gain of a fade at ``progress`` (0 and before: silence, 1 and after: full), shape (frames, 1)."""
    return np.sin(np.clip(progress, 0, 1) * (np.pi / 2)).astype(np.float32)[:, None]
