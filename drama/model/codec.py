"""The nouns as JSON, and back: a script, a cast, a plan or a timeline in a file, for other programs and other days.

Every document says what it is and of which version: ``{"drama": "script", "version": 1, "value": {...}}``. Numbers that
JSON lacks, such as the loudness of silence, are written as text (``"-inf"``), bytes in base64. cattrs (MIT) reads the
types off the dataclasses, so that a field is declared in one place.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from drama.errors import DataError
from drama.model.cast import Cast
from drama.model.diagnosis import Diagnosis
from drama.model.manifest import Manifest
from drama.model.performance import Direction
from drama.model.plan import Plan
from drama.model.script import Script
from drama.model.sound import Episode, Timeline
from drama.model.story import Story
from drama.model.verification import Verification

if TYPE_CHECKING:
    from cattrs import Converter

VERSION = 1
"""Counts changes of the nouns that make old documents unreadable."""

KINDS: Mapping[str, type] = MappingProxyType(
    {
        kind.__name__.lower(): kind
        for kind in (Story, Script, Cast, Direction, Plan, Timeline, Episode, Manifest, Verification, Diagnosis)
    }
)
"""What can be written, by the name its documents bear."""

_Noun = TypeVar("_Noun")


def to_json(value: object, *, indent: int | None = None) -> str:
    """Return a noun as a JSON document, in ASCII. Raises TypeError for what is none of :data:`KINDS`."""
    name = type(value).__name__.lower()
    if KINDS.get(name) is not type(value):
        raise TypeError(f"a {type(value).__name__} cannot be written as JSON; what can: {', '.join(KINDS)}")
    document = {"drama": name, "version": VERSION, "value": _converter().unstructure(value)}
    return json.dumps(document, indent=indent, allow_nan=False)


def from_json(kind: type[_Noun], text: str | bytes) -> _Noun:
    """Return the noun a JSON document holds.

    Raises :class:`~drama.errors.DataError` for what is no such document, is of another version, or lacks a field, has
    one too many or one of another type; the first place that is wrong is named.
    """
    name = kind.__name__.lower()
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise DataError(f"the {name} is no JSON: {problem}") from problem
    if not isinstance(document, dict) or document.get("drama") not in KINDS or "value" not in document:
        raise DataError(f'this JSON holds no {name}; one begins with {{"drama": "{name}", "version": {VERSION}}}')
    if document["drama"] != name:
        raise DataError(f"this JSON holds a {document['drama']}, not a {name}")
    if document.get("version") != VERSION:
        raise DataError(f"the {name} is of version {document.get('version')!r}; this drama reads version {VERSION}")
    from cattrs import transform_error  # noqa: PLC0415 - only documents need it
    from cattrs.errors import BaseValidationError  # noqa: PLC0415

    try:
        return _converter().structure(document["value"], kind)
    except (BaseValidationError, ValueError, TypeError, AttributeError, RecursionError) as problem:
        raise DataError(f"the {name} is damaged: {transform_error(problem, path='value')[0]}") from problem


@cache
def _converter() -> Converter:
    """Return what turns nouns into plain values and back, strictly: no field too many, no text for a number."""
    from cattrs import Converter  # noqa: PLC0415 - slow to import

    converter = Converter(forbid_extra_keys=True)
    for kind in (int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(float, _number)
    converter.register_unstructure_hook(float, lambda value: value if math.isfinite(value) else str(value))
    converter.register_structure_hook(bytes, _from_base64)
    converter.register_unstructure_hook(bytes, lambda value: base64.b64encode(value).decode("ascii"))
    converter.register_structure_hook(Path, lambda value, _: Path(_exactly(str)(value, str)))
    converter.register_unstructure_hook(Path, str)
    converter.register_structure_hook_factory(_is_tuple, lambda kind: _tuple(converter, kind))
    converter.register_structure_hook_factory(_is_mapping, lambda kind: _mapping(converter, kind))
    converter.register_unstructure_hook_factory(_is_mapping, lambda _: lambda value: _plain(converter, value))
    return converter


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _tuple(converter: Converter, kind: Any) -> Callable[[Any, object], tuple[Any, ...]]:  # noqa: ANN401
    """Return what reads a tuple from a list, and from nothing else that can be gone through: a text can."""
    from cattrs.cols import homogenous_tuple_structure_factory  # noqa: PLC0415 - slow to import

    read = homogenous_tuple_structure_factory(kind, converter)
    return lambda value, of: read(_exactly(list)(value, list), of)


def _is_mapping(kind: object) -> bool:
    return get_origin(kind) is Mapping


def _plain(converter: Converter, mapping: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): converter.unstructure(value) for key, value in mapping.items()}


def _mapping(converter: Converter, kind: Any) -> Callable[[Any, object], Mapping[Any, Any]]:  # noqa: ANN401
    """Return what reads a mapping; JSON's keys are text, also where they are numbers here."""
    of_keys, of_values = get_args(kind)

    def read(value: Any, _: object) -> Mapping[Any, Any]:  # noqa: ANN401
        rows = _exactly(dict)(value, dict).items()
        return MappingProxyType({of_keys(key): converter.structure(row, of_values) for key, row in rows})

    return read


def _exactly(kind: type) -> Callable[[Any, object], Any]:
    def check(value: Any, _: object) -> Any:  # noqa: ANN401 - whatever stands in the document
        if type(value) is not kind:
            raise TypeError(f"{value!r} is not {'an' if kind is int else 'a'} {kind.__name__}")
        return value

    return check


def _text(value: Any, kind: type) -> str:  # noqa: ANN401
    """Return a text, or the member of an enumeration: cattrs 26.2 takes a hook for str for every StrEnum too."""
    text: str = _exactly(str)(value, str)
    return kind(text) if issubclass(kind, StrEnum) else text


def _number(value: Any, _: object) -> float:  # noqa: ANN401
    if isinstance(value, str) and value in {"inf", "-inf", "nan"}:
        return float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    return float(value)


def _from_base64(value: Any, _: object) -> bytes:  # noqa: ANN401
    try:
        return base64.b64decode(_exactly(str)(value, str), validate=True)
    except binascii.Error as problem:
        raise ValueError(f"{value[:20]!r} is not base64") from problem
