"""Length and loudness of drama's own sounds, which are the same on every machine: known before a sound is made.

A test holds them against the sounds. The chime is not among them: the story's title tunes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sound measures."""

    frames: int
    """At the rate of the episode."""
    loudness_lufs: float
    true_peak_dbtp: float


FACTS: Mapping[str, Facts] = MappingProxyType(
    {
        "rain": Facts(1_058_400, -26.000, -12.234),
        "wind": Facts(1_058_400, -26.000, -12.156),
        "city": Facts(1_058_400, -26.000, -12.486),
        "crowd": Facts(1_058_400, -26.000, -12.634),
        "fire": Facts(1_058_400, -26.000, -7.554),
        "sea": Facts(1_058_400, -26.000, -12.704),
        "night": Facts(1_058_400, -26.000, -12.871),
        "engine": Facts(1_058_400, -26.000, -13.428),
        "roomtone": Facts(1_058_400, -26.000, -13.291),
        "knock": Facts(34_260, -22.000, -5.067),
        "door": Facts(45_311, -22.000, -5.778),
        "footsteps": Facts(110_402, -25.851, -3.438),
        "thunder": Facts(132_300, -22.000, -8.198),
        "bell": Facts(132_300, -22.000, -4.469),
        "phone": Facts(61_488, -22.000, -13.463),
        "gunshot": Facts(40_322, -22.000, -5.872),
        "glass": Facts(61_317, -22.000, -3.382),
        "heartbeat": Facts(114_660, -23.080, -3.499),
        "clock": Facts(77_053, -25.636, -3.500),
        "static": Facts(79_380, -22.000, -8.601),
        "whoosh": Facts(44_100, -22.000, -8.032),
    }
)
"""By name. Measured with :mod:`drama.dsp.measure`."""
