"""The HTTP client: one request and its response, bounded in time and size, retried after transient errors.

No redirect leaves the host that the user names: the words of the story, and the key, go there and nowhere else.
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

from drama.errors import DramaError
from drama.servers.address import is_here, key, origin

TRIES = 4
_FIRST_WAIT_S = 0.5
"""Wait before the second try, doubled before each further one (exponential backoff)."""
MOST_WAIT_S = 30.0
"""Longest Retry-After that is waited for."""
_MOST_ERROR_BYTES = 4_000
_MOST_ERROR_TEXT = 200
"""Bytes read of an error response, and characters of its text that are shown."""
_READ_BYTES = 1 << 16

_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which a retry may succeed (RFC 9110, section 15; RFC 6585)."""
_KEEPS_METHOD = frozenset({307, 308})
"""Redirects after which a POST stays a POST (RFC 9110, section 15.4)."""

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Service:
    """What a server is asked for, and how its failures are told."""

    address: str
    """What requests are sent to."""
    key: str
    """Environment variable with the API key, if the server wants one. It is read only when a request is sent."""
    section: str
    """The table of the cast file that holds ``url`` and ``timeout_s``."""
    gives: str
    """What is asked for: "speech"."""
    too_much: str
    """What a response beyond ``most_bytes`` is, as the end of a sentence."""
    later: str
    """What to do where the server asks to come back much later."""
    error: type[DramaError]
    """Raised for what no further try mends."""
    timeout_s: float
    """Time-out of one try."""
    most_bytes: int
    """Largest response."""
    accept: str = "application/json"
    tries: int = TRIES

    @property
    def host(self) -> str:
        """Scheme, host and port: shown to the user, and never left by a redirect."""
        return origin(self.address)


@dataclass(frozen=True, slots=True)
class Response:
    """A successful response: content type and body."""

    content_type: str
    data: bytes


class TransientError(Exception):
    """A failure that a retry may cure; ``wait_s`` is how long the server asks to wait, if it does."""

    def __init__(self, message: str, *, wait_s: float | None = None) -> None:
        super().__init__(message)
        self.wait_s = wait_s


def post(
    service: Service,
    request: Mapping[str, object],
    read: Callable[[Response], _Read],
    *,
    wait: Callable[[float], object] = time.sleep,
) -> _Read:
    """Return ``read`` of a server's response to a request sent as JSON, with several tries and backoff.

    ``read`` raises :class:`TransientError` for an incomplete response. Raises the service's error if the server
    refuses, or fails in all tries: the caller need not try again.
    """
    secret = key(service.key, service.error)
    if secret and not is_here(service.address) and service.host.startswith("http:"):
        raise service.error(
            f"the key in {service.key} would go to {service.host} for all to read; use https in {service.section}, or "
            f"unset {service.key}"
        )
    failure = ""
    for number in range(service.tries):
        try:
            return read(_response(service, json.dumps(request).encode()))
        except TransientError as problem:
            failure = str(problem)
            pause_s = problem.wait_s
            if pause_s is None:
                # Jitter: workers that failed together should not retry together.
                pause_s = _FIRST_WAIT_S * 2**number * random.uniform(0.8, 1.2)  # noqa: S311
        if number + 1 < service.tries:
            wait(pause_s)
    often = "1 try" if service.tries == 1 else f"{service.tries} tries"
    raise service.error(f"the server {service.host} gave no {service.gives} in {often}: {_without(secret, failure)}")


def longest_s(service: Service) -> float:
    """Return the longest time :func:`post` may take, in seconds."""
    return service.tries * service.timeout_s + (service.tries - 1) * MOST_WAIT_S


def _response(service: Service, body: bytes) -> Response:
    """Return the response to one try, following redirects within the host.

    Raises :class:`TransientError` or the service's error.
    """
    address = service.address
    for _ in range(3):
        try:
            with _opener(service).open(_request(service, address, body), timeout=service.timeout_s) as response:
                return _read(response, service)
        except urllib.error.HTTPError as problem:
            with problem:
                address = _redirect(problem, address, service)
        except urllib.error.URLError as problem:
            _unreachable(service, problem.reason)
        except (OSError, http.client.HTTPException) as problem:
            _unreachable(service, problem)
    raise service.error(f"the server {service.host} redirects in a circle")


def _request(service: Service, address: str, body: bytes) -> urllib.request.Request:
    headers = {"Content-Type": "application/json", "Accept": service.accept, "User-Agent": "drama"}
    if secret := key(service.key, service.error):
        headers["Authorization"] = f"Bearer {secret}"
    return urllib.request.Request(address, data=body, headers=headers, method="POST")  # noqa: S310 (checked: http, https)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 (urllib's own signature does not matter)
        return None


def _opener(service: Service) -> urllib.request.OpenerDirector:
    # No proxy from the environment for requests to this machine.
    proxies = [urllib.request.ProxyHandler({})] if is_here(service.address) else []
    return urllib.request.build_opener(_NoRedirect, *proxies)


def _read(response: http.client.HTTPResponse, service: Service) -> Response:
    """Return the body, read within the time-out: a server that sends a byte now and then counts as hanging."""
    deadline = time.monotonic() + service.timeout_s
    header = response.headers.get("Content-Length", "")
    length = int(header) if header.isascii() and header.isdigit() else None
    if length is not None and length > service.most_bytes:
        raise service.error(_too_much(service))
    data = bytearray()
    while block := response.read1(_READ_BYTES):
        data += block
        if len(data) > service.most_bytes:
            raise service.error(_too_much(service))
        if time.monotonic() > deadline:
            raise TimeoutError
    if length is not None and len(data) < length:
        raise TransientError(f"it broke off after {len(data):,} of {length:,} bytes")
    return Response(response.headers.get_content_type(), bytes(data))


def _too_much(service: Service) -> str:
    return f"the server {service.host} sends more than {service.most_bytes:,} bytes {service.too_much}"


def _unreachable(service: Service, problem: object) -> None:
    """Raise the error of a failed connection: permanent for a bad certificate, transient for anything else."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        raise service.error(f"the server {service.host} cannot be trusted: {problem.verify_message}")
    if isinstance(problem, TimeoutError):
        raise TransientError(
            f"no answer within {service.timeout_s:g} s (timeout_s in {service.section} of the cast file)"
        )
    if isinstance(problem, ConnectionRefusedError):
        raise TransientError(
            f"nothing listens there; is it running, and is url in {service.section} of the cast file right?"
        )
    if isinstance(problem, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionResetError):
        raise TransientError("it broke off")
    reason = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    raise TransientError(str(reason)[:_MOST_ERROR_TEXT])


def _redirect(problem: urllib.error.HTTPError, address: str, service: Service) -> str:
    """Return the address of a redirect within the host. Raises the error of any other unsuccessful response."""
    status, location = problem.code, problem.headers.get("Location")
    if 300 <= status < 400:
        target = urljoin(address, location or "")
        if location and status in _KEEPS_METHOD and origin(target) == service.host:
            return target
        raise service.error(
            f"the server {service.host} sends on to {origin(target) if location else 'nowhere'}, where nothing is "
            f"sent; if that is the right server, name it as url in {service.section} of the cast file"
        )
    secret = key(service.key, service.error)
    text = _error_text(problem, secret)
    if status in {401, 403}:
        what = f"refuses the key in {service.key}" if secret else f"wants a key; put it into {service.key}"
        raise service.error(f"the server {service.host} {what} ({status}{text})")
    if status in _TRANSIENT:
        raise TransientError(f"it answers {status}{text}", wait_s=_retry_after_s(problem, service, status))
    hint = f"; url in {service.section} of the cast file ends in /v1, as a rule" if status in {404, 405} else ""
    raise service.error(f"the server {service.host} refuses: {status}{text}{hint}")


def _retry_after_s(problem: urllib.error.HTTPError, service: Service, status: int) -> float | None:
    """Return the Retry-After of a response in seconds (a number or a date, RFC 9110, section 10.2.3), or None."""
    header = (problem.headers.get("Retry-After") or "").strip()
    wait_s: float | None = None
    if header.isascii() and header.isdigit():
        wait_s = float(header[:9])
    elif header:
        with contextlib.suppress(ValueError):
            date = email.utils.parsedate_to_datetime(header)
            wait_s = max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    if wait_s is not None and wait_s > MOST_WAIT_S:
        raise service.error(
            f"the server {service.host} answers {status} and asks to come back in {wait_s:,.0f} s; {service.later}"
        )
    return wait_s


def _error_text(problem: urllib.error.HTTPError, secret: str) -> str:
    """Return the error text of a response as ``: …`` on one line, without the key; empty if there is none."""
    data = b""
    with contextlib.suppress(OSError, http.client.HTTPException):
        data = problem.read(_MOST_ERROR_BYTES)
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = _message(json.loads(text))
    if re.match(r"\s*<(!doctype|html)", text, re.IGNORECASE):
        text = "a web page"
    text = _without(secret, " ".join(text.split()))[:_MOST_ERROR_TEXT]
    return f": {text}" if text else ""


def _message(error: object) -> str:
    """Return the message of an error in JSON: OpenAI has it in ``error.message``, FastAPI in ``detail``."""
    while isinstance(error, dict):
        error = next((error[name] for name in ("message", "detail", "error") if error.get(name)), "")
    return error if isinstance(error, str) else json.dumps(error)


def _without(secret: str, text: str) -> str:
    """Return a text with the key, in case a server repeats it, replaced by an ellipsis."""
    return text.replace(secret, "…") if secret else text
