"""``series.published.toml``: what directories and players know a podcast and its episodes by, for ever.

::

    [podcast]
    guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"

    [episodes."01 The Ferry.md"]
    guid = "0f2b…"
    published = 2026-11-28T18:00:00Z
    name = "01-the-ferry"           # of its files
    title = "The Ferry"             # title and story tell it when its file has another name
    story = "3f1c…"

A table for each episode in the order of their names, nothing of a machine: for version control, beside the cast file of
the series. Nothing is ever taken out of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NoReturn
from uuid import UUID

from drama.errors import WriteError
from drama.files.messages import listed, nearest, quoted
from drama.files.toml_positions import KeyPath, key_lines, line_of
from drama.publishing.names import is_episode_name

PUBLISHED_FILE = "series.published.toml"
SIZE_LIMIT = 4_000_000
_HEAD = (
    "# What podcast directories and players know this series by; drama season writes it. Keep it under version "
    "control.\n"
    "# A guid that changes makes every listener's app show the episode as a new one.\n"
)
_TABLES = ("podcast", "episodes")
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class PublishedEpisode:
    """What an episode that went out is known by."""

    guid: str
    published: datetime
    """UTC, in whole seconds."""
    name: str
    """Of its files, without suffix."""
    title: str = ""
    story: str = ""
    """Digest of the story's text when it last went out."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a podcast that went out is known by."""

    guid: str = ""
    """``podcast:guid``; empty before it went out first."""
    episodes: Mapping[str, PublishedEpisode] = field(default_factory=lambda: MappingProxyType({}))
    """By the path of the story, relative to the file, with ``/`` between its parts."""

    def with_episodes(
        self, episodes: Mapping[str, PublishedEpisode], *, gone: frozenset[str] = frozenset()
    ) -> Published:
        """Return it with more episodes, without those keys that are another's now."""
        kept = {key: one for key, one in self.episodes.items() if key not in gone}
        return replace(self, episodes=MappingProxyType({**kept, **episodes}))


def is_podcast_guid(text: str) -> bool:
    """Return whether a text is a GUID a podcast may have."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def published_text(published: Published) -> str:
    """Return the text of the file."""
    rows = [_HEAD, "[podcast]", f"guid = {quoted_toml(published.guid)}"]
    for key in sorted(published.episodes):
        one = published.episodes[key]
        rows += [
            "",
            f"[episodes.{quoted_toml(key)}]",
            f"guid = {quoted_toml(one.guid)}",
            f"published = {one.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z",
            f"name = {quoted_toml(one.name)}",
            f"title = {quoted_toml(one.title)}",
            f"story = {quoted_toml(one.story)}",
        ]
    return "\n".join(rows) + "\n"


def quoted_toml(text: str) -> str:
    """Return a text as a TOML string on one line (TOML 1.0, basic strings)."""
    out = []
    for letter in text:
        if letter in {'"', "\\"}:
            out.append(f"\\{letter}")
        elif letter.isprintable() and not "\ud800" <= letter <= "\udfff":
            out.append(letter)
        else:
            code = 0xFFFD if "\ud800" <= letter <= "\udfff" else ord(letter)
            out.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return f'"{"".join(out)}"'


def read_published(text: str, name: str) -> Published:
    """Return what a text of such a file says; ``name`` is what messages call it.

    Raises :class:`WriteError` naming file and line for the first thing that is wrong: nothing is published then.
    """
    try:
        data, lines = tomllib.loads(text), key_lines(text)
    except tomllib.TOMLDecodeError as error:
        raise WriteError(f"{name}: not valid TOML: {str(error)[:300]}") from None
    except (RecursionError, ValueError, OverflowError):
        raise WriteError(f"{name}: not valid TOML: nested too deeply, or a number is too large") from None
    return _Reader(name, lines).published(data)


class _Reader:
    def __init__(self, name: str, lines: dict[KeyPath, int]) -> None:
        self._name, self._lines = name, lines

    def published(self, data: Mapping[str, Any]) -> Published:
        self._check_keys((), data, _TABLES)
        podcast = self._table(("podcast",), data.get("podcast", {}), ("guid",))
        rows = self._table(("episodes",), data.get("episodes", {}), None)
        episodes = {key: self._episode(key, row) for key, row in rows.items()}
        self._check_once("guid", {key: one.guid.casefold() for key, one in episodes.items()})
        self._check_once("name", {key: one.name for key, one in episodes.items()})
        guid = "" if "guid" not in podcast else self._guid(("podcast", "guid"), podcast["guid"])
        return Published(guid, MappingProxyType(episodes))

    def _episode(self, key: str, row: object) -> PublishedEpisode:
        path = ("episodes", key)
        table = self._table(path, row, ("guid", "published", "name", "title", "story"))
        for needed in ("guid", "published", "name"):
            if needed not in table:
                self._fail(path, f"an episode needs {needed}")
        when = table["published"]
        if not isinstance(when, datetime) or when.tzinfo is None:
            self._fail((*path, "published"), "published is a time with its zone, such as 2026-11-28T18:00:00Z")
        if not isinstance(table["name"], str) or not is_episode_name(table["name"]):
            self._fail((*path, "name"), 'name is of a-z, 0-9 and hyphens, such as "01-the-ferry"')
        # An episode that was out before drama published it may have any guid.
        guid = self._text((*path, "guid"), table["guid"])
        title, story = (
            self._text((*path, name), table.get(name, ""), may_be_empty=True) for name in ("title", "story")
        )
        return PublishedEpisode(guid, when.astimezone(UTC).replace(microsecond=0), table["name"], title, story)

    def _guid(self, path: KeyPath, value: object) -> str:
        try:
            return str(UUID(self._text(path, value)))
        except ValueError:
            self._fail(path, 'the guid of a podcast is a UUID, such as "917393e3-1b1e-5cef-ace4-edaa54e1f810"')

    def _text(self, path: KeyPath, value: object, *, may_be_empty: bool = False) -> str:
        if not isinstance(value, str) or len(value) > _LONGEST or not (value.strip() or may_be_empty):
            self._fail(path, f"{path[-1]} is a text in quotation marks, of at most {_LONGEST:,} characters")
        return value

    def _table(self, path: KeyPath, value: object, valid: tuple[str, ...] | None) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self._fail(path, f"{path[-1]} must be a table")
        if valid is not None:
            self._check_keys(path, value, valid)
        return value

    def _check_keys(self, path: KeyPath, table: Mapping[str, Any], valid: tuple[str, ...]) -> None:
        for key in table:
            if key not in valid:
                self._fail((*path, key), f"unknown key {quoted(key)}{nearest(key, valid)} Valid here: {listed(valid)}")

    def _check_once(self, what: str, values: Mapping[str, str]) -> None:
        owners: dict[str, str] = {}
        for key, value in values.items():
            other = owners.setdefault(value, key)
            if other != key:
                self._fail(
                    ("episodes", key), f"{quoted(key)} and {quoted(other)} have the same {what}, {quoted(value)}"
                )

    def _fail(self, path: KeyPath, message: str) -> NoReturn:
        raise WriteError(f"{self._name}, line {line_of(self._lines, path)}: {message}")
