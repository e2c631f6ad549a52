"""WAV and FLAC, 16 bit, through libsndfile."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import soundfile

from drama.encoders.tags import tag_flac
from drama.errors import WriteError
from drama.files.text import printable
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy import float32, int16
    from numpy.typing import NDArray

    from drama.encoders.base import EncodingJob, OnProgress, Pcm, Tags

_RF64_BYTES = (1 << 32) - (1 << 20)
"""Data from which on a WAV is RF64 (EBU Tech 3306): sizes in WAV have 32 bits; a MiB is left for the rest."""


class PcmEncoder:
    """Writes WAV and FLAC."""

    suffixes = (".wav", ".flac")

    def check(self, path: Path) -> None:
        """Return: what it needs is always installed."""

    def write(self, file: Path, job: EncodingJob) -> None:
        """Write the episode. Raises WriteError where the disk does not take all of it."""
        write_pcm(file, job)


def write_pcm(temporary: Path, job: EncodingJob, *, rf64_bytes: int = _RF64_BYTES) -> None:
    """Write a WAV or FLAC into a file for ``job.path``. From ``rf64_bytes`` of data a WAV is RF64."""
    path, channels = job.path, job.settings.channels
    if path.suffix.lower() == ".flac":
        container = "FLAC"
    else:
        container = "WAV" if job.frames * channels * 2 < rf64_bytes else "RF64"
    with job.sounds() as sounds, refused(path):
        with soundfile.SoundFile(
            temporary, "w", samplerate=FRAME_RATE, channels=channels, subtype="PCM_16", format=container
        ) as file:
            if container != "FLAC":
                _tag_wav(file, job.tags)
            _write_sounds(file, sounds, path=path, on_progress=job.on_progress)
        if soundfile.info(temporary).frames != job.frames:
            raise WriteError(f"{path}: the disk took only a part of the episode; is it full?")
        if container == "FLAC":
            tag_flac(temporary, job.tags)


def _write_sounds(file: soundfile.SoundFile, sounds: Iterable[Pcm], *, path: Path, on_progress: OnProgress) -> None:
    done = 0
    for pcm in sounds:
        write_whole(file, pcm, path=path)
        done += len(pcm)
        on_progress(done)


def write_whole(file: soundfile.SoundFile, sound: NDArray[int16 | float32], *, path: Path) -> None:
    """Write some sound to a file for ``path``; raises WriteError where the disk takes only a part of it."""
    try:
        file.write(sound)
    except AssertionError as error:  # soundfile 0.14 asserts that everything was written
        raise WriteError(f"{path}: the disk took only a part of the episode; is it full?") from error


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Raise WriteError for what libsndfile refuses; a full disk is a "System error" to it."""
    try:
        yield
    except soundfile.LibsndfileError as error:
        raise WriteError(f"{path}: cannot write the episode: {error.error_string} Is the disk full?") from error


def _tag_wav(file: soundfile.SoundFile, tags: Tags) -> None:
    """Add an INFO list; it has no chapters, no cover and no series, and libsndfile refuses an empty text."""
    texts = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "comment": tags.comment,
        "date": tags.year,
        "genre": tags.genre,
        "tracknumber": str(tags.track[0]) if tags.track else "",
    }
    for name, text in texts.items():
        if shown := printable(text):
            setattr(file, name, shown)
