"""Layers of the natural voice made into somebody else's: what moves, and what stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from drama.engines.hibari.spectral_shaping import Shape, shaped
from drama.engines.hibari.vocoder import BINS, Layers
from drama.engines.hibari.voice_conversion import (
    checked_conversion,
    class_weights,
    conversion_tables,
    converted,
    features,
)

FRAMES = 60


def vowels() -> Layers:
    """Return layers with two resonances that wander, and ripples of the network between them."""
    bins, frames = np.arange(BINS)[:, None], np.arange(FRAMES)
    middles = (30 + 10 * np.sin(frames / 9), 90 + 30 * np.cos(frames / 13))
    bumps = sum(3 * np.exp(-(((bins - middle) / 12) ** 2)) for middle in middles)
    ripples = np.random.default_rng(4).normal(0, 0.2, (BINS, FRAMES))
    voiced = (bumps + ripples - bins / 200).astype(np.float32)
    pitch = np.where(frames % 20 < 15, 180, 0).astype(np.float32)
    return Layers(voiced, voiced * 0, voiced - 3, voiced - 2, voiced * 0, pitch)


@pytest.mark.parametrize("name", sorted(conversion_tables().offsets))
def test_a_likeness_moves_the_broad_spectrum_and_nothing_else(name: str) -> None:
    layers = vowels()
    made = converted(layers, ((name, 1.0),))
    change = made.voiced - layers.voiced
    assert np.abs(change).max() > 0.3
    for before, after in ((layers.noise, made.noise), (layers.free, made.free)):
        assert np.allclose(after - before, change, atol=1e-4)
    assert np.abs(np.diff(change, n=2, axis=0)).max() < 0.2  # no ripple from bin to bin
    assert np.abs(np.diff(change, axis=1)).max() < 0.6  # nothing jumps from frame to frame
    assert made.pitch_hz is layers.pitch_hz
    assert made.phase is layers.phase


def test_likenesses_add_up_and_go_both_ways() -> None:
    layers = vowels()
    first, second = sorted(conversion_tables().offsets)[:2]

    def change(*likeness: tuple[str, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return converted(layers, likeness).voiced - layers.voiced

    both = change((first, 0.5), (second, -1.0))
    assert np.allclose(both, 0.5 * change((first, 1.0)) - change((second, 1.0)), atol=1e-3)
    assert not change((first, 0.0)).any()


def test_every_frame_is_some_kind_of_sound_whatever_its_loudness() -> None:
    layers, learned = vowels(), conversion_tables()
    shares = class_weights(features(layers), learned.centroids, learned.width)
    assert shares.shape == (FRAMES, len(learned.centroids))
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-3)
    louder = replace(layers, voiced=layers.voiced + 2, noise=layers.noise + 2, free=layers.free + 2)
    assert np.allclose(class_weights(features(louder), learned.centroids, learned.width), shares, atol=1e-3)


def test_a_likeness_to_somebody_unknown_is_refused_with_those_who_are_known() -> None:
    with pytest.raises(ValueError, match=r"'nobody'; known are .*emma"):
        checked_conversion({"emma": 1.0, "nobody": 0.5})


@pytest.mark.slow
def test_clarity_lets_resonances_stand_out_and_leaves_the_level_around_them() -> None:
    layers = vowels()
    clear = shaped(layers, Shape(clarity=1.5), middle_hz=192)
    assert np.ptp(clear.voiced[:200], axis=0).min() > 1.15 * np.ptp(layers.voiced[:200], axis=0).min()
    assert clear.voiced.mean() == pytest.approx(layers.voiced.mean(), abs=0.05)
    flat = replace(layers, voiced=np.full_like(layers.voiced, -1), free=np.full_like(layers.free, -4))
    assert np.allclose(shaped(flat, Shape(clarity=1.5), middle_hz=192).voiced, -1, atol=1e-4)
