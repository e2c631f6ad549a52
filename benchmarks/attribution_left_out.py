"""Rules and weights chosen with each author left out: what was decided on the others, and what it does to the one.

Each choice is a switch: some features, and what they weigh without it. For every text the switches are set by all other
texts (on where that makes no fewer quotes right, alias and voice together), and the text is then read with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from attribution_designs import Text
from attribution_scores import Scores

from drama.script.attribution.features import FEATURES, WEIGHTS, Weights

_NONE = frozenset[str]()

SWITCHES: Mapping[str, Mapping[str, float]] = {
    "the shape of the paragraphs": {
        "repeat after question": 0,
        "repeat after speech": 0,
        "repeat after narration": 0,
        "repeat led in": 0,
    },
    "what the tag's verb tells of turns": {
        "repeat answers": 0,
        "repeat goes_on": 0,
        "repeat interrupts": 0,
        "repeat joins": 0,
        "alternate interrupts": 0,
        "alternate joins": 0,
    },
    "the pronoun of a tag means whom its paragraph named": {"here": 0, "here subject": 0},
    "the described who talk are like anybody": {
        "crowd talking pronoun": -1.2,
        "crowd talking beat": -1.2,
        "crowd talking bare": -1.2,
    },
    "a description is not the nearest name": {
        "role antecedent 1": 1.0,
        "role antecedent subject": 0.2,
        "last subject role": 0.6,
        "last named role": 0.3,
    },
    "descriptions weighed anew": {
        "role often": 0.5,
        "role generic": -1.8,
        "role kin": -0.5,
        "role new": 2.0,
        "role associated": 2.5,
        "role associated sometimes": 1.0,
        "beside role": -1.5,
        "crowd role": 0,
    },
    "the other is the partner": {"partner": 0, "partner wrong": 9},
    "whoever is asked by name answers": {"asked by name": 0},
    "who is tagged next does not speak now": {"said next": -0.8, "said next gap": 0.2},
    "the same speaker again weighed anew": {
        "repeat close pronoun": -0.8,
        "repeat close beat": -0.8,
        "repeat close bare": -1.8,
        "repeat close role": -1.2,
        "repeat gap pronoun": 0.2,
        "repeat gap bare": -0.2,
        "repeat gap role": 0,
    },
    "taking turns weighed anew": {
        "alternate close role": 1.2,
        "alternate close other": -1,
        "alternate close pronoun": 2.2,
        "alternate gap bare": 0.8,
    },
    "who talked before weighs less": {"heard before": 1.0},
}
"""What it is called -> what its features weigh without it."""


def without(switches: Iterable[str]) -> Weights:
    """Return the weights without some of the switches."""
    off = {name: weight for switch in switches for name, weight in SWITCHES[switch].items()}
    return {**WEIGHTS, **{FEATURES[name]: weight for name, weight in off.items()}}


def read_without(path: Path, switches: Sequence[frozenset[str]]) -> list[Scores]:
    """Return how well a text is read without some of the switches, for each of several sets of them."""
    text = Text(path)
    return [text.scores(without(off)) for off in switches]


def _right(scores: Scores) -> int:
    return sum(row.alias + row.voice for row in scores.rows)


class LeftOut:
    """Every text read as shipped, without each switch, without all, and as the other texts would have it."""

    def __init__(self, paths: Sequence[Path], pool: Executor) -> None:
        settings = [_NONE, *(frozenset({switch}) for switch in SWITCHES), frozenset(SWITCHES)]
        self._found: dict[Path, dict[frozenset[str], Scores]] = {}
        for path, scores in zip(paths, pool.map(partial(read_without, switches=settings), paths), strict=True):
            self._found[path] = dict(zip(settings, scores, strict=True))
        self.gains = {
            path: {switch: _right(found[_NONE]) - _right(found[frozenset({switch})]) for switch in SWITCHES}
            for path, found in self._found.items()
        }
        """Text -> switch -> how many more are right with it, by alias and by voice together."""
        total = {switch: sum(gains[switch] for gains in self.gains.values()) for switch in SWITCHES}
        self.chosen_off = {
            path: frozenset(switch for switch in SWITCHES if total[switch] - self.gains[path][switch] < 0)
            for path in paths
        }
        """Text -> what all the others would not have."""
        missing = [path for path in paths if self.chosen_off[path] not in self._found[path]]
        for path, scores in zip(missing, pool.map(_read_once, missing, map(self._off, missing)), strict=True):
            self._found[path][self._off(path)] = scores

    def _off(self, path: Path) -> frozenset[str]:
        return self.chosen_off[path]

    def scores(self, paths: Iterable[Path], *, off: frozenset[str] | None = _NONE) -> Scores:
        """Return how well some texts are read without some switches; without those that the others chose, for None."""
        total = Scores()
        for path in paths:
            total.add(self._found[path][self._off(path) if off is None else off])
        return total


def _read_once(path: Path, off: frozenset[str]) -> Scores:
    (scores,) = read_without(path, [off])
    return scores


def print_left_out(sets: Mapping[str, Sequence[Path]], pool: Executor) -> None:
    """Print what each switch brings by set and by author, and how the texts fare with what the others chose."""
    paths = [path for found in sets.values() for path in found]
    left_out = LeftOut(paths, pool)
    print("\n## Chosen with each author left out\n")
    print(
        "| | "
        + " | ".join(sets)
        + " | texts better | worse | chosen without each text |\n"
        + "|---" * (len(sets) + 4)
        + "|"
    )
    for switch in SWITCHES:
        off = frozenset({switch})
        figures = [
            f"{left_out.scores(found).share('alias') - left_out.scores(found, off=off).share('alias'):+.1f} / "
            f"{left_out.scores(found).share('voice') - left_out.scores(found, off=off).share('voice'):+.1f}"
            for found in sets.values()
        ]
        gains = [left_out.gains[path][switch] for path in paths]
        votes = sum(switch not in left_out.chosen_off[path] for path in paths)
        better, worse = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
        print(f"| {switch} | " + " | ".join(figures) + f" | {better} | {worse} | {votes} of {len(paths)} |")
    for name, without_these in (
        ("none of them", frozenset(SWITCHES)),
        ("chosen by the other texts", None),
        ("all of them: as shipped", _NONE),
    ):
        scores = [left_out.scores(found, off=without_these) for found in sets.values()]
        print(
            f"| {name} | "
            + " | ".join(f"{one.share('alias'):.1f} / {one.share('voice'):.1f}" for one in scores)
            + " | | | |"
        )
