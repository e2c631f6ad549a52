"""Sounds that are not speech, by name: the user's own files, and those drama makes itself."""

from drama.sounds.library import Library

__all__ = ["Library"]
