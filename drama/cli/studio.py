"""``drama studio``: the page in the browser."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from threading import Thread

import click

from drama.cli.stories import STORIES, opened
from drama.cli.terminal import engine_option, paragraphs, style_option, voices_option
from drama.errors import CastError, StoryError
from drama.files.paths import exists


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama studio story.txt              every line, the cast and the timeline of a story
        drama studio my-novel/              of the chapters in a folder
        drama studio --folder stories       a shelf of stories; drop more on the page
        drama studio story.txt --no-browser --port 8123""",
        "Ctrl+C closes it. What is decided on the page stands in story.script.toml and story.voices.toml, "
        "which commands and editors may edit meanwhile.",
    )
)
@click.argument("story", type=STORIES, nargs=-1, metavar="[STORY]...")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="The shelf: its stories are listed, and new ones are kept there. [default: the current folder]",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port. [default: one that is free]")
@click.option("--no-browser", "opens_browser", flag_value=False, default=True, help="Only print the link.")
@voices_option
@engine_option
@style_option
def studio(
    story: tuple[Path, ...],
    folder: Path | None,
    port: int,
    opens_browser: bool,
    voices: Path | None,
    engine: str | None,
    style: str | None,
) -> None:
    """Right, cast and hear STORY on a page in the browser.

    Without STORY the page lists those of a folder, and takes others by drop. The page is served on this machine alone,
    to whoever has the link.
    """
    from drama.studio.desk import Setup
    from drama.studio.server import Studio

    def answers(link: str) -> None:
        click.echo(f"The studio is open: {link}")
        click.echo("Ctrl+C closes it.", err=True)
        sys.stdout.flush()
        if opens_browser:
            Thread(target=webbrowser.open, args=(link,), daemon=True).start()

    stories = (opened(story, needs_name=True),) if story else ()
    _check(folder, voices, engine)
    missing = [file for one in stories for file in one.files if not exists(file)]
    if missing:
        raise StoryError(f"no such file: {missing[0]}")
    Studio(stories, folder or Path(), setup=Setup(voices, style, engine), port=port).run(answers)


def _check(folder: Path | None, voices: Path | None, engine: str | None) -> None:
    """Raise a DramaError for what would be an error in every view of the page, and for every story."""
    import drama

    if folder is not None:
        drama.stories_in(folder)
    if voices is not None and not exists(voices):
        raise CastError(f'the cast file "{voices}" does not exist')
    if engine is not None and engine not in drama.engine_names():
        drama.voices(engine)
