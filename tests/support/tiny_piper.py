"""A Piper voice of a few hundred bytes, for tests: a steady tone, as long as its phonemes and the length scale say.

The model has the inputs and the output of a real one. It is written as Protocol Buffers byte by byte (field numbers of
onnx.proto), because the package that writes such files weighs more than all else the tests need.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RATE = 22_050
FRAMES_A_NUMBER = 700
"""A phoneme is two numbers, itself and a pad: 63 ms."""
LEVEL = 0.1
"""Far below full scale: whoever scales every line to its peak is heard to do so."""
HERTZ = (200.0, 300.0, 450.0)
"""Of each speaker."""

_SOUNDS = "abcdefghijklmnopqrstuvwxyzæðŋɐɑɔəɚɛɜɡɪɹɾʃʊʌʒˈˌːθᵻ"
_MARKS = " .,!?;:"
_FLOAT, _INT64 = 1, 7


def write_voice(folder: Path, name: str = "nina.onnx", *, speakers: Sequence[str] = (), level: float = LEVEL,
                **about: Any) -> Path:  # fmt: skip
    """Write a voice and its description into a folder; return the model."""
    path = folder / name
    path.write_bytes(_model(len(speakers), level))
    numbers = {"_": [0], "^": [1], "$": [2], **{sign: [3 + place] for place, sign in enumerate(_SOUNDS + _MARKS)}}
    config = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "en-us"},
        "phoneme_type": "espeak",
        "phoneme_id_map": numbers,
        "num_speakers": max(1, len(speakers)),
        "speaker_id_map": {speaker: number for number, speaker in enumerate(speakers)},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
    }
    path.with_name(name + ".json").write_text(json.dumps(config | about), encoding="utf-8")
    return path


def _model(speakers: int, level: float) -> bytes:
    hertz = [6.2831853 * hz / RATE for hz in HERTZ]
    nodes = [
        _node("Cast", ["input_lengths"], "numbers", to=_FLOAT),
        _node("Gather", ["scales", "second"], "length"),
        _node("Gather", ["scales", "first"], "noise"),
        _node("Mul", ["numbers", "length"], "long"),
        _node("Mul", ["long", "frames"], "total"),
        _node("Squeeze", ["total"], "end"),
        _node("Range", ["zero", "end", "one"], "time"),
        _node("Gather", ["hertz", "sid" if speakers else "first"], "step"),
        _node("Mul", ["time", "step"], "phase"),
        _node("Sin", ["phase"], "wave"),
        _node("Mul", ["wave", "level"], "voiced"),
        _node("Add", ["voiced", "noise"], "output"),  # what is asked for as noise is heard as a shift
    ]
    constants = [
        _tensor("first", _INT64, struct.pack("<q", 0), 1),
        _tensor("second", _INT64, struct.pack("<q", 1), 1),
        _tensor("frames", _FLOAT, struct.pack("<f", FRAMES_A_NUMBER), 1),
        _tensor("zero", _FLOAT, struct.pack("<f", 0)),
        _tensor("one", _FLOAT, struct.pack("<f", 1)),
        _tensor("hertz", _FLOAT, struct.pack("<3f", *hertz), 3),
        _tensor("level", _FLOAT, struct.pack("<f", level), 1),
    ]
    inputs = [_value("input", _INT64), _value("input_lengths", _INT64), _value("scales", _FLOAT)]
    inputs += [_value("sid", _INT64)] if speakers else []
    parts = [*(_field(1, node) for node in nodes), _field(2, b"tone"), *(_field(5, one) for one in constants),
             *(_field(11, one) for one in inputs), _field(12, _value("output", _FLOAT))]  # fmt: skip
    return _number(1, 8) + _field(7, b"".join(parts)) + _field(8, _number(2, 13))


def _node(kind: str, inputs: Sequence[str], output: str, **attributes: int) -> bytes:
    said = [
        _field(5, _field(1, name.encode()) + _number(3, value) + _number(20, 2)) for name, value in attributes.items()
    ]
    names = [_field(1, name.encode()) for name in inputs]
    return b"".join([*names, _field(2, output.encode()), _field(4, kind.encode()), *said])


def _tensor(name: str, kind: int, data: bytes, *dims: int) -> bytes:
    shape = b"".join(_number(1, size) for size in dims)
    return shape + _number(2, kind) + _field(8, name.encode()) + _field(9, data)


def _value(name: str, kind: int) -> bytes:
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, kind)))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
