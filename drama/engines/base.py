"""The Protocol of a speech engine, and of what one may be able to do besides. Entry-point group: ``drama.engines``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from drama.model import Ability, Figures, Gender, Mark, Voice, WordTiming

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine spoke, on one channel."""

    samples: NDArray[np.int16] | NDArray[np.float32]
    """Shape (frames,): PCM int16 in either byte order, or float32 of which full scale is 1.

    Of float32 a line with a louder peak is made softer as a whole; NaN, infinity, and peaks so far beyond full scale
    that it must be another are errors.
    """
    frame_rate: int
    """The engine's own, in Hz: a whole number, 8,000 to 192,000. The mix resamples."""
    words: tuple[WordTiming, ...] = ()
    """When each word is said, in order, where the engine knows."""

    @property
    def waveform(self) -> NDArray[np.floating[Any]]:
        """The samples as floating point of full scale 1."""
        samples: Any = self.samples  # numpy's types do not tell the one from the other
        return samples if samples.dtype.kind == "f" else samples / 32_768  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How many workers an engine gets, and for how long."""

    processes: int | None = None
    """Workers of its own, for an engine that waits more than it computes (a server); None for one that computes: it
    shares the workers there are, one a core, each on one thread."""
    lines_a_process: int = 1_000
    """After so many lines a worker makes room for a fresh one; 1 for an engine whose lines depend on those before."""
    warm_up_s: float = 0.0
    """About how long loading its model takes, for estimates."""
    speed: float = 0.0
    """About how many seconds of sound a worker makes in a second, until that is measured here; 0 for not known."""
    line_timeout_s: float | None = None
    """How long a line may take, where the engine knows better: one that asks a server waits, and tries again."""


@dataclass(frozen=True, slots=True)
class EngineVoice:
    """One voice an engine offers."""

    id: str
    name: str
    language: str = ""
    """A language tag such as ``en-gb``, or nothing."""
    gender: Gender = Gender.UNKNOWN


class Engine(Protocol):
    """A speech engine. It lives in a worker process and speaks one line at a time.

    The same request must always give the same duration, whatever was spoken before it.

    What an engine says of itself must not load its model: ``name``, ``version``, ``voices()``, ``abilities``,
    ``rates_wpm`` and ``schedule`` are read in the main process, for every command, by
    :class:`drama.engines.EngineInfo`; a model is loaded in a worker, by :meth:`LoadingEngine.load` or the first
    :meth:`speak`. Three attributes may be left out: ``rates_wpm``, the slowest and the fastest pace it takes, if not 80
    to 450 words a minute; ``schedule``, a :class:`Schedule`; and ``repeats``, a :class:`~drama.model.Repeats`: whether
    the same request gives the same samples again, which is not promised where it is left out.
    """

    @property
    def name(self) -> str:
        """The name it is chosen by."""

    @property
    def version(self) -> str:
        """Changes whenever the sound may: takes made by another version are not reused."""

    def voices(self) -> Sequence[EngineVoice]:
        """Return the voices it offers; none if it takes any id."""

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak plain text (nothing in it is markup) and return all of it.

        ``voice.rate_wpm``, ``voice.pitch`` and ``voice.options`` are honoured or refused, never ignored. Raises
        :class:`~drama.errors.EngineError` for a voice it does not have and for anything that goes wrong.
        """


@runtime_checkable
class MarkingEngine(Protocol):
    """An engine that does more than speak plain words at a pace."""

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do: nothing else is requested. An engine without this attribute speaks at a pace, and no more."""

    def speak_marked(self, text: str, voice: Voice, marks: Sequence[Mark]) -> Speech:
        """Speak a text in which some words are stressed, or said by phonemes; all else in it is plain.

        Raises as :meth:`Engine.speak`, and :class:`~drama.errors.RequestRefusedError` for phonemes it does not know.
        """


@runtime_checkable
class LoadingEngine(Protocol):
    """An engine with a model to load: the time that takes counts towards no line's time-out."""

    def load(self) -> None:
        """Load all that speaking needs, once a process; a second call does nothing."""


@runtime_checkable
class PreparingEngine(Protocol):
    """An engine that reads a text before it speaks: once, in the main process.

    So the dictionaries are in memory once, however many workers speak.
    """

    def prepare(self, text: str, voice: Voice, marks: Sequence[Mark]) -> str:
        """Return what a worker needs in place of the text. Never called twice at once. Raises as :meth:`speak`."""

    def speak_prepared(self, prepared: str, voice: Voice) -> Speech:
        """Speak what :meth:`prepare` made of a text; the sound is that of the text spoken as it stands."""


@runtime_checkable
class IdentifyingEngine(Protocol):
    """An engine whose voices' ids do not tell their sound: an id names a file, say, whose content may change."""

    def identity(self, voice: Voice) -> str:
        """Return what identifies the sound of a voice, rate and pitch aside.

        It stands for id and options in the key of every take. Raises :class:`~drama.errors.EngineError` for a voice
        that is not there.
        """


@runtime_checkable
class SchedulingEngine(Protocol):
    """An engine whose schedule depends on the voice: used in place of ``schedule``."""

    def schedule_for(self, voice: Voice) -> Schedule:
        """Return the schedule for a voice."""


@runtime_checkable
class MeasuredEngine(Protocol):
    """An engine that brings measurements of its voices along, so that casting tells them apart by ear."""

    def figures(self) -> Mapping[str, Figures]:
        """Return what was measured of its voices, by their ids, without loading anything."""


@runtime_checkable
class SendingEngine(Protocol):
    """An engine that sends the words to another machine, or another program."""

    def destination(self, voice: Voice) -> str:
        """Return where they go, as a person is told before the first is sent: ``https://host (model name)``."""
