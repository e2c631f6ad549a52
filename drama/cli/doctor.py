"""``drama doctor``: what of this installation works, what is not there, and what is broken."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.player import find_player
from drama.cli.terminal import clean, paragraphs
from drama.model import Area, Finding, Health

if TYPE_CHECKING:
    from drama.model import Diagnosis

_MARKS = {Health.OK: "✓ ok", Health.ABSENT: "– absent", Health.POOR: "! poor", Health.BROKEN: "✗ broken"}


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama doctor                   a few seconds; nothing is changed and nothing fetched
        drama doctor --speak           every engine also loads and speaks
        drama doctor --out library     space and permissions there
        drama doctor --json""",
        "Exit code 1 where something is broken that a plain render needs, 0 otherwise.",
    )
)
@click.option("--speak", is_flag=True, help="Have every engine load and speak, and say how fast it was.")
@click.option(
    "--out",
    "output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FOLDER",
    help="Where episodes go.  [default: the current folder]",
)
@click.option("--json", "as_json", is_flag=True, help="Print all that was found, as JSON.")
@click.pass_context
def doctor(context: click.Context, speak: bool, output: Path | None, as_json: bool) -> None:
    """Show what works on this machine, what is missing and how to get it, and what is broken."""
    import drama

    found = drama.doctor(output=output, speak=speak)
    found = replace(found, findings=(*found.findings, *_at_hand()))
    if as_json:
        click.echo(drama.to_json(found, indent=1))
    else:
        for row in _rows(found):
            click.echo(clean(row))
    if not found.is_well:
        context.exit(1)


def _at_hand() -> Iterator[Finding]:
    """Yield what the command line uses beside the library: a player, a browser."""
    player = find_player()
    if player is None:
        yield Finding(Area.SYSTEM, "player", Health.ABSENT, "nothing plays sound here; write files with -o",
                      "install ffmpeg, sox or alsa-utils")  # fmt: skip
    else:
        yield Finding(Area.SYSTEM, "player", Health.OK, player.name)
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        about = "none is found; drama studio prints its address"
        yield Finding(Area.SYSTEM, "browser", Health.ABSENT, about)
    else:
        yield Finding(Area.SYSTEM, "browser", Health.OK, str(getattr(browser, "name", "") or "found"))


def _rows(found: Diagnosis) -> Iterator[str]:
    width = max(len(finding.what) for finding in found.findings)
    for area in Area:
        findings = [finding for finding in found.findings if finding.area == area]
        if findings:
            yield area.upper()
        for finding in findings:
            remedy = f"; to get it: {finding.remedy}" if finding.health is Health.ABSENT and finding.remedy else ""
            remedy = remedy or (f"; {finding.remedy}" if finding.remedy else "")
            yield f"  {_MARKS[finding.health]:<9} {finding.what:<{width}}  {finding.about}{remedy}".rstrip()
    yield ""
    broken = ", ".join(finding.what for finding in found.broken)
    yield f"A plain render would fail: {broken}" if broken else "A plain render has all it needs"
