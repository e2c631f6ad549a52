"""``drama sounds``: what can be heard beside the voices, and by which names."""

from __future__ import annotations

from pathlib import Path

import click

from drama.cli.player import find_player, play
from drama.cli.terminal import clean, force_option, paragraphs, show_warnings, voices_option
from drama.errors import CastError
from drama.files.atomic import temporary_folder
from drama.model import BEDS, EFFECTS, ROOMS


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama sounds                          list them
        drama sounds rain                     play one
        drama sounds "door slams" -o door.wav
        drama sounds --voices story.voices.toml    include the files of its library""",
        'In a story, [SFX: door slams] plays a sound where it stands; in the cast file, [scenes."3"] gives a scene its '
        "room and bed.",
    )
)
@click.argument("name", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Write the sound to a file instead of playing it.",
)
@force_option
@voices_option
def sounds(name: str | None, output: Path | None, replaces_any: bool, voices: Path | None) -> None:
    """List the rooms, beds and effects there are, or play one."""
    import drama

    if name is None and output is not None:
        raise click.UsageError("-o writes one sound: name it, as in `drama sounds rain -o rain.wav`")
    library = drama.sound_library(voices)
    if name is None:
        for row in _rows(library.files):
            click.echo(clean(row))
        return
    player = find_player() if output is None else None
    if output is None and player is None:
        library.check(name)
        raise CastError("no player is found on this machine; write the sound to a file with -o FILE")
    with temporary_folder() as folder:
        path = output or folder / "sound.wav"
        asset = drama.write_sound(library, name, path, is_kept=output is not None, overwrite=replaces_any)
        show_warnings(library.warnings)
        loudness = f"{asset.loudness_lufs:.0f} LUFS".replace("-", "−")
        facts = (loudness, f"{asset.frames / 44_100:.1f} s", asset.credit, asset.licence)
        click.echo(clean(f"{name}: {', '.join(filter(None, facts))}"), err=True)
        if output is None and player is not None:
            play(path, player)


def _rows(files: tuple[str, ...]) -> list[str]:
    return [
        "Rooms, for [scenes.N] room:",
        f"  {', '.join(ROOMS)}, none",
        "Beds, for [scenes.N] bed, or any file:",
        f"  {', '.join(BEDS)}, none",
        "Effects, for [SFX: …] in the story, or any file:",
        f"  {', '.join(EFFECTS)}",
        "Sting, between scenes: chime, none, or any file",
        *(["Your library:", *(f"  {file}" for file in files)] if files else []),
    ]
