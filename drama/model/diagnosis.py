"""What of an installation works, what is not there and how to get it, and what is broken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How something is."""

    OK = "ok"
    ABSENT = "absent"
    """It is not installed, and nothing needs it that was not asked for."""
    POOR = "poor"
    """It works, or what needs it works without it, and somebody should know."""
    BROKEN = "broken"


class Area(StrEnum):
    """What part of an installation."""

    SYSTEM = "system"
    ENGINES = "engines"
    VOICES = "voices"
    ENCODERS = "encoders"
    EXPORTS = "exports"
    FILES = "files"
    EXTRAS = "extras"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part of an installation is."""

    area: Area
    what: str
    """Its name."""
    health: Health
    about: str = ""
    """Version, count, size; or what is wrong."""
    remedy: str = ""
    """What to do about it: a command, where one does it."""
    is_needed: bool = False
    """Whether a plain render (``drama render story.txt``) needs it."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found of an installation, in the order of the areas."""

    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is broken that a plain render needs."""
        return not self.broken

    @property
    def broken(self) -> tuple[Finding, ...]:
        """What is broken and needed."""
        return tuple(one for one in self.findings if one.is_needed and one.health is Health.BROKEN)
