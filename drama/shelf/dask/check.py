"""Workers against the machine that asks: what differs, what that would change, and what is said of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from drama.errors import DramaError, WriteError
from drama.shelf.dask.facts import NOT_USABLE, Facts, Marker

_SHOWN = 8
"""Differences listed in one message."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between a worker and this machine."""

    what: str
    """In words, such as ``drama 1.2 where 1.3 is expected``."""
    is_harmless: bool = False
    """Whether it cannot change what is made."""
    is_fatal: bool = False
    """Whether nothing could be made there at all."""


def differences(own: Facts, other: Facts) -> tuple[Difference, ...]:
    """Return what of another process differs from this one, the gravest first."""
    found = [Difference(text, is_fatal=True) for text in other.unseen]
    found += _engines(own, other)
    if other.drama != own.drama:
        found.append(Difference(f"drama {other.drama} where {own.drama} is expected"))
    elif other.program != own.program:
        found.append(Difference(f"another build of drama {own.drama}"))
    found += _python(own.python, other.python)
    if other.machine != own.machine:
        found.append(Difference(f"a processor of kind {other.machine} where {own.machine} is expected"))
    found += [
        Difference(f"{name} {other.packages.get(name)} where {mine} is expected")
        for name, mine in own.packages.items()
        if other.packages.get(name) != mine
    ]
    return tuple(found)


def _engines(own: Facts, other: Facts) -> Iterator[Difference]:
    for name in dict.fromkeys((*own.engines, *other.engines)):
        mine, theirs = own.engines.get(name), other.engines.get(name)
        if mine is not None and mine.startswith(NOT_USABLE):
            continue  # whoever needs it is told by the book that does
        if mine is None:
            yield Difference(f"an engine {name}, which this machine does not have")
        elif theirs is None:
            yield Difference(f"no engine {name}; {mine} is expected", is_fatal=True)
        elif theirs != mine:
            is_fatal = theirs.startswith(NOT_USABLE)
            yield Difference(f"the engine {name} {theirs} where {mine} is expected", is_fatal=is_fatal)
    for name, mine in own.voices.items():
        if (theirs := other.voices.get(name)) not in (None, mine):
            yield Difference(f"another {name}: {theirs or 'none'} where {mine or 'none'} is expected")


def _python(own: str, other: str) -> Iterator[Difference]:
    if other != own:
        # Unicode's tables and the arithmetic of floats are those of a minor version.
        is_harmless = own.split(".")[:2] == other.split(".")[:2]
        yield Difference(f"Python {other} where {own} is expected", is_harmless=is_harmless)


def refused(worker: str, host: str, found: Sequence[Difference], *, workers_anyway: bool) -> str:
    """Return why a worker is not used, in words; nothing where it is."""
    wrong = [one for one in found if one.is_fatal or not (one.is_harmless or workers_anyway)]
    if not wrong:
        return ""
    listed = "; ".join(one.what for one in wrong[:_SHOWN]) + (
        f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
    )
    return f"worker {worker} on {host}: {listed}"


def remarks(worker: str, host: str, found: Sequence[Difference]) -> str:
    """Return what a person may want to know of a worker that is used; nothing where nothing differs."""
    told = [one.what for one in found if not one.is_fatal]
    return f"worker {worker} on {host} is used with {'; '.join(told)}" if told else ""


def refusal(problems: Mapping[str, str], count: int) -> DramaError:
    """Return the error where workers cannot be used, before any gets work."""
    listed = "\n  ".join(list(problems.values())[:_SHOWN])
    more = f"\n  and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
    return DramaError(
        f"{len(problems)} of {count} workers cannot be used, so nothing was begun:\n  {listed}{more}\n"
        "Install the same versions and mount the same folders there, or end those workers; --workers-anyway uses "
        "those with other versions"
    )


@contextmanager
def marked(folders: Mapping[Path, str]) -> Iterator[tuple[Marker, ...]]:
    """Yield markers in folders, by what each folder is, that are deleted after the block.

    Raises :class:`~drama.errors.WriteError` for a folder that this machine may not write to.
    """
    markers = []
    try:
        for folder, what in folders.items():
            content = secrets.token_hex(8)
            path = folder.resolve() / f".drama-seen-{content}"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            except OSError as problem:
                raise WriteError(f"{folder}: cannot be written: {problem.strerror}") from problem
            markers.append(Marker(str(path), content, what))
        yield tuple(markers)
    finally:
        for marker in markers:
            with suppress(OSError):
                Path(marker.path).unlink()
