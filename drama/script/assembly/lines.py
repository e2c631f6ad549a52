"""Assembles the script: pieces, speakers, thoughts and scenes become numbered lines over the source.

A line is what an engine speaks in one go, so none is longer than some 500 characters by much and none has
nothing to pronounce. What cannot be pronounced joins a neighbour of its paragraph, or is left out with a reason.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from drama.model import (
    UNKNOWN,
    Character,
    Delivery,
    Ending,
    Kind,
    Line,
    Opening,
    Role,
    Scene,
    Script,
    Segment,
    Span,
    Story,
    TagKind,
)
from drama.script.assembly.directives import with_effects, with_pauses
from drama.script.delivery.delivery import deliveries, delivery_of_thought
from drama.script.delivery.dropped_tags import Cuts
from drama.script.delivery.emphasis import Stress
from drama.script.delivery.silences import beat_after
from drama.script.people.ages import age_in
from drama.script.text.sentences import shortened
from drama.script.text.spoken_text import HARD_LIMIT, Ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drama.model import Paragraph
    from drama.script.text.spans import Attribution, Passage, Roster, SceneBreak, TagLine, Thought

NOTHING_TO_PRONOUNCE = "nothing to pronounce"
"""The reason why a stretch without a letter or digit is not spoken."""
DROPPED_TAG = "dropped tag"
"""The reason why a tag is not spoken that a listener can do without."""
LEFT_OUT = "left out"
"""The reason why a line is not spoken that a person wants left out."""


def segments(script: Script) -> Iterator[Segment]:
    """Yield every segment of a script in reading order: spoken spans, breaks and skips."""
    return heapq.merge(_spoken(script.lines), script.unspoken, key=lambda segment: segment.start)


def _spoken(lines: Iterable[Line]) -> Iterator[Segment]:
    for line in lines:
        for span in line.spans:
            yield Segment(
                span.start,
                span.end,
                line.kind,
                line.scene,
                line.rule,
                confidence=line.confidence,
                speaker=line.speaker,
                line=line.number,
            )


_PLAIN = Delivery()


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of one paragraph with one speaker, on its way to becoming a line."""

    start: int
    end: int
    kind: Kind = Kind.NARRATION
    speaker: str | None = None
    rule: str = "narration"
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    runner_up: str | None = None
    delivery: Delivery = _PLAIN
    is_heading: bool = False
    tag: TagKind | None = None


def assemble(  # noqa: PLR0917 - what each stage found, in their order
    story: Story,
    passages: Sequence[Passage],
    roster: Roster,
    thoughts: Sequence[Thought],
    breaks: Sequence[SceneBreak],
    attributions: Sequence[Attribution],
    tags: Sequence[TagLine] = (),
    dropped: Sequence[TagLine] = (),
    left_out: Sequence[Span] = (),
    stated: Mapping[int, Delivery] = MappingProxyType({}),
) -> Script:
    """Return the script of a story from what the earlier stages found out, each in reading order.

    A line with words in ``left_out`` is not spoken, and no line of the script. ``stated`` are the deliveries that the
    source states, by the start of the spoken piece.
    """
    ink = Ink(story)
    cuts = Cuts(tags, dropped, thoughts, ink)
    ink = Ink(story, cuts.holes)
    stress = Stress(story)
    says = {attribution.start: attribution for attribution in attributions}
    manners = {**deliveries(story, passages, attributions, breaks), **stated}
    by_paragraph = {passage.paragraph: passage for passage in passages}
    opens = {scene.paragraph: scene for scene in breaks}
    lines: list[Line] = []
    unspoken = [Segment(s.start, s.end, Kind.SKIP, 1, s.reason) for s in story.skips if s.end > s.start]
    unspoken += [Segment(s.start, s.end, Kind.SKIP, 1, DROPPED_TAG) for s in cuts.unspoken]
    scenes: list[Scene] = []
    pending: SceneBreak | None = None
    places = sorted([mark.at for mark in story.pauses] + [mark.at for mark in story.effects])
    thought_starts = [thought.start for thought in thoughts]
    for index, paragraph in enumerate(story.paragraphs):
        pending = opens.get(index, pending)
        if paragraph.role is Role.BREAK:
            unspoken += ink.unspoken(paragraph.start, paragraph.end, Kind.BREAK, "scene break")
            continue
        passage = by_paragraph.get(index)
        if passage is None:
            parts = [_Part(paragraph.start, paragraph.end, is_heading=paragraph.role is Role.HEADING)]
        else:
            low = bisect_left(thought_starts, paragraph.start)
            high = bisect_left(thought_starts, paragraph.end)
            parts = list(_parts(paragraph, passage, thoughts[low:high], says, manners, cuts))
        spoken, silent = _speakable(_chunks(parts, places, ink), ink)
        for part in silent:
            unspoken += ink.unspoken(part.start, part.end, Kind.SKIP, NOTHING_TO_PRONOUNCE)
        for part in spoken:
            if _is_left_out(part, left_out):
                unspoken += ink.unspoken(part.start, part.end, Kind.SKIP, LEFT_OUT)
                continue
            if pending is not None or not scenes:
                scenes.append(_scene(pending, len(scenes) + 1, len(lines) + 1, ink.words(part.start, part.end)))
                pending = None
            line = _line(part, len(lines) + 1, len(scenes), index, ink)
            if not line.is_heading:
                line = replace(line, emphasis=stress.within(line.text, part.start, part.end, ink.words))
            lines.append(line)
    lines = with_effects(with_pauses(lines, story), story)
    return Script(
        story=story,
        scenes=_with_ends(scenes, len(lines)),
        lines=tuple(lines),
        characters=_characters(lines, roster),
        unspoken=_in_scenes(unspoken, lines),
    )


def _parts(  # noqa: PLR0917 - what each stage found, in their order
    paragraph: Paragraph,
    passage: Passage,
    thoughts: Sequence[Thought],
    says: Mapping[int, Attribution],
    manners: Mapping[int, Delivery],
    cuts: Cuts,
) -> Iterator[_Part]:
    """Yield the parts of a prose paragraph; whatever its pieces miss is narration."""
    here, end = paragraph.start, paragraph.end
    for piece in passage.pieces:
        if piece.start > here:
            yield from _narration(here, piece.start, thoughts)
        if piece.spoken:
            stop = cuts.speech_ends.get(piece.start, piece.end)
            yield _speech(piece.start, stop, says.get(piece.start), manners.get(piece.start, _PLAIN))
        else:
            yield from _narration(*cuts.left_of(piece), thoughts, tag=cuts.kinds.get(piece.start))
        here = piece.end
    if here < end:
        yield from _narration(here, end, thoughts)


def _speech(start: int, end: int, attribution: Attribution | None, delivery: Delivery) -> _Part:
    if attribution is None:
        return _Part(start, end, Kind.DIALOGUE, UNKNOWN, "nobody fits", 0.0, delivery=delivery)
    return _Part(
        start,
        end,
        Kind.DIALOGUE,
        attribution.speaker,
        attribution.rule,
        attribution.confidence,
        attribution.evidence,
        attribution.runner_up,
        delivery,
    )


def _narration(start: int, end: int, thoughts: Sequence[Thought], *, tag: TagKind | None = None) -> Iterator[_Part]:
    """Yield a narrated stretch, with the thoughts in it as parts of their own."""
    here = start
    for thought in thoughts:
        if thought.start < here or thought.end > end:
            continue
        if thought.start > here:
            yield _Part(here, thought.start)
        yield _Part(
            thought.start,
            thought.end,
            Kind.THOUGHT,
            thought.thinker,
            thought.rule,
            thought.confidence,
            thought.evidence,
        )
        here = thought.end
    if here < end:
        yield _Part(here, end, tag=tag if here == start else None)


def _chunks(parts: Iterable[_Part], places: Sequence[int], ink: Ink) -> Iterator[_Part]:
    """Yield the parts cut at the pauses and effects the story asks for, and then to length."""
    for part in parts:
        inner = places[bisect_right(places, part.start) : bisect_left(places, part.end)]
        for start, end in pairwise((part.start, *inner, part.end)):
            for cut_start, cut_end in ink.cut(start, end):
                delivery = part.delivery if cut_end == part.end else _unfinished(part.delivery)
                yield replace(part, start=cut_start, end=cut_end, delivery=delivery)


def _unfinished(delivery: Delivery) -> Delivery:
    """Return the delivery of a line that its own speaker goes on with."""
    return replace(delivery, ending=Ending.FULL, overlaps_next=False)


def _speakable(chunks: Iterable[_Part], ink: Ink) -> tuple[list[_Part], list[_Part]]:
    """Return the chunks of one paragraph to be spoken and those with nothing to pronounce.

    A chunk without a letter or digit joins the one before it, an opening mark the one after it,
    as long as the line stays within :data:`HARD_LIMIT`.
    """
    kept: list[_Part] = []
    says: list[bool] = []
    for part in chunks:
        if not ink.spans(part.start, part.end):
            continue
        sounds = ink.can_be_pronounced(part.start, part.end)
        if kept and part.end - kept[-1].start <= HARD_LIMIT:
            if sounds and not says[-1]:
                kept[-1], says[-1] = replace(part, start=kept[-1].start), True
                continue
            if not sounds and not (says[-1] and ink.only_opens(part.start, part.end)):
                kept[-1] = replace(kept[-1], end=part.end)
                continue
        kept.append(part)
        says.append(sounds)
    return [p for p, sounds in zip(kept, says, strict=True) if sounds], [
        p for p, sounds in zip(kept, says, strict=True) if not sounds
    ]


def _is_left_out(part: _Part, left_out: Sequence[Span]) -> bool:
    """Tell whether a part holds words that a person wants left out; ``left_out`` is in order."""
    at = bisect_left(left_out, part.end, key=lambda span: span.start)
    return any(span.end > part.start for span in left_out[:at])


def _line(part: _Part, number: int, scene: int, paragraph: int, ink: Ink) -> Line:
    text = ink.words(part.start, part.end)
    return Line(
        number=number,
        scene=scene,
        kind=part.kind,
        speaker=part.speaker,
        text=text,
        spans=ink.spans(part.start, part.end),
        paragraph=paragraph,
        rule=part.rule,
        confidence=part.confidence,
        delivery=delivery_of_thought(text) if part.kind is Kind.THOUGHT else part.delivery,
        evidence=part.evidence,
        runner_up=part.runner_up,
        is_heading=part.is_heading,
        beat_after_ms=beat_after(text) if part.kind is Kind.NARRATION and not part.is_heading else 0,
        tag=part.tag,
    )


def _scene(opened: SceneBreak | None, number: int, line: int, text: str) -> Scene:
    if opened is None:
        return Scene(number, shortened(text), Opening.START, line, line)
    return Scene(number, opened.title, opened.opening, line, line, opened.chapter, opened.point_of_view, opened.setting)


def _with_ends(scenes: Sequence[Scene], last_line: int) -> tuple[Scene, ...]:
    ends = [scene.first_line - 1 for scene in scenes[1:]] + [last_line]
    return tuple(replace(scene, last_line=end) for scene, end in zip(scenes, ends, strict=False))


def _characters(lines: Iterable[Line], roster: Roster) -> tuple[Character, ...]:
    """Return everybody who speaks or thinks, most lines first, then in order of appearance."""
    counts = Counter(line.speaker for line in lines if line.speaker is not None)
    people = {person.name: person for person in roster.people}
    found = []
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        if person := people.get(name):
            age = age_in(name, person.aliases)
            found.append(Character(name, person.aliases, person.gender, count, age, is_crowd=person.is_crowd))
        else:
            found.append(Character(name, lines=count, age=age_in(name), is_crowd=name == UNKNOWN))
    return tuple(found)


def _in_scenes(unspoken: Iterable[Segment], lines: Sequence[Line]) -> tuple[Segment, ...]:
    """Return the unspoken segments in order, each in the scene of the line before it."""
    starts = [line.spans[0].start for line in lines]
    ordered = sorted(unspoken, key=lambda segment: segment.start)
    return tuple(
        replace(segment, scene=lines[max(0, bisect_left(starts, segment.start) - 1)].scene if lines else 1)
        for segment in ordered
    )
