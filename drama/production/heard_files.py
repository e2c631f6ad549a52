"""What was heard as a file."""

from __future__ import annotations

from pathlib import Path

from drama.errors import WriteError
from drama.files.atomic import write_file
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.model import Heard
from drama.production.output_paths import inputs_of
from drama.production.prepare import Production
from drama.production.soundscape import find_sounds

_SUFFIX = ".wav"


def write_heard(production: Production, heard: Heard, path: Path, *, replaces_any: bool = False) -> Path:
    """Write what was heard as a WAV file, whole or not at all, and return it.

    Raises :class:`WriteError` for another suffix, for an input, and unless it ``replaces_any`` for a file that is not
    drama's.
    """
    if path.suffix.casefold() != _SUFFIX:
        raise WriteError(f"{path}: a line is written as WAV; name a file that ends in {_SUFFIX}")
    inputs = inputs_of(production, find_sounds(production))
    written = WrittenFiles(default_folder(), path, inputs=inputs, replaces_any=replaces_any)
    written.check(path)
    write_file(path, heard.wav(), place=written.place)
    return path
