"""Start worker processes early, so that they load their engine while the story is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drama import cast as casting
from drama.engines import engine_names, is_installed
from drama.files.paths import is_file
from drama.files.store_folder import default_folder
from drama.model import StoryFiles
from drama.production import history
from drama.production.belongings import as_files, remembered_as
from drama.recording import cores, warm_workers


@contextmanager
def warm_engine(
    story: StoryFiles | Path,
    *,
    voices: Path | None = None,
    engine: str | None = None,
    jobs: int | None = None,
    are_kept: bool = False,
) -> Iterator[None]:
    """Start the workers that a render or a preview within the context will need, as far as can be known beforehand.

    None are started for a story that was rendered before, whose recordings are there, nor where a cast file may name
    any engine: one that then is not needed would have been loaded for nothing. ``are_kept`` keeps workers from one
    render within to the next.
    """
    story = as_files(story)
    if not all(is_file(file) for file in story.files):  # reading it reports that
        yield
        return
    expected = engine if engine in engine_names() else None
    if engine is None and voices is None and casting.find_cast_file(story.path, has_own=not story.is_piped) is None:
        expected = casting.NATURAL_ENGINE if is_installed(casting.NATURAL_ENGINE) else None
    is_new = history.load(default_folder(), remembered_as(story)) is None
    with warm_workers(expected or "", (jobs or cores()) if expected and is_new else 0, are_kept=are_kept):
        yield
