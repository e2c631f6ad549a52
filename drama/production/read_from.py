"""The files that a production was read from, as they were then, and what was said beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias, TypeVar

from drama import cast as casting
from drama.assistant.kept import answers_path
from drama.errors import DramaError
from drama.model import Form, Preset, StoryFiles
from drama.production.watched import Watched
from drama.script.corrections.file import corrections_path

_Read = TypeVar("_Read")

Digests: TypeAlias = "tuple[tuple[str, str], ...]"
"""Of each file: its path, and the SHA-256 of what stands in it."""

_TRIES = 5
"""A file that changes so many times while it is read has digests of its last state."""


def read_unchanged(story: StoryFiles, voices: Path | None, read: Callable[[], _Read]) -> tuple[_Read, Digests]:
    """Return what a story, its cast file and what stands beside it are read as, and the digests of these very files.

    Where somebody writes one of them meanwhile, they are read again.
    """
    watched = Watched()
    for _ in range(_TRIES):
        digests = _digests(watched, _paths(story, voices))
        found = read()
        if _digests(watched, _paths(story, voices)) == digests:
            break
    return found, digests


def given_beside_files(
    metadata: Mapping[str, str],
    *,
    engine: str | None = None,
    style: str | None = None,
    preset: Preset | None = None,
    as_: Form | None = None,
    voices: Path | None = None,
    cover: Path | None = None,
) -> dict[str, str]:
    """Return what was said with a command, over what the files say, by the names of :class:`RenderSettings`."""
    plain = {"title", "author"}
    said: dict[str, str | None] = {
        **{name if name in plain else f"metadata.{name}": text for name, text in metadata.items()},
        "engine": engine,
        "style": style,
        "preset": preset and preset.value,
        "as": as_ and as_.value,
        "voices": None if voices is None else voices.name,
        "cover": None if cover is None else cover.name,
    }
    return {name: said[name] or "" for name in sorted(said) if said[name] is not None}


def _paths(story: StoryFiles, voices: Path | None) -> tuple[Path, ...]:
    """Return every file that a production of the story hangs on, whether it is there or not."""
    chain: tuple[Path, ...] = ()
    with suppress(DramaError):  # whoever reads it will tell
        found = casting.find_cast_file(story.path, voices, has_own=not story.is_piped)
        chain = () if found is None else casting.cast_file_chain(found)
    beside = () if story.is_piped else (corrections_path(story.path), answers_path(story.path))
    return tuple(dict.fromkeys((*story.files, *chain, *beside, *map(casting.lock_path, chain))))


def _digests(watched: Watched, paths: Iterable[Path]) -> Digests:
    return tuple((str(path), watched.digest(path)) for path in paths)
