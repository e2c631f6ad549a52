"""Edits of the cast file's ``[pronounce]``: how a word is said wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drama.cast.castfile.load import CastFile, check_cast_text, read_cast_text
from drama.cast.castfile.schema import is_name
from drama.cast.edit import begun
from drama.errors import CastError
from drama.files.edit_labels import labelled
from drama.files.messages import listed, nearest, quoted
from drama.files.text_edits import TextFile
from drama.files.toml_edit import Edit, edited
from drama.model import Pronunciation

SECTION = "pronounce"


@dataclass(frozen=True, slots=True)
class Respelt:
    """One edit of how a word is pronounced."""

    path: Path
    word: str
    now: Pronunciation | None
    """None where the file says nothing of it any more."""
    before: Pronunciation | None
    """What was in force before, also by a file that this one extends."""
    is_new_file: bool


def pronounce(path: Path, word: str, sound: str | Mapping[str, str], *, file: CastFile) -> Respelt:
    """Say in the cast file at ``path`` how a word is pronounced; an empty sound takes the word out.

    ``sound`` is a respelling, or has ``phonemes``, ``respelling`` or both. ``file`` is the cast file in force; if there
    is none at ``path`` yet, a new one extends it. Raises CastError for what is no word or no sound.
    """
    if not is_name(word) or not word.isprintable():
        raise CastError(f"{quoted(word)} is no word to pronounce")
    value = sound if isinstance(sound, str) else dict(sound)
    is_new_file = False
    before: Mapping[str, Pronunciation] = {}
    after: Mapping[str, Pronunciation] = {}

    def change(text: str | None) -> str:
        nonlocal is_new_file, before, after
        is_new_file = text is None
        before = _by_word(file if text is None else read_cast_text(text, path))
        start = begun(path, text, file)
        own = check_cast_text(start, str(path), pool=None).sounds.sound.pronounce
        if not value:
            _check_has(word, [entry.word for entry in own], path)
        edit = Edit((SECTION,), {word: value} if value else {}, removed=() if value else (word,))
        text = edited(start, [edit], path)
        after = _by_word(read_cast_text(text, path))
        return text

    told = value if isinstance(value, str) else " or ".join(map(str, value.values()))
    with labelled(f"“{word}” is pronounced {told or 'as it is read'}"):
        TextFile(path, CastError).edit(change)
    return Respelt(path, word, after.get(word), before.get(word), is_new_file)


def _by_word(file: CastFile) -> Mapping[str, Pronunciation]:
    return {entry.word: entry for entry in file.sounds.sound.pronounce}


def _check_has(word: str, words: list[str], path: Path) -> None:
    if word not in words:
        said = f"it has: {listed(words)}" if words else "it has none"
        raise CastError(
            f'"{path}" does not say how {quoted(word)} is pronounced{nearest(word, words)} In [pronounce] {said}'
        )
