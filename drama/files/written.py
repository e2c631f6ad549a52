"""Records of the files drama wrote: a render replaces only those.

Every output has a small record in the ``written`` folder of the store, named by a digest of its path: digests of the
content drama wrote there, and the output it belongs to. A file whose content matches no record of its path is
another's, or was edited since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from drama.errors import OccupiedError, WriteError
from drama.files.atomic import digest_of, is_device, staged, sweep
from drama.files.inputs import read_file

FOLDER = "written"
"""The folder of the records, in the root of the store."""
_LARGEST_RECORD_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class _Record:
    path: str
    output: str
    """The path of the episode it belongs to."""
    digests: tuple[str, ...]
    """Digests of the content: the new one, and the previous one in case the renaming did not happen."""


class WrittenFiles:
    """The files one render writes: each replaces only drama's own files, and is recorded as one."""

    def __init__(self, root: Path, output: Path, *, inputs: Iterable[Path] = (), replaces_any: bool = False) -> None:
        """``root`` is the store's, ``output`` the episode.

        ``inputs`` are never replaced; other files that are not drama's only if it ``replaces_any``.
        """
        self._folder = root / FOLDER
        self._output = str(output.resolve())
        inputs = tuple(inputs)
        self._inputs = {path.resolve() for path in inputs} | ({_identity(path) for path in inputs} - {None})
        self._replaces_any = replaces_any
        self._written: set[Path] = set()
        self._warnings: dict[str, None] = {}
        sweep(self._folder)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Problems with the records, for the user."""
        return tuple(self._warnings)

    def check(self, path: Path) -> None:
        """Raise WriteError if a path is an input, or holds a file that drama did not write, or that was edited since.

        An input is recognised by its path, by a link to it, and by any other name of the same file (hard links).
        """
        if path.resolve() in self._inputs or _identity(path) in self._inputs:
            raise WriteError(f"{path} is an input, never replaced; choose another name for the output")
        if self._replaces_any or is_device(path):
            return
        digest = _digest_if_any(path)
        if digest is not None and digest not in self._known(path.resolve()):
            raise OccupiedError(
                f"{path} is there already, and drama did not write it as it stands: it is another's, or was edited "
                "since. Move it, or choose another name; --force replaces it",
                path,
            )

    def adopt(self, path: Path, digests: Collection[str]) -> None:
        """Take a file for drama's own whose content has one of some digests; the folder it is in knows them."""
        if set(digests) <= set(self._known(path.resolve())):
            return  # without reading the file
        digest = _digest_if_any(path)
        if digest is not None and digest in digests:
            self._save(_Record(str(path.resolve()), self._output, (digest,)))

    @contextmanager
    def place(self, path: Path) -> Iterator[Path]:
        """Yield a staged file that is put in place at a path; see :func:`drama.files.atomic.staged`.

        Raises WriteError if by then the path holds a file that drama did not write.
        """

        def before_replacing(temporary: Path) -> None:
            self.check(path)
            now, past = digest_of(temporary), _digest_if_any(path)
            self._save(_Record(str(path.resolve()), self._output, (now,) if past in (None, now) else (now, past)))

        with staged(path, before_replacing=before_replacing) as temporary:
            yield temporary
        self._written.add(path.resolve())

    def remove_earlier(self, folder: Path) -> tuple[Path, ...]:
        """Delete the files in a folder that an earlier render of this output wrote and this one did not; return them.

        Files edited since are kept, with a warning.
        """
        removed = []
        for record_file, record in self._records():
            path = Path(record.path)
            if record.output != self._output or path in self._written or folder.resolve() not in path.parents:
                continue
            digest = _digest_if_any(path)
            if digest is not None and digest not in record.digests:
                self._warnings[f"{path.name} is of an earlier render, but was edited since: it stays"] = None
                continue
            with suppress(OSError):
                if digest is not None:
                    path.unlink()
                    removed.append(path)
                record_file.unlink()
                path.parent.rmdir()  # refuses unless empty
        return tuple(removed)

    def _known(self, path: Path) -> tuple[str, ...]:
        record = _read(self._file(path))
        return record.digests if record is not None and record.path == str(path) else ()

    def _file(self, path: Path) -> Path:
        return self._folder / _record_name(path)

    def _save(self, record: _Record) -> None:
        """Store a record; if the store is not writable, add a warning: the next render will ask for ``--force``."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            about = {"path": record.path, "output": record.output, "digests": record.digests}
            with staged(self._file(Path(record.path)), is_durable=False) as temporary:
                temporary.write_text(json.dumps(about), encoding="utf-8")
        except (OSError, WriteError):
            self._warnings[
                f"{self._folder} takes no files: the next render will not know that drama wrote these, and will ask "
                "for --force"
            ] = None

    def _records(self) -> Iterator[tuple[Path, _Record]]:
        with suppress(OSError):
            for file in sorted(self._folder.glob("*.json")):
                if (record := _read(file)) is not None:
                    yield file, record


def is_written(root: Path, path: Path) -> bool:
    """Tell whether a file is as drama wrote it, by the records in the store at ``root``."""
    record = _read(root / FOLDER / _record_name(path.resolve()))
    try:
        return record is not None and digest_of(path) in record.digests
    except OSError:
        return False


def _record_name(path: Path) -> str:
    """Return the name of a file's record, by its whole path."""
    return f"{hashlib.sha256(str(path).encode('utf-8', 'surrogateescape')).hexdigest()[:32]}.json"


def _read(file: Path) -> _Record | None:
    """Return a record; None if there is none or it is damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        about = json.loads(read_file(file, limit=_LARGEST_RECORD_BYTES))
        return _Record(str(about["path"]), str(about["output"]), tuple(map(str, about["digests"])))
    return None


def _identity(path: Path) -> tuple[int, int] | None:
    """Return device and inode of a file, equal for two names of one file; None if there is none."""
    with suppress(OSError):
        about = path.stat()
        return about.st_dev, about.st_ino
    return None


def _digest_if_any(path: Path) -> str | None:
    """Return the digest of a file's content; None if there is no file. Raises WriteError if it cannot be read."""
    try:
        return digest_of(path)
    except FileNotFoundError:
        return None
    except OSError as problem:
        reason = f"{path}: cannot be read, and drama replaces only what it wrote: {problem.strerror}"
        raise WriteError(reason) from problem
