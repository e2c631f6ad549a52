"""A story with lines in doubt, and a chat server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.chat_server import ChatServer, chat_server

STOVE = """The Stove

Halvard mended a net by the stove. Signe read, Brekke slept with his mouth open, and Tove counted coins,
which Tove had counted before.

“Somebody has the key to the boathouse.”

Signe looked up. So did Tove and Halvard. Brekke snored.

“I gave it back on Monday.”

“Nobody gave me anything,” said Halvard.

“We could break the door,” said Brekke, without opening his eyes.

“With what?” asked Signe.

“With your head.”

***

In the morning the door stood open. Halvard, Brekke, Signe and Tove stood in front of it.

“Was it you?”

Nobody answered. Brekke scratched his beard, Signe yawned, Halvard looked at Tove.

“It was the wind.”

“The wind has no key,” said Tove.
"""
"""Four people in a room, who say some lines without a word of who does."""

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
