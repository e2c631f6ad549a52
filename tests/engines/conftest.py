"""Which engines the contract is held against: ours, or the one named by ``--drama-engine``."""

from __future__ import annotations

import pytest

from drama.engines import Engine, engine_names, get_engine

OURS = tuple(name for name in ("pyttsx3", "tone", "hibari", "kokoro") if name in engine_names())
"""hibari and Kokoro where they are installed."""
NATURAL = ("hibari", "kokoro")
"""Slow to load and to speak."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--drama-engine", metavar="NAME", help="hold this engine, and no other, to the contract")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" in metafunc.fixturenames:
        # None where pytest was started from further up and never asked this file for its options.
        ours = [pytest.param(name, marks=[pytest.mark.slow] if name in NATURAL else []) for name in OURS]
        named = metafunc.config.getoption("--drama-engine", default=None)
        metafunc.parametrize("engine_name", [named] if named else ours)


@pytest.fixture
def engine(engine_name: str) -> Engine:
    return get_engine(engine_name)
