"""Write a cast file whole or not at all, and take a recast back.

Every recast is remembered beside the file, in ``.STORY.voices.toml.undo``: one JSON object a line, the newest last,
with the text before the edit and a digest of the text after it. Undoing takes the newest back, and refuses if the file
was edited by other hands since.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from drama.cast.documents import SIZE_LIMIT
from drama.cast.wording import quoted
from drama.errors import CastError
from drama.inputs import read_file

_UNDO_LIMIT = 50
_SIZE_LIMIT = _UNDO_LIMIT * SIZE_LIMIT
"""Of the texts that are remembered, together; one cast file has less."""


def undo_recast(path: Path) -> bool:
    """Take the newest recast of a cast file back; return whether the file is still there afterwards.

    Raises CastError if there is nothing to take back, or if the file was edited since by other hands.
    """
    records = _records(path)
    text = text_if_any(path)
    while records and _digest(text) != records[-1]["after"] and _digest(text) == _digest(records[-1]["before"]):
        records.pop()  # remembered, but killed before the edit itself
    if not records:
        raise CastError(f"there is no recast of {quoted(str(path))} to take back")
    if _digest(text) != records[-1]["after"]:
        raise CastError(
            f"{quoted(str(path))} was changed after its last recast; undoing would lose that change. "
            f"Edit it by hand, or delete {quoted(str(_undo_path(path)))} to forget the recasts",
        )
    before = records.pop()["before"]
    if before is None:
        path.unlink()
    else:
        write(path, before)
    _keep_records(path, records)
    return before is not None


def text_if_any(path: Path) -> str | None:
    """Return the text of a file, or None if there is none. Raises CastError."""
    try:
        return read_file(path, limit=_SIZE_LIMIT).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise CastError(f"{quoted(str(path))} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise CastError(f"{quoted(str(path))} cannot be read: {error.strerror}") from None


def write(path: Path, text: str) -> None:
    """Replace a file whole or not at all, through a symbolic link, its permissions kept."""
    target = path.resolve()
    staged: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as handle:
            staged = Path(handle.name)
            handle.write(text.encode("utf-8"))
            handle.flush()
            os.fsync(handle.fileno())
        staged.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        staged.replace(target)
    except OSError as error:
        if staged is not None:
            staged.unlink(missing_ok=True)
        raise CastError(f"{quoted(str(path))} cannot be written: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _undo_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.undo")


def _records(path: Path) -> list[dict[str, Any]]:
    text = text_if_any(_undo_path(path)) or ""
    records = []
    try:
        for row in text.splitlines():
            record = json.loads(row)
            if not isinstance(record["before"], str | None) or not isinstance(record["after"], str):
                raise TypeError  # noqa: TRY301 - one message for every way to be damaged
            records.append(record)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CastError(f"{quoted(str(_undo_path(path)))} is damaged: delete it to forget the recasts") from None
    return records


def remember(path: Path, before: str | None, after: str) -> None:
    """Note an edit that is about to be written."""
    _keep_records(path, [*_records(path), {"before": before, "after": _digest(after)}][-_UNDO_LIMIT:])


def _keep_records(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    rows = "".join(json.dumps(record) + "\n" for record in records)
    if rows:
        write(_undo_path(path), rows)
    else:
        _undo_path(path).unlink(missing_ok=True)


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
