"""``drama hear``: one line as it sounds in the episode, or the exchange around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.player import find_player, play
from drama.cli.stories import apart, opened
from drama.cli.terminal import (
    action_option,
    as_option,
    clean,
    clock,
    engine_option,
    force_option,
    paragraphs,
    recordings_option,
    show_uploads,
    style_option,
    voices_option,
)
from drama.files.atomic import temporary_folder
from drama.files.naming import named_after

if TYPE_CHECKING:
    from drama.model import Form


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama hear story.txt 12                       play line 12 as it sounds in the episode
        drama hear story.txt 12 --exchange            with the talk around it
        drama hear story.txt 12 --voice wren          in another voice; nothing is edited
        drama hear story.txt 12 --voice wren -o line.wav
        drama hear my-novel/ 2041 --style drama       with its room and voice effect""",
    )
)
@click.argument("said", nargs=-1, required=True, metavar="STORY... LINE")
@click.option(
    "--voice", metavar="VOICE", help="Hear the line in this voice: a name (see `drama voices`) or an engine's own id."
)
@click.option("--exchange", is_flag=True, help="Hear the exchange around the line too.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Write a WAV file instead of playing it.",
)
@voices_option
@as_option
@action_option
@engine_option
@style_option
@recordings_option
@force_option
def hear(
    said: tuple[str, ...],
    voice: str | None,
    exchange: bool,
    output: Path | None,
    voices: Path | None,
    as_: Form | None,
    action: bool,
    engine: str | None,
    style: str | None,
    recordings: bool,
    replaces_any: bool,
) -> None:
    """Hear a LINE of STORY, by its number as `drama script` shows it.

    As it sounds in the episode, with its voice effect, level, place and room, without what is heard around it. Its
    recording is the one a render uses; that of another --voice is used once the character is recast to it. Writes
    STORY.line-N.wav to the current folder where no player is installed.
    """
    import drama

    named, others = apart(said, most=1)
    if not others or not others[0].isdecimal():
        raise click.UsageError("name a LINE by its number, behind the STORY")
    if output is not None and output.suffix.casefold() != ".wav":
        raise click.UsageError(f"{output}: a line is written as WAV; name a file that ends in .wav")
    number = int(others[0])
    story = opened(named)
    with drama.warm_up(story, voices=voices, engine=engine, jobs=1, are_kept=True):
        production = drama.prepare(
            story,
            voices=voices,
            engine=engine,
            style=style,
            language_anyway=True,
            lock_anyway=True,
            as_=as_,
            action=action,
            recordings=recordings,
        )
        numbers = drama.exchange(production, number) if exchange else (number,)
        wanted = {each: voice if each == number else None for each in numbers}
        show_uploads(drama.uploads(production, lines=wanted))
        heard = drama.together([drama.hear(production, each, voice=tried) for each, tried in wanted.items()])
    player = find_player() if output is None else None
    if player is None:
        output = output or Path(named_after(story.episode_path, f".line-{number}.wav").name)
    for line in production.script.lines:
        if line.number in wanted:
            actor = f" ({line.direction.recording})" if line.direction.recording and recordings else ""
            click.echo(clean(f"  {line.number}  {line.speaker or 'narrator'}{actor}: {line.text}"), err=True)
    if output is not None:
        written = drama.write_heard(production, heard, output, overwrite=replaces_any)
        click.echo(clean(f"{written}: {clock(heard.seconds)}"))
    elif player is not None:
        with temporary_folder() as folder:
            path = folder / f"line-{number}.wav"
            path.write_bytes(heard.wav())
            play(path, player)
