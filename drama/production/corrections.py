"""Edit the corrections beside a story: pin a line, direct it, merge and rename characters, undo.

Every edit is tried before it is written, keeps the comments and the order of the file, and returns the lines
whose speaker it changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.errors import ScriptError
from drama.files.text_edits import TextFile
from drama.model import Kind, Line, LineAnswer, Span
from drama.production.belongings import own_answers_path
from drama.production.corrected_people import CorrectedPeople
from drama.production.edited_corrections import Correction, complaints, edited_at
from drama.production.recorded_lines import RecordedLines
from drama.script import Pin
from drama.script.corrections.advised import answer_pin
from drama.script.corrections.anchors import words_of
from drama.script.corrections.write import drop_pins, drop_speaker, table, write_pin

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

NARRATOR = "narrator"


class CorrectionsEditor(RecordedLines, CorrectedPeople):
    """A story and its corrections file, to edit."""

    def answers(self) -> tuple[tuple[LineAnswer, Line | None], ...]:
        """Return the answers that are weighed as evidence, each with its line; None where its words are gone."""
        placed = ((answer, self._anchors.place(answer_pin(answer))) for answer in self._advice.lines)
        return tuple((answer, self._line_over(it) if isinstance(it, Span) else None) for answer, it in placed)

    def pin(self, number: int, speaker: str, *, kind: Kind | str | None = None, is_new: bool = False) -> Correction:
        """Pin who speaks or thinks a line; ``"narrator"`` makes it narration.

        ``kind`` makes speech of narration or a thought of either. ``is_new`` allows a speaker the story does not
        name. Raises :class:`ScriptError` for a line there is not, a speaker nobody knows, and narration without a kind.
        """
        if kind is not None and kind not in (Kind.DIALOGUE, Kind.THOUGHT):
            raise ScriptError(f"a line cannot be pinned as {str(kind)!r}; valid is dialogue or thought")
        of_kind = None if kind is None else Kind(kind)
        line = self._line(number)
        label = f"line {number}: {speaker}{', a thought' if of_kind is Kind.THOUGHT else ''}"
        return self._kept(
            label, lambda: self._pin(self._line_at(self.script, line), speaker, kind=of_kind, is_new=is_new)
        )

    def _pin(self, line: Line, speaker: str, *, kind: Kind | None, is_new: bool) -> Correction:
        self._check_unlocked(line)
        if speaker.casefold() == NARRATOR and kind is None and not self._is_character(speaker):
            kind = Kind.NARRATION
        elif line.kind is Kind.NARRATION and kind is None:
            raise ScriptError(f"line {line.number} is narration; say whether it is dialogue or a thought (--kind)")
        whole = kind in (Kind.DIALOGUE, Kind.THOUGHT) or line.direction.is_of_whole_line
        told_by = None if kind is Kind.NARRATION else speaker
        pin = self._anchors.pin(line, speaker=told_by, kind=kind, whole=whole)

        def write(document: TOMLDocument, pin: Pin) -> None:
            if is_new and not self._is_known(speaker):
                table(document, "characters").setdefault(speaker, {})
            write_pin(document, pin, self._index(line))

        tried = self._tried(lambda document: write(document, pin))
        after = tried.script
        here = self._line_at(after, line)
        if told_by is not None and here.rule != "pinned":
            if self._is_known(speaker):
                raise ScriptError(f"line {line.number} cannot be made {kind or line.kind}: it is a heading or a tag")
            raise self._nobody(speaker)
        if unfollowed := complaints(after) - complaints(self.script):
            raise ScriptError(f"two pins would not go together; remove one first: {min(unfollowed)}")
        if told_by is not None and here.speaker != speaker:  # an alias: the file gets the main name
            pin = replace(pin, speaker=here.speaker)
        return replace(self._edit(lambda document: write(document, pin), tried), line=here)

    def unpin(self, number: int) -> Correction:
        """Take the pin of a line out of the file. Raises :class:`ScriptError` if it has none."""
        line = self._line(number)
        return self._kept(f"line {number}: as drama reads it", lambda: self._unpin(self._line_at(self.script, line)))

    def _unpin(self, line: Line) -> Correction:
        self._check_unlocked(line)
        index = self._index(line)
        if index is None or not self.corrections.pins[index].is_of_speaker:
            pinned = [str(one.line.number) for one in self.pins() if one.line is not None and one.pin.is_of_speaker]
            raise ScriptError(f"line {line.number} is not pinned; pinned are: {', '.join(pinned) or 'none'}")
        done = self._edit(lambda document: drop_speaker(document, index))
        return replace(done, line=self._line_at(self.script, line))

    def leave_out(self, number: int) -> Correction:
        """Leave a line out: it is not spoken any more, and no line of the script. Raises :class:`ScriptError`."""
        line = self._line(number)
        return self._kept(f"line {number}: not spoken", lambda: self._leave_out(self._line_at(self.script, line)))

    def _leave_out(self, line: Line) -> Correction:
        self._check_unlocked(line)
        pin = self._anchors.pin(line, speaker=None, kind=Kind.SKIP, whole=line.direction.is_of_whole_line)
        return self._edit(lambda document: write_pin(document, pin, self._index(line)))

    def bring_back(self, words: str) -> Correction:
        """Speak a line again that was left out and begins with these words. Raises :class:`ScriptError`."""
        return self._kept(f"spoken again: {words}", lambda: self._bring_back(words))

    def _bring_back(self, words: str) -> Correction:
        found = self.left_out(words)
        if len(found) != 1:
            problem = "several lines that are left out begin" if found else "no line that is left out begins"
            raise ScriptError(f"{problem} with {words!r}; `drama pin {self._name()} --list` lists them")
        done = self._edit(lambda document: drop_speaker(document, min(found)))
        spans = [span for span in map(self._anchors.place, found.values()) if isinstance(span, Span)]
        return replace(done, line=next((self._line_over(span) for span in spans), None))

    def left_out(self, words: str) -> Mapping[int, Pin]:
        """Return the pins that leave out a line that begins with these words, by their places in the file."""
        wanted = words_of(words)
        pins = enumerate(self.corrections.pins)
        skips = {at: pin for at, pin in pins if pin.kind is Kind.SKIP}
        return {at: pin for at, pin in skips.items() if wanted and words_of(pin.words)[: len(wanted)] == wanted}

    def drop_stale(self) -> Correction:
        """Take out of the file the pins whose words no longer stand in the story."""
        return self._kept("without the corrections whose words are gone", self._drop_stale)

    def _drop_stale(self) -> Correction:
        gone = {at: one.pin for at, one in enumerate(self.pins()) if one.is_stale}
        if not gone:
            return Correction(self.path, ())
        done = self._edit(lambda document: drop_pins(document, set(gone)))
        return replace(done, stale=tuple(pin.words for pin in gone.values()))

    def undo(self) -> Correction:
        """Take the newest edit of the file back, or of the answers beside the story if these were edited last.

        Raises :class:`ScriptError` if there is none, or if the file was edited by hand since.
        """
        before = self.script
        answers = TextFile(own_answers_path(self._files), ScriptError)
        newest = max(self._file, answers, key=edited_at)
        newest.undo()
        self._load()
        return Correction(newest.path, self._reassigned(before))
