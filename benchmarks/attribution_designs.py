"""Other ways to decide who speaks, on the same features, and what each family of features brings.

Every way sees the same quotations, people, tags and weights, so that the figures differ by the way alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attribution_scores import Scores, Spoken, read_gold, score

from drama.model import UNKNOWN, Story
from drama.readers import parse_text
from drama.script.attribution.attribute import attribute, read_turns
from drama.script.attribution.candidates import Candidate
from drama.script.attribution.context import explicit
from drama.script.attribution.decoder import NOBODY, Link
from drama.script.attribution.features import WEIGHTS, Weights
from drama.script.attribution.identity_evidence import identity_evidence, with_people
from drama.script.attribution.turns import Turn
from drama.script.people.identity import same_people
from drama.script.people.merging import merged
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages
from drama.script.scenes.scenes import divide
from drama.script.text.narration import narration
from drama.script.text.spans import Passage


def _of_first_pass(name: str) -> bool:
    """Whether a feature tells of what the first pass found."""
    return name.startswith("heard ")


FAMILIES: dict[str, Callable[[str], bool]] = {
    "turn-taking": lambda name: name.startswith(("repeat ", "alternate ", "heard ")),
    "vocatives": lambda name: (
        "address" in name
        or name.startswith("called ")
        or name in {"names self", "introduces self", "named in speech before"}
    ),
    "neighbouring tags (look-ahead)": lambda name: name.startswith(("said ", "talking ", "next ", "last pronoun ")),
    "action beats": lambda name: name.startswith("beat "),
    "antecedents and salience": lambda name: (
        name.startswith(("recent ", "last subject", "last named", "named ", "beside "))
        or "antecedent" in name
        or name == "often"
    ),
    "gender": lambda name: "gender" in name or name.startswith(("next pronoun", "last pronoun", "lead ")),
    "description links": lambda name: name.startswith("role associated"),
}
"""What is weighed, by what it goes by."""

Decide = Callable[[Sequence[Sequence[Candidate]], Link, tuple[int, int]], list[int]]


def alone(choices: Sequence[Sequence[Candidate]], _link: Link, _last: tuple[int, int]) -> list[int]:
    """Return the best speaker of each turn, whoever speaks beside it."""
    return [max(options, key=lambda one: (one.score, -one.person)).person for options in choices]


def onward(choices: Sequence[Sequence[Candidate]], link: Link, last: tuple[int, int]) -> list[int]:
    """Return the speakers decided one after the other, each for good."""
    older, newer = last
    found = []
    for at, options in enumerate(choices):
        who = max(options, key=lambda one: (one.score + link(at, one.person, newer, older), -one.person)).person
        found.append(who)
        older, newer = newer, who
    return found


def best_path(choices: Sequence[Sequence[Candidate]], link: Link, last: tuple[int, int]) -> list[int]:
    """Return the likeliest run of speakers as a whole (Viterbi 1967)."""
    ways: dict[tuple[int, int], tuple[float, tuple[Any, ...]]] = {last: (0.0, ())}
    for at, options in enumerate(choices):
        step: dict[tuple[int, int], tuple[float, tuple[Any, ...]]] = {}
        for (older, newer), (value, way) in ways.items():
            for one in options:
                total = value + one.score + link(at, one.person, newer, older)
                pair = (newer, one.person)
                if pair not in step or total > step[pair][0]:
                    step[pair] = total, (way, one.person)
        ways = step
    _, way = max(ways.values(), key=lambda item: item[0])
    found: list[int] = []
    while way:
        way, who = way
        found.append(who)
    return found[::-1]


DESIGNS: dict[str, Decide] = {
    "each turn by itself": alone,
    "one turn after the other, from left to right": onward,
    "the likeliest run of speakers (Viterbi)": best_path,
}


class Text:
    """An annotated text, read as far as who speaks does not matter."""

    def __init__(self, path: Path) -> None:
        self._text, self._gold = read_gold(path)
        self._story: Story = parse_text(self._text)
        self._passages: tuple[Passage, ...] = find_passages(self._story)
        roster = build_roster(self._story, self._passages)
        breaks = divide(self._story, narration(self._story, self._passages, roster), roster)
        turns = read_turns(self._story, self._passages, roster, breaks)
        self._roster, moved = merged(roster, same_people(roster, identity_evidence(turns)))
        self._turns = tuple(with_people(turns, moved, frozenset()))

    def scores(self, weights: Weights = WEIGHTS) -> Scores:
        """Return how well the shipped design does."""
        found = attribute(self._story, self._passages, self._roster, weights=weights, turns=self._turns)
        return self._score({one.start: one.speaker for one in found})

    def scores_of(self, decide: Mapping[str, Decide], weights: Weights) -> dict[str, Scores]:
        """Return how well other designs do."""
        says: dict[str, dict[int, str]] = {name: {} for name in decide}

        def watch(
            turns: Sequence[Turn], choices: Sequence[Sequence[Candidate]], link: Link, last: tuple[int, int]
        ) -> None:
            for name, way in decide.items():
                for turn, who in zip(turns, way(choices, link, last), strict=True):
                    says[name].update(dict.fromkeys(turn.pieces, self._name(who)))

        attribute(self._story, self._passages, self._roster, weights=weights, watch=watch, turns=self._turns)
        return {name: self._score(found) for name, found in says.items()}

    def nearest_name(self) -> Scores:
        """Return how well it does to take the tag's name, else a name beside the speech, else to alternate."""
        says: dict[int, str] = {}
        last, last_but_one = NOBODY, NOBODY
        for turn in self._turns:
            beside = [person for mention in turn.local for person in mention.people[:1]]
            named = [*explicit(turn)[:1], *beside]
            who = named[0] if named else last_but_one
            says.update(dict.fromkeys(turn.pieces, self._name(who)))
            last_but_one, last = last, who
        return self._score(says)

    def _name(self, person: int) -> str:
        return self._roster.people[person].name if person != NOBODY else UNKNOWN

    def _score(self, says: Mapping[int, str]) -> Scores:
        spoken = [
            Spoken(piece.start, piece.end, says.get(piece.start, UNKNOWN))
            for passage in self._passages
            for piece in passage.pieces
            if piece.spoken
        ]
        return score(self._text, self._gold, spoken, {})


def without(family: Callable[[str], bool]) -> Weights:
    """Return the weights with those of a family of features set to nothing."""
    return {feature: 0.0 if family(feature.name) else weight for feature, weight in WEIGHTS.items()}


def compare(path: Path) -> dict[str, Scores]:
    """Return how well every design does on a text, and the shipped one without each family of features."""
    text = Text(path)
    one_pass = without(_of_first_pass)
    found = {"the nearest name, else who spoke two turns before": text.nearest_name()}
    found |= text.scores_of(DESIGNS, one_pass)
    found["all runs of speakers summed"] = text.scores(one_pass)
    found["the same, in two passes: as shipped"] = text.scores()
    for name, family in FAMILIES.items():
        found[f"without {name}"] = text.scores(without(family))
    return found
