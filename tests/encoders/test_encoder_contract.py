"""What every encoder keeps, ours and yours: ``pytest tests/encoders/test_encoder_contract.py --drama-encoder .ogg``."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from support.writer_sounds import Pcm, Shelf, blocks, in_parts, pausing, sweep, write

from drama.encoders import Part, Tags, check_output, suffixes
from drama.encoders.registry import encoder_of
from drama.errors import MixError, WriteError
from drama.model import FRAME_RATE, Chapter, MixSettings

CUTS = blocks(20, 40)
FRAMES = 90_321
TAGS = Tags("The Lamp", "M. Orrin", chapters=(Chapter("One", 0, 45_678), Chapter("Two", 45_678, FRAMES)))


class StoppedError(Exception):
    """Stands for a caller who has enough."""


def sound(channels: int = 2) -> Pcm:
    return pausing(sweep(FRAMES, channels=channels, last_hz=4_000), CUTS)


def decoded(path: Path, channels: int) -> Pcm:
    """Return the file as FFmpeg plays it, at the rate of the mix."""
    resampler = av.AudioResampler(format="flt", layout="mono" if channels == 1 else "stereo", rate=FRAME_RATE)
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.codec_context.channels == channels
        frames = [part for frame in container.decode(stream) for part in resampler.resample(frame)]
    frames += resampler.resample(None)
    pieces = [frame.to_ndarray().reshape(-1, channels) for frame in frames]
    return np.clip(np.rint(np.concatenate(pieces) * 32_768), -32_768, 32_767).astype(np.int16)


def test_it_writes_the_suffixes_it_is_known_by(target: Path) -> None:
    written = encoder_of(target).suffixes
    assert target.suffix in written
    assert set(written) <= set(suffixes())
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in written)
    assert check_output(target.with_suffix(target.suffix.upper())) == target.suffix


@pytest.mark.parametrize("channels", [1, 2])
def test_the_whole_sound_is_heard_at_its_time(target: Path, channels: int) -> None:
    whole = sound(channels)
    heard = decoded(write(target, in_parts(whole, CUTS), TAGS, settings=MixSettings(channels=channels)), channels)
    assert abs(len(heard) - FRAMES) < 2_400, "no more than a codec's padding"
    error = heard[3_000 : FRAMES - 3_000].astype(float) - whole[3_000 : FRAMES - 3_000]
    assert np.std(error) < 0.1 * np.std(whole), "not the same sound at the same time"


def test_the_same_job_gives_the_same_bytes_whatever_the_threads_and_the_cache(target: Path) -> None:
    shelf = Shelf()
    files = [
        write(target, in_parts(sound(), CUTS), TAGS, jobs=jobs, cache=cache).read_bytes()
        for jobs, cache in ((1, None), (3, None), (2, shelf), (2, shelf))
    ]
    assert len(set(files)) == 1


def test_it_tells_how_far_it_is(target: Path) -> None:
    reported: list[int] = []
    write(target, in_parts(sound(), CUTS), on_progress=reported.append)
    assert reported == [*CUTS, FRAMES]


def test_a_part_that_fails_fails_as_it_does_and_leaves_the_old_file(target: Path) -> None:
    def fail() -> Pcm:
        raise KeyError("a bug in the mix")

    target.write_bytes(b"the old episode")
    first, second, third = in_parts(sound(), CUTS)
    with pytest.raises(KeyError, match="a bug in the mix"):
        write(target, [first, Part("bad", second.frames, fail), third])
    assert target.read_bytes() == b"the old episode"
    assert list(target.parent.iterdir()) == [target]


def test_a_part_that_is_not_the_sound_it_claims_to_be_is_an_error(target: Path) -> None:
    first, second, third = in_parts(sound(), CUTS)
    short = Part("short", second.frames, lambda: second.render()[:-1])
    with pytest.raises(MixError, match="a part of the mix is int16 of shape"):
        write(target, [first, short, third])
    assert not list(target.parent.iterdir())


def test_a_listener_who_stops_progress_stops_the_writing_with_that_error(target: Path) -> None:
    def stop(frames: int) -> None:
        raise StoppedError(f"stopped at {frames}")

    with pytest.raises(StoppedError, match=f"stopped at {CUTS[0]}"):
        write(target, in_parts(sound(), CUTS), on_progress=stop)
    assert not list(target.parent.iterdir())


def test_a_cover_that_is_no_image_is_refused(target: Path) -> None:
    with pytest.raises(WriteError, match="neither a JPEG nor a PNG"):
        write(target, in_parts(sound()), Tags(cover=b"not an image"))
    assert not list(target.parent.iterdir())
