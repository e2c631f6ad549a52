"""Which of the episodes that went out each story is: by its text, else by its file and its title, else by one of them.

The text comes first: where files are numbered anew, ``1.md`` may hold what ``2.md`` held, and listeners know that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeAlias

from drama.publishing.names import episode_guid, episode_name
from drama.publishing.published import Published, PublishedEpisode

_LONGEST_TITLE = 300
"""Characters of a title that are written down."""
_APART = timedelta(minutes=1)
"""Between episodes that go out at once: directories sort them by their times."""


@dataclass(frozen=True, slots=True)
class Found:
    """An episode of the folder, as far as it is known before it is rendered."""

    key: str
    """The path of its story relative to the file of what went out, with ``/`` between its parts."""
    title: str
    story: str
    """Digest of its text."""
    number: str = ""
    published: datetime | None = None
    """When it goes out, if its cast file says so."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What an episode goes out as."""

    key: str
    episode: PublishedEpisode
    is_new: bool
    was: str = ""
    """The key it went out under before, where its file has another name now."""


@dataclass(frozen=True, slots=True)
class Identities:
    """What all episodes of a folder go out as."""

    of: tuple[Identity, ...]
    """In the order in which they were found."""
    missing: tuple[str, ...] = ()
    """Keys of episodes that went out and are not in the folder any more."""

    def published(self, before: Published, only: Collection[str] | None = None) -> Published:
        """Return what went out, with these episodes, or those of some keys."""
        out = [one for one in self.of if only is None or one.key in only]
        return before.with_episodes(
            {one.key: one.episode for one in out}, gone=frozenset(one.was for one in out if one.was)
        )


def identify(found: Sequence[Found], before: Published, *, now: datetime) -> Identities:
    """Return what each episode goes out as; who went out before keeps guid, date and name.

    ``now`` is when those go out that are new and whose cast file does not say when, the last found last.
    """
    keys = _keys_before(found, before)
    guids = {one.guid for one in before.episodes.values()}
    names = {one.name for one in before.episodes.values()}
    new = [one for one in found if one.key not in keys]
    times = dict(zip((one.key for one in new), _times(len(new), now), strict=True))
    identities = []
    for one in found:
        was = keys.get(one.key)
        if was is not None:
            known = before.episodes[was]
            episode = replace(
                known, published=one.published or known.published, title=_kept_title(one.title), story=one.story
            )
        else:
            guid = next(guid for guid in _guids(before.guid, one.key) if guid not in guids)
            name = episode_name(one.number, one.title, names)
            episode = PublishedEpisode(guid, one.published or times[one.key], name, _kept_title(one.title), one.story)
            guids.add(guid)
            names.add(name)
        identities.append(Identity(one.key, episode, was is None, was if was not in (None, one.key) else ""))
    missing = tuple(key for key in before.episodes if key not in keys.values())
    return Identities(tuple(identities), missing)


def _keys_before(found: Sequence[Found], before: Published) -> Mapping[str, str]:
    """Return the key each episode went out under; nothing of those that did not."""
    keys: dict[str, str] = {}
    for what in (_story, _file_and_title, _title, _file):
        left = {one.key: one for one in found if one.key not in keys}
        free = {key: one for key, one in before.episodes.items() if key not in keys.values()}
        here, there = _by(what, left), _by(what, free)
        keys |= {here[said]: there[said] for said in here.keys() & there.keys() if said}
    return keys


_Known: TypeAlias = Found | PublishedEpisode


def _by(what: Callable[[str, _Known], Hashable], episodes: Mapping[str, _Known]) -> dict[Hashable, str]:
    """Return the keys of episodes by what is said of them, of those of whom nobody else has it said."""
    keys = defaultdict(list)
    for key, one in episodes.items():
        keys[what(key, one)].append(key)
    return {said: having[0] for said, having in keys.items() if len(having) == 1}


def _story(_: str, one: _Known) -> Hashable:
    return one.story


def _title(_: str, one: _Known) -> Hashable:
    return _kept_title(one.title).casefold()


def _kept_title(title: str) -> str:
    """Return as much of a title as the record holds."""
    return title[:_LONGEST_TITLE].strip()


def _file(key: str, _: _Known) -> Hashable:
    return key


def _file_and_title(key: str, one: _Known) -> Hashable:
    return key, _title(key, one)


def _guids(podcast: str, key: str) -> Iterator[str]:
    """Yield guids for a key: that of its own, then others, for an earlier file of this name may have that."""
    yield episode_guid(podcast, key)
    for number in count(2):
        yield episode_guid(podcast, f"{key}\0{number}")


def _times(number: int, now: datetime) -> list[datetime]:
    """Return the times at which some episodes go out, a minute apart, the last of them now."""
    last = now.astimezone(UTC).replace(microsecond=0)
    return [last - _APART * behind for behind in range(number - 1, -1, -1)]
