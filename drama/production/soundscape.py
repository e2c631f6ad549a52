"""The sounds a production names, found in the library; and the library itself, to list and to play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drama import cast as casting
from drama.encoders import Part, Tags, write_episode
from drama.files.atomic import Place, staged
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.model import FRAME_RATE, ROOM_TONE, Asset, MixSettings, Preset
from drama.production.prepare import Production
from drama.sounds import Library

if TYPE_CHECKING:
    from numpy import int16
    from numpy.typing import NDArray

_HEARD_FRAMES = 20 * FRAME_RATE
"""No more of a sound is played to try it."""


@dataclass(frozen=True, slots=True)
class Soundscape:
    """What is heard beside the lines, and where it comes from."""

    library: Library
    assets: Mapping[str, Asset]
    """By the name script or cast file use."""
    missing: tuple[str, ...] = ()
    """The names of those there are not."""
    warnings: tuple[str, ...] = ()


def find_sounds(production: Production, *, in_outline: bool = False) -> Soundscape:
    """Find every sound a production names; a missing one is left out with a warning.

    ``in_outline`` decodes no file: its length is what its head says, and its loudness a guess.
    """
    is_audiobook = production.cast.mix.preset is Preset.AUDIOBOOK
    library = Library(production.cast.sound.library, seed=production.script.story.title)
    names = (*production.direction.sound_plan.names, *((ROOM_TONE,) if is_audiobook else ()))
    found = {name: library.outline(name) if in_outline else library.find(name) for name in names}
    missing = tuple(name for name, asset in found.items() if asset is None)
    told = (f"no sound fits {name!r}: it is left out (`drama sounds` lists what there is)" for name in missing)
    assets = {name: asset for name, asset in found.items() if asset is not None}
    return Soundscape(library, assets, missing, (*told, *library.warnings))


def open_library(voices: Path | None) -> Library:
    """Return the library a cast file names, over drama's own sounds. Raises a :class:`DramaError`."""
    return Library(casting.load_cast_file(voices).sounds.sound.library)


def write_sound(library: Library, name: str, path: Path, *, is_kept: bool = True, replaces_any: bool = False) -> Asset:
    """Write a sound of the library as a file, 20 s of it at most.

    Raises :class:`LibraryError` if there is none, :class:`WriteError` where the file is not drama's to replace.
    """
    asset = library.check(name)
    place: Place = staged
    if is_kept:
        written = WrittenFiles(default_folder(), path, inputs=library.used, replaces_any=replaces_any)
        written.check(path)
        place = written.place
    frames = min(asset.frames, _HEARD_FRAMES)

    def render() -> NDArray[int16]:
        return (library.samples(asset, 0, frames) * 32_767).clip(-32_768, 32_767).astype("int16")

    write_episode(path, [Part(asset.key, frames, render)], Tags(title=asset.name, comment=asset.credit),
                  settings=MixSettings(), cache=None, jobs=1, place=place)  # fmt: skip
    return asset
