"""Lines that cannot be recorded or come out silent: warnings and errors that name them, and a remedy."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterator, Sequence

from drama.errors import EngineError, RequestRefusedError
from drama.mixing import loudness_forecast
from drama.model import Line, Take, Timeline
from drama.production.belongings import own_cast_path
from drama.production.prepare import Production

_SHOWN = 12
"""Silent lines listed one by one; of the rest only the number is given."""


def recording_failed(problem: EngineError, production: Production, line: Line) -> EngineError:
    """Return what is wrong with the recording of a line, with the line's number and what can be done about it."""
    message = f"line {line.number} of the script of {production.story_files.called}: {problem}"
    if isinstance(problem, RequestRefusedError):
        return type(problem)(message + _place_of_phonemes(problem, production, line))
    return type(problem)(message + _remedy(production, line))


def _place_of_phonemes(problem: EngineError, production: Production, line: Line) -> str:
    """Return where the phonemes stand that an engine complains of; nothing where it complains of something else."""
    performances = {
        one.number: performance
        for one, performance in zip(production.script.lines, production.direction.performances, strict=True)
    }
    performance = performances[line.number]
    for mark in performance.marks:
        if mark.phonemes and repr(mark.phonemes[:40]) in str(problem):
            word = performance.text[mark.start : mark.end]
            if mark.phonemes in {one.phonemes for one in line.direction.pronounce}:
                unset = f"`drama direct STORY {line.number} --unset pronounce`"
                return f"; they stand for {word!r} in the corrections: {unset}"
            return f"; they stand for {word!r} in [pronounce] of {production.cast.path}"
    return ""


def silent_line_warnings(
    production: Production, takes: Sequence[Take], timeline: Timeline, *, gain_db: float
) -> Iterator[str]:
    """Yield a warning for each line that has words and is not heard, and one where nothing is heard at all."""
    performances = zip(production.script.lines, production.direction.performances, takes, strict=True)
    silent = [
        (line, performance) for line, performance, take in performances if performance.text and not any(take.energies)
    ]
    for line, performance in silent[:_SHOWN]:
        voice = performance.voice
        yield (
            f"line {line.number} is silent: the voice {voice.name} ({voice.id}) says nothing for {line.text[:60]!r}"
            f"{_remedy(production, line)}"
        )
    if len(silent) > _SHOWN:
        yield f"… and {len(silent) - _SHOWN} more lines are silent"
    if not math.isfinite(loudness_forecast.estimate_loudness(timeline, production.cast.mix, gain_db=gain_db)):
        first, last = production.script.lines[0].number, production.script.lines[-1].number
        called = production.story_files.called
        yield f"nothing is heard at all: lines {first} to {last} of the script of {called} are silent"


def _remedy(production: Production, line: Line) -> str:
    """Return what can be done about a line; nothing where there is no story to correct, as in an audition."""
    story = production.story_files
    if production.script.story.path is None or story.is_piped:
        return ""
    cast = production.cast.path or own_cast_path(story)
    command = f"drama pin {shlex.join(map(str, story.named))} {line.number} --skip"
    return f"; say its words otherwise under [pronounce] in {cast.name}, or leave the line out: {command}"
