"""The speakers derived from one model: a few parameters each, read from ``speakers.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from drama.engines.hibari import voice_conversion
from drama.engines.hibari.spectral_shaping import Shape
from drama.engines.hibari.vocoder import FRAME_RATE
from drama.model import Gender

PREFIX = "hibari:"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice: the model that speaks, and the changes made to its speech."""

    name: str
    gender: Gender = Gender.UNKNOWN
    resampling: float = 1.0
    """Factor on the playback speed: pitch and formants move together, as with a smaller (above 1) or larger body. It
    costs nothing: the samples are returned unchanged, with another frame rate."""
    pace: float = 1.0
    """Factor on the speaking rate."""
    shape: Shape = field(default_factory=Shape)
    model: str = ""
    """The file of its own model; empty for a speaker derived from hibari's "heart"."""
    is_british: bool = False
    """Whether its model was trained with British phonemes."""

    @property
    def id(self) -> str:
        """The engine's id of the voice."""
        return PREFIX + self.name

    @property
    def frame_rate(self) -> int:
        """Frame rate of its speech in Hz, rounded to tens."""
        return round(FRAME_RATE * self.resampling / 10) * 10


@lru_cache(maxsize=1)
def speakers() -> Mapping[str, Speaker]:
    """Return the speakers of the table by id, in its order."""
    rows = (_speaker(name, row) for name, row in tomllib.loads(_text()).items())
    return MappingProxyType({speaker.id: speaker for speaker in rows})


def digest() -> str:
    """Return a short digest of all tables, which is part of the engine's version: a changed voice is recorded again."""
    learned = resources.files("drama.engines.hibari").joinpath(voice_conversion.FILE).read_bytes()
    return hashlib.sha256(_text().encode() + learned).hexdigest()[:8]


def _text() -> str:
    return resources.files("drama.engines.hibari").joinpath("speakers.toml").read_text(encoding="utf-8")


def _speaker(name: str, row: Mapping[str, Any]) -> Speaker:
    rest = dict(row)
    own = {key: rest.pop(key) for key in ("resampling", "pace") if key in rest}
    gender = Gender(rest.pop("gender"))
    if "bands_db" in rest:
        rest["bands_db"] = tuple(rest["bands_db"])
    if "likeness" in rest:
        rest["likeness"] = voice_conversion.checked_conversion(rest["likeness"])
    return Speaker(name, gender=gender, shape=Shape(**rest), **own)
