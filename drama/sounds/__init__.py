"""The sound library: beds, effects and music by name, from the user's files or synthesized by drama."""

from drama.sounds.library import Library

__all__ = ["Library"]
