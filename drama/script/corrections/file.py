"""The file of corrections beside a story, ``STORY.script.toml`` -> :class:`Corrections`.

::

    [[line]]                      # one line, wherever it stands
    words = "“Then I'll swim.”"   # how it begins; punctuation and letter case do not count
    before = "put down her bag"   # only where the words alone could be taken for others
    after = "The water was black"
    speaker = "Ulf"
    kind = "thought"              # only to change it: "dialogue", "thought", or without a speaker "narration", and
                                  # "skip", which leaves the line out

    [characters."Ines Dahl"]      # this is what she is called …
    aliases = ["Ines", "the girl"]    # … and these are the same person

    [characters."Miss Dahl"]
    apart = true                  # somebody else than the one drama took her for
"""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from drama.errors import ScriptError
from drama.files.inputs import read_file
from drama.files.messages import listed, nearest, quoted
from drama.files.naming import named_after
from drama.files.toml_positions import KeyPath, key_lines, line_of
from drama.model import Kind
from drama.script.corrections.anchors import Corrections, Naming, Pin

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

SUFFIX = ".script.toml"

_LINE_KEYS = ("words", "before", "after", "speaker", "kind")
_CHARACTER_KEYS = ("aliases", "apart")
_KINDS = (Kind.DIALOGUE, Kind.THOUGHT, Kind.NARRATION, Kind.SKIP)
_SPEAKERLESS = {Kind.NARRATION: "narration", Kind.SKIP: "a line left out"}
_LINE_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*line[ \t]*\]\]", re.MULTILINE)
_LONGEST_NAME = 80
SIZE_LIMIT = 4_000_000
"""Bytes: every line of a long novel, pinned."""


def corrections_path(story: Path) -> Path:
    """Return where the corrections of a story stand: ``story.script.toml`` for ``story.txt``."""
    return named_after(story, SUFFIX)


def load_corrections(story: Path) -> Corrections:
    """Return what a person has decided about a story; nothing where there is no file.

    Raises :class:`ScriptError` naming file and line for the first thing that is wrong, and what would be valid.
    """
    path = corrections_path(story)
    text = corrections_text(path)
    return Corrections() if text is None else parse_corrections(text, path.name)


def corrections_text(path: Path) -> str | None:
    """Return the text of a file of corrections; None if there is none. Raises :class:`ScriptError`."""
    try:
        return read_file(path, limit=SIZE_LIMIT).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ScriptError(f"{path.name}, line {line}: not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None  # the story's own name leaves no room for a longer one
        raise ScriptError(
            f"cannot read {path}: {error.strerror}; the corrections of a story are kept under this name"
        ) from error


def parse_corrections(text: str, name: str) -> Corrections:
    """Return the corrections a TOML text holds; ``name`` is what messages call it. Raises :class:`ScriptError`."""
    try:
        data = tomllib.loads(text)
        reader = _Reader(name, text, key_lines(text))
    except tomllib.TOMLDecodeError as error:
        raise ScriptError(f"{name}: not valid TOML: {str(error)[:300]}") from None
    except (RecursionError, ValueError, OverflowError):
        raise ScriptError(f"{name}: not valid TOML: nested too deeply, or a number is too large") from None
    return reader.corrections(data)


class _Reader:
    """One file being checked."""

    def __init__(self, name: str, text: str, lines: dict[KeyPath, int]) -> None:
        self._name = name
        self._lines = lines
        self._headers = [text.count("\n", 0, match.start()) + 1 for match in _LINE_HEADER.finditer(text)]

    def corrections(self, data: Mapping[str, Any]) -> Corrections:
        for key in data:
            if key not in {"line", "characters"}:
                near = nearest(key, ("line", "characters"))
                self._fail((key,), f"unknown key {quoted(key)}{near} Valid are [[line]] and [characters.NAME].")
        rows = data.get("line", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._fail(("line",), "each pinned line has a table of its own, under [[line]]")
        people = data.get("characters", {})
        if not isinstance(people, dict) or not all(isinstance(entry, dict) for entry in people.values()):
            self._fail(("characters",), "each character has a table of its own, under [characters.NAME]")
        named = {name: self._naming(name, entry) for name, entry in people.items()}
        self._check_names(named)
        pins = tuple(self._pin(at, row) for at, row in enumerate(rows))
        return Corrections(pins, MappingProxyType(named))

    def _pin(self, at: int, row: Mapping[str, Any]) -> Pin:
        line = self._headers[at] if at < len(self._headers) else line_of(self._lines, ("line",))
        where = f"{self._name}, line {line}"
        for key, value in row.items():
            if key not in _LINE_KEYS:
                near = nearest(key, _LINE_KEYS)
                raise ScriptError(f"{where}: unknown key {quoted(key)}{near} Valid are {listed(_LINE_KEYS)}.")
            if not isinstance(value, str):
                raise ScriptError(f"{where}: {key} must be text, in quotation marks")
        kind = row.get("kind")
        if kind is not None and kind not in _KINDS:
            raise ScriptError(f"{where}: kind {quoted(kind)} is none of {listed(_KINDS)}")
        speaker = row.get("speaker")
        if not any(character.isalnum() for character in row.get("words", "")):
            raise ScriptError(f'{where}: a pinned line needs words = "…": how it begins')
        if kind in _SPEAKERLESS and speaker is not None:
            raise ScriptError(f"{where}: {_SPEAKERLESS[Kind(kind)]} has no speaker; leave out the speaker, or the kind")
        if kind not in _SPEAKERLESS and (speaker is None or not _is_name(speaker)):
            raise ScriptError(f'{where}: a pinned line needs speaker = "NAME", or kind = "narration" or "skip"')
        return Pin(
            row["words"],
            speaker,
            None if kind is None else Kind(kind),
            row.get("before", ""),
            row.get("after", ""),
            where,
        )

    def _naming(self, name: str, entry: Mapping[str, Any]) -> Naming:
        path = ("characters", name)
        if not _is_name(name):
            self._fail(path, f"{quoted(name)} cannot be a name: it takes 1 to {_LONGEST_NAME} printable characters")
        for key in entry:
            if key not in _CHARACTER_KEYS:
                near = nearest(key, _CHARACTER_KEYS)
                valid = f"{listed(_CHARACTER_KEYS)}; voice and gender are set in the cast file"
                self._fail((*path, key), f"unknown key {quoted(key)}{near} Valid are {valid}.")
        aliases = entry.get("aliases", [])
        if not isinstance(aliases, list) or not all(isinstance(alias, str) and _is_name(alias) for alias in aliases):
            self._fail((*path, "aliases"), 'aliases must be a list of names, such as ["Ines", "the girl"]')
        is_apart = entry.get("apart", False)
        if not isinstance(is_apart, bool):
            self._fail((*path, "apart"), "apart must be true or false")
        return Naming(name, tuple(aliases), is_apart, f"{self._name}, line {line_of(self._lines, path)}")

    def _check_names(self, people: Mapping[str, Naming]) -> None:
        owners: dict[str, str] = {}
        for name, naming in people.items():
            for called in (name, *naming.aliases):
                owner = owners.setdefault(called.casefold(), name)
                if owner != name:
                    self._fail(("characters", name), f"{quoted(called)} is a name of {quoted(owner)} already")

    def _fail(self, path: KeyPath, message: str) -> NoReturn:
        raise ScriptError(f"{self._name}, line {line_of(self._lines, path)}: {message}")


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable() and bool(name.strip())


# ------------------------------------------------------------------ the file


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
    """Put a pin in the place of another, else at the end."""
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
