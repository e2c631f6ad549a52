"""Broken files of every format are read whole, or refused with one clear error.

A small slice of what ``benchmarks/fuzz_readers.py`` does with ten thousand files of each.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from drama.readers.formats import FORMATS

pytestmark = pytest.mark.slow

FUZZ = Path(__file__).parents[2] / "benchmarks" / "fuzz_readers.py"
COUNT = 40


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_readers", FUZZ)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_readers"] = module  # where its data classes look for their module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [suffixes[0] for suffixes in FORMATS])
def test_a_broken_file_is_read_whole_or_refused_with_one_error(fuzz: ModuleType, tmp_path: Path, name: str) -> None:
    found = fuzz.seeds(None)[name]
    tally = fuzz.Tally()
    for suffix, data in fuzz.files(found, COUNT, 2, name):
        path = tmp_path / f"story{suffix}"
        path.write_bytes(data)
        fuzz.attempt(path, tally)
    assert not tally.faults
    assert tally.whole
    assert tally.whole + tally.refused == COUNT
