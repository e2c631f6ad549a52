"""A trailer: marked lines of several episodes, each as it sounds in its episode, over music.

The lines become a small production of their own, which is rendered like any other: recordings come from the same store,
so a line that an episode has is not recorded again. No word is added, unless the title is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from drama.direction import perform
from drama.errors import EngineError, ScriptError
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.model import (
    FRAME_RATE,
    Asset,
    Character,
    Direction,
    Episode,
    Kind,
    Line,
    LineMark,
    Metadata,
    Opening,
    Paragraph,
    Performance,
    Preset,
    Scene,
    Script,
    SoundPlan,
    Span,
    Story,
    StoryFiles,
    Take,
    Timeline,
)
from drama.production.engine_facts import abilities_of, rates_of
from drama.production.hear import index_of
from drama.production.output_paths import inputs_of
from drama.production.outputs import Extras
from drama.production.prepare import Production
from drama.production.render import OnProgress, Progress, render
from drama.production.silent_lines import recording_failed
from drama.production.soundscape import find_sounds
from drama.recording import cores, record
from drama.recording.store import TakeStore
from drama.sounds import Library
from drama.timeline import cue_of, to_next
from drama.timeline.montage import Shot, build_montage

BREATH_FRAMES = 550 * FRAME_RATE // 1000
"""Between two lines of one episode that do not stand together there."""
TURN_FRAMES = 1_600 * FRAME_RATE // 1000
"""Between two episodes: the music comes up."""
TITLE_FRAMES = 900 * FRAME_RATE // 1000
"""Before the title."""
_GENRE = "Trailer"


@dataclass(frozen=True, slots=True)
class Cut:
    """What a trailer takes from one episode."""

    production: Production
    lines: tuple[int, ...]
    """Their numbers, in the order in which they are heard."""


def cut_of(production: Production, lines: Collection[int] | None = None) -> Cut:
    """Return the cut of some lines of an episode, by number, in their order there; of those marked for a trailer.

    Raises :class:`ScriptError` for a line there is not.
    """
    numbers = tuple(sorted(set(marked_lines(production) if lines is None else lines)))
    for number in numbers:
        index_of(production, number)
    return Cut(production, numbers)


def marked_lines(production: Production) -> tuple[int, ...]:
    """Return the numbers of the lines that are marked for a trailer."""
    return tuple(line.number for line in production.script.lines if LineMark.TRAILER in line.marks)


def render_trailer(
    cuts: Sequence[Cut],
    output: Path,
    *,
    title: str,
    author: str = "",
    music: str | None = None,
    says_title: str = "",
    cover: bytes | None = None,
    metadata: Metadata = Metadata(),  # noqa: B008 (frozen)
    extras: Extras = Extras(),  # noqa: B008 (frozen)
    jobs: int | None = None,
    is_kept: bool = True,
    replaces_any: bool = False,
    on_progress: OnProgress = lambda _: None,
) -> Episode:
    """Render a trailer, whole or not at all; what the parameters mean is told at :func:`drama.api.render_trailer`.

    Raises :class:`ScriptError` where no line is marked, and what :func:`drama.production.render.render` raises.
    """
    cuts = tuple(cut for cut in cuts if cut.lines)
    if not cuts:
        raise ScriptError(
            "no line is marked for the trailer: `drama mark STORY LINE trailer` marks one, by its number in "
            "`drama script STORY`"
        )
    first = cuts[0].production
    lines = tuple(_lines(cuts))
    chosen = _music(first) if music is None else music
    if music:
        Library(first.cast.sound.library).check_name(music)
    production = _production(cuts, lines, title=title, author=author, cover=cover, metadata=metadata, music=chosen)
    if says_title:
        production = _with_title(production, says_title, first)
    if is_kept:
        _check_inputs(cuts, output, extras, replaces_any=replaces_any)
    episode = render(
        production,
        output,
        jobs=jobs,
        extras=extras,
        is_kept=is_kept,
        is_remembered=False,
        replaces_any=replaces_any,
        recording=_Recorded(cuts, jobs),
        on_progress=on_progress,
        lay_out=_lay_out(production, lines),
    )
    return replace(episode, warnings=(*episode.warnings, *_differences(cuts)))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A line of the trailer, and where it comes from."""

    production: Production
    at: int
    """Its index among the lines of the episode."""
    scene: int
    """The scene of the trailer: one for each episode in a row."""
    gap_frames: int

    @property
    def line(self) -> Line:
        return self.production.script.lines[self.at]

    @property
    def performance(self) -> Performance:
        return self.production.direction.performances[self.at]


def _lines(cuts: Sequence[Cut]) -> Iterator[_Taken]:
    """Yield the lines of the trailer in order."""
    for scene, cut in enumerate(cuts, start=1):
        indexes = [index_of(cut.production, number) for number in cut.lines]
        for at, following in zip(indexes, [*indexes[1:], None], strict=True):
            yield _Taken(cut.production, at, scene, _gap(cut.production, at, following))


def _gap(production: Production, at: int, following: int | None) -> int:
    """Return the frames between two lines: as in the episode where they stand together there in one scene."""
    if following is None:
        return TURN_FRAMES
    script, cast = production.script, production.cast
    if following == at + 1 and script.lines[at].scene == script.lines[following].scene:
        return to_next(script.lines, at, script.scenes, cast.pauses, pace=cast.sound.style.pace)
    return BREATH_FRAMES


def _music(production: Production) -> str:
    """Return the music of the episodes: what they begin with, else what they end with or what parts their scenes."""
    sound, plan = production.cast.sound, production.direction.sound_plan
    candidates = (sound.intro, sound.outro, plan.intro, plan.outro, plan.sting)
    return next((name for name in candidates if name and name != "none"), "")


def _production(
    cuts: Sequence[Cut],
    taken: Sequence[_Taken],
    *,
    title: str,
    author: str,
    cover: bytes | None,
    metadata: Metadata,
    music: str,
) -> Production:
    """Return the production that the lines make up."""
    first = cuts[0].production
    text, lines = _joined(taken)
    titles = {one.scene: one.production.script.story.title for one in taken}
    story = Story(
        text=text,
        paragraphs=tuple(Paragraph(line.spans[0].start, line.spans[-1].end) for line in lines if line.spans),
        title=title,
        author=author or first.script.story.author,
        cover=cover or first.script.story.cover,
        path=first.path,
        metadata=replace(metadata, genre=_GENRE if metadata.genre is None else metadata.genre),
    )
    scenes = tuple(
        Scene(
            number, titles[number], Opening.START if number == 1 else Opening.BREAK, group[0].number, group[-1].number
        )
        for number, group in ((number, list(group)) for number, group in groupby(lines, key=lambda line: line.scene))
    )
    people: dict[str, Character] = {}
    voices = dict(first.cast.voices)
    for cut in cuts:
        voices = dict(cut.production.cast.voices) | voices
        people = {person.name: person for person in cut.production.script.characters} | people
    mix = first.cast.mix
    mix = replace(mix, preset=Preset.PODCAST) if mix.preset is Preset.AUDIOBOOK else mix  # one file, not one a chapter
    return replace(
        first,
        story_files=_files(cuts),
        script=Script(story, scenes, lines, tuple(people.values())),
        cast=replace(first.cast, voices=MappingProxyType(voices), mix=mix, warnings=()),
        direction=Direction(tuple(one.performance for one in taken), SoundPlan(intro=music)),
        language_warnings=(),
        lock_warnings=(),
        chapters=(),
    )


def _joined(taken: Sequence[_Taken]) -> tuple[str, tuple[Line, ...]]:
    """Return the words of some lines as one text, a paragraph each, and the lines as lines of that text."""
    parts: list[str] = []
    lines: list[Line] = []
    offset = 0
    for number, one in enumerate(taken, start=1):
        spans = []
        for span in one.line.spans:
            words = one.production.script.story.text[span.start : span.end]
            spans.append(Span(offset, offset + len(words)))
            parts += (words, "\n")
            offset += len(words) + 1
        parts.append("\n")
        offset += 1
        lines.append(
            replace(
                one.line,
                number=number,
                scene=one.scene,
                spans=tuple(spans),
                paragraph=number - 1,
                is_heading=False,
                effects=(),
                effects_after=(),
            )
        )
    return "".join(parts), tuple(lines)


def _files(cuts: Sequence[Cut]) -> StoryFiles:
    """Return the files of all episodes, under the name of the first."""
    every = [cut.production.story_files for cut in cuts]
    files = tuple(file for story in every for file in story.files)
    return replace(every[0], files=files, named=(every[0].path,), data=None)


def _with_title(production: Production, title: str, first: Production) -> Production:
    """Return the trailer with a title said by the narrator at its end."""
    script = production.script
    story, last = script.story, script.lines[-1]
    span = Span(len(story.text), len(story.text) + len(title))
    number = last.number + 1
    line = Line(number, last.scene, Kind.NARRATION, None, title, (span,), last.paragraph + 1, "title", 1.0)
    text = replace(story, text=story.text + title, paragraphs=(*story.paragraphs, Paragraph(span.start, span.end)))
    scenes = (*script.scenes[:-1], replace(script.scenes[-1], last_line=number))
    script = replace(script, story=text, lines=(*script.lines, line), scenes=scenes)
    said = next(perform((line,), first.script, first.cast, abilities=abilities_of, rates=rates_of))
    direction = replace(production.direction, performances=(*production.direction.performances, said))
    return replace(production, script=script, direction=direction)


def _lay_out(
    production: Production, taken: Sequence[_Taken]
) -> Callable[[Sequence[Take], Mapping[str, Asset]], Timeline]:
    """Return what places the lines, once they are recorded and the music is found."""
    plan = production.direction.sound_plan

    def lay_out(takes: Sequence[Take], assets: Mapping[str, Asset]) -> Timeline:
        shots = []
        scene = 0
        for line, take, one in zip(production.script.lines, takes, taken, strict=False):
            own = one.production
            cast = replace(own.cast, mix=production.cast.mix)
            # The line's own scene is where it was said: its room is found by that.
            cue = replace(cue_of(one.line, take, one.performance, cast, own.direction.sound_plan), line=line)
            shots.append(Shot(cue, one.gap_frames, own.script.story.title if one.scene != scene else ""))
            scene = one.scene
        if len(takes) > len(taken):
            shots[-1] = replace(shots[-1], gap_frames=TITLE_FRAMES)
            line, performance = production.script.lines[-1], production.direction.performances[-1]
            cue = cue_of(line, takes[-1], performance, production.cast, SoundPlan())
            shots.append(Shot(cue, 0))
        return build_montage(shots, assets.get(plan.intro), production.cast.mix)

    return lay_out


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Records what an episode does not have yet, and names what fails by its place there."""

    cuts: Sequence[Cut]
    jobs: int | None

    def record(self, production: Production, on_progress: OnProgress) -> frozenset[int]:
        """Record the lines; see :class:`drama.production.render.Recording`."""
        store = TakeStore(default_folder())
        new, done, total = set[int](), 0, len(production.requests)
        for cut in self.cuts:
            own = cut.production
            lines = [own.script.lines[index_of(own, number)] for number in cut.lines]
            requests = [own.requests[index_of(own, number)] for number in cut.lines]
            began = done
            try:
                for one in record(requests, store, jobs=self.jobs or cores()):
                    done += 1
                    if one.is_new:
                        new.add(done)
                    on_progress(Progress("record", done, total))
            except EngineError as problem:
                raise recording_failed(problem, own, lines[done - began]) from problem
        return frozenset(new)


def _check_inputs(cuts: Sequence[Cut], output: Path, extras: Extras, *, replaces_any: bool) -> None:
    """Raise WriteError where the trailer would stand in the place of what an episode is made of."""
    inputs = [path for cut in cuts for path in inputs_of(cut.production, find_sounds(cut.production))]
    written = WrittenFiles(default_folder(), output, inputs=inputs, replaces_any=replaces_any)
    for path in (output, *extras.documents.values(), *extras.summaries.values()):
        written.check(path)


def _differences(cuts: Sequence[Cut]) -> Iterator[str]:
    """Yield what of the episodes' sound a trailer cannot keep, as it is mixed in one go."""
    first = cuts[0].production
    for cut in cuts[1:]:
        own = cut.production
        if own.cast.sound.style.compression != first.cast.sound.style.compression:
            yield (
                f"{own.story_files.called} is in the style {own.cast.sound.style.name}: in the trailer its lines are "
                f"compressed as in {first.cast.sound.style.name}, the style of {first.story_files.called}"
            )
