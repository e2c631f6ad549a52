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


@pytest.mark.parametrize("channels", [1, 2])
def test_the_stems_add_up_to_the_mix(channels: int) -> None:
    # Far below the ceiling, so that no limiter is at work.
    scenes = Scenes(
        talk(16, scenes=2),
        backdrops={1: Backdrop("hall", "rain"), 2: Backdrop("", "wind")},
        voice_effects={4: VoiceEffect.PHONE},
        effects={4: ["storm"]},
        sting="chime",
        mix=MixSettings(channels=channels, loudness_lufs=-30.0),
    )
    parts, mixed = stems(scenes, -2.0), scenes.mixed(-2.0) / 32_768
    people = parts["Narrator"] + parts["Ilse"] + parts["Marek"]
    assert set(parts) == {"dialogue", "music-and-effects", "Narrator", "Ilse", "Marek"}
    assert np.abs(people - parts["dialogue"]).max() < 1e-6
    off = parts["dialogue"] + parts["music-and-effects"] - mixed
    assert 10 * np.log10(np.mean(off**2) / np.mean(mixed**2)) < -60


def test_a_character_is_heard_in_no_stem_but_their_own() -> None:
    scenes = Scenes(talk(9), backdrops={1: Backdrop("room")})
    parts = stems(scenes, 0.0)
    for cue in scenes.timeline.cues:
        middle = slice(cue.start_frame + FRAME_RATE // 2, cue.start_frame + cue.frames)
        own = cue.line.speaker or "Narrator"
        for name in {"Narrator", "Ilse", "Marek"} - {own}:
            assert np.abs(parts[name][middle]).max() < np.abs(parts[own][middle]).max() / 100
