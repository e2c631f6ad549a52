"""``drama voices``: what there is to cast from; hear it before deciding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.fetch import fetch
from drama.cli.measure import measure
from drama.cli.player import find_player, play
from drama.cli.terminal import (
    as_option,
    clean,
    count,
    engine_option,
    force_option,
    paragraphs,
    progress_bars,
    show_uploads,
    show_warnings,
    voices_option,
)
from drama.errors import CastError, install_command
from drama.files.atomic import temporary_folder

if TYPE_CHECKING:
    from drama.model import Form

_NO_LIST = {
    "http": 'a server\'s voices are those the cast file names: engine = "http" and voice = "…"',
    "piper": "no folder of Piper voices is named in DRAMA_PIPER_VOICES; any voice can be named by its path",
}
"""What is printed for an engine that lists no voices."""
_TEXT = "The tide was out, and nobody had told the boats."


class _Voices(click.Command):
    """A command whose first word may be one of two others."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Return the context of the command the words ask for."""
        if args and (other := {"fetch": fetch, "measure": measure}.get(args[0])):
            return other.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    cls=_Voices,
    epilog=paragraphs(
        "Examples:",
        """\b
        drama voices                                          voices automatic casting picks from
        drama voices --engine pyttsx3                         all voices of an engine
        drama voices rook wren --audition "Who goes there?"
        drama voices --audition Anna --story story.txt        Anna's own lines, in voices that suit her
        drama voices --audition Anna --story story.txt -o anna.mp3
        drama voices fetch hibari                             download more (see `drama voices fetch --help`)
        drama voices measure anna.onnx                        measure a voice of your own for casting""",
    ),
)
@click.argument("names", nargs=-1, metavar="[VOICE]...")
@engine_option
@click.option(
    "--audition", metavar="TEXT|CHARACTER", help="Speak this text, or the lines of a character, in each voice."
)
@click.option(
    "--story", type=click.Path(path_type=Path, readable=False), metavar="STORY", help="The character's story."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Write the audition to a file instead of playing it.",
)
@force_option
@voices_option
@as_option
def voices(
    names: tuple[str, ...],
    engine: str | None,
    audition: str | None,
    story: Path | None,
    output: Path | None,
    replaces_any: bool,
    voices: Path | None,
    as_: Form | None,
) -> None:
    """List voices, or audition them."""
    import drama

    if story is not None and audition is None:
        raise click.UsageError("--story goes with --audition CHARACTER")
    if audition is None and not output and not names:
        rows = _engine_rows(engine) if engine else _pool_rows(voices)
        for row in rows:
            click.echo(clean(row))
        return
    production = drama.audition(names, audition or _TEXT, story=story, voices=voices, engine=engine, as_=as_)
    player = find_player() if output is None else None
    if output is None and player is None:
        raise CastError("no player is found on this machine; write the audition to a file with -o FILE")
    show_uploads(drama.uploads(production))
    for line in production.script.lines[::2]:
        click.echo(clean(f"  {line.text}"), err=True)
    with temporary_folder() as folder, progress_bars() as draw:
        path = output or folder / "audition.wav"
        episode = drama.render(
            production,
            path,
            draws_cover=False,
            manifest=False,
            is_whole=False,
            is_kept=output is not None,
            overwrite=replaces_any,
            progress=draw,
        )
        show_warnings(episode.warnings)
        if output is None and player is not None:
            play(path, player)
        else:
            click.echo(clean(f"{path}: {count(len(production.script.lines) // 2, 'voice')}, each after its name"))


def _pool_rows(voices: Path | None) -> list[str]:
    import drama

    pool = drama.voice_pool(voices)
    rows = [f"{'VOICE':<12}  {'GENDER':<8}  {'AGE':<7}  {'PACE':>7}  {'PITCH':>5}  ENGINE'S ID"]
    absent = {voice.engine for voice in pool.values() if not drama.is_installed(voice.engine)}
    for name, voice in pool.items():
        if voice.engine in absent:
            continue
        pitch = "" if voice.pitch is None else str(voice.pitch)
        about = f"{voice.gender.value:<8}  {voice.age:<7}  {voice.rate_wpm:>3} wpm  {pitch:>5}"
        rows.append(f"{name:<12}  {about}  {voice.id} ({voice.engine})")
    rows.append(count(len(rows) - 1, "voice"))
    for engine in sorted(absent):
        more = count(sum(voice.engine == engine for voice in pool.values()), "voice")
        rows.append(f"{more} of {engine}, which is not installed here: {install_command(engine)}")
    return rows


def _engine_rows(engine: str) -> list[str]:
    import drama

    listed = drama.voices(engine)
    if not listed:
        return [_NO_LIST.get(engine, "any name is a voice of it")]
    return [f"{voice.id:<28}  {voice.language:<10}  {voice.gender.value:<8}  {voice.name}" for voice in listed] + [
        count(len(listed), "voice")
    ]
