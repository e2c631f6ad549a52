"""The studio as a server on this machine alone, and the link to its page."""

from __future__ import annotations

import asyncio
import logging
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
        link = f"http://{_HOST}:{self.port}/?token={self.token}"
        self._server = server = _Server(config, lambda: opened(link), self._events.close, self._let_go)
        server.should_exit = self._is_stopped
        log = logging.getLogger("uvicorn.error")
        log.addFilter(server.is_worth_telling)
        try:
            server.run(sockets=[self._listening])
        finally:
            log.removeFilter(server.is_worth_telling)
            self._listening.close()
            self._let_go()

    def _let_go(self) -> None:
        """End what is being recorded, rendered and read, and whatever waits for it. Idempotent."""
        self._shelf.close()
        self._renders.close()
        self._sounds.close()

    def stop(self) -> None:
        """Stop answering; may be called from any thread."""
        self._is_stopped = True
        if self._server is not None:
            self._server.should_exit = True


class _Server(uvicorn.Server):
    """Says when it answers, and ends at once: what requests wait for ends before it waits for the requests."""

    def __init__(
        self,
        config: uvicorn.Config,
        answers: Callable[[], None],
        end_streams: Callable[[], None],
        let_go: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._answers, self._end_streams, self._let_go = answers, end_streams, let_go
        self._is_ending = False

    def is_worth_telling(self, _record: logging.LogRecord) -> bool:
        """Return whether a row of uvicorn's log is: not that requests were cut off once it ends, as they have to be."""
        return not self._is_ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._answers()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._is_ending = True
        self._end_streams()
        await asyncio.gather(asyncio.to_thread(self._let_go), super().shutdown(sockets))


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
        why = getattr(problem, "strerror", None) or problem
        raise StudioError(f"port {port} of {_HOST} cannot be used: {why}; choose another with --port") from None
    return listening
