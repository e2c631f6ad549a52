"""The lock file of a series: which engines and voices its people were recorded with.

It lies beside the cast file of the series, ``series.voices.lock`` beside ``series.voices.toml``, and goes under version
control with it: a table for each person, in the order of their names, nothing of one machine in it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama.cast.castfile.documents import Document, parse, read
from drama.cast.castfile.schema import NAME_LIMIT, Check, is_name, whole
from drama.cast.castfile.validate import checked_values
from drama.errors import CastError
from drama.files.messages import listed, nearest, quoted
from drama.files.paths import exists
from drama.files.toml_edit import toml_key, toml_string

_VERSION = 1
_EMBEDDING_BYTES = 256
_LONGEST = 4_000
"""Longest text in a lock file, in characters: an identity may hold the address of a server."""
_MERGING = "<<<<<<< "


@dataclass(frozen=True, slots=True)
class LockedVoice:
    """What somebody of a series is recorded with: all of their voice that shapes a take, and how it was measured."""

    voice: str
    """As the cast file names it."""
    engine: str
    id: str
    """The engine's own id; of a voice that is a file, the file's name."""
    rate_wpm: int
    pitch: int | None = None
    sound: str = ""
    """What identifies the sound, of engines whose ids do not tell it: a digest of the voice's file, say."""
    figures: bytes = b""
    """The speaker embedding, where the voice was measured."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a series is recorded with."""

    drama: str
    """The version of drama, which decides what an engine is asked to say."""
    engines: Mapping[str, str]
    """The version of each engine, by its name."""
    people: Mapping[str | None, LockedVoice] = field(default_factory=lambda: MappingProxyType({}))
    """By name; None for the narrator."""


def lock_path(series_file: Path) -> Path:
    """Return where the lock of a series lies, by its cast file."""
    return series_file.with_suffix(".lock")


def read_lock(path: Path) -> Lock | None:
    """Return the lock in a file; None if there is none. Raises CastError, with the line, for one that is damaged."""
    if not exists(path):
        return None
    return parse_lock(read(path, what="lock file"), str(path))


def parse_lock(text: str, name: str) -> Lock:
    """Return the lock that a text states. Raises CastError."""
    if any(row.startswith(_MERGING) for row in text.splitlines()):
        row = next(number for number, row in enumerate(text.splitlines(), start=1) if row.startswith(_MERGING))
        raise CastError(
            f"{name}, line {row}: two versions of it were merged and do not agree; keep one of the two, and take the "
            "marks of the merge out"
        )
    document = parse(text, name)
    for key in document.data:
        if key not in _TOP:
            document.fail((key,), f"unknown key {quoted(key)}{nearest(key, _TOP)} Valid here: {listed(_TOP)}")
    if document.data.get("version") != _VERSION:
        document.fail(("version",), f"valid is version = {_VERSION}; a newer drama may have written it")
    engines = checked_values(
        document, ("engines",), _table(document, "engines"), dict.fromkeys(_table(document, "engines"), _text)
    )
    people: dict[str | None, LockedVoice] = {}
    if "narrator" in document.data:
        people[None] = _voice(document, ("narrator",), _table(document, "narrator"))
    for person, table in _table(document, "people").items():
        if not is_name(person) or not isinstance(table, dict):
            document.fail(
                ("people", person), f"valid is a table [people.NAME], a name of {NAME_LIMIT} characters at most"
            )
        people[person] = _voice(document, ("people", person), table)
    drama = document.data.get("drama")
    if not isinstance(drama, str):
        document.fail(("drama",), 'valid is drama = "…", the version of drama it was made with')
    return Lock(drama, MappingProxyType(engines), MappingProxyType(people))


def lock_text(lock: Lock, *, title: str, series_file: str) -> str:
    """Return the text of a lock: the same lock gives the same text."""
    head = (
        f"# What {_one_line(title)} is recorded with, so that all episodes sound alike. drama writes this\n"
        "# file (drama cast --series FOLDER --lock) and compares with it before it records. Keep it beside\n"
        f"# {_one_line(series_file)}, under version control.\n\n"
        f"version = {_VERSION}\ndrama = {toml_string(lock.drama)}\n"
    )
    engines = "".join(f"{toml_key(name)} = {toml_string(version)}\n" for name, version in sorted(lock.engines.items()))
    blocks = [head, f"[engines]\n{engines}"]
    for name in sorted(lock.people, key=lambda name: (name is not None, (name or "").casefold(), name or "")):
        header = "[narrator]" if name is None else f"[people.{toml_key(name)}]"
        blocks.append(f"{header}\n{_rows(lock.people[name])}")
    return "\n".join(blocks)


def _rows(voice: LockedVoice) -> str:
    rows = {
        "voice": toml_string(voice.voice),
        "engine": toml_string(voice.engine),
        "id": toml_string(voice.id),
        "rate_wpm": str(voice.rate_wpm),
        "pitch": "" if voice.pitch is None else str(voice.pitch),
        "sound": toml_string(voice.sound) if voice.sound else "",
        "figures": toml_string(base64.b64encode(voice.figures).decode("ascii")) if voice.figures else "",
    }
    return "".join(f"{key} = {value}\n" for key, value in rows.items() if value)


def _one_line(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


# ------------------------------------------------------------------ checking


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise ValueError(f"text in quotation marks, at most {_LONGEST:,} characters")
    return value


def _embedding(value: object) -> str:
    """Return a text that holds an embedding."""
    try:
        data = base64.b64decode(value if isinstance(value, str) else "", validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != _EMBEDDING_BYTES:
        raise ValueError(f"a speaker embedding of {_EMBEDDING_BYTES} bytes in base64, as drama writes it")
    return str(value)


_TOP = ("version", "drama", "engines", "narrator", "people")
_VOICE: Mapping[str, Check] = MappingProxyType(
    {
        **dict.fromkeys(("voice", "engine", "id", "sound"), _text),
        "rate_wpm": whole(80, 450),
        "pitch": whole(0, 100),
        "figures": _embedding,
    }
)
_NEEDED = ("voice", "engine", "id", "rate_wpm")


def _table(document: Document, key: str) -> Mapping[str, Any]:
    table = document.data.get(key, {})
    if not isinstance(table, dict):
        document.fail((key,), f"{key} must be a table: write [{key}] above its keys")
    return table


def _voice(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> LockedVoice:
    values: dict[str, Any] = checked_values(document, path, table, _VOICE)
    if missing := [key for key in _NEEDED if key not in values]:
        document.fail(path, f"{missing[0]} is missing; it needs {listed(_NEEDED)}")
    return LockedVoice(**{**values, "figures": base64.b64decode(values.get("figures", ""))})
