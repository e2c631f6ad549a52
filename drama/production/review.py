"""Answers that somebody gives about a story: checked one by one, and taken as corrections or as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drama.assistant.kept import answers_text, merged, parse_answers
from drama.assistant.replies import matched
from drama.assistant.review import Filled, Review, read_review
from drama.errors import ScriptError
from drama.files.messages import listed, nearest
from drama.files.text_edits import TextFile, labelled
from drama.model import (
    NOT_SPEECH,
    ONE_PERSON,
    SOMEBODY_ELSE,
    TWO_PEOPLE,
    Advice,
    DoubtfulLine,
    Form,
    Kind,
    Line,
    LineAnswer,
    PeopleAnswer,
    StoryFiles,
)
from drama.production.asking import answer_to
from drama.production.belongings import own_answers_path
from drama.production.corrections import CorrectionsEditor
from drama.production.edited_corrections import Correction, complaints
from drama.production.questions import find_questions
from drama.script import Pin
from drama.script.corrections.anchors import words_of
from drama.script.corrections.write import table, write_pin

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_SHOWN = 60
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NotTaken:
    """An answer that could not be taken."""

    row: int
    """Where in the file it stands, from 1; 0 where it did not come in a file."""
    about: str
    """The line or the pair it is about, as the file says it."""
    why: str
    """What is wrong, and what would be valid."""

    def __str__(self) -> str:
        where = f"row {self.row}: " if self.row else ""
        return f"{where}{self.about}: {self.why}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of answers about a story."""

    correction: Correction
    """The edit that was made; its path is that of the corrections, or of the answers that are kept as evidence."""
    by: str
    """Who answered; empty for a person."""
    taken: int
    """Answers that were taken."""
    not_taken: tuple[NotTaken, ...] = ()
    empty: tuple[NotTaken, ...] = ()
    """Questions without an answer."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """An answer that is valid."""

    filled: Filled
    answer: str
    line: Line | None = None


def take_review(story: StoryFiles | Path, text: str, *, voices: Path | None = None, as_: Form | None = None) -> Taken:
    """Take the answers of a filled review: a person's as corrections, an assistant's as evidence that is kept.

    Each is checked against the story as it stands; what is not valid is told, and changes nothing. Raises
    :class:`AssistantError` for a text that is no review, and :class:`ScriptError` for answers that do not go together.
    """
    return _Reviewer(story, voices=voices, as_=as_).take(read_review(text))


def take_answers(
    story: StoryFiles | Path,
    answers: Mapping[int, str],
    *,
    by: str = "",
    voices: Path | None = None,
    as_: Form | None = None,
) -> Taken:
    """Take answers by the number of a line, as :func:`take_review` does."""
    editor = _Reviewer(story, voices=voices, as_=as_)
    filled = tuple(Filled(0, answer, number, editor.words(number)) for number, answer in answers.items())
    return editor.take(Review(by, filled, ()))


class _Reviewer(CorrectionsEditor):
    """The corrections of a story, to which many answers are added in one edit."""

    def __init__(self, story: StoryFiles | Path, *, voices: Path | None, as_: Form | None) -> None:
        super().__init__(story, voices=voices, as_=as_)
        self._offered: Callable[[], dict[int, DoubtfulLine]] = lambda: _doubts(story, voices, as_)

    def words(self, number: int) -> str:
        """Return the words of a line, none for one that is not there."""
        return self.script.lines[number - 1].text if 1 <= number <= len(self.script.lines) else ""

    def take(self, review: Review) -> Taken:
        """Take what is valid of a review."""
        not_taken: list[NotTaken] = []
        decided: list[_Decided] = []
        doubts = self._offered() if review.by else {}
        for filled in review.answers:
            try:
                decided.append(self._checked(filled, doubts, is_persons=not review.by))
            except ScriptError as problem:
                not_taken.append(NotTaken(filled.row, _about(filled), str(problem)))
        decided = _once(decided, not_taken)
        done = self._keep(decided, review.by, doubts) if review.by else self._correct(decided)
        empty = tuple(NotTaken(one.row, _about(one), "no answer yet") for one in review.empty)
        return Taken(done, review.by, len(decided), tuple(not_taken), empty)

    # -------------------------------------------------------------- checking

    def _checked(self, filled: Filled, doubts: Mapping[int, DoubtfulLine], *, is_persons: bool) -> _Decided:
        """Return a valid answer. Raises :class:`ScriptError` that says what would be valid."""
        if filled.people is not None:
            return self._checked_people(filled)
        line = self._found(filled)
        if is_persons:
            self._check_unlocked(line)
        doubt = doubts.get(line.number) or DoubtfulLine("", line.number, "", "", 0, tuple(self._everybody()))
        answer = matched(filled.answer, doubt)
        if answer is None and filled.answer.casefold() == "narrator":
            answer = NOT_SPEECH
        if answer is None and is_persons and self._is_named(filled.answer):
            answer = filled.answer
        if answer is None:
            hint = nearest(filled.answer, doubt.offered)
            raise ScriptError(f"there is no answer {filled.answer[:_SHOWN]!r}{hint} Valid: {listed(doubt.allowed)}")
        if answer == SOMEBODY_ELSE and is_persons:
            raise ScriptError("it stays open; name the speaker: `drama pin STORY LINE NAME --new`")
        known = self._names().get(answer.casefold())
        return _Decided(filled, known or answer, line)

    def _checked_people(self, filled: Filled) -> _Decided:
        answer = " ".join(filled.answer.casefold().split()).strip(" .")
        if answer not in {ONE_PERSON, TWO_PEOPLE}:
            raise ScriptError(f"valid is {ONE_PERSON!r} or {TWO_PEOPLE!r}, not {filled.answer[:_SHOWN]!r}")
        for name in filled.people or ():
            self._character(name)
        return _Decided(filled, answer)

    def _found(self, filled: Filled) -> Line:
        """Return the line a row is about: that of its number and words, else the only one of its words."""
        wanted = words_of(filled.words)
        at = (filled.number or 0) - 1
        if 0 <= at < len(self.script.lines) and words_of(self.script.lines[at].text) == wanted:
            return self.script.lines[at]
        found = [line for line in self.script.lines if words_of(line.text) == wanted] if wanted else []
        if len(found) != 1:
            why = (
                "stand there more than once, and not in that line any more" if found else "are no line of the story now"
            )
            raise ScriptError(f"its words {why}; write the review anew: `drama script STORY --for-review`")
        return found[0]

    def _is_named(self, name: str) -> bool:
        """Return whether the story names somebody who has no line yet."""
        is_name = name[:1].isupper() and name.isprintable() and len(name) <= _LONGEST_NAME
        return is_name and self._anchors.count(name) > 0

    def _everybody(self) -> Iterator[str]:
        """Yield every name a person may give, main names first."""
        people = self.script.characters
        yield from (person.name for person in people)
        yield from (alias for person in people for alias in person.aliases if alias != "I")

    # -------------------------------------------------------------- taking

    def _correct(self, decided: Iterable[_Decided]) -> Correction:
        """Make all answers corrections, in one edit."""
        decided = tuple(decided)

        def edit_current() -> Correction:
            lines = [(self._line_at(self.script, one.line), one.answer) for one in decided if one.line is not None]
            at = {pinned.line.number: index for index, pinned in enumerate(self.pins()) if pinned.line is not None}
            pins = [(self._pin_of(line, answer), at.get(line.number)) for line, answer in lines]
            pairs = [one.filled.people for one in decided if one.filled.people and one.answer == ONE_PERSON]

            def write(document: TOMLDocument) -> None:
                for pin, index in pins:
                    if pin.speaker is not None and not self._is_known(pin.speaker):
                        table(document, "characters").setdefault(pin.speaker, {})
                    write_pin(document, pin, index)
                self._join(document, pairs)

            if not pins and not pairs:
                return Correction(self.path, ())
            after = self._tried(write)
            if unfollowed := complaints(after.script) - complaints(self.script):
                raise ScriptError(f"the answers would not go together: {min(unfollowed)}")
            return self._edit(write, after)

        return self._kept(_label(len(decided), ""), edit_current)

    def _pin_of(self, line: Line, answer: str) -> Pin:
        if answer == NOT_SPEECH:
            return self._anchors.pin(line, speaker=None, kind=Kind.NARRATION, whole=bool(line.direction.say))
        return self._anchors.pin(line, speaker=answer, kind=None, whole=bool(line.direction.say))

    def _join(self, document: TOMLDocument, pairs: Iterable[tuple[str, str]]) -> None:
        """Make each two characters one, called by the first name."""
        now: dict[str, str] = {}
        for pair in pairs:
            kept, gone = (now.get(name, name) for name in map(self._character, pair))
            if kept == gone:
                continue
            self._join_two(document, kept, gone)
            now |= {name: kept for name, one in now.items() if one == gone} | {gone: kept}

    def _keep(self, decided: Iterable[_Decided], by: str, doubts: Mapping[int, DoubtfulLine]) -> Correction:
        """Keep all answers as evidence, in one edit of their file."""
        lines: list[LineAnswer] = []
        people: list[PeopleAnswer] = []
        for one in decided:
            if one.filled.people is not None:
                people.append(PeopleAnswer(*one.filled.people, one.answer, by))
            elif one.line is not None:
                known = doubts.get(one.line.number)
                offered = known.offered if known is not None else tuple(p.name for p in self.script.characters)
                doubt = DoubtfulLine("", one.line.number, "", "", 0, tuple(dict.fromkeys((*offered, one.answer))))
                if answer := answer_to(self._anchors, doubt, one.line, one.answer, by):
                    lines.append(answer)
        path = own_answers_path(self._files)

        def change(before: str | None) -> str:
            kept = Advice() if before is None else parse_answers(before, path.name)
            return answers_text(merged(kept, lines, people))

        before = self.script
        if lines or people:
            with labelled(_label(len(lines) + len(people), by)):
                TextFile(path, ScriptError).edit(change)
            self._load()
        return Correction(path, self._reassigned(before))


def _doubts(story: StoryFiles | Path, voices: Path | None, as_: Form | None) -> dict[int, DoubtfulLine]:
    """Return the doubtful lines of a story as they are without any answers, by number."""
    asked = find_questions(story, voices=voices, as_=as_, by="").questions
    return {line.line: line for question in asked for line in question.lines}


def _label(count: int, by: str) -> str:
    """Return what answers are called in the journal."""
    return f"{count} answer{'' if count == 1 else 's'}{f' of {by}' if by else ''}"


def _once(decided: Iterable[_Decided], not_taken: list[NotTaken]) -> list[_Decided]:
    """Return the answers without those about a line that another answers otherwise, which are noted."""
    kept: dict[object, _Decided] = {}
    for one in decided:
        about = one.filled.people if one.line is None else one.line.number
        first = kept.setdefault(about, one)
        if first.answer != one.answer:
            not_taken.append(NotTaken(one.filled.row, _about(one.filled), f"it is answered {first.answer!r} above"))
    return list(kept.values())


def _about(filled: Filled) -> str:
    if filled.people is not None:
        return " and ".join(filled.people)
    words = filled.words if len(filled.words) <= _SHOWN else filled.words[: _SHOWN - 1] + "…"
    return f"line {filled.number} ({words})"
