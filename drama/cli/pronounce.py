"""``drama pronounce``: how a word is pronounced wherever it stands, as one edit of the cast file."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.direct import sound_of
from drama.cli.stories import apart, opened, words
from drama.cli.terminal import as_option, clean, count, paragraphs, voices_option

if TYPE_CHECKING:
    from drama import Pronounced, StoryFiles
    from drama.model import Form, Pronunciation


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama pronounce story.txt Tharion "THAR-ee-on"
        drama pronounce story.txt Niamh /niːv/           phonemes: the IPA, or eSpeak NG's
        drama pronounce story.txt lough lock             in small letters: however it is written
        drama pronounce story.txt Niamh --count          in how many lines it is said; changes nothing
        drama pronounce story.txt Niamh --remove
        drama pronounce story.txt --undo                 undo the last edit of the cast file""",
        "In one line only: drama direct STORY LINE --pronounce WORD=SOUND",
    )
)
@click.argument("said", nargs=-1, required=True, metavar="STORY... WORD [SOUND]")
@click.option("--count", "is_count", is_flag=True, help="Count the lines in which WORD is said, and change nothing.")
@click.option("--remove", is_flag=True, help="Say nothing of WORD any more.")
@click.option("--undo", is_flag=True, help="Undo the last edit of the cast file.")
@voices_option
@as_option
def pronounce(
    said: tuple[str, ...], is_count: bool, remove: bool, undo: bool, voices: Path | None, as_: Form | None
) -> None:
    """Have a WORD pronounced as SOUND wherever it stands in STORY, and say in how many lines that is.

    STORY is a file, several files in order, or a folder of chapters. SOUND is a respelling, or /phonemes/. Edits
    [pronounce] of STORY.voices.toml, or of the file given by --voices; comments and order are kept.
    """
    import drama

    actions = [name for name, is_on in {"--count": is_count, "--remove": remove, "--undo": undo}.items() if is_on]
    if len(actions) > 1:
        raise click.UsageError(f"{actions[0]} and {actions[1]} do not go together")
    expected = 0 if undo else 1 if actions else 2
    if undo and not all(map(os.path.exists, said[1:])):
        raise click.UsageError("--undo takes the last edit back; it takes no WORD and no SOUND")
    named, others = apart(said, most=expected)
    if len(others) < expected:
        raise click.UsageError(
            "name a WORD" + ("" if actions else " and its SOUND, or use --count, --remove or --undo")
        )
    story = opened(named, needs_name=voices is None and not is_count)
    if undo:
        click.echo(clean(f"{drama.undo_recast(story, voices=voices)} is as it was before its last edit"))
    elif is_count:
        lines = drama.lines_with_word(story, others[0], voices=voices, as_=as_)
        numbers = f": {', '.join(str(line.number) for line in lines[:40])}{', …' if len(lines) > 40 else ''}"
        click.echo(clean(f"{others[0]} is said in {count(len(lines), 'line')}{numbers if lines else ''}"))
    else:
        sound = sound_of(others[1]) if len(others) > 1 else ""
        if not sound and not remove:
            raise click.UsageError("SOUND is empty; --remove takes a word out")
        _show(drama.pronounce(story, others[0], sound, voices=voices, as_=as_), story)


def _show(done: Pronounced, story: StoryFiles) -> None:
    was = f", was {_sound(done.before)}" if done.before is not None else ""
    click.echo(clean(f"{done.word}: {_sound(done.now)}{was}, in {done.path}{' (new)' if done.is_new_file else ''}"))
    click.echo(f"  said in {count(len(done.lines), 'line')}")
    if done.series_file is not None:
        change = shlex.join([done.word, "SOUND", "--voices", str(done.series_file)])
        click.echo(clean(f"  in this episode only. For all:  drama pronounce {words(story)} {change}"))


def _sound(one: Pronunciation | None) -> str:
    return "as the voices read it" if one is None else one.in_words
