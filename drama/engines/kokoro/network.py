"""Phonemes and a style -> sound: Kokoro's network, run by onnxruntime on one thread."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from drama.engines.kokoro import weights
from drama.engines.onnx import another_output, session
from drama.errors import EngineError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FRAME_RATE = 24_000
UNIT = 600
"""Samples in a unit of duration: 25 ms."""
_DURATIONS = "/encoder/Clip_output_0"
"""The tensor of kokoro-onnx's export of Kokoro 1.0 that holds the length of each phoneme, in units."""
_INPUTS = frozenset({"tokens", "style", "speed"})


class Network:
    """Kokoro's model; loaded when it is first asked."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 (onnxruntime has no types)
        model = weights.model()
        if _DURATIONS.encode() in model:
            model += another_output(_DURATIONS)
        try:
            loaded = session(model, uses_arena=True)
        except Exception as problem:  # onnxruntime raises classes of its own
            raise EngineError(f"onnxruntime does not take {weights.source()}: {str(problem)[:200]}") from problem
        if (found := {one.name for one in loaded.get_inputs()}) != _INPUTS:
            valid = ", ".join(sorted(_INPUTS))
            raise EngineError(
                f"{weights.source()} is no Kokoro model: it takes {', '.join(sorted(found))}; valid is one of {valid}"
            )
        return loaded

    def sound(self, phonemes: str, style: Floats, *, speed: float) -> tuple[Floats, NDArray[np.int64]]:
        """Return the sound of up to 510 phonemes, and the sample each of them begins at, and then where the last ends.

        ``speed`` is a factor on the voice's own pace; phonemes come out in whole units, so that a line is off by up to
        7 %. Of a model that does not tell its durations, no samples are returned but the sound's.

        Like hibari's, the network speaks ahead of its durations by one phoneme: each vowel is heard in the stretch of
        its stress mark, the s of "asked" in that of the a.
        """
        numbers = [0, *(self._vocabulary[sign] for sign in phonemes), 0]
        asked = {
            "tokens": np.asarray([numbers], np.int64),
            "style": style.reshape(1, -1),
            "speed": np.asarray([speed], np.float32),
        }
        sound, *units = self._session.run(None, asked)
        starts = np.zeros(0, np.int64)
        if units:
            ends = np.cumsum(np.asarray(units[0], np.float64).reshape(-1)) * UNIT
            starts = np.concatenate([[0.0], ends[: len(phonemes)]]).astype(np.int64)
        return np.asarray(sound, np.float32).reshape(-1), starts
