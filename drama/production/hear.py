"""One line as it is heard in the episode: recorded if it is not, then with its effect, level, place and room."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from drama import cast as casting
from drama.direction import pans, perform
from drama.errors import EngineError, ScriptError, StoryError
from drama.files.store_folder import default_folder
from drama.mixing import line_pcm
from drama.model import FRAME_RATE, Cast, Heard, Kind, Line, Performance, Script, SoundPlan, Span, Story
from drama.production import history, last_recorded
from drama.production.audition import by_id
from drama.production.belongings import remembered_as
from drama.production.engine_facts import abilities_of, capabilities_of, list_voices, rates_of
from drama.production.prepare import Production
from drama.production.silent_lines import recording_failed
from drama.recording import RecordedLine, Request, record
from drama.recording.store import TakeDamaged, TakeStore
from drama.timeline import cue_of, spoken_spans, to_next


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that makes the sound of one line, but its recording."""

    line: Line
    performance: Performance
    cast: Cast
    sound_plan: SoundPlan
    source: str
    """The text that the offsets of the line and of its words belong to."""
    gain_db: float = 0.0
    """The gain over the whole episode."""
    number: int | None = None
    """The line's number; None for a text of no story."""
    gap_frames: int = 0
    """Silence before the next line; negative where that cuts in."""

    @property
    def request(self) -> Request:
        """What is asked of the engine."""
        return Request(self.performance.text, self.performance.voice, self.performance.marks)


def hear(production: Production, number: int, *, voice: str | None = None) -> Heard:
    """Return a line as it sounds in the episode, recorded first if it has no recording; see :func:`drama.api.hear`."""
    store = TakeStore(default_folder())
    hearing = hearing_of(production, number, voice=voice, root=store.root)
    try:
        sound = heard(hearing, store, take=lambda request: recorded_alone(request, store))
    except EngineError as problem:
        raise recording_failed(problem, production, hearing.line) from problem
    if sound.is_new and voice is None:
        last_recorded.note(store.root, production, {number})
    return sound


def hear_text(voice: str, text: str, *, voices: Path | None = None, engine: str | None = None) -> Heard:
    """Return a text spoken by a voice: a name of the pool of a cast file, or an engine's own id."""
    store = TakeStore(default_folder())
    hearing = hearing_of_text(voice, text, voices=voices, engine=engine)
    return heard(hearing, store, take=lambda request: recorded_alone(request, store))


def recorded_alone(request: Request, store: TakeStore) -> RecordedLine:
    """Return the take of a single request."""
    return next(iter(record((request,), store)))


def hearing_of(production: Production, number: int, *, voice: str | None = None, root: Path) -> Hearing:
    """Return what makes the sound of a line: with ``voice``, as after a recast of whoever speaks it.

    Raises :class:`ScriptError` for a line there is not, :class:`CastError` for a voice there is not. ``root`` is the
    folder of the store.
    """
    at = index_of(production, number)
    line, cast = production.script.lines[at], production.cast
    performance = production.direction.performances[at]
    if voice is not None:
        script, file = production.script, production.file
        name, spoken = casting.tried_voice(
            line.speaker or casting.NARRATOR,
            voice,
            file=file,
            script=script,
            engine=production.engine,
            list_voices=list_voices,
            capabilities_of=capabilities_of,
        )
        cast = casting.with_voice(cast, casting.whose_lines(name, script, file, cast), spoken)
        performance = _performed_by(production, line, performance, cast)
    return Hearing(
        line=line,
        performance=performance,
        cast=cast,
        sound_plan=production.direction.sound_plan,
        source=production.script.story.text,
        gain_db=history.stored_gain_db(root, remembered_as(production.story_files)),
        number=number,
        gap_frames=to_next(
            production.script.lines, at, production.script.scenes, cast.pauses, pace=cast.sound.style.pace
        ),
    )


def hearing_of_text(voice: str, text: str, *, voices: Path | None = None, engine: str | None = None) -> Hearing:
    """Return what makes the sound of a text in a voice of its own, as plainly as it speaks."""
    if not any(map(str.isalnum, text)):
        raise StoryError(f"there is nothing to say in {text[:40]!r}")
    file = casting.load_cast_file(voices)
    if engine is None:
        casting.check_voice(voice, file, list_voices)
    found = file.pool.get(voice) or by_id(voice, engine)
    found = capabilities_of(engine or found.engine).fitted(replace(found, engine=engine or found.engine))
    found = casting.with_server(found, file.server, where=str(file.path or "the built-in cast file"))
    cast = Cast(narrator=found, voices=MappingProxyType({}), mix=file.mix, sound=file.sounds.sound)
    line = Line(1, 1, Kind.NARRATION, None, text, (Span(0, len(text)),), 0, "sample", 1.0)
    script = Script(Story(text, ()), (), (line,), ())
    performance = next(perform((line,), script, cast, abilities=abilities_of, rates=rates_of))
    return Hearing(line, performance, cast, SoundPlan(), text)


def index_of(production: Production, number: int) -> int:
    """Return where a line stands among those of a production. Raises :class:`ScriptError` if there is none."""
    lines = production.script.lines
    at = bisect_left(lines, number, key=attrgetter("number"))
    if at < len(lines) and lines[at].number == number:
        return at
    raise ScriptError(
        f"no line {number} in {production.story_files.called}: it has lines {lines[0].number} to {lines[-1].number}"
    )


def heard(hearing: Hearing, store: TakeStore, *, take: Callable[[Request], RecordedLine]) -> Heard:
    """Return the sound of a line; ``take`` returns its recording, made now if there is none."""
    request, cast = hearing.request, hearing.cast
    for is_last in (False, True):
        done = take(request)
        cue = cue_of(hearing.line, done.take, hearing.performance, cast, hearing.sound_plan)
        try:
            pcm = line_pcm(cue, store, cast.mix, gain_db=hearing.gain_db, compression=cast.sound.style.compression)
        except TakeDamaged:  # it has been deleted, and is recorded anew
            if is_last:
                raise
            continue
        break
    timings = store.words(done.take.key)
    spans = spoken_spans(cue, hearing.source, said=request.text, timings=timings)
    return Heard(
        pcm=pcm.astype("<i2", copy=False).tobytes(),
        frame_rate=FRAME_RATE,
        channels=cast.mix.channels,
        voice=request.voice,
        is_new=done.is_new,
        words=tuple(word for span in spans for word in span.words),
        line=hearing.number,
        next_frames=cue.frames + max(hearing.gap_frames, -cue.frames // 2),
    )


def _performed_by(production: Production, line: Line, before: Performance, cast: Cast) -> Performance:
    """Return how a line is performed by another cast, whose other voices are the same."""
    performance = next(perform((line,), production.script, cast, abilities=abilities_of, rates=rates_of))
    return replace(performance, pan=_pan(production, cast, line, before.pan))


def _pan(production: Production, cast: Cast, line: Line, pan: float) -> float:
    """Return a line's place on the stage, which is the speaker's own unless a voice or the cast file moves it."""
    before = production.cast
    if line.kind is not Kind.DIALOGUE or (before.teller, before.voice_of(line).pan) == (
        cast.teller,
        cast.voice_of(line).pan,
    ):
        return pan
    return pans(production.script, cast).get((line.scene, line.speaker or ""), 0.0)
