"""A story's script kept on disk, so that a story that nobody has edited since opens without being read.

One blob a story in the store, by the story's path: the story, its script, the wordings of its lines. It is used where
everything it was made from is as it was, told by digests, and ignored otherwise: the program (its version, its files),
the story's files, the corrections, the answers, and what the cast file says of people.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drama.errors import DataError
from drama.files.installation import installation_digest
from drama.model import Script, Story, StoryFiles
from drama.model.codec import from_json, to_json
from drama.production.belongings import remembered_as
from drama.production.prepare import Known
from drama.recording.blob_store import CacheStore
from drama.script import Given

FOLDER = "scripts"
_LEVEL = 1
"""Of compression: a fifth of the size, for 30 ms in a novel."""


@dataclass(frozen=True, slots=True)
class KeptScript:
    """What is kept of a story."""

    story: Story
    """As its files say."""
    script: Script
    key: str
    """What the script was made from: :func:`script_key`."""


def story_key(digests: object, how: str) -> str:
    """Return a digest of what a story is read from: the program, the story's files, and how they are read."""
    return _digest(installation_digest(), repr(digests), how)


def script_key(of_story: str, story: Story, given: Given) -> str:
    """Return a digest of what a script is made from: the story, what the cast file says of it, what it is read with."""
    hints = given.hints
    voiced = None if hints.own_voices is None else sorted(hints.own_voices)
    stated = (story.title, story.author, story.metadata)
    parts = (stated, hints.aliases, hints.genders, voiced, given.corrections, given.advice, given.tags)
    return _digest(of_story, *map(repr, parts))


def keep(root: Path, files: StoryFiles, kept: KeptScript, *, of_story: str, known: Known) -> None:
    """Keep a script; where the store cannot be written, nothing is kept."""
    stated = Story("", (), title=kept.story.title, author=kept.story.author, metadata=kept.story.metadata)
    value = {
        "stated": to_json(stated),
        "script": to_json(kept.script),
        "wordings": known.wordings.rows(kept.script.lines),
        "languages": dict(known.languages.classified),
    }
    data = zlib.compress(json.dumps(value).encode(), _LEVEL)
    CacheStore(root, FOLDER).put(_name(files), data, about={"story": of_story, "script": kept.key})


def load(root: Path, files: StoryFiles, *, of_story: str, known: Known) -> KeptScript | None:
    """Return what is kept of a story if it is of these files and this program; ``known`` takes in the wordings.

    What is damaged counts as not kept.
    """
    store, name = CacheStore(root, FOLDER), _name(files)
    about = store.about(name)
    if about is None or about.get("story") != of_story:
        return None
    data = store.get(name)
    try:
        value: dict[str, Any] = json.loads(zlib.decompress(data or b""))
        script, stated = from_json(Script, value["script"]), from_json(Story, value["stated"])
        known.wordings.take(script.lines, value["wordings"])
        known.languages.classified.update(
            (str(text), (str(code), float(sure))) for text, (code, sure) in value["languages"].items()
        )
    except (zlib.error, DataError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None
    story = replace(script.story, title=stated.title, author=stated.author, metadata=stated.metadata)
    return KeptScript(story, script, str(about.get("script")))


def _name(files: StoryFiles) -> str:
    path = str(remembered_as(files).resolve())
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _digest(*parts: str) -> str:
    told = hashlib.blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        told.update(len(encoded).to_bytes(8, "big") + encoded)
    return told.hexdigest()
