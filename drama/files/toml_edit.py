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
from drama.files.toml_positions import key_lines

_TUNING = ("engine", "rate_wpm", "pitch", "gain_db")
"""Keys that tune one voice and do not fit another."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The new values of one table."""

    key: tuple[str, ...]
    """The table: ``("narrator",)`` or ``("characters", name)``."""
    values: Mapping[str, str | int | float | list[str] | Mapping[str, str]]
    """The keys to set; where a voice is set, settings of the previous one that are not among these are removed."""
    comment: str | None = None
    """A comment written beside the voice, if the table had none before."""
    removed: tuple[str, ...] = ()
    """The keys to remove, where they are there."""
    called: str | None = None
    """Another name for the table."""
    is_dropped: bool = False
    """Whether the table is removed, with all it holds."""


def edited(text: str, edits: Sequence[Edit], path: Path) -> str:
    """Return a valid TOML text with the edits made. Raises CastError if its layout allows none."""
    wanted = copy.deepcopy(tomllib.loads(text))
    present = [edit for edit in edits if _table(wanted, edit.key) is not None]
    absent = [edit for edit in edits if _table(wanted, edit.key) is None and not edit.is_dropped]
    for edit in edits:
        _apply(wanted, edit)
    try:
        changed = _in_place(text, present)
        changed = _headers_edited(changed, present)
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


def _toml_value(value: str | float | list[str] | Mapping[str, str]) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{toml_key(key)} = {toml_string(text)}' for key, text in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_string, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return toml_string(value) if isinstance(value, str) else str(value)


def _in_place(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with existing tables changed."""
    if not any(edit.values or edit.removed for edit in edits):
        return text
    document = tomlkit.parse(text)
    for edit in edits:
        if edit.is_dropped:
            continue
        table = _table(document, edit.key)
        has_voice = "voice" in table
        for key in _stale(table, edit):
            table.remove(key)
        for key, value in edit.values.items():
            if table.get(key) != value:
                table[key] = tomlkit.value(_toml_value(value)) if isinstance(value, Mapping) else value
        if edit.comment is not None and not has_voice:
            table["voice"].comment(edit.comment)
    return tomlkit.dumps(document)


def _headers_edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with tables removed or called otherwise; tomlkit would move the comments around them."""
    for edit in edits:
        if edit.is_dropped:
            text = _without_table(text, edit.key)
        elif edit.called is not None:
            text = _with_header(text, edit.key, (*edit.key[:-1], edit.called))
    return text


def has_comment(text: str, key: tuple[str, ...]) -> bool:
    """Return whether somebody may have commented on a table: beside its header or inside it."""
    extent = _extent(text, key)
    return extent is None or any("#" in row for row in text.split("\n")[slice(*extent)])


def _without_table(text: str, key: tuple[str, ...]) -> str:
    """Return the text without a table; what is said right above the next one stays with that."""
    extent = _extent(text, key)
    if extent is None:
        document = tomlkit.parse(text)
        home: Any = _table(document, key[:-1])
        del home[key[-1]]
        return tomlkit.dumps(document)
    at, end = extent
    rows = text.split("\n")
    if end == len(rows):
        return "\n".join(rows[:at]).rstrip() + rows[at - 1][len(rows[at - 1].rstrip("\r")) :] + "\n" if at else ""
    return "\n".join(rows[:at] + rows[end:])


def _extent(text: str, key: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the row of a table's header, from 0, and the row after its last; None where it has no header."""
    header = _header(text, key)
    if header is None:
        return None
    rows, at = text.split("\n"), header[0]
    places = {line - 1 for line in key_lines(text).values() if rows[line - 1].lstrip().startswith("[")}
    end = min((place for place in places if place > at), default=len(rows))
    while at + 1 < end < len(rows) and rows[end - 1].lstrip().startswith("#"):
        end -= 1
    return at, end


def _with_header(text: str, key: tuple[str, ...], new: tuple[str, ...]) -> str:
    """Return the text with another name of a table; what stands behind its header stays."""
    header = _header(text, key)
    if header is None:
        raise ValueError
    at, written = header
    rows = text.split("\n")
    indent = rows[at][: len(rows[at]) - len(rows[at].lstrip())]
    rows[at] = f"{indent}[{'.'.join(map(toml_key, new))}]{rows[at][len(written) :]}"
    return "\n".join(rows)


def _header(text: str, key: tuple[str, ...]) -> tuple[int, str] | None:
    """Return the row of a table's header, from 0, and the header; None where it is written otherwise."""
    wanted: Any = {}
    for name in reversed(key):
        wanted = {name: wanted}
    at = key_lines(text).get(key, 0) - 1
    row = text.split("\n")[at] if at >= 0 else ""
    heads = (row[: index + 1] for index, letter in enumerate(row) if letter == "]")
    return next(((at, head) for head in heads if _is_header(head, wanted)), None)


def _is_header(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return text.lstrip().startswith("[") and tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _at_the_end(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with new tables appended, with its own line endings."""
    blocks = []
    for edit in edits:
        section, *names = edit.key
        rows = [f"[{'.'.join([section, *map(toml_key, names)])}]"]
        for key, value in edit.values.items():
            note = f"  # {edit.comment}" if edit.comment is not None and key == "voice" else ""
            rows.append(f"{toml_key(key)} = {_toml_value(value)}{note}")
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
    home: dict[str, Any] = data
    for part in edit.key[:-1]:
        home = home.setdefault(part, {})
    table = home.pop(edit.key[-1], {})
    if edit.is_dropped:
        return
    for key in _stale(table, edit):
        del table[key]
    table.update(edit.values)
    home[edit.called or edit.key[-1]] = table


def _stale(table: Mapping[str, Any], edit: Edit) -> list[str]:
    gone = (*edit.removed, *(_TUNING if "voice" in edit.values else ()))
    return [key for key in gone if key in table and key not in edit.values]


def _table(data: Mapping[str, Any], key: tuple[str, ...]) -> Any:  # noqa: ANN401 - tomlkit's tables share no type
    value: Any = data
    for part in key:
        if part not in value:
            return None
        value = value[part]
    return value


def _reads_as(text: str, wanted: Mapping[str, Any]) -> bool:
    """Return whether a text holds the data wanted; a table without a key is as good as none."""
    try:
        return _filled(tomllib.loads(text)) == _filled(wanted)
    except tomllib.TOMLDecodeError:
        return False


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data without the sections that hold nothing at all."""
    return {name: value for name, value in data.items() if value != {}}


def toml_key(name: str) -> str:
    """Return a name as a TOML key, bare where it may be."""
    is_bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if is_bare else toml_string(name)
