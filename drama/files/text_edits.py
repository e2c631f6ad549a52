"""Edits of text files that people, and several processes at once, edit too: none is lost, each can be taken back.

An edit is worked out from the text as it stands, and written only if the text still stands so; else it is worked out
again. Every edit is remembered beside the file, in ``.NAME.undo``: one JSON object a line, the newest last, with the
text before the edit and a digest of the text after it. Undoing takes the newest back, and refuses if the file was
edited by other hands since.
"""

from __future__ import annotations

import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drama.errors import DramaError
from drama.files.atomic import alone_in, staged
from drama.files.inputs import read_file

_UNDO_LIMIT = 50
"""Edits remembered for a file."""
_LARGEST_BYTES = 50_000_000
"""Of a file, or of what is remembered of it: fifty texts of a megabyte."""
_TRIES = 200
"""How often an edit is worked out anew before giving up: each time somebody else's edit was kept."""


class EditedMeanwhileError(Exception):
    """The file no longer says what the edit was worked out from; nothing was written."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that is edited; what goes wrong with it is raised as ``error``."""

    path: Path
    error: type[DramaError]

    @property
    def undo_path(self) -> Path:
        """Where its edits are remembered."""
        return self.path.with_name(f".{self.path.name}.undo")

    def read(self) -> str | None:
        """Return the text, without a byte order mark; None if there is no file."""
        return self._read(self.path)

    def edit(self, change: Callable[[str | None], str]) -> str | None:
        """Write what ``change`` makes of the text, and return the text it was made from.

        ``change`` is called again with the new text where another process edited the file meanwhile, so that both
        edits are kept. A text that does not change is not written.
        """
        for _ in range(_TRIES):
            before = self.read()
            after = change(before)
            try:
                self.replace(before, after)
            except EditedMeanwhileError:
                continue
            return before
        raise self.error(f"{self.path}: others edit it all the time; try again")

    def replace(self, before: str | None, after: str) -> None:
        """Write ``after`` if the file still says ``before``, and remember the edit.

        Raises :class:`EditedMeanwhileError` if it says something else, whatever that is.
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
        """Take the newest edit back; return whether the file is still there afterwards.

        Raises ``error`` if there is nothing to take back, or if the file was edited since by other hands.
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
        """Return what is remembered, without edits that were killed before they were made of the present text."""
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
    """Return what a row remembers. Raises ValueError, KeyError or TypeError if it is damaged."""
    record = json.loads(row)
    if not isinstance(record["before"], str | None) or not isinstance(record["after"], str):
        raise TypeError
    return {"before": record["before"], "after": record["after"]}


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
