"""What a render is to make, as a request of the API says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cattrs

import drama
from drama.studio.edits import RequestError
from drama.studio.episodes import FORMATS


@dataclass(frozen=True, slots=True)
class Options:
    """What a render is to make: the body of ``POST …/render``."""

    format: str = "mp3"
    documents: tuple[str, ...] = ()
    stems: bool = False
    name: str | None = None
    """Of the episode, without its suffix; None for the story's."""
    overwrite: bool = False
    """Whether a file that drama did not write is replaced."""
    scene: int | None = None
    """One scene to be heard, which is kept only until the next."""


def read_options(body: Mapping[str, Any]) -> Options:
    """Return the options of a request. Raises :class:`RequestError` naming what is wrong with them."""
    try:
        options = _CONVERTER.structure(dict(body), Options)
    except cattrs.BaseValidationError as problem:
        wrong = "; ".join(what.replace("$.", "") for what in cattrs.transform_error(problem, path="$"))
        raise RequestError(f"render: {wrong}") from None
    if options.format not in FORMATS:
        raise RequestError(f"format is {options.format!r}; valid are {', '.join(FORMATS)}")
    unknown = [name for name in options.documents if name not in drama.documents()]
    if unknown:
        raise RequestError(f"there is no document {unknown[0]!r}; there are: {', '.join(drama.documents())}")
    if options.name is not None and not options.name.strip():
        raise RequestError("name is empty; it is what the episode's file is called, without its suffix")
    return options


def _exactly(value: object, kind: type) -> object:
    if type(value) is kind:
        return value
    raise TypeError(f"expected {kind.__name__}")


_CONVERTER = cattrs.Converter(forbid_extra_keys=True)
for _kind in (str, int, bool):
    _CONVERTER.register_structure_hook(_kind, _exactly)
