"""M4B and M4A: AAC in MP4 with chapters, through PyAV (BSD-3-Clause, an extra), whose wheels bring FFmpeg's libraries.

PyAV rather than an ffmpeg program: it encodes in this process from memory, so that no text of a story and no name of a
file ever stands among a program's arguments, and a failure is an exception. Only this module imports it.
"""

from __future__ import annotations

import io
from contextlib import suppress
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from drama.encoders.base import EncodingJob, Tags, chapter_titles
from drama.encoders.registry import ALWAYS_THERE, EXTRAS
from drama.encoders.tags import tag_mp4
from drama.errors import WriteError, install_command
from drama.files.text import printable
from drama.languages.codes import three_letters
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

    from drama.encoders.base import Pcm

_AAC_BLOCK = 1024
"""Frames in one AAC frame; FFmpeg's encoder begins with one of them in silence."""
_CHUNK = 64 * _AAC_BLOCK
_CODER = {"aac_coder": "fast"}
"""Of FFmpeg's two coders the one with steady quantisers. On 90 s of eSpeak voices at 128 (64) kbit/s against the other,
"twoloop", FFmpeg 8: peaks rise by 0.03 (0.15) dB and not by 0.3 (2.2) dB, noise is 9 to 20 dB lower in every band, and
it takes less than half the time."""
_BRANDS = {".m4b": "M4B "}
"""What a file says it is, by suffix; FFmpeg's own choice, ``M4A ``, is music to players that go by it."""
_MUXER = {
    "movie_timescale": str(FRAME_RATE),  # lengths to the frame; FFmpeg's own choice is milliseconds
    "movflags": "+faststart",  # players begin before they have all of it
    "fflags": "+bitexact",  # no name of a library and its version
}


class _WholeWrites(io.FileIO):
    """A file that takes all it is given or fails; FFmpeg does not look at how much was taken."""

    def write(self, data: bytes | memoryview) -> int:  # type: ignore[override] # as PyAV calls it
        view = memoryview(data)
        done = 0
        while done < len(view):
            done += super().write(view[done:]) or 0
        return done


class AacEncoder:
    """Writes M4B and M4A."""

    suffixes = (".m4b", ".m4a")

    def check(self, path: Path) -> None:
        """Raise WriteError where PyAV is not installed."""
        _import_av(path)

    def write(self, file: Path, job: EncodingJob) -> None:
        """Write the episode. Raises WriteError where PyAV is not installed, or the disk does not take all of it."""
        _write_aac(file, job)


def _write_aac(temporary: Path, job: EncodingJob) -> None:
    path = job.path
    av = _import_av(path)
    brand = _BRANDS.get(path.suffix.lower(), "M4A ")
    with job.sounds() as sounds:
        try:
            with _WholeWrites(temporary, "r+") as file:
                blocks = _encode(av, file, sounds, job, brand=brand)
        except av.FFmpegError as error:
            raise WriteError(f"{path}: cannot write the episode: {error}") from error
        padding = blocks * _AAC_BLOCK - _AAC_BLOCK - job.frames
        is_book = path.suffix.lower() == ".m4b"
        tag_mp4(temporary, job.tags, is_book=is_book, delay=_AAC_BLOCK, padding=padding, frames=job.frames)


def _import_av(path: Path) -> ModuleType:
    """Return PyAV; raises WriteError naming the extra where it is not installed, or older than 16 (no chapters)."""
    av: ModuleType | None = None
    with suppress(ImportError):
        av = import_module("av")
    if av is None or not hasattr(av.container.OutputContainer, "set_chapters"):
        others = f"{', '.join(ALWAYS_THERE[:-1])} and {ALWAYS_THERE[-1]}"
        raise WriteError(
            f"{path}: {path.suffix} needs PyAV 16 or later, which is not installed: "
            f"{install_command(EXTRAS['.m4b'])}; without it there are {others}"
        )
    return av


def _encode(av: ModuleType, file: io.FileIO, sounds: Iterable[Pcm], job: EncodingJob, *, brand: str) -> int:
    """Encode the sounds into a file and return how many AAC frames there are.

    FFmpeg gets an open file and never a name to look for a protocol in.
    """
    with av.open(file, "w", format="ipod", options=_MUXER | {"brand": brand}) as container:
        stream = container.add_stream("aac", rate=FRAME_RATE, options=_CODER)
        stream.bit_rate = job.settings.bit_rate_kbps * 1000
        stream.layout = "stereo" if job.settings.channels == 2 else "mono"
        if language := three_letters(job.tags.language):
            stream.metadata["language"] = language
        container.set_chapters(_chapters(job.tags))
        blocks = done = 0
        for pcm in sounds:
            for start in range(0, len(pcm), _CHUNK):
                frame = av.AudioFrame.from_ndarray(
                    np.ascontiguousarray(pcm[start : start + _CHUNK]).reshape(1, -1), "s16", stream.layout.name
                )
                frame.sample_rate, frame.time_base, frame.pts = FRAME_RATE, Fraction(1, FRAME_RATE), done + start
                packets = stream.encode(frame)
                container.mux(packets)
                blocks += len(packets)
            done += len(pcm)
            job.on_progress(done)
        last = stream.encode(None)
        container.mux(last)
        return blocks + len(last)


def _chapters(tags: Tags) -> list[dict[str, object]]:
    """Return the chapters for FFmpeg, the first of them at frame 0.

    It draws a first chapter that begins later to the beginning (FFmpeg 8, QuickTime's chapter track has no gaps), so
    what is before it becomes a chapter of its own.
    """
    titled = zip(tags.chapters, chapter_titles(tags), strict=True)
    chapters = [(chapter.start_frame, chapter.end_frame, title) for chapter, title in titled]
    if chapters and chapters[0][0] > 0:
        chapters.insert(0, (0, chapters[0][0], printable(tags.title) or "Opening"))
    tick = Fraction(1, FRAME_RATE)
    return [
        {"id": number, "start": start, "end": end, "time_base": tick, "metadata": {"title": title}}
        for number, (start, end, title) in enumerate(chapters, start=1)
    ]
