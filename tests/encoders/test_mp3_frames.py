"""MP3 frames cut out of their streams and laid end to end."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pytest
import soundfile
from support.writer_sounds import Pcm, sweep

from drama.encoders.mp3 import encode
from drama.encoders.mp3_frames import RATES_KBPS, Encoded, Joiner, cut, frame_bytes, offsets
from drama.errors import MixError
from drama.model import MixSettings
from drama.model.grid import GRID_FRAMES


def noise(seed: int) -> Pcm:
    return np.random.default_rng(seed).normal(0, 4000, (70 * GRID_FRAMES, 2)).astype(np.int16)


def stream_of(sound: Pcm, rate: int = 128) -> bytes:
    return bytes(encode([sound], settings=MixSettings(bit_rate_kbps=rate)))


def joined(*pieces: Encoded) -> bytes:
    joiner = Joiner()
    return b"".join([*map(joiner.add, pieces), joiner.close()])


def heard(stream: bytes) -> Pcm:
    samples: Pcm = soundfile.read(io.BytesIO(stream), dtype="int16", always_2d=True)[0]
    return samples


def rates(stream: bytes) -> list[int]:
    return [RATES_KBPS[stream[start + 2] >> 4] for start in offsets(stream)[:-1]]


@pytest.mark.parametrize("rate", [64, 128, 256])
@pytest.mark.parametrize("sound", [noise(1), sweep(70 * GRID_FRAMES), np.zeros((70 * GRID_FRAMES, 2), np.int16)])
def test_a_stream_cut_up_and_joined_again_sounds_the_same(sound: Pcm, rate: int) -> None:
    stream = stream_of(sound, rate)
    pieces = [cut(stream, first=a, count=b - a) for a, b in pairwise((0, 1, 2, 20, 21, 35, 60, 70))]
    again = joined(*pieces)
    assert len(again) == offsets(stream)[70]
    assert np.array_equal(heard(again), heard(stream)[: 70 * GRID_FRAMES])


@pytest.mark.parametrize("rate", [64, 128, 192, 256])
@pytest.mark.slow
def test_frames_of_different_streams_sound_as_they_did_in_their_own(rate: int) -> None:
    """Whatever each of them keeps in the frames before it; only the overlap with the other's last frame differs."""
    first, second = stream_of(noise(1), rate), stream_of(noise(2), rate)
    for start in range(10, 20):
        together = heard(joined(cut(first, first=0, count=40), cut(second, first=start, count=25)))
        assert len(together) == 65 * GRID_FRAMES
        assert np.array_equal(together[: 39 * GRID_FRAMES], heard(first)[: 39 * GRID_FRAMES])
        own = heard(second)[(start + 2) * GRID_FRAMES : (start + 25) * GRID_FRAMES]
        assert np.array_equal(together[42 * GRID_FRAMES :], own)


@pytest.mark.slow
def test_where_room_is_short_the_frame_before_the_joint_gets_a_higher_bit_rate() -> None:
    """A quiet start saves bits for the noise; frames cut there owe more than noise before them has to spare."""
    saving = noise(2)
    saving[: 20 * GRID_FRAMES] = 0
    loud, saved = stream_of(noise(1)), stream_of(saving)
    far = offsets(loud)[28]
    lifted = []
    for start in range(18, 26):
        together = joined(cut(loud, first=0, count=40), cut(saved, first=start, count=20))
        lifted += [index for index, rate in enumerate(rates(together)) if rate != 128]
        assert np.array_equal(heard(together)[: 39 * GRID_FRAMES], heard(loud)[: 39 * GRID_FRAMES])
        assert np.array_equal(
            heard(together)[42 * GRID_FRAMES :], heard(saved)[(start + 2) * GRID_FRAMES : (start + 20) * GRID_FRAMES]
        )
        assert together[:far] == loud[:far], "what is far from the joint stays as it was"
    assert set(lifted) == {39}


@pytest.mark.parametrize(("rate", "most"), [(128, 1), (192, 2), (256, 3)])
def test_as_few_frames_as_needed_make_room_for_the_largest_debt(rate: int, most: int) -> None:
    stream = stream_of(noise(1), rate)
    debt = np.random.default_rng(3).bytes(511)
    counts = []
    for count in range(5, 11):  # LAME has not saved much yet
        together = joined(cut(stream, first=0, count=count), Encoded(b"", debt))
        starts = offsets(together)
        slots = b"".join(together[start + 36 : end] for start, end in pairwise(starts))
        assert slots.endswith(debt)
        assert np.array_equal(heard(together)[: (count - 1) * GRID_FRAMES], heard(stream)[: (count - 1) * GRID_FRAMES])
        counts.append(sum(found != rate for found in rates(together)))
    assert max(counts) == most


def test_a_debt_with_nobody_to_pay_it_is_refused() -> None:
    piece = cut(stream_of(noise(1)), first=30, count=5)
    assert piece.debt
    with pytest.raises(MixError, match="too short to be joined"):
        joined(piece)


def test_frames_that_are_not_there_cannot_be_cut() -> None:
    with pytest.raises(MixError, match="were expected"):
        cut(stream_of(noise(1)), first=60, count=20)


@pytest.mark.parametrize("data", [b"x", b"ID3" + bytes(100), stream_of(noise(1))[:-1], stream_of(noise(1)) + b"\xff"])
def test_what_is_not_whole_frames_is_refused(data: bytes) -> None:
    with pytest.raises(MixError, match="whole frames"):
        offsets(data)


@pytest.mark.parametrize(("rate", "length"), [(64, 208), (128, 417), (320, 1044)])
def test_frames_have_the_length_of_the_standard(rate: int, length: int) -> None:
    assert frame_bytes(rate) == length
    assert frame_bytes(rate, padded=True) == length + 1
