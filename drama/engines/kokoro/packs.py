"""Kokoro's voice packs: style vectors of each speaker, shipped with drama or from a file of the user's."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.errors import RequestRefusedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

VOICES_VARIABLE = "DRAMA_KOKORO_VOICES"
"""Environment variable with the path of more packs: kokoro-onnx's ``voices-v1.0.bin``, or any such ``.npz``."""

TOKENS = 510
"""Most phonemes of an utterance; a pack has a style for each length up to it."""
STYLE = 256
"""Dimensions of a style vector."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The style vectors of one speaker, by length of the utterance."""

    lengths: NDArray[np.int16]
    """Lengths in tokens, ascending, shape (rows,)."""
    styles: NDArray[np.float16] | NDArray[np.float32]
    """Style vectors, shape (rows, 256)."""

    def style(self, tokens: int) -> NDArray[np.float32]:
        """Return the style of an utterance of ``tokens`` phonemes, shape (256,), interpolated between two rows."""
        row = float(np.interp(tokens, self.lengths, np.arange(len(self.lengths))))
        below = min(int(row), len(self.lengths) - 1)
        above = min(below + 1, len(self.lengths) - 1)
        lower, upper = self.styles[below].astype(np.float32), self.styles[above].astype(np.float32)
        style: NDArray[np.float32] = lower + np.float32(row - below) * (upper - lower)
        return style


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Pack]:
    """Return the packs shipped with drama, by name; made by ``benchmarks/make_kokoro_packs.py``."""
    with resources.files(__package__).joinpath("packs.npz").open("rb") as file, np.load(file) as rows:
        lengths = rows["lengths"]
        arrays = {str(name): Pack(lengths, styles) for name, styles in zip(rows["names"], rows["styles"], strict=True)}
    return MappingProxyType(arrays)


@lru_cache(maxsize=1)
def packs() -> Mapping[str, Pack]:
    """Return all packs by name; the user's replace shipped ones of the same name.

    Raises :class:`RequestRefusedError` for an invalid file.
    """
    given = os.environ.get(VOICES_VARIABLE)
    return MappingProxyType({**shipped(), **(_read(Path(given)) if given else {})})


def digest() -> str:
    """Return a short digest of all packs, which is part of the engine's version."""
    whole = hashlib.sha256()
    for name, pack in sorted(packs().items()):
        whole.update(name.encode() + pack.lengths.tobytes() + pack.styles.tobytes())
    return whole.hexdigest()[:8]


def _read(path: Path) -> dict[str, Pack]:
    """Return the packs of a NumPy archive with arrays of shape (lengths, 1, 256) or (lengths, 256)."""
    valid = f"valid is a file of voice packs as kokoro-onnx uses it (voices-v1.0.bin), set in {VOICES_VARIABLE}"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as rows:
            arrays = {str(name): np.asarray(rows[name], np.float32) for name in rows.files}
    except OSError as problem:
        raise RequestRefusedError(f"the voices of Kokoro cannot be read: {problem}; {valid}") from problem
    except (ValueError, TypeError, AttributeError, zipfile.BadZipFile, EOFError) as problem:  # also a single array
        raise RequestRefusedError(f"{path} holds no voices; {valid}") from problem
    read = {}
    for name, styles in arrays.items():
        flat = styles[:, 0] if styles.ndim == 3 and styles.shape[1] == 1 else styles
        if flat.ndim != 2 or flat.shape[1] != STYLE or not 0 < len(flat) < 2**15 or not np.isfinite(flat).all():
            raise RequestRefusedError(f"{path}: the voice {name!r} has the shape {styles.shape}; {valid}")
        read[name] = Pack(np.arange(1, len(flat) + 1, dtype=np.int16), flat)
    return read
