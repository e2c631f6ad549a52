"""Kokoro, the voices of many people: phonemes read by hibari, spoken by one large network in the style of a pack.

The same request gives the same samples: there is no chance in the network, and it runs on one thread.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import astuple
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.hibari.phonemes import Run
from drama.engines.hibari.reading import REVISION, shared_reader
from drama.engines.hibari.timing import SpokenWord, timed
from drama.engines.kokoro import packs, weights
from drama.engines.kokoro.cutting import pieces
from drama.engines.kokoro.network import FRAME_RATE, Network
from drama.engines.kokoro.people import Person, people
from drama.errors import EngineError, RequestRefusedError
from drama.model import Ability, Mark, Voice, WordTiming

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_REVISION = 1
"""Counts changes of this package that change the sound."""

_WARM_UP = "ɹˈɛdi."
_PLAIN_WPM = 165
"""The setting at which the model speaks at its own pace; like hibari's."""
_PLAIN_PITCH = 50
_SEMITONES_A_STEP = 0.165
"""Of the pitch setting, as eSpeak NG moves."""
_SLOWEST, _FASTEST = 0.4, 3.0
"""Speeds the network is asked for at the most: further on, phonemes are lost."""
_PAUSE_S = 0.32
"""Between two runs of a line."""
_SILENT_DB = -48.0
"""Against the loudest 10 ms of a run: what is softer at its head and its tail is no speech."""
_WINDOW = FRAME_RATE // 100
_EDGE = 120
"""Samples a run is faded over at both ends."""


class KokoroEngine:
    """Speaks with Kokoro's model."""

    name = "kokoro"
    abilities = frozenset({Ability.PITCH, Ability.PHONEMES})
    rates_wpm = (90, 330)
    schedule = Schedule(warm_up_s=1.5, speed=0.8)

    @property
    def version(self) -> str:
        """The versions of all that shapes the sound."""
        parts = (f"{name} {version(name)}" for name in ("hibari-tts", "onnxruntime"))
        return f"{'+'.join(parts)}+{weights.digest()}+{packs.digest()}+{REVISION}.{_REVISION}"

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return everybody it can be: the packs, then the larger and smaller people made of them."""
        return tuple(EngineVoice(one.id, one.name, one.language, one.gender) for one in people().values())

    @cached_property
    def _network(self) -> Network:
        return Network(shared_reader().vocabulary)

    def load(self) -> None:
        """Read the model and let it work once: what comes after takes a line's time only."""
        pack = next(iter(packs.packs().values()))
        self._network.sound(_WARM_UP, pack.style(len(_WARM_UP)), speed=1.0)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak a text and return all of it. Raises :class:`EngineError`."""
        return self.speak_marked(text, voice, ())

    def speak_marked(self, text: str, voice: Voice, marks: Sequence[Mark]) -> Speech:
        """Speak a text in which some words are said by phonemes, and return all of it. Raises :class:`EngineError`."""
        return self.speak_prepared(self.prepare(text, voice, marks), voice)

    def prepare(self, text: str, voice: Voice, marks: Sequence[Mark]) -> str:
        """Return the phonemes of a text, as JSON. Raises :class:`EngineError` where there are none."""
        person = _person(voice)
        self._check(voice)
        runs = shared_reader(british=person.is_british).runs(text, marks)
        if not runs and any(sign.isascii() and sign.isalnum() for sign in text):
            raise EngineError(f"Kokoro found nothing to say in {text[:60]!r}")
        cut = [piece for run in runs for piece in pieces(run, packs.TOKENS)]
        return json.dumps([(piece.phonemes, [astuple(word) for word in piece.words]) for piece in cut])

    def speak_prepared(self, prepared: str, voice: Voice) -> Speech:
        """Speak phonemes and return all of it. Raises :class:`EngineError`."""
        person = _person(voice)
        self._check(voice)
        frame_rate = round(FRAME_RATE * person.resampling * _pitch(voice) / 10) * 10
        pause = np.zeros(round(_PAUSE_S * frame_rate * _PLAIN_WPM / voice.rate_wpm), np.float32)
        row: list[Floats] = []
        words: list[WordTiming] = []
        begin = 0
        for phonemes, spoken in json.loads(prepared):
            run = Run(phonemes, words=tuple(SpokenWord(*word) for word in spoken))
            sound, starts = self._spoken(run, person, voice, frame_rate)
            words += timed(run.words, ((begin + starts) / frame_rate).tolist()) if len(starts) else []
            row += [sound, pause]
            begin += len(sound) + len(pause)
        return Speech(np.concatenate(row[:-1]) if row else np.zeros(0, np.float32), frame_rate, tuple(words))

    def _spoken(self, run: Run, person: Person, voice: Voice, frame_rate: int) -> tuple[Floats, NDArray[np.int64]]:
        """Return the sound of a run, what is silent around it taken off, and the sample each phoneme begins at."""
        speed = voice.rate_wpm / _PLAIN_WPM * FRAME_RATE / frame_rate
        style = packs.packs()[person.pack].style(len(run.phonemes))
        sound, starts = self._network.sound(run.phonemes, style, speed=min(max(speed, _SLOWEST), _FASTEST))
        first, end = heard(sound)
        if first == end:
            raise EngineError(f"{voice.name} ({voice.id}) spoke nothing for the phonemes {run.phonemes[:60]!r}")
        edge = np.linspace(0, 1, _EDGE, dtype=np.float32)
        sound = sound[first:end].copy()
        sound[:_EDGE] *= edge[: len(sound)]
        sound[-_EDGE:] *= edge[::-1][-len(sound) :]
        return sound, np.clip(starts - first, 0, len(sound))

    def _check(self, voice: Voice) -> None:
        """Raise :class:`RequestRefusedError` for a setting out of bounds, and for an option: there is none."""
        slowest, fastest = self.rates_wpm
        if not slowest <= voice.rate_wpm <= fastest:
            told = f"a rate of {voice.rate_wpm} is not within {slowest} to {fastest} wpm"
            raise RequestRefusedError(f"{voice.name}: {told}")
        if voice.pitch is not None and not 0 <= voice.pitch <= 100:
            raise RequestRefusedError(f"{voice.name}: a pitch of {voice.pitch} is not within 0 to 100")
        for name in voice.options:
            raise RequestRefusedError(f"{voice.name}: kokoro takes no option {name!r} (it takes none)")


def _person(voice: Voice) -> Person:
    found = people().get(voice.id)
    if found is None:
        near = difflib.get_close_matches(voice.id, people(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise RequestRefusedError(f"Kokoro has no voice {voice.id!r}{hint} (`drama voices --engine kokoro` lists them)")
    return found


def _pitch(voice: Voice) -> float:
    """Return the factor on the pitch: by playing faster, so that resonances move with it; the pace does not."""
    steps = (_PLAIN_PITCH if voice.pitch is None else voice.pitch) - _PLAIN_PITCH
    return float(2 ** (steps * _SEMITONES_A_STEP / 12))


def heard(sound: Floats) -> tuple[int, int]:
    """Return the first sample that is heard and the one behind the last, 20 ms around them; both 0 for none.

    Kokoro leaves 0.3 s of silence before a run and 0.45 s behind it.
    """
    windows = len(sound) // _WINDOW
    level = np.abs(sound[: windows * _WINDOW].reshape(windows, _WINDOW)).max(axis=1, initial=0)
    loud = np.flatnonzero(level > max(level.max(initial=0) * 10 ** (_SILENT_DB / 20), 1e-4))
    if not len(loud):
        return 0, 0
    return max(0, (int(loud[0]) - 2) * _WINDOW), min(len(sound), (int(loud[-1]) + 3) * _WINDOW)
