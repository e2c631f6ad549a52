"""A story and its corrections file, as each edit of it needs them: read, tried, written, read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from drama.errors import ScriptError
from drama.files.messages import nearest
from drama.files.text_edits import EditedMeanwhileError, TextFile, labelled
from drama.model import Advice, Form, Line, Script, Span, StoryFiles
from drama.production.belongings import advice_of, as_files, cast_file_of, corrections_of, own_corrections_path
from drama.production.reading import given_beside
from drama.production.readings import Readings
from drama.script import Corrections, Pin, Reading, read_with
from drama.script.corrections.file import corrections_text, parse_corrections
from drama.script.corrections.write import aired

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_Edit = TypeVar("_Edit")


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A line whose speaker a correction changed."""

    line: Line
    before: str | None
    """Its speaker before; None for the narrator."""


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit of the corrections beside a story."""

    path: Path
    changed: tuple[Reassigned, ...]
    """Lines whose speaker it changed, in reading order."""
    line: Line | None = None
    """The line that was pinned, as it is now."""
    stale: tuple[str, ...] = ()
    """What was dropped because it no longer fits the story."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin and the line it stands for."""

    pin: Pin
    line: Line | None
    """None where the pin is stale, or its words are in no line: they are left out."""
    is_stale: bool = False
    """Its words no longer stand in the story, or are ambiguous."""


@dataclass(frozen=True, slots=True)
class Held:
    """A story that somebody holds in memory as it was read, so that an edit need not read it again."""

    now: Reading
    """As it stands."""
    readings: Readings
    """That, and what was tried."""
    weigh: Callable[[], Advice]
    """Returns the answers beside the story as they are now."""


class EditedCorrections:
    """A story and its corrections file, and the steps of an edit.

    With ``held`` the story is not read again; ``tries`` leaves the file as it is, so that an edit only tells what it
    would change.
    """

    def __init__(
        self,
        story: StoryFiles | Path,
        *,
        voices: Path | None = None,
        as_: Form | None = None,
        held: Held | None = None,
        tries: bool = False,
    ) -> None:
        story = as_files(story)
        self.path = own_corrections_path(story)
        self._files = story
        self._tries = tries
        self._file = TextFile(self.path, ScriptError)
        if held is None:
            held = _read_to_edit(story, voices, as_)
        self._readings, self._reading, self._weigh = held.readings, held.now, held.weigh
        self._anchors = self._reading.anchors
        self._load()

    def _load(self) -> None:
        """Read the corrections and the answers as they stand, and the script they make."""
        self._advice = self._weigh()
        self._text = corrections_text(self.path)
        self.corrections: Corrections = parse_corrections(self._text or "", self.path.name)
        given = replace(self._reading.given, corrections=self.corrections, advice=self._advice)
        self._reading = self._readings.of(given, near=self._reading)

    @property
    def script(self) -> Script:
        """The script as the corrections make it."""
        return self._reading.script

    def pins(self) -> tuple[Pinned, ...]:
        """Return the pins in the order of the file, each with the line it stands for."""
        spans = [self._anchors.place(pin) for pin in self.corrections.pins]
        return tuple(
            Pinned(pin, self._line_over(span)) if isinstance(span, Span) else Pinned(pin, None, is_stale=True)
            for pin, span in zip(self.corrections.pins, spans, strict=True)
        )

    # -------------------------------------------------------------- one edit

    def _kept(self, label: str, edit: Callable[[], _Edit]) -> _Edit:
        """Return what an edit did; it is made anew where another process edited the file meanwhile.

        ``label`` is what it is called in the journal.
        """

        def edit_current() -> _Edit:
            try:
                return edit()
            except EditedMeanwhileError:
                self._load()
                raise

        with labelled(label):
            return self._file.retry(edit_current)

    def _document(self, edit: Callable[[TOMLDocument], None]) -> str:
        import tomlkit  # noqa: PLC0415 - slow to import, and only edits need it

        begun = self._text or f"# What a person decided about {self._name()}; drama writes it, and so may you.\n\n"
        lines = begun.replace("\r\n", "\n")
        document = tomlkit.parse(lines if lines.endswith("\n") else lines + "\n")
        edit(document)
        text = aired(tomlkit.dumps(document).rstrip() + "\n")
        return text.replace("\n", "\r\n") if "\r\n" in begun else text

    def _name(self) -> str:
        """Return the story's name, as a comment can bear it."""
        return "".join(letter if letter.isprintable() else "?" for letter in self._files.called)

    def _tried(self, edit: Callable[[TOMLDocument], None]) -> Reading:
        return self._corrected(parse_corrections(self._document(edit), self.path.name))

    def _corrected(self, corrections: Corrections) -> Reading:
        return self._readings.of(replace(self._reading.given, corrections=corrections), near=self._reading)

    def _edit(self, edit: Callable[[TOMLDocument], None], after: Reading | None = None) -> Correction:
        """Write an edit; ``after`` is the reading it makes, where that is known.

        Raises :class:`ScriptError` where no line would be left to be spoken: such a story does not load.
        """
        text = self._document(edit)
        corrections = parse_corrections(text, self.path.name)
        after = after or self._corrected(corrections)
        if self.script.lines and not after.script.lines:
            raise ScriptError(f"it is the last line of {self._name()} that is spoken; a story has one or more")
        changed = reassigned(self.script, after.script)
        if not self._tries:
            self._file.replace(self._text, text)
        self._text, self.corrections, self._reading = text, corrections, after
        return Correction(self.path, changed)

    def _reassigned(self, before: Script) -> tuple[Reassigned, ...]:
        """Return the lines whose speaker is another than in a script before."""
        return reassigned(before, self.script)

    def _line(self, number: int) -> Line:
        lines = self.script.lines
        if not 1 <= number <= len(lines):
            raise ScriptError(f"no line {number} in the script of {self._name()}: it has lines 1 to {len(lines)}")
        return lines[number - 1]

    def _line_over(self, span: Span) -> Line | None:
        """Return the line in which the first of some words stand; None where they are left out."""
        line = next((line for line in self.script.lines if line.spans[-1].end > span.start), None)
        return None if line is None or line.spans[0].start >= span.end else line

    def _line_at(self, script: Script, line: Line) -> Line:
        """Return the line of another reading in which a line's first words stand."""
        first = line.spans[0]
        return next(one for one in script.lines if one.spans[-1].end >= first.end)

    def _index(self, line: Line) -> int | None:
        """Return which row of the file says whose a line is, else which directs it; None if there is neither."""
        rows = [at for at, one in enumerate(self.pins()) if one.line == line]
        return min(rows, key=lambda at: not self.corrections.pins[at].is_of_speaker, default=None)

    def _names(self) -> dict[str, str]:
        people = self.script.characters
        names = {alias.casefold(): person.name for person in people for alias in person.aliases}
        return names | {person.name.casefold(): person.name for person in people}

    def _is_character(self, name: str) -> bool:
        return name.casefold() in self._names()

    def _is_known(self, name: str) -> bool:
        return self._is_character(name) or name in self.corrections.people

    def _character(self, name: str) -> str:
        """Return the main name of a character. Raises :class:`ScriptError` if there is none."""
        found = self._names().get(name.casefold())
        if found is None:
            raise self._nobody(name)
        return found

    def _nobody(self, name: str) -> ScriptError:
        people = self.script.characters
        hint = nearest(name, (other for one in people for other in (one.name, *one.aliases)))
        everybody = ", ".join(person.name for person in people[:20]) or "nobody"
        return ScriptError(f"nobody is called {name} in this story{hint} There speak: {everybody}")


def _read_to_edit(story: StoryFiles, voices: Path | None, as_: Form | None) -> Held:
    """Read a story as its corrections and the answers beside it stand."""
    from drama.readers import read_files  # noqa: PLC0415 (all readers: a story that is held open needs none)

    file = cast_file_of(story, voices)
    given = given_beside(file, corrections_of(story), advice_of(story, file))
    reading = read_with(read_files(story, as_=as_), given)
    return Held(reading, Readings(reading), lambda: advice_of(story, file))


def edited_at(file: TextFile) -> int:
    """Return when the newest edit of a file that stands was made, in ns; 0 where there is none."""
    return max((edit.time_ns for edit in file.history(1).standing), default=0)


def complaints(script: Script) -> set[str]:
    """Return the warnings of a script without the places in the file, which an edit moves."""
    return {warning.partition(": ")[2] for warning in script.warnings}


def reassigned(before: Script, after: Script) -> tuple[Reassigned, ...]:
    """Return the lines of a script that have another speaker than they had before, in reading order."""
    was = {line.spans[0].start: line.speaker for line in before.lines}
    return tuple(
        Reassigned(line, was[line.spans[0].start])
        for line in after.lines
        if line.spans[0].start in was and was[line.spans[0].start] != line.speaker
    )
