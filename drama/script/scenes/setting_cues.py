"""Reads in one narrated sentence where people are and what is heard there.

Places and what stands in them are nouns, looked up word by word; sounds are patterns, looked for where one of their
words stands. Comparisons, denials, memories and wishes tell of somewhere else and are passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
class Hint:
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
    said: str


_IN = r"(?:in|inside|into|around|across|through|entered|filled|throughout|about)"
_ON = r"(?:in|on|into|onto|across|over|through|along|down|up|around|under|at|over|among|between|beneath|by|to)"
_DET = r"(?:the|a|an|his|her|my|their|our|its|this|that|one|another|\w+['’]s?)"
_PART = r"(?:the\s+(?:back|front|middle|centre|center|corner|end|depths|heart|shadow)\s+of\s+)?"
_WALLS = r"(?:walls?|floor|ceiling|middle|centre|center|corner|back|end|depths)\s+of\s+"
_IS_SO = re.compile(
    r"\s+(?:(?:was|were|is|are|grew|felt|fell|had|lay)\s+(?:\w+\s+){0,2}?(?:empty|quiet|silent|still|cold|dark|warm|hot|"
    r"cool|dim|dimly|dusty|damp|stuffy|bright|crowded|packed|full|busy|deserted|noisy|loud|hushed|small|bare|narrow|"
    r"long|large|huge|enormous|no\s+windows?)\b|smell|smelt|stank|reek|dripp|echo|glitter|humm|buzz|swarm|bustl|blaz)\w*",
    re.IGNORECASE,
)
_FITTING = re.compile(r"\s+(?:table|counter|sink|floor|window|bed|desk|chairs?|ceiling|stove|cupboards?|tiles)\b")
_ADJ = r"(?:[\w’'-]+\s+){0,2}?"
_AT = {
    is_open: re.compile(rf"\b(?:{at}\s+{_PART}{_DET}|{_WALLS}{_DET})\s+{_ADJ}$", re.IGNORECASE)
    for is_open, at in ((False, _IN), (True, _ON))
}
_OPENS = re.compile(rf"(?:{_DET}\s+{_ADJ})?", re.IGNORECASE)
_THE = re.compile(rf"\b(?:{_DET}|two|three)\s+{_ADJ}$", re.IGNORECASE)
_PASSES = re.compile(r"(?:to|over|by|up|down|between)\s", re.IGNORECASE)
_REACH = 60
"""Characters before a noun that are looked at."""
_UNREAL = re.compile(
    r"\b(?:would|used to|years? (?:ago|before)|yesterday|tomorrow|last (?:night|week|year|summer|winter|time)|"
    r"remember\w*|dream\w*|imagin\w*|pictur(?:ed|ing)|if|never|could see|wish\w*|hop(?:ed|ing)|"
    r"every (?:year|summer|day|night|week)|usually|often|sometimes|as a (?:child|boy|girl)|in those days|"
    r"had been (?:raining|pouring|drizzling|blowing)|once upon)\b",
    re.IGNORECASE,
)
"""A sentence with one of these may not tell of here and now."""
_ELSEWHERE = re.compile(
    r"\b(?:used to|years? (?:ago|before)|remember(?:ed|ing)?|dream(?:ed|t|ing|s)?|imagin(?:ed|ing)|in those days|"
    r"as a (?:child|boy|girl))\b",
    re.IGNORECASE,
)
"""From a sentence with one of these on, the paragraph tells of another place or time."""
_LIKE = re.compile(
    r"(?:\b(?:like|as|than|no|not|nor|neither|without|almost|kind of|sort of|smell(?:ed|s|ing)? of|smelt of|promise of|"
    r"threat of|sign of|chance of|left|leaving|leave|out of|from|toward|towards|away from|wasn['’]t|weren['’]t|"
    r"out the|beyond|look(?:ed|s|ing)|fac(?:ed|es|ing)|view|photograph of|"
    r"painting of|picture of|second|got|get|caught)\b|n['’]t)\s*(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""Right before a hint: it is compared, denied, left behind or only seen."""
_OF = re.compile(r"\s+of\s+(?!(?:the|an?|his|her|my|their|our|its|this|that)\b|[A-Z])")
"""Right behind a noun: "a rain of blows", "a sea of faces"."""
_AGAINST_HOUSE = re.compile(
    r"\b(?:against|on|at|down|outside) (?:the|her|his|their|my) (?:\w+ )?"
    r"(?:window\w*|panes?|glass|roof|tiles|slates|skylight|shutters|chimney)\b",
    re.IGNORECASE,
)
"""Weather heard from within."""
_WORD = re.compile(r"[A-Za-zé]+(?:-[a-z]+)*(?:['’]s(?= seat))?")


@cache
def words() -> Mapping[str, Any]:
    """Return the word lists."""
    return tomllib.loads((files("drama.languages.en") / "data" / "settings.toml").read_text(encoding="utf-8"))


@cache
def _nouns() -> Mapping[str, tuple[_Noun, ...]]:
    """Return the nouns by their last word, those of several words first."""
    found: dict[str, list[_Noun]] = defaultdict(list)
    for kind in ("places", "furniture"):
        for room, listed in words()[kind].items():
            for noun in listed.split():
                first, _, last = noun.rpartition("_")
                found[last].append(_Noun(room, kind == "places", first))
                if kind == "furniture":
                    found[f"{last}s"].append(_Noun(room, is_place=False, first=first))
    return {key: tuple(sorted(nouns, key=lambda noun: not noun.first)) for key, nouns in found.items()}


@cache
def _sounds() -> Mapping[str, tuple[_Sound, ...]]:
    """Return the sounds by the words that call for a look."""
    found: dict[str, list[_Sound]] = defaultdict(list)
    lists = words()["lists"]
    for sound in words()["sounds"]:
        said = re.sub(r"%(\w+)%", lambda name: lists[name[1]], sound["said"])
        for key in sound["words"].split():
            found[key].append(_Sound(sound["bed"], sound["weight"], said))
    return {key: tuple(sounds) for key, sounds in found.items()}


@cache
def _signs() -> Mapping[str, tuple[str, ...]]:
    """Return the nouns that go with a sound, each with its beds."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for bed, listed in words()["signs"].items():
        for noun in listed.split():
            found[noun] += (bed,)
    return found


@cache
def _pattern(said: str) -> re.Pattern[str]:
    return re.compile(said, re.IGNORECASE)


def is_elsewhere(text: str) -> bool:
    """Whether from a sentence on its paragraph tells of another place or time."""
    return _ELSEWHERE.search(text) is not None


def hints_in(text: str) -> list[Hint]:
    """Return what a sentence tells of the place and the sound of its scene."""
    lists = (_nouns(), _sounds(), _signs())
    called = [word for word in _WORD.finditer(text) if any(word[0].lower() in listed for listed in lists)]
    if not called or _UNREAL.search(text):
        return []
    heard = list(_heard(text, dict.fromkeys(word[0].lower() for word in called)))
    is_within = any(hint.target in WEATHER for hint in heard) and _AGAINST_HOUSE.search(text) is not None
    found = [Hint(hint.target, hint.weight, hint.words, hint.key, is_within) for hint in heard]
    seen: set[tuple[str, str]] = set()
    for word in called:
        for hint in _told_by_noun(text, word):
            # Rain on the roof puts nobody on the roof.
            if (hint.target, hint.key) not in seen and not (is_within and FAMILIES[hint.target] == "outdoors"):
                seen.add((hint.target, hint.key))
                found.append(hint)
        found.extend(_signified_by(text, word))
    return found


def _signified_by(text: str, word: re.Match[str]) -> Iterator[Hint]:
    """Yield what one noun that goes with a sound tells of it: "the tide"."""
    key = word[0].lower()
    beds = _signs().get(key, ())
    before = text[max(0, word.start() - _REACH) : word.start()]
    if not beds or not (found := _THE.search(before)) or _is_figure(text, word.end(), key):
        return
    at = word.start() - len(before) + found.start()
    if not _LIKE.search(text[max(0, at - 40) : at]):
        yield from (Hint(bed, STANDING_THERE, " ".join(text[at : word.end()].split()), key) for bed in beds)


def _told_by_noun(text: str, word: re.Match[str]) -> Iterator[Hint]:
    """Yield what one noun tells of the place. A name ("Mr Hall", "Church Street") tells nothing."""
    key = word[0].lower()
    if word[0] != key and word.start():
        return
    for noun in _nouns().get(key, ()):
        start = word.start()
        if noun.first:
            before = text[:start].rstrip()
            if not before.lower().endswith(noun.first):
                continue
            start = len(before) - len(noun.first)
        weight, at, end = _weighed(text, noun, start, word.end())
        if weight and not _LIKE.search(text[max(0, at - 40) : at]) and not _is_figure(text, word.end(), key):
            yield Hint(noun.room, weight, " ".join(text[at:end].split()), key)
        if noun.first:
            return


def _weighed(text: str, noun: _Noun, start: int, end: int) -> tuple[float, int, int]:
    """Return how much a noun tells, and where the words that make it tell begin and end."""
    low = max(0, start - _REACH)
    before = text[low:start]
    if not noun.is_place:
        found = _THE.search(before)
        return (STANDING_THERE, low + found.start(), end) if found else (STANDING_THERE * (not start), start, end)
    if text[end : end + 1] in {"'", "’", "-"}:
        return 0.0, start, end
    if found := _AT[FAMILIES[noun.room] == "outdoors"].search(before):
        return (GOING_BY if _PASSES.match(found[0]) else BEING_THERE), low + found.start(), end
    if start <= _REACH and _OPENS.fullmatch(before) and (so := _IS_SO.match(text, end)):
        return SAYING_SO, 0, so.end()
    fitting = _FITTING.match(text, end) if noun.room == "room" else None
    return (SAYING_SO, start, fitting.end()) if fitting else (0.0, start, end)


def _heard(text: str, keys: Mapping[str, None]) -> Iterator[Hint]:
    """Yield the sounds of a sentence, each once."""
    seen: set[_Sound] = set()
    for key in keys:
        for sound in _sounds().get(key, ()):
            if sound not in seen:
                seen.add(sound)
                if said := _said(_pattern(sound.said), text):
                    yield Hint(sound.bed, sound.weight, said, key)


def _said(pattern: re.Pattern[str], text: str) -> str:
    """Return the words of a pattern where they are meant as they stand, to the end of the last."""
    for match in pattern.finditer(text):
        last = match[0].split()[-1].lower()
        if not _is_figure(text, match.end(), last) and not _LIKE.search(
            text[max(0, match.start() - 40) : match.start()]
        ):
            end = _REST_OF_WORD.match(text, match.end())
            return " ".join(text[match.start() : end.end() if end else match.end()].split())
    return ""


_REST_OF_WORD = re.compile(r"\w*")


def _is_figure(text: str, end: int, last: str) -> bool:
    """Whether a noun is a figure of speech for what follows it: "a sea of faces"."""
    return _OF.match(text, end) is not None and (last in _nouns() or last in _sounds())
