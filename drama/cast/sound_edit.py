"""Edits of what a cast file says of sound: scenes, effects, music. Comments and order are kept."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drama.cast.castfile.load import CastFile, read_cast_text
from drama.cast.edit import begun
from drama.errors import CastError
from drama.files.text_edits import TextFile
from drama.files.toml_edit import Edit, edited
from drama.model import Sound


@dataclass(frozen=True, slots=True)
class SoundSections:
    """A cast file as a text to edit, and what it says of sound."""

    path: Path
    text: str
    file: CastFile
    """What the text says, with everything it extends."""
    own: Mapping[str, Any]
    """The text's own data."""

    @property
    def sound(self) -> Sound:
        """What is in force."""
        return self.file.sounds.sound

    def table(self, section: str, name: str) -> Mapping[str, Any] | None:
        """Return a table of the file itself; None if it has none of that name."""
        table = self.own.get(section, {}).get(name)
        return table if isinstance(table, dict) else None

    def after(self, *edits: Edit) -> SoundSections:
        """Return the file as it is after some edits. Raises CastError if they would make it invalid."""
        return sections_of(edited(self.text, edits, self.path), self.path)


@dataclass(frozen=True, slots=True)
class SoundFileEdit:
    """An edit that was written."""

    path: Path
    file: CastFile
    """The cast file as it is now."""
    is_new_file: bool


def sections_of(text: str, path: Path) -> SoundSections:
    """Return the text of a cast file at a path, to edit. Raises CastError for a file in error."""
    return SoundSections(path, text, read_cast_text(text, path), tomllib.loads(text))


def edit_sounds(path: Path, change: Callable[[SoundSections], SoundSections], *, file: CastFile) -> SoundFileEdit:
    """Edit the sound sections of the cast file at ``path``; ``file`` is the one in force.

    If there is none at ``path`` yet, a new one extends the one in force. ``change`` is called again if another process
    edits the file meanwhile. Raises CastError for a file in error, before or after the edit: then nothing is written.
    """
    after = sections_of("", path)

    def changed(text: str | None) -> str:
        nonlocal after
        after = change(sections_of(begun(path, text, file), path))
        return after.text

    before = TextFile(path, CastError).edit(changed)
    return SoundFileEdit(path, after.file, is_new_file=before is None)
