"""Edits of which lines actors' recordings stand for: many lines at once, as one edit of the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.errors import ScriptError
from drama.model import Line, LineDirection, Span
from drama.production.directed_lines import DirectedLines
from drama.production.edited_corrections import Correction, complaints
from drama.script import Pin
from drama.script.corrections.write import drop_pins, write_direction, write_pin

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file as it is to be."""

    index: int | None
    """Its place; None for a new one."""
    pin: Pin | None
    """None where the row's own will do."""
    direction: LineDirection


class RecordedLines(DirectedLines):
    """A story's corrections, of which the recordings that stand for lines can be edited."""

    def set_recordings(self, files: Mapping[int, str], label: str) -> Correction:
        """Have recordings stand for lines, by number, as paths from the corrections' folder; an empty one is taken out.

        All of it is one edit, called ``label``. Raises :class:`ScriptError` for a line there is not, and for one that
        cannot be told from others; then nothing is changed.
        """
        lines = {self._line(number): path for number, path in files.items()}

        def edit() -> Correction:
            return self._set({self._line_at(self.script, line): path for line, path in lines.items()})

        return self._kept(label, edit)

    def why_not_recorded(self, number: int) -> str:
        """Return why no recording can be kept for a line; nothing where one can."""
        try:
            self._anchors.pin(self._line(number), speaker=None, kind=None, whole=True)
        except ScriptError as problem:
            return str(problem)
        return ""

    def recorded(self) -> tuple[Line, ...]:
        """Return the lines that recordings stand for."""
        return tuple(line for line in self.script.lines if line.direction.recording)

    def with_recordings(self) -> tuple[Line, ...]:
        """Return the lines that the corrections name a recording of, also where other words than the line's keep it."""
        pins = self.corrections.pins
        rows = self._indexes(self.script.lines)
        return tuple(
            line
            for line in self.script.lines
            if line.direction.recording or (line in rows and pins[rows[line]].direction.recording)
        )

    def _set(self, files: Mapping[Line, str]) -> Correction:
        indexes = self._indexes(files)
        rows = []
        for line, path in files.items():
            before = self._pinned_direction(indexes.get(line))
            if before.recording != path or line.direction.recording != path:
                direction = replace(before, recording=path)
                index = indexes.get(line)
                rows.append(
                    _Row(index, None if direction.is_empty else self._anchor(line, index, direction), direction)
                )
        if not rows:
            return Correction(self.path, ())
        tried = self._tried(lambda document: self._write(document, rows))
        if unfollowed := complaints(tried.script) - complaints(self.script):
            raise ScriptError(f"a recording cannot be kept: {min(unfollowed)}")
        return self._edit(lambda document: self._write(document, rows), tried)

    def _write(self, document: TOMLDocument, rows: Sequence[_Row]) -> None:
        gone = set()
        for row in rows:
            if row.direction.is_empty and row.index is not None and not self.corrections.pins[row.index].is_of_speaker:
                gone.add(row.index)
                continue
            if row.pin is not None:
                write_pin(document, row.pin, row.index)
            write_direction(document, row.direction, -1 if row.index is None else row.index)
        if gone:
            drop_pins(document, gone)

    def _indexes(self, lines: Collection[Line]) -> dict[Line, int]:
        """Return the row of each line that says how it is spoken, else the one that pins it, where there is one."""
        starts = [line.spans[0].start for line in self.script.lines]
        found: dict[Line, int] = {}
        for at, pin in enumerate(self.corrections.pins):
            span = self._anchors.place(pin)
            if not isinstance(span, Span):
                continue
            line = self.script.lines[max(0, bisect_right(starts, span.start) - 1)]
            is_better = line in found and self.corrections.pins[found[line]].direction.is_empty
            if line in lines and (line not in found or (is_better and not pin.direction.is_empty)):
                found[line] = at
        return found
