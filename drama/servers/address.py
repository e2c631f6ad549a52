"""Addresses of servers: scheme, host and port, whether that is this machine, and the key in the environment."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit

from drama.errors import DramaError

_PORTS = {"http": 80, "https": 443}
LONGEST = 1_000
"""Longest address of a server, in characters."""
VALID = 'the address of a server such as "{}", with no name, key or question in it'
"""What an address must be, with an example to put in."""


def origin(url: str) -> str:
    """Return scheme, host and port of an address, in lower case; a default port is left out."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name
    port = parts.port
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _PORTS.get(parts.scheme) else "")


def is_here(url: str) -> bool:
    """Return whether an address is this machine's, so that nothing leaves it and no proxy is used."""
    name = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def is_address(value: object) -> bool:
    """Return whether a value is the address of a server and holds no secret: it is shown and stored."""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or " " in value:
        return False
    try:
        parts = urlsplit(value)
        is_right = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or a bracket by itself
        return False
    return is_right and parts.username is None and not parts.query and not parts.fragment and len(value) <= LONGEST


def key(variable: str, error: type[DramaError]) -> str:
    """Return the API key in an environment variable, or an empty string.

    Raises ``error``, without showing the key, if it is invalid.
    """
    secret = os.environ.get(variable, "").strip()
    if not all("!" <= sign <= "~" for sign in secret):
        # http.client would show the whole header in its error.
        raise error(f"{variable} holds a space, a line break or a letter outside ASCII; a key has none")
    return secret
