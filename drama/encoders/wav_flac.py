"""WAV and FLAC, 16 bit, through libsndfile."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import soundfile

from drama.encoders.base import OnProgress, Part, Tags, rendered
from drama.encoders.parallel import in_order
from drama.encoders.tags import tag_flac
from drama.errors import WriteError
from drama.files.atomic import Place, staged
from drama.files.images import image_type
from drama.files.text import printable
from drama.model import FRAME_RATE, MixSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy import float32, int16
    from numpy.typing import NDArray

    from drama.encoders.base import Pcm

_RF64_BYTES = (1 << 32) - (1 << 20)
"""Data from which on a WAV is RF64 (EBU Tech 3306): sizes in WAV have 32 bits; a MiB is left for the rest."""


def write_pcm(
    path: Path,
    parts: Sequence[Part],
    tags: Tags,
    *,
    settings: MixSettings,
    jobs: int,
    on_progress: OnProgress | None,
    place: Place = staged,
    rf64_bytes: int = _RF64_BYTES,
) -> None:
    """Write a WAV or FLAC; see :func:`drama.encoders.write_episode`. From ``rf64_bytes`` of data a WAV is RF64."""
    if tags.cover is not None:
        image_type(tags.cover)
    frames = sum(part.frames for part in parts)
    if path.suffix.lower() == ".flac":
        container = "FLAC"
    else:
        container = "WAV" if frames * settings.channels * 2 < rf64_bytes else "RF64"
    tasks: list[Callable[[], Pcm]] = [partial(rendered, part, settings.channels) for part in parts]
    with place(path) as temporary, closing(in_order(tasks, jobs=jobs)) as sounds, refused(path):
        with soundfile.SoundFile(
            temporary, "w", samplerate=FRAME_RATE, channels=settings.channels, subtype="PCM_16", format=container
        ) as file:
            if container != "FLAC":
                _tag_wav(file, tags)
            _write_sounds(file, sounds, path=path, on_progress=on_progress)
        if soundfile.info(temporary).frames != frames:
            raise WriteError(f"{path}: the disk took only a part of the episode; is it full?")
        if container == "FLAC":
            tag_flac(temporary, tags)


def _write_sounds(
    file: soundfile.SoundFile, sounds: Iterable[Pcm], *, path: Path, on_progress: OnProgress | None
) -> None:
    done = 0
    for pcm in sounds:
        write_whole(file, pcm, path=path)
        done += len(pcm)
        if on_progress:
            on_progress(done)


def write_whole(file: soundfile.SoundFile, sound: NDArray[int16 | float32], *, path: Path) -> None:
    """Write some sound to a file for ``path``; raises WriteError where the disk takes only a part of it."""
    try:
        file.write(sound)
    except AssertionError as error:  # soundfile 0.14 asserts that everything was written
        raise WriteError(f"{path}: the disk took only a part of the episode; is it full?") from error


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Turn what libsndfile refuses into a WriteError; a full disk is a "System error" to it."""
    try:
        yield
    except soundfile.LibsndfileError as error:
        raise WriteError(f"{path}: cannot write the episode: {error.error_string} Is the disk full?") from error


def _tag_wav(file: soundfile.SoundFile, tags: Tags) -> None:
    """Add an INFO list; it has no chapters, no cover and no series, and libsndfile refuses an empty text."""
    named = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "comment": tags.comment,
        "date": tags.year,
        "genre": tags.genre,
        "tracknumber": str(tags.track[0]) if tags.track else "",
    }
    for name, said in named.items():
        if text := printable(said):
            setattr(file, name, text)
