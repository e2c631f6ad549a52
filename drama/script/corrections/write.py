"""Edits of the file of corrections, as tomlkit makes them: comments and order are kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from drama.model import DIRECTION_KEYS, LineDirection
from drama.script.corrections.anchors import Pin
from drama.script.corrections.directions import direction_values

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def table(document: TOMLDocument, key: str) -> Any:  # noqa: ANN401 - tomlkit's tables are dicts to write to
    """Return the table of a key, new where there is none."""
    import tomlkit  # noqa: PLC0415

    if key not in document:
        document[key] = tomlkit.table(is_super_table=True)
    return document[key]


def aired(text: str) -> str:
    """Return a TOML text with an empty line before each table; where that would change what it says, as it was."""
    aired = _CROWDED.sub(r"\1\n\n", text)
    return aired if tomllib.loads(aired) == tomllib.loads(text) else text


_CROWDED = re.compile(r"^([^#\n].*)\n(?=\[)", re.MULTILINE)


def write_pin(document: TOMLDocument, pin: Pin, index: int | None) -> None:
    """Put a pin in the place of another, else at the end; how the other's line is spoken is kept."""
    import tomlkit  # noqa: PLC0415

    values = {
        "words": pin.words,
        "before": pin.before,
        "after": pin.after,
        "speaker": pin.speaker,
        "kind": pin.kind and pin.kind.value,
    }
    rows = document.setdefault("line", tomlkit.aot())
    if index is None:
        comments = _closing(rows[-1]) if len(rows) else []
        rows.append(tomlkit.table())
    row = rows[index if index is not None else len(rows) - 1]
    for key, value in values.items():
        if value:
            row[key] = value
        else:
            row.pop(key, None)
    if index is None:
        row.value.body.extend(comments)


def write_direction(document: TOMLDocument, direction: LineDirection, index: int) -> None:
    """Have a row say how its line is spoken, and nothing else of that; -1 is the last row."""
    rows: Any = document["line"]
    row, closing = rows[index], _closing(rows[index])
    values = direction_values(direction)
    for key in DIRECTION_KEYS:
        value = values.get(key)
        if value is None:
            row.pop(key, None)
        elif row.get(key) != value:
            row[key] = _inline(value) if isinstance(value, dict) else value
    row.value.body.extend(closing)


def _inline(values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a table of tomlkit
    """Return a table on one line."""
    import tomlkit  # noqa: PLC0415

    table = tomlkit.inline_table()
    for key, value in values.items():
        table[key] = _inline(value) if isinstance(value, Mapping) else value
    return table


def drop_speaker(document: TOMLDocument, index: int) -> None:
    """Have a row say nothing of whose its line is, or of which kind; the row goes if it says nothing else."""
    rows: Any = document["line"]
    row = rows[index]
    if not set(row) & set(DIRECTION_KEYS):
        drop_pins(document, {index})
        return
    for key in ("speaker", "kind", "locked"):
        row.pop(key, None)
    if not set(row) & set(DIRECTION_KEYS):
        drop_pins(document, {index})


def _closing(row: Any) -> list[Any]:  # noqa: ANN401 - a table of tomlkit
    """Take out of a table what stands behind its last key: tomlkit files the comments of the next one there."""
    body: list[Any] = row.value.body
    last = max((at for at, (key, _) in enumerate(body) if key is not None), default=-1)
    closing = body[last + 1 :]
    del body[last + 1 :]
    return closing


def drop_pins(document: TOMLDocument, indexes: set[int]) -> None:
    """Take pins out, by their places in the file from 0."""
    rows: Any = document["line"]
    for index in sorted(indexes, reverse=True):
        del rows[index]
    if not rows:
        del document["line"]


def drop_character(document: TOMLDocument, name: str) -> None:
    """Take out what is said of a character."""
    people: Any = document["characters"]
    del people[name]
    if not people:
        del document["characters"]
