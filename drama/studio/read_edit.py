"""Reads the edits that the page and programs send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import cattrs

from drama.studio.direct import Direct, Pronounce
from drama.studio.edits import (
    BringBack,
    Describe,
    Edit,
    LeaveOut,
    Merge,
    Pin,
    Recast,
    Rename,
    RequestError,
    Split,
    Unpin,
)
from drama.studio.sound_edits import MoveEffect, Music, MuteEffect, PlaceEffect, RemoveEffect, SceneSound, SetStyle

EDITS: Mapping[str, type[Edit]] = {
    kind.do: kind
    for kind in (
        *(Pin, Unpin, LeaveOut, BringBack, Merge, Split, Rename, Describe, Recast, Direct, Pronounce),
        *(SceneSound, PlaceEffect, MoveEffect, MuteEffect, RemoveEffect, Music, SetStyle),
    )
}
"""What ``do`` may be."""


def read_edit(data: object) -> Edit:
    """Return the edit that a JSON object describes. Raises :class:`RequestError` naming what is wrong with it."""
    if not isinstance(data, dict):
        raise RequestError('an edit is an object such as {"do": "pin", "line": 12, "speaker": "Anna"}')
    kind = EDITS.get(str(data.get("do")))
    if kind is None:
        raise RequestError(f"there is no edit {data.get('do')!r}; there are: {', '.join(EDITS)}")
    given = kind.given({key: value for key, value in data.items() if key != "do"})
    try:
        return _CONVERTER.structure(given, kind)
    except cattrs.BaseValidationError as problem:
        wrong = "; ".join(what.replace("$.", "") for what in cattrs.transform_error(problem, path="$"))
        valid = ", ".join(field.name for field in fields(kind))
        raise RequestError(f"{kind.do}: {wrong} (it takes: {valid})") from None


def _exactly(value: object, kind: type) -> object:
    """Return a value if it is of a type; nothing is turned into something else."""
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    raise TypeError(f"expected {kind.__name__}")


_CONVERTER = cattrs.Converter(forbid_extra_keys=True)
for _kind in (str, int, float, bool):
    _CONVERTER.register_structure_hook(_kind, _exactly)
