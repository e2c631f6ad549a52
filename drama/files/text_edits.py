"""Edits of text files that people and other processes edit too: compare and replace, with a journal of undo and redo.

An edit is computed from the current text, and written only if the text is still the same; otherwise it is computed
again. Every edit is written into the journal beside the file (:mod:`drama.files.edit_journal`) before it is made, with
its label, its time and who makes it (:mod:`drama.files.edit_labels`).

What was done to the file without drama is noticed before the next edit, undo or redo, and becomes an edit "by hand" in
the journal. A process that is killed between the journal and the file leaves an edit that was not made: it counts as
undone.
"""

from __future__ import annotations

import time
from codecs import BOM_UTF8
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from drama.errors import DramaError
from drama.files.atomic import alone_in, staged
from drama.files.edit_journal import NOWHERE, Did, Journal, NewRow, Row, digest
from drama.files.edit_labels import BY_HAND, gesture, labelled, made_by, maker, new_group
from drama.files.inputs import read_file

__all__ = ["BY_HAND", "EditedMeanwhileError", "History", "Row", "TextFile", "labelled", "made_by"]

_Result = TypeVar("_Result")

_LARGEST_BYTES = 50_000_000
"""Size limit of a file."""
_TRIES = 200
"""How often an edit is computed again before giving up: each time another edit was kept."""


class EditedMeanwhileError(Exception):
    """The file has changed since the edit was computed; nothing was written."""


@dataclass(frozen=True, slots=True)
class History:
    """The edits of one file."""

    standing: tuple[Row, ...] = ()
    """Those that are made, the newest last."""
    undone: tuple[tuple[Row, Row], ...] = ()
    """Those that may be redone, each behind its undo; the next first."""
    edited_ns: int = 0
    """When the newest edit was made, undone or not; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file to be edited; its errors are raised as ``error``."""

    path: Path
    error: type[DramaError]

    @property
    def undo_path(self) -> Path:
        """The path of its journal."""
        return self.path.with_name(f".{self.path.name}.undo")

    def read(self) -> str | None:
        """Return the text, without a byte order mark; None if there is no file."""
        try:
            return read_file(self.path, limit=_LARGEST_BYTES).decode("utf-8-sig")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise self.error(f'"{self.path}" is not UTF-8; save it as UTF-8') from None
        except OSError as problem:
            raise self.error(f'"{self.path}" cannot be read: {problem.strerror}') from None

    # -------------------------------------------------------------- edits

    def edit(self, change: Callable[[str | None], str]) -> str | None:
        """Write ``change`` of the text, and return the text before.

        ``change`` is called again with the new text if another process edited the file meanwhile, so that both edits
        are kept. An unchanged text is not written.
        """

        def edit_once() -> str | None:
            before = self.read()
            self.replace(before, change(before))
            return before

        return self.retry(edit_once)

    def retry(self, edit: Callable[[], _Result]) -> _Result:
        """Return what an edit returns; it is called again while it raises :class:`EditedMeanwhileError`."""
        for _ in range(_TRIES):
            with suppress(EditedMeanwhileError):
                return edit()
        raise self.error(f"{self.path}: others edit it all the time; try again")

    def replace(self, before: str | None, after: str) -> None:
        """Write ``after`` if the file still has the text ``before``, and record the edit.

        Raises :class:`EditedMeanwhileError` if it has any other text.
        """
        if after == before:
            return
        with alone_in(self.path.resolve().parent):
            if self.read() != before:
                raise EditedMeanwhileError
            journal = self._journal()
            newest = self._caught_up(journal, before)
            now = gesture()
            new = NewRow("edit", _time_after(newest), now.label, maker(), now.group, before, after)
            journal.append(new, newest)
            self._put(after)

    # -------------------------------------------------------------- undo and redo

    def history(self, last: int | None = None) -> History:
        """Return the edits of the file, or the ``last`` of those that stand; a change by hand is one of them."""
        journal = self._journal()
        newest = journal.newest()
        if newest is not None and newest.after != digest(self.read()):
            with suppress(self.error), alone_in(self.path.resolve().parent):
                self._caught_up(journal, self.read())
            newest = journal.newest()
        standing = tuple(islice(journal.standing(newest, goes_far=last is None), last))
        undone = tuple(journal.undone(newest))
        return History(standing[::-1], undone, 0 if newest is None else newest.edited_ns)

    def undo(self) -> bool:
        """Take the newest edit back, or all newest ones of one gesture; return whether the file exists afterwards.

        Raises ``error`` if there is none, or if the file was changed by hand since; :meth:`take_back` undoes that, too.
        """
        newest = next(iter(self.history(1).standing), None)
        if newest is None:
            raise self.error(f'there is no edit of "{self.path}" to take back')
        if newest.by == BY_HAND:
            raise self.error(
                f'"{self.path}" was changed after its last edit by drama; undoing would take that change back first. '
                "If that is wanted: drama undo"
            )
        self.take_back(newest.group)
        return self.read() is not None

    def take_back(self, group: str) -> tuple[Row, ...]:
        """Undo the newest edits as far as they are of one gesture, and return them.

        Raises :class:`EditedMeanwhileError` if another edit was made since.
        """
        done = []
        with alone_in(self.path.resolve().parent):
            journal = self._journal()
            newest = self._as_it_is(journal)
            while (edit := next(journal.standing(newest), None)) is not None and edit.group == group:
                newest = self._step(journal, "undo", edit, newest)
                done.append(edit)
        if not done:
            raise EditedMeanwhileError
        return tuple(done)

    def bring_back(self, group: str) -> tuple[Row, ...]:
        """Redo the edits undone last as far as they are of one gesture, and return them.

        Raises :class:`EditedMeanwhileError` if another edit was made since.
        """
        done = []
        with alone_in(self.path.resolve().parent):
            journal = self._journal()
            newest = self._as_it_is(journal)
            while (undone := next(journal.undone(newest), None)) is not None and undone[1].group == group:
                newest = self._step(journal, "redo", undone[1], newest, below=undone[0].below)
                done.append(undone[1])
        if not done:
            raise EditedMeanwhileError
        return tuple(done)

    def _step(self, journal: Journal, did: Did, edit: Row, newest: Row | None, *, below: int = NOWHERE) -> Row | None:
        """Undo or redo an edit, first in the journal and then in the file; return the row that says so."""
        text = self.read()
        is_undo = did == "undo"
        after: str | None = journal.applied(edit.change.reverse if is_undo else edit.change, text or "")
        after = after if (edit.before if is_undo else edit.after) else None
        new = NewRow(did, _time_after(newest), edit.label, maker(), edit.group, text, after, edit, below)
        journal.append(new, newest)
        self._put(after)
        return journal.newest()

    # -------------------------------------------------------------- the journal

    def _journal(self) -> Journal:
        return Journal(self.undo_path, self.error, self.read)

    def _as_it_is(self, journal: Journal) -> Row | None:
        """Return the newest row of the journal, caught up with the file; None where no edit was ever made.

        A file without edits is not read: a story may be no text, such as a DOCX, or in another encoding.
        """
        return None if journal.newest() is None else self._caught_up(journal, self.read())

    def _caught_up(self, journal: Journal, text: str | None) -> Row | None:
        """Write into the journal what became of the file since its newest row, and return the row that is newest then.

        A file that is as before the newest row: what that says was not done, or was taken back by hand. It is one
        row more that goes the other way, so that nothing leaves the journal.
        """
        newest = journal.newest()
        if newest is None or newest.after == digest(text):
            return newest
        if newest.before == digest(text):
            edit = journal.at(newest.of)
            did: Did = "redo" if newest.did == "undo" else "undo"
            time_ns, after = _time_after(newest), journal.text(newest)
            new = NewRow(did, time_ns, edit.label, BY_HAND, edit.group, after, text, edit, newest.below)
        else:
            label = f"{self.path.name} changed"
            time_ns = _time_after(newest, self._changed_ns())
            new = NewRow("edit", time_ns, label, BY_HAND, new_group(), journal.text(newest), text)
        journal.append(new, newest)
        return journal.newest()

    def _changed_ns(self) -> int | None:
        """Return when the file was changed last; None where there is none."""
        with suppress(OSError):
            return self.path.stat().st_mtime_ns
        return None

    def _put(self, text: str | None) -> None:
        """Write the text of the file, behind a byte order mark where it has one; delete it for None."""
        if text is None:
            try:
                self.path.unlink(missing_ok=True)
            except OSError as problem:
                raise self.error(f'"{self.path}" cannot be deleted: {problem.strerror}') from problem
            return
        mark = b""
        with suppress(OSError), self.path.open("rb") as file:
            mark = file.read(len(BOM_UTF8))
        with staged(self.path, error=self.error) as temporary:
            temporary.write_bytes((mark if mark == BOM_UTF8 else b"") + text.encode("utf-8"))


def _time_after(newest: Row | None, time_ns: int | None = None) -> int:
    """Return a time, else the present one, that is later than that of the newest row."""
    wanted = time.time_ns() if time_ns is None else min(time_ns, time.time_ns())
    return wanted if newest is None else max(wanted, newest.time_ns + 1)
