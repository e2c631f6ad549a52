"""A trailer: marked lines of several episodes, each as it sounds in its episode, over music.

The lines become a small production of their own, which is rendered like any other: recordings come from the same store,
so a line that an episode has is not recorded again. No word is added, unless the title is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drama.errors import EngineError, ScriptError
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.model import (
    FRAME_RATE,
    Asset,
    Episode,
    LineMark,
    Metadata,
    SoundPlan,
    Take,
    Timeline,
)
from drama.production.hear import index_of
from drama.production.output_paths import inputs_of
from drama.production.outputs import Extras
from drama.production.prepare import Production
from drama.production.recording_files import absent_warnings
from drama.production.render import OnProgress, Progress, render
from drama.production.silent_lines import recording_failed
from drama.production.soundscape import find_sounds
from drama.production.trailer_script import Cut, Taken, lines_of, production_of, with_title
from drama.recording import cores, record
from drama.recording.store import TakeStore
from drama.sounds import Library
from drama.timeline import cue_of
from drama.timeline.montage import Shot, build_montage

TITLE_FRAMES = 900 * FRAME_RATE // 1000
"""Before the title."""


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
    lines = tuple(lines_of(cuts))
    chosen = _music(first) if music is None else music
    if music:
        Library(first.cast.sound.library).check_name(music)
    production = production_of(cuts, lines, title=title, author=author, cover=cover, metadata=metadata, music=chosen)
    if says_title:
        production = with_title(production, says_title, first)
    _check_recordings(cuts)
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


def _music(production: Production) -> str:
    """Return the music of the episodes: what they begin with, else what they end with or what parts their scenes."""
    sound, plan = production.cast.sound, production.direction.sound_plan
    candidates = (sound.intro, sound.outro, plan.intro, plan.outro, plan.sting)
    return next((name for name in candidates if name and name != "none"), "")


def _lay_out(
    production: Production, taken: Sequence[Taken]
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


def _check_recordings(cuts: Sequence[Cut]) -> None:
    """Raise EngineError where the file of an actor's recording is not there."""
    for cut in cuts:
        lines = [cut.production.script.lines[index_of(cut.production, number)] for number in cut.lines]
        if absent := "; ".join(absent_warnings(lines, cut.production.recordings)):
            raise EngineError(absent)


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
