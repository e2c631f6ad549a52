"""A question to a server, and its answer: bounded in time and size, tried again where that can help.

No redirect leaves the host that the cast file names: the words of the story, and the key, go there and nowhere else.
"""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import json
import random
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urljoin

from drama.engines.http.server import KEY, Server, key, origin
from drama.errors import RequestRefusedError

TRIES = 4
MOST_BYTES = 64_000_000
"""Of an answer: eleven minutes at 48 kHz."""
_FIRST_WAIT_S = 0.5
"""Before the second try; twice as long before each after it."""
MOST_WAIT_S = 30.0
"""A server that asks for more patience is not waited for."""
_MOST_TOLD_BYTES = 4_000
_MOST_TOLD = 200
"""Letters of what a server says of an error that are passed on."""
_READ_BYTES = 1 << 16

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that another try may mend (RFC 9110, section 15; RFC 6585)."""
_SAME_QUESTION = frozenset({307, 308})
"""Redirects that leave a POST a POST (RFC 9110, section 15.4)."""

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    content_type: str
    data: bytes


class PassingError(Exception):
    """A try failed in a way that another may not; with how long the server asks to wait, in seconds."""

    def __init__(self, told: str, *, wait_s: float | None = None) -> None:
        super().__init__(told)
        self.wait_s = wait_s


def asked(
    server: Server,
    question: Mapping[str, object],
    read: Callable[[Answer], _Read],
    *,
    wait: Callable[[float], None] = time.sleep,
) -> _Read:
    """Return what ``read`` makes of a server's answer; a failed try is repeated after a pause, :data:`TRIES` in all.

    ``read`` raises :class:`PassingError` for an answer that is not whole. Raises :class:`RequestRefusedError` if the
    server refuses, or answers nothing usable in all tries: they were made here, with patience, and need no more.
    """
    if key() and not server.is_here and server.host.startswith("http:"):
        raise RequestRefusedError(
            f"the key in {KEY} would go to {server.host} for all to read; use https in [server], or unset {KEY}"
        )
    told = ""
    for number in range(TRIES):
        try:
            return read(_answer(server, json.dumps(question).encode()))
        except PassingError as problem:
            told = str(problem)
            pause_s = problem.wait_s
            if pause_s is None:
                # Workers that failed together do not come back together.
                pause_s = _FIRST_WAIT_S * 2**number * random.uniform(0.8, 1.2)  # noqa: S311
        if number + 1 < TRIES:
            wait(pause_s)
    raise RequestRefusedError(f"the server {server.host} gave no speech in {TRIES} tries: {_without_key(told)}")


def longest_s(server: Server) -> float:
    """Return how long :func:`asked` may take at the most, in seconds."""
    return TRIES * server.timeout_s + (TRIES - 1) * MOST_WAIT_S


def _answer(server: Server, body: bytes) -> Answer:
    """Return the answer to one try, a redirect within the host followed. Raises :class:`PassingError` or refuses."""
    address = server.address
    for _ in range(3):
        try:
            with _opener(server).open(_request(address, body), timeout=server.timeout_s) as response:
                return _read(response, server)
        except urllib.error.HTTPError as problem:
            with problem:
                address = _moved(problem, address, server)
        except urllib.error.URLError as problem:
            _unreachable(server, problem.reason)
        except (OSError, http.client.HTTPException) as problem:
            _unreachable(server, problem)
    raise RequestRefusedError(f"the server {server.host} redirects in a circle")


def _request(address: str, body: bytes) -> urllib.request.Request:
    headers = {"Content-Type": "application/json", "Accept": "audio/*", "User-Agent": "drama"}
    if secret := key():
        headers["Authorization"] = f"Bearer {secret}"
    return urllib.request.Request(address, data=body, headers=headers, method="POST")  # noqa: S310 (checked: http, https)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 (urllib's own signature does not matter)
        return None


def _opener(server: Server) -> urllib.request.OpenerDirector:
    # A proxy of the environment is not for what stays on this machine.
    proxies = [urllib.request.ProxyHandler({})] if server.is_here else []
    return urllib.request.build_opener(_NoRedirect, *proxies)


def _read(response: http.client.HTTPResponse, server: Server) -> Answer:
    """Return the whole body within the time-out: a server that sends a byte now and then is hanging too."""
    deadline = time.monotonic() + server.timeout_s
    told = response.headers.get("Content-Length", "")
    length = int(told) if told.isascii() and told.isdigit() else None
    if length is not None and length > MOST_BYTES:
        raise RequestRefusedError(_too_much(server))
    data = bytearray()
    while block := response.read1(_READ_BYTES):
        data += block
        if len(data) > MOST_BYTES:
            raise RequestRefusedError(_too_much(server))
        if time.monotonic() > deadline:
            raise TimeoutError
    if length is not None and len(data) < length:
        raise PassingError(f"it broke off after {len(data):,} of {length:,} bytes")
    return Answer(response.headers.get_content_type(), bytes(data))


def _too_much(server: Server) -> str:
    return f"the server {server.host} sends more than {MOST_BYTES:,} bytes for one line; that is no line's speech"


def _unreachable(server: Server, problem: object) -> None:
    """Raise what a failed connection is: a certificate does not mend itself, anything else may."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        raise RequestRefusedError(f"the server {server.host} cannot be trusted: {problem.verify_message}")
    if isinstance(problem, TimeoutError):
        raise PassingError(f"no answer within {server.timeout_s:g} s (timeout_s in [server] of the cast file)")
    if isinstance(problem, ConnectionRefusedError):
        raise PassingError("nothing listens there; is it running, and is url in [server] of the cast file right?")
    if isinstance(problem, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionResetError):
        raise PassingError("it broke off")
    said = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    raise PassingError(str(said)[:_MOST_TOLD])


def _moved(problem: urllib.error.HTTPError, address: str, server: Server) -> str:
    """Return where an answer that is no success sends on to, within the host. Raises for all others."""
    status, goal = problem.code, problem.headers.get("Location")
    if 300 <= status < 400:
        target = urljoin(address, goal or "")
        if goal and status in _SAME_QUESTION and origin(target) == server.host:
            return target
        raise RequestRefusedError(
            f"the server {server.host} sends on to {origin(target) if goal else 'nowhere'}, where nothing is sent; "
            "if that is the right server, name it as url in [server] of the cast file"
        )
    said = _said(problem)
    if status in {401, 403}:
        what = f"refuses the key in {KEY}" if key() else f"wants a key; put it into {KEY}"
        raise RequestRefusedError(f"the server {server.host} {what} ({status}{said})")
    if status in _PASSING:
        raise PassingError(f"it answers {status}{said}", wait_s=_asked_wait_s(problem, server, status))
    hint = "; url in [server] of the cast file ends in /v1, as a rule" if status in {404, 405} else ""
    raise RequestRefusedError(f"the server {server.host} refuses: {status}{said}{hint}")


def _asked_wait_s(problem: urllib.error.HTTPError, server: Server, status: int) -> float | None:
    """Return how long the server asks to wait (Retry-After: seconds or a date, RFC 9110, section 10.2.3)."""
    told = (problem.headers.get("Retry-After") or "").strip()
    wait_s: float | None = None
    if told.isascii() and told.isdigit():
        wait_s = float(told[:9])
    elif told:
        with contextlib.suppress(ValueError):
            at = email.utils.parsedate_to_datetime(told)
            wait_s = max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    if wait_s is not None and wait_s > MOST_WAIT_S:
        raise RequestRefusedError(
            f"the server {server.host} answers {status} and asks to come back in {wait_s:,.0f} s; what is recorded is "
            "kept: render again then"
        )
    return wait_s


def _said(problem: urllib.error.HTTPError) -> str:
    """Return what a server says of an error, as ``: …`` in one row, without the key; nothing where it says nothing."""
    data = b""
    with contextlib.suppress(OSError, http.client.HTTPException):
        data = problem.read(_MOST_TOLD_BYTES)
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = _message(json.loads(text))
    if re.match(r"\s*<(!doctype|html)", text, re.IGNORECASE):
        text = "a web page"
    text = _without_key(" ".join(text.split()))[:_MOST_TOLD]
    return f": {text}" if text else ""


def _message(found: object) -> str:
    """Return the words in an error as JSON: OpenAI says ``error.message``, FastAPI ``detail``, or messages in it."""
    while isinstance(found, dict):
        found = next((found[name] for name in ("message", "detail", "error") if found.get(name)), "")
    return found if isinstance(found, str) else json.dumps(found)


def _without_key(text: str) -> str:
    """Return a text in which the key, if a server said it, is not."""
    secret = key()
    return text.replace(secret, "…") if secret else text
