"""Who speaks: embeddings are the original network's, tell people apart, and owe nothing to level or length."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import soxr

from drama.cast import MARGIN, SAME_SPEAKER, distance, speaker_similarity
from drama.dsp.speaker_embedding import RATE, SIZE, embedding
from drama.engines import get_engine
from drama.model import Figures, Voice

pytestmark = pytest.mark.slow

ORIGINAL = (
    "00121700000000430000261205001d1b3705000000260000003405110000051c0049002924000c0000000000090a00000013000000000000"
    "000039003a0000000000633300000000001600000000000006000000002c00340016000000001e000000000000001019001b0000003b000b"
    "022f16000000000025003300004e09002b000000001e1f2232000304000017000b005f003b00350000144519002300456500001e110b4400"
    "3e0000000016000a0c2a00001e00010018000000000a231e003d00480014043800002400002f152c310000001e6c005400084c0021000000"
    "000d140000000f001e000000002b205029030025361801007f20000037000000"
)
"""What Resemblyzer 0.1.4's own network makes of the first sentence in the voice en-us+f3."""
SENTENCES = ("The lamp went out on the landing.", "Nobody had thought of the other boat.")


def heard(voice_id: str, sentence: str) -> np.ndarray:
    """Return a sentence in a voice of eSpeak NG, as the encoder wants it."""
    speech = get_engine("pyttsx3").speak(sentence, Voice("Odile", "pyttsx3", voice_id))
    return np.asarray(soxr.resample(speech.waveform.astype(np.float32), speech.frame_rate, RATE))


def likeness(one: bytes, other: bytes) -> float:
    found = speaker_similarity(Figures(one), Figures(other))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def people() -> dict[tuple[str, str], bytes]:
    """Two sentences of three voices, embedded."""
    return {(v, s): embedding(heard(v, s)) for v in ("en-us+f3", "en-us+m3", "en-gb-scotland") for s in SENTENCES}


def test_embeddings_are_those_of_the_original_network(people: dict[tuple[str, str], bytes]) -> None:
    found = people["en-us+f3", SENTENCES[0]]
    assert len(found) == SIZE
    assert likeness(found, bytes.fromhex(ORIGINAL)) > 0.995


def test_one_voice_is_more_like_itself_than_like_any_other(people: dict[tuple[str, str], bytes]) -> None:
    same = [likeness(people[a], people[b]) for a, b in combinations(people, 2) if a[0] == b[0]]
    apart = [likeness(people[a], people[b]) for a, b in combinations(people, 2) if a[0] != b[0]]
    assert np.mean(same) > np.mean(apart) + 0.15


def test_level_does_not_matter(people: dict[tuple[str, str], bytes]) -> None:
    soft = embedding(0.05 * heard("en-us+m3", SENTENCES[1]))
    assert likeness(soft, people["en-us+m3", SENTENCES[1]]) > 0.999


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.6])
def test_silence_and_the_shortest_sound_have_an_embedding_too(seconds: float) -> None:
    assert len(embedding(np.zeros(round(seconds * RATE), np.float32))) == SIZE


def test_voices_of_different_engines_are_told_apart_by_what_was_measured_of_them() -> None:
    one, other = Voice("Odile", "piper", "a.onnx"), Voice("Ulf", "http", "af_ada")
    here, there = bytes([127] + [0] * 255), bytes([100, 78] + [0] * 254)
    figures = {"a.onnx": Figures(here), "af_ada": Figures(there)}
    apart = distance(one, other, lambda voice: figures.get(voice.id))
    assert apart == pytest.approx((1 - likeness(here, there)) * MARGIN / (1 - SAME_SPEAKER))
    assert distance(one, other) == MARGIN
