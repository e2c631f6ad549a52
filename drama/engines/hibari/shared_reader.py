"""One text reader per accent, shared by all engines of a process: its dictionaries take 96 MB."""

from __future__ import annotations

from functools import lru_cache

from drama.engines.hibari.phonemes import Reader

REVISION = 2
"""Counts changes of the phonemes made of a text: part of the version of every engine that uses the reader."""


@lru_cache(maxsize=2)
def shared_reader(*, british: bool = False) -> Reader:
    """Return the reader of an accent; it loads its dictionaries on first use."""
    return Reader(british=british)
