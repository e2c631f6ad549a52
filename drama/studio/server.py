"""Starts the studio: a server on this machine alone, and the link to its page."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from drama.errors import DramaError
from drama.model import StoryFiles
from drama.studio.app import create_app
from drama.studio.desk import Setup
from drama.studio.events import Events
from drama.studio.shelf import Shelf

_HOST = "127.0.0.1"


class StudioError(DramaError):
    """The studio cannot be opened."""


def serve(
    stories: tuple[StoryFiles, ...],
    folder: Path,
    *,
    setup: Setup,
    port: int = 0,
    opened: Callable[[str], None],
) -> None:
    """Serve the studio until it is interrupted; ``opened`` is called with the link once it answers.

    ``port`` 0 takes one that is free. Raises :class:`StudioError` where a port is taken.
    """
    token = secrets.token_urlsafe(24)
    with _listening(port) as listening:
        port = listening.getsockname()[1]
        events = Events()
        shelf = Shelf(stories, folder, setup, events.tell)
        for story in stories:
            shelf.desk(story.called)
        app = create_app(shelf, events, token=token, port=port)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=1, server_header=False, ws="none"
        )
        server = _Server(config, lambda: opened(f"http://{_HOST}:{port}/?token={token}"))
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, answers: Callable[[], None]) -> None:
        super().__init__(config)
        self._answers = answers

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._answers()


def _listening(port: int) -> socket.socket:
    """Return a socket that listens on the loopback interface."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((_HOST, port))
    except (OSError, OverflowError) as problem:
        listening.close()
        raise StudioError(f"port {port} of {_HOST} cannot be used: {problem}; choose another with --port") from None
    return listening
