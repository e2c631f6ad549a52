"""The script assembled: pieces, speakers, thoughts and scenes become numbered lines over the source."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from drama.languages.final_marks import ending_by_marks, manner_by_marks
from drama.model import (
    UNKNOWN,
    Character,
    Delivery,
    Kind,
    Line,
    Opening,
    Role,
    Scene,
    Script,
    Segment,
    Span,
    Story,
)
from drama.script.assembly.directives import with_effects, with_pauses
from drama.script.assembly.drafts import Drafting, LineDraft
from drama.script.delivery.delivery import deliveries, delivery_of_thought
from drama.script.delivery.dropped_tags import Cuts
from drama.script.delivery.emphasis import Stress
from drama.script.delivery.silences import silence_after
from drama.script.people.ages import age_in
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.sentences import shortened
from drama.script.text.spoken_text import SpokenText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drama.languages.base import Language
    from drama.model import GivenLine, Paragraph
    from drama.script.text.spans import Attribution, Passage, Roster, SceneBreak, TagLine, Thought

NOTHING_TO_PRONOUNCE = "nothing to pronounce"
"""The reason why text without a letter or digit is not spoken."""
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
    stated: Mapping[int, GivenLine] = MappingProxyType({}),
    memory: Memory = NOTHING_KEPT,
) -> Script:
    """Return the script of a story from what the earlier stages found out, each in reading order.

    A line with words in ``left_out`` is not spoken, and no line of the script. ``stated`` are the lines that the
    source gives to somebody, by the start of the spoken piece.
    """
    language = roster.language
    cuts = Cuts(tags, dropped, thoughts, SpokenText(story, language=language))
    spoken_text = SpokenText(story, cuts.holes, language=language)
    by_piece = dict(deliveries(story, passages, attributions, breaks, language, memory=memory))
    if story.read_as:
        by_piece |= {start: _by_marks(start, line, spoken_text) for start, line in stated.items()}
    by_piece |= {start: _as_stated(by_piece.get(start, Delivery()), line) for start, line in stated.items()}
    drafting = Drafting(story, passages, thoughts, attributions, by_piece, cuts, spoken_text, stated)
    stress = memory.kept("stress", language, lambda: Stress(story, language))
    assembly = _Assembly(breaks, left_out, spoken_text, stress, language)
    assembly.unspoken += [Segment(s.start, s.end, Kind.SKIP, 1, s.reason) for s in story.skips if s.end > s.start]
    assembly.unspoken += [Segment(s.start, s.end, Kind.SKIP, 1, DROPPED_TAG) for s in cuts.unspoken]

    def made(index: int, paragraph: Paragraph) -> tuple[tuple[Line, ...], tuple[Segment, ...]]:
        return assembly.made(index, *drafting.drafts(index, paragraph))

    for index, paragraph in enumerate(story.paragraphs):
        assembly.enter(index)
        if paragraph.role is Role.BREAK:
            assembly.leave_out(paragraph, Kind.BREAK, "scene break")
        else:
            given = drafting.given(index, paragraph), _words_left_out(paragraph, left_out)
            assembly.add(*memory.kept(("lines", index), given, partial(made, index, paragraph)))
    lines = with_effects(with_pauses(assembly.lines, story), story)
    return Script(
        story=story,
        scenes=_with_ends(assembly.scenes, len(lines)),
        lines=tuple(lines),
        characters=_characters(lines, roster),
        unspoken=_in_scenes(assembly.unspoken, lines),
        teller=None if story.read_as or roster.teller is None else roster.people[roster.teller].name,
    )


def _by_marks(start: int, line: GivenLine, spoken_text: SpokenText) -> Delivery:
    """Return the delivery of a line of a script that its words alone tell: whatever else there is the script states."""
    words = spoken_text.words(start, line.end)
    return Delivery(manner_by_marks(words), ending_by_marks(words))


def _as_stated(delivery: Delivery, line: GivenLine) -> Delivery:
    """Return a delivery with what the source states of it."""
    return replace(
        delivery,
        manner=delivery.manner if line.manner is None else line.manner,
        channel=delivery.channel if line.channel is None else line.channel,
        ending=delivery.ending if line.ending is None else line.ending,
        overlaps_next=delivery.overlaps_next or line.overlaps_next,
        is_simultaneous=line.is_simultaneous,
    )


def _delivery_of(draft: LineDraft, text: str) -> Delivery:
    """Return how a draft is spoken whose words are ``text``."""
    if draft.kind is not Kind.THOUGHT:
        return draft.delivery
    delivery = delivery_of_thought(text)
    return delivery if draft.stated is None else _as_stated(delivery, draft.stated)


class _Assembly:
    """A script being assembled, paragraph after paragraph."""

    def __init__(
        self,
        breaks: Sequence[SceneBreak],
        left_out: Sequence[Span],
        spoken_text: SpokenText,
        stress: Stress,
        language: Language,
    ) -> None:
        self.lines: list[Line] = []
        self.scenes: list[Scene] = []
        self.unspoken: list[Segment] = []
        self._breaks = {scene.paragraph: scene for scene in breaks}
        self._pending: SceneBreak | None = None
        """The break whose scene opens with the next line."""
        self._left_out = left_out
        self._spoken_text = spoken_text
        self._stress = stress
        self._language = language

    def enter(self, index: int) -> None:
        """Note that a paragraph begins, which may open a scene."""
        self._pending = self._breaks.get(index, self._pending)

    def leave_out(self, span: Paragraph | LineDraft, kind: Kind, reason: str) -> None:
        """Add what a paragraph or a draft holds to what is not spoken."""
        self.unspoken += self._spoken_text.unspoken(span.start, span.end, kind, reason)

    def made(
        self, index: int, spoken: Sequence[LineDraft], silent: Sequence[LineDraft]
    ) -> tuple[tuple[Line, ...], tuple[Segment, ...]]:
        """Return the drafts of the paragraph that begins here: those to be spoken as lines, the others as segments."""
        unspoken: list[Segment] = []
        for draft in silent:
            unspoken += self._spoken_text.unspoken(draft.start, draft.end, Kind.SKIP, NOTHING_TO_PRONOUNCE)
        lines: list[Line] = []
        for draft in spoken:
            if _is_left_out(draft, self._left_out):
                unspoken += self._spoken_text.unspoken(draft.start, draft.end, Kind.SKIP, LEFT_OUT)
            else:
                lines.append(self._line(draft, index, len(self.lines) + len(lines) + 1))
        return tuple(lines), tuple(unspoken)

    def add(self, lines: Sequence[Line], unspoken: Sequence[Segment]) -> None:
        """Add what was made of a paragraph to the script."""
        self.unspoken += unspoken
        if lines and self._opens_scene:
            self.scenes.append(_scene(self._pending, len(self.scenes) + 1, len(self.lines) + 1, lines[0].text))
            self._pending = None
        for line in lines:
            number, scene = len(self.lines) + 1, len(self.scenes)
            is_in_place = line.number == number and line.scene == scene
            self.lines.append(line if is_in_place else replace(line, number=number, scene=scene))

    @property
    def _opens_scene(self) -> bool:
        """Whether the next line opens a scene."""
        return self._pending is not None or not self.scenes

    def _line(self, draft: LineDraft, paragraph: int, number: int) -> Line:
        """Return a draft as the line of a number."""
        text = self._spoken_text.words(draft.start, draft.end)
        is_told = draft.kind is Kind.NARRATION and not draft.is_heading
        return Line(
            number=number,
            scene=len(self.scenes) + self._opens_scene,
            kind=draft.kind,
            speaker=draft.speaker,
            text=text,
            spans=self._spoken_text.spans(draft.start, draft.end),
            paragraph=paragraph,
            rule=draft.rule,
            confidence=draft.confidence,
            delivery=_delivery_of(draft, text),
            evidence=draft.evidence,
            runner_up=draft.runner_up,
            is_heading=draft.is_heading,
            beat_after_ms=silence_after(text, self._language) if is_told else 0,
            tag=draft.tag,
            emphasis=() if draft.is_heading else self._emphasis(draft, text),
        )

    def _emphasis(self, draft: LineDraft, text: str) -> tuple[Span, ...]:
        """Return the stressed words of a draft whose words are ``text``."""
        words, is_narrated = self._spoken_text.words, draft.speaker is None
        return self._stress.within(text, draft.start, draft.end, words, is_narrated=is_narrated)


def _words_left_out(paragraph: Paragraph, left_out: Sequence[Span]) -> tuple[Span, ...]:
    """Return those of the words that a person wants left out which stand in a paragraph, as each of them does."""
    low, high = (bisect_left(left_out, at, key=lambda span: span.start) for at in (paragraph.start, paragraph.end))
    return tuple(left_out[low:high])


def _is_left_out(draft: LineDraft, left_out: Sequence[Span]) -> bool:
    """Whether a draft holds words that a person wants left out; ``left_out`` is in order."""
    behind = bisect_left(left_out, draft.end, key=lambda span: span.start)
    return any(span.end > draft.start for span in left_out[:behind])


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
            age = age_in(name, person.aliases, roster.language)
            found.append(Character(name, person.aliases, person.gender, count, age, is_crowd=person.is_crowd))
        else:
            found.append(Character(name, lines=count, age=age_in(name, (), roster.language), is_crowd=name == UNKNOWN))
    return tuple(found)


def _in_scenes(unspoken: Iterable[Segment], lines: Sequence[Line]) -> tuple[Segment, ...]:
    """Return the unspoken segments in order, each in the scene of the line before it."""
    starts = [line.spans[0].start for line in lines]
    ordered = sorted(unspoken, key=lambda segment: segment.start)
    return tuple(
        replace(segment, scene=lines[max(0, bisect_left(starts, segment.start) - 1)].scene if lines else 1)
        for segment in ordered
    )
