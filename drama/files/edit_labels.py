"""What edits of text files are called and whose they are: a label, who makes them, and which belong to one gesture.

::

    with made_by("studio"), labelled("Anna is spoken by wren"):
        ...  # every edit of a text file in here, of whichever file, is one step of that name

Both hold for the thread or task they are entered in (:mod:`contextvars`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

PYTHON = "Python"
"""Whose edits are that nobody else claims."""
BY_HAND = "by hand"
"""Who changed a file without drama: in an editor, by git, by another program."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a person did at once; it may edit several files, several times."""

    label: str
    group: str
    """Hex digits that no other gesture has."""


_GESTURE: ContextVar[Gesture | None] = ContextVar("gesture", default=None)
_MAKER: ContextVar[str] = ContextVar("maker", default=PYTHON)


@contextmanager
def labelled(label: str, *, by: str | None = None) -> Iterator[None]:
    """Make all edits of text files within the block one step, called ``label``: plain words, such as "line 12: Anna".

    Inside another such block it adds nothing: the outermost names the step. An empty ``label`` makes one step of them
    and leaves the name to the first block within that has one. ``by`` says who makes them, as :func:`made_by` does.
    """
    outer = gesture()
    with made_by(by or _MAKER.get()):
        token = _GESTURE.set(outer if outer.label else Gesture(label, outer.group))
        try:
            yield
        finally:
            _GESTURE.reset(token)


@contextmanager
def made_by(maker: str) -> Iterator[None]:
    """Say who makes the edits within the block: "command line", "studio", else :data:`PYTHON`."""
    token = _MAKER.set(maker)
    try:
        yield
    finally:
        _MAKER.reset(token)


def gesture() -> Gesture:
    """Return the gesture that an edit made now belongs to: one of its own outside every :func:`labelled`."""
    return _GESTURE.get() or Gesture("", new_group())


def new_group() -> str:
    """Return what no other gesture has."""
    return secrets.token_hex(8)


def maker() -> str:
    """Return who makes an edit now."""
    return _MAKER.get()
