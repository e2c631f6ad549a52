"""The table of deliveries: what a manner does to a voice's pace, pitch, melody and level.

Modest on purpose: a listener notices the story and not the effect. The directions follow what is measured of people
(shouting is higher, louder and slower in the vowels, whispering unvoiced and softer, sadness lower, slower and flatter:
K. R. Scherer, "Vocal communication of emotion", Speech Communication 40, 2003); the sizes are about half of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from drama.model import Ability, Kind, Line, Manner, Style, Voice


@dataclass(frozen=True, slots=True)
class Fallback:
    """Something an engine cannot do, of one line; equal ones are counted and told together."""

    sort: str
    """Which lines, in a word: "whispered"; or nothing."""
    told: str
    """What the engine cannot do, and what is done instead."""


SLOWEST_WPM, FASTEST_WPM = 80, 450
"""No engine is asked for less or more."""
PLAIN_PITCH, PLAIN_RANGE = 50, 50
"""What a voice has that says nothing of its pitch, and what every voice has of melody."""


@dataclass(frozen=True, slots=True)
class Performance:
    """What a manner does at full strength."""

    rate: float = 1.0
    """Factor on the pace."""
    pitch: int = 0
    """Added to the pitch, of 0 to 100."""
    range: int = 0
    """Added to the liveliness of the melody, of 0 to 100."""
    level_db: float = 0.0


PERFORMANCES: Mapping[Manner, Performance] = MappingProxyType(
    {
        Manner.PLAIN: Performance(),
        Manner.WHISPERED: Performance(rate=0.94, pitch=-4, range=-15, level_db=-6.0),
        Manner.MUTTERED: Performance(rate=1.03, pitch=-5, range=-20, level_db=-4.0),
        Manner.SHOUTED: Performance(rate=1.04, pitch=10, range=20, level_db=3.0),
        Manner.ASKED: Performance(pitch=2, range=6),
        Manner.EXCLAIMED: Performance(rate=1.03, pitch=4, range=12, level_db=1.0),
        Manner.LAUGHING: Performance(rate=1.06, pitch=6, range=18, level_db=0.5),
        Manner.CRYING: Performance(rate=0.9, pitch=4, range=-10, level_db=-2.0),
        Manner.BREATHLESS: Performance(rate=1.12, pitch=4, range=-5, level_db=-2.0),
    }
)
"""By manner; :attr:`drama.model.Style.delivery` scales it. Held against docs/direction.md by a test."""

THOUGHT_LEVEL_DB = -1.0
"""A thought is a touch softer than speech, whatever its manner."""

_SMALL = 1.5
"""Changes of pitch and melody below this are not heard, and would only have lines recorded twice."""


def level_db(line: Line) -> float:
    """Return what the delivery of a line adds to its level at full strength."""
    return PERFORMANCES[line.delivery.manner].level_db + (THOUGHT_LEVEL_DB if line.kind is Kind.THOUGHT else 0.0)


def performed(
    voice: Voice,
    line: Line,
    style: Style,
    able: frozenset[Ability],
    rates_wpm: tuple[int, int] = (SLOWEST_WPM, FASTEST_WPM),
) -> tuple[Voice, tuple[Fallback, ...]]:
    """Return the voice as a line's delivery drives it, and what its engine cannot do of it."""
    manner = line.delivery.manner
    how = PERFORMANCES[manner]
    if manner is Manner.PLAIN or style.delivery == 0:
        return voice, ()
    rate = round(voice.rate_wpm * how.rate**style.delivery)
    slowest, fastest = rates_wpm
    changed = replace(voice, rate_wpm=min(max(rate, slowest), fastest))
    lacks, fallbacks = [], []
    if changed.rate_wpm != min(max(rate, SLOWEST_WPM), FASTEST_WPM):
        told = f"the engine {voice.engine} speaks {slowest} to {fastest} words a minute; spoken as near as it can"
        fallbacks.append(Fallback(manner.value, told))
    if (pitch := how.pitch * style.delivery) and abs(pitch) >= _SMALL:
        if Ability.PITCH in able:
            base = PLAIN_PITCH if voice.pitch is None else voice.pitch
            changed = replace(changed, pitch=min(max(round(base + pitch), 0), 100))
        else:
            lacks.append("pitch")
    if (melody := how.range * style.delivery) and abs(melody) >= _SMALL:
        if Ability.RANGE in able:
            base = int(voice.options.get("range", PLAIN_RANGE))
            changed = replace(changed, options={**voice.options, "range": str(min(max(round(base + melody), 0), 100))})
        else:
            lacks.append("melody")
    if lacks:
        told = f"the engine {voice.engine} has no {' and no '.join(lacks)} to change; spoken by pace and level alone"
        fallbacks.append(Fallback(manner.value, told))
    if manner is Manner.WHISPERED and style.whisper:
        if Ability.WHISPER in able:
            changed = replace(changed, options={**changed.options, "whisper": "yes"})
        else:
            told = f"the engine {voice.engine} has no whisper; spoken softer instead"
            fallbacks.append(Fallback(manner.value, told))
    return changed, tuple(fallbacks)


def summed_up(fallbacks: Iterable[Fallback]) -> Iterator[str]:
    """Yield what a person should know, once for all lines it holds for: "12 whispered lines: the engine …"."""
    sorts: dict[str, Counter[str]] = {}
    for fallback in fallbacks:
        sorts.setdefault(fallback.told, Counter())[fallback.sort] += 1
    for told, counts in sorts.items():
        lines = "line" if counts.total() == 1 else "lines"
        only, *others = counts
        if others:
            each = ", ".join(f"{count} {sort}" for sort, count in counts.items())
            yield f"{counts.total()} {lines} ({each}): {told}"
        else:
            yield f"{' '.join(filter(None, [str(counts.total()), only, lines]))}: {told}"
