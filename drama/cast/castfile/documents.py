"""Cast files as data with line numbers: one file, the files it extends, and the packaged default."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from drama.errors import CastError
from drama.files.inputs import read_file
from drama.files.messages import quoted
from drama.files.toml_positions import KeyPath, key_lines, line_of

CAST_FILE = "voices.toml"
SIZE_LIMIT = 1_000_000
_CHAIN_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A position: file and line."""

    file: str = ""
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Document:
    """One file's data and the lines of its keys."""

    name: str
    data: Mapping[str, Any]
    lines: dict[KeyPath, int]

    def place(self, *path: str) -> Place:
        """Return the position of a key, or of the table around it."""
        return Place(self.name, line_of(self.lines, path))

    def fail(self, path: KeyPath, message: str) -> NoReturn:
        """Raise the CastError for a key."""
        raise CastError(f"{self.place(*path)}: {message}")


def default_text() -> str:
    """Return the text of the packaged ``voices.toml``.

    A wheel carries it as ``drama/voices.toml``. A checkout or an editable install has it once only, at the top of the
    repository, beside the package's folder.
    """
    packaged = resources.files("drama").joinpath(CAST_FILE)
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    checkout = Path(__file__).resolve().parents[3] / CAST_FILE
    if checkout.is_file():
        return checkout.read_text(encoding="utf-8")
    raise CastError(f"the packaged {CAST_FILE} is missing: the installation is damaged; install drama again")


def read_chain(path: Path, text: str) -> list[tuple[Path, Document]]:
    """Return the file at a path, with the text given, and those it extends, nearest first."""
    chain: list[tuple[Path, Document]] = []
    seen: set[Path] = set()
    current, named_at = path, ""
    while True:
        identity = _resolved(current, named_at)
        if identity in seen:
            raise CastError(f"{named_at}extends {quoted(str(current))}, which leads back to itself")
        if len(chain) == _CHAIN_LIMIT:
            raise CastError(f"{named_at}more than {_CHAIN_LIMIT} files extend one another")
        seen.add(identity)
        document = parse(read(current, named_at) if chain else text, str(current))
        chain.append((current, document))
        parent = document.data.get("extends")
        if parent is None:
            return chain
        if not isinstance(parent, str) or not parent.strip() or not parent.isprintable():
            document.fail(("extends",), "extends must be the path of another cast file, in quotation marks")
        named_at = f"{document.place('extends')}: "
        current = current.parent / _expanded(parent)


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:  # "~somebody" whom this machine does not know
        return Path(path)


def _resolved(path: Path, named_at: str) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        raise CastError(f"{named_at}the cast file {quoted(str(path))} cannot be read: links lead in a circle") from None


def read(path: Path, named_at: str = "", *, what: str = "cast file") -> str:
    """Return the text of a cast file; ``named_at`` says which file named it. Raises CastError."""
    shown = f"{named_at}the {what} {quoted(str(path))}"
    try:
        return read_file(path, limit=SIZE_LIMIT).decode("utf-8-sig")
    except FileNotFoundError:
        raise CastError(f"{shown} does not exist") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CastError(f"{shown} is not UTF-8: line {line}; save it as UTF-8") from None
    except OSError as error:
        raise CastError(f"{shown} cannot be read: {error.strerror}") from None


def parse(text: str, name: str) -> Document:
    """Return the data of a TOML text. Raises CastError with line and column if it is malformed."""
    try:
        data = tomllib.loads(text)
        return Document(name, data, key_lines(text))
    except tomllib.TOMLDecodeError as error:
        raise CastError(f"{name}: not valid TOML: {str(error)[:300]}") from None
    except (RecursionError, ValueError, OverflowError):
        raise CastError(f"{name}: not valid TOML: nested too deeply, or a number is too large") from None


def chain_paths(path: Path) -> tuple[Path, ...]:
    """Return the paths of a cast file and of those it extends, nearest first, as far as they can be read."""
    paths: list[Path] = []
    current: Path | None = path
    while current is not None and current not in paths and len(paths) < _CHAIN_LIMIT:
        paths.append(current)
        try:
            parent = tomllib.loads(read(current)).get("extends")
        except (CastError, ValueError, RecursionError):
            break
        is_path = isinstance(parent, str) and parent.isprintable() and bool(parent.strip())
        current = current.parent / _expanded(str(parent)) if is_path else None
    return tuple(paths)
