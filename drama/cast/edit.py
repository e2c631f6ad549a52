"""Edit the cast file: save a whole cast, recast one character. Comments and order stay as they are."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
import tomlkit.exceptions
from tomlkit.items import Table, Trivia

from drama.cast.castfile import CastFile, check_cast_text, read_cast_text
from drama.cast.casting import cast_script
from drama.cast.documents import CAST_FILE
from drama.cast.offers import Offers, Stock
from drama.cast.schema import is_name
from drama.cast.undo import remember, text_if_any, write
from drama.cast.wording import listed, nearest, quoted
from drama.errors import CastError
from drama.model import Cast, Script, Voice

NARRATOR = "narrator"
_VOICE_KEYS = ("engine", "rate_wpm", "pitch", "gain_db")
"""What tunes one voice and does not fit another."""


@dataclass(frozen=True, slots=True)
class Recast:
    """One edit of a cast file."""

    path: Path
    character: str
    """The main name; ``"narrator"`` for the narrator."""
    voice: str
    before: str | None
    """The voice named in the file before; None if the pool gave one."""
    is_new_file: bool
    pinned: tuple[str, ...] = ()
    """Others whose automatic voice the edit would have changed, and who were pinned to it instead."""


def save_cast(script: Script, cast: Cast, path: Path, *, file: CastFile, overwrite: bool = False) -> Path:
    """Write a cast file with every character of the script pinned to the voice of the cast.

    A file that is there already is kept unless ``overwrite``: then its comments, order and other keys stay, and only
    the voices are set. Settings of the file in force come along through ``extends``. Raises CastError.
    """
    text = text_if_any(path)
    if text is not None and not overwrite:
        raise CastError(f"{quoted(str(path))} is there already; it is only written over when asked for")
    lines = {character.name: character.lines for character in script.characters}
    document = _open(path, text, file)
    _pin(document, ("narrator",), cast.narrator, file, comment=None)
    for name, voice in cast.voices.items():
        if not is_name(name):
            raise CastError(f"{quoted(name)} is too long for a name in a cast file")
        count = lines.get(name)
        comment = None if count is None else f"{count} line{'' if count == 1 else 's'}"
        _pin(document, ("characters", name), voice, file, comment=comment)
    write(path, _checked(document, path))
    return path


def recast(
    path: Path,
    character: str,
    voice: str,
    *,
    file: CastFile,
    script: Script | None = None,
    offers: Offers | None = None,
) -> Recast:
    """Give one character (or ``"narrator"``) another voice by one edit of the cast file at ``path``.

    ``file`` is the cast file in force; where there is none at ``path`` yet, a new one extends it. With a script,
    everybody else keeps the voice they have: whoever would lose it by the edit is pinned to it. Raises CastError for a
    character that neither story nor file knows, and for a voice that neither pool nor engine has.
    """
    name = _who(character, file, script)
    _check_voice(voice, file, offers)
    text = text_if_any(path)
    document = _open(path, text, file)
    key = (NARRATOR,) if name == NARRATOR else ("characters", name)
    before = _get(document, key, "voice")
    entry = file.narrator if name == NARRATOR else file.characters.get(name)
    _set_voice(document, key, voice)
    pinned = _hold_others(document, path, name, file=file, script=script, offers=offers) if script is not None else ()
    after = _checked(document, path)
    if after != text:
        remember(path, text, after)
        write(path, after)
    known = before if isinstance(before, str) else entry.voice if entry is not None else None
    return Recast(path, name, voice, known, is_new_file=text is None, pinned=pinned)


# ------------------------------------------------------------------ one edit


def _who(character: str, file: CastFile, script: Script | None) -> str:
    """Return the main name that a name or an alias means."""
    if character.casefold() == NARRATOR:
        return NARRATOR
    people = script.characters if script is not None else ()
    wanted = character.casefold()
    for names in ((person.name, *person.aliases) for person in people):
        if any(name.casefold() == wanted for name in names):
            return next((main for name in names if (main := file.main_name(name)) is not None), names[0])
    main = file.main_name(character)
    if main is not None:
        return main
    valid = [*dict.fromkeys([*(person.name for person in people), *file.characters])]
    known = [*valid, *(alias for person in people for alias in person.aliases), NARRATOR]
    raise CastError(
        f"nobody called {quoted(character)} speaks in the story{nearest(character, known)} "
        f"Valid: {NARRATOR}{', ' if valid else ''}{listed(valid)}",
    )


def _check_voice(voice: str, file: CastFile, offers: Offers | None) -> None:
    text = f"[characters.somebody]\nvoice = {_toml(voice)}\n"
    try:
        probe = check_cast_text(text, "VOICE", pool=file.pool)
        Stock(file, engine=None, offers=offers).pinned("VOICE", probe.characters["somebody"])
    except CastError as error:
        _, _, reason = str(error).partition(": ")
        raise CastError(reason.replace(' in [characters."somebody"]', "").removeprefix("VOICE: ")) from None


def _hold_others(
    document: tomlkit.TOMLDocument,
    path: Path,
    name: str,
    *,
    file: CastFile,
    script: Script,
    offers: Offers | None,
) -> tuple[str, ...]:
    """Pin whoever the edit would give another voice, so that a recast records one character only."""
    before = cast_script(script, file, offers=offers)
    held: dict[str, None] = {}
    for _ in range(len(before.voices) + 1):
        after = cast_script(script, read_cast_text(_checked(document, path), path), offers=offers)
        changed = [
            other
            for other, voice in before.voices.items()
            if after.voices[other] != voice and other not in held and _main(other, file, script) != name
        ]
        if name != NARRATOR and after.narrator != before.narrator:
            _pin(document, (NARRATOR,), before.narrator, file, comment=None)
        if not changed:
            break
        for other in changed:
            held[other] = None
            key = ("characters", _main(other, file, script))
            _pin(document, key, before.voices[other], file, comment="kept as it was")
    return tuple(held)


def _main(name: str, file: CastFile, script: Script) -> str:
    return _who(name, file, script) if name.casefold() != NARRATOR else name


def _set_voice(document: tomlkit.TOMLDocument, key: tuple[str, ...], voice: str) -> None:
    table = _table(document, key)
    for other in _VOICE_KEYS:
        if other in table:
            table.remove(other)
    table["voice"] = voice


def _pin(
    document: tomlkit.TOMLDocument,
    key: tuple[str, ...],
    voice: Voice,
    file: CastFile,
    *,
    comment: str | None,
) -> None:
    """Write a voice as a name from the pool where it is one, and whatever differs from it."""
    table = _table(document, key)
    base = file.pool.get(voice.name)
    if base is not None and (base.engine, base.id) == (voice.engine, voice.id):
        values: dict[str, Any] = {"voice": voice.name}
    else:
        base = Voice(name="", engine="pyttsx3", id=voice.id)
        values = {"voice": voice.id, "engine": voice.engine}
    for setting in ("rate_wpm", "pitch", "gain_db", "seat"):
        value = getattr(voice, setting)
        if value != getattr(base, setting):
            values[setting] = value
    for setting in (*_VOICE_KEYS, "seat"):
        if setting in table and setting not in values:
            table.remove(setting)
    is_new = "voice" not in table
    for setting, value in values.items():
        table[setting] = value
    if comment is not None and is_new:
        table["voice"].comment(comment)


# ------------------------------------------------------------------ tomlkit


def _open(path: Path, text: str | None, file: CastFile) -> tomlkit.TOMLDocument:
    """Return the document to edit; a new one extends the cast file in force."""
    if text is not None:
        check_cast_text(text, str(path), pool=None)
        try:
            return tomlkit.parse(text)
        except (tomlkit.exceptions.TOMLKitError, ValueError, RecursionError) as error:
            raise CastError(f"{path}: cannot be edited: {str(error)[:300]}; edit it by hand") from None
    document = tomlkit.document()
    document.add(tomlkit.comment(f"The voices of {_plain(path.name.removesuffix('.' + CAST_FILE))}."))
    if file.path is not None:
        document.add(tomlkit.nl())
        document.add("extends", tomlkit.string(_relative(file.path, path)))
    return document


def _table(document: tomlkit.TOMLDocument, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - tomlkit's proxies share no type
    """Return the table at a key, made at the end of the document where there is none."""
    section = key[0]
    if len(key) == 1:
        if section not in document:
            document.append(section, tomlkit.table())
        return document[section]
    if section not in document:
        document.append(section, tomlkit.table(is_super_table=True))
    parent: Any = document[section]
    if key[1] not in parent:
        parent.append(tomlkit.key(key[1]), Table(tomlkit.container.Container(), Trivia(), False))  # noqa: FBT003
    return parent[key[1]]


def _get(document: Mapping[str, Any], key: tuple[str, ...], last: str) -> object:
    value: Any = document
    for part in (*key, last):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _checked(document: tomlkit.TOMLDocument, path: Path) -> str:
    """Return the document as text, after reading it back: what a person reads must be what was meant."""
    text = tomlkit.dumps(document)
    try:
        same = tomllib.loads(text) == document.unwrap()
    except (tomllib.TOMLDecodeError, RecursionError):
        same = False
    if not same:
        raise CastError(f"{path}: cannot be edited without harm to its layout; edit it by hand")
    return text


def _relative(target: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(target.absolute(), path.absolute().parent)).as_posix()
    except ValueError:  # another drive on Windows
        return target.absolute().as_posix()


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)


def _toml(text: str) -> str:
    return str(tomlkit.string(text).as_string())
