"""What a speech engine is: a name, a version, voices, and one method that speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from drama.model import Ability, Gender, Mark, Voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine spoke: PCM int16, shape (frames,), one channel, in either byte order.

    Floating point is refused: scale it to 32,767, clip it and round it, as the model wants it.
    """

    samples: NDArray[np.int16]
    frame_rate: int
    """In Hz, a whole number, 8,000 to 192,000."""


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

    The same request must always give the same duration, whatever was spoken before it. An engine that cannot keep
    this may set the attribute ``one_line_a_process`` to true: then each line gets a process of its own. One that does
    not take every pace from 80 to 450 words a minute says which it takes, the slowest and the fastest, in the attribute
    ``rates_wpm``.
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
        :class:`~drama.errors.EngineError` for a voice it has not got and for anything that goes wrong.
        """


@runtime_checkable
class MarkingEngine(Protocol):
    """What an engine also is that does more than speak plain words with a pace."""

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do: only that is asked of it. An engine without this attribute speaks at a pace, and no more."""

    def speak_marked(self, text: str, voice: Voice, marks: Sequence[Mark]) -> Speech:
        """Speak a text in which some words are stressed, or said by phonemes; all else in it is plain.

        Raises as :meth:`Engine.speak`, and :class:`~drama.errors.RequestRefusedError` for phonemes it does not know.
        """


@runtime_checkable
class LoadingEngine(Protocol):
    """What an engine also is that has a model to load: the time that takes is no line's, and no line's time-out."""

    def load(self) -> None:
        """Load all that speaking needs, once a process; a second call does nothing."""
