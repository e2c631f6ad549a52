"""Files of a podcast that are not an episode's, written: the feed, the record of what went out, the site."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from drama.errors import DramaError
from drama.files.atomic import alone_in, write_file
from drama.files.inputs import read_file
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles, is_written
from drama.production.season_source import SeasonSource, read_record
from drama.publishing.feed import feed, rfc_2822, with_lengths
from drama.publishing.names import FEED
from drama.publishing.published import published_text
from drama.publishing.season import Season

_LARGEST_FEED = 100_000_000
_BUILT = re.compile(r"<lastBuildDate>([^<]{1,60})</lastBuildDate>")


def put(path: Path, data: bytes, written: WrittenFiles) -> None:
    """Write a file, unless it is there as it is to be."""
    with suppress(OSError):
        if read_file(path, limit=_LARGEST_FEED) == data and is_written(default_folder(), path):
            return
    write_file(path, data, place=written.place)


def write_feed(season: Season, out: Path, written: WrittenFiles, *, now: datetime) -> bool:
    """Write the feed if it says anything new, and return whether it does; else its date of building stays."""
    path = out / FEED
    try:
        old = read_file(path, limit=_LARGEST_FEED).decode("utf-8", "replace")
    except OSError:
        old = ""
    match = _BUILT.search(old)
    if match is not None:
        with suppress(ValueError, TypeError):
            built = parsedate_to_datetime(match[1])
            if rfc_2822(built) == match[1] and feed(season, built=built) == old:
                return False
    put(path, feed(season, built=now).encode(), written)
    return True


def keep_lengths(out: Path, written: WrittenFiles) -> None:
    """Have a feed that is out tell the lengths of the files that are there, as far as that can be."""
    path = out / FEED
    with suppress(OSError, ValueError, DramaError):
        old = read_file(path, limit=_LARGEST_FEED).decode("utf-8")
        told = with_lengths(old, out)
        if told != old and is_written(default_folder(), path):
            write_file(path, told, place=written.place)


def write_record(source: SeasonSource, keys: Collection[str]) -> None:
    """Add to the record what of some keys goes out now, whatever others added to it meanwhile."""
    path = source.record_path
    with alone_in(path.parent.resolve()):
        before = read_record(path)
        known = before if before.guid else source.before
        text = published_text(source.identities.published(known, keys))
        if not path.exists() or read_file(path, limit=_LARGEST_FEED).decode("utf-8-sig") != text:
            write_file(path, text)
