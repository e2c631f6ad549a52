"""The studio as a server on this machine alone, and the link to its page."""

from __future__ import annotations

import os
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
from drama.studio.rendering import Renders
from drama.studio.shelf import Shelf
from drama.studio.sounds import Sounds

_HOST = "127.0.0.1"


class StudioError(DramaError):
    """The studio cannot be opened."""


class Studio:
    """A server that listens already, and answers as soon as it runs.

    ``port`` 0 takes one that is free. Raises :class:`StudioError` where a port is taken.
    """

    def __init__(self, stories: tuple[StoryFiles, ...], folder: Path, *, setup: Setup, port: int = 0) -> None:
        self.token = secrets.token_urlsafe(24)
        self._listening = _listening(port)
        self.port: int = self._listening.getsockname()[1]
        self._server: _Server | None = None
        self._is_stopped = False
        self._events = Events()
        self._sounds = Sounds()
        self._renders = Renders(self._sounds, self._events.tell)
        self._shelf = Shelf(stories, folder, setup, self._events.tell)
        for story in stories:
            self._shelf.desk(story.called)  # they are read while the browser opens

    def run(self, opened: Callable[[str], None]) -> None:
        """Answer until it is stopped or interrupted; ``opened`` is called with the link once it does."""
        app = create_app(self._shelf, self._events, self._sounds, self._renders, token=self.token, port=self.port)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config, self._events, lambda: opened(f"http://{_HOST}:{self.port}/?token={self.token}"))
        self._server.should_exit = self._is_stopped
        try:
            self._server.run(sockets=[self._listening])
        finally:
            self._listening.close()
            self._renders.close()
            self._sounds.close()
            self._shelf.close()

    def stop(self) -> None:
        """Stop answering; may be called from any thread."""
        self._is_stopped = True
        if self._server is not None:
            self._server.should_exit = True


class _Server(uvicorn.Server):
    """Says when it answers, and ends the streams of events before it waits for requests to end."""

    def __init__(self, config: uvicorn.Config, events: Events, answers: Callable[[], None]) -> None:
        super().__init__(config)
        self._events, self._answers = events, answers

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._answers()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._events.close()
        await super().shutdown(sockets)


def _listening(port: int) -> socket.socket:
    """Return a socket that listens on the loopback interface."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere this would take a port that another program has
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a studio that was just closed can be reopened
    try:
        listening.bind((_HOST, port))
        listening.listen()
    except (OSError, OverflowError) as problem:
        listening.close()
        raise StudioError(f"port {port} of {_HOST} cannot be used: {problem}; choose another with --port") from None
    return listening
