"""Who says every spoken piece: whole conversations decided together, and each of them twice.

The first hearing tells who talks with whom; the second weighs everything again, knowing that, and knowing whom the
pronouns of the narration mean.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from drama.model import UNKNOWN, Story
from drama.script.attribution.confidence import Grounds, confidence
from drama.script.attribution.context import Memory, View, kind_of
from drama.script.attribution.decoder import NOBODY, Link, shares
from drama.script.attribution.description_links import associate
from drama.script.attribution.features import Candidate, candidates, link_features, weights
from drama.script.attribution.pinned import is_settled, settle
from drama.script.attribution.pronouns import give_meaning
from drama.script.attribution.turns import Turn, find_turns
from drama.script.text.spans import Attribution, Passage, Roster

_BLOCK = 160
"""Turns decided together at most; a block ends where a scene does."""
_AROUND = 4
"""Turns on either side whose speakers are company."""
_HOPELESS_AT_FIRST = 5.0
"""The first pass prepares the second; its beam is narrower than :data:`~drama.script.attribution.decoder.HOPELESS`."""
_AT_FIRST = 5
"""Candidates of a turn that a first hearing weighs; its time grows with their square."""
_LOOK_AHEAD = 6
"""Turns beyond a full block that it is decided with."""


class Break(Protocol):
    """What attribution needs to know of a scene break."""

    @property
    def paragraph(self) -> int:
        """Index of the paragraph that opens the scene."""


class Watcher(Protocol):
    """Looks on while a run of turns is decided, to explain it."""

    def __call__(
        self, turns: Sequence[Turn], choices: Sequence[Sequence[Candidate]], link: Link, last: tuple[int, int]
    ) -> None:
        """Take in the turns, their candidates, how speakers are linked, and the two speakers before the first turn."""


def attribute(
    story: Story,
    passages: Sequence[Passage],
    roster: Roster,
    breaks: Iterable[Break] = (),
    *,
    known: Mapping[int, int] = MappingProxyType({}),
    stated: Collection[int] = frozenset(),
    watch: Watcher | None = None,
) -> tuple[Attribution, ...]:
    """Return who says each spoken piece, in reading order: one attribution for every spoken piece.

    ``known`` maps the start of a spoken piece to the person whom somebody says it belongs to; of those in ``stated``
    the source says it.
    """
    opens = frozenset(b.paragraph for b in breaks)
    associations = associate(find_turns(story, passages, roster, opens), roster)
    memory = Memory()
    found: list[Attribution] = []
    last, last_but_one = NOBODY, NOBODY
    for turns, ahead in _blocks(settle(find_turns(story, passages, roster, opens), known, roster, stated)):
        window = [*turns, *ahead]
        choices = _weighed(window, memory, roster, associations)
        few = [options[:_AT_FIRST] for options in choices]
        heard = shares(few, _link(window), last=last, last_but_one=last_but_one, hopeless=_HOPELESS_AT_FIRST)
        window = list(give_meaning(window, heard, roster))
        choices = _weighed(window, memory, roster, associations, heard)
        link = _link(window)
        for turn in window[: len(turns)]:
            memory.note(turn)
        if watch is not None:
            watch(window, choices, link, (last_but_one, last))
        shared = shares(choices, link, last=last, last_but_one=last_but_one)
        likeliest = [max(share, key=lambda person: (share[person], -person)) for share in shared]
        for at, (turn, options, share) in enumerate(zip(turns, choices, shared, strict=False)):
            company = len(set(likeliest[max(0, at - _AROUND) : at + _AROUND + 1]))
            found.extend(_attributions(turn, options, share, roster, company))
            last_but_one, last = last, likeliest[at]
    return tuple(found)


def _weighed(
    window: list[Turn],
    memory: Memory,
    roster: Roster,
    associations: Mapping[int, Mapping[int, float]],
    heard: Sequence[Mapping[int, float]] = (),
) -> list[list[Candidate]]:
    """Return everybody who may speak each of the turns."""
    memory = Memory(dict(memory.named), set(memory.gone))
    choices: list[list[Candidate]] = []
    for at, turn in enumerate(window):
        memory.note(turn)
        view = View(window, at, memory, roster, associations, heard)
        choices.append(candidates(view) or [Candidate(NOBODY, 0.0, ())])
    return choices


def _link(window: list[Turn]) -> Link:
    """Return how speakers are linked in a run of turns, remembering what has been weighed.

    The link hangs on nothing but who is whom and who is addressed, so few weighings serve all paths.
    """
    weigh = weights()
    weighed: dict[tuple[int, bool, bool, bool, bool, bool], float] = {}
    called: list[frozenset[int]] = [frozenset(), frozenset(), *(turn.vocatives for turn in window)]

    def link(at: int, speaker: int, newer: int, older: int) -> float:
        now, before, earlier = newer in called[at + 2], newer in called[at + 1], speaker in called[at]
        case = (at, speaker == newer, speaker == older, now, before, earlier)
        weight = weighed.get(case)
        if weight is None:
            last, last_but_one = (window[at - k] if at >= k else None for k in (1, 2))
            names = link_features(window[at], last, last_but_one, speaker, newer, older)
            weight = weighed[case] = sum(weigh[name] for name in names)
        return weight

    return link


def _blocks(turns: Iterator[Turn]) -> Iterator[tuple[list[Turn], list[Turn]]]:
    """Yield runs of turns to decide together, each with the turns after it."""
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


def _attributions(
    turn: Turn, options: list[Candidate], share: dict[int, float], roster: Roster, company: int
) -> Iterator[Attribution]:
    """Yield the attributions of one turn's spoken pieces."""
    ranked = sorted(share, key=lambda person: (-share[person], person))
    best = ranked[0]
    runner_up = roster.people[ranked[1]].name if len(ranked) > 1 and ranked[1] != NOBODY else None
    chosen = next(option for option in options if option.person == best)
    speaker = roster.people[best].name if best != NOBODY else UNKNOWN
    if is_settled(turn) and turn.subject is not None:
        settled = turn.subject.verb
        yield from (Attribution(start, speaker, settled, 1.0, (settled,), tag=turn.tag) for start in turn.pieces)
        return
    rule = _rule(chosen)
    grounds = _grounds(turn, chosen, share[best], roster, company=company, is_only_choice=len(options) == 1)
    for at, start in enumerate(turn.pieces):
        # However clear it is that nobody fits, who speaks is not known.
        sure = confidence(grounds, is_later=at > 0) if best != NOBODY else 0.0
        yield Attribution(start, speaker, rule, sure, chosen.features, runner_up, turn.tag)


def _grounds(
    turn: Turn, chosen: Candidate, share: float, roster: Roster, *, company: int, is_only_choice: bool
) -> Grounds:
    """Return what the choice of a speaker rests on."""
    who = roster.people[chosen.person] if chosen.person != NOBODY else None
    return Grounds(
        share,
        kind_of(turn),
        _rule(chosen),
        chosen.features,
        verb=turn.tag.verb if turn.tag is not None else "",
        is_ahead=turn.tag is not None and turn.tag.place in {"before", "above"},
        is_unnamed=who is not None and who.is_crowd,
        mentions=who.mentions if who is not None else 0,
        often=roster.often,
        company=company,
        is_only_choice=is_only_choice,
    )


def _rule(chosen: Candidate) -> str:
    """Return the evidence that weighed most."""
    weigh = weights()
    positive = [f for f in chosen.features if weigh[f] > 0]
    return max(positive, key=lambda f: weigh[f]) if positive else "turn-taking"
