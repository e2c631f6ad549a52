"""Small dramas for the tests of the mix: tones in rooms and on seats, with beds and effects made of noise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from drama.mixing import Mixer
from drama.model import (
    FRAME_RATE,
    Asset,
    Backdrop,
    Cast,
    Direction,
    Line,
    MixSettings,
    Performance,
    Placement,
    Script,
    Sound,
    SoundPlan,
    Style,
    Take,
    Timeline,
    VoiceEffect,
)
from drama.timeline import build_timeline
from support.toneplay import Recordings, cast, line, script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

STYLE = Style(name="drama", delivery=1.0, pace=True, voice_effects=True, width=0.7, rooms=1.0, beds=True, effects=True)
SEATS = {None: 0.0, "Ilse": -0.8, "Marek": 0.7, "Tove": 0.3}


class Noises:
    """A library of noises, as many as are asked for."""

    def __init__(self) -> None:
        self.kept: dict[str, NDArray[np.float32]] = {}

    def make(self, name: str, seconds: float, *, loops: bool = False, peak: float = 0.2, decays: bool = False) -> Asset:
        rng = np.random.default_rng(sum(map(ord, name)))
        frames = round(seconds * FRAME_RATE)
        noise = rng.uniform(-peak, peak, (frames, 2))
        if decays:
            noise *= np.linspace(1, 0, frames)[:, None] ** 2
        self.kept[name] = noise.astype(np.float32)
        loud = float(-0.691 + 10 * np.log10(2 * np.mean(noise**2)) + 2.0)
        return Asset(name, f"key of {name}", frames, loud, float(20 * np.log10(peak)), loops=loops)

    def samples(self, asset: Asset, start: int, frames: int) -> NDArray[np.float32]:
        sound = self.kept[asset.name]
        at = np.arange(start, start + frames)
        if asset.loops:
            return sound[at % len(sound)]
        inside = (at >= 0) & (at < len(sound))
        return np.where(inside[:, None], sound[np.clip(at, 0, len(sound) - 1)], np.float32(0))


class Scenes:
    """A drama with everything it takes to mix it."""

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        backdrops: Mapping[int, Backdrop] | None = None,
        voice_effects: Mapping[int, VoiceEffect] | None = None,
        effects: Mapping[int, Sequence[str]] | None = None,
        seats: Mapping[str | None, float] | None = None,
        levels: Mapping[int, float] | None = None,
        seconds: Mapping[int, float] | None = None,
        style: Style = STYLE,
        mix: MixSettings | None = None,
        sting: str = "",
        intro: str = "",
        outro: str = "",
    ) -> None:
        self.recordings, self.library = Recordings(), Noises()
        self.script: Script = script(lines)
        self.cast: Cast = replace(cast(mix=mix), sound=Sound(style=style))
        seats = SEATS if seats is None else seats
        performances = tuple(
            Performance(
                text=one.text,
                voice=self.cast.voice_of(one),
                pan=seats[one.speaker],
                voice_effect=(voice_effects or {}).get(one.number, VoiceEffect.DIRECT),
                level_db=(levels or {}).get(one.number, 0.0),
            )
            for one in self.script.lines
        )
        placed = {number: tuple(Placement("", name) for name in names) for number, names in (effects or {}).items()}
        self.direction = Direction(
            performances,
            SoundPlan(backdrops=backdrops or {}, effects=placed, sting=sting, intro=intro, outro=outro),
        )
        self.takes: list[Take] = []
        for one in self.script.lines:
            take, samples = spoken(one.number, (seconds or {}).get(one.number, 1.0 + one.number % 4))
            self.takes.append(take)
            self.recordings.kept[take.key] = samples
        self.assets = {
            "rain": self.library.make("rain", 7.3, loops=True),
            "roomtone": self.library.make("roomtone", 3.3, loops=True),
            "wind": self.library.make("wind", 5.1, loops=True),
            "knock": self.library.make("knock", 0.6, decays=True),
            "storm": self.library.make("storm", 4.0, decays=True),
            "chime": self.library.make("chime", 2.5, decays=True),
            "tune": self.library.make("tune", 12.0),
        }

    @property
    def timeline(self) -> Timeline:
        """The timeline of the drama as it is now."""
        return build_timeline(self.script, self.cast, self.takes, self.direction, self.assets)

    def mixer(self, gain_db: float = 0.0) -> Mixer:
        return Mixer(
            self.timeline,
            self.recordings,
            self.library,
            self.cast.mix,
            gain_db=gain_db,
            compression=self.cast.sound.style.compression,
        )

    def mixed(self, gain_db: float = 0.0) -> NDArray[np.int16]:
        mixer = self.mixer(gain_db)
        return np.concatenate([mixer.sound(chunk) for chunk in mixer.timeline.chunks])

    def keys(self) -> list[str]:
        mixer = self.mixer()
        return [mixer.key(chunk) for chunk in mixer.timeline.chunks]


@cache
def spoken(seed: int, seconds: float) -> tuple[Take, NDArray[np.int16]]:
    """Return a recording, measured once for all tests."""
    recordings = Recordings()
    take = recordings.speech(seed, seconds=seconds)
    return take, recordings.samples(take)


def talk(count: int, *, scenes: int = 1, speakers: Sequence[str | None] = (None, "Ilse", "Marek")) -> list[Line]:
    """Return lines of several speakers in turn, spread over some scenes."""
    return [
        line(f"Line {i} of them all.", speakers[i % len(speakers)], paragraph=i, scene=1 + i * scenes // count)
        for i in range(count)
    ]


def level_db(pcm: NDArray[np.int16]) -> float:
    """Return the RMS level of a clip in dBFS."""
    power = float(np.mean((pcm.astype(np.float64) / 32_768) ** 2))
    return 10 * float(np.log10(power)) if power else -200.0
