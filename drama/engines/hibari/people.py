"""The people one model makes: a small table each, read from ``people.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from drama.engines.hibari.shaping import Shape
from drama.engines.hibari.vocoder import FRAME_RATE
from drama.model import Gender

PREFIX = "hibari:"


@dataclass(frozen=True, slots=True)
class Person:
    """A voice: which model speaks, and what is done to what it says."""

    name: str
    gender: Gender = Gender.UNKNOWN
    resampling: float = 1.0
    """The sound is played so much faster, or slower below 1: pitch and resonances move together, as with a body that is
    larger or smaller. It costs nothing: the samples stay, and their rate is told to be another."""
    pace: float = 1.0
    shape: Shape = field(default_factory=Shape)
    model: str = ""
    """The file of its own model, of one that is not made of hibari's heart."""
    is_british: bool = False
    """Whether its model was taught with British phonemes."""

    @property
    def id(self) -> str:
        """What the engine calls it."""
        return PREFIX + self.name

    @property
    def frame_rate(self) -> int:
        """Samples a second, to whole tens."""
        return round(FRAME_RATE * self.resampling / 10) * 10


@lru_cache(maxsize=1)
def people() -> Mapping[str, Person]:
    """Return everybody the engine can be, by id, in the order of the table."""
    found = (_person(name, row) for name, row in tomllib.loads(_text()).items())
    return MappingProxyType({person.id: person for person in found})


def digest() -> str:
    """Return a short digest of the table: what changes whenever a voice in it may sound otherwise."""
    return hashlib.sha256(_text().encode()).hexdigest()[:8]


def _text() -> str:
    return resources.files("drama.engines.hibari").joinpath("people.toml").read_text(encoding="utf-8")


def _person(name: str, row: Mapping[str, Any]) -> Person:
    rest = dict(row)
    own = {key: rest.pop(key) for key in ("resampling", "pace") if key in rest}
    gender = Gender(rest.pop("gender"))
    if "bands_db" in rest:
        rest["bands_db"] = tuple(rest["bands_db"])
    return Person(name, gender=gender, shape=Shape(**rest), **own)
