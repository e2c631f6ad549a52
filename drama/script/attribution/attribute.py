"""Speaker attribution: who says every spoken piece, a block of turns decoded together, in two passes.

The first pass tells who talks with whom; the second weighs everything again, knowing that, and with the pronouns of the
narration resolved.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Protocol

from drama.model import UNKNOWN, Story
from drama.script.attribution import features
from drama.script.attribution.advice import NO_ADVICE, Advices
from drama.script.attribution.candidates import Candidate, candidates
from drama.script.attribution.confidence import Inputs, confidence
from drama.script.attribution.context import Context, DiscourseState, clue_of
from drama.script.attribution.decoder import NOBODY, Link, marginals
from drama.script.attribution.description_links import link_descriptions
from drama.script.attribution.extraction import link_features
from drama.script.attribution.features import WEIGHTS, Feature, Weights
from drama.script.attribution.pinned import known_by, with_known_speakers
from drama.script.attribution.pronouns import resolve_pronouns
from drama.script.attribution.turns import Turn, find_turns
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.spans import Attribution, Passage, Roster

_BLOCK = 80
"""Turns decoded together at most; a block ends where a scene does. Twice as many are decided no better, and take twice
as long to decide anew once one of them is corrected."""
_AROUND = 4
"""Turns on either side whose speakers are company."""
_FIRST_PASS_BEAM = 5.0
"""The first pass prepares the second; its beam is narrower than :data:`~drama.script.attribution.decoder.BEAM`."""
_FIRST_PASS_CANDIDATES = 5
"""Candidates of a turn in the first pass, whose time grows with their square."""
_LOOK_AHEAD = 6
"""Turns beyond a full block that it is decoded with."""


class Break(Protocol):
    """What attribution needs to know of a scene break."""

    @property
    def paragraph(self) -> int:
        """Index of the paragraph that opens the scene."""


class Watcher(Protocol):
    """Is shown each block of turns as it is decoded, to explain it or to decode it otherwise."""

    def __call__(
        self, turns: Sequence[Turn], choices: Sequence[Sequence[Candidate]], link: Link, last: tuple[int, int]
    ) -> None:
        """Take in the turns, their candidates, the transition scores, and the two speakers before the first turn."""


def attribute(
    story: Story,
    passages: Sequence[Passage],
    roster: Roster,
    breaks: Iterable[Break] = (),
    *,
    known: Mapping[int, int] = MappingProxyType({}),
    stated: Collection[int] = frozenset(),
    advices: Advices = NO_ADVICE,
    weights: Weights = WEIGHTS,
    watch: Watcher | None = None,
    watched: Collection[int] | None = None,
    turns: Sequence[Turn] | None = None,
    memory: Memory = NOTHING_KEPT,
) -> tuple[Attribution, ...]:
    """Return who says each spoken piece, in reading order: one attribution for every spoken piece.

    ``turns`` are those of the story where they have been read (:func:`read_turns`).

    ``known`` maps the start of a spoken piece to the person whom a correction gives it to, or, for those in ``stated``,
    the source; ``advices`` are what an assistant says of spoken pieces; ``weights`` holds every feature. The blocks of
    the pieces that start at ``watched`` are decoded for ``watch`` also where they are in the memory.
    """
    read = read_turns(story, passages, roster, breaks) if turns is None else turns
    links = memory.kept("description links", (read, roster), lambda: link_descriptions(read, roster))
    decoding = _Decoding(roster, links, advices, weights, watch)
    found: list[Attribution] = []
    for block, ahead in _blocks(with_known_speakers(read, known, roster, stated)):
        # Nothing reaches beyond a block but what is carried over: where that is as it was, so is the block.
        given = (block, ahead, decoding.carried, links, roster, advices, weights)
        decode = partial(decoding.decode, block, ahead)
        if watched is not None and any(start in watched for turn in block for start in turn.pieces):
            attributions, decoding.carried = decode()
        else:
            attributions, decoding.carried = memory.kept(("block", block[0].pieces[0]), given, decode)
        found += attributions
    return tuple(found)


_Carried = tuple[DiscourseState, tuple[int, int]]
"""The state of the discourse, and the last two speakers."""


def read_turns(
    story: Story, passages: Sequence[Passage], roster: Roster, breaks: Iterable[Break] = ()
) -> tuple[Turn, ...]:
    """Return the turns of a story."""
    return tuple(find_turns(story, passages, roster, frozenset(b.paragraph for b in breaks)))


class _Decoding:
    """The decoding of a story, block after block, with what is carried from one to the next."""

    def __init__(
        self,
        roster: Roster,
        description_links: Mapping[int, Mapping[int, float]],
        advices: Advices,
        weights: Weights,
        watch: Watcher | None,
    ) -> None:
        self._roster = roster
        self._description_links = description_links
        self._advices = advices
        self._weights = weights
        self._watch = watch
        self._state = DiscourseState()
        self._last_two = (NOBODY, NOBODY)
        """The last speaker but one, and the last."""

    @property
    def carried(self) -> _Carried:
        """What is carried from a block to the next."""
        return self._state.copy(), self._last_two

    @carried.setter
    def carried(self, carried: _Carried) -> None:
        state, self._last_two = carried
        self._state = state.copy()

    def decode(self, block: list[Turn], ahead: list[Turn]) -> tuple[list[Attribution], _Carried]:
        """Return the attributions of a block of turns, which is decoded together with the turns ahead of it.

        And what is carried on.
        """
        window = [*block, *ahead]
        last_but_one, last = self._last_two
        options = [found[:_FIRST_PASS_CANDIDATES] for found in self._candidates(window)]
        link = _link(window, self._weights)
        first_pass = marginals(options, link, last=last, last_but_one=last_but_one, beam=_FIRST_PASS_BEAM)
        window = list(resolve_pronouns(window, first_pass, self._roster))
        choices = self._candidates(window, first_pass)
        link = _link(window, self._weights)
        for turn in window[: len(block)]:
            self._state.update(turn)
        if self._watch is not None:
            self._watch(window, choices, link, self._last_two)
        posteriors = marginals(choices, link, last=last, last_but_one=last_but_one)
        speakers = [max(posterior, key=lambda person: (posterior[person], -person)) for posterior in posteriors]
        older, newer = [*self._last_two, *speakers[: len(block)]][-2:]
        self._last_two = older, newer
        attributions: list[Attribution] = []
        for index, turn in enumerate(block):
            company = len(set(speakers[max(0, index - _AROUND) : index + _AROUND + 1]))
            attributions += self._attributions(turn, choices[index], posteriors[index], company)
        return attributions, self.carried

    def _candidates(self, window: list[Turn], first_pass: Sequence[Mapping[int, float]] = ()) -> list[list[Candidate]]:
        """Return everybody who may speak each turn of a window; :data:`NOBODY` where there is nobody."""
        state = self._state.copy()
        choices: list[list[Candidate]] = []
        for index, turn in enumerate(window):
            state.update(turn)
            roster = self._roster.at(turn.pieces[0])
            context = Context(window, index, state, roster, self._description_links, first_pass, self._advices)
            choices.append(candidates(context, self._weights) or [Candidate(NOBODY, 0.0, ())])
        return choices

    def _attributions(
        self, turn: Turn, options: list[Candidate], posterior: Mapping[int, float], company: int
    ) -> Iterator[Attribution]:
        """Yield the attributions of one turn's spoken pieces."""
        ranked = sorted(posterior, key=lambda person: (-posterior[person], person))
        best = ranked[0]
        has_runner_up = len(ranked) > 1 and ranked[1] != NOBODY
        runner_up = self._roster.people[ranked[1]].name if has_runner_up else None
        chosen = next(option for option in options if option.person == best)
        speaker = self._roster.people[best].name if best != NOBODY else UNKNOWN
        if rule := known_by(turn):
            yield from (Attribution(p, speaker, rule.name, 1.0, (rule.name,), tag=turn.tag) for p in turn.pieces)
            return
        inputs = self._inputs(turn, chosen, posterior[best], company, is_only_choice=len(options) == 1)
        names = tuple(feature.name for feature in chosen.features)
        for index, start in enumerate(turn.pieces):
            # However clear it is that nobody fits, who speaks is not known.
            probability = confidence(inputs, is_later=index > 0) if best != NOBODY else 0.0
            yield Attribution(start, speaker, inputs.rule.name, probability, names, runner_up, turn.tag)

    def _inputs(self, turn: Turn, chosen: Candidate, posterior: float, company: int, *, is_only_choice: bool) -> Inputs:
        """Return what the confidence in a chosen speaker is computed from."""
        who = self._roster.people[chosen.person] if chosen.person != NOBODY else None
        return Inputs(
            posterior,
            clue_of(turn),
            self._rule(chosen),
            chosen.features,
            has_plain_verb=turn.tag is not None
            and (bool(turn.addressed) or turn.tag.verb in self._roster.language.speech_verbs.plain),
            is_ahead=turn.tag is not None and turn.tag.place in {"before", "above"},
            is_unnamed=who is not None and who.is_crowd,
            mentions=who.mentions if who is not None else 0,
            often=self._roster.often,
            company=company,
            is_only_choice=is_only_choice,
            identity=_identity(turn, chosen.person),
        )

    def _rule(self, chosen: Candidate) -> Feature:
        """Return the feature that weighed most for a candidate."""
        positive = [feature for feature in chosen.features if self._weights[feature] > 0]
        return max(positive, key=self._weights.__getitem__) if positive else features.TURN_TAKING


def _identity(turn: Turn, person: int) -> float:
    """Return how likely it is that what names somebody beside a turn is his or her name, 0 to 1."""
    told = turn.subject or turn.beat
    return told.chance if told is not None and person in told.people else 1.0


def _link(window: list[Turn], weights: Weights) -> Link:
    """Return the transition scores of a window of turns, computed once each.

    They hang on nothing but who is whom and who is addressed, so that few serve all paths.
    """
    scores: dict[tuple[int, bool, bool, bool, bool], float] = {}
    addressed: list[frozenset[int]] = [frozenset(), frozenset(), *(turn.vocatives for turn in window)]
    plain: list[list[float | None] | None] = [
        None if now or earlier else [None] * 4 for now, earlier in zip(addressed[2:], addressed, strict=False)
    ]
    """The scores of turns where nobody is addressed: of the four cases that are left."""

    def score(index: int, speaker: int, newer: int, older: int) -> float:
        last, last_but_one = (window[index - k] if index >= k else None for k in (1, 2))
        found = link_features(window[index], last, last_but_one, speaker, newer, older)
        return sum([weights[feature] for feature in found])

    def link(index: int, speaker: int, newer: int, older: int) -> float:
        row = plain[index]
        if row is not None:
            place = 2 * (speaker == newer) + (speaker == older)
            value = row[place]
            if value is None:
                value = row[place] = score(index, speaker, newer, older)
            return value
        now, earlier = newer in addressed[index + 2], speaker in addressed[index]
        case = (index, speaker == newer, speaker == older, now, earlier)
        value = scores.get(case)
        if value is None:
            value = scores[case] = score(index, speaker, newer, older)
        return value

    return link


def _blocks(turns: Iterator[Turn]) -> Iterator[tuple[list[Turn], list[Turn]]]:
    """Yield blocks of turns to decode together, each with the turns ahead of it."""
    turns = iter(turns)
    block = list(itertools.islice(turns, _BLOCK + _LOOK_AHEAD))
    while block:
        if len(block) <= _BLOCK:
            yield block, []
            return
        cut = next((k for k in range(_BLOCK, _BLOCK // 2, -1) if block[k].gap >= 5), _BLOCK)
        yield block[:cut], block[cut:]
        block = block[cut:]
        block.extend(itertools.islice(turns, _BLOCK + _LOOK_AHEAD - len(block)))
