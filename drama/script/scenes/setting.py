"""What the words of a scene tell of its place and its sound: a room, and what is heard there throughout.

Only narration counts, and only what it states: comparisons, memories, wishes and denials are passed over. A scene
gets a room or a bed where its hints add up to :data:`ENOUGH`, one of them near its opening, and nothing else comes
close; where it is not sure it gets none. :mod:`~drama.script.scenes.setting_cues` reads the hints; the word lists
stand in ``languages/en/data/settings.toml``.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from drama.model import Setting
from drama.script.scenes.setting_cues import (
    BEING_THERE,
    FAMILIES,
    STANDING_THERE,
    WEATHER,
    hints_in,
    is_elsewhere,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drama.script.text.narration import View

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
_SIGNS_AT_MOST = 1.0
_WORTH_HEARING = 6
"""Paragraphs a sound lasts at least: one that is said to end before is none."""
_EVIDENCE = 4
"""Hints that are kept to show."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A hint in its scene."""

    target: str
    weight: float
    """With what its place in the scene adds."""
    words: str
    paragraph: int
    is_near: bool
    """It stands near the opening of its scene."""
    is_within: bool
    is_plain: bool = True
    """It tells by itself: it is no mere sign of a sound."""


_SEALED = re.compile(
    r"\b(?:spaceships?|starships?|spacecraft|airlocks?|space station|submarine|in orbit|hyperspace|bulkheads?)\b",
    re.IGNORECASE,
)


@cache
def _stops() -> Mapping[str, re.Pattern[str]]:
    """Return what ends a sound, by bed."""
    return {bed: re.compile(said, re.IGNORECASE) for bed, said in words()["stops"].items()}


def setting_of(scene: Sequence[View]) -> Setting:
    """Return the setting that the narration of a scene's paragraphs tells."""
    found = list(_found(scene))
    rooms = [hint for hint in found if hint.target in FAMILIES]
    if _is_sealed(scene):
        rooms = [hint for hint in rooms if FAMILIES[hint.target] != "outdoors"]
    beds = [hint for hint in found if hint.target not in FAMILIES]
    enough = ENOUGH if sum(bool(view.sentences) for view in scene) <= _LONG else _ENOUGH_IN_LONG
    room = _room([*rooms, *_told_by_weather(beds)], enough)
    stops = {bed: at for bed in {hint.target for hint in beds} if (at := _stop_of(scene, bed)) is not None}
    bed = _bed([hint for hint in beds if hint.paragraph < stops.get(hint.target, math.inf)], enough)
    until = stops.get(bed)
    if until is not None and until < scene[0].paragraph + _WORTH_HEARING:
        bed, until = "", None
    family = [room] if room in {hint.target for hint in rooms} else [r for r in FAMILIES if _is_kin(r, room)]
    shown = [*_evidence(rooms, family), *_evidence(beds, [bed])]
    return Setting(room, bed, until, tuple(dict.fromkeys(shown)))


def _found(scene: Sequence[View]) -> Iterator[_Found]:
    """Yield every hint of a scene: of a word the first two, of a sentence each once."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    narrated = (view for view in scene if view.sentences)
    for place, view in enumerate(narrated):
        near = 1.5 if place < _OPENING else 1.0 if place < _NEAR else 0.5
        for sentence in view.sentences:
            if is_elsewhere(sentence.text):
                break
            for hint in hints_in(sentence.text):
                if seen[hint.target, hint.key] >= 2:
                    continue
                seen[hint.target, hint.key] += 1
                is_named_first = place == 0 and hint.target in FAMILIES and hint.weight >= BEING_THERE
                weight = hint.weight * (_FIRST if is_named_first else near)
                is_plain = hint.weight >= BEING_THERE
                yield _Found(hint.target, weight, hint.words, view.paragraph, place < _NEAR, hint.is_within, is_plain)


def _stop_of(scene: Sequence[View], bed: str) -> int | None:
    """Return the first paragraph of a scene that says a sound ends, or None."""
    if (pattern := _stops().get(bed)) is None:
        return None
    return next((view.paragraph for view in scene for one in view.sentences if pattern.search(one.text)), None)


def _is_sealed(scene: Sequence[View]) -> bool:
    """Whether a scene tells of a ship that has no outdoors: its deck and its stars are within."""
    return any(_SEALED.search(one.text) for view in scene for one in view.sentences)


def _told_by_weather(beds: Iterable[_Found]) -> Iterator[_Found]:
    """Yield what sounds tell of the place: half a hint for outdoors, or for a room where they are heard from within."""
    for hint in beds:
        if hint.target in WEATHER and hint.is_plain:
            room = "room" if hint.is_within else "outdoors"
            yield _Found(room, STANDING_THERE, hint.words, hint.paragraph, hint.is_near, hint.is_within)


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
        families[FAMILIES[hint.target]] += weight
    if not any(hint.is_near for hint in hints):
        return ""
    ranked = sorted(families, key=lambda family: -families[family])
    if families[ranked[0]] < enough or (
        len(ranked) > 1 and families[ranked[0]] < _AHEAD_OF_OTHERS * families[ranked[1]]
    ):
        return ""
    members = sorted((room for room in scores if FAMILIES[room] == ranked[0]), key=lambda room: -scores[room])
    best = members[0]
    if scores[best] >= enough and (
        len(members) == 1 or scores[best] >= _AHEAD_OF_OTHERS * scores[members[1]] or ranked[0] == "outdoors"
    ):
        return best
    return "outdoors" if ranked[0] == "outdoors" else ("room" if ranked[0] == "indoors" else "")


def _bed(hints: Sequence[_Found], enough: float) -> str:
    scores: dict[str, float] = defaultdict(float)
    weak: dict[str, float] = defaultdict(float)
    for hint in hints:
        weight = hint.weight
        if not hint.is_plain:
            weight = min(weight, _SIGNS_AT_MOST - weak[hint.target])
            weak[hint.target] += weight
        scores[hint.target] += weight
    near = {hint.target for hint in hints if hint.is_near and hint.is_plain}
    ranked = sorted((bed for bed in scores if bed in near), key=lambda bed: -scores[bed])
    if not ranked or scores[ranked[0]] < enough:
        return ""
    return ranked[0]


def _is_kin(one: str, other: str) -> bool:
    return FAMILIES[one] == FAMILIES.get(other)


def _evidence(hints: Iterable[_Found], targets: Sequence[str]) -> list[str]:
    chosen = [hint for hint in hints if hint.target in targets]
    return [hint.words for hint in sorted(chosen, key=lambda hint: -hint.weight)][:_EVIDENCE]
