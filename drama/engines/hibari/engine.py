"""hibari, the natural voice: an engine of one small neural model and the people made of it.

The text is read to phonemes, the network makes spectral layers of these, and the layers are changed – into another
person, and into the manner a line is said in – before numpy makes sound of them. The same request gives the same
samples: the network runs on one thread, and the noise comes from a table.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from functools import cached_property
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.hibari import acting
from drama.engines.hibari.network import Network
from drama.engines.hibari.others import fetched, model_path, others, person_of
from drama.engines.hibari.people import Person, digest, people
from drama.engines.hibari.phonemes import Reader, Run, assets
from drama.engines.hibari.reading import REVISION, shared_reader
from drama.engines.hibari.shaping import Shape, shaped
from drama.engines.hibari.timing import SpokenWord, timed
from drama.engines.hibari.vocoder import FRAME_RATE, HOP, synthesize
from drama.errors import EngineError, RequestRefusedError
from drama.model import Ability, Mark, Voice, WordTiming

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_REVISION = 4
"""Counts changes of this package that change the sound."""

_WARM_UP = "ɹˈɛdi."

_PLAIN_WPM = 165
"""The setting at which the model speaks at its own pace; like eSpeak NG's it counts no pauses."""
_LEAST_WPM, _MOST_WPM = 80, 450
_SLOWEST, _FASTEST = 0.7, 1.6
"""Speeds the network keeps its clearness at; what goes beyond is done to the layers."""
MIDDLE_HZ = 192.0
"""Median pitch of hibari's heart over the lines of benchmarks/search_voices.py."""
_PLAIN = 50
_SEMITONES_A_STEP = 0.165
"""Of the pitch setting, as eSpeak NG moves."""
_HEARD_PACE = 0.01
"""A pace that is off by no more than this is left so."""
_PAUSE_S = 0.32
"""Between two runs of a line."""
_PEAK = 0.95

_OPTIONS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"range": (0, 100), "effort": (-100, 100), "breath": (0, 100), "flutter": (0, 100), "shake": (0, 100),
     "tract": (-100, 100), "rise": (0, 100), "trailing": (0, 100), "cut": (0, 100)}
)  # fmt: skip


class HibariEngine:
    """Speaks with hibari's model."""

    name = "hibari"
    abilities = frozenset(Ability)
    schedule = Schedule(warm_up_s=0.7, speed=60.0)

    @cached_property
    def version(self) -> str:
        """The versions of all that shapes the sound."""
        parts = (f"{name} {version(name)}" for name in ("hibari-tts", "onnxruntime", "numpy"))
        return f"{'+'.join(parts)}+{digest()}+{REVISION}.{_REVISION}"

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return everybody it can be, ``hibari:heart`` first: the model as it is."""
        own = [EngineVoice(one.id, one.name, language="en-us", gender=one.gender) for one in people().values()]
        more = [EngineVoice(other.person.id, other.name, other.language, other.gender) for other in fetched()]
        return (*own, *more)

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
        """The networks of other voices by their files, as they come to speak."""
        return {}

    def _network_of(self, person: Person) -> Network:
        if not person.model:
            return self._network
        if person.model not in self._models:
            self._models[person.model] = Network(model_path(person), self._reader.vocabulary)
        return self._models[person.model]

    def load(self) -> None:
        """Read the model and let it work once: what comes after takes a line's time only."""
        self._network.layers(_WARM_UP, speed=1.0)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak a text and return all of it. Raises :class:`EngineError`."""
        return self.speak_marked(text, voice, ())

    def speak_marked(self, text: str, voice: Voice, marks: Sequence[Mark]) -> Speech:
        """Speak a text with stressed words and phonemes, and return all of it. Raises :class:`EngineError`."""
        return self.speak_prepared(self.prepare(text, voice, marks), voice)

    def prepare(self, text: str, voice: Voice, marks: Sequence[Mark]) -> str:
        """Return the phonemes of a text, as JSON. Raises :class:`EngineError` where there are none."""
        person = _person(voice)
        _check(voice)
        runs = (self._british if person.is_british else self._reader).runs(text, marks)
        if not runs and any(sign.isascii() and sign.isalnum() for sign in text):
            raise EngineError(f"hibari found nothing to say in {text[:60]!r}")
        return json.dumps([(run.phonemes, run.stressed, [astuple(word) for word in run.words]) for run in runs])

    def speak_prepared(self, prepared: str, voice: Voice) -> Speech:
        """Speak phonemes and return all of it. Raises :class:`EngineError`."""
        person = _person(voice)
        _check(voice)
        runs = [
            Run(phonemes, tuple((start, end) for start, end in stressed), tuple(SpokenWord(*word) for word in words))
            for phonemes, stressed, words in json.loads(prepared)
        ]
        parts: list[Floats] = []
        words: list[WordTiming] = []
        pause = round(_PAUSE_S * FRAME_RATE * _PLAIN_WPM / voice.rate_wpm)
        begin = 0
        for run in runs:
            sound, heard = self._spoken(run, person, voice, is_last=run is runs[-1])
            words += timed(run.words, ((begin + heard) / person.frame_rate).tolist())
            parts.append(sound)
            begin += len(sound) + pause
        return Speech(_with_pauses(parts, pause), person.frame_rate, tuple(words))

    def _middle_hz(self, person: Person) -> float:
        """Return the pitch a voice's melody moves around, before anything is done to it."""
        return self._network_of(person).middle_hz if person.model else MIDDLE_HZ

    def _spoken(self, run: Run, person: Person, voice: Voice, *, is_last: bool) -> tuple[Floats, NDArray[np.int64]]:
        """Return the sound of a run, what is silent around it taken off, and the sample each phoneme begins at."""
        speed = voice.rate_wpm / _PLAIN_WPM * person.pace / person.resampling
        asked = min(max(speed, _SLOWEST), _FASTEST)
        layers, starts, missed = self._network_of(person).layers(run.phonemes, speed=asked)
        first, end = acting.heard_frames(layers)
        layers = acting.cut(layers, first, end)
        if not layers.frames:
            raise EngineError(f"{voice.name} ({voice.id}) spoke nothing for the phonemes {run.phonemes[:60]!r}")
        spans = [(max(0, int(starts[a]) - first), int(starts[b]) - first) for a, b in run.stressed]
        contour = _contour(layers.pitch_hz, voice, spans, pace=missed * asked / speed, is_last=is_last)
        moved = np.concatenate([[0.0], np.cumsum(contour.length, dtype=np.float64)])
        layers = acting.follow(layers, contour)
        if is_last and (broken := _option(voice, "cut")):
            layers = acting.breaking_off(layers, broken)
        sound = synthesize(shaped(layers, _shape(person, voice), middle_hz=self._middle_hz(person)))
        heard = np.interp(np.clip(starts - first, 0, len(contour.length)), np.arange(len(moved)), moved) * HOP
        peak = float(np.abs(sound).max(initial=0))
        if peak > _PEAK:
            sound *= np.float32(_PEAK / peak)
        return sound, np.minimum(np.rint(heard), len(sound)).astype(np.int64)


def _person(voice: Voice) -> Person:
    found = people().get(voice.id) or person_of(voice.id)
    if found is None:
        if voice.id in {other.person.id for other in others()}:
            raise RequestRefusedError(
                f"{voice.name}: {voice.id} is not here yet; `drama voices fetch hibari` fetches it"
            )
        near = difflib.get_close_matches(voice.id, people(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise RequestRefusedError(f"hibari has no voice {voice.id!r}{hint} (`drama voices --engine hibari` lists them)")
    return found


def _check(voice: Voice) -> None:
    """Raise :class:`RequestRefusedError` for a setting out of bounds, and for an option that is not known."""
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


def _option(voice: Voice, name: str, plain: int = 0) -> float:
    """Return an option as a share: 1 at 100."""
    return int(voice.options.get(name, plain)) / 100


def _contour(
    pitch_hz: Floats, voice: Voice, stressed: Sequence[tuple[int, int]], *, pace: float, is_last: bool
) -> acting.Contour:
    """Return what the pace, the stressed words and the end that a voice is asked for do to each frame."""
    contour = acting.plain_contour(len(pitch_hz))
    if abs(pace - 1) > _HEARD_PACE:
        contour = replace(contour, length=contour.length * np.float32(pace))
    if stressed:
        contour = acting.stressed(contour, stressed)
    if is_last and (trailing := _option(voice, "trailing")):
        contour = acting.trailing_off(contour, trailing)
    if is_last and (rise := _option(voice, "rise")):
        contour = acting.asking(contour, rise, pitch_hz)
    return contour


def _shape(person: Person, voice: Voice) -> Shape:
    """Return what makes a person of the model, and a mood of the person."""
    shape, effort, breath = person.shape, _option(voice, "effort"), _option(voice, "breath")
    is_whispered = "whisper" in voice.options
    if is_whispered:
        effort = 0
    steps = (_PLAIN if voice.pitch is None else voice.pitch) - _PLAIN
    semitones = steps * _SEMITONES_A_STEP + 1.5 * effort
    # Effort closes the vocal folds faster, so the highs come up, and opens the jaw, so the first resonance does.
    longer = 1 - 0.12 * _option(voice, "tract")
    return replace(
        shape,
        pitch=shape.pitch * 2 ** (semitones / 12),
        liveliness=shape.liveliness * max(0.1, _option(voice, "range", _PLAIN) * 2) ** 0.75,
        tilt_db=shape.tilt_db - 3 * effort,
        throat=shape.throat * (1 + 0.06 * effort) * longer,
        mouth=shape.mouth * longer,
        air_db=-18 + 16 * breath if breath else None,
        flutter=shape.flutter + 0.05 * _option(voice, "flutter"),
        shake=_option(voice, "shake"),
        is_whispered=is_whispered,
    )


def _with_pauses(parts: Sequence[Floats], pause: int) -> Floats:
    """Return sounds in a row, each faded over one frame at both ends, so many samples of silence between them."""
    edge = np.linspace(0, 1, HOP // 2, dtype=np.float32)
    row: list[Floats] = []
    for part in parts:
        if len(part) > HOP:
            part[: len(edge)] *= edge
            part[-len(edge) :] *= edge[::-1]
        row += [part, np.zeros(pause, np.float32)]
    return np.concatenate(row[:-1]) if row else np.zeros(0, np.float32)
