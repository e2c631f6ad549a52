"""Written episodes, decoded again in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

from drama.errors import WriteError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AAC = {".m4a", ".m4b"}


@contextmanager
def decoded(path: Path, *, step_s: float) -> Iterator[tuple[int, Iterator[NDArray[np.float32]]]]:
    """Give a file's frame rate and its sound in blocks of 100 steps, float32 of shape (frames, channels).

    Every block but the last is whole steps. Floating point, so that what lies beyond full scale stays visible.
    Raises WriteError for a file that cannot be decoded.
    """
    try:
        if path.suffix.lower() in _AAC:
            yield _aac(path, step_s)
            return
        with soundfile.SoundFile(path) as file:
            size = 100 * round(file.samplerate * step_s)
            yield file.samplerate, file.blocks(size, dtype="float32", always_2d=True)
    except (OSError, RuntimeError, ImportError) as problem:  # soundfile's errors are RuntimeErrors, av's are OSErrors
        raise WriteError(f"{path}: cannot be decoded to be measured: {problem}") from problem


def _aac(path: Path, step_s: float) -> tuple[int, Iterator[NDArray[np.float32]]]:
    """Decode AAC with PyAV, which is there where such a file could be written."""
    import av  # noqa: PLC0415 (an extra)

    with av.open(str(path)) as container:
        rate = int(container.streams.audio[0].rate)
    return rate, _whole_blocks(_aac_frames(path), 100 * round(rate * step_s))


def _aac_frames(path: Path) -> Iterator[NDArray[np.float32]]:
    import av  # noqa: PLC0415

    with av.open(str(path)) as container:
        resampler: Any = av.AudioResampler(format="fltp")
        for frame in container.decode(audio=0):
            for whole in resampler.resample(frame):
                yield whole.to_ndarray().T


def _whole_blocks(pieces: Iterator[NDArray[np.float32]], size: int) -> Iterator[NDArray[np.float32]]:
    kept: list[NDArray[np.float32]] = []
    held = 0
    for piece in pieces:
        kept.append(piece)
        held += len(piece)
        while held >= size:
            joined = np.concatenate(kept)
            yield joined[:size]
            kept, held = [joined[size:]], held - size
    if held:
        yield np.concatenate(kept)
