"""What of an episode and of a season's cast file is looked at before anything is rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drama import cast as casting
from drama.errors import CastError
from drama.files.inputs import read_file
from drama.files.text import plain, shortened
from drama.model import Line
from drama.model.codec import to_json
from drama.production.prepare import Production
from drama.production.soundscape import find_sounds
from drama.publishing.artwork import VALID, look_at
from drama.readers.structure.front_matter import byline
from drama.recording import request_keys
from drama.version import __version__

_LEAST_OPENING, _MOST_OPENING = 100, 240
"""Characters of the first words of an episode, which stand in for a description."""


def opening(lines: Sequence[Line], author: str) -> str:
    """Return how an episode begins, in a sentence or two, without its headings and who wrote it."""
    text = ""
    for line in lines:
        is_byline = line.text.strip(" .").casefold() == f"by {author}".casefold()
        if line.is_heading or is_byline or (not text and not line.speaker and byline(line.text.strip())):
            continue
        text = f"{text} {line.text}".strip()
        if len(text) > _LEAST_OPENING:
            break
    return shortened(plain(text), _MOST_OPENING)


def inputs_digest(production: Production) -> str:
    """Return a digest of everything the sound and the documents of an episode hang on: marks and paths do not count."""
    lines = tuple(
        replace(line, direction=replace(line.direction, marks=())) if line.marks else line
        for line in production.script.lines
    )
    story = replace(production.script.story, path=None)
    script = replace(production.script, lines=lines, story=story)
    sounds = find_sounds(production)
    parts = (
        __version__,
        to_json(script),
        to_json(replace(production.cast, path=None)),
        to_json(production.direction),
        *request_keys(production.requests),
        repr([(name, asset.key, asset.frames, asset.credit) for name, asset in sorted(sounds.assets.items())]),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def given_cover(table: casting.SeasonTable) -> bytes | None:
    """Return the cover that is given for the podcast. Raises CastError for one that directories would not take."""
    if not table.cover:
        return None
    path = (table.path.parent if table.path else Path()) / Path(table.cover).expanduser()
    try:
        image = read_file(path, limit=100_000_000)
    except OSError as problem:
        raise CastError(f"the cover {path} of [season] cannot be read: {problem.strerror}; {VALID}") from None
    if wrong := look_at(image).problem:
        raise CastError(f"the cover {path} of [season] {wrong}")
    return image
