"""The performance of every line: the text, marks and voice settings for the engine, and level, effect and pan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from drama.direction.deliveries import FASTEST_WPM, SLOWEST_WPM, Fallback, level_db, performed, summed_up
from drama.direction.normalization.marked_text import put_together, stressed_words
from drama.direction.normalization.pronunciation import Lexicon
from drama.direction.normalization.punctuation import spoken_text
from drama.direction.normalization.rules import edits_of
from drama.direction.soundscape import plan_sounds
from drama.direction.stage_positions import pans
from drama.model import Ability, Cast, Channel, Direction, Kind, Line, Performance, Script, VoiceEffect

Abilities = Callable[[str], frozenset[Ability]]
"""Engine name -> its abilities."""

Rates = Callable[[str], tuple[int, int]]
"""Engine name -> the slowest and the fastest rate it accepts, in words a minute."""

_VOICE_EFFECTS: Mapping[Channel, VoiceEffect] = {channel: VoiceEffect(channel.value) for channel in Channel}


@dataclass(frozen=True, slots=True)
class _Context:
    """The inputs that are the same for every line."""

    cast: Cast
    lexicon: Lexicon
    people: frozenset[str]
    """The words of the characters' names."""
    abilities: Abilities
    rates: Rates


def direct(
    script: Script, cast: Cast, *, abilities: Abilities, rates: Rates = lambda _: (SLOWEST_WPM, FASTEST_WPM)
) -> Direction:
    """Return how a script is performed by a cast.

    A line without a special delivery gets the cast's voice unchanged, so its take can be reused in any style.
    """
    places = pans(script, cast)
    context = _context(script, cast, abilities, rates)
    fallbacks: list[Fallback] = []
    performances = []
    for line in script.lines:
        performance, fell_back = _performance(line, context)
        pan = 0.0 if line.kind is not Kind.DIALOGUE else places.get((line.scene, line.speaker or ""), 0.0)
        performances.append(replace(performance, pan=pan))
        fallbacks += fell_back
    sound_plan, warnings = plan_sounds(script, cast)
    return Direction(tuple(performances), sound_plan, (*summed_up(fallbacks), *warnings))


def direct_one(script: Script, cast: Cast, line: Line, *, abilities: Abilities, rates: Rates) -> Performance:
    """Return how one line of a script is performed, as within the whole; but for its pan, which depends on others."""
    return _performance(line, _context(script, cast, abilities, rates))[0]


def _context(script: Script, cast: Cast, abilities: Abilities, rates: Rates) -> _Context:
    people = frozenset(word for person in script.characters for name in (person.name, *person.aliases)
                       for word in name.split() if word[0].isupper())  # fmt: skip
    return _Context(cast, Lexicon(cast.sound.pronounce), people, abilities, rates)


def _performance(line: Line, context: _Context) -> tuple[Performance, tuple[Fallback, ...]]:
    style, voice = context.cast.sound.style, context.cast.voice_of(line)
    able = context.abilities(voice.engine)
    age = context.cast.ages.get(line.speaker or "", "")
    driven, fell_back = performed(voice, line, style, able, context.rates(voice.engine), age=age)
    text = spoken_text(line)
    pronunciations, unsaid = context.lexicon.edits(text, voice.engine, able)
    is_stressed = style.delivery > 0 and Ability.EMPHASIS in able
    if line.emphasis and style.delivery > 0 and not is_stressed:
        unable = f"the engine {voice.engine} stresses no words; those in italics are said like the others"
        fell_back = (*fell_back, Fallback("", unable))
    edits = edits_of(text, heading=line.text if line.is_heading else "", people=context.people)
    spoken, marks = put_together(text, [*pronunciations, *edits], stressed_words(line, text) if is_stressed else ())
    performance = Performance(
        text=spoken,
        voice=driven,
        marks=marks,
        level_db=round(level_db(line) * style.delivery, 2),
        voice_effect=_voice_effect(line) if style.voice_effects else VoiceEffect.DIRECT,
    )
    return performance, (*fell_back, *unsaid)


def _voice_effect(line: Line) -> VoiceEffect:
    return VoiceEffect.THOUGHT if line.kind is Kind.THOUGHT else _VOICE_EFFECTS[line.delivery.channel]
