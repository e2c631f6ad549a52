"""The table of deliveries: what a manner of speaking changes in a voice's rate, pitch, pitch range and level.

Modest on purpose: a listener should notice the story, not the effect. The directions follow measurements of people
(shouting is higher, louder and slower in the vowels, whispering unvoiced and softer, sadness lower, slower and flatter:
K. R. Scherer, "Vocal communication of emotion", Speech Communication 40, 2003); the sizes are about half of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType

from drama.model import Ability, Ending, Kind, Line, Manner, Style, Voice


@dataclass(frozen=True, slots=True)
class Fallback:
    """Something of one line's delivery that its engine cannot do; equal ones are counted and reported together."""

    sort: str
    """The kind of line in a word, such as "whispered"; or empty."""
    message: str
    """What the engine cannot do, and what is done instead, for the report."""


SLOWEST_WPM, FASTEST_WPM = 80, 450
"""Bounds of the rate asked of any engine."""
PLAIN_PITCH, PLAIN_RANGE = 50, 50
"""Default pitch setting and pitch range, of 0 to 100."""


@dataclass(frozen=True, slots=True)
class DeliveryChange:
    """The changes that a manner makes at full strength, or an age, a thought, an ending."""

    rate: float = 1.0
    """Factor on the speaking rate."""
    pitch: float = 0
    """Added to the pitch setting of 0 to 100."""
    range: float = 0
    """Added to the pitch range setting of 0 to 100."""
    level_db: float = 0.0
    effort: float = 0
    """Vocal effort, −100 to 100: spectral tilt and the first formant."""
    breath: float = 0
    """Breathiness, 0 to 100."""
    flutter: float = 0
    """Pitch tremor, 0 to 100."""
    shake: float = 0
    """Breath pulses of laughter or crying, 0 to 100."""
    tract: float = 0
    """Length of the vocal tract, −100 (a child's) to 100."""
    rise: float = 0
    """Rise of the pitch at the end of the line, 0 to 100."""
    trailing: float = 0
    """Lengthening and fading of the end of the line, 0 to 100."""
    cut: float = 0
    """Cutting-off of the end of the line, 0 to 100."""

    def scaled(self, strength: float) -> DeliveryChange:
        """Return these changes scaled to a strength of 0 to 1."""
        scaled = {name: getattr(self, name) * strength for name in _ADDED}
        return DeliveryChange(rate=self.rate**strength, **scaled)

    def combined(self, other: DeliveryChange) -> DeliveryChange:
        """Return the sum of both changes."""
        return DeliveryChange(
            rate=self.rate * other.rate, **{name: getattr(self, name) + getattr(other, name) for name in _ADDED}
        )

    @property
    def colour(self) -> dict[str, str]:
        """The non-zero options for voice colour and ending, clamped, as texts."""
        shares = {name: (least, round(getattr(self, name))) for name, least in _COLOURS.items()}
        return {name: str(min(max(share, least), 100)) for name, (least, share) in shares.items() if share}


_COLOURS: Mapping[str, int] = MappingProxyType(
    {"effort": -100, "breath": 0, "flutter": 0, "shake": 0, "tract": -100, "rise": 0, "trailing": 0, "cut": 0}
)
"""Options that only an engine of :attr:`Ability.COLOUR` has, with their minimum."""
_ADDED = ("pitch", "range", "level_db", *_COLOURS)

DELIVERY_CHANGES: Mapping[Manner, DeliveryChange] = MappingProxyType(
    {
        Manner.PLAIN: DeliveryChange(),
        Manner.WHISPERED: DeliveryChange(rate=0.94, pitch=-4, range=-15, level_db=-6.0, effort=-40, breath=100),
        Manner.MUTTERED: DeliveryChange(rate=1.03, pitch=-5, range=-20, level_db=-4.0, effort=-45),
        Manner.SHOUTED: DeliveryChange(rate=1.04, pitch=10, range=20, level_db=3.0, effort=80),
        Manner.ASKED: DeliveryChange(pitch=2, range=6, rise=40),
        Manner.EXCLAIMED: DeliveryChange(rate=1.03, pitch=4, range=12, level_db=1.0, effort=25),
        Manner.LAUGHING: DeliveryChange(rate=1.06, pitch=6, range=18, level_db=0.5, breath=35, shake=70),
        Manner.CRYING: DeliveryChange(
            rate=0.9, pitch=4, range=-10, level_db=-2.0, effort=-20, breath=50, flutter=70, shake=35
        ),
        Manner.BREATHLESS: DeliveryChange(rate=1.12, pitch=4, range=-5, level_db=-2.0, breath=75),
    }
)
"""By manner; :attr:`drama.model.Style.delivery` scales it. Held against docs/direction.md by a test."""

THOUGHT = DeliveryChange(rate=0.97, range=-8, level_db=-1.0, effort=-25, breath=25)
"""A thought, besides its manner: softer, flatter and breathier, as nobody has to hear it across a room."""

ENDINGS: Mapping[Ending, DeliveryChange] = MappingProxyType(
    {Ending.TRAILING: DeliveryChange(trailing=100), Ending.CUT: DeliveryChange(cut=100)}
)

AGES: Mapping[str, DeliveryChange] = MappingProxyType(
    {
        "old": DeliveryChange(rate=0.92, pitch=-5, effort=-20, breath=35, flutter=35, tract=12),
        "young": DeliveryChange(rate=1.03, pitch=14, range=6, breath=10, tract=-50),
    }
)
"""Changes that make a voice older or younger than it is. The directions follow measurements of people (S. E. Linville,
"Vocal Aging", 2001: slower, breathier, less steady, longer in the throat). Never scaled by the style, as a person's age
does not depend on it."""

_SORTS: Mapping[Ending, str] = MappingProxyType({Ending.TRAILING: "trailing-off", Ending.CUT: "broken-off"})
_NO_COLOUR = "has no effort, breath, trembling or rise; spoken by pace, pitch, melody and level"
_NO_ENDINGS = "does not linger, and does not break off in its sound; told by the pause alone"

_SMALL = 1.5
"""Changes of pitch and pitch range below this are inaudible, and would only have lines recorded again."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One component of a line's delivery: its manner, a thought, its ending, or an age."""

    sort: str
    """The kind of line in a word."""
    how: DeliveryChange
    no_colour: str = _NO_COLOUR


def level_db(line: Line, strength: float) -> float:
    """Return the change of a line's level by its delivery at a strength of 0 to 1, and by its direction, in dB."""
    return round(_delivery_db(line) * strength + line.direction.gain_db, 2)


def _delivery_db(line: Line) -> float:
    return DELIVERY_CHANGES[line.delivery.manner].level_db + (THOUGHT.level_db if line.kind is Kind.THOUGHT else 0.0)


def performed(
    voice: Voice,
    line: Line,
    style: Style,
    able: frozenset[Ability],
    rates_wpm: tuple[int, int] = (SLOWEST_WPM, FASTEST_WPM),
    *,
    age: str = "",
) -> tuple[Voice, tuple[Fallback, ...]]:
    """Return the voice with a line's delivery applied, and what its engine cannot do of it.

    ``age`` is the character's if the voice is of another age; otherwise empty.
    """
    parts = tuple(_parts(line, style, age))
    if not parts:
        return voice, ()
    how = reduce(DeliveryChange.combined, (part.how for part in parts))
    is_whispered = style.whisper and style.delivery > 0 and line.delivery.manner is Manner.WHISPERED
    changed = _driven(voice, how, able)
    lacking = (_lacking(part, voice, able, is_whispered=is_whispered) for part in parts)
    fallbacks = [fallback for fallback in lacking if fallback]
    slowest, fastest = max(rates_wpm[0], SLOWEST_WPM), min(rates_wpm[1], FASTEST_WPM)
    if not slowest <= round(voice.rate_wpm * how.rate) <= fastest:
        changed = replace(changed, rate_wpm=min(max(changed.rate_wpm, slowest), fastest))
        message = f"the engine {voice.engine} speaks {slowest} to {fastest} words a minute; spoken as near as it can"
        fallbacks.insert(0, Fallback(parts[0].sort, message))
    if is_whispered and Ability.WHISPER in able:
        changed = replace(changed, options={**changed.options, "whisper": "yes"})
    elif is_whispered:
        message = f"the engine {voice.engine} has no whisper; spoken softer instead"
        fallbacks.append(Fallback(Manner.WHISPERED.value, message))
    return changed, tuple(fallbacks)


def _parts(line: Line, style: Style, age: str) -> Iterator[_Part]:
    """Yield the components of how a line is spoken: its delivery scaled by the style, a person's rate, an age."""
    manner, ending, strength = line.delivery.manner, line.delivery.ending, style.delivery
    if strength and manner is not Manner.PLAIN:
        yield _Part(manner.value, DELIVERY_CHANGES[manner].scaled(strength))
    if strength and line.kind is Kind.THOUGHT:
        yield _Part("thought", THOUGHT.scaled(strength))
    if strength and ending in ENDINGS:
        yield _Part(_SORTS[ending], ENDINGS[ending].scaled(strength), _NO_ENDINGS)
    if line.direction.rate != 1.0:  # a person's word, whatever the style
        yield _Part("directed", DeliveryChange(rate=line.direction.rate))
    if age in AGES:
        yield _Part(f"{age} speaker’s", AGES[age])


def _lacking(part: _Part, voice: Voice, able: frozenset[Ability], *, is_whispered: bool) -> Fallback | None:
    """Return what an engine cannot do of a component, or None; a real whisper needs no colour."""
    wanted = (("pitch", part.how.pitch, Ability.PITCH), ("melody", part.how.range, Ability.RANGE))
    lacks = [name for name, amount, ability in wanted if abs(amount) >= _SMALL and ability not in able]
    if lacks:
        message = f"has no {' and no '.join(lacks)} to change; spoken by pace and level alone"
        return Fallback(part.sort, f"the engine {voice.engine} {message}")
    is_whisper = is_whispered and part.sort == Manner.WHISPERED.value
    if part.how.colour and Ability.COLOUR not in able and not is_whisper:
        return Fallback(part.sort, f"the engine {voice.engine} {part.no_colour}")
    return None


def _driven(voice: Voice, how: DeliveryChange, able: frozenset[Ability]) -> Voice:
    """Return a voice with the rate, pitch, range and colour of a performance, as far as its engine can change them."""
    rate = round(voice.rate_wpm * how.rate)
    changed = replace(voice, rate_wpm=min(max(rate, SLOWEST_WPM), FASTEST_WPM))
    if abs(how.pitch) >= _SMALL and Ability.PITCH in able:
        base = PLAIN_PITCH if voice.pitch is None else voice.pitch
        changed = replace(changed, pitch=min(max(round(base + how.pitch), 0), 100))
    options = dict(how.colour) if Ability.COLOUR in able else {}
    if abs(how.range) >= _SMALL and Ability.RANGE in able:
        base = int(voice.options.get("range", PLAIN_RANGE))
        options["range"] = str(min(max(round(base + how.range), 0), 100))
    return replace(changed, options={**changed.options, **options}) if options else changed


def summed_up(fallbacks: Iterable[Fallback]) -> Iterator[str]:
    """Yield one message for each fallback, with the number of its lines: "12 whispered lines: the engine …"."""
    sorts: dict[str, Counter[str]] = {}
    for fallback in fallbacks:
        sorts.setdefault(fallback.message, Counter())[fallback.sort] += 1
    for message, counts in sorts.items():
        lines = "line" if counts.total() == 1 else "lines"
        only, *others = counts
        if others:
            each = ", ".join(f"{count} {sort}" for sort, count in counts.items())
            yield f"{counts.total()} {lines} ({each}): {message}"
        else:
            yield f"{' '.join(filter(None, [str(counts.total()), only, lines]))}: {message}"
