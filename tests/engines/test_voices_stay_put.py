"""A little of what benchmarks/voices_stay_put.py proves at length."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from drama.engines.pyttsx3 import is_bundled

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not is_bundled(), reason="eSpeak NG comes as a wheel on Linux only")]


@pytest.fixture
def proof(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the benchmark as a module; its processes import it by name."""
    folder = Path(__file__).resolve().parents[2] / "benchmarks"
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module("voices_stay_put")


def test_sixty_lines_among_others_last_as_long_as_each_alone(
    proof: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert proof.stay_put(60, 11), capsys.readouterr().out
    assert "60 lines" in capsys.readouterr().out
