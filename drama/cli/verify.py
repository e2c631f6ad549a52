"""``drama verify``: whether an episode is what was rendered, and still of what it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.stories import STORIES, opened
from drama.cli.terminal import clean, jobs_option, paragraphs, progress_bars, voices_option

if TYPE_CHECKING:
    from drama.model import Verification

_SHOWN = 3
"""Differences named in the summary."""
_HEADINGS = {"file": "FILES", "source": "MADE OF", "version": "MADE WITH", "again": "RENDERED AGAIN"}


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama verify story.mp3                       its files, its story, its versions
        drama verify my-novel/                       an audiobook in chapters
        drama verify story.mp3 --story old/story.txt
        drama verify story.mp3 --again               also render it once more, and compare the bytes
        drama verify story.mp3 --fresh               the same, with every line recorded anew
        drama verify story.mp3 --json""",
        "Exit code 0 where the files are as they were rendered and what they were made of is as it was; 1 where not. "
        "Other versions of drama, engines and libraries are told, and break no match. Nothing is changed.",
    )
)
@click.argument("episode", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--story", type=STORIES, multiple=True, metavar="STORY", help="The story it was made of.  [default: found]"
)
@voices_option
@click.option("--again", is_flag=True, help="Render it again into a temporary folder, and compare the bytes.")
@click.option("--fresh", is_flag=True, help="As --again, with every line recorded anew.")
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="Print all that was found, as JSON.")
@click.pass_context
def verify(
    context: click.Context,
    episode: Path,
    story: tuple[Path, ...],
    voices: Path | None,
    again: bool,
    fresh: bool,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Compare EPISODE with its manifest: STORY.manifest.json beside it, or its tags.

    Says of its files, its story, cast file, corrections and sounds, and of the versions that made it, whether they are
    as they were, and whether rendering it again would give the same bytes.
    """
    import drama

    with progress_bars() as draw:
        found = drama.verify(
            episode,
            story=opened(story) if story else None,
            voices=voices,
            again=again,
            fresh=fresh,
            jobs=jobs,
            progress=draw,
        )
    if as_json:
        click.echo(drama.to_json(found, indent=1))
    else:
        for row in _rows(found):
            click.echo(clean(row))
    if not found.matches:
        context.exit(1)


def _rows(found: Verification) -> Iterator[str]:
    """Yield the table, and the summary in one line below it."""
    for aspect, heading in _HEADINGS.items():
        checks = [check for check in found.checks if check.aspect == aspect]
        if checks:
            yield heading
        for check in checks:
            yield f"  {check.verdict:<9} {check.what}{': ' if check.about else ''}{check.about}"
    yield ""
    yield _summary(found)
    yield f"Rendering again gives the same bytes: {found.outlook}; {found.why}"


def _summary(found: Verification) -> str:
    where = "its tags" if found.manifest_path is None else found.manifest_path.name
    if found.matches:
        return f"{found.episode.name} matches its manifest ({where})"
    named = [f"{check.what} ({check.verdict})" for check in found.differences]
    more = f" and {len(named) - _SHOWN:,} more" if len(named) > _SHOWN else ""
    return f"{found.episode.name} does not match its manifest ({where}): {', '.join(named[:_SHOWN])}{more}"
