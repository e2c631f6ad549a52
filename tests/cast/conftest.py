"""Fixtures for the tests of casting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.small_scripts import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a writer of cast files into a fresh folder."""

    def writer(text: str | bytes, name: str = "story.voices.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return writer
