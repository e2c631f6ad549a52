"""Ogg Opus through libsndfile, which brings its own encoder: no ffmpeg is needed.

Opus has no 44.1 kHz, so the sound is resampled to 48 kHz as it passes; a start or a length is right to the frame there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr

from drama.encoders.tags import tag_opus
from drama.encoders.wav_flac import refused, write_whole
from drama.errors import WriteError
from drama.model import FRAME_RATE, MixSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from drama.encoders.base import EncodingJob, OnProgress, Pcm

OPUS_RATE = 48_000
"""Frames a second of every Opus file (RFC 7845)."""
_LEAST_KBPS, _MOST_KBPS = 6.0, 256.0
"""Bit rates for one channel, between which libsndfile's compression level 1 to 0 goes (libsndfile 1.2, ogg_opus.c)."""
_CHUNK = 65_536
"""Frames resampled at a time, so that a long part takes no more memory than a short one."""


class OpusEncoder:
    """Writes Opus in Ogg."""

    suffixes = (".opus",)

    def check(self, path: Path) -> None:
        """Raise WriteError where libsndfile is too old to write Opus."""
        if "OPUS" not in soundfile.available_subtypes("OGG"):
            raise WriteError(
                f"{path}: this libsndfile ({soundfile.__libsndfile_version__}) writes no Opus; 1.0.29 and later do"
            )

    def write(self, file: Path, job: EncodingJob) -> None:
        """Write the episode. Raises WriteError where the disk does not take all of it."""
        _write_opus(file, job)


def _write_opus(temporary: Path, job: EncodingJob) -> None:
    path, channels = job.path, job.settings.channels
    with job.sounds() as sounds, refused(path):
        with soundfile.SoundFile(
            temporary,
            "w",
            samplerate=OPUS_RATE,
            channels=channels,
            format="OGG",
            subtype="OPUS",
            compression_level=_compression(job.settings),
        ) as file:
            frames = 0
            for chunk in _resampled(sounds, channels=channels, on_progress=job.on_progress):
                write_whole(file, chunk, path=path)
                frames += len(chunk)
        if soundfile.info(temporary).frames != frames:
            raise WriteError(f"{path}: the disk took only a part of the episode; is it full?")
        tag_opus(temporary, job.tags)


def _compression(settings: MixSettings) -> float:
    """Return the compression level that gives a bit rate."""
    kbps = min(max(settings.bit_rate_kbps / settings.channels, _LEAST_KBPS), _MOST_KBPS)
    return (_MOST_KBPS - kbps) / (_MOST_KBPS - _LEAST_KBPS)


def _resampled(sounds: Iterable[Pcm], *, channels: int, on_progress: OnProgress) -> Iterator[NDArray[np.float32]]:
    """Yield the sound at 48 kHz, full scale 1.0."""
    stream = soxr.ResampleStream(FRAME_RATE, OPUS_RATE, channels, dtype="float32")
    done = 0
    try:
        for pcm in sounds:
            for start in range(0, len(pcm), _CHUNK):
                chunk = pcm[start : start + _CHUNK].astype(np.float32) / np.float32(32768)
                yield stream.resample_chunk(chunk)
            done += len(pcm)
            on_progress(done)
        yield stream.resample_chunk(np.zeros((0, channels), dtype=np.float32), last=True)
    finally:
        del stream  # or an exception that outlives us keeps it, of which soxr 1.1 complains when Python ends
