"""Validation of one table of a cast file against the schema: every value in its final type, or a CastError."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from drama.cast.castfile.documents import Document
from drama.cast.castfile.schema import EXAMPLES, NAME_LIMIT, RENAMED, SECTIONS, Check, Value, is_name
from drama.files.messages import listed, nearest, quoted
from drama.files.toml_positions import KeyPath

_MOST_SHOWN = 60
"""Characters of a value that a message shows."""


def checked(document: Document, path: KeyPath) -> dict[str, Any]:
    """Return the values of one table, each in its final type. Raises CastError for the first that is not valid."""
    content: Any = document.data
    for part in path:
        content = content.get(part, {})
    return checked_values(document, path, content, SECTIONS[path[0]])


def checked_values(
    document: Document, path: KeyPath, content: Mapping[str, Any], checks: Mapping[str, Check]
) -> dict[str, Any]:
    """Return values checked each by the check of its key. Raises CastError."""
    values: dict[str, Value] = {}
    where = f"[{'.'.join((path[0], *(quoted(part) for part in path[1:])))}]"
    for written, value in content.items():
        key = RENAMED.get(written, written)
        if key != written and key in content:
            continue  # the present name takes precedence over the old one
        if key not in checks:
            hint = nearest(written, checks)
            unknown = f"unknown key {quoted(written)} in {where}{hint}"
            document.fail((*path, written), f"{unknown} Valid here: {listed(checks)}")
        try:
            values[key] = checks[key](value)
        except ValueError as error:
            shown = quoted(str(value)) if isinstance(value, str) else _shown(value)
            document.fail((*path, written), f"{written} in {where} is {shown}; valid is {error}")
    return values


def checked_tables(document: Document, section: str) -> dict[str, dict[str, Any]]:
    """Return the checked tables of a section that holds one a name. Raises CastError."""
    tables: dict[str, dict[str, Any]] = {}
    for name, content in document.data.get(section, {}).items():
        if not is_name(name):
            document.fail(
                (section, name), f"{quoted(name)} cannot be a name: at most {NAME_LIMIT} printable characters"
            )
        if not isinstance(content, dict):
            document.fail(
                (section, name),
                f"{section}.{quoted(name)} must be a table such as [{section}.{EXAMPLES[section]}]",
            )
        tables[name] = checked(document, (section, name))
    return tables


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        is_short = 0 < len(value) <= 3 and all(isinstance(one, str) and len(one) <= _MOST_SHOWN for one in value)
        return json.dumps(value, ensure_ascii=False) if is_short else "a list"
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return str(value)[:_MOST_SHOWN]
    except ValueError:  # a whole number of thousands of digits
        return "a very large number"
