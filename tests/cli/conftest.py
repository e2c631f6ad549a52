"""A story to run commands on."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from support.incli import run_drama

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
    """Run the command line in a folder of its own."""
    return partial(run_drama, tmp_path)
