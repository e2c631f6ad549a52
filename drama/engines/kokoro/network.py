"""Kokoro's network, run by onnxruntime on one thread: phonemes and a style vector -> sound."""

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
"""The tensor of kokoro-onnx's export of Kokoro 1.0 with the duration of each phoneme, in units."""
_INPUTS = frozenset({"tokens", "style", "speed"})


class Network:
    """Kokoro's network, loaded on first use."""

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
        if (names := {node.name for node in loaded.get_inputs()}) != _INPUTS:
            valid = ", ".join(sorted(_INPUTS))
            raise EngineError(
                f"{weights.source()} is no Kokoro model: it takes {', '.join(sorted(names))}; valid is one of {valid}"
            )
        return loaded

    def sound(self, phonemes: str, style: Floats, *, speed: float) -> tuple[Floats, NDArray[np.int64]]:
        """Return the sound of up to 510 phonemes, and the sample each begins at, the end of the last one added.

        ``speed`` is a factor on the voice's own rate; durations are rounded to whole units, so a line is off by up to
        7 %. For a model without durations the second array is empty.

        As with hibari's, the sound runs one phoneme ahead of the durations: each vowel falls into the span of its
        stress mark, the s of "asked" into that of the a.
        """
        numbers = [0, *(self._vocabulary[sign] for sign in phonemes), 0]
        inputs = {
            "tokens": np.asarray([numbers], np.int64),
            "style": style.reshape(1, -1),
            "speed": np.asarray([speed], np.float32),
        }
        sound, *units = self._session.run(None, inputs)
        starts = np.zeros(0, np.int64)
        if units:
            ends = np.cumsum(np.asarray(units[0], np.float64).reshape(-1)) * UNIT
            starts = np.concatenate([[0.0], ends[: len(phonemes)]]).astype(np.int64)
        return np.asarray(sound, np.float32).reshape(-1), starts
