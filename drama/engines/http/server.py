"""The settings of a server: the table ``[server]`` of the cast file, passed in the options of each voice.

So they reach the worker with the line and are part of the voice, and there is no second way to keep in step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drama.errors import RequestRefusedError
from drama.model import Voice
from drama.servers.address import is_here, origin

KEY = "DRAMA_HTTP_KEY"
"""Environment variable with the API key, if the server wants one. It is read only when a line is sent: it is in no
file, no take's key and no message."""

_OPTIONS = ("url", "model", "format", "pcm_rate_hz", "at_once", "timeout_s")
_PATH = "/audio/speech"


@dataclass(frozen=True, slots=True)
class Server:
    """A server and its settings."""

    url: str
    """Base address, such as ``http://127.0.0.1:8880/v1``."""
    model: str
    format: str = "wav"
    """``wav``, or ``pcm``: 16 bits, little-endian, one channel."""
    pcm_rate_hz: int = 24_000
    at_once: int = 2
    """Most parallel requests."""
    timeout_s: float = 60.0
    """Time-out of a request."""

    @property
    def address(self) -> str:
        """The address that lines are sent to."""
        return self.url.removesuffix("/").removesuffix(_PATH) + _PATH

    @property
    def host(self) -> str:
        """Scheme, host and port: shown to the user, and never left by a redirect."""
        return origin(self.url)

    @property
    def is_here(self) -> bool:
        """Whether it is this machine, so that nothing leaves it and no proxy is used."""
        return is_here(self.url)


def server_of(voice: Voice) -> Server:
    """Return the server of a voice. Raises :class:`RequestRefusedError` if the voice's options name none."""
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
    default = Server(options["url"], options["model"])
    return Server(
        default.url,
        default.model,
        options.get("format", default.format),
        int(options.get("pcm_rate_hz", default.pcm_rate_hz)),
        int(options.get("at_once", default.at_once)),
        float(options.get("timeout_s", default.timeout_s)),
    )
