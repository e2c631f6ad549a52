"""Encoders by suffix: those drama brings, and those other packages announce under ``drama.encoders``.

==========  ===========================================================================
``.mp3``    44.1 kHz CBR, gapless header, ID3v2.3 with chapters; parts encoded on all cores and cached
``.wav``    16 bit; RF64 where the data passes 4 GiB
``.flac``   16 bit, with Vorbis comments and chapters
``.opus``   48 kHz, Ogg, with Vorbis comments and chapters
``.m4b``    AAC in MP4 with chapters, for audiobook players; ``.m4a`` for all others. Needs the extra ``[m4b]``
==========  ===========================================================================

The name of an entry point is the suffix without its dot, ``ogg = "my_package:OggEncoder"``: so only the encoder of the
file at hand is loaded. A file appears whole or not at all: it is staged beside its place and renamed. Heavy libraries
are imported when a file is written, not before.
"""

from __future__ import annotations

import importlib
import os
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, TypeVar, cast

from drama.encoders.base import Cache, Encoder, EncodingJob, OnProgress, Part, Tags
from drama.errors import WriteError
from drama.files.atomic import Place, staged
from drama.files.images import image_type
from drama.files.paths import exists, is_file, is_folder
from drama.files.plugins import Plugins

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from drama.model import MixSettings

GROUP = "drama.encoders"
"""The entry-point group other packages use: suffix without its dot -> a callable that returns an :class:`Encoder`."""

_PLUGINS = Plugins(GROUP, "encoder", required=("suffixes", "check", "write"), error=WriteError)
_BUILT_IN = {
    ".mp3": "drama.encoders.mp3:Mp3Encoder",
    ".opus": "drama.encoders.opus:OpusEncoder",
    ".flac": "drama.encoders.wav_flac:PcmEncoder",
    ".wav": "drama.encoders.wav_flac:PcmEncoder",
    ".m4a": "drama.encoders.aac:AacEncoder",
    ".m4b": "drama.encoders.aac:AacEncoder",
}
_LIBRARIES = {
    ".mp3": ("lameenc", "mutagen"),
    ".opus": ("soundfile", "soxr", "mutagen"),
    ".flac": ("soundfile", "mutagen"),
    ".wav": ("soundfile",),
    ".m4a": ("av", "mutagen"),
    ".m4b": ("av", "mutagen"),
}
EXTRAS = {".m4a": "m4b", ".m4b": "m4b"}
"""The extra of drama's that a format needs."""
ALWAYS_THERE = tuple(suffix for suffix in _BUILT_IN if suffix not in EXTRAS)
"""The formats that every installation writes."""

_Result = TypeVar("_Result")


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats an episode can have here, in order."""
    return tuple(sorted({*_BUILT_IN, *(f".{name.lower()}" for name in _PLUGINS.names())}))


def encoder_of(path: Path) -> Encoder:
    """Return the encoder of a file, by its suffix.

    Raises WriteError for a suffix nobody writes, and for an announced encoder that is broken.
    """
    suffix = path.suffix.lower()
    if suffix in _BUILT_IN:
        module, _, name = _BUILT_IN[suffix].partition(":")
        return cast("Encoder", getattr(importlib.import_module(module), name)())
    points = _PLUGINS.points(suffix.removeprefix(".")) if suffix else []
    if not points:
        raise WriteError(
            f"{path}: no episode format has the suffix {suffix or '(none)'!r}; valid: {', '.join(suffixes())}"
        )
    return _AnnouncedEncoder(f"{points[0].name!r} of {points[0].value}", _PLUGINS.load(points[0]))


def libraries_of(suffix: str) -> Mapping[str, str]:
    """Return the version of each library that shapes the files of a format, by name; of what is installed here."""
    if suffix in _BUILT_IN:
        found = {name: _version(name) for name in _LIBRARIES[suffix]}
        if "soundfile" in found:
            found["libsndfile"] = getattr(importlib.import_module("soundfile"), "__libsndfile_version__", "")
        return {name: version for name, version in found.items() if version}
    points = _PLUGINS.points(suffix.removeprefix("."))
    own = points[0].dist if points else None
    return {} if own is None else {own.name: own.version}


def _version(distribution: str) -> str:
    """Return the version of an installed distribution; nothing for one that is not there."""
    with suppress(PackageNotFoundError):
        return version(distribution)
    return ""


def check_output(path: Path) -> str:
    """Return the suffix that names the format of an output, in lower case.

    For callers that want to know before an hour of work that the file cannot be written.

    Raises WriteError for an unknown suffix, one whose extra is not installed, a folder that does not exist or takes no
    files, or a path that is no file.
    """
    if is_folder(path):
        raise WriteError(f"{path}: is a folder; name a file in it")
    encoder_of(path).check(path)
    check_place(path)
    if exists(path) and not is_file(path):
        raise WriteError(f"{path}: is not a file; an episode cannot take its place")
    return path.suffix.lower()


def check_place(path: Path) -> None:
    """Raise WriteError unless a file can be written at a path."""
    check_name(path)
    try:
        path.resolve()
    except OSError as problem:  # the folder we are in has been removed
        raise WriteError(f"{path}: cannot be written: {problem.strerror}; go to a folder that is there") from problem
    if is_folder(path):
        raise WriteError(f"{path}: is a folder; name a file in it")
    if not is_folder(path.parent):
        raise WriteError(f"{path}: there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK | os.X_OK) and (is_file(path) or not exists(path)):
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
    check_output(path)
    if not parts or not sum(part.frames for part in parts):
        raise WriteError(f"{path}: the episode has no sound to write")
    if settings.channels not in (1, 2):
        raise WriteError(f"{path}: an episode has 1 or 2 channels, not {settings.channels}")
    if tags.cover is not None:
        image_type(tags.cover)
    job = EncodingJob(path, parts, tags, settings, cache, jobs, on_progress or (lambda _: None))
    with place(path) as file:
        encoder_of(path).write(file, job)


class _AnnouncedEncoder:
    """An encoder of another package: whatever it raises is one message that names it."""

    def __init__(self, about: str, encoder: Encoder) -> None:
        self._about = about
        self._encoder = encoder

    @property
    def suffixes(self) -> Sequence[str]:
        """What the encoder says of itself."""
        return _PLUGINS.attempt(self._about, "does not tell its suffixes", lambda: tuple(self._encoder.suffixes))

    def check(self, path: Path) -> None:
        """Raise WriteError where the encoder does, or cannot tell."""
        _PLUGINS.attempt(self._about, f"does not tell whether it writes {path}", lambda: self._encoder.check(path))

    def write(self, file: Path, job: EncodingJob) -> None:
        """Write the file; what the mix or the caller's ``on_progress`` raise is passed on as it is."""
        passed_on: list[BaseException] = []
        watched = replace(
            job,
            parts=[_watched(part, passed_on) for part in job.parts],
            on_progress=lambda frames: _noting(passed_on, lambda: job.on_progress(frames)),
        )
        try:
            _PLUGINS.attempt(self._about, f"cannot write {job.path}", lambda: self._encoder.write(file, watched))
        except WriteError as problem:
            if problem.__cause__ in passed_on and isinstance(problem.__cause__, Exception):
                raise problem.__cause__ from None
            raise
        if not file.stat().st_size:
            raise WriteError(f"the encoder {self._about} wrote nothing for {job.path}")


def _watched(part: Part, passed_on: list[BaseException]) -> Part:
    def watch(render: Callable[[], _Result]) -> Callable[[], _Result]:
        return lambda: _noting(passed_on, render)

    lead_in, lead_out = part.lead_in and watch(part.lead_in), part.lead_out and watch(part.lead_out)
    return replace(part, render=watch(part.render), lead_in=lead_in, lead_out=lead_out)


def _noting(raised: list[BaseException], call: Callable[[], _Result]) -> _Result:
    """Return what a call returns, and note what it raises."""
    try:
        return call()
    except Exception as problem:
        raised.append(problem)
        raise
