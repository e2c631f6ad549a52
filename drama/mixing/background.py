"""Beds, effects and music -> their sound in any window, each a pure function of absolute frames.

A bed goes on while the lines above it change, and a change in one chunk must not change the next. So a bed is not
played from the scene's start on: every joint of chunks has a place in the loop of its own, drawn from the words
behind it, and around the joint the loop runs through that place. Half-way between two joints one run passes into the
next. (Why not at the joint: what sounds there is encoded with both chunks.)
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
"""How long one run of a bed passes into the next: at constant power, as the two have nothing to do with each other."""

DUCK_BEFORE_FRAMES = HOLD_FRAMES + RELEASE_FRAMES
"""Speech that ended so long ago is still heard in the level of what is under it."""
DUCK_AFTER_FRAMES = ATTACK_FRAMES
"""As is speech that will begin so soon."""

_FAR = 120 * FRAME_RATE
"""Runs of a bed start so far into the rounds of its loop at least, as they are followed backwards from a joint too."""


class Sounds(Protocol):
    """Where the sounds beside the lines are."""

    def samples(self, asset: Asset, start: int, frames: int) -> NDArray[np.float32]:
        """Return a window of a sound, shape (frames, 2); silence where it is over, unless it loops."""


@dataclass(frozen=True, slots=True)
class Run:
    """Where a sound is heard, and from which of its frames on."""

    start_frame: int
    end_frame: int
    offset: int
    """What is added to a frame of the episode to get one of the sound."""
    rise_frames: int = 0
    fall_frames: int = 0


@dataclass(frozen=True, slots=True)
class Backing:
    """A sound cue, with the runs it is heard in."""

    cue: SoundCue
    runs: tuple[Run, ...]

    @property
    def end_frame(self) -> int:
        """Where it is over."""
        return self.cue.start_frame + self.cue.frames


def lay_backing(cue: SoundCue, chunks: Sequence[Chunk]) -> Backing:
    """Return a sound cue with its runs; ``chunks`` are those of its scene that hold lines."""
    end = cue.start_frame + cue.frames
    if cue.part is not SoundPart.BED or not chunks:
        return Backing(cue, (Run(cue.start_frame, end, -cue.start_frame),))
    anchors = [chunk.start_frame for chunk in chunks]
    offsets = [_place(chunk, cue.asset) - chunk.start_frame for chunk in chunks]
    changes = [(one + other) // 2 for one, other in pairwise(anchors)]
    lengths = [min(CHANGE_FRAMES, other - one) for one, other in pairwise(anchors)]
    runs = []
    for i, offset in enumerate(offsets):
        start = changes[i - 1] - lengths[i - 1] // 2 if i else cue.start_frame
        stop = changes[i] + lengths[i] - lengths[i] // 2 if i < len(changes) else end
        rise, fall = (lengths[i - 1] if i else 0), (lengths[i] if i < len(changes) else 0)
        runs.append(Run(start, stop, offset, rise, fall))
    return Backing(cue, tuple(runs))


def sound_window(
    backing: Backing, sounds: Sounds, speech: Sequence[tuple[int, int]], start: int, frames: int, *, gain_db: float
) -> NDArray[np.float32]:
    """Return what is heard of a sound in a window, shape (frames, 2).

    ``speech`` holds first frames and ends of what is spoken in the window, :data:`DUCK_BEFORE_FRAMES` before it and
    :data:`DUCK_AFTER_FRAMES` after it.
    """
    cue = backing.cue
    heard = np.zeros((frames, 2), np.float32)
    for run in backing.runs:
        first, end = max(start, run.start_frame), min(start + frames, run.end_frame)
        if first < end:
            sound = sounds.samples(cue.asset, first + run.offset, end - first)
            heard[first - start : end - start] += _faded(
                sound, first - run.start_frame, run.end_frame - run.start_frame, run.rise_frames, run.fall_frames
            )
    heard = _faded(heard, start - cue.start_frame, cue.frames, cue.fade_in_frames, cue.fade_out_frames)
    left, right = pan_gains(cue.pan)
    heard *= np.array([left, right], np.float32) * np.float32(ratio(cue.gain_db + gain_db))
    if cue.duck_db < 0:
        heard *= duck_gains(speech, start, frames, duck_db=cue.duck_db)[:, None]
    return heard


def _place(chunk: Chunk, asset: Asset) -> int:
    """Return the frame of a bed's loop that is heard at the start of a chunk."""
    words = chunk.cues[0].line.text.encode("utf-8", "surrogatepass")
    drawn = int.from_bytes(hashlib.sha256(b"bed " + words).digest()[:8]) % asset.frames
    return drawn + asset.frames * -(-_FAR // asset.frames)


def _faded(sound: NDArray[np.float32], at: int, length: int, rise_frames: int, fall_frames: int) -> NDArray[np.float32]:
    """Return a window that begins at frame ``at`` of something ``length`` long, with the fades at its ends.

    Quarter sines: two that cross keep their power. Outside of the whole there is silence.
    """
    frames = len(sound)
    risen, falling = min(frames, rise_frames - at), max(0, length - fall_frames - at)
    if risen <= 0 and falling >= frames:
        return sound
    faded = sound.copy()
    place = np.arange(at, at + frames) + 0.5
    if risen > 0:
        faded[:risen] *= _quarter_sine(place[:risen] / max(1, rise_frames))
    if falling < frames:
        faded[falling:] *= _quarter_sine((length - place[falling:]) / max(1, fall_frames))
    return faded


def _quarter_sine(way: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the gain on the way from silence (0 and before) to full (1 and after), one a row."""
    return np.sin(np.clip(way, 0, 1) * (np.pi / 2)).astype(np.float32)[:, None]
