"""Which files an episode is made from, so that somebody can tell whether it is still made from the same."""

from __future__ import annotations

from pathlib import Path

from drama import cast as casting
from drama.model import StoryFiles
from drama.production.belongings import inputs_beside
from drama.production.output_paths import inputs_of
from drama.production.prepare import Production
from drama.production.soundscape import find_sounds


def story_inputs(story: StoryFiles, *, voices: Path | None = None) -> tuple[Path, ...]:
    """Return the files a story is read from, those that would be read if they were there, and its cast file.

    What the cast file refers to is not among them: it is not opened.
    """
    found = casting.find_cast_file(story.path, voices, has_own=not story.is_piped)
    return tuple(dict.fromkeys((*inputs_beside(story), *(() if found is None else (found,)))))


def production_inputs(production: Production) -> tuple[Path, ...]:
    """Return every file a production is made from, sounds and a lock included, whether it is there or not.

    The folder of the user's sounds is among them, too: a sound more in it may be one that is wanted.
    """
    library = production.cast.sound.library
    found = inputs_of(production, find_sounds(production))
    return tuple(dict.fromkeys((*found, *(() if library is None else (library,)))))
