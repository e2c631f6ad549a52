"""What the words of a scene tell of its place and its sound: a room, and what is heard there throughout.

Only narration counts, and only what it states: comparisons, memories, wishes and denials are passed over. A scene
gets a room or a bed where its hints add up to :data:`ENOUGH`, one of them near its opening, and nothing else comes
close; where it is not sure it gets none. Hints are word lists looked up by the nouns of a sentence: linear.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from drama.model import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drama.script.narration import View

ENOUGH = 2.0
"""What the hints of a room or a bed must add up to: two plain ones, or one that leaves no doubt."""
_OPENING, _NEAR = 3, 12
"""Narrated paragraphs of a scene in which a hint weighs half as much again, and in which one hint must stand."""
_FIRST = 2.0
"""Weight of a place that the very first paragraph names: there a scene says where it is."""
_AHEAD_OF_OTHERS = 1.6
"""How many times as much as any other a room must have."""
_LONG, _ENOUGH_IN_LONG = 30, 3.0
"""A scene of more narrated paragraphs than this needs more: people leave, rain stops."""
_FURNITURE_AT_MOST = 2.0
_EVIDENCE = 4
"""Hints that are kept to show."""


@dataclass(frozen=True, slots=True, eq=False)
class _Hint:
    target: str
    """A room or a bed."""
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Found:
    target: str
    weight: float
    words: str
    key: str
    is_near: bool
    """It stands near the opening of its scene."""
    is_within: bool
    """Its sentence tells of a window or a roof that weather is heard against."""


_IN = r"(?:in|inside|into|around|across|through|entered|filled|throughout|about)"
_ON = r"(?:in|on|into|onto|across|over|through|along|down|up|around|under|at|over|among|between|beneath|by|to)"
_DET = r"(?:the|a|an|his|her|my|their|our|its|this|that|one|another|\w+['’]s?)"
_PART = r"(?:the\s+(?:back|front|middle|centre|center|corner|end|depths|heart|shadow)\s+of\s+)?"
_WALLS = r"(?:walls?|floor|ceiling|middle|centre|center|corner|back|end|depths)\s+of\s+"
_IS_SO = (
    r"\s+(?:(?:was|were|is|are|grew|felt|fell|had|lay)\s+(?:\w+\s+){0,2}?(?:empty|quiet|silent|still|cold|dark|warm|hot|"
    r"cool|dim|dimly|dusty|damp|stuffy|bright|crowded|packed|full|busy|deserted|noisy|loud|hushed|small|bare|narrow|"
    r"long|large|huge|enormous|no\s+windows?)\b|smell|smelt|stank|reek|dripp|echo|glitter|humm|buzz|swarm|bustl|blaz)"
)
_FITTING = r"(?:table|counter|sink|floor|window|bed|desk|chairs?|ceiling|stove|cupboards?|tiles)"
_ADJ = r"(?:[\w’'-]+\s+){0,2}?"
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
_SEALED = re.compile(
    r"\b(?:spaceships?|starships?|spacecraft|airlocks?|space station|submarine|in orbit|hyperspace|bulkheads?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-zé]+(?:-[a-z]+)*")

_FAMILIES = {
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
_WEATHER = frozenset({"rain", "wind", "sea", "night", "city"})


@cache
def _words() -> Mapping[str, Any]:
    """Return the word lists."""
    return tomllib.loads((files("drama.script") / "data" / "settings.toml").read_text(encoding="utf-8"))


@cache
def _hints() -> Mapping[str, tuple[_Hint, ...]]:
    """Return the hints by the words that call for a look."""
    found: dict[str, list[_Hint]] = defaultdict(list)

    def add(target: str, weight: float, keys: Iterable[str], pattern: str) -> None:
        hint = _Hint(target, weight, re.compile(pattern, re.IGNORECASE))
        for key in keys:
            found[key].append(hint)

    lists = _words()
    for room, nouns in lists["places"].items():
        at = _ON if _FAMILIES[room] == "outdoors" else _IN
        for key, noun in _nouns(nouns):
            where = rf"(?:{at}\s+{_PART}{_DET}|{_WALLS}{_DET})"
            add(room, 1.0, [key], rf"\b{where}\s+{_ADJ}(?-i:{noun})\b(?!['’-])")
            add(room, 1.4, [key], rf"^(?:{_DET}\s+{_ADJ})?{noun}{_IS_SO}")
            if room == "room":
                add(room, 1.4, [key], rf"\b{noun}\s+{_FITTING}\b")
    for room, nouns in lists["furniture"].items():
        for key, noun in _nouns(nouns):
            add(room, 0.5, [key, f"{key}s"], rf"(?:^{noun}|\b(?:{_DET}|two|three)\s+{_ADJ}(?-i:{noun}))s?\b")
    for sound in lists["sounds"]:
        pattern = re.sub("%(\\w+)%", lambda name: lists["lists"][name[1]], sound["said"])
        add(sound["bed"], sound["weight"], sound["words"].split(), pattern)
    return {key: tuple(hints) for key, hints in found.items()}


def _nouns(listed: str) -> Iterator[tuple[str, str]]:
    """Yield the nouns of a list as patterns, each with the word to look it up by; "_" stands for a space."""
    for noun in listed.split():
        first, _, last = noun.rpartition("_")
        yield last, rf"{first}\s+{last}" if first else rf"(?<!throne )(?<!great ){last}"


@cache
def _stops() -> Mapping[str, re.Pattern[str]]:
    """Return what ends a sound, by bed."""
    return {bed: re.compile(said, re.IGNORECASE) for bed, said in _words()["stops"].items()}


def setting_of(scene: Sequence[View]) -> Setting:
    """Return the setting that the narration of a scene's paragraphs tells."""
    found = list(_found(scene))
    rooms = [hint for hint in found if hint.target in _FAMILIES]
    if _is_sealed(scene):
        rooms = [hint for hint in rooms if _FAMILIES[hint.target] != "outdoors"]
    beds = [hint for hint in found if hint.target not in _FAMILIES]
    enough = ENOUGH if sum(bool(view.sentences) for view in scene) <= _LONG else _ENOUGH_IN_LONG
    room = _room([*rooms, *_told_by_weather(beds)], enough)
    stopped = {bed for bed in {hint.target for hint in beds} if _stops_in(scene, bed)}
    bed = _bed([hint for hint in beds if hint.target not in stopped], enough)
    family = [room] if room in {hint.target for hint in rooms} else [r for r in _FAMILIES if _is_kin(r, room)]
    shown = [*_evidence(rooms, family), *_evidence(beds, [bed])]
    return Setting(room, bed, tuple(dict.fromkeys(shown)))


def _found(scene: Sequence[View]) -> Iterator[_Found]:
    """Yield every hint of a scene: of a word the first two, of a sentence each once."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    narrated = (view for view in scene if view.sentences)
    for place, view in enumerate(narrated):
        near = 1.5 if place < _OPENING else 1.0 if place < _NEAR else 0.5
        for sentence in view.sentences:
            if _ELSEWHERE.search(sentence.text):
                break
            calls = _called_for(sentence.text)
            said = {hint: _said(hint.pattern, sentence.text) for hint in calls}
            heard_within = (
                any(said[hint] and hint.target in _WEATHER for hint in said)
                and _AGAINST_HOUSE.search(sentence.text) is not None
            )
            for hint, words in said.items():
                key = calls[hint]
                is_the_roof = heard_within and _FAMILIES.get(hint.target) == "outdoors"
                if not words or is_the_roof or seen[hint.target, key] >= 2:
                    continue
                seen[hint.target, key] += 1
                is_named_first = place == 0 and hint.target in _FAMILIES and hint.weight >= 1.0
                share = _FIRST if is_named_first else near
                yield _Found(hint.target, share * hint.weight, words, key, place < _NEAR, heard_within)


def _called_for(text: str) -> dict[_Hint, str]:
    """Return the hints a sentence is worth a look for, each with its first word there."""
    hints = _hints()
    keys = [word for word in dict.fromkeys(_WORD.findall(text.lower())) if word in hints]
    if not keys or _UNREAL.search(text):
        return {}
    found: dict[_Hint, str] = {}
    for key in keys:
        for hint in hints[key]:
            found.setdefault(hint, key)
    return found


def _said(pattern: re.Pattern[str], text: str) -> str:
    """Return the words of a pattern where they are meant as they stand, to the end of the last."""
    for match in pattern.finditer(text):
        is_figure = _OF.match(text, match.end()) and match[0].split()[-1].lower() in _hints()
        if not is_figure and not _LIKE.search(text[max(0, match.start() - 40) : match.start()]):
            end = re.compile(r"\w*").match(text, match.end())
            return " ".join(text[match.start() : end.end() if end else match.end()].split())
    return ""


def _stops_in(scene: Sequence[View], bed: str) -> bool:
    """Whether a sound is said to end in a scene."""
    pattern = _stops().get(bed)
    return pattern is not None and any(pattern.search(one.text) for view in scene for one in view.sentences)


def _is_sealed(scene: Sequence[View]) -> bool:
    """Whether a scene tells of a ship that has no outdoors: its deck and its stars are within."""
    return any(_SEALED.search(one.text) for view in scene for one in view.sentences)


def _told_by_weather(beds: Iterable[_Found]) -> Iterator[_Found]:
    """Yield what sounds tell of the place: half a hint for outdoors, or for a room where they are heard from within."""
    for hint in beds:
        if hint.target in _WEATHER:
            room = "room" if hint.is_within else "outdoors"
            yield _Found(room, 0.5, hint.words, hint.target, hint.is_near, hint.is_within)


def _room(hints: Sequence[_Found], enough: float) -> str:
    scores: dict[str, float] = defaultdict(float)
    families: dict[str, float] = defaultdict(float)
    weak: dict[str, float] = defaultdict(float)
    for hint in hints:
        weight = hint.weight
        if weight < 1.0:
            weight = min(weight, _FURNITURE_AT_MOST - weak[hint.target])
            weak[hint.target] += weight
        scores[hint.target] += weight
        families[_FAMILIES[hint.target]] += weight
    if not any(hint.is_near for hint in hints):
        return ""
    ranked = sorted(families, key=lambda family: -families[family])
    if families[ranked[0]] < enough or (
        len(ranked) > 1 and families[ranked[0]] < _AHEAD_OF_OTHERS * families[ranked[1]]
    ):
        return ""
    members = sorted((room for room in scores if _FAMILIES[room] == ranked[0]), key=lambda room: -scores[room])
    best = members[0]
    if scores[best] >= enough and (
        len(members) == 1 or scores[best] >= _AHEAD_OF_OTHERS * scores[members[1]] or ranked[0] == "outdoors"
    ):
        return best
    return "outdoors" if ranked[0] == "outdoors" else ("room" if ranked[0] == "indoors" else "")


def _bed(hints: Sequence[_Found], enough: float) -> str:
    scores: dict[str, float] = defaultdict(float)
    for hint in hints:
        scores[hint.target] += hint.weight
    near = {hint.target for hint in hints if hint.is_near}
    ranked = sorted((bed for bed in scores if bed in near), key=lambda bed: -scores[bed])
    if not ranked or scores[ranked[0]] < enough:
        return ""
    return ranked[0]


def _is_kin(one: str, other: str) -> bool:
    return _FAMILIES[one] == _FAMILIES.get(other)


def _evidence(hints: Iterable[_Found], targets: Sequence[str]) -> list[str]:
    chosen = [hint for hint in hints if hint.target in targets]
    return [hint.words for hint in sorted(chosen, key=lambda hint: -hint.weight)][:_EVIDENCE]
