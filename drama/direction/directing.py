"""One line after the other: what the engine is asked for, and what becomes of the recording."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from drama.direction.deliveries import FASTEST_WPM, SLOWEST_WPM, Fallback, level_db, performed, summed_up
from drama.direction.notation import edits_of
from drama.direction.pronounce import Lexicon
from drama.direction.saying import put_together, stressed_words
from drama.direction.scenery import plan_scenery
from drama.direction.seats import seats
from drama.direction.words import spoken_text
from drama.model import Ability, Cast, Channel, Direction, Kind, Line, Reading, Script, Treatment

Abilities = Callable[[str], frozenset[Ability]]
"""What an engine can do, by its name."""

_TREATMENTS: Mapping[Channel, Treatment] = {channel: Treatment(channel.value) for channel in Channel}


Rates = Callable[[str], tuple[int, int]]
"""The slowest and the fastest pace an engine takes, in words a minute, by its name."""


def direct(
    script: Script, cast: Cast, *, abilities: Abilities, rates: Rates = lambda _: (SLOWEST_WPM, FASTEST_WPM)
) -> Direction:
    """Return how a script is performed by a cast.

    A plain line gets its voice as the cast has it and its words as they always were, so its take stays good whatever
    the style.
    """
    lexicon = Lexicon(cast.sound.pronounce)
    places = seats(script, cast)
    fallbacks: list[Fallback] = []
    readings = []
    for line in script.lines:
        reading, fell_back = _reading(line, cast, lexicon, abilities, rates)
        seat = 0.0 if line.kind is not Kind.DIALOGUE else places.get((line.scene, line.speaker or ""), 0.0)
        readings.append(replace(reading, seat=seat))
        fallbacks += fell_back
    scenery, warnings = plan_scenery(script, cast)
    return Direction(tuple(readings), scenery, (*summed_up(fallbacks), *warnings))


def _reading(
    line: Line, cast: Cast, lexicon: Lexicon, abilities: Abilities, rates: Rates
) -> tuple[Reading, tuple[Fallback, ...]]:
    style, voice = cast.sound.style, cast.voice_of(line)
    able = abilities(voice.engine)
    driven, fell_back = performed(voice, line, style, able, rates(voice.engine))
    text = spoken_text(line)
    told, unsaid = lexicon.edits(text, voice.engine, able)
    is_stressed = style.delivery > 0 and Ability.EMPHASIS in able
    said, marks = put_together(
        text, [*told, *edits_of(text, is_heading=line.is_heading)], stressed_words(line, text) if is_stressed else ()
    )
    reading = Reading(
        text=said,
        voice=driven,
        marks=marks,
        level_db=round(level_db(line) * style.delivery, 2),
        treatment=_treatment(line) if style.treatments else Treatment.DIRECT,
    )
    return reading, (*fell_back, *unsaid)


def _treatment(line: Line) -> Treatment:
    return Treatment.THOUGHT if line.kind is Kind.THOUGHT else _TREATMENTS[line.delivery.channel]
