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

from drama.model import Ability, Ending, Kind, Line, Manner, Style, Voice


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
    effort: int = 0
    """How hard the voice is driven, −100 to 100: spectral tilt and the first resonance."""
    breath: int = 0
    """Breath in the voice, 0 to 100."""
    flutter: int = 0
    """How far the voice trembles, 0 to 100."""
    rise: int = 0
    """How far the end of the line rises, 0 to 100."""

    def colour(self, strength: float) -> dict[str, str]:
        """Return the options that colour a voice, at a strength of 0 to 1; those of nothing left out."""
        shares = {name: round(getattr(self, name) * strength) for name in ("effort", "breath", "flutter", "rise")}
        return {name: str(share) for name, share in shares.items() if share}


PERFORMANCES: Mapping[Manner, Performance] = MappingProxyType(
    {
        Manner.PLAIN: Performance(),
        Manner.WHISPERED: Performance(rate=0.94, pitch=-4, range=-15, level_db=-6.0, effort=-40, breath=70),
        Manner.MUTTERED: Performance(rate=1.03, pitch=-5, range=-20, level_db=-4.0, effort=-45),
        Manner.SHOUTED: Performance(rate=1.04, pitch=10, range=20, level_db=3.0, effort=80),
        Manner.ASKED: Performance(pitch=2, range=6, rise=40),
        Manner.EXCLAIMED: Performance(rate=1.03, pitch=4, range=12, level_db=1.0, effort=25),
        Manner.LAUGHING: Performance(rate=1.06, pitch=6, range=18, level_db=0.5, breath=30, flutter=35),
        Manner.CRYING: Performance(rate=0.9, pitch=4, range=-10, level_db=-2.0, effort=-20, breath=40, flutter=80),
        Manner.BREATHLESS: Performance(rate=1.12, pitch=4, range=-5, level_db=-2.0, breath=80),
    }
)
"""By manner; :attr:`drama.model.Style.delivery` scales it. Held against docs/direction.md by a test."""

THOUGHT_LEVEL_DB = -1.0
"""A thought is a touch softer than speech, whatever its manner."""

_ENDINGS: Mapping[Ending, str] = MappingProxyType({Ending.TRAILING: "trailing", Ending.CUT: "cut"})
_COLOURED = frozenset({Manner.MUTTERED, Manner.SHOUTED, Manner.LAUGHING, Manner.CRYING, Manner.BREATHLESS})
"""Manners that pace and pitch only hint at."""
_NO_COLOUR = "has no effort, breath or trembling; spoken by pace, pitch, melody and level"

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
    if style.delivery == 0:
        return voice, ()
    if Ability.COLOUR in able:
        voice = _coloured(voice, {**how.colour(style.delivery), **_ending(line, style)})
    if manner is Manner.PLAIN:
        return voice, ()
    changed, lacks = _driven(voice, how, style.delivery, able)
    slowest, fastest = rates_wpm
    fallbacks = []
    if not slowest <= changed.rate_wpm <= fastest:
        changed = replace(changed, rate_wpm=min(max(changed.rate_wpm, slowest), fastest))
        told = f"the engine {voice.engine} speaks {slowest} to {fastest} words a minute; spoken as near as it can"
        fallbacks.append(Fallback(manner.value, told))
    if lacks:
        told = f"has no {' and no '.join(lacks)} to change; spoken by pace and level alone"
        fallbacks.append(Fallback(manner.value, f"the engine {voice.engine} {told}"))
    elif manner in _COLOURED and Ability.COLOUR not in able:
        fallbacks.append(Fallback(manner.value, f"the engine {voice.engine} {_NO_COLOUR}"))
    if manner is Manner.WHISPERED and style.whisper:
        if Ability.WHISPER in able:
            changed = replace(changed, options={**changed.options, "whisper": "yes"})
        else:
            told = f"the engine {voice.engine} has no whisper; spoken softer instead"
            fallbacks.append(Fallback(manner.value, told))
    return changed, tuple(fallbacks)


def _driven(voice: Voice, how: Performance, strength: float, able: frozenset[Ability]) -> tuple[Voice, list[str]]:
    """Return a voice at the pace, pitch and melody of a performance, and what of them its engine cannot change."""
    rate = round(voice.rate_wpm * how.rate**strength)
    changed = replace(voice, rate_wpm=min(max(rate, SLOWEST_WPM), FASTEST_WPM))
    lacks = []
    if (pitch := how.pitch * strength) and abs(pitch) >= _SMALL:
        if Ability.PITCH in able:
            base = PLAIN_PITCH if voice.pitch is None else voice.pitch
            changed = replace(changed, pitch=min(max(round(base + pitch), 0), 100))
        else:
            lacks.append("pitch")
    if (melody := how.range * strength) and abs(melody) >= _SMALL:
        if Ability.RANGE in able:
            base = int(voice.options.get("range", PLAIN_RANGE))
            lively = str(min(max(round(base + melody), 0), 100))
            changed = replace(changed, options={**changed.options, "range": lively})
        else:
            lacks.append("melody")
    return changed, lacks


def _coloured(voice: Voice, colour: Mapping[str, str]) -> Voice:
    """Return a voice with options laid over its own; the voice itself where there are none."""
    return replace(voice, options={**voice.options, **colour}) if colour else voice


def _ending(line: Line, style: Style) -> dict[str, str]:
    """Return the option for how a line ends."""
    option = _ENDINGS.get(line.delivery.ending)
    return {} if option is None else {option: str(round(100 * style.delivery))}


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
