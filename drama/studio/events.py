"""What happens, told to every page that listens: server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

_MOST_WAITING = 200
"""Events kept for a page that does not read them; then its stream ends, and the page asks anew."""
_HEARTBEAT_S = 15.0
"""A comment is sent that often, so that a page that is gone is noticed."""


class Events:
    """Streams of events; :meth:`tell` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: set[asyncio.Queue[str | None]] = set()
        self._is_closed = False

    def tell(self, **event: object) -> None:
        """Send an event to all who listen."""
        loop, text = self._loop, json.dumps(event)
        if loop is not None and not self._is_closed:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._put, text)

    def close(self) -> None:
        """End all streams; called from the loop's thread."""
        self._is_closed = True
        for queue in tuple(self._listeners):
            self._end(queue)

    async def stream(self) -> AsyncIterator[str]:
        """Yield events from now on, as ``text/event-stream``."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        self._listeners.add(queue)
        try:
            yield ": here\n\n"
            while not self._is_closed:
                try:
                    text = await asyncio.wait_for(queue.get(), _HEARTBEAT_S)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if text is None:
                    return
                yield f"data: {text}\n\n"
        finally:
            self._listeners.discard(queue)

    def _put(self, text: str) -> None:
        for queue in tuple(self._listeners):
            if queue.full():
                self._end(queue)
            else:
                queue.put_nowait(text)

    def _end(self, queue: asyncio.Queue[str | None]) -> None:
        self._listeners.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
