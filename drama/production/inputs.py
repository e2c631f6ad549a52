"""Which files an episode is made from, so that somebody can tell whether it is still made from the same."""

from __future__ import annotations

from pathlib import Path

from drama.production.output_paths import inputs_of
from drama.production.prepare import Production
from drama.production.soundscape import find_sounds


def production_inputs(production: Production) -> tuple[Path, ...]:
    """Return every file a production is made from, sounds and a lock included, whether it is there or not.

    The folder of the user's sounds is among them, too: a sound more in it may be one that is wanted.
    """
    library = production.cast.sound.library
    found = inputs_of(production, find_sounds(production))
    return tuple(dict.fromkeys((*found, *(() if library is None else (library,)))))
