"""The mix taken apart: the parts add up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.scenes import Scenes, talk

from drama.model import FRAME_RATE, Backdrop, MixSettings, VoiceEffect

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.slow


def stems(scenes: Scenes, gain_db: float) -> dict[str, NDArray[np.float32]]:
    """Return every stem whole."""
    mixer = scenes.mixer(gain_db)
    whole = {name: np.zeros((mixer.timeline.frames, mixer.settings.channels), np.float32) for name in mixer.stems}
    for chunk, block in zip(mixer.timeline.chunks, mixer.stem_blocks(), strict=True):
        for name, sound in block.items():
            whole[name][chunk.start_frame : chunk.start_frame + chunk.frames] = sound
    return whole


def apart_db(sound: NDArray[np.float32], mixed: NDArray[np.floating]) -> float:
    """Return how far below the mix stands what a sound differs from it by."""
    return float(10 * np.log10(np.mean((sound - mixed) ** 2) / np.mean(mixed**2)))


@pytest.mark.parametrize(("channels", "gain_db"), [(1, -2.0), (2, -2.0), (1, 9.0), (2, 9.0)])
def test_the_stems_add_up_to_the_mix_also_where_the_limiter_is_at_work(channels: int, gain_db: float) -> None:
    scenes = Scenes(
        talk(16, scenes=2),
        backdrops={1: Backdrop("hall", "rain"), 2: Backdrop("", "wind")},
        voice_effects={4: VoiceEffect.PHONE},
        effects={4: ["storm"]},
        sting="chime",
        mix=MixSettings(channels=channels, loudness_lufs=-20.0),
    )
    parts, mixed = stems(scenes, gain_db), scenes.mixed(gain_db) / 32_768
    people = parts["Narrator"] + parts["Ilse"] + parts["Marek"]
    assert list(parts) == ["dialogue", "music-and-effects", "Narrator", "Ilse", "Marek", "beds", "effects", "music"]
    assert np.abs(people - parts["dialogue"]).max() < 1e-6
    sounds = parts["beds"] + parts["effects"] + parts["music"]
    assert all(parts[name].any() for name in ("beds", "effects", "music"))
    assert np.abs(sounds - parts["music-and-effects"]).max() < 1e-6
    assert apart_db(parts["dialogue"] + parts["music-and-effects"], mixed) < -70


def test_the_limiter_takes_from_every_stem_what_it_takes_from_the_mix() -> None:
    # Everybody at once: dry lines that overlap, each below the ceiling and their sum above it.
    scenes = Scenes(
        talk(6), seats=dict.fromkeys((None, "Ilse", "Marek"), 0.0), intro="tune",
        mix=MixSettings(loudness_lufs=-20.0),
    )  # fmt: skip
    mixer = scenes.mixer(9.0)
    whole = [mixer.sound(chunk) / 32_768 for chunk in mixer.timeline.chunks]
    assert np.abs(np.concatenate(whole)).max() <= 10 ** (-1 / 20)
    parts = stems(scenes, 9.0)
    assert apart_db(parts["dialogue"] + parts["music-and-effects"], np.concatenate(whole)) < -70


def test_a_character_is_heard_in_no_stem_but_their_own() -> None:
    scenes = Scenes(talk(9), backdrops={1: Backdrop("room")})
    parts = stems(scenes, 0.0)
    for cue in scenes.timeline.cues:
        middle = slice(cue.start_frame + FRAME_RATE // 2, cue.start_frame + cue.frames)
        own = cue.line.speaker or "Narrator"
        for name in {"Narrator", "Ilse", "Marek"} - {own}:
            assert np.abs(parts[name][middle]).max() < np.abs(parts[own][middle]).max() / 100
