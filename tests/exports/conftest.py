"""Which exports the contract is held against: all that are installed, or the one named by ``--drama-export``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced

from drama.exports.base import Export
from drama.exports.registry import EXPORTS, GROUP, get_export

EXAMPLE = Path(__file__).parents[2] / "examples" / "own_export.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--drama-export", metavar="NAME", help="hold this export, and no other, to the contract")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "export_name" in metafunc.fixturenames:
        # None where pytest was started from further up and never asked this file for its options.
        named = metafunc.config.getoption("--drama-export", default=None)
        metafunc.parametrize("export_name", [named] if named else [*EXPORTS, "lines-csv"])


@pytest.fixture
def export(export_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Export]:
    """Return the export; ``lines-csv`` is an announced package's."""
    source = EXAMPLE.read_text(encoding="utf-8")
    with announced(tmp_path, monkeypatch, source, {"lines-csv": "LinesAsTable"}, group=GROUP):
        yield get_export(export_name)
