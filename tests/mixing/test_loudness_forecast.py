"""The loudness of an episode foretold, and the gain over it: none as a rule, and kept while it may be."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from support.hearing import integrated_lufs
from support.toneplay import Recordings, cast, line, script

from drama.mixing import mix_chunk
from drama.mixing.loudness_forecast import TOLERANCE_LU, episode_gain, estimate_loudness
from drama.model import FRAME_RATE, MixSettings, Timeline
from drama.timeline import build_timeline

pytestmark = pytest.mark.slow

SETTINGS = MixSettings()


def play(seed: int, *, lines: int = 14, settings: MixSettings = SETTINGS) -> tuple[Timeline, Recordings]:
    """Return a timeline of lines in buzzing syllables, some of them very short, over two scenes."""
    chance = np.random.default_rng(seed)
    recordings = Recordings()
    takes = [recordings.speech(100 * seed + i, seconds=chance.uniform(0.25, 6)) for i in range(lines)]
    made = [line(f"Line {i}.", paragraph=i, scene=1 + (i >= lines // 2)) for i in range(lines)]
    return build_timeline(script(made), cast(mix=settings), takes), recordings


def measured(
    timeline: Timeline, recordings: Recordings, settings: MixSettings = SETTINGS, gain_db: float = 0.0
) -> float:
    pcm = np.concatenate([mix_chunk(s, recordings, settings, gain_db=gain_db) for s in timeline.chunks])
    return integrated_lufs(pcm / 32_768, FRAME_RATE)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("channels", [1, 2])
def test_the_loudness_foretold_is_the_loudness_of_the_mix(seed: int, channels: int) -> None:
    settings = MixSettings(channels=channels, loudness_lufs=-20.0)
    timeline, recordings = play(seed, settings=settings)
    assert estimate_loudness(timeline, settings) == pytest.approx(measured(timeline, recordings, settings), abs=0.1)


def test_lines_far_softer_than_the_rest_are_gated_as_the_standard_says() -> None:
    settings = MixSettings(loudness_lufs=-23.0)
    timeline, recordings = play(7, settings=settings)
    softer = [
        replace(
            part,
            cues=tuple(replace(cue, gain_db=cue.gain_db - (18 if cue.line.number % 3 else 0)) for cue in part.cues),
        )
        for part in timeline.chunks
    ]
    uneven = replace(timeline, chunks=tuple(softer))
    assert estimate_loudness(uneven, settings) == pytest.approx(measured(uneven, recordings, settings), abs=0.1)
    assert estimate_loudness(uneven, settings) > estimate_loudness(timeline, settings) - 3


def test_nothing_heard_has_no_loudness_and_needs_no_gain() -> None:
    silent = Timeline(frames=FRAME_RATE, chunks=(), scenes=(), chapters=())
    assert estimate_loudness(silent, SETTINGS) == -math.inf
    assert episode_gain(silent, SETTINGS, None) == 0
    assert estimate_loudness(replace(silent, frames=10), SETTINGS) == -math.inf


def louder(timeline: Timeline, db: float) -> Timeline:
    """Return the timeline with every cue raised."""
    return replace(
        timeline,
        chunks=tuple(
            replace(part, cues=tuple(replace(cue, gain_db=cue.gain_db + db) for cue in part.cues))
            for part in timeline.chunks
        ),
    )


@pytest.fixture(scope="module")
def on_target() -> Timeline:
    """A timeline that lands on the target to a hundredth of a unit, far below the limiter."""
    settings = MixSettings(loudness_lufs=-30.0)
    timeline, _ = play(3, settings=settings)
    return louder(timeline, -30.0 - estimate_loudness(timeline, settings))


@pytest.mark.parametrize(
    ("off_db", "stored", "expected"),
    [
        pytest.param(0.0, None, 0.0, id="on target"),
        pytest.param(0.19, None, 0.0, id="near enough"),
        pytest.param(-0.19, None, 0.0, id="near enough from below"),
        pytest.param(0.5, None, -0.5, id="too loud"),
        pytest.param(-2.0, None, 2.0, id="too soft"),
        pytest.param(-2.0, 1.85, 1.85, id="what is stored still serves"),
        pytest.param(-2.0, 2.19, 2.19, id="what is stored still serves from above"),
        pytest.param(-2.0, 1.0, 2.0, id="what is stored serves no longer"),
        pytest.param(0.0, 0.15, 0.15, id="kept although none would do"),
        pytest.param(0.0, 1.0, 0.0, id="given up"),
    ],
)
def test_the_gain_is_none_or_kept_or_exact(
    on_target: Timeline, off_db: float, stored: float | None, expected: float
) -> None:
    assert TOLERANCE_LU == 0.2
    gain = episode_gain(louder(on_target, off_db), MixSettings(loudness_lufs=-30.0), stored)
    assert gain == pytest.approx(expected, abs=0.011)


def test_with_its_gain_the_episode_lands_on_target() -> None:
    settings = MixSettings(loudness_lufs=-23.0)
    timeline, recordings = play(5, settings=settings)
    off = louder(timeline, -4.0)
    gain = episode_gain(off, settings, None)
    assert gain > 3
    assert measured(off, recordings, settings, gain_db=gain) == pytest.approx(-23.0, abs=0.15)


def test_the_limiter_is_reckoned_with_where_the_target_is_loud() -> None:
    settings = MixSettings(loudness_lufs=-13.0)
    timeline, recordings = play(6, settings=settings)
    gain = episode_gain(timeline, settings, None)
    assert estimate_loudness(timeline, settings, gain_db=gain) == pytest.approx(-13.0, abs=0.3)
    assert measured(timeline, recordings, settings, gain_db=gain) == pytest.approx(-13.0, abs=0.6)


def test_no_target_however_loud_makes_the_gain_run_away() -> None:
    settings = MixSettings(loudness_lufs=-5.0)
    timeline, _ = play(6, settings=settings)
    assert 0 < episode_gain(timeline, settings, None) <= 6.0
