"""Edits of how a line is spoken: what a person decides of its delivery, its words, and the pause behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict, Unpack

from drama.direction import words_not_pronounced
from drama.errors import ScriptError
from drama.files.edit_labels import labelled
from drama.files.messages import listed, nearest, quoted
from drama.model import (
    DIRECTION_KEYS,
    SPOKEN_KEYS,
    UNKNOWN,
    Line,
    LineDirection,
    LineMark,
    Manner,
    Script,
    stressed_places,
)
from drama.production.edited_corrections import Correction, EditedCorrections, Reassigned, complaints
from drama.script import Pin
from drama.script.corrections.anchors import words_of
from drama.script.corrections.directions import Fail, direction_values, read_direction, without
from drama.script.corrections.write import drop_pins, write_direction, write_pin

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Sound = str | Mapping[str, str]
"""How a word is pronounced: a respelling, or a mapping with ``phonemes``, ``respelling`` or both."""


class How(TypedDict, total=False):
    """How a line is spoken, as :func:`drama.direct_line` takes it; what is None stays as it is."""

    delivery: Manner | str | None
    rate: float | None
    gain_db: float | None
    stress: Sequence[str] | None
    pronounce: Mapping[str, Sound] | None
    say: str | None
    pause_after: int | None
    locked: bool | None
    marks: Sequence[str] | None
    faster: int
    louder: int
    unset: Collection[str]


RATE_STEP = 1.1
"""Factor on the rate of a line that is spoken a step faster: heard at once, and not hurried."""
GAIN_STEP_DB = 2.0
"""Added to the level of a line that is a step louder."""
_LONGEST_LABEL = 80
"""Signs of what is decided that the label of an edit shows."""


@dataclass(frozen=True, slots=True)
class Directed:
    """An edit of how a line is spoken."""

    path: Path
    """The file of corrections."""
    line: Line
    """The line as it is now; :attr:`Line.direction` is what a person decided of it."""
    before: LineDirection
    """What was decided of it before."""
    to_record: tuple[Line, ...] = ()
    """What the next render records anew for it: this line, or nothing where only its level or its pause changed, or
    where it was recorded so before."""
    changed: tuple[Reassigned, ...] = ()
    """Lines whose speaker it changed: a lock settles whose its line is, as a pin does."""

    @property
    def correction(self) -> Correction:
        """The edit as one of the corrections."""
        return Correction(self.path, self.changed, self.line)


class DirectedLines(EditedCorrections):
    """A story's corrections, of which those of how a line is spoken can be edited."""

    def direct(self, number: int, **how: Unpack[How]) -> Directed:
        """Decide how a line is spoken; what is None stays as it is.

        The keys are those of the file (:mod:`drama.script.corrections.directions`). ``pronounce`` adds words to those
        of before; one with an empty sound is taken out. ``faster`` and ``louder`` are steps from what was decided
        before, of :data:`RATE_STEP` and :data:`GAIN_STEP_DB`; negative ones make it slower and softer.
        ``unset`` names keys that are taken back in the same edit.
        Raises :class:`ScriptError` for a line there is not, for what is no such value, and for words that the line
        does not hold.
        """
        given = {key: value for key, value in how.items() if value is not None}
        given = {key: value for key, value in given.items() if value or key not in {"faster", "louder", "unset"}}
        _check_keys(how.get("unset", ()))
        if not given:
            raise ScriptError(f"nothing is said of how line {number} is spoken; what can be: {listed(DIRECTION_KEYS)}")
        line = self._line(number)
        return self._kept("", lambda: self._direct(self._line_at(self.script, line), given))

    def undirect(self, number: int, keys: Collection[str] = ()) -> Directed:
        """Have a line spoken as the story tells it; with ``keys``, in these respects only.

        Whose a locked line is stays written down: unpin it to take that back too; so do its marks, unless ``keys``
        names them. Raises :class:`ScriptError` where nothing was decided.
        """
        _check_keys(keys)
        line = self._line(number)
        return self._kept("", lambda: self._undirect(self._line_at(self.script, line), keys))

    def directed(self) -> tuple[Line, ...]:
        """Return the lines of which a person decided how they are spoken."""
        return tuple(line for line in self.script.lines if _is_spoken_so(line.direction))

    def mark(self, number: int, marks: Collection[LineMark | str]) -> Directed:
        """Mark a line, besides how it is marked already (:class:`~drama.model.LineMark`)."""
        return self._marked(number, lambda before: [*before, *map(str, marks)])

    def unmark(self, number: int, marks: Collection[LineMark | str] = ()) -> Directed:
        """Take marks of a line away, or all it has. Raises :class:`ScriptError` where it has none of them."""
        line = self._line(number)
        gone = {str(mark) for mark in marks or line.marks}
        if not gone & {str(mark) for mark in line.marks}:
            raise ScriptError(
                f"line {number} is not marked{f' as {listed(gone)}' if gone else ''}"
                f"{self._numbers_of('; marked are', self.marked())}"
            )
        return self._marked(number, lambda before: [mark for mark in before if mark not in gone])

    def marked(self) -> tuple[Line, ...]:
        """Return the lines that are marked."""
        return tuple(line for line in self.script.lines if line.marks)

    def _marked(self, number: int, change: Callable[[list[str]], list[str]]) -> Directed:
        line = self._line(number)

        def edit() -> Directed:
            now = self._line_at(self.script, line)
            return self._direct(now, {"marks": change([mark.value for mark in now.marks])})

        return self._kept("", edit)

    # -------------------------------------------------------------- how

    def _direct(self, line: Line, given: Mapping[str, Any]) -> Directed:
        index = self._direction_index(line)
        before = self._pinned_direction(index)
        base = without(before, {*given, *given.get("unset", ())})
        row = direction_values(base) | _as_written(line, before, given)

        def fail(message: str) -> NoReturn:
            raise ScriptError(f"line {line.number}: {message}")

        direction = read_direction(row, fail)
        if direction.is_locked:
            held = before.delivery if before.is_locked else line.delivery.manner
            direction = replace(direction, delivery=direction.delivery or held)
            if before.is_locked and direction.delivery is not held:
                raise _locked(line)
            if line.speaker == UNKNOWN:
                fail("nobody knows yet who speaks it, so there is nothing to lock; say so first: `drama pin`")
        _check(direction, replace(line, direction=direction), self.script, fail)
        return self._redirect(line, index, direction)

    def _undirect(self, line: Line, keys: Collection[str]) -> Directed:
        index = self._direction_index(line)
        before = self._pinned_direction(index)
        said = direction_values(before)
        if not said or not (keys or _is_spoken_so(before)):
            others = self._numbers_of("; something was of:", self.directed())
            raise ScriptError(f"nothing was decided of how line {line.number} is spoken{others}")
        if keys and not any(key in said for key in keys):
            raise ScriptError(f"line {line.number} has no {listed(keys)} to take back; it has: {listed(said)}")
        return self._redirect(line, index, without(before, keys or SPOKEN_KEYS))

    def _redirect(self, line: Line, index: int | None, direction: LineDirection) -> Directed:
        """Write how a line is spoken, in the row that has it already, else in one of its own."""
        if direction == self._pinned_direction(index):
            return Directed(self.path, line, line.direction)
        pin = self._anchor(line, index, direction)

        def write(document: TOMLDocument) -> None:
            if direction.is_empty and index is not None and not self.corrections.pins[index].is_of_speaker:
                drop_pins(document, {index})
                return
            if pin is not None:
                write_pin(document, pin, index)
            write_direction(document, direction, -1 if index is None else index)

        tried = self._tried(write)
        if unfollowed := complaints(tried.script) - complaints(self.script):
            raise ScriptError(f"line {line.number} cannot be spoken so: {min(unfollowed)}")
        with labelled(_label(line.number, self._pinned_direction(index), direction)):
            done = self._edit(write, tried)
        return Directed(done.path, self._line_at(self.script, line), line.direction, changed=done.changed)

    def _anchor(self, line: Line, index: int | None, direction: LineDirection) -> Pin | None:
        """Return the pin to write for a direction; None where the row's own will do."""
        pinned = None if index is None else self.corrections.pins[index]
        if direction.is_locked and (pinned is None or not pinned.direction.is_locked):
            return self._anchors.pin(line, speaker=line.speaker, kind=line.kind, whole=True)
        needs_all = direction.is_of_whole_line
        if pinned is None:
            return self._anchors.pin(line, speaker=None, kind=None, whole=needs_all)
        if not needs_all or words_of(pinned.words) == words_of(line.text):
            return None
        return self._anchors.pin(line, speaker=pinned.speaker, kind=pinned.kind, whole=True)

    def _direction_index(self, line: Line) -> int | None:
        """Return the row that says how a line is spoken, else the row that pins it; None if there is neither."""
        rows = [at for at, one in enumerate(self.pins()) if one.line == line]
        return min(rows, key=lambda at: self.corrections.pins[at].direction.is_empty, default=None)

    def _pinned_direction(self, index: int | None) -> LineDirection:
        return LineDirection() if index is None else self.corrections.pins[index].direction

    def _numbers_of(self, said: str, lines: Collection[Line]) -> str:
        """Return the end of a message that names lines, or nothing where there are none."""
        return f"{said} {listed(str(line.number) for line in lines)}" if lines else ""

    def _check_unlocked(self, line: Line) -> None:
        """Raise :class:`ScriptError` for a line that is locked."""
        if line.direction.is_locked:
            raise _locked(line)


def _is_spoken_so(direction: LineDirection) -> bool:
    """Return whether a direction says how a line is spoken, and not only what else it is used for."""
    return not without(direction, ("marks",)).is_empty


def _label(number: int, before: LineDirection, now: LineDirection) -> str:
    """Return what an edit of how a line is spoken does, in words."""
    kept = {key for key, name in DIRECTION_KEYS.items() if getattr(before, name) == getattr(now, name)}
    said = ", ".join(without(now, kept).in_words()) or f"no longer {', '.join(without(before, kept).in_words())}"
    return f"line {number}: {said if len(said) <= _LONGEST_LABEL else said[: _LONGEST_LABEL - 1] + '…'}"


def _locked(line: Line) -> ScriptError:
    return ScriptError(
        f"line {line.number} is locked: its speaker, kind and delivery stay; unlock it first: "
        f"`drama direct STORY {line.number} --unlock`"
    )


def _check_keys(keys: Collection[str]) -> None:
    """Raise :class:`ScriptError` for a key that is none of a direction's."""
    for key in keys:
        if key not in DIRECTION_KEYS:
            near = nearest(key, DIRECTION_KEYS)
            raise ScriptError(f"{quoted(key)} is nothing of a line{near} Valid are {listed(DIRECTION_KEYS)}.")


def _as_written(line: Line, before: LineDirection, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given as the file has it; what says no more than the line itself says nothing."""
    row = dict(given)
    row.pop("unset", None)
    if steps := row.pop("faster", 0):
        row["rate"] = round(row.get("rate", before.rate) * RATE_STEP**steps, 3)
    if steps := row.pop("louder", 0):
        row["gain_db"] = row.get("gain_db", before.gain_db) + steps * GAIN_STEP_DB
    if "delivery" in row:
        row["delivery"] = str(row["delivery"])
    if "marks" in row:
        row["marks"] = list(map(str, row["marks"]))
    if "stress" in row:
        row["stress"] = [row["stress"]] if isinstance(row["stress"], str) else list(row["stress"])
    if "pronounce" in row:
        words = direction_values(before).get("pronounce", {}) | dict(row["pronounce"])
        row["pronounce"] = {word: sound for word, sound in words.items() if sound}
    if "say" in row and str(row["say"]).split() == line.text.split():
        del row["say"]
    return row


def _check(direction: LineDirection, line: Line, script: Script, fail: Fail) -> None:
    """Call ``fail`` for a direction that does not fit the words of its line, or its place."""
    if direction.stress:
        problems = stressed_places(line.said, direction.stress)[1]
        if problems:
            fail(f"{problems[0]}; what is said: {_shown(line.said)}")
    if missing := words_not_pronounced(line):
        fail(f"there is no “{missing[0]}” in it to pronounce; what is said: {_shown(line.said)}")
    if direction.pause_after_ms is not None and line.number == script.lines[-1].number:
        fail("it is the last line, so there is no pause behind it")


def _shown(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"
