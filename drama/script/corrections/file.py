"""The file of corrections beside a story, ``STORY.script.toml`` -> :class:`Corrections`.

::

    [[line]]                      # one line, wherever it stands
    words = "“Then I'll swim.”"   # how it begins; punctuation and letter case do not count
    before = "put down her bag"   # only where the words alone could be taken for others
    after = "The water was black"
    speaker = "Ulf"
    kind = "thought"              # only to change it: "dialogue", "thought", or without a speaker "narration", and
                                  # "skip", which leaves the line out
    delivery = "whispered"        # how it is spoken; the other keys for that stand in .directions

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
from typing import Any, NoReturn

from drama.errors import ScriptError
from drama.files.inputs import read_file
from drama.files.messages import listed, nearest, quoted
from drama.files.naming import named_after
from drama.files.toml_positions import KeyPath, key_lines, line_of
from drama.model import DIRECTION_KEYS, Kind, LineDirection
from drama.script.corrections.anchors import Corrections, Naming, Pin
from drama.script.corrections.directions import Fail, read_direction

SUFFIX = ".script.toml"

_TEXT_KEYS = ("words", "before", "after", "speaker", "kind")
_LINE_KEYS = (*_TEXT_KEYS, *DIRECTION_KEYS)
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

        def fail(message: str) -> NoReturn:
            raise ScriptError(f"{where}: {message}")

        for key, value in row.items():
            if key not in _LINE_KEYS:
                fail(f"unknown key {quoted(key)}{nearest(key, _LINE_KEYS)} Valid are {listed(_LINE_KEYS)}.")
            if key in _TEXT_KEYS and not isinstance(value, str):
                fail(f"{key} must be text, in quotation marks")
        if not any(character.isalnum() for character in row.get("words", "")):
            fail('a pinned line needs words = "…": how it begins')
        direction = read_direction(row, fail)
        kind = _checked_kind(row, direction, fail)
        before, after = row.get("before", ""), row.get("after", "")
        return Pin(row["words"], row.get("speaker"), kind, before, after, where, direction)

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


def _checked_kind(row: Mapping[str, Any], direction: LineDirection, fail: Fail) -> Kind | None:
    """Return the kind a line's table gives it, which must go with its speaker and with what is locked."""
    kind, speaker = row.get("kind"), row.get("speaker")
    if kind is not None and kind not in _KINDS:
        fail(f"kind {quoted(kind)} is none of {listed(_KINDS)}")
    if kind in _SPEAKERLESS and speaker is not None:
        fail(f"{_SPEAKERLESS[Kind(kind)]} has no speaker; leave out the speaker, or the kind")
    if speaker is not None and not _is_name(speaker):
        fail('a pinned line needs speaker = "NAME", or kind = "narration" or "skip"')
    if speaker is None and kind not in _SPEAKERLESS and (kind is not None or direction.is_empty):
        fail(
            'a pinned line needs speaker = "NAME", or kind = "narration" or "skip", or how it is spoken: '
            f"{listed(DIRECTION_KEYS)}"
        )
    if direction.is_locked and (kind is None or direction.delivery is None):
        fail("locked = true holds what is written here: the speaker, the kind and the delivery; write down all of them")
    return None if kind is None else Kind(kind)


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable() and bool(name.strip())
