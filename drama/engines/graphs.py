"""What is done to the file of an ONNX model so that it tells more of what it does; no library for it is needed."""

from __future__ import annotations


def another_output(name: str) -> bytes:
    """Return what makes a tensor inside a graph one of its outputs, when it is put behind the model's file.

    A repeated message of Protocol Buffers is merged with the first (their "Encoding" page), so a second ``graph`` that
    holds nothing but an output of type float adds that output.
    """
    kind = _field(1, b"\x08\x01")  # TypeProto.tensor_type, elem_type = FLOAT
    output = _field(1, name.encode()) + _field(2, kind)  # ValueInfoProto
    return _field(7, _field(12, output))  # ModelProto.graph, GraphProto.output


def _field(number: int, content: bytes) -> bytes:
    assert len(content) < 128  # one byte of length
    return bytes([number << 3 | 2, len(content)]) + content
