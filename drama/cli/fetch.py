"""``drama voices fetch``: download voices that do not come with their engine."""

from __future__ import annotations

import click

from drama.cli.terminal import agrees, clean, count, paragraphs


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama voices fetch hibari                  its four other voices
        drama voices fetch hibari emma fable --yes
        drama recast story.txt Anna hibari:emma    cast one""",
    )
)
@click.argument("engine", metavar="ENGINE")
@click.argument("names", nargs=-1, metavar="[VOICE]...")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def fetch(engine: str, names: tuple[str, ...], yes: bool) -> None:
    """Download more voices of ENGINE (hibari). Asks first.

    Shows size, source, destination and licence. The voices join those automatic casting picks from: to keep a cast as
    it is, save it first with `drama cast STORY --save`.
    """
    import drama

    downloads = drama.voice_downloads(engine, names)
    missing = [download for download in downloads if not download.is_fetched]
    if not missing:
        click.echo(f"{', '.join(download.id for download in downloads)}: already here")
        return
    click.echo(f"{', '.join(download.id for download in missing)}")
    click.echo(f"  {sum(download.size_bytes for download in missing) / 1e6:.1f} MB, licence {missing[0].licence}")
    click.echo(clean(f"  from {missing[0].source}"))
    click.echo(clean(f"  to   {missing[0].path.parent}"))
    if not yes and not agrees(f"Fetch {'it' if len(missing) == 1 else 'them'}?"):
        raise click.ClickException("nothing was fetched")
    drama.fetch_voices(missing)
    click.echo(f"{count(len(missing), 'voice')} fetched")
