"""Edit the corrections beside a story: pin a line, merge and rename characters, undo.

Every edit is tried before it is written, keeps the comments and the order of the file, and returns the lines
whose speaker it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drama.errors import ScriptError
from drama.files.messages import nearest
from drama.files.text_edits import EditedMeanwhileError, TextFile
from drama.model import Advice, Form, Kind, Line, LineAnswer, Script, Span, Story, StoryFiles
from drama.production.belongings import (
    advice_of,
    as_files,
    cast_file_of,
    own_answers_path,
    own_corrections_path,
)
from drama.readers import read_files
from drama.script import NARRATOR_NAME, Anchors, Corrections, Hints, Pin, Reading, read
from drama.script.corrections.advised import answer_pin
from drama.script.corrections.anchors import words_of
from drama.script.corrections.file import (
    aired,
    corrections_text,
    drop_character,
    drop_pins,
    parse_corrections,
    table,
    write_pin,
)

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


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


NARRATOR = "narrator"


class CorrectionsEditor:
    """A story and its corrections file, to edit."""

    def __init__(self, story: StoryFiles | Path, *, voices: Path | None = None, as_: Form | None = None) -> None:
        story = as_files(story)
        self.path = own_corrections_path(story)
        self._files = story
        self._story: Story = read_files(story, as_=as_)
        file = cast_file_of(story, voices)
        self._hints = Hints(aliases=file.aliases, genders=file.genders, own_voices=file.own_voices)
        self._tags = file.sounds.sound.style.tags
        self._weigh: Callable[[], Advice] = lambda: advice_of(story, file)
        self._anchors = Anchors(self._story)
        self._file = TextFile(self.path, ScriptError)
        self._load()

    def _load(self) -> None:
        """Read the corrections and the answers as they stand, and the script they make."""
        self._advice = self._weigh()
        self._text = corrections_text(self.path)
        self.corrections: Corrections = parse_corrections(self._text or "", self.path.name)
        self._reading: Reading = read(
            self._story, hints=self._hints, corrections=self.corrections, advice=self._advice, tags=self._tags
        )

    @property
    def script(self) -> Script:
        """The script as the corrections make it."""
        return self._reading.script

    # -------------------------------------------------------------- lines

    def pins(self) -> tuple[Pinned, ...]:
        """Return the pins in the order of the file, each with the line it stands for."""
        spans = [self._anchors.place(pin) for pin in self.corrections.pins]
        return tuple(
            Pinned(pin, self._line_over(span)) if isinstance(span, Span) else Pinned(pin, None, is_stale=True)
            for pin, span in zip(self.corrections.pins, spans, strict=True)
        )

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
        return self._kept(lambda: self._pin(self._line_at(self.script, line), speaker, kind=of_kind, is_new=is_new))

    def _pin(self, line: Line, speaker: str, *, kind: Kind | None, is_new: bool) -> Correction:
        if speaker.casefold() == NARRATOR and kind is None and not self._is_character(speaker):
            kind = Kind.NARRATION
        elif line.kind is Kind.NARRATION and kind is None:
            raise ScriptError(f"line {line.number} is narration; say whether it is dialogue or a thought (--kind)")
        whole = kind in (Kind.DIALOGUE, Kind.THOUGHT)
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
        return self._kept(lambda: self._unpin(self._line_at(self.script, line)))

    def _unpin(self, line: Line) -> Correction:
        index = self._index(line)
        if index is None:
            pinned = [str(one.line.number) for one in self.pins() if one.line is not None]
            raise ScriptError(f"line {line.number} is not pinned; pinned are: {', '.join(pinned) or 'none'}")
        done = self._edit(lambda document: drop_pins(document, {index}))
        return replace(done, line=self._line_at(self.script, line))

    def leave_out(self, number: int) -> Correction:
        """Leave a line out: it is not spoken any more, and no line of the script. Raises :class:`ScriptError`."""
        line = self._line(number)
        return self._kept(lambda: self._leave_out(self._line_at(self.script, line)))

    def _leave_out(self, line: Line) -> Correction:
        pin = self._anchors.pin(line, speaker=None, kind=Kind.SKIP)
        return self._edit(lambda document: write_pin(document, pin, self._index(line)))

    def bring_back(self, words: str) -> Correction:
        """Speak a line again that was left out and begins with these words. Raises :class:`ScriptError`."""
        return self._kept(lambda: self._bring_back(words))

    def _bring_back(self, words: str) -> Correction:
        found = self.left_out(words)
        if len(found) != 1:
            problem = "several lines that are left out begin" if found else "no line that is left out begins"
            raise ScriptError(f"{problem} with {words!r}; `drama pin {self._name()} --list` lists them")
        done = self._edit(lambda document: drop_pins(document, set(found)))
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
        return self._kept(self._drop_stale)

    def _drop_stale(self) -> Correction:
        gone = {at: one.pin for at, one in enumerate(self.pins()) if one.is_stale}
        if not gone:
            return Correction(self.path, ())
        done = self._edit(lambda document: drop_pins(document, set(gone)))
        return replace(done, stale=tuple(pin.words for pin in gone.values()))

    # -------------------------------------------------------------- characters

    def rename(self, old: str, new: str) -> Correction:
        """Call a character by another name. Raises :class:`ScriptError` if somebody has that name already."""
        return self._kept(lambda: self._rename(old, new))

    def _rename(self, old: str, new: str) -> Correction:
        name = self._character(old)
        if self._is_character(new) and self._character(new) != name:
            raise ScriptError(f"{new} is somebody else in this story; to make them one person, merge them (--merge)")

        def write(document: TOMLDocument) -> None:
            people = table(document, "characters")
            entry = people.pop(name, {})
            people[new] = {**entry, "aliases": self._in_story([name, *entry.get("aliases", [])], new)}

        return self._edit(write)

    def merge(self, name: str, other: str) -> Correction:
        """Make two characters one person, called by the first name."""
        return self._kept(lambda: self._merge(name, other))

    def _merge(self, name: str, other: str) -> Correction:
        kept, gone = self._character(name), self._character(other)
        if kept == gone:
            raise ScriptError(f"{name} and {other} are one person already: {kept}")

        return self._edit(lambda document: self._join_two(document, kept, gone))

    def _join_two(self, document: TOMLDocument, kept: str, gone: str) -> None:
        """Write that two characters are one, with whoever was found to be one of them: the file settles it all."""
        people = table(document, "characters")
        aliases = [*people.get(kept, {}).get("aliases", []), gone, *people.pop(gone, {}).get("aliases", [])]
        apart = self.corrections.people.keys()
        found = (one.other for one in self.script.identities if one.is_one and one.name in {kept, gone})
        aliases += [name for name in found if name not in apart]
        people.setdefault(kept, {})["aliases"] = self._in_story(aliases, kept)

    def split(self, name: str) -> Correction:
        """Make a name that was taken for somebody's a person of its own."""
        return self._kept(lambda: self._split(name))

    def _split(self, name: str) -> Correction:
        if self._is_character(name) and self._character(name) == name:
            raise ScriptError(f"{name} is a character already; to split one, name the other name: an alias of theirs")
        self._character(name)

        def write(document: TOMLDocument) -> None:
            people = table(document, "characters")
            for other, entry in list(people.items()):
                if rest := [alias for alias in entry.get("aliases", []) if alias.casefold() != name.casefold()]:
                    entry["aliases"] = rest
                elif "aliases" in entry:
                    people.pop(other)
            people[name] = {"apart": True}

        return self._edit(write)

    def forget(self, name: str) -> Correction:
        """Remove the corrections of a character from the file. Raises :class:`ScriptError` if there are none."""
        return self._kept(lambda: self._forget(name))

    def undo(self) -> Correction:
        """Take the newest edit of the file back, or of the answers beside the story if these were edited last.

        Raises :class:`ScriptError` if there is none, or if the file was edited by hand since.
        """
        before = self.script
        answers = TextFile(own_answers_path(self._files), ScriptError)
        newest = max(self._file, answers, key=_edited_at)
        newest.undo()
        self._load()
        return Correction(newest.path, self._reassigned(before))

    def _forget(self, name: str) -> Correction:
        known = {one.casefold(): one for one in self.corrections.people}
        if name.casefold() not in known:
            raise ScriptError(
                f"the corrections say nothing of {name}; they name: {', '.join(known.values()) or 'nobody'}"
            )
        return self._edit(lambda document: drop_character(document, known[name.casefold()]))

    # -------------------------------------------------------------- how

    def _kept(self, edit: Callable[[], Correction]) -> Correction:
        """Return what an edit did; it is made anew where another process edited the file meanwhile."""

        def edit_current() -> Correction:
            try:
                return edit()
            except EditedMeanwhileError:
                self._load()
                raise

        return self._file.retry(edit_current)

    def _in_story(self, names: Iterable[str], besides: str) -> list[str]:
        """Return those names, each once, that the story itself has or drama gives to the one who says "I"."""
        kept = dict.fromkeys(str(name) for name in names if name != besides)
        return [name for name in kept if self._anchors.count(name) or name == NARRATOR_NAME]

    def _document(self, edit: Callable[[TOMLDocument], None]) -> str:
        import tomlkit  # noqa: PLC0415 - slow to import, and only edits need it

        begun = self._text or f"# What a person decided about {self._name()}; drama pin writes it, and so may you.\n\n"
        lines = begun.replace("\r\n", "\n")
        document = tomlkit.parse(lines if lines.endswith("\n") else lines + "\n")
        edit(document)
        text = aired(tomlkit.dumps(document).rstrip() + "\n")
        return text.replace("\n", "\r\n") if "\r\n" in begun else text

    def _name(self) -> str:
        """Return the story's name, as a comment can bear it."""
        return "".join(letter if letter.isprintable() else "?" for letter in self._files.called)

    def _tried(self, edit: Callable[[TOMLDocument], None]) -> Reading:
        return self._reading.corrected(parse_corrections(self._document(edit), self.path.name))

    def _edit(self, edit: Callable[[TOMLDocument], None], after: Reading | None = None) -> Correction:
        """Write an edit; ``after`` is the reading it makes, where that is known."""
        text = self._document(edit)
        corrections = parse_corrections(text, self.path.name)
        after = after or self._reading.corrected(corrections)
        changed = tuple(_reassigned(self.script, after.script))
        self._file.replace(self._text, text)
        self._text, self.corrections, self._reading = text, corrections, after
        return Correction(self.path, changed)

    def _reassigned(self, before: Script) -> tuple[Reassigned, ...]:
        """Return the lines whose speaker is another than in a script before."""
        return tuple(_reassigned(before, self.script))

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
        """Return which of the file's pins stands for a line."""
        return next((at for at, one in enumerate(self.pins()) if one.line == line), None)

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


def _edited_at(file: TextFile) -> int:
    """Return when the newest edit of a file that stands was made, in ns; 0 where there is none."""
    return max((edit.time_ns for edit in file.history(1).standing), default=0)


def complaints(script: Script) -> set[str]:
    """Return the warnings of a script without the places in the file, which an edit moves."""
    return {warning.partition(": ")[2] for warning in script.warnings}


def _reassigned(before: Script, after: Script) -> list[Reassigned]:
    was = {line.spans[0].start: line.speaker for line in before.lines}
    return [
        Reassigned(line, was[line.spans[0].start])
        for line in after.lines
        if line.spans[0].start in was and was[line.spans[0].start] != line.speaker
    ]
