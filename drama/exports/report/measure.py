"""The written file's sound in figures: loudness (ITU-R BS.1770-4, EBU Tech 3341 and 3342), true peak, silences."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.level import FULL_SCALE, to_int16
from drama.dsp.loudness import STEP_S, energies, integrated_lufs, loudness_range_lu, running_means
from drama.dsp.measure import peak_dbtp
from drama.exports.programme import Programme, name_of
from drama.exports.report.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

STEPS_A_SECOND = round(1 / STEP_S)
SILENT_LUFS = -60.0
"""Below this a listener at speech level hears nothing."""

_SHORT_TERM_S = 3
_WAVEFORM_PEAKS = 1_600
_CONTEXT = 32
"""Frames of the block before that a true peak at the boundary needs."""
_NO_SOUND = 1.5 / FULL_SCALE
"""No sample beyond the last bit: digital silence, also after a decoder's rounding."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A stretch of time without sound."""

    start_s: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on a written file."""

    path: Path
    frame_rate: int
    channels: int
    frames: int
    integrated_lufs: float
    loudness_range_lu: float
    true_peak_dbtp: float
    rms_dbfs: float
    floor_dbfs: float
    """RMS of the quietest half second that is not digital silence."""
    loudness: tuple[float, ...]
    """Short-term loudness (3 s) around each second, in LUFS; minus infinity for silence."""
    waveform: tuple[float, ...]
    """The shape of the sound from 0 to 1 in even steps, 1,600 at most: for drawing."""
    characters: Mapping[str, float]
    """Integrated loudness of what each of the cast says, in LUFS; only who is heard for 400 ms."""
    plain: Mapping[str, float]
    """The same of lines that are just said: not whispered, shouted, thought, over the phone."""
    quiet: Quiet
    """The longest stretch of time below :data:`SILENT_LUFS`."""
    dead: tuple[Quiet, ...]
    """Digital silence of at least 200 ms."""

    @property
    def seconds(self) -> float:
        """Length of the file."""
        return self.frames / self.frame_rate


@dataclass(frozen=True, slots=True)
class _Steps:
    """One value for each 100 ms."""

    weighted: NDArray[np.float64]
    """K-weighted mean square, channels added up."""
    plain: NDArray[np.float64]
    """Mean square of the channels' mean square."""
    is_dead: NDArray[np.bool_]


def measure(path: Path, programme: Programme) -> Measured:
    """Decode a written episode and measure it. Memory does not grow with its length but for a few numbers a second.

    Raises WriteError if it cannot be decoded.
    """
    steps: list[_Steps] = []
    peak = -math.inf
    frames, channels = 0, 0
    with decoded(path, step_s=STEP_S) as (rate, blocks):
        before: list[NDArray[np.float32]] = []
        for block in blocks:
            parts, times = _channels(block)
            of_block = _steps(parts, rate)
            steps.append(replace(of_block, weighted=of_block.weighted * times))
            peak = max(peak, _peak_dbtp(parts, before, peak))
            before = [part[-_CONTEXT:] for part in parts]
            frames, channels = frames + len(block), block.shape[1]
    weighted = np.concatenate([part.weighted for part in steps] or [np.zeros(0)])
    plain = np.concatenate([part.plain for part in steps] or [np.zeros(0)])
    dead = np.concatenate([part.is_dead for part in steps] or [np.zeros(0, np.bool_)])
    of_all, of_plain = _by_character(programme, weighted)
    return Measured(
        path=path,
        frame_rate=rate,
        channels=channels,
        frames=frames,
        integrated_lufs=integrated_lufs(weighted),
        loudness_range_lu=loudness_range_lu(weighted),
        true_peak_dbtp=peak,
        rms_dbfs=_decibels(float(plain.mean()) if len(plain) else 0.0),
        floor_dbfs=_floor_dbfs(plain, dead),
        loudness=short_term_lufs(weighted),
        waveform=_waveform(plain),
        characters=of_all,
        plain=of_plain,
        quiet=_longest(running_means(weighted, 4) < _energy(SILENT_LUFS)),
        dead=tuple(run for run in _runs(dead) if run.seconds >= 0.2),
    )


def short_term_lufs(weighted: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the loudness of the three seconds around each second."""
    width = _SHORT_TERM_S * STEPS_A_SECOND
    seconds = -(-len(weighted) // STEPS_A_SECOND)
    middles = [second * STEPS_A_SECOND + STEPS_A_SECOND // 2 for second in range(seconds)]
    windows = (weighted[max(0, middle - width // 2) : middle + width // 2] for middle in middles)
    return tuple(_lufs(float(window.mean())) for window in windows)


def _steps(channels: list[NDArray[np.float32]], rate: int) -> _Steps:
    step = round(rate * STEP_S)
    weighted = sum((energies(to_int16(channel), rate) for channel in channels), np.zeros(1))
    power, highest = np.zeros(len(weighted)), np.zeros(len(weighted), np.float32)
    for channel in channels:
        rows = np.pad(channel, (0, -len(channel) % step)).reshape(-1, step)
        power += np.einsum("ij,ij->i", rows, rows) / len(channels)
        highest = np.maximum(highest, np.maximum(rows.max(axis=1), -rows.min(axis=1)))
    sizes = np.full(len(power), step)
    sizes[-1:] = len(channels[0]) - step * (len(power) - 1)
    return _Steps(weighted, power / sizes, highest <= _NO_SOUND)


def _channels(block: NDArray[np.float32]) -> tuple[list[NDArray[np.float32]], int]:
    """Return the channels that differ, and how often each counts: a plain reading has the same on both."""
    if block.shape[1] == 2 and np.array_equal(block[:, 0], block[:, 1]):
        return [np.ascontiguousarray(block[:, 0])], 2
    return [np.ascontiguousarray(channel) for channel in block.T], 1


def _peak_dbtp(channels: list[NDArray[np.float32]], before: list[NDArray[np.float32]], so_far: float) -> float:
    """Return the true peak of a block, or minus infinity where it cannot reach ``so_far``.

    Between samples a wave rises above its highest sample by 6 dB in the rarest case.
    """
    highest = max(max(float(part.max(initial=0.0)), -float(part.min(initial=0.0))) for part in channels)
    if highest == 0.0 or 20 * math.log10(highest) + 6.0 < so_far:
        return -math.inf
    if len(before) == len(channels):
        channels = [np.concatenate(pair) for pair in zip(before, channels, strict=True)]
    return max(peak_dbtp(channel) for channel in channels)


def _by_character(
    programme: Programme, weighted: NDArray[np.float64]
) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return the loudness of each of the cast: of all their lines, and of those in plain speech."""
    all_steps: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    plain_steps: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    steps_a_frame = STEPS_A_SECOND / programme.frame_rate
    # Steps that lie in an utterance by more than half.
    extents = [
        (round(utterance.start_frame * steps_a_frame), round(utterance.end_frame * steps_a_frame))
        for utterance in programme.utterances
    ]
    voices = np.zeros(len(weighted), np.int32)
    for first, last in extents:
        voices[first:last] += 1
    for utterance, (first, last) in zip(programme.utterances, extents, strict=True):
        steps = weighted[first:last][voices[first:last] == 1]  # where several speak at once it is nobody's level
        all_steps[name_of(utterance.speaker)].append(steps)
        if utterance.is_plain:
            plain_steps[name_of(utterance.speaker)].append(steps)
    return _loudness(all_steps.items()), _loudness(plain_steps.items())


def _loudness(parts: Iterable[tuple[str, list[NDArray[np.float64]]]]) -> dict[str, float]:
    joined = ((name, np.concatenate(steps)) for name, steps in parts)
    return {name: integrated_lufs(steps) for name, steps in joined if len(steps) >= 4 and steps.any()}


def _waveform(plain: NDArray[np.float64]) -> tuple[float, ...]:
    """Return levels for drawing: the root of the amplitude, which shows soft and loud alike."""
    if not len(plain):
        return ()
    width = -(-len(plain) // _WAVEFORM_PEAKS)
    columns = np.add.reduceat(plain, np.arange(0, len(plain), width)) / width
    level = np.sqrt(columns)
    top = float(level.max()) or 1.0
    return tuple(round(float(value), 3) for value in (level / top) ** 0.8)


def _floor_dbfs(plain: NDArray[np.float64], dead: NDArray[np.bool_]) -> float:
    halves = running_means(plain, 5)
    alive = halves[running_means(dead.astype(np.float64), 5) == 0]
    return _decibels(float(alive.min())) if len(alive) else -math.inf


def _runs(flags: NDArray[np.bool_]) -> list[Quiet]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [
        Quiet(round(float(start) * STEP_S, 1), round(float(end - start) * STEP_S, 1))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]


def _longest(flags: NDArray[np.bool_]) -> Quiet:
    return max(_runs(flags), key=lambda run: run.seconds, default=Quiet(0.0, 0.0))


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _lufs(energy: float) -> float:
    return -0.691 + 10 * math.log10(energy) if energy > 0 else -math.inf


def _decibels(power: float) -> float:
    return 10 * math.log10(power) if power > 0 else -math.inf
