"""Edits of the cast file: save it, recast somebody, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drama import cast as casting
from drama.model import Form, Gender, StoryFiles
from drama.production.belongings import as_files, own_cast_path
from drama.production.engine_facts import capabilities_of, list_voices
from drama.production.prepare import Production
from drama.production.reading import read_with_cast


def save_cast(production: Production, path: Path | None = None, *, overwrite: bool = False) -> Path:
    """Write a cast file that pins everybody's present voice; ``STORY.voices.toml`` unless ``path`` says otherwise.

    Raises :class:`CastError` if it exists, unless ``overwrite``.
    """
    path = path or own_cast_path(production.story_files)
    return casting.save_cast(production.script, production.cast, path, file=production.file, overwrite=overwrite)


def recast(
    story: StoryFiles | Path, character: str, voice: str, *, voices: Path | None = None, as_: Form | None = None
) -> casting.Recast:
    """Give a character another voice in ``voices``, else in ``STORY.voices.toml``; comments and order are kept.

    Raises :class:`CastError` for a character that is not in the story and for a voice there is not.
    """
    story = as_files(story)
    path = voices or own_cast_path(story)
    script, file = read_with_cast(story, voices, as_=as_)
    return casting.recast(
        path, character, voice, file=file, script=script, list_voices=list_voices, capabilities_of=capabilities_of
    )


def describe(
    story: StoryFiles | Path,
    character: str,
    *,
    gender: Gender | str | None = None,
    age: str | None = None,
    aliases: Sequence[str] | None = None,
    voices: Path | None = None,
    as_: Form | None = None,
) -> casting.Described:
    """Say what a character is in ``voices``, else in ``STORY.voices.toml``: :func:`drama.cast.describe`."""
    story = as_files(story)
    path = voices or own_cast_path(story)
    script, file = read_with_cast(story, voices, as_=as_)
    return casting.describe(path, character, file=file, script=script, gender=gender, age=age, aliases=aliases)


def undo_recast(story: StoryFiles | Path, *, voices: Path | None = None) -> Path:
    """Take the last recast back and return the file it was made in. Raises :class:`CastError` if there is none."""
    path = voices or own_cast_path(as_files(story))
    casting.undo_recast(path)
    return path
