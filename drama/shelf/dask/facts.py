"""What a process says of itself before it gets work: versions, engines, voices, folders. Runs on every worker."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import drama
from drama.errors import DramaError
from drama.model import Voice

SHAPING = ("numpy", "soxr", "lameenc", "soundfile", "av", "mutagen", "pillow")
"""Packages that shape the bytes of an episode, beside the engines, whose versions name what shapes theirs."""
_ABSENT = "not installed"
NOT_USABLE = "not usable"
"""How the version of an engine begins that there is none of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What workers are asked about."""

    engines: tuple[str, ...] | None = None
    """Engines that will speak; None where it may be any, and the same ones must be there everywhere."""
    voices: tuple[Voice, ...] = ()
    """Voices that will speak, where that is known."""
    markers: tuple[Marker, ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()
    """Paths that will be read, with their sizes in bytes."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A file that was put into a folder to see whether others see it there."""

    path: str
    content: str
    what: str
    """What the folder is, for messages."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a process says of itself."""

    host: str
    process: int
    drama: str
    """Its version."""
    program: str
    """A digest of drama's own files."""
    python: str
    machine: str
    """The kind of processor, such as ``x86_64``."""
    engines: Mapping[str, str] = field(default_factory=dict)
    """Name -> version, or why there is none."""
    voices: Mapping[str, str] = field(default_factory=dict)
    """What is asked of a voice -> what tells its sound, or why that is not known."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Name -> version."""
    unseen: tuple[str, ...] = ()
    """What of the folders it does not see, or may not write, in words."""


def facts(wanted: Wanted) -> Facts:
    """Return what this process says of itself. Loads no model."""
    names = drama.engine_names() if wanted.engines is None else wanted.engines
    return Facts(
        host=platform.node(),
        process=os.getpid(),
        drama=drama.__version__,
        program=program_digest(),
        python=platform.python_version(),
        machine=platform.machine(),
        engines={name: _engine(name) for name in names},
        voices=dict(map(_voice, wanted.voices)) | _offers(names),
        packages={name: _version(name) for name in SHAPING},
        unseen=(*_unseen(wanted.markers), *_missing(wanted.sizes)),
    )


@cache
def program_digest() -> str:
    """Return a digest of the content of drama's modules and tables: two builds of one version are told apart."""
    package = Path(drama.__file__).parent
    told = hashlib.blake2b(digest_size=16)
    files = (path for path in package.rglob("*") if path.suffix in {".py", ".toml"} and path.parent != package)
    for path in sorted(files):
        told.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()


def _engine(name: str) -> str:
    try:
        return drama.EngineInfo(name).version
    except DramaError as problem:
        return f"{NOT_USABLE}: {problem}"


def _voice(voice: Voice) -> tuple[str, str]:
    about = f"voice {voice.name} of {voice.engine} ({voice.id})"
    try:
        return about, drama.EngineInfo(voice.engine).identity(voice) or ""
    except DramaError as problem:
        return about, f"{NOT_USABLE}: {problem}"


def _offers(engines: Sequence[str]) -> dict[str, str]:
    """Return for each engine how many voices it lists, with a digest of their ids."""
    told = {}
    for name in engines:
        with contextlib.suppress(DramaError):  # told with the engine itself
            ids = sorted(voice.id for voice in drama.EngineInfo(name).voices)
            told[f"list of voices of {name}"] = f"{len(ids)} ({_short_digest(ids)})"
    return told


def _short_digest(ids: Sequence[str]) -> str:
    return hashlib.blake2b("\0".join(ids).encode(), digest_size=4).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return _ABSENT


def _unseen(markers: Sequence[Marker]) -> list[str]:
    """Return what of the marked folders this process does not see, or may not write."""
    told = []
    for marker in markers:
        path = Path(marker.path)
        try:
            is_seen = path.read_text(encoding="utf-8") == marker.content
        except (OSError, UnicodeError):
            is_seen = False
        if not is_seen:
            told.append(f"it does not see {marker.what} {path.parent}, or sees another folder there")
            continue
        trial = path.with_name(f"{path.name}-{os.getpid()}")
        try:
            trial.write_text(marker.content, encoding="utf-8")
            trial.unlink()
        except OSError as problem:
            told.append(f"it cannot write to {marker.what} {path.parent}: {problem.strerror}")
    return told


def _missing(sizes: Sequence[tuple[str, int]]) -> list[str]:
    """Return the first of the paths that this process does not see as it was told."""
    for name, size in sizes:
        try:
            path = Path(name)
            is_there = path.is_dir() if size < 0 else path.stat().st_size == size
        except OSError:
            is_there = False
        if not is_there:
            return [f"it does not see {name}, or sees something else there"]
    return []
