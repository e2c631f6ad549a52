"""The edits of the API: each a dataclass of what it takes, made by drama's public functions.

A new edit is a class here, or in a module of its own, a name in :mod:`drama.studio.read_edit`, a row in docs/studio.md,
and a gesture in the page.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeAlias

import drama
from drama.model import Line

Thing: TypeAlias = tuple[str, str | int]
"""What an edit is about, such as ``("line", 12)`` or ``("voice", "Anna")``: two edits of one thing may conflict."""


class RequestError(drama.DramaError):
    """A request of the API that is not valid."""


@dataclass(frozen=True, slots=True)
class Edit(ABC):
    """One gesture of the page."""

    do: ClassVar[str]
    """Its name in the API."""

    @classmethod
    def given(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the fields that a JSON object gives."""
        return data

    @property
    @abstractmethod
    def thing(self) -> Thing:
        """What it is about."""

    @property
    def wish(self) -> object:
        """What it makes of the thing, to be shown beside what somebody else made of it."""
        return self.label

    @property
    @abstractmethod
    def label(self) -> str:
        """What it does, in words for the journal."""

    @abstractmethod
    def make(self, story: drama.OpenStory) -> object:
        """Make it. Raises :class:`drama.DramaError`, and has changed nothing then."""

    def attempt(self, story: drama.OpenStory) -> drama.Correction | drama.Edited | None:  # noqa: ARG002 - each its own
        """Return what it would change of who says what; None where it changes nothing of that. Writes nothing."""
        return None

    def heard_in(self, story: drama.OpenStory) -> tuple[Line, ...] | None:  # noqa: ARG002 - each its own
        """Return the lines in which it is heard; None where that is not what it is about."""
        return None

    def price(self, story: drama.OpenStory) -> drama.Price | None:  # noqa: ARG002 - each its own
        """Return what recording would cost after it; None where that is not what it is about. Writes nothing."""
        return None


@dataclass(frozen=True, slots=True)
class OfLine(Edit):
    """An edit of one line; its number is that of the revision the edit was made on."""

    line: int

    @property
    def thing(self) -> Thing:
        return ("line", self.line)

    def stands(self, row: Mapping[str, Any]) -> object:
        """Return how what it is about stands in a row of the script."""
        return row["speaker"] or row["kind"]

    def moved(self, line: int) -> OfLine:
        """Return the same edit of the same line, as it is numbered now."""
        return replace(self, line=line)


@dataclass(frozen=True, slots=True)
class Pin(OfLine):
    do = "pin"
    speaker: str
    kind: str | None = None
    is_new: bool = False

    @property
    def wish(self) -> object:
        return self.speaker

    @property
    def label(self) -> str:
        return f"line {self.line}: {self.speaker}{', a thought' if self.kind == 'thought' else ''}"

    def make(self, story: drama.OpenStory) -> object:
        return story.pin(self.line, self.speaker, kind=self.kind, is_new=self.is_new)

    def attempt(self, story: drama.OpenStory) -> drama.Correction | None:
        return story.try_pin(self.line, self.speaker, kind=self.kind, is_new=self.is_new)


@dataclass(frozen=True, slots=True)
class Unpin(OfLine):
    do = "unpin"

    @property
    def label(self) -> str:
        return f"line {self.line}: as drama reads it"

    def make(self, story: drama.OpenStory) -> object:
        return story.unpin(self.line)

    def attempt(self, story: drama.OpenStory) -> drama.Correction | None:
        return story.try_unpin(self.line)


@dataclass(frozen=True, slots=True)
class LeaveOut(OfLine):
    do = "leave_out"

    @property
    def label(self) -> str:
        return f"line {self.line}: not spoken"

    def make(self, story: drama.OpenStory) -> object:
        return story.leave_out(self.line)

    def attempt(self, story: drama.OpenStory) -> drama.Correction | None:
        return story.try_leave_out(self.line)


@dataclass(frozen=True, slots=True)
class BringBack(Edit):
    do = "bring_back"
    words: str

    @property
    def thing(self) -> Thing:
        return ("words", self.words)

    @property
    def label(self) -> str:
        return f"spoken again: {self.words}"

    def make(self, story: drama.OpenStory) -> object:
        return story.bring_back(self.words)


@dataclass(frozen=True, slots=True)
class Merge(Edit):
    do = "merge"
    name: str
    other: str

    @property
    def thing(self) -> Thing:
        return ("person", self.other)

    @property
    def label(self) -> str:
        return f"{self.name} and {self.other} are one"

    def make(self, story: drama.OpenStory) -> object:
        return story.merge(self.name, self.other)

    def attempt(self, story: drama.OpenStory) -> drama.Correction | None:
        return story.try_merge(self.name, self.other)


@dataclass(frozen=True, slots=True)
class Split(Edit):
    do = "split"
    name: str

    @property
    def thing(self) -> Thing:
        return ("person", self.name)

    @property
    def label(self) -> str:
        return f"{self.name} is somebody else"

    def make(self, story: drama.OpenStory) -> object:
        return story.split(self.name)

    def attempt(self, story: drama.OpenStory) -> drama.Correction | None:
        return story.try_split(self.name)


@dataclass(frozen=True, slots=True)
class Rename(Edit):
    do = "rename"
    name: str
    new: str

    @property
    def thing(self) -> Thing:
        return ("person", self.name)

    @property
    def label(self) -> str:
        return f"{self.name} is called {self.new}"

    def make(self, story: drama.OpenStory) -> object:
        return story.rename(self.name, self.new)

    def attempt(self, story: drama.OpenStory) -> drama.Correction | None:
        return story.try_rename(self.name, self.new)


@dataclass(frozen=True, slots=True)
class Describe(Edit):
    do = "describe"
    character: str
    gender: str | None = None
    age: str | None = None

    @property
    def thing(self) -> Thing:
        return ("person", self.character)

    @property
    def wish(self) -> object:
        return " ".join(one for one in (self.gender, self.age) if one)

    @property
    def label(self) -> str:
        return f"{self.character}: {self.wish}"

    def make(self, story: drama.OpenStory) -> object:
        return story.describe(self.character, gender=self.gender, age=self.age)

    def attempt(self, story: drama.OpenStory) -> drama.Edited:
        return story.try_describe(self.character, gender=self.gender, age=self.age)


@dataclass(frozen=True, slots=True)
class Recast(Edit):
    do = "recast"
    character: str
    voice: str

    @property
    def thing(self) -> Thing:
        return ("voice", self.character)

    @property
    def wish(self) -> object:
        return self.voice

    @property
    def label(self) -> str:
        return f"{self.voice} narrates" if self.character == "narrator" else f"{self.voice} speaks {self.character}"

    def make(self, story: drama.OpenStory) -> object:
        return story.recast(self.character, self.voice)

    def price(self, story: drama.OpenStory) -> drama.Price | None:
        return story.price(self.character, self.voice)
