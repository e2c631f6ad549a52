"""``drama season``: a folder of episodes in, a podcast out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drama.cli.terminal import (
    clean,
    clock,
    count,
    engine_option,
    force_option,
    jobs_option,
    language_option,
    lock_option,
    paragraphs,
    show_uploads,
)

if TYPE_CHECKING:
    from drama import Breach, PlannedEpisode, PublishedSeason, SeasonPlan, SeasonProgress


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama season season1 --dry-run                    what it would render, and what goes out as what
        drama season season1                              render what changed, write season1/published
        drama season season1 --out ~/www/harbour
        drama season season1 --url https://example.org/harbour/
        drama season season1 --check                      hold what was written to the rules of the directories
        drama mark "season1/01 The Ferry.md" 12 soundbite trailer""",
        "What the podcast is called and where it stands on the web is said in series.voices.toml, under [season]:",
        """\b
        [season]
        url = "https://example.org/harbour/"      # of the folder that is uploaded
        description = "A harbour, and who comes there by night."
        categories = ["Fiction > Drama"]
        email = "radio@example.org"
        explicit = false""",
        "GUIDs and dates stand in series.published.toml beside it, for ever: keep that file under version control.",
    )
)
@click.argument("folder", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    metavar="FOLDER",
    help="Where the podcast is written, to be uploaded.  [default: FOLDER/published]",
)
@click.option("--url", metavar="URL", help="Where that stands on the web.  [default: url in [season]]")
@engine_option
@jobs_option
@language_option
@lock_option
@force_option
@click.option(
    "--check",
    "is_check",
    is_flag=True,
    help="Hold what was written to the published rules of the directories; render nothing.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be rendered and what goes out; write nothing.")
def season(
    folder: Path,
    out: Path | None,
    url: str | None,
    engine: str | None,
    jobs: int | None,
    language_anyway: bool,
    lock_anyway: bool,
    replaces_any: bool,
    dry_run: bool,
    is_check: bool,
) -> None:
    """Make a podcast of the episodes in FOLDER: sound, transcripts, chapters, notes, a feed, and a site.

    Only episodes that changed are rendered again. The feed is written last: an episode that fails is named, and stays
    in it as it last went out.
    """
    import drama

    if is_check and dry_run:
        raise click.UsageError("--check and --dry-run do not go together")
    if is_check:
        breaches = drama.check_season(folder, out)
        for row in _breach_rows(breaches):
            click.echo(clean(row))
        if any(breach.rule.level == "required" for breach in breaches):
            raise click.exceptions.Exit(1)
        return
    if dry_run:
        plan = drama.plan_season(folder, out, url=url, engine=engine)
        _show_plan(plan)
        refused = () if replaces_any else plan.refused
        for name in refused:
            about = "is there already, and drama did not write it as it stands; --force replaces it"
            click.echo(clean(f"Error: {plan.out / name} {about}"), err=True)
        if refused or any(episode.problem for episode in plan.episodes):
            raise click.exceptions.Exit(1)
        return
    with _progress() as draw:
        done = drama.publish_season(
            folder,
            out,
            url=url,
            engine=engine,
            jobs=jobs,
            language_anyway=language_anyway,
            lock_anyway=lock_anyway,
            overwrite=replaces_any,
            announce=lambda plan: show_uploads(plan.uploads),
            progress=draw,
        )
    _show(done)
    if done.failed:
        raise click.exceptions.Exit(1)


def _show_plan(plan: SeasonPlan) -> None:
    click.echo(clean(f"{plan.title}  {count(len(plan.episodes), 'episode')}, to be published in {plan.out}"))
    click.echo(clean(f"  {plan.feed_url}"))
    rows = [("", "EPISODE", "FILES", "OUT", "WHAT IS DONE"), *map(_planned_row, plan.episodes)]
    for row in _columns(rows):
        click.echo(clean(row))
    for note in plan.notes:
        click.echo(clean(f"Note: {note}"), err=True)
    show_uploads(plan.uploads)


def _planned_row(episode: PlannedEpisode) -> tuple[str, ...]:
    kind = "" if episode.kind == "full" else episode.kind
    if episode.problem:
        todo = f"cannot be read: {episode.problem}"
    elif not episode.is_rendered:
        todo = "as it is"
    else:
        todo = f"rendered, {count(episode.to_record, 'line')} recorded" if episode.path else "rendered"
    when = f"{episode.published:%Y-%m-%d %H:%M}" + (" (new)" if episode.is_new else "")
    return episode.number or kind, episode.title, episode.name, when, todo


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows whose columns stand below each other, the last one as long as it is."""
    widths = [min(40, max(len(row[at]) for row in rows)) for at in range(len(rows[0]) - 1)]
    for row in rows:
        shown = (
            text if len(text) <= width else text[: width - 1] + "…" for text, width in zip(row, widths, strict=False)
        )
        yield "  ".join([*(text.ljust(width) for text, width in zip(shown, widths, strict=True)), row[-1]]).rstrip()


def _breach_rows(breaches: Sequence[Breach]) -> Iterator[str]:
    for breach in breaches:
        yield f"{breach.rule.level:<11}  {breach}"
    required = sum(breach.rule.level == "required" for breach in breaches)
    yield f"{count(required, 'required rule')} broken, {count(len(breaches) - required, 'recommendation')} not followed"


def _show(done: PublishedSeason) -> None:
    for note in done.notes:
        click.echo(clean(f"Note: {note}"), err=True)
    for name, problem in done.failed.items():
        click.echo(clean(f"Error: {problem if name in problem else f'{name}: {problem}'}"), err=True)
    for breach in done.breaches:
        click.echo(clean(f"Warning: {breach}"), err=True)
    click.secho(clean(str(done.feed)), bold=True, nl=False)
    episodes = done.season.episodes
    length = clock(sum(episode.duration_s for episode in episodes))
    click.echo(clean(f"  {done.season.title}, {count(len(episodes), 'episode')}, {length}"))
    click.echo(clean(f"  rendered: {', '.join(done.rendered) or 'nothing'}"))
    if done.kept:
        click.echo(clean(f"  as they were: {', '.join(done.kept)}"))
    click.echo(clean(f"  the feed {'is new' if done.is_feed_new else 'says nothing new, and stays as it was'}"))
    if done.failed:
        click.echo(clean(f"  failed: {', '.join(done.failed)}; in the feed is what went out before"))
    else:
        click.echo(clean(f"  upload {done.out} to {done.season.url}"))
    click.echo(clean(f"  guids and dates: {done.record}"))


@contextmanager
def _progress() -> Iterator[Callable[[SeasonProgress], None]]:
    """Yield a function that draws a bar for each stage of each episode on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    bars: dict[tuple[int, str], Any] = {}

    def draw(told: SeasonProgress) -> None:
        key = (told.number, told.progress.stage)
        if key not in bars:
            for bar in bars.values():
                bar.render_finish()
            bars.clear()
            what = {"record": "recording", "mix": "mixing"}[told.progress.stage]
            label = clean(f"{told.number}/{told.of} {told.episode[:30]}: {what}")
            bars[key] = click.progressbar(length=told.progress.total, label=label, file=sys.stderr)
        bars[key].update(told.progress.done - bars[key].pos)

    try:
        yield draw
    finally:
        for bar in bars.values():
            bar.render_finish()
