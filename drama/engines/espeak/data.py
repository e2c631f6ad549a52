"""Integrity check of eSpeak NG's library and data against its wheel.

eSpeak NG 1.52 does not check: without ``en_dict``, or with half of ``phontab``, it speaks something else and reports
success; other damage ends its process. The result would be stored as good takes.
"""

from __future__ import annotations

import base64
import csv
import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import espeakng_loader

from drama.errors import RequestRefusedError

_WHEEL = "espeakng-loader"
_DATA = "espeak-ng-data"
_DICTIONARY = "_dict"
_ALWAYS = ("phontab", "phonindex", "phondata", "intonations", "en_dict", "lang", "voices/!v")
_MEND = f"install it anew: pip install --force-reinstall --no-deps {_WHEEL}"


def data_folder() -> Path:
    """Return the folder of eSpeak NG's data. Raises :class:`RequestRefusedError` if a file is missing.

    Checks names only, and not the dictionaries of other languages; :func:`check_contents` reads the files.
    """
    library, folder = _places()
    brought = [path for path in _brought(library, folder) if not path.name.endswith(_DICTIONARY)]
    required = dict.fromkeys([library, *(folder / name for name in _ALWAYS), *brought])
    if missing := [path for path in required if not _is_not_empty(path)]:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise RequestRefusedError(f"eSpeak NG is not whole: {missing[0]} is missing or empty{more}; {_MEND}")
    return folder


def _is_not_empty(path: Path) -> bool:
    try:
        return path.is_dir() or path.stat().st_size > 0
    except OSError:
        return False


def check_contents(language: str) -> None:
    """Raise :class:`RequestRefusedError` if a file needed for a language differs from the wheel's.

    The two megabytes are read once per process.
    """
    _check(*_places(), language)


@cache
def _check(library: Path, folder: Path, language: str) -> None:
    dictionaries = {f"{code}{_DICTIONARY}" for code in ("en", language)}
    for path, digest in _brought(library, folder).items():
        if path.name.endswith(_DICTIONARY) and path.name not in dictionaries:
            continue
        try:
            actual = hashlib.sha256(path.read_bytes()).digest()
        except OSError as problem:
            raise RequestRefusedError(f"eSpeak NG is not whole: {path}: {problem.strerror}; {_MEND}") from problem
        if base64.urlsafe_b64encode(actual).rstrip(b"=").decode() != digest:
            raise RequestRefusedError(f"eSpeak NG is not whole: {path} is damaged; {_MEND}")


def _places() -> tuple[Path, Path]:
    """Return the paths of library and data."""
    try:
        return Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
    except RuntimeError as problem:
        raise RequestRefusedError(f"eSpeak NG is not whole: {problem}; {_MEND}") from problem


@cache
def _brought(library: Path, folder: Path) -> dict[Path, str]:
    """Return the files of library and data with their digests from the wheel's RECORD; empty if it has none."""
    try:
        record = distribution(_WHEEL).read_text("RECORD") or ""
    except PackageNotFoundError:
        return {}
    digests = {}
    for name, digest, *_ in csv.reader(record.splitlines()):
        _, _, inner = name.partition("/")
        kind, _, value = digest.partition("=")
        if kind == "sha256" and inner == library.name:
            digests[library] = value
        elif kind == "sha256" and inner.startswith(f"{_DATA}/"):
            digests[folder / inner.removeprefix(f"{_DATA}/")] = value
    return digests
