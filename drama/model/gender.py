"""Grammatical gender."""

from __future__ import annotations

from enum import StrEnum


class Gender(StrEnum):
    """Grammatical gender of a character, as far as the story tells."""

    FEMALE = "female"
    MALE = "male"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"
