"""What is known of a server: the table ``[server]`` of the cast file, come along in the options of each voice.

So the table reaches the worker with the line, is part of what the voice is, and no second way has to be kept true.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from drama.errors import RequestRefusedError
from drama.model import Voice

KEY = "DRAMA_HTTP_KEY"
"""The environment variable that holds the key, if the server wants one. It is read when a line is sent, and nowhere
else: it stands in no file, no take's key and no message."""

_OPTIONS = ("url", "model", "format", "pcm_rate_hz", "at_once", "timeout_s")
_PATH = "/audio/speech"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Server:
    """A server and how it is asked."""

    url: str
    """Its base, such as ``http://127.0.0.1:8880/v1``."""
    model: str
    format: str = "wav"
    """``wav``, or ``pcm``: 16 bits, little-endian, one channel."""
    pcm_rate_hz: int = 24_000
    at_once: int = 2
    """Lines it is asked for at the same time, at most."""
    timeout_s: float = 60.0
    """How long it may take over a line."""

    @property
    def address(self) -> str:
        """Where a line is sent."""
        return self.url.removesuffix("/").removesuffix(_PATH) + _PATH

    @property
    def host(self) -> str:
        """Scheme, host and port: what a person is told, and what no redirect may leave."""
        return origin(self.url)

    @property
    def is_here(self) -> bool:
        """Whether it is this machine, so that nothing leaves it and no proxy is asked."""
        name = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return name == "localhost"


def origin(url: str) -> str:
    """Return scheme, host and port of an address, in small letters; the port where it is not the usual one."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name
    port = parts.port
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _PORTS.get(parts.scheme) else "")


def server_of(voice: Voice) -> Server:
    """Return the server that is to speak for a voice. Raises :class:`RequestRefusedError` where none is named."""
    options: Mapping[str, str] = voice.options
    if strange := next((name for name in options if name not in _OPTIONS), None):
        raise RequestRefusedError(
            f"{voice.name}: a server takes no option {strange!r} (there are: {', '.join(_OPTIONS)})"
        )
    if not options.get("url") or not options.get("model"):
        raise RequestRefusedError(
            f"{voice.name}: the engine http speaks through a server, and none is named; valid is a table [server] in "
            'the cast file, with url = "http://127.0.0.1:8880/v1" and model = "kokoro", say'
        )
    plain = Server(options["url"], options["model"])
    return Server(
        plain.url,
        plain.model,
        options.get("format", plain.format),
        int(options.get("pcm_rate_hz", plain.pcm_rate_hz)),
        int(options.get("at_once", plain.at_once)),
        float(options.get("timeout_s", plain.timeout_s)),
    )


def key() -> str:
    """Return the key, or nothing. Raises :class:`RequestRefusedError` for what can be none, without saying it."""
    found = os.environ.get(KEY, "").strip()
    if not all("!" <= sign <= "~" for sign in found):
        # http.client would say the whole header in its error.
        raise RequestRefusedError(f"{KEY} holds a space, a line break or a letter outside ASCII; a key has none")
    return found
