"""Phonemes -> spectral layers: hibari's network, run by onnxruntime on one thread."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drama.engines.hibari.vocoder import Layers
from drama.engines.onnx import another_output, session

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DURATIONS, _WANTED = "/Clip_output_0", "/Div_40_output_0"
"""Tensors of hibari-tts 0.2.1 with the duration of each phoneme in units of 25 ms: rounded, and before rounding."""
FRAMES_A_UNIT = 2
"""Frames of 12.5 ms in a unit of duration."""
_SENTENCE = "ðə lˈOnli ɹˈOd ɹˌɛn dˌWn bɪlˈO ðə mˈɪl, ænd wi nˈɛvəɹ nˈu wˈɛɹ ɪt ˈɛndᵻd."
_LOWEST_HZ = 40.0
"""Pitch below which a frame is unvoiced."""


class Network:
    """The network of one voice, loaded on first use."""

    def __init__(self, path: Path, vocabulary: Mapping[str, int]) -> None:
        self._path = path
        self._vocabulary = vocabulary

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 (onnxruntime has no types)
        return session(self._path.read_bytes() + another_output(_DURATIONS) + another_output(_WANTED))

    @cached_property
    def middle_hz(self) -> float:
        """The median pitch of a sentence as the network speaks it."""
        layers, _, _ = self.layers(_SENTENCE, speed=1.0)
        voiced = layers.pitch_hz[layers.pitch_hz > _LOWEST_HZ]
        return float(np.median(voiced))

    def known(self, phonemes: str) -> str:
        """Return phonemes without the characters that are not in the network's vocabulary."""
        return "".join(sign for sign in phonemes if sign in self._vocabulary)

    def layers(self, phonemes: str, *, speed: float) -> tuple[Layers, NDArray[np.int64], float]:
        """Return the layers of phonemes, the frame each begins at, and the ratio of wanted to actual duration.

        The frames have one more entry, the end of the last phoneme. ``speed`` is a factor on the voice's own rate;
        durations are rounded to whole units, and the ratio returned corrects for that.

        The sound runs one phoneme ahead of the durations: in "the cat sat" the noise of the s falls into the span of
        the space before it, and each vowel into the span of its stress mark.
        """
        numbers = [0, *(self._vocabulary[sign] for sign in phonemes), 0]
        inputs = {"ids": np.asarray([numbers], np.int64), "speed": np.asarray([speed], np.float32)}
        *parts, pitch_hz, units, wanted = self._session.run(None, inputs)
        ends = np.cumsum(np.asarray(units, np.int64).reshape(-1)) * FRAMES_A_UNIT
        voiced, turn, noise, free, phase = (part[0] for part in parts)
        correction = float(np.sum(wanted) / np.sum(units))
        starts = np.concatenate([[0], ends[: len(phonemes)]])
        return Layers(voiced, turn, noise, free, phase, pitch_hz[0]), starts, correction
