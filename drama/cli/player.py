"""Playing a sound file with whatever player the machine has."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from drama.errors import EngineError

_PLAYERS: tuple[tuple[str, ...], ...] = (
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error", "-protocol_whitelist", "file"),
    ("play", "-q"),
)
"""Programs that play a WAV file and end, with the arguments that keep them quiet."""


@dataclass(frozen=True, slots=True)
class Player:
    """A program that plays sound files."""

    name: str
    command: tuple[str, ...]


def find_player() -> Player | None:
    """Return the first player on the PATH, or None."""
    for name, *arguments in _PLAYERS:
        if found := shutil.which(name):
            return Player(name=name, command=(found, *arguments))
    return None


def start(path: Path, player: Player) -> subprocess.Popen[bytes]:
    """Begin to play a file; :func:`finish` waits for its end."""
    return subprocess.Popen(
        [*player.command, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(playing: subprocess.Popen[bytes], player: Player) -> None:
    """Wait until a file has been played. Raises :class:`EngineError` if the player fails."""
    try:
        _, complaints = playing.communicate()
    except BaseException:
        playing.kill()
        playing.wait()
        raise
    if playing.returncode:
        why = complaints.decode(errors="replace").strip().splitlines()
        raise EngineError(
            f"{player.name} could not play the sound ({why[-1] if why else f'exit code {playing.returncode}'}); "
            "write a file instead with -o"
        )


def play(path: Path, player: Player) -> None:
    """Play a file to its end. Raises :class:`EngineError` if the player fails."""
    finish(start(path, player), player)
