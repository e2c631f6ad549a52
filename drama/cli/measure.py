"""``drama voices measure``: how voices sound, so that casting tells them apart by ear."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from drama.cli.terminal import clean, count, jobs_option, paragraphs, show_sendings, voices_option


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama voices measure voices/anna.onnx voices/ben.onnx
        drama voices measure --engine piper               every voice in the folder DRAMA_PIPER_VOICES names
        drama voices measure --engine http --voices story.voices.toml""",
    )
)
@click.argument("names", nargs=-1, metavar="[VOICE]...")
@click.option("--engine", metavar="NAME", help="The engine whose voices these are; without a VOICE all of them.")
@voices_option
@jobs_option
def measure(names: tuple[str, ...], engine: str | None, voices: Path | None, jobs: int | None) -> None:
    """Measure who each VOICE sounds like, once, and keep it for casting.

    VOICE is a name from the pool, an engine's id, or the path of a Piper voice. Six sentences are spoken with it. Says
    who of the pool is most like it: from 0.85 on listeners hear one person. The figures are kept in the user's config
    folder, for this version of the engine. Gender and age are not measured: the cast file says them.
    """
    from drama import cast as casting
    from drama import production as produce
    from drama.recording import cores

    if not names and engine is None:
        raise click.UsageError("name the voices to measure, or an engine with --engine NAME")
    file = casting.load_cast_file(voices)
    meant = produce.voices_named(names, file, engine=engine)
    show_sendings(produce.sendings_to_measure(meant))
    with _counter(len(meant)) as done:
        produce.measure(meant, jobs=jobs or cores(), done=done)
    width = max(5, *(len(clean(voice.name)) for voice in meant))
    click.echo(f"{'VOICE':<{width}}  MOST LIKE")
    for found in produce.nearest(meant, file):
        told = f"{found.likeness:.2f} {found.nearest}" if found.nearest else "nobody was measured to compare with"
        same = "  (hard to tell apart)" if found.likeness >= casting.SAME_SPEAKER else ""
        click.echo(clean(f"{found.voice.name:<{width}}  {told}{same}"))
    click.echo(clean(f"{count(len(meant), 'voice')} measured: {produce.figures_path()}"))


@contextmanager
def _counter(total: int) -> Iterator[Callable[[int], None]]:
    """Yield a function that shows how many voices are done, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield lambda done: click.echo(f"\rMeasured {done} of {total}", nl=False, err=True)
    finally:
        click.echo(err=True)
