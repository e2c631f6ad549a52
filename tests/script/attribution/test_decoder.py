"""The forward–backward marginals, held against going through every run of speakers one by one."""

from __future__ import annotations

import itertools
import math
import random
from collections import defaultdict

import pytest

from drama.script.attribution.candidates import Candidate
from drama.script.attribution.decoder import BEAM, Link, Path, marginals, path_marginals

BEFORE = {"last": 2, "last_but_one": 3}


def made_up(seed: int) -> tuple[list[list[Candidate]], Link]:
    rng = random.Random(seed)
    weight = defaultdict(lambda: rng.uniform(-2, 3))
    choices = [
        [Candidate(person, rng.uniform(-4, 4), ()) for person in rng.sample(range(5), rng.randint(1, 4))]
        for _ in range(rng.randint(1, 5))
    ]

    def link(turn: int, speaker: int, last: int, last_but_one: int) -> float:
        if speaker == last:
            return weight[turn, "repeat", speaker]
        return weight[turn, "alternate" if speaker == last_but_one else "other", speaker, last]

    return choices, link


def one_by_one(choices: list[list[Candidate]], link: Link) -> list[dict[Path, float]]:
    ways: list[dict[Path, float]] = [defaultdict(float) for _ in choices]
    total = 0.0
    for run in itertools.product(*choices):
        people = [BEFORE["last_but_one"], BEFORE["last"], *(one.person for one in run)]
        paths = [(people[at], people[at + 1], people[at + 2]) for at in range(len(run))]
        odds = math.exp(sum(one.score + link(at, *paths[at][::-1]) for at, one in enumerate(run)))
        total += odds
        for at, path in enumerate(paths):
            ways[at][path] += odds
    return [{path: odds / total for path, odds in way.items()} for way in ways]


@pytest.mark.parametrize("seed", range(12))
def test_the_marginal_of_a_path_is_the_sum_of_all_runs_through_it(seed: int) -> None:
    choices, link = made_up(seed)
    for found, expected in zip(path_marginals(choices, link, **BEFORE), one_by_one(choices, link), strict=True):
        assert found == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(12))
def test_the_marginal_of_a_speaker_is_the_sum_of_all_runs_with_the_speaker(seed: int) -> None:
    choices, link = made_up(seed)
    found = marginals(choices, link, **BEFORE, beam=math.inf)
    for marginal, paths in zip(found, one_by_one(choices, link), strict=True):
        assert marginal == pytest.approx(
            {
                person: sum(probability for path, probability in paths.items() if path[2] == person)
                for person in {path[2] for path in paths}
            }
        )


def test_a_speaker_beyond_the_beam_is_pruned() -> None:
    choices = [[Candidate(0, 9.0, ()), Candidate(1, 0.0, ())], [Candidate(0, 0.0, ())]]
    found = marginals(choices, lambda *_: 0.0)
    assert [set(marginal) for marginal in found] == [{0}, {0}]


@pytest.mark.parametrize("base", [0.1, 0.3, 1.7, 2.9])
def test_a_speaker_exactly_on_the_beam_threshold_is_kept_however_it_is_rounded(base: float) -> None:
    choices = [[Candidate(0, base + BEAM, ()), Candidate(1, base, ())], [Candidate(0, base, ())]]
    found = marginals(choices, lambda *_: base)
    assert [set(marginal) for marginal in found] == [{0, 1}, {0}]


@pytest.mark.slow
def test_a_thousand_turns_neither_vanish_nor_overflow() -> None:
    choices = [[Candidate(0, 50.0, ()), Candidate(1, 49.0, ())] for _ in range(1000)]
    for marginal in marginals(choices, lambda *_: -20.0):
        assert marginal == pytest.approx({0: 1 / (1 + math.exp(-1)), 1: 1 / (1 + math.exp(1))})


def test_no_turns_have_no_marginals() -> None:
    assert marginals([], lambda *_: 0.0) == []
    assert path_marginals([], lambda *_: 0.0) == []
