"""``drama voices fetch``: voices that are downloads of their own, when they are asked for."""

from __future__ import annotations

import click

from drama.cli.terminal import agrees, clean, count, paragraphs
from drama.errors import EngineError


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama voices fetch hibari                  its four other voices, after a question
        drama voices fetch hibari emma fable --yes
        drama recast story.txt Anna hibari:emma    and then she speaks""",
    )
)
@click.argument("engine", metavar="ENGINE")
@click.argument("names", nargs=-1, metavar="[VOICE]...")
@click.option("--yes", is_flag=True, help="Do not ask.")
def fetch(engine: str, names: tuple[str, ...], yes: bool) -> None:
    """Download voices of ENGINE that did not come with it; hibari has such. Asks first.

    Says how much, from where, to where and under which licence. They join the pool: casts that are to stay as they are
    can be written down before, with `drama cast STORY --save`.
    """
    from drama.engines import get_engine
    from drama.engines.hibari import downloads

    if engine != "hibari":
        raise EngineError(f"the engine {engine} has no voices to fetch; hibari has")
    get_engine(engine)  # or why it is not there
    known = {other.name: other for other in downloads.downloadable_voices()}
    if unknown := [name for name in names if name.removeprefix("hibari:") not in known]:
        raise EngineError(f"hibari has no voice {unknown[0]!r} to fetch (there are: {', '.join(known)})")
    asked = [known[name.removeprefix("hibari:")] for name in dict.fromkeys(names)] or list(known.values())
    wanted = [other for other in asked if not other.is_fetched]
    if not wanted:
        click.echo(f"{', '.join(other.speaker.id for other in asked)}: already here")
        return
    source = downloads.source()
    click.echo(f"{', '.join(other.speaker.id for other in wanted)}")
    click.echo(f"  {sum(other.size for other in wanted) / 1e6:.1f} MB, licence {downloads.LICENSE}")
    click.echo(clean(f"  from {source}"))
    click.echo(clean(f"  to   {wanted[0].path.parent}"))
    if not yes and not agrees(f"Fetch {'it' if len(wanted) == 1 else 'them'}?"):
        raise click.ClickException("nothing was fetched")
    downloads.fetch(wanted, source)
    click.echo(f"{count(len(wanted), 'voice')} fetched")
