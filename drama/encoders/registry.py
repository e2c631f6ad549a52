"""Episodes on disk: PCM in parts in, one whole file out, its format chosen by suffix.

==========  ===========================================================================
``.mp3``    44.1 kHz CBR, gapless header, ID3v2.3 with chapters; parts encoded on all cores and cached
``.wav``    16 bit; RF64 where the data passes 4 GiB
``.flac``   16 bit, with Vorbis comments and chapters
``.opus``   48 kHz, Ogg, with Vorbis comments and chapters
``.m4b``    AAC in MP4 with chapters, for audiobook players; ``.m4a`` for all others. Needs the extra ``[m4b]``
==========  ===========================================================================

A file appears whole or not at all: it is staged beside its place and renamed. Heavy libraries are imported
when a file is written, not before.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from drama.encoders.base import Cache, OnProgress, Part, Tags
from drama.errors import WriteError
from drama.files.atomic import Place, staged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from drama.model import MixSettings

__all__ = [
    "SUFFIXES",
    "Cache",
    "OnProgress",
    "Part",
    "Tags",
    "check_name",
    "check_output",
    "check_place",
    "write_episode",
]

SUFFIXES = (".flac", ".m4a", ".m4b", ".mp3", ".opus", ".wav")
"""The formats an episode can have."""

_AAC = {".m4a", ".m4b"}


def check_output(path: Path) -> str:
    """Return the suffix that names the format of an output, in lower case.

    For callers that want to know before an hour of work that the file cannot be written.

    Raises WriteError for an unknown suffix, one whose extra is not installed, a folder that does not exist or takes no
    files, or a path that is no file.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise WriteError(f"{path}: is a folder; name a file in it")
    if suffix not in SUFFIXES:
        raise WriteError(
            f"{path}: no episode format has the suffix {suffix or '(none)'!r}; valid: {', '.join(SUFFIXES)}"
        )
    if suffix in _AAC:
        from drama.encoders.aac import import_av  # noqa: PLC0415 (an extra)

        import_av(path)
    check_place(path)
    if path.exists() and not path.is_file():
        raise WriteError(f"{path}: is not a file; an episode cannot take its place")
    return suffix


def check_place(path: Path) -> None:
    """Raise WriteError unless a file can be written at a path."""
    check_name(path)
    try:
        path.resolve()
    except OSError as problem:  # the folder we are in has been removed
        raise WriteError(f"{path}: cannot be written: {problem.strerror}; go to a folder that is there") from problem
    if path.is_dir():
        raise WriteError(f"{path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise WriteError(f"{path}: there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK | os.X_OK) and (path.is_file() or not path.exists()):
        raise WriteError(f"{path}: the folder {path.parent} takes no files: Permission denied")


def check_name(path: Path) -> None:
    """Raise WriteError unless a file may have this name: file systems count its bytes, in UTF-8."""
    length, most = len(os.fsencode(path.name)), _longest_name(path.parent)
    if length > most:
        raise WriteError(f"{path}: the name is too long: {length} bytes; the folder takes {most}")
    try:
        path.lstat()
    except FileNotFoundError:
        return
    except OSError as problem:
        raise WriteError(f"{path}: cannot be written: {problem.strerror}") from problem


def _longest_name(folder: Path) -> int:
    """Return how many bytes the name of a file in a folder may have."""
    if hasattr(os, "pathconf"):
        with suppress(OSError, ValueError):
            return os.pathconf(folder, "PC_NAME_MAX")
    return 255


def write_episode(
    path: Path,
    parts: Sequence[Part],
    tags: Tags,
    *,
    settings: MixSettings,
    cache: Cache | None,
    jobs: int,
    on_progress: OnProgress | None = None,
    place: Place = staged,
) -> None:
    """Write an episode, whole or not at all.

    :param parts: the sound in order; at most ``jobs + 1`` of them are in memory at once.
    :param settings: channels (1 or 2) and, for what is not lossless, the bit rate.
    :param cache: where encoded parts of an MP3 are kept, so that an unchanged one is neither mixed nor encoded again.
    :param jobs: threads that mix and encode.
    :param on_progress: called in the calling thread with the frames written so far.
    :param place: what puts the finished file in its place.

    The same parts, tags and settings give the same bytes, whatever the jobs and the cache.

    Raises WriteError where the file cannot be written, MixError where a part is not the sound it claims to be, and
    whatever a part's ``render`` raises; the file at ``path`` is then as it was before.
    """
    suffix = check_output(path)
    if not parts or not sum(part.frames for part in parts):
        raise WriteError(f"{path}: the episode has no sound to write")
    if settings.channels not in (1, 2):
        raise WriteError(f"{path}: an episode has 1 or 2 channels, not {settings.channels}")
    if suffix == ".mp3":
        from drama.encoders.mp3 import write_mp3  # noqa: PLC0415 (heavy: numpy and the encoders)

        write_mp3(path, parts, tags, settings=settings, cache=cache, jobs=jobs, on_progress=on_progress, place=place)
    elif suffix in _AAC:
        from drama.encoders.aac import write_aac  # noqa: PLC0415 (an extra)

        write_aac(path, parts, tags, settings=settings, jobs=jobs, on_progress=on_progress, place=place)
    elif suffix == ".opus":
        from drama.encoders.opus import write_opus  # noqa: PLC0415 (heavy: numpy and the encoders)

        write_opus(path, parts, tags, settings=settings, jobs=jobs, on_progress=on_progress, place=place)
    else:
        from drama.encoders.wav_flac import write_pcm  # noqa: PLC0415 (heavy: numpy and the encoders)

        write_pcm(path, parts, tags, settings=settings, jobs=jobs, on_progress=on_progress, place=place)
