"""Asking an assistant about a story: what it may be asked, in rounds, and its answers kept as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from drama.assistant.interview import Interview, interview
from drama.assistant.kept import answers_text, merged, parse_answers
from drama.assistant.replies import Reply
from drama.assistant.settings import Assistant, assistant_of
from drama.errors import AssistantError, ScriptError
from drama.files.text_edits import TextFile, labelled
from drama.model import (
    NOT_SPEECH,
    Advice,
    DoubtfulLine,
    Form,
    Line,
    LineAnswer,
    PeopleAnswer,
    Question,
    Script,
    StoryFiles,
)
from drama.production.belongings import as_files, cast_file_of, own_answers_path
from drama.production.questions import Questions, find_questions, start_of
from drama.script import Anchors

_ROUNDS = 3
"""Times that is asked: a line that is settled may bring those beside it into doubt."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking about a story came to."""

    assistant: Assistant
    interview: Interview
    path: Path
    """Where the answers are kept."""
    left: int = 0
    """Lines and pairs not asked about, for the limit or for a failure."""
    not_speech: tuple[int, ...] = ()
    """Lines that the assistant says nobody speaks: for a person to decide."""

    @property
    def price(self) -> float | None:
        """What the tokens cost; None where no price is set."""
        return self.assistant.price(self.interview.tokens_in, self.interview.tokens_out)


def assistant_for(
    story: StoryFiles | Path, *, voices: Path | None = None, url: str | None = None, model: str | None = None
) -> Assistant:
    """Return the assistant that the cast file of a story names, with an address and a model given over it."""
    return assistant_of(cast_file_of(as_files(story), voices).assistant, url=url, model=model)


def ask_in_rounds(
    story: StoryFiles | Path,
    *,
    url: str | None = None,
    model: str | None = None,
    voices: Path | None = None,
    as_: Form | None = None,
    action: bool = True,
    announce: Callable[[Questions, str], None] = lambda _questions, _destination: None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Asked:
    """Ask about the doubtful lines of a story, and then about those that the answers have brought into doubt.

    ``announce`` is called before each round is sent, with what is asked and where it goes. Raises
    :class:`AssistantError` where no server or no model is named.
    """
    files = as_files(story)
    assistant = assistant_for(files, voices=voices, url=url, model=model)
    own_answers_path(files)
    asked: Asked | None = None
    seen: set[int] | None = None
    with labelled(f"answers of {assistant.model}"):
        for _ in range(_ROUNDS):
            found = find_questions(files, voices=voices, as_=as_, action=action, by=assistant.model, besides=seen)
            if asked is not None and not found.questions:
                break
            limit = assistant.limit if asked is None else max(0, assistant.limit - asked.interview.asked)
            wanted = found.limited(limit)
            announce(wanted, assistant.destination)
            done = ask(wanted, assistant, progress=progress)
            done = replace(done, left=done.left + found.lines + found.people - wanted.lines - wanted.people)
            asked = done if asked is None else _together(asked, done)
            if asked.interview.failure or asked.left:
                break
            seen = (seen or set()) | {
                start_of(found.script, line.line) for one in wanted.questions for line in one.lines
            }
    assert asked is not None
    return asked


def _together(one: Asked, other: Asked) -> Asked:
    """Return what two rounds came to."""
    first, second = one.interview, other.interview
    sums = {
        field.name: getattr(first, field.name) + getattr(second, field.name)
        for field in fields(Interview)
        if field.name != "failure"
    }
    both = Interview(**sums, failure=second.failure or first.failure)
    not_speech = tuple(sorted({*one.not_speech, *other.not_speech}))
    return replace(other, interview=both, left=one.left + other.left, not_speech=not_speech)


def ask(
    asking: Questions, assistant: Assistant, *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Asked:
    """Put questions to an assistant, and keep each answer as soon as it is there.

    A server that cannot be reached or refuses is told in :attr:`Interview.failure`, not raised: what is kept is used
    all the same. ``progress`` is called with the questions done and all of them.
    """
    path = own_answers_path(asking.story)
    desk = _Keeper(path, asking.script, Anchors(asking.script.story), assistant.model)
    done = Interview()
    for so_far in interview(assistant, asking.questions, desk.keep):
        done = so_far
        progress(done.calls + done.failed, len(asking.questions))
    total = asking.lines + asking.people
    return Asked(assistant, done, path, total - done.asked, tuple(sorted(desk.not_speech)))


class _Keeper:
    """Keeps the answers to questions, each by the words it is about."""

    def __init__(self, path: Path, script: Script, anchors: Anchors, by: str) -> None:
        self._path = path
        self._script = script
        self._anchors = anchors
        self._by = by
        self.not_speech: set[int] = set()

    def keep(self, question: Question, reply: Reply) -> None:
        """Write the answers of a reply into the file."""
        lines = [
            answer
            for line in question.lines
            if line.label in reply.answers
            and (answer := self._answer(line, self._script.lines[line.line - 1], reply.answers[line.label]))
        ]
        people = [
            PeopleAnswer(pair.name, pair.other, reply.answers[pair.label], self._by)
            for pair in question.people
            if pair.label in reply.answers
        ]
        if lines or people:
            keep_answers(self._path, lines, people)

    def _answer(self, doubt: DoubtfulLine, line: Line, said: str) -> LineAnswer | None:
        """Return an answer with its anchor; None for a line whose words and surroundings stand there twice."""
        if said == NOT_SPEECH:
            self.not_speech.add(line.number)
        return answer_to(self._anchors, doubt, line, said, self._by)


def answer_to(anchors: Anchors, doubt: DoubtfulLine, line: Line, said: str, by: str) -> LineAnswer | None:
    """Return an answer about a line, anchored by its words; None where others cannot be told from it."""
    try:
        pin = anchors.pin(line, speaker=None, kind=None)
    except ScriptError:
        return None
    return LineAnswer(pin.words, pin.before, pin.after, doubt.offered, said, by)


def keep_answers(path: Path, lines: Iterable[LineAnswer] = (), people: Iterable[PeopleAnswer] = ()) -> None:
    """Add answers to a file; other processes may do the same meanwhile."""
    lines, people = tuple(lines), tuple(people)

    def change(text: str | None) -> str:
        kept = Advice() if text is None else parse_answers(text, path.name)
        return answers_text(merged(kept, lines, people))

    TextFile(path, AssistantError).edit(change)
