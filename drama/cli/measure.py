"""``drama voices measure``: how voices sound, so that casting tells them apart by ear."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from drama.cli.terminal import clean, count, jobs_option, paragraphs, show_uploads, voices_option


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama voices measure voices/anna.onnx voices/ben.onnx
        drama voices measure --engine piper               all voices in $DRAMA_PIPER_VOICES
        drama voices measure --engine http --voices story.voices.toml""",
    )
)
@click.argument("names", nargs=-1, metavar="[VOICE]...")
@click.option("--engine", metavar="NAME", help="Engine of the voices; without a VOICE, all of its voices.")
@voices_option
@jobs_option
def measure(names: tuple[str, ...], engine: str | None, voices: Path | None, jobs: int | None) -> None:
    """Measure how each VOICE sounds, so that casting can tell voices apart.

    VOICE is the name of a voice, an engine's id, or the path of a Piper voice. Records six sentences with it, computes
    a speaker embedding, and shows the most similar voice: from 0.85 on listeners hear one person. The result is kept in
    the user's config folder for this version of the engine. Gender and age are not measured; set them in the cast file.
    """
    import drama

    if not names and engine is None:
        raise click.UsageError("name the voices to measure, or an engine with --engine NAME")
    meant = drama.find_voices(names, voices=voices, engine=engine)
    show_uploads(drama.uploads(meant))
    with _counter(len(meant)) as progress:
        measured = drama.measure_voices(meant, voices=voices, jobs=jobs, progress=progress)
    width = max(5, *(len(clean(voice.name)) for voice in meant))
    click.echo(f"{'VOICE':<{width}}  MOST LIKE")
    for one in measured:
        nearest = f"{one.likeness:.2f} {one.nearest}" if one.nearest else "nobody was measured to compare with"
        same = "  (hard to tell apart)" if one.is_same_person else ""
        click.echo(clean(f"{one.voice.name:<{width}}  {nearest}{same}"))
    click.echo(clean(f"{count(len(meant), 'voice')} measured: {drama.figures_path()}"))


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
