"""Draw the spectrogram of every sound drama makes, and print the figures of docs/sounds.md.

    python benchmarks/draw_sounds.py [docs/sounds.png]

Needs matplotlib, pyloudnorm and pystoi.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyloudnorm
import soxr
from numpy.typing import NDArray
from pystoi import stoi

from drama.dsp.reverb import WET_DB, reverberate, room_tail_frames
from drama.dsp.voice_effects import LEVEL_DB, apply_voice_effect, voice_effect_tail_frames
from drama.engines import get_engine
from drama.model import BEDS, EFFECTS, FRAME_RATE, ROOMS, Voice, VoiceEffect
from drama.sounds.builtin.beds import make_bed
from drama.sounds.builtin.effects import make_effect
from drama.sounds.builtin.music import make_sting

Samples = NDArray[np.float32]

WORDS = (
    "The harbour was empty when Ilse came down the steps, and the wind had dropped at last.",
    "I told you yesterday that nobody was to open this box before I came back.",
)
VOICES = ("en-gb-x-rp+m3", "en-us+f3", "en-us+m7", "en-gb-x-rp+f2")
BED_BELOW_LU = 20.0
"""The style ``drama``'s distance of a bed from speech."""


def main() -> None:
    path = sys.argv[1] if len(sys.argv) > 1 else "docs/sounds.png"
    lines = list(spoken())
    print_rooms(lines)
    print_treatments(lines)
    sounds = {name: made(make_bed, name) for name in BEDS}
    print_beds(sounds, lines)
    effects = {name: made(make_effect, name) for name in EFFECTS}
    effects["chime"] = made(make_sting, "The Glass Ferry")
    print_effects(effects)
    draw({name: sound for name, (sound, _) in (sounds | effects).items()}, path)


def spoken() -> Iterator[Samples]:
    engine = get_engine("pyttsx3")
    for voice in VOICES:
        for words in WORDS:
            speech = engine.speak(words, Voice("bench", "pyttsx3", voice))
            yield soxr.resample(speech.waveform.astype(np.float32), speech.frame_rate, FRAME_RATE)


def made(make: Callable[[str], Samples], name: str) -> tuple[Samples, float]:
    start = time.process_time()
    return make(name), time.process_time() - start


def lufs(sound: Samples) -> float:
    return pyloudnorm.Meter(FRAME_RATE).integrated_loudness(sound.astype(np.float64))


def true_peak(sound: Samples) -> float:
    return 20 * np.log10(np.abs(soxr.resample(sound, FRAME_RATE, 4 * FRAME_RATE, quality="VHQ")).max())


def understood(dry: Samples, heard: Samples) -> float:
    """Return STOI (Taal et al. 2011) of what is heard against the dry line."""
    mono = heard if heard.ndim == 1 else heard.mean(axis=1)
    slow = [soxr.resample(sound[: len(dry)].astype(np.float64), FRAME_RATE, 10_000) for sound in (dry, mono)]
    return float(stoi(*slow, 10_000))


def decay_s(response: Samples, middle_hz: float) -> float:
    """Return RT60 of an octave (ISO 3382: Schroeder, -5 to -25 dB)."""
    size = 2 * len(response)
    spectrum = np.fft.rfft(response.astype(np.float64), size)
    hz = np.fft.rfftfreq(size, 1 / FRAME_RATE)
    spectrum[(hz < middle_hz / 2**0.5) | (hz > middle_hz * 2**0.5)] = 0
    left = np.cumsum((np.fft.irfft(spectrum)[: len(response)] ** 2)[::-1])[::-1]
    levels = 10 * np.log10(left / left[0] + 1e-20)
    return float(np.argmax(levels < -25) - np.argmax(levels < -5)) / FRAME_RATE * 3


def alike(sound: Samples) -> float:
    return float(np.corrcoef(sound.T)[0, 1])


def print_rooms(lines: Sequence[Samples]) -> None:
    print("\n| room | RT60 at 500 Hz, 1, 4 kHz | rings for | wet | L/R | STOI |\n|---|---|---|---|---|---|")
    for room in ROOMS:
        response = reverberate(np.ones(1, np.float32), room)
        decays = ", ".join(f"{decay_s(response[:, 0], hz):.2f}" for hz in (500, 1_000, 4_000))
        scores = []
        for dry in lines:
            heard = reverberate(dry, room) * 10 ** (WET_DB[room] / 20)
            heard[: len(dry)] += dry[:, None]
            scores.append(understood(dry, heard))
        print(
            f"| {room} | {decays} s | {room_tail_frames(room) / FRAME_RATE:.2f} s | {WET_DB[room]:g} dB | "
            f"{alike(response):.2f} | {min(scores):.3f} |"
        )


def print_treatments(lines: Sequence[Samples]) -> None:
    print("\n| voice_effect | loudness | rings for | STOI |\n|---|---|---|---|")
    for voice_effect in VoiceEffect:
        scores = [understood(dry, apply_voice_effect(dry, voice_effect)) for dry in lines]
        print(
            f"| {voice_effect} | {LEVEL_DB[voice_effect]:+.1f} dB | "
            f"{voice_effect_tail_frames(voice_effect) / FRAME_RATE:.2f} s | "
            f"{min(scores):.2f} to {max(scores):.2f} |"
        )


def print_beds(beds: Mapping[str, tuple[Samples, float]], lines: Sequence[Samples]) -> None:
    print(
        "\n| bed | loudness | true peak | L/R | moves by | made in | STOI under speech |\n|---|---|---|---|---|---|---|"
    )
    for name, (sound, cost_s) in beds.items():
        rows = sound.mean(axis=1)[: len(sound) // 132_300 * 132_300].reshape(-1, 132_300)
        levels = 10 * np.log10(np.mean(rows**2, axis=1))
        scores = []
        for dry in lines:
            speech = np.stack([dry, dry], axis=1)
            gain = 10 ** ((lufs(speech) - BED_BELOW_LU - lufs(sound)) / 20)
            scores.append(understood(dry, speech + gain * sound[300_000:][: len(dry)]))
        print(
            f"| {name} | {lufs(sound):.1f} LUFS | {true_peak(sound):.1f} dBTP | {alike(sound):.2f} | "
            f"{levels.max() - levels.min():.1f} dB | {cost_s:.1f} s | {min(scores):.2f} |"
        )


def print_effects(effects: Mapping[str, tuple[Samples, float]]) -> None:
    print("\n| effect | length | loudness | true peak |\n|---|---|---|---|")
    for name, (sound, _) in effects.items():
        padded = np.pad(sound, ((0, FRAME_RATE // 2), (0, 0)))
        print(f"| {name} | {len(sound) / FRAME_RATE:.1f} s | {lufs(padded):.1f} LUFS | {true_peak(sound):.1f} dBTP |")


def draw(sounds: Mapping[str, Samples], path: str) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt
    from PIL import Image

    figure, axes = plt.subplots(8, 3, figsize=(15, 20), constrained_layout=True)
    for axis in axes.flat[len(sounds) :]:
        axis.axis("off")
    for axis, (name, sound) in zip(axes.flat, sounds.items(), strict=False):
        mono = np.pad(sound.mean(axis=1), 1_024)
        mono += 1e-7 * np.random.default_rng(1).standard_normal(len(mono))  # silence has no logarithm
        window = 4_096 if name in BEDS else 1_024
        power, _, _, image = axis.specgram(
            mono, NFFT=window, Fs=FRAME_RATE, noverlap=window * 3 // 4, cmap="magma", rasterized=True
        )
        top = 10 * np.log10(power.max())
        image.set_clim(top - 75, top)
        axis.set_yscale("symlog", linthresh=500, linscale=0.5)
        axis.set_ylim(30, 16_000)
        axis.set_yticks([100, 500, 1_000, 2_000, 5_000, 10_000], ["100", "500", "1k", "2k", "5k", "10k"])
        axis.set_title(name)
    figure.suptitle("Every sound drama makes itself: seconds across, hertz up, 75 dB from dark to light")
    drawn = io.BytesIO()
    figure.savefig(drawn, dpi=60)
    Image.open(drawn).convert("RGB").quantize(48).save(path, optimize=True)


if __name__ == "__main__":
    main()
