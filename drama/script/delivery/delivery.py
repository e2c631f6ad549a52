"""How a line is spoken: manner, ending, channel, and whether the next line begins before it ends.

Read from the tag, the beat beside the quote and the punctuation, by the
:class:`~drama.languages.patterns.DeliveryPatterns` of the language. What
the vocabulary means stands with :class:`drama.model.Manner`, :class:`drama.model.Ending` and
:class:`drama.model.Channel`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.languages.final_marks import QUOTATION_MARKS, ending_by_marks, last_words, manner_by_marks
from drama.languages.patterns import DeliveryPatterns
from drama.model import Channel, Delivery, Ending, Manner
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drama.model import Story
    from drama.script.text.spans import Attribution, Passage, Piece, SceneBreak, Tag

_NEAR = 240
"""Characters of narration looked at on either side of a quote."""
_BEAT = 6
"""Words up to which a sentence right before a quote is an action beat: "Anna laughed", and speaks."""

_PLACES = frozenset({Channel.DOOR, Channel.DISTANCE})
_DEVICES = frozenset({Channel.RADIO, Channel.PHONE, Channel.PA})
_SURE = 0.4
"""Confidence in the speaker from which a line over a device tells of the speaker's other lines."""
_CLOSING = " \t\r\n*_)" + QUOTATION_MARKS


@dataclass(slots=True)
class _OverDevices:
    """Who in a scene is heard over a radio, a telephone or loudspeakers, and who is there."""

    distant: dict[str, Channel] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)

    def carried(self, delivery: Delivery, attribution: Attribution | None, *, is_over: bool) -> Delivery:
        """Return the delivery of the next quote: whoever speaks over a device does so for the rest of the scene."""
        if attribution is None or attribution.confidence < _SURE:
            return delivery
        speaker = attribution.speaker
        if delivery.channel in _DEVICES:
            if speaker not in self.present:
                self.distant[speaker] = delivery.channel
        elif is_over:
            self.distant.pop(speaker, None)
        elif delivery.channel is Channel.DIRECT and speaker in self.distant:
            return replace(delivery, channel=self.distant[speaker])
        else:
            self.present.add(speaker)
        return delivery


@dataclass(frozen=True, slots=True)
class _ByItself:
    """How a spoken piece is delivered by what stands beside it, whoever speaks around it."""

    start: int
    delivery: Delivery
    hangs_up: bool
    """The narration beside it tells of somebody who ends a call."""
    after: str
    """The first sentence narrated right after it."""


def deliveries(
    story: Story,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    breaks: Sequence[SceneBreak],
    language: Language = ENGLISH,
    *,
    memory: Memory = NOTHING_KEPT,
) -> Mapping[int, Delivery]:
    """Return the delivery of every spoken piece, by where the piece starts."""
    says = {attribution.start: attribution for attribution in attributions}
    scene_starts = [scene.paragraph for scene in breaks]
    spoken = [_spoken_in(passage, says, story, language, memory) for passage in passages]
    found: dict[int, Delivery] = {}
    over_devices, in_scene = _OverDevices(), -1
    for at, (passage, pieces) in enumerate(zip(passages, spoken, strict=True)):
        following = passages[at + 1] if at + 1 < len(passages) else None
        if (scene := bisect_right(scene_starts, passage.paragraph)) != in_scene:
            over_devices, in_scene = _OverDevices(), scene
        for piece in pieces:
            delivery = over_devices.carried(piece.delivery, says.get(piece.start), is_over=piece.hangs_up)
            is_last = piece.start == passage.pieces[-1].start
            if following and following.pieces and following.pieces[0].spoken and is_last:
                other = spoken[at + 1][0]
                if _talks_over(delivery, says.get(piece.start), says.get(other.start), other.after, language):
                    delivery = replace(delivery, overlaps_next=True)
            found[piece.start] = delivery
    return found


def _spoken_in(
    passage: Passage, says: Mapping[int, Attribution], story: Story, language: Language, memory: Memory
) -> tuple[_ByItself, ...]:
    """Return how each spoken piece of a passage is delivered by itself."""

    def by_themselves() -> tuple[_ByItself, ...]:
        return tuple(
            _by_itself(story.text, passage, place, says.get(piece.start), language)
            for place, piece in enumerate(passage.pieces)
            if piece.spoken
        )

    if not passage.has_speech:
        return ()
    tagged = [said.tag if (said := says.get(piece.start)) else None for piece in passage.pieces if piece.spoken]
    return memory.kept(("deliveries", passage.start), (passage, tagged), by_themselves)


def _by_itself(text: str, passage: Passage, place: int, tag_of: Attribution | None, language: Language) -> _ByItself:
    before, after = _beside(text, passage, place, language)
    delivery = _delivery(text, passage, place, tag_of, (before, after), language)
    hangs_up = language.deliveries.hangs_up.search(f"{before} {after}") is not None
    return _ByItself(passage.pieces[place].start, delivery, hangs_up, after)


def _delivery(  # noqa: PLR0917 - where the piece stands, and what stands beside it
    text: str,
    passage: Passage,
    place: int,
    tag_of: Attribution | None,
    beside: tuple[str, str],
    language: Language,
) -> Delivery:
    """Return how a spoken piece is delivered that has some sentences beside it."""
    piece = passage.pieces[place]
    words = last_words(text[max(piece.start, piece.end - 40) : piece.end])
    before, after = beside
    clauses = list(_tag_clauses(text, passage, place, tag_of, beside, language))
    beat = before if len(before.split()) <= _BEAT else ""
    channel = _channel(" ".join(clauses), before, after, language.deliveries)
    return Delivery(_manner(clauses, beat, words, language.deliveries), ending_by_marks(words), channel)


def delivery_of_thought(words: str) -> Delivery:
    """Return how a thought sounds in the head, by its own marks."""
    return Delivery(manner_by_marks(words), ending_by_marks(words))


def _tag_clauses(  # noqa: PLR0917 - as above
    text: str,
    passage: Passage,
    place: int,
    attribution: Attribution | None,
    beside: tuple[str, str],
    language: Language,
) -> Iterator[str]:
    """Yield the clauses that say how a piece is spoken, its own before one it shares with the piece before."""
    patterns = language.deliveries
    before, after = beside
    after = "" if patterns.others_do.match(after) else patterns.meanwhile.split(after, maxsplit=1)[0]
    if has_own := bool(after and (after[0].islower() or _ends_with_comma(text, passage.pieces[place]))):
        yield after
    elif attribution and attribution.tag and attribution.tag.verb and _is_beside(attribution.tag, passage, place):
        yield text[attribution.tag.start : min(attribution.tag.end, attribution.tag.start + _NEAR)]
    elif after and language.speech_tags.sentence.match(after):
        yield after
    if before.endswith((",", ":")) or (place >= 2 and before and before[0].islower() and not has_own):
        yield before


def _is_beside(tag: Tag, passage: Passage, place: int) -> bool:
    """Whether a tag stands right before or after a piece, or in the paragraph above."""
    low = passage.pieces[place - 1].start if place else passage.start
    high = passage.pieces[place + 1].end if place + 1 < len(passage.pieces) else passage.end
    return tag.place == "above" or low <= tag.start < high


def _ends_with_comma(text: str, piece: Piece) -> bool:
    return text[max(piece.start, piece.end - 4) : piece.end].rstrip(_CLOSING).endswith(",")


def _beside(text: str, passage: Passage, place: int, language: Language) -> tuple[str, str]:
    """Return the last sentence narrated right before a piece, and the first right after it."""
    return _before(text, passage, place, language), _after(text, passage, place, language)


def _after(text: str, passage: Passage, place: int, language: Language) -> str:
    """Return the first sentence narrated right after a piece."""
    if place + 1 >= len(passage.pieces) or passage.pieces[place + 1].spoken:
        return ""
    piece = passage.pieces[place + 1]
    stop = min(piece.end, piece.start + _NEAR)
    first = next(sentences(text, piece.start, stop, language=language), None)
    return text[first[0] : first[1]].lstrip(" ,;—–-") if first else ""


def _before(text: str, passage: Passage, place: int, language: Language) -> str:
    """Return the last sentence narrated right before a piece."""
    if place == 0 or passage.pieces[place - 1].spoken:
        return ""
    piece = passage.pieces[place - 1]
    last = list(sentences(text, max(piece.start, piece.end - _NEAR), piece.end, language=language))
    return text[last[-1][0] : last[-1][1]] if last else ""


def _manner(clauses: Sequence[str], beat: str, words: str, patterns: DeliveryPatterns) -> Manner:
    """Return how words are spoken: as the first clause that tells says, else as the beat before them and their mark."""
    by_verb: Manner | None = None
    for clause in clauses:
        manner = _first(patterns.verbs, clause)
        if manner not in {None, Manner.ASKED, Manner.EXCLAIMED}:
            return manner or Manner.PLAIN
        if beside := _first(patterns.sides, clause):
            return beside
        by_verb = by_verb or manner
    if acted := _first(patterns.beats, beat):
        return acted
    if by_verb is Manner.EXCLAIMED or (by_verb and words[-1:] not in {".", "!", "…"}):
        return by_verb
    return manner_by_marks(words)


def _first(table: Sequence[tuple[Manner, re.Pattern[str]]], words: str) -> Manner | None:
    return next((manner for manner, pattern in table if words and pattern.search(words)), None)


def _channel(tag: str, before: str, after: str, patterns: DeliveryPatterns) -> Channel:
    around = f"{before} {after} {tag}"
    if patterns.into_device.search(around):
        return Channel.DIRECT
    # Only a tag tells from where somebody speaks, and what somebody says now is not what was just remembered.
    near = {Channel.DOOR: tag, Channel.DISTANCE: tag, Channel.MEMORY: tag or before}
    for channel, pattern in patterns.channels:
        found = pattern.search(words := near.get(channel, around))
        if found and not (
            channel in _PLACES and patterns.moves.search(words, max(0, found.start() - 40), found.start())
        ):
            return channel
    return Channel.DIRECT


def _talks_over(
    delivery: Delivery, one: Attribution | None, other: Attribution | None, after: str, language: Language
) -> bool:
    """Whether the text behind the next line says that it begins before this one ends."""
    if one is None or other is None or one.speaker == other.speaker:
        return False
    patterns = language.deliveries
    if delivery.ending is not Ending.CUT and patterns.many.search(after):
        return False
    return bool((patterns.talks_over if delivery.ending is Ending.CUT else patterns.together).search(after))
