"""Little plays for the tests of timeline, mix and master: lines whose takes are tones, one pitch a speaker."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import soxr

from drama.model import (
    Cast,
    Delivery,
    Ending,
    Kind,
    Line,
    MixSettings,
    Opening,
    Pauses,
    Scene,
    Script,
    Span,
    Story,
    Take,
    Voice,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

RATE = 22_050
"""The rate of the takes, which is eSpeak NG's."""

PITCHES_HZ = {None: 150.0, "Ilse": 220.0, "Marek": 330.0, "Tove": 490.0}

PLAIN = Delivery()
CUT = Delivery(ending=Ending.CUT)
TRAILING = Delivery(ending=Ending.TRAILING)
OVERLAPPING = Delivery(ending=Ending.CUT, overlaps_next=True)


class Recordings:
    """Takes and their samples, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, NDArray[np.int16]] = {}

    def samples(self, take: Take) -> NDArray[np.int16]:
        return self.kept[take.key]

    def put(self, samples: NDArray[np.int16], *, frame_rate: int = RATE) -> Take:
        """Keep a recording; its measures are made with pyloudnorm, which is not ours."""
        key = hashlib.sha256(samples.tobytes() + bytes(str(frame_rate), "ascii")).hexdigest()
        self.kept[key] = samples
        step = frame_rate // 10
        weighted = samples / 32_768
        for stage in pyloudnorm.Meter(frame_rate)._filters.values():
            weighted = stage.apply_filter(weighted)
        energies = tuple(float(np.mean(weighted[i : i + step] ** 2)) for i in range(0, len(weighted), step))
        fine = soxr.resample(samples.astype(np.float32) / 32_768, frame_rate, 4 * frame_rate)
        return Take(
            key=key,
            frames=len(samples),
            frame_rate=frame_rate,
            loudness_lufs=float(-0.691 + 10 * np.log10(np.mean(weighted**2))),
            true_peak_dbtp=float(20 * np.log10(np.max(np.abs(fine)))),
            energies=energies,
        )

    def tone(self, hz: float, *, seconds: float = 1.0, dbfs: float = -12.0, frame_rate: int = RATE) -> Take:
        """Keep a steady tone."""
        time = np.arange(round(seconds * frame_rate)) / frame_rate
        return self.put(
            (32_767 * 10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * time)).astype(np.int16), frame_rate=frame_rate
        )

    def speech(self, seed: int, *, seconds: float = 3.0, frame_rate: int = RATE) -> Take:
        """Keep something with the level and the peaks of speech: a buzz in syllables, its level drawn by rng."""
        rng = np.random.default_rng(seed)
        count = round(seconds * frame_rate)
        time = np.arange(count) / frame_rate
        buzz = sum(np.sin(2 * np.pi * 118.0 * k * time) / k**0.5 for k in range(1, 24))
        syllables = np.repeat(rng.uniform(0.05, 1.0, count // 3000 + 1), 3000)[:count]
        shape = np.convolve(syllables, np.hanning(400) / 200, mode="same")
        sound = buzz * shape
        return self.put(
            (32_767 * rng.uniform(0.1, 0.9) * sound / np.abs(sound).max()).astype(np.int16), frame_rate=frame_rate
        )


def take_of(frames: int, *, frame_rate: int = RATE, lufs: float = -20.0) -> Take:
    """Return a take that nobody will listen to."""
    return Take(
        key=f"{frames}@{frame_rate}", frames=frames, frame_rate=frame_rate, loudness_lufs=lufs, true_peak_dbtp=-3.0
    )


def line(
    text: str,
    speaker: str | None = None,
    *,
    scene: int = 1,
    paragraph: int = 0,
    delivery: Delivery = PLAIN,
    pause_after_ms: int | None = None,
    is_heading: bool = False,
) -> Line:
    """Return a line; :func:`script` numbers it."""
    return Line(
        number=0,
        scene=scene,
        kind=Kind.NARRATION if speaker is None else Kind.DIALOGUE,
        speaker=speaker,
        text=text,
        spans=(Span(0, len(text)),),
        paragraph=paragraph,
        rule="test",
        confidence=1.0,
        delivery=delivery,
        pause_after_ms=pause_after_ms,
        is_heading=is_heading,
    )


def script(lines: Iterable[Line], *, scenes: Sequence[Scene] = (), title: str = "Play") -> Script:
    """Return a script of lines numbered from 1; scenes open by a break unless they are given."""
    numbered = tuple(replace(one, number=number) for number, one in enumerate(lines, 1))
    found = tuple(
        Scene(
            number=number,
            title="",
            opening=Opening.START if number == numbered[0].scene else Opening.BREAK,
            first_line=numbers[0],
            last_line=numbers[-1],
        )
        for number, group in groupby(numbered, key=lambda one: one.scene)
        for numbers in [[one.number for one in group]]
    )
    story = Story(text="", paragraphs=(), title=title)
    return Script(story=story, scenes=tuple(scenes) or found, lines=numbered, characters=())


def cast(*, pauses: Pauses | None = None, mix: MixSettings | None = None) -> Cast:
    """Return a cast of the speakers of :data:`PITCHES_HZ`."""
    voices = {name: Voice(name=name, engine="tone", id=name) for name in PITCHES_HZ if name is not None}
    return Cast(
        narrator=Voice(name="narrator", engine="tone", id="narrator"),
        voices=voices,
        pauses=pauses or Pauses(),
        mix=mix or MixSettings(),
    )
