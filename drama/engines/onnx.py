"""ONNX models: sessions as all our engines run them, and inner tensors exposed as outputs."""

from __future__ import annotations

from typing import Any


def session(model: bytes | str, *, uses_arena: bool = False) -> Any:  # noqa: ANN401 (onnxruntime has no types)
    """Return an inference session of a model, given as bytes or path. Raises onnxruntime's own errors.

    Always on one thread: with more, the same text does not give the same bytes, and a second thread costs more
    processor time than it saves; drama runs one process per core. ``uses_arena`` keeps memory between runs: a large
    model then needs less of it (Kokoro 450 MB instead of 1,390), a small one more.
    """
    import onnxruntime  # noqa: PLC0415 (40 ms and 30 MB that only a worker needs)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = uses_arena
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def another_output(name: str) -> bytes:
    """Return bytes that, appended to a model file, make a tensor inside its graph an output.

    Protocol Buffers merge a repeated message with the first (their "Encoding" page), so a second ``graph`` with nothing
    but an output of type float adds that output.
    """
    kind = _field(1, b"\x08\x01")  # TypeProto.tensor_type, elem_type = FLOAT
    output = _field(1, name.encode()) + _field(2, kind)  # ValueInfoProto
    return _field(7, _field(12, output))  # ModelProto.graph, GraphProto.output


def _field(number: int, content: bytes) -> bytes:
    assert len(content) < 128  # one byte of length
    return bytes([number << 3 | 2, len(content)]) + content
