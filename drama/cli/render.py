"""``drama render``: a story in, an episode out."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.schedulers import recording_at, scheduler_option, workers_option
from drama.cli.skipped import in_short
from drama.cli.stories import opened, story_argument, words
from drama.cli.terminal import (
    Names,
    Numbers,
    Pair,
    action_option,
    as_option,
    clean,
    clock,
    count,
    duration,
    engine_option,
    force_option,
    jobs_option,
    language_option,
    lock_option,
    paragraphs,
    progress_bars,
    recordings_option,
    show_form,
    show_uploads,
    show_warnings,
    style_option,
    told_early,
    voices_option,
)
from drama.files.naming import named_after
from drama.model import ACTOR_ENGINE, Preset

DRAFT_ENGINE = "pyttsx3"
_LINES_SHOWN = 10
"""Lines listed of those that would be recorded for one reason."""

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from drama import Cost, Plan, Production
    from drama.model import Change, Episode, Form


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama render story.txt                        write story.mp3
        drama render book.epub -o book.flac --jobs 2
        drama render 01.md 02.md 03.docx -o book.mp3  several files are one story, in this order
        drama render my-novel/                        the chapters in a folder, 2 before 10: my-novel.mp3
        curl -s https://example.org/tale | drama render - -o tale.mp3
        drama render story.txt --scenes 3-5 -o part.mp3
        drama render story.txt --style drama          with rooms, weather and effects
        drama render story.txt --with page,vtt        also a read-along page and captions
        drama render story.txt --stems stems --with reaper   also stems, and a Reaper project over them
        drama render story.txt --report report.html   also a report with measurements
        drama render 3.md --metadata series="Harbour Tales" --metadata part=3
        drama render story.txt --draft                fast, in a robot's voices
        drama render book.epub --scheduler tcp://host:8786  recorded by many machines
        drama render story.txt --dry-run              show what would be recorded""",
    )
)
@story_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Output file: .mp3, .wav, .flac, .opus, .m4b or .m4a.  [default: STORY.mp3 in the current folder; stdin.mp3]",
)
@voices_option
@as_option
@action_option
@engine_option
@style_option
@click.option(
    "--preset",
    type=click.Choice([preset.value for preset in Preset]),
    help="Loudness target; audiobook also writes a file for each chapter.  [default: the cast file's, else podcast]",
)
@click.option("--scenes", type=Numbers("scenes"), metavar="3-5", help="Render only these scenes.")
@jobs_option
@click.option(
    "--with",
    "documents",
    type=Names(),
    metavar="vtt,chapters,…",
    help="Also write captions, a page and so on beside the output. `--with list` lists them; `--with all` writes all.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Also measure the finished episode and write a report, .html or .json.",
)
@click.option(
    "--stems",
    type=click.Path(path_type=Path, readable=False),
    metavar="FOLDER",
    help="Also write the dialogue, music and effects, each character, beds, effects and music, as Broadcast Wave files "
    "that add up to the mix (24 bit, 16 MB a minute each).",
)
@click.option(
    "--cues", type=click.Path(path_type=Path, readable=False), metavar="FILE", help="Also write the cue sheet, as JSON."
)
@click.option("--title", help="Title.  [default: the story's]")
@click.option("--author", help="Author.  [default: the story's]")
@click.option(
    "--metadata",
    "metadata",
    type=Pair(),
    multiple=True,
    metavar="NAME=TEXT",
    help="Tag for players and libraries: album, album_artist, narrator, genre, year, language, series, part, subtitle, "
    "description, publisher. Overrides [metadata] of the cast file, which overrides the story's own. Repeatable.",
)
@click.option(
    "--cover",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Cover image, JPEG or PNG, or `none`.  [default: the story's, else one is drawn]",
)
@language_option
@lock_option
@recordings_option
@force_option
@click.option(
    "--draft",
    is_flag=True,
    help="Render fast, every voice with eSpeak NG, as STORY.draft.mp3.",
)
@scheduler_option
@workers_option
@click.option("--dry-run", is_flag=True, help="Show what would be recorded and how long it takes; record nothing.")
def render(
    story: tuple[Path, ...],
    output: Path | None,
    voices: Path | None,
    as_: Form | None,
    action: bool,
    engine: str | None,
    style: str | None,
    preset: str | None,
    scenes: frozenset[int] | None,
    jobs: int | None,
    documents: tuple[str, ...] | None,
    report: Path | None,
    stems: Path | None,
    cues: Path | None,
    title: str | None,
    author: str | None,
    metadata: tuple[tuple[str, str], ...],
    cover: Path | None,
    language_anyway: bool,
    lock_anyway: bool,
    recordings: bool,
    replaces_any: bool,
    draft: bool,
    scheduler: str | None,
    workers_anyway: bool,
    dry_run: bool,
) -> None:
    """Render STORY (text, Markdown, Word, EPUB …) as one audio file.

    STORY is a file, several files in order, a folder of chapters, or - for standard input. Works out the speaker of
    every line, records it in that speaker's voice, and mixes the recordings. A second render records and encodes only
    what changed; an interrupted one resumes.
    """
    import drama

    if draft and engine not in {None, DRAFT_ENGINE}:
        raise click.UsageError(f"--draft speaks with {DRAFT_ENGINE}; leave --engine {engine} out, or --draft")
    engine = DRAFT_ENGINE if draft else engine
    files = opened(story)
    has_no_cover = cover == Path("none")
    # The workers load what they speak with while the story is read.
    warm = nullcontext() if dry_run or scheduler else drama.warm_up(files, voices=voices, engine=engine, jobs=jobs)
    with warm, progress_bars() as draw, ExitStack() as ready:
        production = drama.prepare(
            files,
            voices=voices,
            engine=engine,
            title=title,
            author=author,
            cover=None if has_no_cover else cover,
            style=style,
            preset=preset,
            language_anyway=language_anyway,
            lock_anyway=lock_anyway or dry_run,
            recordings=recordings,
            metadata=dict(metadata),
            as_=as_,
            action=action,
        )
        show_form(production.script)
        production = drama.select_scenes(production, scenes)
        if dry_run:
            show_warnings(production.warnings)
            show_plan(drama.plan(production, jobs=jobs))
            show_uploads(drama.uploads(production))
            return
        show_warnings(told_early(production))
        show_uploads(drama.uploads(production))
        if documents == ("all",) and stems is None:
            _tell_what_needs_stems()
        output = output or Path(named_after(files.episode_path, ".draft.mp3" if draft else ".mp3").name)
        recorder = ready.enter_context(recording_at(scheduler, workers_anyway=workers_anyway))
        episode = drama.render(
            production,
            output,
            jobs=jobs,
            recorder=recorder,
            documents=documents or (),
            cues=cues,
            report=report,
            stems=stems,
            draws_cover=not has_no_cover,
            is_whole=scenes is None,
            is_remembered=not draft,
            overwrite=replaces_any,
            progress=draw,
        )
    show_episode(episode, production, shown=production.early_warnings)


def _tell_what_needs_stems() -> None:
    """Print which of all documents are left out where no stems are written."""
    import drama

    for offer in drama.documents().values():
        if offer.needs_stems:
            click.echo(f"Note: {offer.name} is left out: it is made of the stems (--stems FOLDER)", err=True)


def show_episode(episode: Episode, production: Production, *, shown: Collection[str] = ()) -> None:
    """Print the closing summary; ``shown`` are warnings that were printed before."""
    show_warnings(warning for warning in episode.warnings if warning not in shown)
    click.secho(clean(f"{episode.path}"), bold=True, nl=False)
    click.echo(
        f"  {clock(episode.duration_s)}, {count(episode.scenes, 'scene')}, {count(episode.characters, 'character')}"
    )
    click.echo(f"  {count(episode.recorded, 'line')} recorded, {episode.reused:,} reused")
    for row in episode.report:
        click.echo(clean(f"  {row}"))
    for row in _outputs(episode):
        click.echo(clean(f"  {row}"))
    click.echo(clean(f"  cast file: {episode.cast_path or 'built in'}"))
    _show_changes(episode.changes)
    story = words(production.story_files)
    if not episode.is_part and (skipped := in_short(production.script)):
        click.echo(clean(f"  {skipped}: see them with  drama script {story} --skipped"))
    if episode.doubtful:
        click.echo(
            f"  {count(episode.doubtful, 'line')} with a doubtful speaker: see them with  "
            f"drama script {story} --doubtful"
        )


def _outputs(episode: Episode) -> Iterator[str]:
    """Yield what was written beside an episode, and how many files of each kind in folders of their own."""
    beside = [path.name for path in episode.outputs if path.parent == episode.path.parent]
    if beside:
        yield f"beside it: {', '.join(beside)}"
    folders: dict[Path, Counter[str]] = defaultdict(Counter)
    for path in episode.outputs:
        if path.parent != episode.path.parent:
            folders[path.parent][path.suffix] += 1
    for folder, kinds in folders.items():
        yield f"in {folder}: " + ", ".join(f"{number} {suffix}" for suffix, number in kinds.items())


def show_plan(plan: Plan) -> None:
    """Print what a render would record anew, and which lines changed without a change of words."""
    new = len(plan.to_record)
    click.echo(
        f"{count(len(plan.lines), 'line')}, of which {new:,} would be recorded: {count(len(plan.scenes), 'scene')}, "
        f"about {clock(plan.seconds)} of speech"
    )
    for cost in plan.costs:
        click.echo(clean(f"  {_cost_row(cost)}"))
    for reason, numbers in _by_reason(plan).items():
        shown = ", ".join(map(str, numbers[:_LINES_SHOWN])) + (", …" if len(numbers) > _LINES_SHOWN else "")
        which = f"line {shown}" if len(numbers) == 1 else f"{count(len(numbers), 'line')} ({shown})"
        click.echo(clean(f"  {reason}: {which}"))
    _show_changes(plan.changes)


def _by_reason(plan: Plan) -> dict[str, list[int]]:
    """Return the lines that would be recorded for each reason, the reason of most lines first."""
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for line in plan.to_record:
        lines[plan.reasons[line.number].in_short].append(line.number)
    return dict(sorted(lines.items(), key=lambda entry: -len(entry[1])))


def _cost_row(cost: Cost) -> str:
    if cost.engine == ACTOR_ENGINE:
        return f"actors' recordings: {count(cost.lines, 'line')}, read from their files"
    what = f"{cost.engine}: {count(cost.lines, 'line')}, {clock(cost.sound_s)} of speech"
    if cost.time_s is None:
        return f"{what}; how long recording takes is not known yet"
    time = "less than a second" if cost.time_s < 1 else f"about {duration(cost.time_s)}"
    return f"{what}, recorded in {time}{'' if cost.is_measured else ' (not measured on this machine yet)'}"


def _show_changes(changes: Sequence[Change]) -> None:
    """List the lines that changed hands although their words did not change."""
    for change in changes:
        before, now = (name or "the narrator" for name in (change.speaker_before, change.line.speaker))
        if before != now:
            click.echo(clean(f"  line {change.line.number} changed hands: {before} → {now}"))
