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
"""Tensors of hibari-tts 0.2.1 that hold the length of each phoneme in units of 25 ms: whole, and before rounding."""
FRAMES_A_UNIT = 2
_SENTENCE = "ðə lˈOnli ɹˈOd ɹˌɛn dˌWn bɪlˈO ðə mˈɪl, ænd wi nˈɛvəɹ nˈu wˈɛɹ ɪt ˈɛndᵻd."
_LOWEST_HZ = 40.0
"""A frame of a lower pitch has no voice."""


class Network:
    """One voice's model; loaded when it is first asked."""

    def __init__(self, path: Path, vocabulary: Mapping[str, int]) -> None:
        self._path = path
        self._vocabulary = vocabulary

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 (onnxruntime has no types)
        return session(self._path.read_bytes() + another_output(_DURATIONS) + another_output(_WANTED))

    @cached_property
    def middle_hz(self) -> float:
        """The median pitch of a sentence, as the network speaks it."""
        layers, _, _ = self.layers(_SENTENCE, speed=1.0)
        voiced = layers.pitch_hz[layers.pitch_hz > _LOWEST_HZ]
        return float(np.median(voiced))

    def known(self, phonemes: str) -> str:
        """Return phonemes without the signs the network was never taught."""
        return "".join(sign for sign in phonemes if sign in self._vocabulary)

    def layers(self, phonemes: str, *, speed: float) -> tuple[Layers, NDArray[np.int64], float]:
        """Return the layers of phonemes, when each of them is heard, and how much too long or short all of it is.

        The second is the frame each phoneme begins at, and then the frame the last one ends at. ``speed`` is a factor
        on the voice's own pace; phonemes come out in whole units, and the factor returned is what would bring them to
        the length that was asked for.

        The network speaks ahead of its own durations by one phoneme: in "the cat sat" the noise of the s lies in the
        stretch of the space before it, and each vowel in the stretch of its stress mark.
        """
        numbers = [0, *(self._vocabulary[sign] for sign in phonemes), 0]
        asked = {"ids": np.asarray([numbers], np.int64), "speed": np.asarray([speed], np.float32)}
        *parts, pitch_hz, units, wanted = self._session.run(None, asked)
        ends = np.cumsum(np.asarray(units, np.int64).reshape(-1)) * FRAMES_A_UNIT
        voiced, turn, noise, free, phase = (part[0] for part in parts)
        missed = float(np.sum(wanted) / np.sum(units))
        starts = np.concatenate([[0], ends[: len(phonemes)]])
        return Layers(voiced, turn, noise, free, phase, pitch_hz[0]), starts, missed
