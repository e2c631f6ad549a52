"""What may be asked about a story: doubtful lines and pairs of people, each once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from drama.assistant.people import people_questions
from drama.assistant.questions import Contenders, questions
from drama.model import (
    DOUBTFUL_BELOW,
    Advice,
    Form,
    Question,
    Script,
    Span,
    Story,
    StoryFiles,
)
from drama.production.belongings import advice_of, as_files, cast_file_of, corrections_of
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
    besides: Collection[int] | None = None,
) -> Questions:
    """Return what may be asked about a story.

    With ``by``, a model: what it has not answered yet, of the lines that are doubtful without any answers. Without:
    what is doubtful as the script stands, kept answers and all, for a review. The cast file says how doubtful
    (``below`` in ``[assistant]``). ``besides`` are the starts, in the source, of lines that were just asked about: then
    only such are returned as the answers have brought into doubt.
    """
    files = as_files(story)
    file = cast_file_of(files, voices)
    read_as = read_files(files, as_=as_, action=action)
    advice = advice_of(files, file)
    is_first = by is not None and besides is None
    below: float = file.assistant.get("below", DOUBTFUL_BELOW)
    script, why, unsure = doubtful_lines(
        read_as,
        lambda line: line.is_doubtful or line.confidence < below,
        hints=Hints(aliases=file.aliases, genders=file.genders, own_voices=file.own_voices),
        corrections=corrections_of(files),
        advice=None if is_first else advice,
        tags=file.sounds.sound.style.tags,
    )
    contenders = {
        number: found for number, found in contenders_of(why).items() if start_of(script, number) not in (besides or ())
    }
    settled = {frozenset({one.name, one.other}) for one in advice.people if by in {None, one.by}}
    lines = questions(script, contenders)
    kept = _kept(read_as, script, lines, advice, by) if by is not None else frozenset()
    people = () if besides is not None else people_questions(script, unsure, settled)
    return Questions(files, with_language(files.called, script), (*_without(lines, kept), *people), len(kept))


def start_of(script: Script, number: int) -> int:
    """Return where in the source a line starts, by its number."""
    return script.lines[number - 1].spans[0].start


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
