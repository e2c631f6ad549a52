"""What may be asked about a story, and asking it: doubtful lines and pairs of people, each once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from drama.assistant.interview import Interview, interview
from drama.assistant.kept import answers_text, load_answers, merged
from drama.assistant.people import people_questions
from drama.assistant.questions import Contenders, questions
from drama.assistant.replies import Reply
from drama.assistant.settings import Assistant, assistant_of
from drama.errors import AssistantError, ScriptError
from drama.files.atomic import alone_in, write_file
from drama.files.text_edits import TextFile
from drama.model import (
    DOUBTFUL_BELOW,
    NOT_SPEECH,
    Advice,
    DoubtfulLine,
    Form,
    Line,
    LineAnswer,
    PeopleAnswer,
    Question,
    Script,
    Span,
    Story,
    StoryFiles,
)
from drama.production.belongings import advice_of, as_files, cast_file_of, corrections_of, own_answers_path
from drama.production.languages import with_language
from drama.readers import read_files
from drama.script import Anchors, Explanation, Hints, doubtful_lines
from drama.script.corrections.advised import answer_pin


@dataclass(frozen=True, slots=True)
class Questions:
    """What may be asked about a story."""

    story: StoryFiles
    script: Script
    """As the questions see it: with the corrections, and without the answers unless they are for review."""
    questions: tuple[Question, ...]
    """Those that have no answer yet."""
    kept: int = 0
    """Doubtful lines and pairs that have one."""

    @property
    def lines(self) -> int:
        """How many lines are asked about."""
        return sum(len(question.lines) for question in self.questions)

    @property
    def people(self) -> int:
        """How many pairs of people are asked about."""
        return sum(len(question.people) for question in self.questions)

    def limited(self, limit: int) -> Questions:
        """Return as many of the questions as ask about ``limit`` lines and pairs at most."""
        kept: list[Question] = []
        for question in self.questions:
            limit -= len(question.items)
            if limit < 0:
                break
            kept.append(question)
        return replace(self, questions=tuple(kept))


def find_questions(
    story: StoryFiles | Path,
    *,
    voices: Path | None = None,
    as_: Form | None = None,
    action: bool = True,
    by: str | None = None,
) -> Questions:
    """Return what may be asked about a story.

    With ``by``, a model: what it has not answered yet, of the lines that are doubtful without any answers. Without:
    what is doubtful as the script stands, kept answers and all, for a review. The cast file says how doubtful
    (``below`` in ``[assistant]``).
    """
    files = as_files(story)
    file = cast_file_of(files, voices)
    read_as = read_files(files, as_=as_, action=action)
    advice = advice_of(files, file)
    below: float = file.assistant.get("below", DOUBTFUL_BELOW)
    script, why, unsure = doubtful_lines(
        read_as,
        lambda line: line.is_doubtful or line.confidence < below,
        hints=Hints(aliases=file.aliases, genders=file.genders, own_voices=file.own_voices),
        corrections=corrections_of(files),
        advice=advice if by is None else None,
        tags=file.sounds.sound.style.tags,
    )
    contenders = contenders_of(why)
    settled = {frozenset({one.name, one.other}) for one in advice.people if by in {None, one.by}}
    lines = questions(script, contenders)
    kept = _kept(read_as, script, lines, advice, by) if by is not None else frozenset()
    people = people_questions(script, unsure, settled)
    return Questions(files, with_language(files.called, script), (*_without(lines, kept), *people), len(kept))


def contenders_of(why: Mapping[int, Explanation]) -> dict[int, Contenders]:
    """Return who may speak each doubtful line; of several lines of one speech the first stands for all."""
    found: dict[int, Contenders] = {}
    seen: set[int] = set()
    for number, explanation in sorted(why.items()):
        if id(explanation) not in seen:
            seen.add(id(explanation))
            found[number] = [(one.name, one.posterior) for one in explanation.contenders]
    return found


def _kept(story: Story, script: Script, asked: Iterable[Question], advice: Advice, by: str) -> frozenset[int]:
    """Return the numbers of the doubtful lines that ``by`` has answered, of the same words and the same people."""
    anchors = Anchors(story)
    places = [(anchors.place(answer_pin(answer)), answer) for answer in advice.lines if answer.by == by]
    doubts = {doubt.line: doubt for question in asked for doubt in question.lines}
    at = {span.start: number for number in doubts for span in script.lines[number - 1].spans}
    starts = sorted(at)
    return frozenset(
        number
        for span, answer in places
        if isinstance(span, Span)
        and (number := _line_at(span.start, starts, at, script)) is not None
        and {*doubts[number].likely} <= {*answer.offered}
    )


def _line_at(offset: int, starts: list[int], at: Mapping[int, int], script: Script) -> int | None:
    """Return the number of the doubtful line that holds an offset of the source."""
    index = bisect_right(starts, offset) - 1
    if index < 0:
        return None
    number = at[starts[index]]
    return number if offset < script.lines[number - 1].spans[-1].end else None


def _without(asked: Iterable[Question], kept: frozenset[int]) -> Iterator[Question]:
    """Yield the questions that are left when some lines are not asked about."""
    for question in asked:
        left = tuple(line for line in question.lines if line.line not in kept)
        if left:
            yield replace(question, lines=left)


# ------------------------------------------------------------------ asking


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


def ask(
    asking: Questions, assistant: Assistant, *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Asked:
    """Put the questions to an assistant, and keep each answer as soon as it is there.

    A server that cannot be reached or refuses is told in :attr:`Interview.failure`, not raised: what is kept is used
    all the same. ``progress`` is called with the questions done and all of them.
    """
    path = own_answers_path(asking.story)
    wanted = asking.limited(assistant.limit)
    desk = _Keeper(path, asking.script, Anchors(asking.script.story), assistant.model)
    done = Interview()
    for so_far in interview(assistant, wanted.questions, desk.keep):
        done = so_far
        progress(done.calls + done.failed, len(wanted.questions))
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
    """Add answers to a file; other processes may do the same meanwhile. What was edited before is not taken back."""
    with alone_in(path.resolve().parent):
        TextFile(path, AssistantError).undo_path.unlink(missing_ok=True)
        write_file(path, answers_text(merged(load_answers(path), lines, people)), error=AssistantError)
