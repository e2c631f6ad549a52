"""Licences and credits of the sounds in a library folder: its ``library.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama.errors import LibraryError
from drama.files.inputs import read_file

FILE_NAME = "library.toml"
_SIZE_LIMIT = 1_000_000
_TEXT_LIMIT = 300
_KEYS = ("licence", "credit")


@dataclass(frozen=True, slots=True)
class Credit:
    """The licence of a sound and its author."""

    licence: str = ""
    credit: str = ""


def read_credits(folder: Path) -> Mapping[str, Credit]:
    """Return the credits in a folder's ``library.toml`` by path within the folder; empty if there is none.

    Raises :class:`LibraryError` for invalid TOML, and for unknown keys or values.
    """
    path = folder / FILE_NAME
    try:
        document = tomllib.loads(read_file(path, limit=_SIZE_LIMIT).decode("utf-8"))
    except FileNotFoundError:
        return MappingProxyType({})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path}: not valid TOML: {str(error)[:300]}") from None
    except (RecursionError, ValueError, OverflowError):
        raise LibraryError(f"{path}: not valid TOML: nested too deeply, or a number is too large") from None
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {error.strerror}") from None
    for key in document:
        if key != "sounds":
            raise LibraryError(f'{path}: unknown key {key!r}. Valid: [sounds."FILE"] tables')
    sounds = document.get("sounds", {})
    if not isinstance(sounds, dict):
        raise LibraryError(f'{path}: sounds is no table. Valid: [sounds."rain.flac"] with licence and credit')
    return MappingProxyType({name: _credit(path, name, table) for name, table in sounds.items()})


def clean(text: str) -> str:
    """Return a text on one line, with unprintable characters removed, cut to a length fit for credits."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_TEXT_LIMIT]


def _credit(path: Path, name: str, table: Any) -> Credit:  # noqa: ANN401 (as TOML has it)
    where = f"{path}: [sounds.{name!r}]"
    if not isinstance(table, dict):
        raise LibraryError(f'{where} is no table. Valid: licence = "…" and credit = "…"')
    for key, value in table.items():
        if key not in _KEYS:
            raise LibraryError(f"{where}: unknown key {key!r}. Valid: {' and '.join(_KEYS)}")
        if not isinstance(value, str):
            raise LibraryError(f"{where}: {key} must be a text in quotes")
    return Credit(**{key: clean(value) for key, value in table.items()})
