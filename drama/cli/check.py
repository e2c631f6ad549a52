"""``drama check``: what of an episode wants to be heard again, before or after it is rendered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.stories import opened, story_argument
from drama.cli.terminal import (
    as_option,
    clean,
    clock,
    count,
    engine_option,
    paragraphs,
    show_warnings,
    style_option,
    voices_option,
)
from drama.model import FRAME_RATE, TroubleKind

if TYPE_CHECKING:
    from drama.model import Form

_WORDS = 60
"""So much of a line is shown."""


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama check story.txt                          worst first
        drama check story.txt --kind suspect --kind gap
        drama check my-novel/ --style drama""",
        "Nothing is recorded. What can be told of a line's sound only is told of those lines that are recorded. Hear a "
        "scene with `drama preview STORY --scene N`; record lines anew with `drama takes redo STORY --lines 12`.",
    )
)
@story_argument
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in TroubleKind]),
    multiple=True,
    help="Only what is of this kind; may be given again.",
)
@voices_option
@as_option
@engine_option
@style_option
def check(
    story: tuple[Path, ...],
    kinds: tuple[str, ...],
    voices: Path | None,
    as_: Form | None,
    engine: str | None,
    style: str | None,
) -> None:
    """List what of STORY wants to be heard again, worst first: takes, voices, levels, gaps, doubtful lines."""
    import drama

    production = drama.prepare(
        opened(story), voices=voices, engine=engine, style=style, language_anyway=True, lock_anyway=True, as_=as_
    )
    show_warnings(production.lock_warnings)
    foreseen = drama.forecast(production)
    spots = drama.trouble_spots(production, foreseen=foreseen)
    texts = {line.number: line.text for line in production.script.lines}
    for spot in spots:
        if not kinds or spot.kind in kinds:
            text = texts[spot.line]
            shown = text if len(text) <= _WORDS else f"{text[: _WORDS - 1]}…"
            at = clock(spot.start_frame / FRAME_RATE)
            click.echo(clean(f"line {spot.line}, scene {spot.scene}, {at}: {spot.kind}: {spot.about}  {shown}"))
    if not spots:
        click.echo("Nothing wants to be heard again.")
    if foreseen.estimated:
        total = len(production.script.lines)
        many = f"{count(len(foreseen.estimated), 'line')} of {total:,}"
        click.echo(f"Note: {many} not recorded yet: nothing is known of their sound, and times are estimated", err=True)
