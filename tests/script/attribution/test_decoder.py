"""The sums over all runs of speakers, held against going through every run one by one."""

from __future__ import annotations

import itertools
import math
import random
from collections import defaultdict

import pytest

from drama.script.attribution.decoder import HOPELESS, Link, Path, path_shares, shares
from drama.script.attribution.features import Candidate

BEFORE = {"last": 2, "last_but_one": 3}


def made_up(seed: int) -> tuple[list[list[Candidate]], Link]:
    chance = random.Random(seed)
    weight = defaultdict(lambda: chance.uniform(-2, 3))
    choices = [
        [Candidate(person, chance.uniform(-4, 4), ()) for person in chance.sample(range(5), chance.randint(1, 4))]
        for _ in range(chance.randint(1, 5))
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
def test_the_share_of_a_path_is_that_of_all_runs_through_it(seed: int) -> None:
    choices, link = made_up(seed)
    for found, expected in zip(path_shares(choices, link, **BEFORE), one_by_one(choices, link), strict=True):
        assert found == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(12))
def test_the_share_of_a_speaker_is_that_of_all_runs_with_the_speaker(seed: int) -> None:
    choices, link = made_up(seed)
    found = shares(choices, link, **BEFORE, hopeless=math.inf)
    for share, paths in zip(found, one_by_one(choices, link), strict=True):
        assert share == pytest.approx(
            {
                person: sum(much for path, much in paths.items() if path[2] == person)
                for person in {path[2] for path in paths}
            }
        )


def test_a_speaker_without_hope_has_no_share() -> None:
    choices = [[Candidate(0, 9.0, ()), Candidate(1, 0.0, ())], [Candidate(0, 0.0, ())]]
    found = shares(choices, lambda *_: 0.0)
    assert [set(share) for share in found] == [{0}, {0}]


@pytest.mark.parametrize("base", [0.1, 0.3, 1.7, 2.9])
def test_who_is_just_not_without_hope_is_followed_however_it_is_rounded(base: float) -> None:
    choices = [[Candidate(0, base + HOPELESS, ()), Candidate(1, base, ())], [Candidate(0, base, ())]]
    found = shares(choices, lambda *_: base)
    assert [set(share) for share in found] == [{0, 1}, {0}]


@pytest.mark.slow
def test_a_thousand_turns_neither_vanish_nor_overflow() -> None:
    choices = [[Candidate(0, 50.0, ()), Candidate(1, 49.0, ())] for _ in range(1000)]
    for share in shares(choices, lambda *_: -20.0):
        assert share == pytest.approx({0: 1 / (1 + math.exp(-1)), 1: 1 / (1 + math.exp(1))})


def test_no_turns_have_no_shares() -> None:
    assert shares([], lambda *_: 0.0) == []
    assert path_shares([], lambda *_: 0.0) == []
