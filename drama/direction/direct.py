"""The performance of every line: the text, marks and voice settings for the engine, and level, effect and pan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from drama.direction.deliveries import FASTEST_WPM, SLOWEST_WPM, Fallback, level_db, performed, summed_up
from drama.direction.normalization.marked_text import put_together, stressed_words
from drama.direction.normalization.pronunciation import Lexicon
from drama.direction.normalization.punctuation import spoken_text
from drama.direction.recorded import not_followed, recorded
from drama.direction.soundscape import plan_sounds
from drama.direction.stage_positions import pans
from drama.direction.voice_effects import voice_effect
from drama.direction.wordings import Wording, Wordings, names_that_matter
from drama.model import (
    Ability,
    Cast,
    Direction,
    Kind,
    Line,
    Performance,
    Pronunciation,
    Script,
    stressed_places,
)

Abilities = Callable[[str], frozenset[Ability]]
"""Engine name -> its abilities."""

Rates = Callable[[str], tuple[int, int]]
"""Engine name -> the slowest and the fastest rate it accepts, in words a minute."""


@dataclass(frozen=True, slots=True)
class _Context:
    """The inputs that are the same for every line."""

    cast: Cast
    lexicon: Lexicon
    people: frozenset[str]
    """The words of the characters' names."""
    abilities: Abilities
    rates: Rates
    wordings: Wordings
    others: Callable[[str, frozenset[str], object], str]
    """What a wording hangs on besides the line: engine, names that matter, whether words are stressed."""
    recordings: Path | None = None
    """The folder that the paths of actors' recordings start from; None has a voice speak every line."""


def direct(
    script: Script,
    cast: Cast,
    *,
    abilities: Abilities,
    rates: Rates = lambda _: (SLOWEST_WPM, FASTEST_WPM),
    wordings: Wordings | None = None,
    recordings: Path | None = None,
) -> Direction:
    """Return how a script is performed by a cast.

    A line without a special delivery gets the cast's voice unchanged, so its take can be reused in any style.
    ``wordings`` are those of a script directed before, where it differs in little. ``recordings`` is the folder that
    the paths of actors' recordings start from; without it a voice speaks every line.
    """
    places = pans(script, cast)
    context = replace(_context(script, cast, abilities, rates, wordings), recordings=recordings)
    fallbacks: list[Fallback] = []
    performances = []
    warnings: list[str] = []
    for line in script.lines:
        performance, fell_back = _performance(line, context)
        pan = 0.0 if line.kind is not Kind.DIALOGUE else places.get((line.scene, line.speaker or ""), 0.0)
        performances.append(replace(performance, pan=pan))
        fallbacks += fell_back
        if performance.voice.is_recording:
            warnings += not_followed(line)
            continue
        warnings += [
            f"line {line.number}: there is no “{word}” in it to pronounce" for word in words_not_pronounced(line)
        ]
    sound_plan, unplaced = plan_sounds(script, cast)
    return Direction(tuple(performances), sound_plan, (*summed_up(fallbacks), *warnings, *unplaced))


def perform(
    lines: Iterable[Line],
    script: Script,
    cast: Cast,
    *,
    abilities: Abilities,
    rates: Rates = lambda _: (SLOWEST_WPM, FASTEST_WPM),
    wordings: Wordings | None = None,
) -> Iterator[Performance]:
    """Yield how some lines of a script are performed by a cast, all in the centre of the stage."""
    context = _context(script, cast, abilities, rates, wordings)
    return (_performance(line, context)[0] for line in lines)


def _context(script: Script, cast: Cast, abilities: Abilities, rates: Rates, wordings: Wordings | None) -> _Context:
    people = frozenset(word for person in script.characters for name in (person.name, *person.aliases)
                       for word in name.split() if word[0].isupper())  # fmt: skip
    able, pronounced = cache(abilities), repr(cast.sound.pronounce)

    @cache
    def others(engine: str, names: frozenset[str], is_stressed: object) -> str:
        return repr((engine, sorted(able(engine)), is_stressed, pronounced, sorted(names)))

    lexicon = Lexicon(cast.sound.pronounce)
    known = Wordings() if wordings is None else wordings
    return _Context(cast, lexicon, people, able, cache(rates), known, others)


def _performance(line: Line, context: _Context) -> tuple[Performance, tuple[Fallback, ...]]:
    style, voice = context.cast.sound.style, context.cast.voice_of(line)
    if line.direction.recording and context.recordings is not None:
        return recorded(line, voice, style, context.recordings), ()
    able = context.abilities(voice.engine)
    age = context.cast.ages.get(line.speaker or "", "")
    driven, fell_back = performed(voice, line, style, able, context.rates(voice.engine), age=age)
    heard = _as_said(line)
    wants_stress = bool(heard.emphasis) and (style.delivery > 0 or line.direction.stress is not None)
    is_stressed = wants_stress and Ability.EMPHASIS in able
    if wants_stress and not is_stressed:
        words = "those in italics" if line.direction.stress is None else "those to be stressed"
        unable = f"the engine {voice.engine} stresses no words; {words} are said like the others"
        fell_back = (*fell_back, Fallback("", unable))
    text = context.wordings.text(line, partial(spoken_text, heard))
    named = names_that_matter(text, context.people, heading=heard.text if line.is_heading else "")
    others = context.others(voice.engine, named, is_stressed)
    word = partial(_wording, heard, text, voice.engine, context, named, is_stressed=is_stressed)
    spoken, marks, unsaid = context.wordings.kept(line, others, word)
    performance = Performance(
        text=spoken,
        voice=driven,
        marks=marks,
        level_db=level_db(line, style.delivery),
        voice_effect=voice_effect(line, style),
    )
    return performance, (*fell_back, *unsaid)


def words_not_pronounced(line: Line) -> tuple[str, ...]:
    """Return those of the words that a person has pronounced in a line which the line does not hold."""
    own = line.direction.pronounce
    text = spoken_text(_as_said(line)) if own else ""
    return tuple(entry.word for entry in own if not Lexicon((entry,)).edits(text, "", frozenset())[0])


def lines_with(word: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines in which a word is said, in the forms in which ``[pronounce]`` has it pronounced."""
    lexicon = Lexicon((Pronunciation(word, word),))
    return tuple(line for line in lines if lexicon.edits(spoken_text(_as_said(line)), "", frozenset())[0])


def _as_said(line: Line) -> Line:
    """Return a line with the words that are spoken and those that are stressed, as a person decided."""
    direction = line.direction
    if not direction.say and direction.stress is None:
        return line
    stress = () if direction.stress is None else stressed_places(line.said, direction.stress)[0]
    emphasis = line.emphasis if direction.stress is None and not direction.say else stress
    return replace(line, text=line.said, emphasis=emphasis)


def _wording(
    line: Line,
    text: str,
    engine: str,
    context: _Context,
    people: frozenset[str],
    *,
    is_stressed: bool,
) -> Wording:
    """Return the text of a line for an engine, with marks, and what the engine cannot do of it."""
    from drama.direction.normalization.rules import edits_of  # noqa: PLC0415 (0.1 s, and many wordings are kept)

    able = context.abilities(engine)
    own, unsaid = Lexicon(line.direction.pronounce).edits(text, engine, able)
    pronunciations, more_unsaid = context.lexicon.edits(text, engine, able)
    edits = edits_of(text, heading=line.text if line.is_heading else "", people=people)
    stressed = stressed_words(line, text) if is_stressed else ()
    spoken, marks = put_together(text, [*own, *pronunciations, *edits], stressed)
    return spoken, marks, (*unsaid, *more_unsaid)
