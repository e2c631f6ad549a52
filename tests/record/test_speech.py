"""What comes back from an engine is judged and trimmed."""

from __future__ import annotations

import numpy as np
import pytest

from drama.errors import EngineError
from drama.model import Voice
from drama.record.speech import check_plausible
from drama.record.worker import trimmed

VOICE = Voice(name="Odile", engine="tone", id="x")


@pytest.mark.parametrize("rate", [80, 165, 450])
def test_speech_of_a_usual_length_is_plausible(rate: int) -> None:
    text = "She counted the lamps along the quay."
    voice = Voice(name="Odile", engine="tone", id="x", rate_wpm=rate)
    check_plausible(text, voice, seconds=7 * 60 / rate, is_silent=False)


@pytest.mark.parametrize(
    ("seconds", "is_silent", "why"),
    [(0.1, False, "too short"), (90, False, "too long"), (2.5, True, "spoke nothing")],
)
def test_what_cannot_be_these_words_is_refused(seconds: float, is_silent: bool, why: str) -> None:
    with pytest.raises(EngineError, match=rf"Odile \(x\) .*{why}.*"):
        check_plausible("She counted the lamps along the quay.", VOICE, seconds=seconds, is_silent=is_silent)


def test_trimming_leaves_fifteen_milliseconds_at_both_ends() -> None:
    sound = np.concatenate([np.zeros(9_000), np.full(4_000, 8_000), np.zeros(7_000)]).astype(np.int16)
    assert len(trimmed(sound, 20_000)) == 4_000 + 2 * 300


def test_of_silence_nothing_is_left_when_trimmed() -> None:
    assert len(trimmed(np.zeros(500, np.int16), 22_050)) == 0
    assert len(trimmed(np.zeros(0, np.int16), 22_050)) == 0


def test_the_loudest_negative_sample_is_loud() -> None:
    sound = np.zeros(9_000, np.int16)
    sound[4_000] = -32_768
    assert len(trimmed(sound, 20_000)) == 601
