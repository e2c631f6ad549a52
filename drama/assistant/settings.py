"""The settings of an assistant: the table ``[assistant]`` of the cast file, and what a command says over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from drama.errors import AssistantError
from drama.model import ADVICE_WEIGHT, DOUBTFUL_BELOW
from drama.servers.address import VALID, is_address, is_here, origin

KEY = "DRAMA_ASSISTANT_KEY"
"""Environment variable with the API key, unless the cast file names another. It is in no file and no message."""
EXAMPLE = "http://127.0.0.1:11434/v1"
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Assistant:
    """A chat model behind an OpenAI-style ``/v1/chat/completions``, and how it is asked."""

    url: str
    """Base address, such as ``http://127.0.0.1:11434/v1``."""
    model: str
    key: str = KEY
    """Environment variable with its API key."""
    weight: float = ADVICE_WEIGHT
    """What an answer weighs, in log odds."""
    below: float = DOUBTFUL_BELOW
    """Confidence below which a line is asked about."""
    limit: int = 500
    """Most doubtful lines and pairs of people asked about in one run."""
    at_once: int = 2
    """Most requests at the same time."""
    timeout_s: float = 120.0
    """Time-out of one try."""
    tries: int = 3
    price_in: float | None = None
    price_out: float | None = None
    """What a million tokens cost, of questions and of replies; in whatever currency."""

    @property
    def address(self) -> str:
        """The address that questions are sent to."""
        return self.url.removesuffix("/").removesuffix(_PATH) + _PATH

    @property
    def destination(self) -> str:
        """Where the words go, as it is told to the user."""
        host = origin(self.url)
        is_open = host.startswith("http:") and not is_here(self.url)
        return f"{host} (model {self.model}{', not encrypted' if is_open else ''})"

    def price(self, tokens_in: int, tokens_out: int) -> float | None:
        """Return what so many tokens cost; None where no price is set."""
        if self.price_in is None and self.price_out is None:
            return None
        return (tokens_in * (self.price_in or 0.0) + tokens_out * (self.price_out or 0.0)) / 1e6


def assistant_of(table: Mapping[str, Any], *, url: str | None = None, model: str | None = None) -> Assistant:
    """Return the assistant of a cast file's checked table, with an address and a model given beside it.

    Raises :class:`AssistantError` where there is no address or no model.
    """
    values = {field.name: table[field.name] for field in fields(Assistant) if field.name in table}
    values |= {name: value for name, value in (("url", url), ("model", model)) if value}
    if url and not is_address(url):
        raise AssistantError(f"--ask {url!r}: valid is {VALID.format(EXAMPLE)}")
    for name, example, option in (("url", EXAMPLE, "--ask URL"), ("model", "llama3.1", "--model NAME")):
        if name not in values:
            raise AssistantError(
                f"there is no {name} of an assistant to ask; name it with {option}, or in [assistant] of the cast "
                f'file: {name} = "{example}", say'
            )
    if not str(values["model"]).isprintable() or len(values["model"]) > 200:
        raise AssistantError("the name of a model has at most 200 printable characters")
    return Assistant(**values)
