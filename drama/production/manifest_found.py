"""The manifest of an episode, found: in the file beside it, or in its tags."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from drama.encoders.manifest_tag import read_manifest_tags
from drama.errors import DataError
from drama.files.inputs import read_file
from drama.files.paths import exists, is_file, is_folder
from drama.model import Manifest, WrittenFile
from drama.production.manifest import AUDIO
from drama.production.manifest_path import BOOK_MANIFEST, MANIFEST_SUFFIX, manifest_path
from drama.production.manifest_text import read_manifest

_LARGEST_BYTES = 20_000_000
"""Size limit of a manifest: a book of 1,000 chapters with five files each has a megabyte."""

_STRANGE = frozenset(":\\\0" if os.name == "nt" else "\0")
"""What no path of a file holds, or what leads to another drive."""


@dataclass(frozen=True, slots=True)
class FoundManifest:
    """The manifest of an episode, and where it was found."""

    episode: Path
    """The audio file, or the folder of an audiobook."""
    manifest: Manifest
    path: Path | None
    """Its file; None for the tags."""
    is_as_written: bool
    audio: tuple[tuple[Path, WrittenFile], ...]
    """The audio files that are asked about, each with what was written of it; none of a manifest in tags."""
    sound: str = ""
    """Of a manifest in tags: the digest of the sound beside it."""
    damaged: tuple[str, str] | None = None
    """The name of the file beside the episode in whose place the tags were read, and what is wrong with it."""


def find_manifest(episode: Path) -> FoundManifest:
    """Return the manifest of an episode: of an audio file, of the folder of one episode, or a manifest's file itself.

    Raises :class:`DataError` where there is none, or one that is damaged or of another version.
    """
    if not exists(episode):
        raise DataError(f"{episode} is not there; name an episode: its audio file, or the folder of its chapters")
    if episode.name.endswith(MANIFEST_SUFFIX):
        return _of_file(episode, None)
    if is_folder(episode):
        path = episode / BOOK_MANIFEST
        return _of_file(path, episode) if exists(path) else _of_file(_only_one_in(episode), None)
    for path in (manifest_path(episode), episode.with_name(BOOK_MANIFEST)):
        if not exists(path):
            continue
        try:
            found = _of_file(path, episode)
        except DataError as problem:
            return _in_place_of(path, problem, episode)
        if found.audio:
            return found
    return _of_tags(episode)


def _only_one_in(folder: Path) -> Path:
    """Return the manifest in a folder that holds one episode. Raises DataError where there is none, or several."""
    try:
        found = sorted(path for path in folder.iterdir() if path.name.endswith(MANIFEST_SUFFIX) and is_file(path))
    except OSError as problem:
        raise DataError(f"{folder} cannot be listed: {problem.strerror}") from problem
    if len(found) != 1:
        many = f"there are {len(found):,} manifests in it" if found else f"there is no {BOOK_MANIFEST} in it"
        raise DataError(f"{folder} is a folder, and {many}; name an audio file in it")
    return found[0]


def _in_place_of(path: Path, problem: DataError, episode: Path) -> FoundManifest:
    """Return the manifest in an episode's tags for a damaged one beside it. Raises ``problem`` where there is none."""
    try:
        found = _of_tags(episode)
    except DataError:
        raise problem from None
    return replace(found, damaged=(path.name, str(problem).removeprefix(f"{path}: ")))


def _of_file(path: Path, episode: Path | None) -> FoundManifest:
    """Return the manifest in a file; without audio where it is not that of the ``episode``."""
    try:
        read = read_manifest(read_file(path, limit=_LARGEST_BYTES), str(path))
    except OSError as problem:
        raise DataError(f"{path}: the manifest cannot be read: {problem.strerror}") from problem
    audio = [(written_path(path, one), one) for one in read.manifest.files if one.kind == AUDIO]
    known = [(place, one) for place, one in audio if place is not None]
    if not audio:
        raise DataError(f"{path}: the manifest is damaged: it names no audio file")
    if episode is None:
        episode = path.parent if path.name == BOOK_MANIFEST or not known else known[0][0]
    elif not is_folder(episode):
        known = _of_one(episode, known)
    return FoundManifest(episode, read.manifest, path, read.is_as_written, tuple(known))


def _of_one(episode: Path, known: list[tuple[Path, WrittenFile]]) -> list[tuple[Path, WrittenFile]]:
    """Return what is known of one audio file, also where it was renamed together with its manifest."""
    own = [(episode, one) for place, one in known if place.absolute() == episode.absolute()]
    if not own and len(known) == 1 and known[0][0].suffix.lower() == episode.suffix.lower() and not exists(known[0][0]):
        return [(episode, known[0][1])]
    return own


def _of_tags(episode: Path) -> FoundManifest:
    text, sound = read_manifest_tags(episode)
    if not text:
        beside = manifest_path(episode)
        other = f"; {beside.name} is of another episode" if exists(beside) else ""
        raise DataError(
            f"{episode} has no manifest, neither beside it nor in its tags: it is of an older drama, of another "
            f"program, or lost its tags{other}. Rendering it again writes one"
        )
    if len(text) > _LARGEST_BYTES:
        raise DataError(f"{episode}: the manifest in its tags has more than {_LARGEST_BYTES:,} characters")
    read = read_manifest(text, f"{episode}, its tags")
    return FoundManifest(episode, read.manifest, None, read.is_as_written, (), sound)


def written_path(manifest: Path, written: WrittenFile) -> Path | None:
    """Return where a file stands that a render wrote; None for elsewhere, and for a path that leads out of the folder.

    Whoever made the manifest may have written anything into it.
    """
    path = PurePosixPath(written.path)
    is_beside_book = manifest.name == BOOK_MANIFEST and len(path.parts) == 2 and path.parts[0] == ".."
    below = path.parts[1:] if is_beside_book else path.parts
    is_inside = below and not path.is_absolute() and ".." not in below and not _STRANGE & set(written.path)
    if written.is_elsewhere or not is_inside:
        return None
    return manifest.parent / path
