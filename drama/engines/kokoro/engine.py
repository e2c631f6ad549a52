"""Kokoro, the engine of many speakers: phonemes from hibari's reader, one large network, a voice pack for the style.

The same request gives the same samples: the network is deterministic, and runs on one thread.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.hibari.phonemes import Run
from drama.engines.hibari.shared_reader import REVISION, shared_reader
from drama.engines.hibari.timing import SpokenWord, timed
from drama.engines.kokoro import packs, weights
from drama.engines.kokoro.network import FRAME_RATE, Network
from drama.engines.kokoro.speakers import Speaker, speakers
from drama.engines.kokoro.splitting import pieces
from drama.errors import EngineError, RequestRefusedError
from drama.files.messages import did_you_mean
from drama.model import Ability, Mark, Repeats, Voice, WordTiming

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_REVISION = 1
"""Counts changes of this package that change the sound."""

_WARM_UP = "ɹˈɛdi."
_DEFAULT_WPM = 165
"""The rate setting at which the model speaks at its own rate, like hibari's."""
_DEFAULT_PITCH = 50
_SEMITONES_A_STEP = 0.165
"""Semitones per step of the pitch setting, as with eSpeak NG."""
_SLOWEST, _FASTEST = 0.4, 3.0
"""Bounds of the network's speed factor: beyond them, phonemes are lost."""
_PAUSE_S = 0.32
"""Pause between two runs of a line."""
_SILENT_DB = -48.0
"""Level, relative to the loudest 10 ms of a run, below which its head and tail are silence."""
_WINDOW = FRAME_RATE // 100
_EDGE = 120
"""Samples a run is faded over at both ends."""


class KokoroEngine:
    """The engine of Kokoro's model."""

    name = "kokoro"
    repeats = Repeats.ON_SUCH_A_MACHINE
    abilities = frozenset({Ability.PITCH, Ability.PHONEMES})
    rates_wpm = (90, 330)
    schedule = Schedule(warm_up_s=1.5, speed=0.8)

    @property
    def version(self) -> str:
        """The versions of everything that determines the sound."""
        parts = (f"{name} {version(name)}" for name in ("hibari-tts", "onnxruntime"))
        return f"{'+'.join(parts)}+{weights.digest()}+{packs.digest()}+{REVISION}.{_REVISION}"

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return its voices: the packs, then the larger and smaller speakers derived from them."""
        return tuple(EngineVoice(s.id, s.name, s.language, s.gender) for s in speakers().values())

    @cached_property
    def _network(self) -> Network:
        return Network(shared_reader().vocabulary)

    def load(self) -> None:
        """Load the model and run it once, so that the first line takes no longer than others."""
        pack = next(iter(packs.packs().values()))
        self._network.sound(_WARM_UP, pack.style(len(_WARM_UP)), speed=1.0)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Return the speech of a text. Raises :class:`EngineError`."""
        return self.speak_marked(text, voice, ())

    def speak_marked(self, text: str, voice: Voice, marks: Sequence[Mark]) -> Speech:
        """Return the speech of a text with phoneme marks. Raises :class:`EngineError`."""
        return self.speak_prepared(self.prepare(text, voice, marks), voice)

    def prepare(self, text: str, voice: Voice, marks: Sequence[Mark]) -> str:
        """Return the phonemes of a text, as JSON. Raises :class:`EngineError` if there are none."""
        speaker = _speaker(voice)
        self._check(voice)
        runs = shared_reader(british=speaker.is_british).runs(text, marks)
        if not runs and any(sign.isascii() and sign.isalnum() for sign in text):
            raise EngineError(f"Kokoro found nothing to say in {text[:60]!r}")
        split = [piece for run in runs for piece in pieces(run, packs.TOKENS)]
        return json.dumps([(piece.phonemes, [astuple(word) for word in piece.words]) for piece in split])

    def speak_prepared(self, prepared: str, voice: Voice) -> Speech:
        """Return the speech of prepared phonemes. Raises :class:`EngineError`."""
        speaker = _speaker(voice)
        self._check(voice)
        frame_rate = round(FRAME_RATE * speaker.resampling * _pitch(voice) / 10) * 10
        pause = np.zeros(round(_PAUSE_S * frame_rate * _DEFAULT_WPM / voice.rate_wpm), np.float32)
        row: list[Floats] = []
        words: list[WordTiming] = []
        begin = 0
        for phonemes, spoken in json.loads(prepared):
            run = Run(phonemes, words=tuple(SpokenWord(*word) for word in spoken))
            sound, starts = self._spoken(run, speaker, voice, frame_rate)
            words += timed(run.words, ((begin + starts) / frame_rate).tolist()) if len(starts) else []
            row += [sound, pause]
            begin += len(sound) + len(pause)
        return Speech(np.concatenate(row[:-1]) if row else np.zeros(0, np.float32), frame_rate, tuple(words))

    def _spoken(self, run: Run, speaker: Speaker, voice: Voice, frame_rate: int) -> tuple[Floats, NDArray[np.int64]]:
        """Return the sound of a run without the silence around it, and the sample each phoneme begins at."""
        speed = voice.rate_wpm / _DEFAULT_WPM * FRAME_RATE / frame_rate
        style = packs.packs()[speaker.pack].style(len(run.phonemes))
        sound, starts = self._network.sound(run.phonemes, style, speed=min(max(speed, _SLOWEST), _FASTEST))
        first, end = audible_range(sound)
        if first == end:
            raise EngineError(f"{voice.name} ({voice.id}) spoke nothing for the phonemes {run.phonemes[:60]!r}")
        edge = np.linspace(0, 1, _EDGE, dtype=np.float32)
        sound = sound[first:end].copy()
        sound[:_EDGE] *= edge[: len(sound)]
        sound[-_EDGE:] *= edge[::-1][-len(sound) :]
        return sound, np.clip(starts - first, 0, len(sound))

    def _check(self, voice: Voice) -> None:
        """Raise :class:`RequestRefusedError` for a setting out of bounds, and for any option."""
        slowest, fastest = self.rates_wpm
        if not slowest <= voice.rate_wpm <= fastest:
            problem = f"a rate of {voice.rate_wpm} is not within {slowest} to {fastest} wpm"
            raise RequestRefusedError(f"{voice.name}: {problem}")
        if voice.pitch is not None and not 0 <= voice.pitch <= 100:
            raise RequestRefusedError(f"{voice.name}: a pitch of {voice.pitch} is not within 0 to 100")
        for name in voice.options:
            raise RequestRefusedError(f"{voice.name}: kokoro takes no option {name!r} (it takes none)")


def _speaker(voice: Voice) -> Speaker:
    speaker = speakers().get(voice.id)
    if speaker is None:
        hint = did_you_mean(voice.id, speakers())
        raise RequestRefusedError(f"Kokoro has no voice {voice.id!r}{hint} (`drama voices --engine kokoro` lists them)")
    return speaker


def _pitch(voice: Voice) -> float:
    """Return the factor on the pitch, applied by playing faster: formants move with it, the speaking rate does not."""
    steps = (_DEFAULT_PITCH if voice.pitch is None else voice.pitch) - _DEFAULT_PITCH
    return float(2 ** (steps * _SEMITONES_A_STEP / 12))


def audible_range(sound: Floats) -> tuple[int, int]:
    """Return the first audible sample and the end (exclusive), with a margin of 20 ms; (0, 0) for silence.

    Kokoro leaves 0.3 s of silence before a run and 0.45 s after it.
    """
    windows = len(sound) // _WINDOW
    level = np.abs(sound[: windows * _WINDOW].reshape(windows, _WINDOW)).max(axis=1, initial=0)
    loud = np.flatnonzero(level > max(level.max(initial=0) * 10 ** (_SILENT_DB / 20), 1e-4))
    if not len(loud):
        return 0, 0
    return max(0, (int(loud[0]) - 2) * _WINDOW), min(len(sound), (int(loud[-1]) + 3) * _WINDOW)
