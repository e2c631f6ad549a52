"""``drama mark``: lines that are used besides the episode, in the feed of a podcast and in its trailer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.stories import apart, opened
from drama.cli.terminal import as_option, clean, paragraphs, show_warnings, voices_option
from drama.files.messages import listed, nearest, quoted
from drama.files.paths import exists
from drama.model import LineMark

if TYPE_CHECKING:
    from drama import CorrectionsEditor
    from drama.model import Form, Line

_LONGEST = 60
"""Signs of a line that are shown."""


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama mark story.txt 12 soundbite           shows in the feed what the episode is like
        drama mark story.txt 12 trailer             is heard in the trailer of the season
        drama mark story.txt 12 soundbite trailer
        drama mark story.txt 12 trailer --off       take the mark away
        drama mark story.txt 12 --off               take all marks of the line away
        drama mark story.txt --list
        drama undo story.txt                        take the last edit back""",
        "The marks stand in STORY.script.toml, each anchored by the words of its line. Nothing is recorded or mixed "
        "anew for them. `drama season` reads them.",
    )
)
@click.argument("said", nargs=-1, required=True, metavar="STORY... [LINE] [MARK]...")
@click.option("--off", "is_off", is_flag=True, help="Take marks away, all of LINE where no MARK is named.")
@click.option("--list", "is_list", is_flag=True, help="List the lines that are marked.")
@voices_option
@as_option
def mark(said: tuple[str, ...], is_off: bool, is_list: bool, voices: Path | None, as_: Form | None) -> None:
    """Mark a LINE of STORY as soundbite, for the trailer, or both.

    STORY is a file, several files in order, or a folder of chapters. LINE is a number that `drama script` shows.
    """
    import drama

    if is_list:
        if is_off:
            raise click.UsageError("--list and --off do not go together")
        named, _ = apart(said, most=0)
        editor = drama.correct(opened(named, needs_name=True), voices=voices, as_=as_)
        for row in _listed(editor):
            click.echo(clean(row))
        show_warnings(editor.script.warnings)
        return
    named, number, marks = _asked(said)
    if not marks and not is_off:
        raise click.UsageError(f"say what line {number} is marked as: {listed(LineMark)}")
    story = opened(named, needs_name=True)
    done = drama.mark_line(story, number, marks, is_marked=not is_off, voices=voices, as_=as_)
    click.echo(clean(_about(done.line)))
    click.echo(clean(f"  {_marks(done.line) or 'not marked'}"))
    click.echo(clean(f"  in {done.path}"))


def _asked(said: tuple[str, ...]) -> tuple[tuple[Path, ...], int, list[str]]:
    """Return the story, the line and its marks. Wrong usage for what is none."""
    last = max((at for at, word in enumerate(said) if at and _is_line(word) and not exists(Path(word))), default=0)
    if not last:
        raise click.UsageError("name a LINE, a number as `drama script` shows it, or use --list")
    marks = list(said[last + 1 :])
    for word in marks:
        if word not in set(LineMark):
            raise click.UsageError(
                f"there is no mark {quoted(word)}{nearest(word, LineMark)} Valid are {listed(LineMark)}."
            )
    named, _ = apart(said[:last], most=0)
    return named, int(said[last]), marks


def _is_line(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10


def _listed(editor: CorrectionsEditor) -> Iterator[str]:
    """Yield a row for every line that is marked."""
    lines = editor.marked()
    for line in lines:
        yield f"{_about(line)}  {_marks(line)}"
    if not lines:
        yield f"no line is marked; marks would stand in {editor.path}"


def _marks(line: Line) -> str:
    return ", ".join(line.marks)


def _about(line: Line) -> str:
    words = line.text if len(line.text) <= _LONGEST else line.text[: _LONGEST - 1] + "…"
    return f"Line {line.number}: {line.speaker or 'narration'}, {words}"
