"""The edits of how lines are spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import drama
from drama.files.messages import listed
from drama.model import DIRECTION_KEYS, Line
from drama.studio.edits import Edit, OfLine, RequestError, Thing


@dataclass(frozen=True, slots=True)
class Direct(OfLine):
    """How a line is spoken; a key that is null in JSON is taken back: it stands in ``taken_back`` then.

    One edit decides or takes back, so that it is made whole or not at all.
    """

    do = "direct"
    delivery: str | None = None
    rate: float | None = None
    gain_db: float | None = None
    stress: tuple[str, ...] | None = None
    pronounce: Mapping[str, Any] | None = None
    say: str | None = None
    pause_after: int | None = None
    locked: bool | None = None
    marks: tuple[str, ...] | None = None
    recording: str | None = None
    """Is only taken back here: a file of the user's is named where it can be looked at, by ``drama actors``."""
    taken_back: tuple[str, ...] = ()

    @classmethod
    def given(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        if "taken_back" in data:
            raise RequestError("direct: taken_back is not given: a key that is null is taken back")
        gone = [key for key, value in data.items() if value is None and key in DIRECTION_KEYS]
        decided = [key for key, value in data.items() if value is not None and key in DIRECTION_KEYS]
        if "recording" in decided:
            raise RequestError("direct: a recording is only taken back here; `drama actors --import` takes it")
        if bool(gone) == bool(decided):
            raise RequestError(
                f"direct: something is decided, or something is taken back; of: {listed(DIRECTION_KEYS)}"
            )
        return {key: value for key, value in data.items() if key not in gone} | {"taken_back": gone}

    @property
    def said(self) -> dict[str, Any]:
        """What is decided, without what is taken back."""
        return {key: value for key in DIRECTION_KEYS if (value := getattr(self, key)) is not None}

    @property
    def wish(self) -> object:
        return _in_words(self.said | dict.fromkeys(self.taken_back))

    def stands(self, row: Mapping[str, Any]) -> object:
        how = row["how"] or {}
        return _in_words({key: how.get(key) for key in (*self.said, *self.taken_back)})

    @property
    def label(self) -> str:
        return f"line {self.line}: {self.wish}"

    def make(self, story: drama.OpenStory) -> object:
        if self.taken_back:
            return story.undirect(self.line, self.taken_back)
        return story.direct(self.line, **self.said)


def _in_words(how: Mapping[str, Any]) -> str:
    """Return how a line is spoken, in words."""
    said = [_FORMS[key](value) for key, value in how.items() if value]
    gone = [f"{key.replace('_', ' ')} as the story tells it" for key, value in how.items() if not value]
    return ", ".join(said + gone) or "as the story tells it"


_FORMS: Mapping[str, Callable[[Any], str]] = {
    "delivery": str,
    "rate": lambda rate: f"{rate:.0%} of the rate",
    "gain_db": lambda gain_db: f"{gain_db:+g} dB",
    "stress": lambda words: f"stressed: {', '.join(words)}",
    "pronounce": lambda words: ", ".join(f"{word} as {sound or 'ever'}" for word, sound in words.items()),
    "say": lambda words: f"says: {words}",
    "pause_after": lambda pause_ms: f"pause of {pause_ms / 1000:g} s",
    "locked": lambda _: "locked",
    "marks": lambda marks: f"marked as {' and '.join(marks)}",
    "recording": lambda path: f"recorded in {path}",
}


@dataclass(frozen=True, slots=True)
class Pronounce(Edit):
    do = "pronounce"
    word: str
    sound: str

    @property
    def thing(self) -> Thing:
        return ("word", self.word)

    @property
    def label(self) -> str:
        return f"{self.word} is pronounced {self.sound or 'as it is read'}"

    def make(self, story: drama.OpenStory) -> object:
        return story.pronounce(self.word, self.sound)

    def heard_in(self, story: drama.OpenStory) -> tuple[Line, ...]:
        return story.lines_with_word(self.word)
