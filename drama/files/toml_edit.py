"""Edits of a TOML text that keep comments and order.

tomlkit edits existing tables. New tables are appended as text, because tomlkit 0.15 cannot add one to a section whose
tables are not contiguous (``OutOfOrderTableProxy``). The result is parsed and compared with the expected data.
"""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
import tomlkit.exceptions

from drama.errors import CastError

_TUNING = ("engine", "rate_wpm", "pitch", "gain_db")
"""Keys that tune one voice and do not fit another."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The new values of one table."""

    key: tuple[str, ...]
    """The table: ``("narrator",)`` or ``("characters", name)``."""
    values: Mapping[str, str | int | float | list[str]]
    """The keys to set; where a voice is among them, settings of the previous one that are not are removed."""
    comment: str | None = None
    """A comment written beside the voice, if the table had none before."""


def edited(text: str, edits: Sequence[Edit], path: Path) -> str:
    """Return a valid TOML text with the edits made. Raises CastError if its layout allows none."""
    wanted = copy.deepcopy(tomllib.loads(text))
    present = [edit for edit in edits if _table(wanted, edit.key) is not None]
    absent = [edit for edit in edits if _table(wanted, edit.key) is None]
    for edit in edits:
        _apply(wanted, edit)
    try:
        changed = _in_place(text, present)
        for add in (_at_the_end, _inside):
            candidate = add(changed, absent) if absent else changed
            if _reads_as(candidate, wanted):
                return candidate
    except (tomlkit.exceptions.TOMLKitError, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise CastError(f"{path}: its layout cannot be edited; edit it by hand") from error
    raise CastError(f"{path}: its layout cannot be edited without harm; edit it by hand")


def toml_string(text: str) -> str:
    """Return a text as a TOML basic string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml_value(value: str | float | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(toml_string, value))}]"
    return toml_string(value) if isinstance(value, str) else str(value)


def _in_place(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with existing tables changed."""
    if not edits:
        return text
    document = tomlkit.parse(text)
    for edit in edits:
        table = _table(document, edit.key)
        has_voice = "voice" in table
        for key in _stale(table, edit):
            table.remove(key)
        for key, value in edit.values.items():
            if table.get(key) != value:
                table[key] = value
        if edit.comment is not None and not has_voice:
            table["voice"].comment(edit.comment)
    return tomlkit.dumps(document)


def _at_the_end(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with new tables appended, with its own line endings."""
    blocks = []
    for edit in edits:
        section, *names = edit.key
        rows = [f"[{'.'.join([section, *map(toml_key, names)])}]"]
        for key, value in edit.values.items():
            note = f"  # {edit.comment}" if edit.comment is not None and key == "voice" else ""
            rows.append(f"{key} = {_toml_value(value)}{note}")
        blocks.append("\n".join(rows) + "\n")
    gap = "" if not text or text.endswith("\n") else "\n"
    added = gap + "".join(("\n" if text or index else "") + block for index, block in enumerate(blocks))
    return text + (added.replace("\n", "\r\n") if "\r\n" in text else added)


def _inside(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with new tables inside a section written as an inline table or with dotted keys."""
    document = tomlkit.parse(text)
    for edit in edits:
        table = tomlkit.inline_table()
        table.update(edit.values)
        home: Any = document if len(edit.key) == 1 else document[edit.key[0]]
        home[edit.key[-1]] = table
    return tomlkit.dumps(document)


def _apply(data: dict[str, Any], edit: Edit) -> None:
    table: dict[str, Any] = data
    for part in edit.key:
        table = table.setdefault(part, {})
    for key in _stale(table, edit):
        del table[key]
    table.update(edit.values)


def _stale(table: Mapping[str, Any], edit: Edit) -> list[str]:
    return [key for key in _TUNING if "voice" in edit.values and key in table and key not in edit.values]


def _table(data: Mapping[str, Any], key: tuple[str, ...]) -> Any:  # noqa: ANN401 - tomlkit's tables share no type
    value: Any = data
    for part in key:
        if part not in value:
            return None
        value = value[part]
    return value


def _reads_as(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def toml_key(name: str) -> str:
    """Return a name as a TOML key, bare where it may be."""
    is_bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if is_bare else toml_string(name)
