"""The story an episode was made of, found again: beside it by name or record, or by what the store remembers."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path, PurePosixPath

from drama.errors import DataError, DramaError
from drama.files.inputs import read_file
from drama.files.paths import is_file, is_folder
from drama.files.store_folder import default_folder
from drama.model import Episode, Manifest, StoryFiles
from drama.model.codec import from_json
from drama.production.belongings import as_files, story_files

BOOK_RECORD = "drama.json"
"""The record of a book of a library; its ``book`` has the path of the story as ``source`` (docs/shelf.md)."""
_LARGEST_NOTE_BYTES = 50_000_000
_MOST_NOTES = 10_000
"""Notes of rendered stories that are looked through."""


def find_story(episode: Path, manifest: Manifest) -> StoryFiles | None:
    """Return the story that an episode was made of; None where none of its name is found.

    By its names in the folder of the episode, or in a folder there that is called like the episode; else by the record
    there of a book of a library; else by the note in the store of the last render that wrote this file.
    """
    names = [file.name for file in manifest.story if Path(file.name).name == file.name]
    if not names or len(names) < len(manifest.story):
        return _by_record(episode, manifest)
    for folder in dict.fromkeys((episode.parent, episode.parent / episode.stem)):
        files = [folder / name for name in names]
        if all(map(is_file, files)):
            with suppress(DramaError):
                is_book = folder != episode.parent and len(files) > 1
                return story_files(folder) if is_book else story_files(*files)
    return _by_record(episode, manifest) or _by_note(episode)


def _by_record(episode: Path, manifest: Manifest) -> StoryFiles | None:
    """Return the story that ``drama.json`` in the folder of an episode names, if its files are called as it says.

    Whoever gave the folder away may have written anything into it: a file of another name is not opened.
    """
    folder = episode if is_folder(episode) else episode.parent
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError, DramaError):
        document = json.loads(read_file(folder / BOOK_RECORD, limit=_LARGEST_NOTE_BYTES))
        source = document["book"]["source"]
        if document["drama"] == "book" and isinstance(source, str) and source:
            story = story_files(folder / source)
            called = [PurePosixPath(file.name).name for file in manifest.story]
            if sorted(called) == sorted(file.name for file in story.files):
                return story
    return None


def _by_note(episode: Path) -> StoryFiles | None:
    """Return the story whose last render wrote an episode, as the store remembers it."""
    wanted = {episode.resolve(), episode.resolve().parent}
    notes = default_folder() / "episodes"
    if not is_folder(notes):
        return None
    for number, note in enumerate(notes.glob("*.json")):
        if number >= _MOST_NOTES:
            return None
        with suppress(OSError, DataError):
            last = from_json(Episode, read_file(note, limit=_LARGEST_NOTE_BYTES))
            if last.path in wanted:
                with suppress(DramaError):
                    return as_files(last.story)
    return None


def find_beside(name: str, story: StoryFiles, episode: Path) -> Path | None:
    """Return a file that was named with a render, by its bare name: beside the story, else beside the episode."""
    if not name or Path(name).name != name:
        return None
    return next((folder / name for folder in (story.path.parent, episode.parent) if is_file(folder / name)), None)
