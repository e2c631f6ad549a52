"""The stories there are to open: the one that was named, or those of a folder."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import drama
from drama.errors import DramaError
from drama.model import StoryFiles
from drama.studio.desk import Desk, Setup, Tell
from drama.studio.edits import RequestError
from drama.studio.shown import Row

_LARGEST_STORY_BYTES = 200_000_000
"""Size limit of a file that is dropped on the page."""


class MissingError(DramaError):
    """There is no such thing in the studio."""


class Shelf:
    """Stories by their identities: their file names."""

    def __init__(self, stories: tuple[StoryFiles, ...], folder: Path, setup: Setup, tell: Tell) -> None:
        self.folder, self._setup, self._tell = folder.resolve(), setup, tell
        self._named = stories
        self._desks: dict[str, Desk] = {}
        self._lock = threading.Lock()

    def files(self) -> dict[str, StoryFiles]:
        """Return the stories by identity: those that were named, or else those of the folder."""
        stories = self._named or drama.stories_in(self.folder)
        return {story.called: story for story in stories}

    def rows(self) -> list[Row]:
        """Return the stories as they are listed."""
        rows = []
        for identity in self.files():
            desk = self._desks.get(identity)
            rows.append({"id": identity, "file": identity, "is_open": desk is not None and desk.is_read})
        return rows

    def desk(self, identity: str) -> Desk:
        """Return a story's desk, and open the story where it is not yet. Raises :class:`MissingError`."""
        story = self.files().get(identity)
        if story is None:
            raise MissingError(f"there is no story {identity!r} here")
        with self._lock:
            desk = self._desks.get(identity)
            if desk is None or desk.has_failed:
                desk = self._desks[identity] = Desk(identity, story, self._setup, self._tell)
            return desk

    def desks(self) -> tuple[Desk, ...]:
        """Return the desks of the stories that are open."""
        with self._lock:
            return tuple(self._desks.values())

    def close(self) -> None:
        """Close the stories: whatever they hold is let go."""
        for desk in self.desks():
            desk.close()

    def take_sample(self) -> str:
        """Put the story that drama brings into the folder, where it is not there yet, and return its identity."""
        name, content = drama.sample_story()
        return name if name in self.files() else self.take(name, content)

    def take(self, name: str, content: bytes) -> str:
        """Put a story into the folder, under a name that is free, and return its identity.

        Raises :class:`RequestError` for a file that drama does not read, which is not kept.
        """
        if len(content) > _LARGEST_STORY_BYTES:
            raise RequestError(f"{name}: larger than {_LARGEST_STORY_BYTES // 1_000_000} MB")
        story = drama.keep_story(self.folder, plain_name(name), content)
        if self._named:
            self._named = (*self._named, story)
        self._tell(kind="stories")
        return story.called


def plain_name(name: str) -> str:
    """Return a name that can be a file's in one folder, whatever was asked for."""
    plain = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "_", name).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{(stem or suffix)[:100]}{dot and stem and f'.{suffix[:20]}'}" if plain else "story.txt"
