"""The files of a podcast: which of those in its folder drama wrote, and which are in the way of others.

drama knows its files by records in the store, under their paths. A folder that is moved, copied or cloned, or published
with another store, brings digests of its own along (:data:`FILES`); a file that has none of them is another's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from drama.errors import DramaError
from drama.files.atomic import digest_of
from drama.files.inputs import read_file
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles, is_written
from drama.production.season_facts import MEMORY, EpisodeFacts, are_names, load_facts, remember
from drama.production.season_told import told_from
from drama.publishing.names import is_episode_name
from drama.publishing.published import Published, PublishedEpisode, is_podcast_guid

FILES = "_files.json"
"""Digests of the files of no episode, in the memory; no episode is called so."""
_FORMAT = 1
_LARGEST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Memory:
    """What a folder that was published knows of itself."""

    podcast: str = ""
    """Its ``podcast:guid``."""
    digests: Mapping[str, Collection[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Of each file that drama wrote into it, the last one or two."""
    episodes: Mapping[str, EpisodeFacts] = field(default_factory=lambda: MappingProxyType({}))
    """By the name of their files; also those that have left the feed."""


def memory_of(out: Path) -> Memory:
    """Return what a folder that was published knows of itself."""
    podcast, site = _site(out)
    digests: dict[str, set[str]] = defaultdict(set)
    for name, digest in site.items():
        digests[name].add(digest)
    episodes = {}
    with suppress(OSError):
        for file in sorted((out / MEMORY).glob("*.json")):
            facts = load_facts(out, file.stem) if is_episode_name(file.stem) else None
            if facts is not None:
                episodes[file.stem] = facts
                for name, digest in facts.digests.items():
                    digests[name].add(digest)
    return Memory(podcast, MappingProxyType(digests), MappingProxyType(episodes))


def _site(out: Path) -> tuple[str, Mapping[str, str]]:
    """Return the guid of the podcast, and the digests of the files of no episode."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        rows = json.loads(read_file(out / MEMORY / FILES, limit=_LARGEST_BYTES))
        if rows["format"] == _FORMAT and are_names(rows["files"]):
            return str(rows["podcast"]), {name: str(digest) for name, digest in rows["files"].items()}
    return "", {}


def keep_memory(out: Path, podcast: str, names: Iterable[str]) -> None:
    """Keep digests of the files of no episode, those of some names and of earlier ones, as far as drama wrote them."""
    digests = {}
    for name in sorted({*names, *_site(out)[1]}):
        with suppress(OSError):
            if is_written(default_folder(), out / name):
                digests[name] = digest_of(out / name)
    with suppress(OSError, DramaError):
        remember(out / MEMORY / FILES, {"format": _FORMAT, "podcast": podcast, "files": digests})


def adopt(memory: Memory, out: Path, written: WrittenFiles) -> None:
    """Take the files that the folder knows for drama's own, if they are as they were written."""
    for name, digests in memory.digests.items():
        with suppress(DramaError):
            written.adopt(out / name, digests)


def in_the_way(memory: Memory, out: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield those of some names under which a file stands that drama did not write, or that was edited since."""
    for name in names:
        path = out / name
        if path.exists() and not is_written(default_folder(), path):
            try:
                is_own = digest_of(path) in memory.digests.get(name, ())
            except OSError:
                is_own = False
            if not is_own:
                yield name


def record_in(memory: Memory) -> Published | None:
    """Return what went out by what the folder knows of itself; None where it does not know."""
    if not is_podcast_guid(memory.podcast):
        return None
    episodes = {}
    for name, facts in memory.episodes.items():
        told = told_from(facts.told)
        if told is not None and told.key and told.key not in episodes and 0 < len(told.episode.guid.strip()) < 1_000:
            said = told.episode
            episodes[told.key] = PublishedEpisode(said.guid, said.published, name, said.title[:300], told.story)
    return Published(memory.podcast, MappingProxyType(episodes)) if episodes else None
