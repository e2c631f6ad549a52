"""``drama takes``: the store of everything recorded."""

from __future__ import annotations

from pathlib import Path

import click

from drama.cli.stories import opened, story_argument
from drama.cli.terminal import Numbers, agrees, clean, count, engine_option, paragraphs, voices_option


@click.group(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama takes info
        drama takes redo story.txt --character Anna     record Anna's lines again
        drama takes redo story.txt --lines 12,30-34
        drama takes clean""",
    )
)
def takes() -> None:
    """Manage the cache of recordings: $DRAMA_CACHE, else the user's cache folder."""


@takes.command()
def info() -> None:
    """Show where the cache is and how large it is."""
    import drama

    store = drama.takes().info()
    click.echo(clean(str(store.folder)))
    click.echo(f"{count(store.takes, 'take')}, {store.size_bytes / 1e6:,.1f} MB of {store.limit_bytes / 1e9:,.1f} GB")


@takes.command("clean")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def clean_store(yes: bool) -> None:
    """Delete all recordings. Asks first."""
    import drama

    store = drama.takes()
    held = store.info()
    if not yes:
        question = f"Remove {count(held.takes, 'take')} ({held.size_bytes / 1e6:,.1f} MB) from {held.folder}?"
        if not agrees(question):
            raise click.ClickException("nothing was removed")
    click.echo(f"{count(store.clean(), 'file')} removed")


@takes.command()
@story_argument
@click.option("--lines", type=Numbers("lines"), metavar="12,30-34", help="Line numbers, as `drama script` shows them.")
@click.option("--character", help="All lines of this character.")
@voices_option
@engine_option
def redo(
    story: tuple[Path, ...],
    lines: frozenset[int] | None,
    character: str | None,
    voices: Path | None,
    engine: str | None,
) -> None:
    """Delete recordings of STORY, so that the next render makes them anew."""
    import drama

    if lines is None and character is None:
        raise click.UsageError("say which: --lines or --character")
    forgotten = drama.forget(
        drama.prepare(opened(story), voices=voices, engine=engine, language_anyway=True, lock_anyway=True),
        lines=lines,
        character=character,
    )
    if forgotten:
        click.echo(f"{count(forgotten, 'take')} forgotten; the next render records them again")
    else:
        click.echo("nothing to forget: these lines have no recordings in the voices they have now")
