"""Chapters as other programs find them: listed by FFmpeg, and still there after its copy into Matroska."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from support.writer_sounds import in_parts, sweep, write

from drama.encoders import Tags
from drama.model import FRAME_RATE, Chapter

pytestmark = pytest.mark.slow

TITLES = ("The keeper of the northern light, at length", "A rope and a lantern", "Low water", "Ida")
"""Each shorter than the one before it."""
LONG = 8 * FRAME_RATE

formats = pytest.mark.parametrize("suffix", [".mp3", ".m4b", ".m4a", ".flac", ".opus"])
counts = pytest.mark.parametrize("count", [4, 40])


def falling(count: int) -> tuple[Chapter, ...]:
    """Chapters back to back, the titles of which grow shorter."""
    titles = TITLES if count == len(TITLES) else [f"{'so ' * (count - n)}it ends" for n in range(count)]
    step = LONG // count
    return tuple(Chapter(title, n * step, (n + 1) * step) for n, title in enumerate(titles))


def listed(path: Path) -> list[tuple[float, str]]:
    """Start in seconds and title of every chapter, in FFmpeg's order."""
    with av.open(str(path)) as container:
        return [(float(c["start"] * c["time_base"]), c["metadata"].get("title", "")) for c in container.chapters()]


def copied(path: Path) -> Path:
    """The sound and the chapters of a file in Matroska, not encoded again."""
    copy = path.with_suffix(".mka")
    with av.open(str(path)) as source, av.open(str(copy), "w", format="matroska") as target:
        stream = source.streams.audio[0]
        track = target.add_stream_from_template(stream)
        target.set_chapters(source.chapters())
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.stream = track
                target.mux(packet)
    return copy


@formats
@counts
def test_ffmpeg_lists_chapters_by_time_and_a_copy_keeps_them_all(tmp_path: Path, suffix: str, count: int) -> None:
    chapters = falling(count)
    path = write(tmp_path / f"a{suffix}", in_parts(sweep(LONG)), Tags("The Light", chapters=chapters))
    wanted = [(round(c.start_frame / FRAME_RATE, 2), c.title) for c in chapters]
    assert [(round(start, 2), title) for start, title in listed(path)] == wanted
    assert [(round(start, 2), title) for start, title in listed(copied(path))] == wanted
