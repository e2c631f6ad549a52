"""Requests for speech: what :mod:`drama.servers.requests` sends to a speech server, and how its failures are told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from drama.engines.http.server import KEY, Server
from drama.errors import RequestRefusedError
from drama.servers import requests
from drama.servers.requests import Response, Service

MOST_BYTES = 64_000_000
"""Largest response: eleven minutes at 48 kHz."""

_Read = TypeVar("_Read")


def request_speech(
    server: Server,
    request: Mapping[str, object],
    read: Callable[[Response], _Read],
    *,
    wait: Callable[[float], None] = time.sleep,
) -> _Read:
    """Return ``read`` of a server's response to a request, as :func:`drama.servers.requests.post` does.

    Raises :class:`RequestRefusedError` if the server refuses or fails in all tries: the worker pool need not try again.
    """
    return requests.post(_service(server), request, read, wait=wait)


def longest_s(server: Server) -> float:
    """Return the longest time :func:`request_speech` may take, in seconds."""
    return requests.longest_s(_service(server))


def _service(server: Server) -> Service:
    return Service(
        server.address,
        key=KEY,
        section="[server]",
        gives="speech",
        too_much="for one line; that is no line's speech",
        later="what is recorded is kept: render again then",
        error=RequestRefusedError,
        timeout_s=server.timeout_s,
        most_bytes=MOST_BYTES,
        accept="audio/*",
    )
