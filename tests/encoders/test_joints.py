"""The proof of the joints: what is encoded in parts comes back exact, on time, and as clean as if encoded in one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.writer_sounds import Pcm, blocks, by_ffmpeg, by_libsndfile, in_parts, pausing, sweep, write

from drama.encoders import Part
from drama.errors import MixError
from drama.model import MixSettings
from drama.model.grid import QUIET_FRAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.slow

Decoder = Callable[[Path], Pcm]
FRAMES = 7 * 44_100 + 333
CUTS = blocks(30, 55, 81, 120, 121, 150, 190, 230)

decoders = pytest.mark.parametrize("decode", [by_libsndfile, by_ffmpeg])


def lag(heard: Pcm, put_in: Pcm) -> int:
    """How many frames later the sound is heard than it was put in."""
    size = 1 << (2 * len(put_in)).bit_length()
    spectra = (np.fft.rfft(sound[:, 0].astype(float), size) for sound in (heard, put_in))
    first, second = spectra
    at = int(np.argmax(np.fft.irfft(first * np.conj(second))))
    return at - size if at > size // 2 else at


def joint_errors(heard: Pcm, put_in: Pcm, cuts: list[int]) -> NDArray[np.float64]:
    """Mean square error around each joint, decoder delay and MDCT overlap included."""
    error = (heard.astype(float) - put_in) ** 2
    return np.array([error[cut - 2000 : cut + 1000].mean() for cut in cuts])


@decoders
def test_a_sweep_that_pauses_at_the_joints_comes_back_exact_and_clean(tmp_path: Path, decode: Decoder) -> None:
    cuts = blocks(30, 55, 81, 120, 150, 190, 230)
    sound = pausing(sweep(FRAMES), cuts)
    parted = decode(write(tmp_path / "parted.mp3", in_parts(sound, cuts)))
    whole = decode(write(tmp_path / "whole.mp3", in_parts(sound)))
    assert parted.shape == sound.shape
    assert lag(parted, sound) == 0
    assert joint_errors(parted, sound, cuts).mean() <= 1.1 * joint_errors(whole, sound, cuts).mean()
    quiet = np.concatenate([parted[cut - QUIET_FRAMES + 1200 : cut - 1200] for cut in cuts])
    assert np.abs(quiet).max() <= 2, "the pauses stay silent"


@decoders
@pytest.mark.parametrize("rate", [128, 256])
def test_a_sweep_that_goes_on_across_the_joints_comes_back_exact_and_clean(
    tmp_path: Path, decode: Decoder, rate: int
) -> None:
    sound = sweep(FRAMES)
    settings = MixSettings(bit_rate_kbps=rate)
    parted = decode(write(tmp_path / "parted.mp3", in_parts(sound, CUTS, goes_on=True), settings=settings))
    whole = decode(write(tmp_path / "whole.mp3", in_parts(sound), settings=settings))
    assert parted.shape == sound.shape
    assert lag(parted, sound) == 0
    assert joint_errors(parted, sound, CUTS).mean() <= 1.1 * joint_errors(whole, sound, CUTS).mean()


@decoders
@pytest.mark.parametrize("settings", [MixSettings(), MixSettings(bit_rate_kbps=64, channels=1)])
def test_noise_that_leaves_no_spare_bits_is_joined_as_clean(
    tmp_path: Path, decode: Decoder, settings: MixSettings
) -> None:
    noise = np.random.default_rng(7).normal(0, 3000, (FRAMES, settings.channels))
    sound = (noise * (0.2 + np.abs(np.sin(np.arange(FRAMES) / 9000)))[:, None]).astype(np.int16)
    parted = decode(write(tmp_path / "parted.mp3", in_parts(sound, CUTS, goes_on=True), settings=settings))
    whole = decode(write(tmp_path / "whole.mp3", in_parts(sound), settings=settings))
    assert parted.shape == sound.shape
    assert joint_errors(parted, sound, CUTS).mean() <= 1.1 * joint_errors(whole, sound, CUTS).mean()


def test_without_leads_a_joint_in_sound_would_be_heard_so_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MixError, match="ends in sound"):
        write(tmp_path / "a.mp3", in_parts(sweep(FRAMES), CUTS))


def test_both_decoders_hear_the_same(tmp_path: Path) -> None:
    sound = sweep(FRAMES)
    path = write(tmp_path / "a.mp3", in_parts(sound, CUTS, goes_on=True))
    difference = by_libsndfile(path).astype(int) - by_ffmpeg(path)
    assert np.abs(difference).max() <= 1


def test_a_lead_in_of_any_length_keeps_the_frame_count(tmp_path: Path) -> None:
    sound = sweep(60_000)
    cut = blocks(20)[0]
    after = Part("b", 60_000 - cut, lambda: sound[cut:], lead_in=lambda: sound[cut - 5000 : cut])
    before = Part("a", cut, lambda: sound[:cut], lead_out=lambda: sound[cut : cut + 700])
    heard = by_libsndfile(write(tmp_path / "a.mp3", [before, after]))
    assert heard.shape == sound.shape
    assert lag(heard, sound) == 0
