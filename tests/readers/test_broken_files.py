"""Broken files of every format are read whole, or refused with one clear error.

A small slice of what ``benchmarks/fuzz_readers.py`` does with ten thousand files of each.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from drama.readers.formats import FORMATS

pytestmark = pytest.mark.slow

FUZZ = Path(__file__).parents[2] / "benchmarks" / "fuzz_readers.py"
COUNT = 40


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FUZZ.parent)
    spec = importlib.util.spec_from_file_location("fuzz_readers", FUZZ)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "fuzz_readers", module)  # where its data classes look for their module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [*(suffixes[0] for suffixes in FORMATS), "labelled", "folder", "files", "piped"])
def test_a_broken_file_is_read_whole_or_refused_with_one_error(fuzz: ModuleType, name: str) -> None:
    found = fuzz.seeds(None)[name]
    tally = fuzz.fuzz(name, found, argparse.Namespace(count=COUNT, seed=2, keep=None))
    assert not tally.faults
    assert tally.whole > COUNT / 2  # most files get past the parser: what is behind it is tried as well
    assert tally.whole + tally.refused == COUNT
