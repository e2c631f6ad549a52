"""``drama recast``: another voice for a character, as one edit of the cast file."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.render import show_plan
from drama.cli.stories import apart, opened, words
from drama.cli.terminal import as_option, clean, paragraphs, show_warnings, style_option, voices_option

if TYPE_CHECKING:
    from drama import Recast, StoryFiles
    from drama.model import Form


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama recast story.txt Anna wren
        drama recast story.txt Anna en-us+f3 --voices series.voices.toml
        drama recast story.txt narrator crane --style drama
        drama recast 01.md 02.md Anna wren            a story of several files, named as for `drama render`
        drama recast story.txt --undo""",
    )
)
@click.argument("said", nargs=-1, required=True, metavar="STORY... CHARACTER VOICE")
@voices_option
@as_option
@style_option
@click.option("--undo", is_flag=True, help="Undo the last recast.")
def recast(
    said: tuple[str, ...],
    voices: Path | None,
    as_: Form | None,
    style: str | None,
    undo: bool,
) -> None:
    """Change the voice of a CHARACTER of STORY, and show what a render would record anew.

    STORY is a file, several files in order, or a folder of chapters. VOICE is the name of a voice (see `drama
    voices`) or an engine's own id. Edits STORY.voices.toml, or the file given by --voices; comments and order are
    kept. What a render would record depends on its --style.

    Whoever tells the story has the narrator's voice: recast the narrator to change both, or that character to give it
    a voice of its own.
    """
    import drama

    named, others = apart(said, most=2)
    if undo and others and not all(map(os.path.exists, others)):
        raise click.UsageError("--undo takes back the last recast; it takes no CHARACTER and no VOICE")
    if undo:
        named, others = apart(said, most=0)
    if not undo and len(others) < 2:
        raise click.UsageError("name a CHARACTER and a VOICE, or use --undo")
    story = opened(named, needs_name=voices is None)
    if undo:
        click.echo(clean(f"{drama.undo_recast(story, voices=voices)} is as it was before its last recast"))
    else:
        character, voice = others
        edit = drama.recast(story, character, voice, voices=voices, as_=as_)
        was = f", was {edit.before}" if edit.before else ", was the narrator's" if edit.left_narrator else ""
        click.echo(clean(f"{edit.character}: {edit.voice}{was}, in {edit.path}{' (new)' if edit.is_new_file else ''}"))
        if edit.series_file is not None:
            _tell_of_the_series(story, edit)
        if edit.teller is not None:
            click.echo(clean(f"  {edit.teller}, who tells the story, speaks with it too"))
        for other in edit.pinned:
            click.echo(clean(f"  {other} keeps the voice it has: pinned too"))
    production = drama.prepare(story, voices=voices, style=style, language_anyway=True, lock_anyway=True, as_=as_)
    show_warnings(production.lock_warnings)
    show_plan(drama.plan(production))


def _tell_of_the_series(story: StoryFiles, edit: Recast) -> None:
    """Say that a voice was changed in one episode only, and how it is changed in all."""
    change = shlex.join([edit.character, edit.voice, "--voices", str(edit.series_file)])
    command = f"drama recast {words(story)} {change}"
    click.echo(clean(f"  in this episode only; {edit.series_file} keeps the others. For all:  {command}"))
