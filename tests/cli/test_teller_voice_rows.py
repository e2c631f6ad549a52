"""What the commands say of whoever tells a story with the narrator's voice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Drama = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

TOLD = "I went down to the quay. I was cold.\n\n“Anna!” said Ulf.\n\n“I am here,” I said.\n\n“Come in,” said Ulf.\n"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "told.txt"
    path.write_text(TOLD, encoding="utf-8")
    return path


def row_of(name: str, shown: str) -> str:
    return next(row for row in shown.splitlines() if row.startswith(name))


def test_the_cast_shows_who_has_the_narrators_voice(drama: Drama, told: Path) -> None:
    shown = drama("cast", told).stdout
    assert row_of("Anna", shown).endswith(", the narrator's")
    assert "the narrator's" not in row_of("Ulf", shown)
    assert "Alike" not in shown


def test_a_recast_says_what_becomes_of_the_teller(drama: Drama, told: Path) -> None:
    assert "Anna, who tells the story, speaks with it too" in drama("recast", told, "narrator", "crane").stdout
    assert "Anna: wren, was the narrator's" in drama("recast", told, "Anna", "wren").stdout
    assert "the narrator's" not in drama("cast", told).stdout
    drama("recast", told, "--undo")
    assert row_of("Anna", drama("cast", told).stdout).endswith(", the narrator's")
