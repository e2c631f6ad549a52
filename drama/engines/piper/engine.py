"""Piper's voices as an engine: loaded when they first speak, on one thread, without noise, at their own level."""

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
from drama.model import Voice

_REVISION = 1
"""Counts changes of this package that change the sound."""

_PLAIN_WPM = 165
"""The setting at which a voice speaks at its own pace."""
_LOADED = 4
"""Voices a process keeps loaded: each holds 60 to 150 MB."""


class PiperEngine:
    """Speaks with any Piper voice the user has."""

    name = "piper"
    schedule = Schedule(warm_up_s=1.0, speed=7.0)

    @cached_property
    def version(self) -> str:
        """The versions of all that shapes the sound but the voices themselves, which :meth:`identity` tells of."""
        parts = (f"{name} {version(name)}" for name in ("onnxruntime", "espeakng-loader"))
        return f"{'+'.join(parts)}+{_REVISION}"

    def voices(self) -> Sequence[EngineVoice]:
        """Return the voices in the folder that ``DRAMA_PIPER_VOICES`` names; a path is a voice too."""
        found = []
        for path in found_voices():
            file = read_voice(path)
            for speaker in file.speakers or [""]:
                voice_id = f"{path.name}#{speaker}" if speaker else path.name
                name = f"{path.stem} {speaker}".strip()
                found.append(EngineVoice(voice_id, name, language=file.language, gender=file.gender))
        return tuple(found)

    def identity(self, voice: Voice) -> str:
        """Return a digest of the voice's files, and its speaker: takes follow what is in them, wherever they lie.

        Raises :class:`RequestRefusedError` for a voice that is not there.
        """
        path, speaker = located(voice.id)
        return f"{digest(path)}#{read_voice(path).speaker(speaker)}"

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak a text and return all of it. Raises :class:`EngineError`."""
        if voice.options:
            raise RequestRefusedError(f"{voice.name}: piper takes no option {next(iter(voice.options))!r}")
        if voice.pitch is not None:
            raise RequestRefusedError(f"{voice.name}: piper has no pitch to set; take out pitch = {voice.pitch}")
        path, speaker = located(voice.id)
        model = _model(path, digest(path))
        said = [model.spoken(run, model.file.speaker(speaker), voice.rate_wpm) for run in runs(text, model.file)]
        if not said and any(sign.isascii() and sign.isalnum() for sign in text):
            raise EngineError(f"piper found nothing to say in {text[:60]!r}")
        samples = np.concatenate([np.zeros(0, np.float32), *said])
        return Speech(samples, model.file.frame_rate)


class _Model:
    """A voice that is loaded."""

    def __init__(self, path: Path) -> None:
        self.file: VoiceFile = read_voice(path)
        try:
            self._session: Any = session(str(path))
        except Exception as problem:  # onnxruntime raises classes of its own, of no common kind
            raise RequestRefusedError(f"{path} is no model that onnxruntime runs: {str(problem)[:200]}") from problem

    def spoken(self, numbers: Sequence[int], speaker: int | None, rate_wpm: int) -> np.ndarray[Any, np.dtype[Any]]:
        """Return the sound of phonemes: float32, shape (frames,), full scale 1."""
        # No noise on the sound and none on the lengths: with it the same line is another each time.
        scales = [0.0, self.file.length_scale * _PLAIN_WPM / rate_wpm, 0.0]
        asked = {
            "input": np.asarray([numbers], np.int64),
            "input_lengths": np.asarray([len(numbers)], np.int64),
            "scales": np.asarray(scales, np.float32),
        }
        if speaker is not None:
            asked["sid"] = np.asarray([speaker], np.int64)
        return np.asarray(self._session.run(None, asked)[0], np.float32).reshape(-1)


@lru_cache(maxsize=_LOADED)
def _model(path: Path, _digest: str) -> _Model:
    return _Model(path)
