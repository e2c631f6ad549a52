"""Sounds that are not speech, by name: the user's own files, and those drama makes itself."""

from drama.library.library import Library

__all__ = ["Library"]
