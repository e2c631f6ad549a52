"""Python, the libraries every render needs, the tables of English, the packaged cast."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from drama import cast as casting
from drama.errors import DramaError, install_command
from drama.files.messages import listed
from drama.model import Area, Finding, Health
from drama.version import __version__

_LIBRARIES = {
    "numpy": "numpy",
    "soxr": "soxr",
    "soundfile": "soundfile",
    "lameenc": "lameenc",
    "mutagen": "mutagen",
    "Pillow": "PIL",
    "cattrs": "cattrs",
    "tomlkit": "tomlkit",
    "defusedxml": "defusedxml",
    "Jinja2": "jinja2",
    "charset-normalizer": "charset_normalizer",
    "ftfy": "ftfy",
    "py3langid": "py3langid",
    "iso639-lang": "iso639",
    "platformdirs": "platformdirs",
}
"""What every installation has, and the module of each."""
_AGAIN = "install drama again: pip install . in the folder it was installed from"
_OLDEST = (3, 11)
_MOST_CAST_FILES = 100
"""Cast files of single stories in the current folder that are read."""
_EXTRAS = {"shelf": ("distributed", "many books on many machines")}
"""Extras that no engine, encoder or export stands for: a module of each, and what it is for."""


def checks() -> Iterator[tuple[Finding, Callable[[], Iterable[Finding]]]]:
    """Yield the checks."""
    for what, look in (("Python", _python), ("libraries", _libraries), ("English", _english), ("packaged cast", _cast)):
        yield Finding(Area.SYSTEM, what, Health.BROKEN, remedy=_AGAIN, is_needed=True), look
    yield Finding(Area.SYSTEM, "cast files here", Health.BROKEN, is_needed=True), _cast_files_here
    yield Finding(Area.SYSTEM, "studio", Health.BROKEN, remedy=_AGAIN), _studio
    yield Finding(Area.SYSTEM, "temporary files", Health.BROKEN), _temporary_files
    yield Finding(Area.EXTRAS, "extras", Health.BROKEN), _extras


def _python() -> Iterator[Finding]:
    told = f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count() or 1} cores"
    is_new_enough = sys.version_info >= _OLDEST
    yield Finding(Area.SYSTEM, "drama", Health.OK, __version__, is_needed=True)
    yield Finding(
        Area.SYSTEM,
        "Python",
        Health.OK if is_new_enough else Health.BROKEN,
        told,
        "" if is_new_enough else f"install Python {'.'.join(map(str, _OLDEST))} or later",
        is_needed=True,
    )


def _libraries() -> Iterator[Finding]:
    """Yield one finding for all that is well, and one for each library that is not."""
    well = 0
    for name, module in _LIBRARIES.items():
        problem = _import_problem(module)
        if problem:
            yield Finding(Area.SYSTEM, name, Health.BROKEN, problem, _AGAIN, is_needed=True)
        else:
            well += 1
    yield Finding(Area.SYSTEM, "libraries", Health.OK, f"{well} of {len(_LIBRARIES)}", is_needed=True)


def _import_problem(module: str) -> str:
    try:
        importlib.import_module(module)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def _english() -> Iterator[Finding]:
    from drama.languages.detection.latin import english_share  # noqa: PLC0415 (the tables are what is tried)
    from drama.languages.en.english import ENGLISH  # noqa: PLC0415

    share = english_share("The tide was out, and nobody had told the boats.")
    if not share or not ENGLISH.is_verb("said"):
        raise ValueError("the tables of English are damaged")
    yield Finding(Area.SYSTEM, "English", Health.OK, "tables and patterns load", is_needed=True)


def _cast() -> Iterator[Finding]:
    pool = casting.load_cast_file(None).pool
    yield Finding(Area.SYSTEM, "packaged cast", Health.OK, f"{len(pool)} voices", is_needed=True)


def _cast_files_here() -> Iterator[Finding]:
    """Yield whether the cast files of stories in the current folder can be read; nothing where there are none."""
    shared = casting.shared_cast_path(Path())
    own = sorted(path for path in Path().glob("*.voices.toml") if not path.name.startswith("."))
    found = dict.fromkeys(path.absolute() for path in (*filter(None, [shared]), *own[:_MOST_CAST_FILES]))
    well = []
    for path in found:
        try:
            casting.load_cast_file(path)
        except DramaError as problem:
            yield Finding(Area.SYSTEM, "cast file here", Health.BROKEN, str(problem), is_needed=path == shared)
        else:
            well.append(path.name)
    if well:
        yield Finding(Area.SYSTEM, "cast files here", Health.OK, f"read without an error: {listed(well, limit=3)}")


def _studio() -> Iterator[Finding]:
    lacking = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    page = Path(__file__).parents[2] / "studio" / "page" / "index.html"
    if lacking or not page.is_file():
        missing = ", ".join(lacking) or "its page"
        yield Finding(Area.SYSTEM, "studio", Health.BROKEN, f"{missing} is missing", _AGAIN)
    else:
        yield Finding(Area.SYSTEM, "studio", Health.OK, "server and page are there")


def _temporary_files() -> Iterator[Finding]:
    folder = tempfile.gettempdir()
    is_writable = os.access(folder, os.W_OK | os.X_OK)
    remedy = "" if is_writable else "set TMPDIR to a folder that takes files"
    yield Finding(Area.SYSTEM, "temporary files", Health.OK if is_writable else Health.POOR, folder, remedy)


def _extras() -> Iterator[Finding]:
    for extra, (module, what) in _EXTRAS.items():
        if find_spec(module) is None:
            yield Finding(Area.EXTRAS, f"[{extra}]", Health.ABSENT, what, install_command(extra))
        else:
            yield Finding(Area.EXTRAS, f"[{extra}]", Health.OK, f"{what}: {module} {_version(module)}".strip())


def _version(distribution: str) -> str:
    with suppress(PackageNotFoundError):
        return version(distribution)
    return ""
