"""Reads in one narrated sentence where people are and what is heard there.

Places and what stands in them are nouns, looked up word by word; sounds are patterns, looked for where one of their
words stands. Comparisons, denials, memories and wishes tell of somewhere else and are passed over. The words are
the language's: :class:`~drama.languages.patterns.SettingPatterns` and its places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from drama.languages.letters import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drama.languages.base import Language

FAMILIES = {
    "room": "indoors",
    "hall": "indoors",
    "church": "indoors",
    "cellar": "indoors",
    "cave": "cave",
    "car": "car",
    "forest": "outdoors",
    "street": "outdoors",
    "outdoors": "outdoors",
}
"""Rooms, and which of them go together."""
WEATHER = frozenset({"rain", "wind", "sea", "night", "city"})
"""Beds that are heard outdoors, or from within against window and roof."""

BEING_THERE, SAYING_SO, STANDING_THERE, GOING_BY = 1.0, 1.4, 0.5, 0.7
"""Weights of "in the kitchen", "The kitchen was cold", "the stove", and "over the hills"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What some words of a sentence tell."""

    target: str
    """A room or a bed."""
    weight: float
    words: str
    key: str
    """The word that called for a look."""
    is_within: bool = False
    """The sentence tells of a window or a roof that weather is heard against."""


@dataclass(frozen=True, slots=True)
class _Noun:
    room: str
    is_place: bool
    first: str
    """The word before it that belongs to it: "throne" of "throne room"."""


@dataclass(frozen=True, slots=True)
class _Sound:
    bed: str
    weight: float
    pattern: re.Pattern[str]


_REACH = 60
"""Characters before a noun that are looked at."""
_WORD = re.compile(rf"[^\W\d_]+(?:-{SMALL}+)*(?:['’]s(?= seat))?")


_REST_OF_WORD = re.compile(r"\w*")


class SettingCues:
    """The cues of a language, ready to be looked for."""

    def __init__(self, language: Language) -> None:
        self.patterns = language.settings
        self._nouns = _nouns(language)
        self._sounds = _sounds(language)
        self._signs = _signs(language)
        self._calling = frozenset((*self._nouns, *self._sounds, *self._signs))
        """Words that call for a look."""

    def in_sentence(self, text: str) -> list[Cue]:
        """Return what a sentence tells of the place and the sound of its scene."""
        called = [word for word in _WORD.finditer(text) if word[0].lower() in self._calling]
        if not called or self.patterns.unreal.search(text):
            return []
        sounds = list(self._sounds_in(text, dict.fromkeys(word[0].lower() for word in called)))
        tells_of_weather = any(cue.target in WEATHER for cue in sounds)
        is_within = tells_of_weather and self.patterns.against_house.search(text) is not None
        cues = [Cue(cue.target, cue.weight, cue.words, cue.key, is_within) for cue in sounds]
        seen: set[tuple[str, str]] = set()
        for word in called:
            for cue in self._places_in(text, word):
                # Rain on the roof puts nobody on the roof.
                if (cue.target, cue.key) not in seen and not (is_within and FAMILIES[cue.target] == "outdoors"):
                    seen.add((cue.target, cue.key))
                    cues.append(cue)
            cues.extend(self._signs_in(text, word))
        return cues

    def beds_of(self, noun: str) -> tuple[str, ...]:
        """Return the sounds that go with a noun in small letters: "beach"."""
        return self._signs.get(noun, ())

    def _signs_in(self, text: str, word: re.Match[str]) -> Iterator[Cue]:
        """Yield what one noun that goes with a sound tells of it: "the tide"."""
        key = word[0].lower()
        beds = self._signs.get(key, ())
        before = text[max(0, word.start() - _REACH) : word.start()]
        if not beds or not (match := self.patterns.determined.search(before)) or self._is_figure(text, word.end(), key):
            return
        start = word.start() - len(before) + match.start()
        if not self._is_compared(text, start):
            words = " ".join(text[start : word.end()].split())
            yield from (Cue(bed, STANDING_THERE, words, key) for bed in beds)

    def _places_in(self, text: str, word: re.Match[str]) -> Iterator[Cue]:
        """Yield what one noun tells of the place. A name ("Mr Hall", "Church Street") tells nothing."""
        key = word[0].lower()
        if word[0] != key and word.start():
            return
        for noun in self._nouns.get(key, ()):
            start = word.start()
            if noun.first:
                before = text[:start].rstrip()
                if not before.lower().endswith(noun.first):
                    continue
                start = len(before) - len(noun.first)
            weight, first, end = self._weighed(text, noun, start, word.end())
            if weight and not self._is_compared(text, first) and not self._is_figure(text, word.end(), key):
                yield Cue(noun.room, weight, " ".join(text[first:end].split()), key)
            if noun.first:
                return

    def _weighed(self, text: str, noun: _Noun, start: int, end: int) -> tuple[float, int, int]:
        """Return how much a noun tells, and where the words that make it tell begin and end."""
        low = max(0, start - _REACH)
        before = text[low:start]
        if not noun.is_place:
            match = self.patterns.determined.search(before)
            return (STANDING_THERE, low + match.start(), end) if match else (STANDING_THERE * (not start), start, end)
        if text[end : end + 1] in {"'", "’", "-"}:
            return 0.0, start, end
        if match := (self.patterns.upon if FAMILIES[noun.room] == "outdoors" else self.patterns.inside).search(before):
            weight = GOING_BY if self.patterns.passes.match(match[0]) else BEING_THERE
            return weight, low + match.start(), end
        if start <= _REACH and self.patterns.opens.fullmatch(before) and (so := self.patterns.is_so.match(text, end)):
            return SAYING_SO, 0, so.end()
        fitting = self.patterns.fitting.match(text, end) if noun.room == "room" else None
        return (SAYING_SO, start, fitting.end()) if fitting else (0.0, start, end)

    def _sounds_in(self, text: str, keys: Mapping[str, None]) -> Iterator[Cue]:
        """Yield the sounds of a sentence, each once."""
        seen: set[_Sound] = set()
        for key in keys:
            for sound in self._sounds.get(key, ()):
                if sound not in seen:
                    seen.add(sound)
                    if words := self._meant(sound.pattern, text):
                        yield Cue(sound.bed, sound.weight, words, key)

    def _meant(self, pattern: re.Pattern[str], text: str) -> str:
        """Return the words of a pattern where they are meant as they stand, to the end of the last."""
        for match in pattern.finditer(text):
            last = match[0].split()[-1].lower()
            if not self._is_figure(text, match.end(), last) and not self._is_compared(text, match.start()):
                end = _REST_OF_WORD.match(text, match.end())
                return " ".join(text[match.start() : end.end() if end else match.end()].split())
        return ""

    def _is_compared(self, text: str, start: int) -> bool:
        """Whether what starts at an index is compared, denied, left behind or only seen."""
        return self.patterns.compared.search(text[max(0, start - 40) : start]) is not None

    def _is_figure(self, text: str, end: int, last: str) -> bool:
        """Whether a noun is a figure of speech for what follows it: "a sea of faces"."""
        return self.patterns.of.match(text, end) is not None and (last in self._nouns or last in self._sounds)


@lru_cache(maxsize=8)
def setting_cues(language: Language) -> SettingCues:
    """Return the cues of a language."""
    return SettingCues(language)


def _nouns(language: Language) -> Mapping[str, tuple[_Noun, ...]]:
    """Return the nouns by their last word, those of several words first."""
    nouns: dict[str, list[_Noun]] = defaultdict(list)
    for room, listed in language.places.rooms().items():
        for noun in listed if room else ():
            first, _, last = noun.rpartition(" ")
            nouns[last].append(_Noun(room, is_place=True, first=first))
    for room, things in language.settings.lists["furniture"].items():
        for noun in things.split():
            first, _, last = noun.rpartition("_")
            nouns[last].append(_Noun(room, is_place=False, first=first))
            nouns[f"{last}s"].append(_Noun(room, is_place=False, first=first))
    return {key: tuple(sorted(same, key=lambda noun: not noun.first)) for key, same in nouns.items()}


def _sounds(language: Language) -> Mapping[str, tuple[_Sound, ...]]:
    """Return the sounds by the words that call for a look."""
    sounds: dict[str, list[_Sound]] = defaultdict(list)
    lists = language.settings.lists
    for listed in lists["sounds"]:
        expanded = re.sub(r"%(\w+)%", lambda name: str(lists["lists"][name[1]]), listed["said"])
        sound = _Sound(listed["bed"], listed["weight"], re.compile(expanded, re.IGNORECASE))
        for key in listed["words"].split():
            sounds[key].append(sound)
    return {key: tuple(same) for key, same in sounds.items()}


def _signs(language: Language) -> Mapping[str, tuple[str, ...]]:
    """Return the nouns that go with a sound, each with its beds."""
    signs: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for bed, listed in language.settings.lists["signs"].items():
        for noun in listed.split():
            signs[noun] += (bed,)
    return signs
