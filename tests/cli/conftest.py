"""A story to run commands on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

STORY = """The Ferry

“Is that the last one?” Ines asked.

“The last tonight,” said Ulf. “They've stopped the boats.”

Ines put down her bag. “Then I'll swim.”

***

The water was black in the morning.

“You're early,” said Ulf.
"""

Drama = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story file in a folder of its own."""
    path = tmp_path / "ferry.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def drama(tmp_path: Path) -> Drama:
    """Run the command line as a user does: in a process of its own, in a folder of its own."""

    def run(*words: object, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "drama", *map(str, words)],
            cwd=tmp_path,
            env={**os.environ, "DRAMA_CACHE": str(tmp_path / "cache"), "PATH": str(tmp_path), **settings},
            capture_output=True,
            input=typed,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run
