"""Say in the cast file what a character is: gender, age, other names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from drama.cast.castfile.load import CastFile, read_cast_text
from drama.cast.castfile.schema import AGES
from drama.cast.edit import NARRATOR, begun, who
from drama.errors import CastError
from drama.files.messages import listed, quoted
from drama.files.text_edits import TextFile, labelled
from drama.files.toml_edit import Edit, edited
from drama.model import Gender, Script

_Values: TypeAlias = "dict[str, str | int | float | list[str]]"


@dataclass(frozen=True, slots=True)
class Described:
    """An edit of what the cast file says of a character."""

    path: Path
    character: str
    """The main name."""
    is_new_file: bool


def describe(
    path: Path,
    character: str,
    *,
    file: CastFile,
    script: Script,
    gender: Gender | str | None = None,
    age: str | None = None,
    aliases: Sequence[str] | None = None,
) -> Described:
    """Write what a character is into the cast file at ``path``; what is None stays as it is.

    ``file`` is the cast file in force; if there is none at ``path`` yet, a new one extends it. Raises
    :class:`CastError` for somebody who is not in the story, and for what is no gender or age.
    """
    values = _values(gender, age, aliases)
    name = _character(character, file, script)

    def change(text: str | None) -> str:
        return _described(text, path, name, values, file)[0]

    said = ", ".join(", ".join(one) if isinstance(one, list) else str(one) for one in values.values())
    with labelled(f"{name}: {said}"):
        return Described(path, name, TextFile(path, CastError).edit(change) is None)


def try_describe(
    path: Path,
    character: str,
    *,
    file: CastFile,
    script: Script,
    gender: Gender | str | None = None,
    age: str | None = None,
    aliases: Sequence[str] | None = None,
) -> CastFile:
    """Return the cast file as it would be after :func:`describe`. Writes nothing."""
    text = TextFile(path, CastError).read()
    values = _values(gender, age, aliases)
    return _described(text, path, _character(character, file, script), values, file)[1]


def _character(character: str, file: CastFile, script: Script) -> str:
    name = who(character, file, script)
    if name == NARRATOR:
        raise CastError("the narrator has no gender, age or other names in the cast file; choose another voice instead")
    return name


def _described(text: str | None, path: Path, name: str, values: _Values, file: CastFile) -> tuple[str, CastFile]:
    """Return the text of a cast file with what it says of a character, and what that is read as."""
    after = edited(begun(path, text, file), [Edit(("characters", name), values)], path)
    return after, read_cast_text(after, path)


def _values(gender: Gender | str | None, age: str | None, aliases: Sequence[str] | None) -> _Values:
    values: _Values = {}
    if gender is not None:
        values["gender"] = _one_of("gender", gender, list(Gender))
    if age is not None:
        values["age"] = _one_of("age", age, list(AGES))
    if aliases is not None:
        values["aliases"] = list(aliases)
    if not values:
        raise CastError("say what the character is: a gender, an age, or other names")
    return values


def _one_of(what: str, value: str, valid: Sequence[str]) -> str:
    if str(value) not in {str(one) for one in valid}:
        raise CastError(f"{quoted(str(value))} is no {what}; valid is {listed(map(str, valid))}")
    return str(value)
