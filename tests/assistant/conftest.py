"""A story with lines in doubt, and a chat server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.chat_server import ChatServer, chat_server
from support.doubtful_story import STOVE

SETTINGS = """[assistant]
model = "toy"
below = 0.95
tries = 2
timeout_s = 5
"""


@pytest.fixture
def stove(tmp_path: Path) -> Path:
    """The story, with an assistant in its cast file that is asked about all that is not nearly certain."""
    path = tmp_path / "stove.txt"
    path.write_text(STOVE, encoding="utf-8")
    (tmp_path / "stove.voices.toml").write_text(SETTINGS, encoding="utf-8")
    return path


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    """A chat server in this process, which says of every line that it is somebody else's."""
    with chat_server() as server:
        server.says({})
        yield server
