"""The last whole render of a story: its episode, the files it wrote, and when, for whoever asks later.

One JSON file a story in the ``episodes`` folder of the take store's root. It is a memory and no more: without it a
story counts as never rendered.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from drama.errors import DataError, TakeError, WriteError
from drama.files.atomic import write_file
from drama.files.inputs import read_file
from drama.files.store_folder import default_folder
from drama.model import Episode, StoryFiles
from drama.model.codec import from_json, to_json
from drama.production.belongings import as_files, remembered_as
from drama.production.prepare import Production

_LOG = logging.getLogger(__name__)
_LARGEST_BYTES = 50_000_000
"""Size limit of a note: the report of a long book lists many lines."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An episode, and when it was made."""

    episode: Episode
    """Without the lines that had changed."""
    when: datetime
    """UTC."""


def last_render(story: StoryFiles | Path) -> Rendered | None:
    """Return the last whole render of a story; None where there was none, or its files were not to stay."""
    file = _file(default_folder(), as_files(story))
    try:
        episode = from_json(Episode, read_file(file, limit=_LARGEST_BYTES))
        when = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except (OSError, DataError):
        return None
    return Rendered(episode, when)


def note(root: Path, production: Production, episode: Episode) -> None:
    """Remember an episode that was rendered; where that cannot be, nothing is lost but the memory."""
    file = _file(root, production.story_files)
    kept = replace(
        episode,
        path=episode.path.resolve(),
        outputs=tuple(path.resolve() for path in episode.outputs),
        manifest=episode.manifest and episode.manifest.resolve(),
        tracks=tuple(replace(track, path=track.path.resolve()) for track in episode.tracks),
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, to_json(replace(kept, changes=())), error=TakeError)
    except (OSError, TakeError, WriteError) as problem:
        _LOG.warning("this render will not be remembered: %s", problem)


def _file(root: Path, story: StoryFiles) -> Path:
    name = f"{remembered_as(story).resolve()}\0episode".encode("utf-8", "surrogateescape")
    return root / "episodes" / f"{hashlib.sha256(name).hexdigest()[:32]}.json"
