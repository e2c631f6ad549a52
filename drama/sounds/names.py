"""Resolution of sound names: "door slams" is the file ``door-slam.wav``, or else drama's own door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from drama.model import BEDS, EFFECTS

CHIME = "chime"
"""The name of drama's own sting."""
OWN = (*BEDS, *EFFECTS, CHIME)
"""All sounds that drama synthesizes."""

_WORD = re.compile(r"[^\W\d_]+")
_STOP = frozenset(
    re.findall(r"\w+", "a an and the of on in at to into from with his her its their some far off near by for")
)
_CLEAR, _SUFFICIENT, _HALF, _HINT = 4, 3, 2, 1
"""Weights of a word as evidence for a sound."""

_SYNONYMS: Mapping[int, Mapping[str, str]] = MappingProxyType(
    {
        # Unambiguous words, even beside others: a knock at a door is no door.
        _CLEAR: {
            "knock": "knock knocking rap",
            "footsteps": "footstep footfall",
            "heartbeat": "heartbeat pulse",
            "gunshot": "gunshot gunfire gun pistol rifle",
            "bell": "doorbell church-bell",
            "static": "static",
            "phone": "telephone phone cellphone",
        },
        _SUFFICIENT: {
            "door": "door gate",
            "footsteps": "step",
            "thunder": "thunder thunderclap lightning",
            "bell": "bell gong",
            "gunshot": "shot",
            "heartbeat": "heart",
            "clock": "clock watch",
            "whoosh": "whoosh swish swoosh",
            "rain": "rain downpour rainfall drizzle",
            "wind": "wind gale breeze",
            "city": "city traffic",
            "crowd": "crowd chatter murmur babble",
            "fire": "fire campfire fireplace flame",
            "sea": "sea ocean surf",
            "night": "night cricket insect cicada",
            "engine": "engine motor",
            "roomtone": "roomtone",
        },
        # Ambiguous words (a glass may be filled, a hand may wave): these need another word, or to stand alone.
        _HALF: {
            "glass": "glass pane shatter smash break broken",
            "sea": "wave",
            "clock": "tick tock",
        },
        _HINT: {
            "door": "slam creak latch",
            "phone": "ring",
            "glass": "window bottle",
            "sea": "crash lapping breaker",
            "heartbeat": "beat thump",
            "footsteps": "walk pace stride running",
            "bell": "toll",
            "gunshot": "fired",
            "static": "crackle interference noise",
        },
    }
)
_ENOUGH = _SUFFICIENT
_ELSEWHERE = frozenset(
    re.findall(r"\w+", "monitor tone alarm siren bird dog cat horn laugh scream cry music song applause beep")
)
"""Words that make another sound of it: a heart monitor is no heartbeat."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the content words of a name, stemmed: "Door_Slams-02" is door, slam."""
    words = (_stem(word) for word in _WORD.findall(text.casefold().replace("-", " ")) if word not in _STOP)
    return tuple(dict.fromkeys(words))


def own_sound(name: str) -> str | None:
    """Return which of drama's own sounds a name means; None if it means none, or is ambiguous."""
    folded = name.strip().casefold()
    if folded in OWN:
        return folded
    words = words_of(name)
    if _ELSEWHERE.intersection(words):
        return None
    scores: dict[str, int] = {}
    for word in words:
        for target, weight in _MEANINGS.get(word, ()):
            scores[target] = scores.get(target, 0) + weight
    best = sorted(scores, key=lambda target: -scores[target])
    if not best or scores[best[0]] < (_ENOUGH if len(words) > 1 else _HALF):
        return None
    return None if len(best) > 1 and scores[best[1]] == scores[best[0]] else best[0]


def best_match(name: str, candidates: Iterable[tuple[str, tuple[str, ...]]]) -> str | None:
    """Return the candidate whose words match those of a name best; None if none does.

    Candidates come with their words. Equal sets rank first, then supersets, then subsets, by the size of the
    difference.
    """
    wanted = set(words_of(name))
    ranked: list[tuple[int, int, str]] = []
    for candidate, words in candidates:
        own = set(words)
        if not own or not wanted:
            continue
        if own == wanted:
            ranked.append((0, 0, candidate))
        elif wanted < own:
            ranked.append((1, len(own - wanted), candidate))
        elif own < wanted:
            ranked.append((2, len(wanted - own), candidate))
    return min(ranked)[2] if ranked else None


def _stem(word: str) -> str:
    """Return a word without the endings of plurals and verbs (a rough stemmer)."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            stem = word[: -len(ending)]
            if ending == "es" and not stem.endswith(("s", "x", "z", "ch", "sh")):
                continue
            if ending in {"ing", "ed"} and stem[-1] == stem[-2] and stem[-1] not in "sl":
                return stem[:-1]
            return stem
    return word


def _meanings() -> Mapping[str, tuple[tuple[str, int], ...]]:
    meanings: dict[str, tuple[tuple[str, int], ...]] = {}
    for weight, targets in _SYNONYMS.items():
        for target, words in targets.items():
            for word in words.split():
                meanings[_stem(word)] = (*meanings.get(_stem(word), ()), (target, weight))
    return MappingProxyType(meanings)


_MEANINGS = _meanings()
