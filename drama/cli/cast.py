"""``drama cast``: who is in a story or in a series, how much they say, and which voice each of them has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drama.cli.identities import identity_rows
from drama.cli.series import show_series
from drama.cli.stories import STORIES, opened, words
from drama.cli.terminal import (
    as_option,
    clean,
    colour_of,
    count,
    engine_option,
    paragraphs,
    show_warnings,
    voices_option,
)

if TYPE_CHECKING:
    from drama.model import Cast, Form, Line, Script, StoryFiles, Voice


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama cast story.txt
        drama cast my-novel/                     of the chapters in a folder
        drama cast story.txt --save              write story.voices.toml, to edit
        drama cast story.txt -o winter.toml      the same, elsewhere
        drama cast story.txt --describe Anna --gender female --age old
        drama cast --series season1              who returns, who is new, whose voices clash
        drama cast --series season1 --save       those who return keep their voices: series.voices.toml
        drama cast --series season1 --undo       take that back
        drama cast --series season1 --lock       note engines and voices, for each render to compare
        drama cast --series season1 --lock --force   renew that on purpose""",
    )
)
@click.argument("story", type=STORIES, nargs=-1, metavar="[STORY]...")
@click.option(
    "--series",
    "folder",
    type=click.Path(path_type=Path, readable=False),
    metavar="FOLDER",
    help="Show the people of all episodes in a folder, instead of one STORY.",
)
@click.option(
    "--save",
    is_flag=True,
    help="Write the cast to STORY.voices.toml beside the story; of a series, add those who return to its cast file.",
)
@click.option(
    "--lock",
    is_flag=True,
    help="Write the lock file of a series: the engines and voices it is recorded with, for each render to compare.",
)
@click.option("--undo", is_flag=True, help="Take back the last --save of a series; with --lock, its last --lock.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Write the cast to this file.",
)
@click.option("--describe", "described", metavar="CHARACTER", help="Write what CHARACTER is into the cast file.")
@click.option("--gender", type=click.Choice(["female", "male", "neutral", "unknown"]), help="With --describe.")
@click.option("--age", type=click.Choice(["child", "young", "adult", "old"]), help="With --describe.")
@click.option(
    "--alias", "aliases", multiple=True, metavar="NAME", help="With --describe: all other names; repeat it for each."
)
@click.option("--force", is_flag=True, help="Replace the file if it exists; with --lock, renew what is locked.")
@voices_option
@as_option
@engine_option
def cast(
    story: tuple[Path, ...],
    folder: Path | None,
    save: bool,
    lock: bool,
    undo: bool,
    output: Path | None,
    described: str | None,
    gender: str | None,
    age: str | None,
    aliases: tuple[str, ...],
    force: bool,
    voices: Path | None,
    as_: Form | None,
    engine: str | None,
) -> None:
    """List the characters of STORY, how much each says and in which voice, and who sounds alike.

    Below them stand the other names of those who have several, and who was taken for one person or for two on evidence
    short of certainty: with the reason, and the `drama pin` that settles it the other way.

    --describe CHARACTER writes a gender, an age or other names into STORY.voices.toml, or the file given by --voices;
    comments and order are kept.

    With --series FOLDER, list those of all its episodes: who returns, who is new, and whose voice would change.
    """
    what = {"gender": gender, "age": age, "aliases": aliases or None}
    _check_description(described, what)
    if folder is not None:
        given = {
            "STORY": story,
            "-o": output,
            "--force": force and not lock,
            "--voices": voices,
            "--as": as_,
            "--engine": engine,
            "--describe": described,
        }
        _check_series(given, takes_back=undo, writes=save or force)
        show_series(folder, save=save, lock=lock, undo=undo, renew=force)
        return
    _check_story(story, undo=undo, lock=lock)
    import drama

    files = opened(story, needs_name=(save and not output) or described is not None)
    if described is not None:
        _describe(files, described, what, voices=voices, as_=as_)
    production = drama.prepare(
        files,
        voices=voices,
        engine=engine,
        language_anyway=True,
        lock_anyway=True,
        as_=as_,
    )
    for row in _table(production.script, production.cast):
        click.echo(row)
    for row in identity_rows(production.script, words(files)):
        click.echo(row)
    for clash in drama.clashes(production):
        click.secho(clean(f"Alike: {clash}"), fg="yellow")
    show_warnings(production.warnings)
    click.echo(clean(f"Cast file: {production.cast.path or 'built in'}"))
    if save or output:
        written = drama.save_cast(production, output, overwrite=force)
        click.echo(clean(f"Saved as {written}"))


def _check_story(story: tuple[Path, ...], *, undo: bool, lock: bool) -> None:
    """Raise click's UsageError for what one story lacks, or only a series has."""
    if not story:
        raise click.UsageError("name a STORY, or a folder of episodes with --series FOLDER")
    if undo or lock:
        raise click.UsageError(f"{'--undo' if undo else '--lock'} goes with --series FOLDER")


def _check_series(given: Mapping[str, Any], *, takes_back: bool, writes: bool) -> None:
    """Raise click's UsageError for options that say nothing of a series, and for two that contradict each other."""
    if wrong := [name for name, value in given.items() if value]:
        raise click.UsageError(f"{wrong[0]} does not go with --series FOLDER")
    if takes_back and writes:
        raise click.UsageError("--undo takes something back; it goes with --lock, and with neither --save nor --force")


def _check_description(character: str | None, what: Mapping[str, Any]) -> None:
    """Raise click's UsageError for what a character is without the character."""
    if character is None and any(what.values()):
        raise click.UsageError("--gender, --age and --alias say what a character is: add --describe CHARACTER")


def _describe(
    story: StoryFiles, character: str, what: Mapping[str, Any], *, voices: Path | None, as_: Form | None
) -> None:
    """Write what a character is, and say where."""
    import drama

    done = drama.describe(story, character, **what, voices=voices, as_=as_)
    click.echo(clean(f"{done.character} is described in {done.path}"))


def _table(script: Script, cast: Cast) -> list[str]:
    """Return a row for the narrator and each character, most lines first."""
    lines_of: dict[str | None, list[Line]] = {}
    for line in script.lines:
        lines_of.setdefault(line.speaker, []).append(line)
    names = [
        None,
        *(name for name in sorted((n for n in lines_of if n), key=lambda name: (-len(lines_of[name]), name))),
    ]
    genders = {character.name: character.gender.value for character in script.characters}
    rows = [("CHARACTER", "LINES", "WORDS", "SCENES", "GENDER", "VOICE")]
    for name in names:
        lines = lines_of.get(name, [])
        voice = cast.narrator if name is None else cast.voices[name]
        rows.append((
            clean(name or "(narrator)"),
            f"{len(lines):,}",
            f"{sum(len(line.text.split()) for line in lines):,}",
            str(len({line.scene for line in lines})),
            "" if name is None else genders.get(name, ""),
            clean(_about(voice)) + (", the narrator's" if name is not None and name == cast.teller else ""),
        ))  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    table = []
    for index, row in enumerate(rows):
        cells = [
            row[0].ljust(widths[0]),
            *(row[c].rjust(widths[c]) for c in (1, 2, 3)),
            row[4].ljust(widths[4]),
            row[5],
        ]
        name = names[index - 1] if index else None
        table.append(click.style("  ".join(cells), bold=index == 0, fg=colour_of(name) if index and name else None))
    table.append(count(len(names) - 1, "character"))
    return table


def _about(voice: Voice) -> str:
    pitch = "" if voice.pitch is None else f", pitch {voice.pitch}"
    return f"{voice.name} ({voice.id}, {voice.rate_wpm} wpm{pitch})"
