"""The engine of Piper's voices: loaded on first use, on one thread, deterministic, at their own level."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.onnx import session
from drama.engines.piper.files import VoiceFile, digest, found_voices, located, read_voice
from drama.engines.piper.phonemes import runs
from drama.errors import EngineError, RequestRefusedError
from drama.model import Repeats, Voice

_REVISION = 1
"""Counts changes of this package that change the sound."""

_DEFAULT_WPM = 165
"""The rate setting at which a voice speaks at its own rate."""
_LOADED = 4
"""Voices that a process keeps loaded: each takes 60 to 150 MB."""


class PiperEngine:
    """The engine of any Piper voice the user has."""

    name = "piper"
    repeats = Repeats.ON_SUCH_A_MACHINE
    schedule = Schedule(warm_up_s=1.0, speed=7.0)

    @cached_property
    def version(self) -> str:
        """The versions of everything that determines the sound except the voices themselves (:meth:`identity`)."""
        parts = (f"{name} {version(name)}" for name in ("onnxruntime", "espeakng-loader"))
        return f"{'+'.join(parts)}+{_REVISION}"

    def voices(self) -> Sequence[EngineVoice]:
        """Return the voices in the folder of ``DRAMA_PIPER_VOICES``; a path is a valid voice id too."""
        voices = []
        for path in found_voices():
            file = read_voice(path)
            for speaker in file.speakers or [""]:
                voice_id = f"{path.name}#{speaker}" if speaker else path.name
                name = f"{path.stem} {speaker}".strip()
                voices.append(EngineVoice(voice_id, name, language=file.language, gender=file.gender))
        return tuple(voices)

    def identity(self, voice: Voice) -> str:
        """Return a digest of the content of the voice's files, and its speaker: takes do not depend on their paths.

        Raises :class:`RequestRefusedError` for a missing voice.
        """
        path, speaker = located(voice.id)
        return f"{digest(path)}#{read_voice(path).speaker(speaker)}"

    def speak(self, text: str, voice: Voice) -> Speech:
        """Return the speech of a text. Raises :class:`EngineError`."""
        if voice.options:
            raise RequestRefusedError(f"{voice.name}: piper takes no option {next(iter(voice.options))!r}")
        if voice.pitch is not None:
            raise RequestRefusedError(f"{voice.name}: piper has no pitch to set; take out pitch = {voice.pitch}")
        path, speaker = located(voice.id)
        model = _model(path, digest(path))
        parts = [model.spoken(run, model.file.speaker(speaker), voice.rate_wpm) for run in runs(text, model.file)]
        if not parts and any(sign.isascii() and sign.isalnum() for sign in text):
            raise EngineError(f"piper found nothing to say in {text[:60]!r}")
        samples = np.concatenate([np.zeros(0, np.float32), *parts])
        return Speech(samples, model.file.frame_rate)


class _Model:
    """A loaded voice."""

    def __init__(self, path: Path) -> None:
        self.file: VoiceFile = read_voice(path)
        try:
            self._session: Any = session(str(path))
        except Exception as problem:  # onnxruntime raises classes of its own, without a common base
            raise RequestRefusedError(f"{path} is no model that onnxruntime runs: {str(problem)[:200]}") from problem

    def spoken(self, numbers: Sequence[int], speaker: int | None, rate_wpm: int) -> np.ndarray[Any, np.dtype[Any]]:
        """Return the sound of phonemes: float32, shape (frames,), full scale 1."""
        # No noise on the sound or the durations: with noise the same line would differ each time.
        scales = [0.0, self.file.length_scale * _DEFAULT_WPM / rate_wpm, 0.0]
        inputs = {
            "input": np.asarray([numbers], np.int64),
            "input_lengths": np.asarray([len(numbers)], np.int64),
            "scales": np.asarray(scales, np.float32),
        }
        if speaker is not None:
            inputs["sid"] = np.asarray([speaker], np.int64)
        return np.asarray(self._session.run(None, inputs)[0], np.float32).reshape(-1)


@lru_cache(maxsize=_LOADED)
def _model(path: Path, _digest: str) -> _Model:
    return _Model(path)
