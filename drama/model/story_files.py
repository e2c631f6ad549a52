"""What a story is read from, and the name it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PIPED = "standard input"
"""What messages call a story that was piped in."""


@dataclass(frozen=True, slots=True)
class StoryFiles:
    """What a story is read from: one file, several in order, the chapters of a folder, or what was piped in."""

    path: Path
    """What the story goes by: its file, or the folder of its files. ``STORY.voices.toml`` stands beside it."""
    files: tuple[Path, ...]
    """Read one after the other; none where the story was piped in."""
    named: tuple[Path, ...] = ()
    """What the user named: the files, or a folder of them."""
    passed_over: tuple[Path, ...] = ()
    """What stands in a folder beside its chapters and is none."""
    is_part: bool = False
    """They are some of the chapters of the folder they go by."""
    data: bytes | None = None
    """What was piped in."""

    @property
    def is_piped(self) -> bool:
        """Whether the story has no file that anything could stand beside."""
        return self.data is not None

    @property
    def is_one_file(self) -> bool:
        """Whether all of the story stands in one file, which it goes by."""
        return self.files == (self.path,)

    @property
    def episode_path(self) -> Path:
        """What an episode of them is named after: what they go by; of some chapters of a book the first and the last.

        An excerpt never takes the name, and so the place, of the whole book.
        """
        if not self.is_part:
            return self.path
        return self.path.with_name(f"{self.files[0].stem} to {self.files[-1].name}")

    @property
    def called(self) -> str:
        """The name of the story in messages."""
        return PIPED if self.is_piped else self.path.name
