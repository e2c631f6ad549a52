"""``drama script``: who says what, by which rule, how sure."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from drama.cli.terminal import clean, colour_of, count, paragraphs, show_warnings, story_argument, voices_option

if TYPE_CHECKING:
    from drama.model import Line, Scene, Script


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama script story.txt | less -R
        drama script story.txt --doubtful            the lines to look at, worst first
        drama script story.txt --format jsonl > script.jsonl""",
    )
)
@story_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="A screenplay to read, or one JSON object a line.",
)
@click.option(
    "--doubtful",
    is_flag=True,
    help="Only the lines with a doubtful speaker, least sure first, each with what spoke for it.",
)
@voices_option
def script(story: Path, form: str, doubtful: bool, voices: Path | None) -> None:
    """Show who says what in STORY. Records nothing.

    A line marked ? has a doubtful speaker; the reason stands beside it.
    """
    from drama import produce
    from drama.script.lines import segments
    from drama.writers.jsonl import script_records

    written = produce.read(story, voices=voices)
    show_warnings(written.warnings)
    if form == "jsonl":
        for record in script_records(written, segments(written)):
            sys.stdout.buffer.write(record.encode() + b"\n")
        return
    for row in doubtful_lines(written) if doubtful else screenplay(written):
        click.echo(row)


def screenplay(script: Script) -> Iterator[str]:
    """Yield the script as rows to read: scenes, speakers, words, and what is in doubt."""
    width = min(get_terminal_size().columns, 100)
    if script.story.title:
        by = f" by {script.story.author}" if script.story.author else ""
        yield click.style(clean(script.story.title), bold=True) + clean(by)
    scenes = {scene.number: scene for scene in script.scenes}
    for number, lines in groupby(script.lines, key=lambda line: line.scene):
        yield ""
        yield _heading(scenes[number], width)
        for line in lines:
            yield from _spoken(line, width)
    doubtful = sum(line.is_doubtful for line in script.lines)
    yield ""
    yield f"{count(len(script.lines), 'line')}, {count(len(script.characters), 'character')}, {doubtful:,} in doubt"


def doubtful_lines(script: Script) -> Iterator[str]:
    """Yield the doubtful lines, least sure first, each with the evidence and the runner-up."""
    width = min(get_terminal_size().columns, 100)
    doubtful = sorted((line for line in script.lines if line.is_doubtful), key=lambda line: line.confidence)
    for line in doubtful:
        yield from _spoken(line, width)
        for evidence in line.evidence:
            yield f"         · {clean(evidence)}"
    yield f"{count(len(doubtful), 'line')} in doubt of {len(script.lines):,}"


def _heading(scene: Scene, width: int) -> str:
    title = clean(f"── Scene {scene.number} · {scene.title} ")
    seen_by = clean(f" seen by {scene.point_of_view}") if scene.point_of_view else ""
    return click.style(title.ljust(width - len(seen_by), "─") + seen_by, bold=True)


def _spoken(line: Line, width: int) -> Iterator[str]:
    if line.speaker is not None:
        how = [how for how in (line.kind.value if line.kind == "thought" else "", *_delivery(line)) if how]
        about = f" ({', '.join(how)})" if how else ""
        doubt = f"   ? {line.confidence:.0%} sure: {line.rule}" if line.is_doubtful else ""
        other = f"; or {line.runner_up}" if doubt and line.runner_up else ""
        yield (
            "        "
            + click.style(clean(line.speaker).upper(), fg=colour_of(line.speaker), bold=True)
            + click.style(about, dim=True)
            + click.style(clean(doubt + other), fg="bright_red")
        )
    rows = textwrap.wrap(clean(line.text), max(width - 10, 30)) or [""]
    for index, row in enumerate(rows):
        number = f"{line.number:>6}  " if index == 0 else " " * 8
        words = click.style(f"  {row}", fg=colour_of(line.speaker)) if line.speaker else click.style(row, dim=True)
        yield click.style(number, dim=True) + words


def _delivery(line: Line) -> Iterator[str]:
    delivery = line.delivery
    for value, plain in ((delivery.manner, "plain"), (delivery.ending, "full"), (delivery.channel, "direct")):
        if value != plain:
            yield {"cut": "cut off", "trailing": "trails off", "phone": "on the phone", "radio": "over the radio",
                   "door": "through a door", "distance": "from afar"}.get(value.value, value.value)  # fmt: skip
