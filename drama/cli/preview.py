"""``drama preview``: one scene, from the same takes the render will use."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from drama.cli.player import find_player, play
from drama.cli.render import show_episode
from drama.cli.terminal import (
    clean,
    engine_option,
    jobs_option,
    paragraphs,
    progress_bars,
    story_argument,
    voices_option,
)


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama preview story.txt --scene 2                 plays it
        drama preview story.txt --scene 2 -o scene2.mp3""",
    )
)
@story_argument
@click.option(
    "--scene", type=click.IntRange(min=1), required=True, metavar="N", help="Its number, as `drama script` shows it."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it instead of playing it.")
@voices_option
@engine_option
@jobs_option
def preview(
    story: Path, scene: int, output: Path | None, voices: Path | None, engine: str | None, jobs: int | None
) -> None:
    """Hear one scene of STORY before rendering the rest.

    Plays it where a player is found, else writes STORY.scene-N.mp3 in this folder. What is recorded here is not
    recorded again by the render.
    """
    from drama import produce

    production = produce.prepare(story, voices=voices, engine=engine)
    production = produce.select_scenes(production, {scene})
    player = find_player() if output is None else None
    if output is None and player is None:
        output = Path(f"{story.stem}.scene-{scene}.mp3")
    with tempfile.TemporaryDirectory(prefix="drama-") as folder, progress_bars() as draw:
        path = output or Path(folder) / "scene.wav"
        episode = produce.render(production, path, jobs=jobs, on_progress=draw, is_whole=False)
        if output is not None:
            show_episode(episode)
        elif player is not None:
            title = production.script.scenes[0].title
            click.echo(clean(f"Playing scene {scene}, {title}, with {player.name}"), err=True)
            play(path, player)
