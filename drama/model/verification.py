"""Whether an episode is still what was rendered, and still of what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drama.model.manifest import Manifest


class Verdict(StrEnum):
    """What came out of comparing one thing with the manifest."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    UNKNOWN = "not known"
    """It could not be compared; that breaks no match."""


class Aspect(StrEnum):
    """What is compared."""

    FILE = "file"
    """A file that the render wrote."""
    SOURCE = "source"
    """What the episode was made of."""
    VERSION = "version"
    """What it was made with. A version that changed leaves the episode a match: it is no other for that."""
    AGAIN = "again"
    """A file, against one that was rendered just now."""


class Outlook(StrEnum):
    """Whether rendering again, here and now, gives the same bytes."""

    YES = "yes"
    NO = "no"
    NOT_PROMISED = "not promised"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing compared with what the manifest says of it."""

    aspect: Aspect
    what: str
    """Its name: ``lamp.mp3``, ``cast file lamp.voices.toml``, ``numpy``."""
    verdict: Verdict
    about: str = ""
    """What changed and what that means, in words; nothing where all is said."""

    @property
    def is_match(self) -> bool:
        """Whether it breaks no match."""
        return self.aspect is Aspect.VERSION or self.verdict in {Verdict.SAME, Verdict.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out of comparing an episode with its manifest."""

    episode: Path
    manifest: Manifest
    manifest_path: Path | None
    """None where the manifest was read from the tags."""
    story: Path | None
    """The story it was compared with; None where none was found."""
    checks: tuple[Check, ...]
    outlook: Outlook
    """Whether rendering again gives the same bytes."""
    why: str
    """Why, in one sentence."""

    @property
    def matches(self) -> bool:
        """Whether files and sources are as the manifest says, as far as they could be compared."""
        return all(check.is_match for check in self.checks)

    @property
    def differences(self) -> tuple[Check, ...]:
        """What breaks the match."""
        return tuple(check for check in self.checks if not check.is_match)
