"""Parts that other packages add by an entry point: found by name, loaded, and each fault told in one line.

An entry point names a callable without arguments, mostly a class, that returns the part.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

from drama.errors import DramaError

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Plugins:
    """The parts of one kind that other packages add."""

    group: str
    """The entry-point group: ``drama.engines``."""
    kind: str
    """What one of them is called in messages: ``engine``."""
    required: tuple[str, ...]
    """Attributes that every one has."""
    error: type[DramaError]
    """What is raised for one that is broken."""

    def names(self) -> list[str]:
        """Return the names of all that are installed, in order; imports none of them."""
        return list(_names(self.group, _places()))

    def points(self, name: str) -> list[EntryPoint]:
        """Return the entry points of a name, in order; several where several packages use it."""
        return sorted(entry_points(group=self.group, name=name), key=lambda point: point.value)

    def load(self, point: EntryPoint) -> Any:  # noqa: ANN401 - another's code: checked by what it has
        """Return a new part. Raises :attr:`error` where it does not start or is none."""
        about = f"the {self.kind} {point.name!r} of {point.value}"
        try:
            part = point.load()()
        except (Exception, SystemExit) as problem:
            raise self.error(f"{about} does not start: {_reason(problem)}") from problem
        if lacks := [name for name in self.required if not hasattr(type(part), name) and not hasattr(part, name)]:
            raise self.error(f"{about} is none: it has no {' and no '.join(lacks)}")
        return part

    def attempt(self, about: str, fails: str, call: Callable[[], _Answer]) -> _Answer:
        """Return what a call into a part returns; whatever it raises, but a DramaError, becomes :attr:`error`.

        ``about`` names the part and ``fails`` says what it does not do, for the message: ``does not tell its voices``.
        """
        try:
            return call()
        except DramaError:
            raise
        except (Exception, SystemExit) as problem:  # another's code may raise anything, and sys.exit() would be exit 0
            raise self.error(f"the {self.kind} {about} {fails}: {_reason(problem)}") from problem


@lru_cache(maxsize=64)
def _names(group: str, places: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    """Return the names of a group, read once as long as packages stand where they stood: that takes 6 to 12 ms."""
    del places
    return tuple(sorted({point.name for point in entry_points(group=group)}))


def _places() -> tuple[tuple[str, int], ...]:
    """Return where packages are looked for; what is installed or taken away changes the time of its folder."""
    return tuple((place, _changed_ns(place)) for place in sys.path)


def _changed_ns(place: str) -> int:
    try:
        return os.stat(place).st_mtime_ns  # noqa: PTH116 (asked for every file of a folder)
    except (OSError, ValueError):
        return 0


def _reason(problem: BaseException) -> str:
    return f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
