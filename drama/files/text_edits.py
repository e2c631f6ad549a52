"""Edits of text files that people and other processes edit too: compare and replace, with an undo journal.

An edit is computed from the current text, and written only if the text is still the same; otherwise it is computed
again. Every edit is recorded beside the file in ``.NAME.undo``: one JSON object a line, the newest last, with the text
before the edit and a digest of the text after it. Undo reverts the newest, and refuses if the file was edited otherwise
since.
"""

from __future__ import annotations

import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from drama.errors import DramaError
from drama.files.atomic import alone_in, staged
from drama.files.inputs import read_file

_Result = TypeVar("_Result")

_UNDO_LIMIT = 50
"""Edits recorded for a file."""
_LARGEST_BYTES = 50_000_000
"""Size limit of a file and of its journal: fifty texts of a megabyte."""
_TRIES = 200
"""How often an edit is computed again before giving up: each time another edit was kept."""


class EditedMeanwhileError(Exception):
    """The file has changed since the edit was computed; nothing was written."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file to be edited; its errors are raised as ``error``."""

    path: Path
    error: type[DramaError]

    @property
    def undo_path(self) -> Path:
        """The path of its undo journal."""
        return self.path.with_name(f".{self.path.name}.undo")

    def read(self) -> str | None:
        """Return the text, without a byte order mark; None if there is no file."""
        return self._read(self.path)

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
            records = self._made(before)
            self._remember([*records, {"before": before, "after": _digest(after)}][-_UNDO_LIMIT:])
            self._write(self.path, after)

    def undo(self) -> bool:
        """Revert the newest edit; return whether the file still exists afterwards.

        Raises ``error`` if there is no edit to revert, or if the file was edited otherwise since.
        """
        with alone_in(self.path.resolve().parent):
            text = self.read()
            records = self._made(text)
            if not records:
                raise self.error(f'there is no edit of "{self.path}" to take back')
            if _digest(text) != records[-1]["after"]:
                raise self.error(
                    f'"{self.path}" was changed after its last edit by drama; undoing would lose that change. '
                    f'Edit it by hand, or delete "{self.undo_path}" to forget the edits'
                )
            before = records.pop()["before"]
            if before is None:
                self.path.unlink()
            else:
                self._write(self.path, before)
            self._remember(records)
            return before is not None

    def _read(self, path: Path) -> str | None:
        try:
            return read_file(path, limit=_LARGEST_BYTES).decode("utf-8-sig")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise self.error(f'"{path}" is not UTF-8; save it as UTF-8') from None
        except OSError as problem:
            raise self.error(f'"{path}" cannot be read: {problem.strerror}') from None

    def _write(self, path: Path, text: str) -> None:
        """Write a text, behind a byte order mark where the file has one."""
        mark = b""
        with suppress(OSError), path.open("rb") as file:
            mark = file.read(len(BOM_UTF8))
        with staged(path, error=self.error) as temporary:
            temporary.write_bytes((mark if mark == BOM_UTF8 else b"") + text.encode("utf-8"))

    def _made(self, text: str | None) -> list[dict[str, Any]]:
        """Return the recorded edits, without those recorded but never written by a killed process."""
        records = self._records()
        while records and _digest(text) != records[-1]["after"] and _digest(text) == _digest(records[-1]["before"]):
            records.pop()
        return records

    def _records(self) -> list[dict[str, Any]]:
        text = self._read(self.undo_path) or ""
        try:
            records = [_record(row) for row in text.splitlines()]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self.error(f'"{self.undo_path}" is damaged: delete it to forget the edits') from None
        return records

    def _remember(self, records: Iterable[Mapping[str, Any]]) -> None:
        rows = "".join(json.dumps(record) + "\n" for record in records)
        if rows:
            self._write(self.undo_path, rows)
        else:
            self.undo_path.unlink(missing_ok=True)


def _record(row: str) -> dict[str, Any]:
    """Return the record in a row of the journal. Raises ValueError, KeyError or TypeError if it is damaged."""
    record = json.loads(row)
    if not isinstance(record["before"], str | None) or not isinstance(record["after"], str):
        raise TypeError
    return {"before": record["before"], "after": record["after"]}


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
