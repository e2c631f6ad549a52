"""Make drama/dsp/speaker_encoder.npz: the encoder of Resemblyzer, in a twelfth of its size.

    pip download --no-deps resemblyzer==0.1.4
    python benchmarks/pack_speaker_encoder.py Resemblyzer-0.1.4-py3-none-any.whl

The wheel (Apache-2.0) holds the weights as PyTorch wrote them before 2020: pickles, and behind them the numbers. They
are read without PyTorch, and nothing in them is run. Each row of a matrix becomes whole numbers to 127 and a scale; the
states of the optimiser, two thirds of the file, are left out.
"""

from __future__ import annotations

import pickle
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).parents[1] / "drama" / "dsp" / "speaker_encoder.npz"
INSIDE = "resemblyzer/pretrained.pt"
TYPES = {"FloatStorage": "<f4", "LongStorage": "<i8"}


class Weights(pickle.Unpickler):
    """Reads tensors as (storage, offset, shape); of everything else only containers of Python's own."""

    def persistent_load(self, pid: Any) -> tuple[str, str]:  # noqa: ANN401
        """Return key and type of a storage."""
        _, kind, key, *_ = pid
        return key, TYPES[kind]

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        """Return what stands for one of the few classes that may occur."""
        if module == "torch._utils" and name == "_rebuild_tensor_v2":
            return lambda storage, offset, size, *_: (storage, offset, size)
        if module == "torch" and name in TYPES:
            return name
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        raise pickle.UnpicklingError(f"{module}.{name} is not wanted here")


def read(file: BytesIO) -> dict[str, np.ndarray[Any, Any]]:
    """Return the tensors of the model by name."""
    for _ in range(3):  # a magic number, a version, the machine
        pickle.load(file)
    tree = Weights(file).load()["model_state"]
    keys = pickle.load(file)
    kinds = {storage[0]: storage[1] for storage, _, _ in tree.values()}
    data = {}
    for key in keys:
        (count,) = np.frombuffer(file.read(8), "<i8")
        kind = kinds.get(key, "<f4")
        data[key] = np.frombuffer(file.read(int(count) * np.dtype(kind).itemsize), kind)
    return {
        name: data[storage[0]][offset : offset + int(np.prod(size))].reshape(size)
        for name, (storage, offset, size) in tree.items()
    }


def packed(tensors: dict[str, np.ndarray[Any, Any]]) -> dict[str, np.ndarray[Any, Any]]:
    """Return matrices as whole numbers and scales, and vectors in half precision."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    for layer in range(3):
        for side in ("ih", "hh"):
            found |= _rows(f"{side}{layer}", tensors[f"lstm.weight_{side}_l{layer}"])
        if layer == 0:  # what meets the bands themselves spans too wide a range for whole numbers: a cosine of 0.98
            del found["ih0_scale"]
            found["ih0"] = tensors["lstm.weight_ih_l0"].astype("<f2")
        found[f"bias{layer}"] = (tensors[f"lstm.bias_ih_l{layer}"] + tensors[f"lstm.bias_hh_l{layer}"]).astype("<f2")
    found |= _rows("linear", tensors["linear.weight"])
    found["bias"] = tensors["linear.bias"].astype("<f2")
    return found


def _rows(name: str, matrix: np.ndarray[Any, Any]) -> dict[str, np.ndarray[Any, Any]]:
    scale = np.abs(matrix).max(axis=1) / 127
    return {name: np.rint(matrix / scale[:, None]).astype(np.int8), f"{name}_scale": scale.astype("<f4")}


def main(wheel: str, write: Callable[..., None] = np.savez_compressed) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tensors = read(BytesIO(archive.read(INSIDE)))
    write(TARGET, **packed(tensors))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
