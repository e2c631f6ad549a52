"""One reader an accent for all engines of a process: its dictionaries are 96 MB."""

from __future__ import annotations

from functools import lru_cache

from drama.engines.hibari.phonemes import Reader

REVISION = 2
"""Counts changes of what is read of a text: part of the version of every engine that reads so."""


@lru_cache(maxsize=2)
def shared_reader(*, british: bool = False) -> Reader:
    """Return the reader of an accent; it loads its dictionaries when it first reads."""
    return Reader(british=british)
