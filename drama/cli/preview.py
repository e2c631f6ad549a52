"""``drama preview``: one scene, from the same takes the render will use."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.player import Player, find_player, finish, start
from drama.cli.render import show_episode
from drama.cli.stories import opened, story_argument
from drama.cli.terminal import (
    action_option,
    as_option,
    clean,
    engine_option,
    force_option,
    jobs_option,
    language_option,
    lock_option,
    paragraphs,
    progress_bars,
    recordings_option,
    show_form,
    show_uploads,
    show_warnings,
    style_option,
    told_early,
    voices_option,
)
from drama.files.atomic import temporary_folder
from drama.files.naming import named_after

if TYPE_CHECKING:
    from drama import Production
    from drama.model import Form


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama preview story.txt --scene 2                 play scene 2
        drama preview story.txt --scene 2 -o scene2.mp3
        drama preview my-novel/ --scene 2                 of the chapters in a folder""",
    )
)
@story_argument
@click.option(
    "--scene", type=click.IntRange(min=1), required=True, metavar="N", help="Scene number, as `drama script` shows it."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Write the scene to a file instead of playing it.",
)
@voices_option
@as_option
@action_option
@engine_option
@style_option
@jobs_option
@language_option
@lock_option
@recordings_option
@force_option
def preview(
    story: tuple[Path, ...],
    scene: int,
    output: Path | None,
    voices: Path | None,
    as_: Form | None,
    action: bool,
    engine: str | None,
    style: str | None,
    jobs: int | None,
    language_anyway: bool,
    lock_anyway: bool,
    recordings: bool,
    replaces_any: bool,
) -> None:
    """Render one scene of STORY and play it.

    Writes STORY.scene-N.mp3 to the current folder where no player is installed. A later render uses the same
    recordings.
    """
    import drama

    files = opened(story)
    with drama.warm_up(files, voices=voices, engine=engine, jobs=jobs, are_kept=True):
        production = drama.prepare(
            files,
            voices=voices,
            engine=engine,
            style=style,
            language_anyway=language_anyway,
            lock_anyway=lock_anyway,
            recordings=recordings,
            as_=as_,
            action=action,
        )
        show_form(production.script)
        production = drama.select_scenes(production, {scene})
        show_uploads(drama.uploads(production))
        player = find_player() if output is None else None
        if output is None and player is None:
            output = Path(named_after(files.episode_path, f".scene-{scene}.mp3").name)
        if output is not None:
            show_warnings(told_early(production))
            with progress_bars() as draw:
                episode = drama.render(
                    production,
                    output,
                    jobs=jobs,
                    progress=draw,
                    draws_cover=False,
                    manifest=False,
                    is_whole=False,
                    overwrite=replaces_any,
                )
            show_episode(episode, production, shown=production.early_warnings)
        elif player is not None:
            show_warnings(production.warnings)
            title = production.script.scenes[0].title
            click.echo(clean(f"Playing scene {scene}, {title}, with {player.name}"), err=True)
            _play(production, player, jobs)


def _play(production: Production, player: Player, jobs: int | None) -> None:
    """Play a production in pieces, each made while the one before is heard."""
    import drama

    playing: subprocess.Popen[bytes] | None = None
    with temporary_folder() as folder:
        try:
            for number, piece in enumerate(drama.preview_parts(production)):
                path = folder / f"{number}.wav"
                made = drama.render(piece, path, jobs=jobs, draws_cover=False, is_whole=False, is_kept=False)
                show_warnings(warning for warning in made.warnings if warning not in production.warnings)
                if playing is not None:
                    finish(playing, player)
                    (folder / f"{number - 1}.wav").unlink()
                playing = start(path, player)
            if playing is not None:
                finish(playing, player)
        finally:
            if playing is not None:
                playing.kill()
