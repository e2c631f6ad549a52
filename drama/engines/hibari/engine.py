"""hibari, the natural engine: one small neural model and the speakers derived from it.

Text becomes phonemes, the network makes spectral layers of them, the layers are changed – for another speaker, and for
the delivery of the line – and the vocoder synthesizes the sound. The same request gives the same samples: the network
runs on one thread, and the noise comes from a table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from functools import cached_property
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.hibari import prosody
from drama.engines.hibari.downloads import downloadable_voices, downloaded_voices, model_path, speaker_of
from drama.engines.hibari.network import Network
from drama.engines.hibari.phonemes import Reader, Run, assets
from drama.engines.hibari.shared_reader import REVISION, shared_reader
from drama.engines.hibari.speakers import Speaker, digest, speakers
from drama.engines.hibari.spectral_shaping import Shape, shaped
from drama.engines.hibari.timing import SpokenWord, timed
from drama.engines.hibari.vocoder import FRAME_RATE, HOP, synthesize
from drama.errors import EngineError, RequestRefusedError
from drama.files.messages import did_you_mean
from drama.model import Ability, Mark, Repeats, Voice, WordTiming

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_REVISION = 4
"""Counts changes of this package that change the sound."""

_WARM_UP = "ɹˈɛdi."
"""Phonemes spoken once when the model is loaded."""

_DEFAULT_WPM = 165
"""The rate setting at which the model speaks at its own rate; like eSpeak NG's it counts no pauses."""
_LEAST_WPM, _MOST_WPM = 80, 450
_SLOWEST, _FASTEST = 0.7, 1.6
"""Speed factors at which the network stays clear; beyond them the layers are stretched."""
MIDDLE_HZ = 192.0
"""Median pitch of hibari's "heart" over the lines of benchmarks/search_voices.py."""
_DEFAULT_SETTING = 50
"""The default of pitch and range, of 0 to 100."""
_SEMITONES_A_STEP = 0.165
"""Semitones per step of the pitch setting, as with eSpeak NG."""
_RATE_TOLERANCE = 0.01
"""A rate that is off by no more than this is not corrected."""
_PAUSE_S = 0.32
"""Pause between two runs of a line."""
_PEAK = 0.95
"""Highest peak; a louder run is scaled down."""

_OPTIONS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"range": (0, 100), "effort": (-100, 100), "breath": (0, 100), "flutter": (0, 100), "shake": (0, 100),
     "tract": (-100, 100), "rise": (0, 100), "trailing": (0, 100), "cut": (0, 100)}
)  # fmt: skip


class HibariEngine:
    """The engine of hibari's model."""

    name = "hibari"
    repeats = Repeats.ON_SUCH_A_MACHINE
    abilities = frozenset(Ability)
    schedule = Schedule(warm_up_s=0.7, speed=60.0)

    @cached_property
    def version(self) -> str:
        """The versions of everything that determines the sound."""
        parts = (f"{name} {version(name)}" for name in ("hibari-tts", "onnxruntime", "numpy"))
        return f"{'+'.join(parts)}+{digest()}+{REVISION}.{_REVISION}"

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return its voices, ``hibari:heart`` first: the unchanged model."""
        derived = [EngineVoice(s.id, s.name, language="en-us", gender=s.gender) for s in speakers().values()]
        separate = [EngineVoice(v.speaker.id, v.name, v.language, v.gender) for v in downloaded_voices()]
        return (*derived, *separate)

    @cached_property
    def _reader(self) -> Reader:
        return shared_reader()

    @cached_property
    def _british(self) -> Reader:
        return Reader(british=True)

    @cached_property
    def _network(self) -> Network:
        return Network(assets() / "hibari.onnx", self._reader.vocabulary)

    @cached_property
    def _models(self) -> dict[str, Network]:
        """The networks of voices with models of their own, by file, loaded on first use."""
        return {}

    def _network_of(self, speaker: Speaker) -> Network:
        if not speaker.model:
            return self._network
        if speaker.model not in self._models:
            self._models[speaker.model] = Network(model_path(speaker), self._reader.vocabulary)
        return self._models[speaker.model]

    def load(self) -> None:
        """Load the model and run it once, so that the first line takes no longer than others."""
        self._network.layers(_WARM_UP, speed=1.0)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Return the speech of a text. Raises :class:`EngineError`."""
        return self.speak_marked(text, voice, ())

    def speak_marked(self, text: str, voice: Voice, marks: Sequence[Mark]) -> Speech:
        """Return the speech of a text with emphasis and phoneme marks. Raises :class:`EngineError`."""
        return self.speak_prepared(self.prepare(text, voice, marks), voice)

    def prepare(self, text: str, voice: Voice, marks: Sequence[Mark]) -> str:
        """Return the phonemes of a text, as JSON. Raises :class:`EngineError` if there are none."""
        speaker = _speaker(voice)
        _check(voice)
        runs = (self._british if speaker.is_british else self._reader).runs(text, marks)
        if not runs and any(sign.isascii() and sign.isalnum() for sign in text):
            raise EngineError(f"hibari found nothing to say in {text[:60]!r}")
        return json.dumps([(run.phonemes, run.stressed, [astuple(word) for word in run.words]) for run in runs])

    def speak_prepared(self, prepared: str, voice: Voice) -> Speech:
        """Return the speech of prepared phonemes. Raises :class:`EngineError`."""
        speaker = _speaker(voice)
        _check(voice)
        runs = [
            Run(phonemes, tuple((start, end) for start, end in stressed), tuple(SpokenWord(*word) for word in words))
            for phonemes, stressed, words in json.loads(prepared)
        ]
        parts: list[Floats] = []
        words: list[WordTiming] = []
        pause = round(_PAUSE_S * FRAME_RATE * _DEFAULT_WPM / voice.rate_wpm)
        begin = 0
        for run in runs:
            sound, starts = self._spoken(run, speaker, voice, is_last=run is runs[-1])
            words += timed(run.words, ((begin + starts) / speaker.frame_rate).tolist())
            parts.append(sound)
            begin += len(sound) + pause
        return Speech(_with_pauses(parts, pause), speaker.frame_rate, tuple(words))

    def _middle_hz(self, speaker: Speaker) -> float:
        """Return the median pitch of a speaker's model."""
        return self._network_of(speaker).middle_hz if speaker.model else MIDDLE_HZ

    def _spoken(self, run: Run, speaker: Speaker, voice: Voice, *, is_last: bool) -> tuple[Floats, NDArray[np.int64]]:
        """Return the sound of a run without the silence around it, and the sample each phoneme begins at."""
        speed = voice.rate_wpm / _DEFAULT_WPM * speaker.pace / speaker.resampling
        clamped = min(max(speed, _SLOWEST), _FASTEST)
        layers, starts, correction = self._network_of(speaker).layers(run.phonemes, speed=clamped)
        first, end = prosody.audible_frames(layers)
        layers = prosody.sliced(layers, first, end)
        if not layers.frames:
            raise EngineError(f"{voice.name} ({voice.id}) spoke nothing for the phonemes {run.phonemes[:60]!r}")
        spans = [(max(0, int(starts[a]) - first), int(starts[b]) - first) for a, b in run.stressed]
        contour = _contour(layers.pitch_hz, voice, spans, length=correction * clamped / speed, is_last=is_last)
        stretched = np.concatenate([[0.0], np.cumsum(contour.length, dtype=np.float64)])
        layers = prosody.apply_contour(layers, contour)
        if is_last and (strength := _option(voice, "cut")):
            layers = prosody.breaking_off(layers, strength)
        sound = synthesize(shaped(layers, _shape(speaker, voice), middle_hz=self._middle_hz(speaker)))
        offsets = np.clip(starts - first, 0, len(contour.length))
        starts = np.interp(offsets, np.arange(len(stretched)), stretched) * HOP
        peak = float(np.abs(sound).max(initial=0))
        if peak > _PEAK:
            sound *= np.float32(_PEAK / peak)
        return sound, np.minimum(np.rint(starts), len(sound)).astype(np.int64)


def _speaker(voice: Voice) -> Speaker:
    speaker = speakers().get(voice.id) or speaker_of(voice.id)
    if speaker is None:
        if voice.id in {other.speaker.id for other in downloadable_voices()}:
            raise RequestRefusedError(
                f"{voice.name}: {voice.id} is not here yet; `drama voices fetch hibari` fetches it"
            )
        hint = did_you_mean(voice.id, speakers())
        raise RequestRefusedError(f"hibari has no voice {voice.id!r}{hint} (`drama voices --engine hibari` lists them)")
    return speaker


def _check(voice: Voice) -> None:
    """Raise :class:`RequestRefusedError` for a setting out of bounds or an unknown option."""
    if not _LEAST_WPM <= voice.rate_wpm <= _MOST_WPM:
        valid = f"{_LEAST_WPM} to {_MOST_WPM} wpm"
        raise RequestRefusedError(f"{voice.name}: a rate of {voice.rate_wpm} is not within {valid}")
    if voice.pitch is not None and not 0 <= voice.pitch <= 100:
        raise RequestRefusedError(f"{voice.name}: a pitch of {voice.pitch} is not within 0 to 100")
    for name, value in voice.options.items():
        if name == "whisper":
            if value != "yes":
                raise RequestRefusedError(f"{voice.name}: the option whisper is {value!r}; valid is 'yes'")
            continue
        if name not in _OPTIONS:
            valid = ", ".join([*_OPTIONS, "whisper"])
            raise RequestRefusedError(f"{voice.name}: hibari takes no option {name!r} (it takes {valid})")
        least, most = _OPTIONS[name]
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and least <= int(value) <= most):
            raise RequestRefusedError(f"{voice.name}: the option {name} is {value!r}; valid is {least} to {most}")


def _option(voice: Voice, name: str, default: int = 0) -> float:
    """Return an option as a fraction: 1 for 100."""
    return int(voice.options.get(name, default)) / 100


def _contour(
    pitch_hz: Floats, voice: Voice, emphasized: Sequence[tuple[int, int]], *, length: float, is_last: bool
) -> prosody.Contour:
    """Return the changes to each frame for the rate, the emphasized words and the requested ending."""
    contour = prosody.flat_contour(len(pitch_hz))
    if abs(length - 1) > _RATE_TOLERANCE:
        contour = replace(contour, length=contour.length * np.float32(length))
    if emphasized:
        contour = prosody.emphasized(contour, emphasized)
    if is_last and (trailing := _option(voice, "trailing")):
        contour = prosody.trailing_off(contour, trailing)
    if is_last and (rise := _option(voice, "rise")):
        contour = prosody.rising_end(contour, rise, pitch_hz)
    return contour


def _shape(speaker: Speaker, voice: Voice) -> Shape:
    """Return the spectral changes for a speaker and for the effort, breath and other options of a delivery."""
    shape, effort, breath = speaker.shape, _option(voice, "effort"), _option(voice, "breath")
    is_whispered = "whisper" in voice.options
    if is_whispered:
        effort = 0
    steps = (_DEFAULT_SETTING if voice.pitch is None else voice.pitch) - _DEFAULT_SETTING
    semitones = steps * _SEMITONES_A_STEP + 1.5 * effort
    # Effort closes the vocal folds faster, which raises high frequencies, and opens the jaw, which raises formant 1.
    longer = 1 - 0.12 * _option(voice, "tract")
    return replace(
        shape,
        pitch=shape.pitch * 2 ** (semitones / 12),
        liveliness=shape.liveliness * max(0.1, _option(voice, "range", _DEFAULT_SETTING) * 2) ** 0.75,
        tilt_db=shape.tilt_db - 3 * effort,
        throat=shape.throat * (1 + 0.06 * effort) * longer,
        mouth=shape.mouth * longer,
        air_db=-18 + 16 * breath if breath else None,
        flutter=shape.flutter + 0.05 * _option(voice, "flutter"),
        shake=_option(voice, "shake"),
        is_whispered=is_whispered,
    )


def _with_pauses(parts: Sequence[Floats], pause: int) -> Floats:
    """Return sounds joined, each faded at both ends over half a frame, with ``pause`` samples of silence between."""
    edge = np.linspace(0, 1, HOP // 2, dtype=np.float32)
    row: list[Floats] = []
    for part in parts:
        if len(part) > HOP:
            part[: len(edge)] *= edge
            part[-len(edge) :] *= edge[::-1]
        row += [part, np.zeros(pause, np.float32)]
    return np.concatenate(row[:-1]) if row else np.zeros(0, np.float32)
