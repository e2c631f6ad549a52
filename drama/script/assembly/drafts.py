"""Paragraphs cut into the drafts of lines: one speaker each, cut to length, with something to pronounce.

A line is what an engine speaks in one go, so none is longer than some 500 characters by much and none has
nothing to pronounce. What cannot be pronounced joins a neighbour of its paragraph, or is left out with a reason.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from drama.model import UNKNOWN, Delivery, Ending, Kind, Role, TagKind
from drama.script.attribution import features
from drama.script.text.spoken_text import HARD_LIMIT, LIMIT, SpokenText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drama.model import GivenLine, Paragraph, Story
    from drama.script.delivery.dropped_tags import Cuts
    from drama.script.text.spans import Attribution, Passage, Thought

_DEFAULT = Delivery()


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What one speaker says without interruption in one paragraph, before it is numbered as a line."""

    start: int
    end: int
    kind: Kind = Kind.NARRATION
    speaker: str | None = None
    rule: str = "narration"
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    runner_up: str | None = None
    delivery: Delivery = _DEFAULT
    is_heading: bool = False
    tag: TagKind | None = None
    stated: GivenLine | None = None
    """Of a thought, what the source states of it."""


class Drafting:
    """What the earlier stages found out about a story, from which its paragraphs are drafted."""

    def __init__(  # noqa: PLR0917 - what each stage found, in their order
        self,
        story: Story,
        passages: Sequence[Passage],
        thoughts: Sequence[Thought],
        attributions: Sequence[Attribution],
        deliveries: Mapping[int, Delivery],
        cuts: Cuts,
        spoken_text: SpokenText,
        stated: Mapping[int, GivenLine] = MappingProxyType({}),
    ) -> None:
        self._passages = {passage.paragraph: passage for passage in passages}
        self._thoughts = thoughts
        self._thought_starts = [thought.start for thought in thoughts]
        self._attributions = {attribution.start: attribution for attribution in attributions}
        self._deliveries = deliveries
        self._cuts = cuts
        self._spoken_text = spoken_text
        self._stated = stated
        self._source_cuts = frozenset(story.cuts)
        self._is_script = bool(story.read_as)
        self._directives = sorted(
            {*story.cuts, *(mark.at for mark in story.pauses), *(mark.at for mark in story.effects)}
        )

    def given(self, index: int, paragraph: Paragraph) -> tuple[object, ...]:
        """Return all that the drafts of a paragraph hang on besides the story."""
        passage = self._passages.get(index)
        if passage is None:
            return ()
        starts = [piece.start for piece in passage.pieces]
        thoughts = self._thoughts_in(paragraph)
        return (
            passage,
            thoughts,
            list(map(self._attributions.get, starts)),
            list(map(self._deliveries.get, starts)),
            self._cuts.within(starts, paragraph.start, paragraph.end),
            [self._stated.get(thought.start) for thought in thoughts] if self._stated else None,
        )

    def _thoughts_in(self, paragraph: Paragraph) -> Sequence[Thought]:
        low = bisect_left(self._thought_starts, paragraph.start)
        high = bisect_left(self._thought_starts, paragraph.end)
        return self._thoughts[low:high]

    def drafts(self, index: int, paragraph: Paragraph) -> tuple[list[LineDraft], list[LineDraft]]:
        """Return the drafts of a paragraph that are to be spoken, and those with nothing to pronounce."""
        passage = self._passages.get(index)
        if passage is None:
            is_heading = paragraph.role in {Role.HEADING, Role.SCENE_HEADING}
            drafts = [LineDraft(paragraph.start, paragraph.end, is_heading=is_heading)]
        else:
            drafts = list(self._of_prose(paragraph, passage))
        return _speakable(self._cut(drafts), self._spoken_text)

    def _of_prose(self, paragraph: Paragraph, passage: Passage) -> Iterator[LineDraft]:
        """Yield the drafts of a prose paragraph; whatever its pieces miss is narration."""
        thoughts = self._thoughts_in(paragraph)
        here, end = paragraph.start, paragraph.end
        for piece in passage.pieces:
            if piece.start > here:
                yield from self._narration(here, piece.start, thoughts)
            if piece.spoken:
                stop = self._cuts.speech_ends.get(piece.start, piece.end)
                delivery = self._deliveries.get(piece.start, _DEFAULT)
                yield _speech(piece.start, stop, self._attributions.get(piece.start), delivery)
            else:
                yield from self._narration(*self._cuts.left_of(piece), thoughts, tag=self._cuts.kinds.get(piece.start))
            here = piece.end
        if here < end:
            yield from self._narration(here, end, thoughts)

    def _narration(
        self, start: int, end: int, thoughts: Sequence[Thought], *, tag: TagKind | None = None
    ) -> Iterator[LineDraft]:
        """Yield the drafts of some narration, those of thoughts with what the source states of them."""
        for draft in _narration(start, end, thoughts, tag=tag):
            yield replace(draft, stated=self._stated.get(draft.start)) if draft.kind is Kind.THOUGHT else draft

    def _cut(self, drafts: Iterable[LineDraft]) -> Iterator[LineDraft]:
        """Yield the drafts cut at the pauses and effects the story asks for, and then to length."""
        offsets = self._directives
        for draft in drafts:
            inner = offsets[bisect_right(offsets, draft.start) : bisect_left(offsets, draft.end)]
            for start, end in pairwise((draft.start, *inner, draft.end)):
                for cut_start, cut_end in self._lengths(start, end):
                    if cut_start == draft.start and cut_end == draft.end:
                        yield draft  # as most are
                        continue
                    delivery = draft.delivery if cut_end == draft.end else _unfinished(draft.delivery)
                    yield replace(draft, start=cut_start, end=cut_end, delivery=delivery)

    def _lengths(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a stretch cut to length; one that the source ends is cut only where no engine would take it."""
        is_source_cut = start in self._source_cuts or end in self._source_cuts
        longest = HARD_LIMIT if is_source_cut else LIMIT if self._is_script else 0
        if end - start > LIMIT and 0 < len(self._spoken_text.words(start, end)) <= longest:
            yield start, end
        else:
            yield from self._spoken_text.cut(start, end)


def _speech(start: int, end: int, attribution: Attribution | None, delivery: Delivery) -> LineDraft:
    if attribution is None:
        return LineDraft(start, end, Kind.DIALOGUE, UNKNOWN, features.NOBODY_FITS.name, 0.0, delivery=delivery)
    return LineDraft(
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


def _narration(start: int, end: int, thoughts: Sequence[Thought], *, tag: TagKind | None = None) -> Iterator[LineDraft]:
    """Yield some narration, with the thoughts in it as drafts of their own."""
    here = start
    for thought in thoughts:
        if thought.start < here or thought.end > end:
            continue
        if thought.start > here:
            yield LineDraft(here, thought.start)
        yield LineDraft(
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
        yield LineDraft(here, end, tag=tag if here == start else None)


def _unfinished(delivery: Delivery) -> Delivery:
    """Return the delivery of a line that its own speaker goes on with."""
    return replace(delivery, ending=Ending.FULL, overlaps_next=False)


def _speakable(drafts: Iterable[LineDraft], spoken_text: SpokenText) -> tuple[list[LineDraft], list[LineDraft]]:
    """Return the drafts of one paragraph to be spoken and those with nothing to pronounce.

    A draft without a letter or digit joins the one before it, an opening mark the one after it,
    as long as the line stays within :data:`~drama.script.text.spoken_text.HARD_LIMIT`.
    """
    kept: list[LineDraft] = []
    can_be_spoken: list[bool] = []
    for draft in drafts:
        if not spoken_text.spans(draft.start, draft.end):
            continue
        sounds = spoken_text.can_be_pronounced(draft.start, draft.end)
        if kept and draft.end - kept[-1].start <= HARD_LIMIT:
            if sounds and not can_be_spoken[-1]:
                kept[-1], can_be_spoken[-1] = replace(draft, start=kept[-1].start), True
                continue
            if not sounds and not (can_be_spoken[-1] and spoken_text.only_opens(draft.start, draft.end)):
                kept[-1] = replace(kept[-1], end=draft.end)
                continue
        kept.append(draft)
        can_be_spoken.append(sounds)
    spoken = [draft for draft, sounds in zip(kept, can_be_spoken, strict=True) if sounds]
    return spoken, [draft for draft, sounds in zip(kept, can_be_spoken, strict=True) if not sounds]
