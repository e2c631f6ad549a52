"""The journal of a text file's edits, ``.NAME.undo`` beside it: one JSON object a line, added to and never rewritten.

A row holds one *change* of the text (where, the words before, the words after), with digests of the text on both sides,
so that it can be gone through in both directions. Three kinds of row are told apart: an *edit*; an *undo*, which takes
the newest standing edit back; a *redo*, which brings back the edit undone last. Rows point to each other by their
offsets in the file: the newest row leads to all edits that stand and to all that may be redone, so that an edit, an
undo and a redo read and write a few rows, however long the journal is. After an undo a new edit ends what may be
redone; the rows of that branch stay in the journal.

Now and then a row changes the text from its first to its last character (:attr:`Row.is_whole`). From there the text
after the newest row can be made without the file, which may have been edited by hand meanwhile.

A row that a killed process left half written, behind the last line break, counts as not there and is cut off by the
next. Journals of before this format, which hold whole texts, are read as well, and rewritten once by the next edit.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, get_args

from drama.errors import DramaError
from drama.files.atomic import append_to, write_file
from drama.files.inputs import check_file

Did = Literal["edit", "undo", "redo"]

NOWHERE: Final = -1
"""In place of the offset of a row: there is none."""
_LARGEST_BYTES = 10_000_000_000
"""Size limit of a journal, above any that edits make: a sparse or a foreign file is refused."""
_HELD_BYTES = 64_000_000
"""A journal of up to this size is held in memory while all of its edits are listed."""
_BLOCK = 1 << 16
_SPARE_BYTES = 16_384
"""Rows since the last whole one may have this many bytes and four times those of the text."""
_NEW_ROW = b'{"did":'


@dataclass(frozen=True, slots=True)
class Change:
    """Another text in one place: ``old`` at the offset ``start`` became ``new``."""

    start: int
    old: str
    new: str

    @property
    def reverse(self) -> Change:
        """The change back."""
        return Change(self.start, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a journal."""

    offset: int
    """Where it stands in the journal, in bytes."""
    did: Did
    time_ns: int
    """When, since the epoch, UTC; later than every row before."""
    label: str
    by: str
    group: str
    change: Change
    """What became of the text, also by an undo or a redo."""
    before: str
    """Digest of the text before; empty where there was no file."""
    after: str
    of: int
    """The edit it is about: its own offset, or that of the edit that was undone or redone."""
    below: int
    """For an edit the one that stood before; for an undo the one that could be redone before."""
    standing: int
    """The newest edit that stands after it."""
    undone: int
    """The undo that would be redone next after it."""
    edited_ns: int
    """When the newest edit was made, undone or not."""
    since: int
    """Bytes from the last whole row to this one."""

    @property
    def is_whole(self) -> bool:
        """Whether it holds the whole text on both sides."""
        return self.since == 0


@dataclass(frozen=True, slots=True)
class NewRow:
    """What is to be written as a row; the journal adds how it hangs together with the others."""

    did: Did
    time_ns: int
    label: str
    by: str
    group: str
    before: str | None
    after: str | None
    edit: Row | None = None
    """The edit that is undone or redone; None for a new one."""
    below: int = NOWHERE
    """For a redo, what may be redone after it: an undo."""


class Journal:
    """The journal at a path. Reading needs no lock, writing that of the folder. Errors are raised as ``error``."""

    def __init__(self, path: Path, error: type[DramaError], current: Callable[[], str | None]) -> None:
        """Take the journal at ``path``; ``current`` returns the text of its file as it is."""
        self.path = path
        self._error = error
        self._current = current

    def newest(self) -> Row | None:
        """Return the newest row; None where there is none."""
        with self._opened() as file:
            return self._last(file)

    def at(self, offset: int) -> Row:
        """Return the row at an offset."""
        with self._opened() as file:
            return self._row_at(file, offset)

    def standing(self, newest: Row | None, *, goes_far: bool = False) -> Iterator[Row]:
        """Yield the edits that stand after a row, newest first; ``goes_far`` where many of them are wanted."""
        with self._opened(is_held=goes_far) as file:
            offset = NOWHERE if newest is None else newest.standing
            while offset != NOWHERE:
                row = self._row_at(file, offset)
                yield row
                offset = row.below

    def undone(self, newest: Row | None) -> Iterator[tuple[Row, Row]]:
        """Yield the edits that may be redone after a row, each behind its undo, the next to be redone first."""
        with self._opened() as file:
            offset = NOWHERE if newest is None else newest.undone
            while offset != NOWHERE:
                row = self._row_at(file, offset)
                yield row, self._row_at(file, row.of)
                offset = row.below

    def text(self, newest: Row) -> str | None:
        """Return the text after the newest row, out of the journal alone; None for no file."""
        with self._opened() as file:
            offset = newest.offset - newest.since
            text = self._row_at(file, offset).change.old
            while offset <= newest.offset:
                row = self._row_at(file, offset)
                text = self.applied(row.change, text)
                offset = file.tell()
        if newest.after != (digest(text) if text or newest.after else ""):
            raise self.damaged()
        return text if newest.after else None

    def applied(self, change: Change, text: str) -> str:
        """Return a text with a change made. Raises ``error`` for a text it is not of."""
        end = change.start + len(change.old)
        if text[change.start : end] != change.old:
            raise self.damaged()
        return text[: change.start] + change.new + text[end:]

    def append(self, new: NewRow, newest: Row | None) -> None:
        """Write a row behind the newest one; it is on the disk when this returns."""
        end = 0
        if newest is not None:
            with self._opened() as file:
                self._row_at(file, newest.offset)
                end = file.tell()
                if isinstance(file, io.BytesIO):
                    write_file(self.path, file.getvalue(), error=self._error)
        append_to(self.path, _written(_linked(new, newest, end)), end, error=self._error)

    def damaged(self) -> DramaError:
        """Return the error for a journal that cannot be followed."""
        return self._error(f'"{self.path}" is damaged: delete it to forget the edits')

    # -------------------------------------------------------------- reading

    @contextmanager
    def _opened(self, *, is_held: bool = False) -> Iterator[BinaryIO]:
        """Yield the journal to read, or what it holds if it is no giant and many rows of it will be read.

        It is an empty one where there is no file, and an old one as it would be written now.
        """
        try:
            check_file(self.path, limit=_LARGEST_BYTES)
            with self.path.open("rb") as file:
                is_new = file.read(len(_NEW_ROW)) == _NEW_ROW
                if is_new and is_held and os.fstat(file.fileno()).st_size <= _HELD_BYTES:
                    file.seek(0)
                    yield io.BytesIO(file.read())
                else:
                    yield file if is_new else io.BytesIO(self._renewed(file))
        except FileNotFoundError:
            yield io.BytesIO()
        except OSError as problem:
            raise self._error(f'"{self.path}" cannot be read: {problem.strerror}') from None

    def _last(self, file: BinaryIO) -> Row | None:
        """Return the row that ends with the last line break."""
        end = file.seek(0, os.SEEK_END)
        tail, start, close = b"", end, -1
        while start > 0:
            size = min(_BLOCK, start)
            start -= size
            file.seek(start)
            tail = file.read(size) + tail
            close = tail.rfind(b"\n") if close < 0 else close + size
            if close >= 0 and (begin := tail.rfind(b"\n", 0, close)) >= 0:
                return self._row(tail[begin + 1 : close], start + begin + 1)
        return None if close < 0 else self._row(tail[:close], 0)

    def _row_at(self, file: BinaryIO, offset: int) -> Row:
        file.seek(offset)
        return self._row(file.readline(), offset)

    def _row(self, text: bytes, offset: int) -> Row:
        try:
            return _read(json.loads(text), offset)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self.damaged() from None

    def _renewed(self, file: BinaryIO) -> bytes:
        """Return a journal of before this format, of which each row has a whole text, as rows of this one.

        It has no times: all edits get that of the last. A change by hand between two of them is part of the first.
        """
        file.seek(0)
        when = int(os.fstat(file.fileno()).st_mtime_ns)
        try:
            data = file.read()
            rows = [] if _NEW_ROW.startswith(data) else data.removesuffix(b"\n").split(b"\n")
            texts = [_text_before(json.loads(row)) for row in rows]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self.damaged() from None
        data, newest = b"", None
        for number, (before, after) in enumerate(pairwise([*texts, self._current()])):
            if before != after:
                group = digest(f"{self.path.name} {number}")[:16]
                new = NewRow("edit", when + number, "", "", group, before, after)
                row = _written(_linked(new, newest, len(data)))
                newest = self._row(row, len(data))
                data += row
        return data


def digest(text: str | None) -> str:
    """Return the hex digest of a text; empty for None, where there is no file."""
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def change_between(before: str, after: str) -> Change:
    """Return the change that makes one text of another: all between their common beginning and their common end."""
    start = _alike(before, after, len(before), len(after))
    end = _alike(before[start:][::-1], after[start:][::-1], len(before) - start, len(after) - start)
    return Change(start, before[start : len(before) - end], after[start : len(after) - end])


def _alike(one: str, other: str, *lengths: int) -> int:
    """Return how many characters two texts begin with alike: by halves, each compared at once."""
    low, high = 0, min(lengths)
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _linked(new: NewRow, newest: Row | None, offset: int) -> dict[str, Any]:
    """Return a row to be written at an offset behind the newest one."""
    before, after = new.before or "", new.after or ""
    since = 0 if newest is None else newest.since + offset - newest.offset
    if since > _SPARE_BYTES + 4 * (len(before) + len(after)):
        since = 0
    change = change_between(before, after) if since else Change(0, before, after)
    standing, undone, edited = (
        (NOWHERE, NOWHERE, 0) if newest is None else (newest.standing, newest.undone, newest.edited_ns)
    )
    of, below = offset if new.edit is None else new.edit.offset, NOWHERE
    if new.edit is None:
        standing, undone, edited, below = offset, NOWHERE, new.time_ns, standing
    elif new.did == "undo":
        standing, undone, below = new.edit.below, offset, undone
    else:
        standing, undone = of, new.below
    return {
        "did": new.did, "time": new.time_ns, "label": new.label, "by": new.by, "group": new.group,
        "start": change.start, "old": change.old, "new": change.new,
        "before": digest(new.before), "after": digest(new.after),
        "of": of, "below": below, "standing": standing, "undone": undone, "edited": edited, "since": since,
    }  # fmt: skip


def _written(row: dict[str, Any]) -> bytes:
    return json.dumps(row, separators=(",", ":")).encode("ascii") + b"\n"


def _read(row: Any, offset: int) -> Row:  # noqa: ANN401 (of JSON)
    """Return a row. Raises ValueError, KeyError or TypeError for one that is damaged."""
    texts = [row[key] for key in ("did", "label", "by", "group", "old", "new", "before", "after")]
    numbers = [row[key] for key in ("time", "start", "of", "below", "standing", "undone", "edited", "since")]
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
        raise TypeError
    did, label, by, group, old, new, before, after = texts
    time_ns, start, of, below, standing, undone, edited_ns, since = numbers
    links = (below < offset, max(of, standing, undone) <= offset, min(of, start) >= 0, 0 <= since <= offset)
    if did not in get_args(Did) or not all(links) or min(below, standing, undone) < NOWHERE:
        raise ValueError
    change = Change(start, old, new)
    return Row(
        offset, did, time_ns, label, by, group, change, before, after, of, below, standing, undone, edited_ns, since
    )


def _text_before(row: Any) -> str | None:  # noqa: ANN401 (of JSON)
    before: str | None = row["before"]
    if not isinstance(before, str | None) or not isinstance(row["after"], str):
        raise TypeError
    return before
