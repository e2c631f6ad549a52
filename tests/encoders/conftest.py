"""Which encoders the contract is held against: ours and an announced one, or the one named by ``--drama-encoder``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced

from drama.encoders import GROUP

EXAMPLE = Path(__file__).parents[2] / "examples" / "own_encoder.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--drama-encoder", metavar="SUFFIX", help="hold only the encoder of this suffix to the contract")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "encoder_suffix" in metafunc.fixturenames:
        # None where pytest was started from further up and never asked this file for its options.
        named = metafunc.config.getoption("--drama-encoder", default=None)
        ours = [".mp3", ".wav", ".flac", ".opus", ".m4b", ".m4a", ".au"]
        metafunc.parametrize("encoder_suffix", [named] if named else ours)


@pytest.fixture
def target(encoder_suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return where an episode of the suffix goes, in a folder of its own; ``.au`` is an announced package's."""
    folder = tmp_path / "episodes"
    folder.mkdir()
    source = EXAMPLE.read_text(encoding="utf-8")
    with announced(tmp_path, monkeypatch, source, {"au": "SunEncoder"}, group=GROUP):
        yield folder / f"a{encoder_suffix}"
