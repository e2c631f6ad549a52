"""What the words of a scene tell of its place and its sound: a room, and what is heard there throughout.

Only narration counts, and only what it states: comparisons, memories, wishes and denials are passed over. A scene
gets a room or a bed where its cues add up to :data:`ENOUGH`, one of them near its opening, and nothing else comes
close; where it is not sure it gets none. :mod:`~drama.script.scenes.setting_cues` reads the cues; the word lists
stand with the language, in ``languages/en/data/settings.toml``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import Setting
from drama.script.scenes.setting_cues import (
    BEING_THERE,
    FAMILIES,
    STANDING_THERE,
    WEATHER,
    setting_cues,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from drama.languages.base import Language
    from drama.languages.patterns import Pattern, SettingPatterns
    from drama.script.text.narration import View

ENOUGH = 2.0
"""What the cues of a room or a bed must add up to: two plain ones, or one that leaves no doubt."""
_OPENING, _NEAR = 3, 12
"""Narrated paragraphs of a scene in which a cue weighs half as much again, and in which one cue must stand."""
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
"""Cues that are kept to show."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue in its scene."""

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


def setting_of(scene: Sequence[View], language: Language = ENGLISH) -> Setting:
    """Return the setting that the narration of a scene's paragraphs tells."""
    found = list(_found(scene, language))
    patterns = language.settings
    rooms = [cue for cue in found if cue.target in FAMILIES]
    if _is_sealed(scene, patterns):
        rooms = [cue for cue in rooms if FAMILIES[cue.target] != "outdoors"]
    beds = [cue for cue in found if cue.target not in FAMILIES]
    enough = ENOUGH if sum(bool(view.sentences) for view in scene) <= _LONG else _ENOUGH_IN_LONG
    room = _room([*rooms, *_told_by_weather(beds)], enough)
    stops = {
        bed: at for bed in {cue.target for cue in beds} if (at := _stop_of(scene, patterns.stops.get(bed))) is not None
    }
    bed = _bed([cue for cue in beds if cue.paragraph < stops.get(cue.target, math.inf)], enough)
    until = stops.get(bed)
    if until is not None and until < scene[0].paragraph + _WORTH_HEARING:
        bed, until = "", None
    family = [room] if room in {cue.target for cue in rooms} else [r for r in FAMILIES if _is_kin(r, room)]
    shown = [*_evidence(rooms, family), *_evidence(beds, [bed])]
    return Setting(room, bed, until, tuple(dict.fromkeys(shown)))


def _found(scene: Sequence[View], language: Language) -> Iterator[_Found]:
    """Yield every cue of a scene: of a word the first two, of a sentence each once."""
    reader = setting_cues(language)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    narrated = (view for view in scene if view.sentences)
    for place, view in enumerate(narrated):
        near = 1.5 if place < _OPENING else 1.0 if place < _NEAR else 0.5
        for sentence in view.sentences:
            if reader.patterns.elsewhere.search(sentence.text):
                break
            for cue in reader.in_sentence(sentence.text):
                if seen[cue.target, cue.key] >= 2:
                    continue
                seen[cue.target, cue.key] += 1
                is_named_first = place == 0 and cue.target in FAMILIES and cue.weight >= BEING_THERE
                weight = cue.weight * (_FIRST if is_named_first else near)
                is_plain = cue.weight >= BEING_THERE
                yield _Found(cue.target, weight, cue.words, view.paragraph, place < _NEAR, cue.is_within, is_plain)


def _stop_of(scene: Sequence[View], pattern: Pattern | None) -> int | None:
    """Return the first paragraph of a scene that says a sound ends, or None."""
    if pattern is None:
        return None
    return next((view.paragraph for view in scene for s in view.sentences if pattern.search(s.text)), None)


def _is_sealed(scene: Sequence[View], patterns: SettingPatterns) -> bool:
    """Whether a scene tells of a ship that has no outdoors: its deck and its stars are within."""
    return any(patterns.sealed.search(sentence.text) for view in scene for sentence in view.sentences)


def _told_by_weather(beds: Iterable[_Found]) -> Iterator[_Found]:
    """Yield what sounds tell of the place: half a cue for outdoors, or for a room where they are heard from within."""
    for cue in beds:
        if cue.target in WEATHER and cue.is_plain:
            room = "room" if cue.is_within else "outdoors"
            yield _Found(room, STANDING_THERE, cue.words, cue.paragraph, cue.is_near, cue.is_within)


def _room(cues: Sequence[_Found], enough: float) -> str:
    scores: dict[str, float] = defaultdict(float)
    families: dict[str, float] = defaultdict(float)
    weak: dict[str, float] = defaultdict(float)
    for cue in cues:
        weight = cue.weight
        if weight < 1.0:
            weight = min(weight, _FURNITURE_AT_MOST - weak[cue.target])
            weak[cue.target] += weight
        scores[cue.target] += weight
        families[FAMILIES[cue.target]] += weight
    if not any(cue.is_near for cue in cues):
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


def _bed(cues: Sequence[_Found], enough: float) -> str:
    scores: dict[str, float] = defaultdict(float)
    weak: dict[str, float] = defaultdict(float)
    for cue in cues:
        weight = cue.weight
        if not cue.is_plain:
            weight = min(weight, _SIGNS_AT_MOST - weak[cue.target])
            weak[cue.target] += weight
        scores[cue.target] += weight
    near = {cue.target for cue in cues if cue.is_near and cue.is_plain}
    ranked = sorted((bed for bed in scores if bed in near), key=lambda bed: -scores[bed])
    if not ranked or scores[ranked[0]] < enough:
        return ""
    return ranked[0]


def _is_kin(one: str, other: str) -> bool:
    return FAMILIES[one] == FAMILIES.get(other)


def _evidence(cues: Iterable[_Found], targets: Sequence[str]) -> list[str]:
    chosen = [cue for cue in cues if cue.target in targets]
    return [cue.words for cue in sorted(chosen, key=lambda cue: -cue.weight)][:_EVIDENCE]
