"""Sounds for these tests to listen to, and ears for bands and decays that are not drama's."""

from __future__ import annotations

import functools

import numpy as np
import soxr

from drama.engines import get_engine
from drama.model import FRAME_RATE, Voice

WORDS = "The harbour was empty when Ilse came down the steps, and the wind had dropped at last."


@functools.cache
def spoken(voice: str = "en-gb-x-rp+m3") -> np.ndarray:
    """Return a line of speech at the episode's rate."""
    speech = get_engine("pyttsx3").speak(WORDS, Voice("test", "pyttsx3", voice))
    samples = soxr.resample(speech.samples.astype(np.float32) / 32_768, speech.frame_rate, FRAME_RATE)
    samples.flags.writeable = False
    return samples


def buzz(seconds: float = 2.0, *, hz: float = 130.0) -> np.ndarray:
    """Return something like a voice: every overtone up to 12 kHz, in syllables."""
    time = np.arange(round(seconds * FRAME_RATE)) / FRAME_RATE
    sound = sum(np.cos(2 * np.pi * hz * k * time + k * k) / k for k in range(1, int(12_000 / hz)))
    return (0.1 * sound * np.sin(2 * np.pi * 2 * time) ** 2).astype(np.float32)


def band_db(samples: np.ndarray, low_hz: float, high_hz: float) -> float:
    """Return the energy between two frequencies in dB."""
    mono = samples if samples.ndim == 1 else samples.mean(axis=1)
    size = 1 << max(len(mono) - 1, 1).bit_length()
    power = np.abs(np.fft.rfft(mono, size)) ** 2
    hz = np.fft.rfftfreq(size, 1 / FRAME_RATE)
    return float(10 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum() + 1e-20))


def band_change_db(before: np.ndarray, after: np.ndarray, low_hz: float, high_hz: float) -> float:
    """Return by how much a band rose or fell against all of the sound."""
    change = band_db(after, low_hz, high_hz) - band_db(before, low_hz, high_hz)
    return change - (band_db(after, 0, 22_050) - band_db(before, 0, 22_050))


def decay_s(response: np.ndarray, low_hz: float = 20.0, high_hz: float = 20_000.0) -> float:
    """Return the time in which a band of an impulse response falls by 60 dB (ISO 3382: Schroeder, −5 to −25 dB)."""
    size = 2 * len(response)
    spectrum = np.fft.rfft(response.astype(np.float64), size)
    hz = np.fft.rfftfreq(size, 1 / FRAME_RATE)
    spectrum[(hz < low_hz) | (hz > high_hz)] = 0
    left = np.cumsum((np.fft.irfft(spectrum)[: len(response)] ** 2)[::-1])[::-1]
    levels = 10 * np.log10(left / left[0] + 1e-20)
    return float(np.argmax(levels < -25) - np.argmax(levels < -5)) / FRAME_RATE * 3


def rms_db(samples: np.ndarray) -> float:
    """Return the average level in dB."""
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


def alike(samples: np.ndarray) -> float:
    """Return the correlation of left and right."""
    return float(np.corrcoef(samples[:, 0], samples[:, 1])[0, 1])
