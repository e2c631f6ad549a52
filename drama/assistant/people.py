"""Questions about people: characters of a script who may be one person, by their names or by their lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from drama.assistant.questions import shown
from drama.languages.en.english import ENGLISH
from drama.model import Character, ContextLine, Gender, Kind, Question, SamePerson, Script

_MOST_PAIRS = 24
_PAIRS_A_QUESTION = 4
_MOST_SHARING = 6
"""Characters with one word in their names; more than these are a family, and are not asked about."""
_ANSWERS = 2
"""So many times one answers the other in the paragraph right after, and they are two."""
_OPEN = "who answers whom leaves it open"
_LINES = 2
"""Lines shown in which a name stands, and lines the person speaks."""
_SHORTEST = 3
"""Letters of a word in a name that can be shared."""
_PREFIX = 4
"""Letters of a name that another may begin with."""
_WORD = re.compile(r"[^\W\d_]+")

Pair = tuple[str, str]


def people_questions(
    script: Script, unsure: Iterable[Pair] = (), known: Collection[frozenset[str]] = ()
) -> tuple[Question, ...]:
    """Return questions about characters who may be one person.

    ``unsure`` are the pairs of whom the turns of the story leave it open, most open first; those whose names have
    something in common are asked about besides. ``known`` are the pairs of names that need not be asked about.
    """
    pairs = [pair for pair in _pairs(script, unsure) if frozenset(pair[:2]) not in known][:_MOST_PAIRS]
    asked = [SamePerson(f"P{number}", *pair) for number, pair in enumerate(pairs, start=1)]
    groups = [asked[at : at + _PAIRS_A_QUESTION] for at in range(0, len(asked), _PAIRS_A_QUESTION)]
    return tuple(Question(_context(script, group), people=tuple(group)) for group in groups)


def _pairs(script: Script, unsure: Iterable[Pair]) -> list[tuple[str, str, str]]:
    """Return two names and why they may be one person's."""
    people = {person.name: person for person in script.characters if not person.is_crowd or person.lines > 1}
    answered = _answers(script)
    found = dict.fromkeys(unsure, _OPEN)
    by_name: dict[Pair, str] = {}
    for one, other, why in _by_name(people):
        genders = {people[one].gender, people[other].gender} - {Gender.UNKNOWN}
        if len(genders) < 2 and answered[frozenset({one, other})] < _ANSWERS:
            by_name.setdefault((one, other), why)
    ranked = sorted(by_name, key=lambda pair: (-min(people[name].lines for name in pair), pair))
    asked = {frozenset(pair) for pair in found}
    found |= {pair: by_name[pair] for pair in ranked if frozenset(pair) not in asked}
    return [(*pair, why) for pair, why in found.items()]


def _answers(script: Script) -> Counter[frozenset[str]]:
    """Return how often each two characters speak one right after the other, as far as that is likely."""
    spoken = [line for line in script.lines if line.kind is Kind.DIALOGUE and line.speaker is not None]
    return Counter(
        frozenset({one.speaker or "", other.speaker or ""})
        for one, other in pairwise(spoken)
        if one.speaker != other.speaker
        and other.paragraph - one.paragraph == 1
        and not one.is_doubtful
        and not other.is_doubtful
    )


def _by_name(people: Mapping[str, Character]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs who share a word of their names, or of whose names one begins with the other."""
    order = {name: index for index, name in enumerate(people)}
    by_word: dict[str, set[str]] = defaultdict(set)
    for name in people:
        for word in _words(name):
            by_word[word].add(name)
    for word, names in by_word.items():
        if 1 < len(names) <= _MOST_SHARING:
            for one, other in combinations(sorted(names, key=order.__getitem__), 2):
                yield one, other, f"both are called {word}"
    for short, long in _beginnings(by_word):
        pairs = {
            tuple(sorted((one, other), key=order.__getitem__)) for one in by_word[short] for other in by_word[long]
        }
        for one, other in sorted(pairs)[:_MOST_SHARING]:
            if one != other:
                yield one, other, f"{long} begins with {short}"


def _beginnings(words: Iterable[str]) -> Iterator[Pair]:
    """Yield the words of names with which others begin, and those others."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        by_start[word[:_PREFIX]].append(word)
    for alike in by_start.values():
        for short, long in combinations(alike[:_MOST_SHARING], 2):
            if len(short) >= _PREFIX and long.startswith(short):
                yield short, long


def _words(name: str) -> set[str]:
    """Return the words of a name that others may share: proper ones."""
    words = {word for word in _WORD.findall(name) if len(word) >= _SHORTEST and word[0].isupper()}
    return {word for word in words if not _says_little(word.lower())}


def _says_little(word: str) -> bool:
    """Return whether a word is a title, an article or an age, which two people share easily."""
    listed = ENGLISH.descriptions
    return ENGLISH.titles.find(word) is not None or word == "the" or word in listed.old or word in listed.young


def _context(script: Script, group: Sequence[SamePerson]) -> tuple[ContextLine, ...]:
    """Return some lines in which the people of a group are named, and some that they speak."""
    wanted = {name for one in group for name in (one.name, one.other)}
    numbers: set[int] = set()
    for name in wanted:
        words = re.compile(rf"(?<!\w){re.escape(name.removeprefix('the '))}(?!\w)")
        named = (line.number for line in script.lines if line.speaker != name and words.search(line.text))
        spoken = (line.number for line in script.lines if line.speaker == name)
        for found in (named, spoken):
            numbers |= {number for number, _ in zip(found, range(_LINES), strict=False)}
    around = {near for number in numbers for near in (number - 1, number) if near >= 1}
    return tuple(shown(script.lines[number - 1]) for number in sorted(around))
