"""The text files of a story written as a person edits them: merged with what became of them meanwhile."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drama import cast as casting
from drama.cast.castfile.documents import SIZE_LIMIT as CAST_LIMIT
from drama.errors import CastError, DramaError, ScriptError, StoryError
from drama.files.atomic import temporary_folder
from drama.files.messages import listed
from drama.files.text_edits import TextFile, labelled
from drama.files.text_merge import Conflict, ConflictError, Merged, merge
from drama.model import StoryFiles
from drama.production.belongings import as_files, own_cast_path, own_corrections_path, story_files
from drama.script.corrections.file import SIZE_LIMIT as CORRECTIONS_LIMIT
from drama.script.corrections.file import parse_corrections


class TextKind(StrEnum):
    """Which text of a story."""

    CAST = "cast"
    CORRECTIONS = "corrections"
    STORY = "story"


_MARK = "\ufeff"
"""The byte order mark, which is no part of a text."""
_LARGEST_BYTES = {TextKind.CAST: CAST_LIMIT, TextKind.CORRECTIONS: CORRECTIONS_LIMIT}


@dataclass(frozen=True, slots=True)
class StoryText:
    """A text file of a story, to be edited."""

    path: Path
    text: str | None
    """None where there is no file yet."""


@dataclass(frozen=True, slots=True)
class TextEdited:
    """A text file of a story that was written."""

    path: Path
    text: str
    """What it holds now."""
    is_changed: bool
    """Whether anything was written."""
    is_merged: bool
    """Whether the file had been edited meanwhile: the text holds both."""


def text_of(story: StoryFiles | Path, which: str | Path, *, voices: Path | None = None) -> StoryText:
    """Return a text of a story as it is, to be edited: by kind, or of the story's own files one by its path.

    Raises :class:`DramaError` for what is no text of it.
    """
    _, file = _file(as_files(story), which, voices)
    return StoryText(file.path, file.read())


def edit_text(
    story: StoryFiles | Path, which: str | Path, text: str, *, base: str | None, voices: Path | None = None
) -> TextEdited:
    """Write a text of a story that was made from ``base``, what :func:`text_of` returned; None for a new file.

    If the file was edited meanwhile both are merged by words. Nothing is written, and :class:`ConflictError` raised
    with both sides, where that cannot be; and :class:`DramaError` where the text does not load, with the line.
    """
    kind, file = _file(as_files(story), which, voices)
    if base is not None and "\r\n" in base and "\r\n" not in text:
        text = text.replace("\n", "\r\n")  # a text field gives lines back without
    if not (base or "").startswith(_MARK):
        text = text.lstrip(_MARK)  # pasted from a file; as a first character it would be the file's own from then on
    is_merged = False

    def change(now: str | None) -> str:
        nonlocal is_merged
        _check(kind, file.path, text)
        is_merged = now != base
        return _merged(kind, file.path, text, base, now) if is_merged else text

    with labelled(f"{file.path.name} edited"):
        before = file.read()
        if text != (base or ""):
            before = file.edit(change)
    after = file.read() or ""
    return TextEdited(file.path, after, is_changed=after != (before or ""), is_merged=is_merged)


def _file(story: StoryFiles, which: str | Path, voices: Path | None) -> tuple[TextKind, TextFile]:
    """Return a text of a story by its kind or its path. Raises :class:`DramaError` for what is none."""
    if which == TextKind.CAST:
        return TextKind.CAST, TextFile(voices or own_cast_path(story), CastError)
    if which == TextKind.CORRECTIONS:
        return TextKind.CORRECTIONS, TextFile(own_corrections_path(story), ScriptError)
    if which == TextKind.STORY and len(story.files) == 1:
        return TextKind.STORY, TextFile(story.files[0], StoryError)
    for path in story.files:
        if os.fspath(which) not in set(TextKind) and path.resolve() == Path(which).resolve():
            return TextKind.STORY, TextFile(path, StoryError)
    several = f", or, of its {len(story.files)} files, the path of one" if len(story.files) > 1 else ""
    raise DramaError(f"{story.called} has no text {os.fspath(which)!r}; valid are {listed(TextKind)}{several}")


def _merged(kind: TextKind, path: Path, text: str, base: str | None, now: str | None) -> str:
    """Return a text merged with what the file has now. Raises :class:`ConflictError` where that cannot be."""
    merged = merge(base or "", text, now or "")
    if not merged.conflicts:
        try:
            _check(kind, path, merged.text)
        except DramaError:  # each by itself loads, and both do not: such as one key put in twice
            merged = Merged(now or "", (Conflict(base or "", text, now or "", 1),))
    if merged.conflicts:
        places = "one place" if len(merged.conflicts) == 1 else f"{len(merged.conflicts)} places"
        raise ConflictError(f"{path} was edited meanwhile, in {places} otherwise than here", path, merged, now)
    return merged.text


def _check(kind: TextKind, path: Path, text: str) -> None:
    """Raise :class:`DramaError` for a text that does not load, with the line."""
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as problem:
        line = text.count("\n", 0, problem.start) + 1
        raise DramaError(f"{path}, line {line}: it has half a character, which no text file can hold") from None
    if kind in _LARGEST_BYTES and size > _LARGEST_BYTES[kind]:
        raise DramaError(f"{path}: it has more than {_LARGEST_BYTES[kind]:,} bytes, and would not be read")
    if kind is TextKind.CAST:
        casting.read_cast_text(text, path)
    elif kind is TextKind.CORRECTIONS:
        parse_corrections(text, path.name)
    elif not text.strip():
        raise StoryError(f"{path}: a story without words cannot be read; delete the file by hand if it shall go")
    else:
        _check_story(path, text)


def _check_story(path: Path, text: str) -> None:
    """Raise :class:`StoryError` for the text of a story that its reader cannot read."""
    from drama.readers import read_files  # noqa: PLC0415 (all readers: only an edit of a story's own text needs them)

    with temporary_folder() as folder:
        tried = folder / path.name
        tried.write_bytes(text.encode("utf-8"))
        try:
            read_files(story_files(tried))
        except StoryError as problem:
            raise StoryError(str(problem).replace(str(tried), str(path))) from None
