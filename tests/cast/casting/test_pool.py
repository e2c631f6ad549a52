from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from support.small_scripts import build_script

import drama
from drama.cast import MARGIN, cast_script, default_text, distance, load_cast_file
from drama.cast.casting.voice_distance import measured, sound_of
from drama.engines import get_engine
from drama.model import Gender, Voice

POOL = {name: voice for name, voice in load_cast_file().pool.items() if voice.engine == "pyttsx3"}
"""eSpeak NG's; the natural voices are held to theirs in test_natural_pool.py."""


def plain(voice: Voice) -> Voice:
    return replace(voice, rate_wpm=165)


def test_every_two_voices_of_the_pool_differ_by_the_margin_without_the_help_of_rate() -> None:
    close = [(a.name, b.name) for a, b in combinations(POOL.values(), 2) if distance(plain(a), plain(b)) < MARGIN]
    assert close == []


def test_the_pool_is_large_and_even_enough() -> None:
    genders = Counter(voice.gender for voice in POOL.values() if voice.name != "marble")
    assert genders.total() >= 24
    assert genders[Gender.FEMALE] >= 10
    assert genders[Gender.MALE] >= 10


def test_every_voice_of_the_pool_was_measured_and_its_gender_follows_from_its_pitch() -> None:
    for voice in POOL.values():
        sound = sound_of(voice.engine, voice.id)
        assert sound is not None
        hertz = sound.hz_at(voice.pitch)
        assert voice.gender == (Gender.MALE if hertz <= 145 else Gender.FEMALE if hertz >= 165 else Gender.NEUTRAL)


def test_the_docs_list_every_voice_of_the_pool_as_it_is_set() -> None:
    page = (Path(__file__).parents[3] / "docs" / "voices.md").read_text(encoding="utf-8")
    for voice in POOL.values():
        assert f"|{voice.name}|`{voice.id}`|{voice.rate_wpm}|{50 if voice.pitch is None else voice.pitch}|" in page


@pytest.mark.skipif(sys.platform != "linux", reason="eSpeak NG comes from its wheel on Linux only")
@pytest.mark.slow
def test_faster_is_shorter_for_every_voice_of_the_pool() -> None:
    engine, words = get_engine("pyttsx3"), "The ferry left without us, and nobody on the pier had seen it go."
    for voice in POOL.values():
        lengths = [len(engine.speak(words, replace(voice, rate_wpm=rate)).samples) for rate in (140, 180, 240)]
        assert lengths == sorted(set(lengths), reverse=True), voice.name


@pytest.mark.skipif(sys.platform != "linux", reason="eSpeak NG comes from its wheel on Linux only")
def test_the_engine_has_every_voice_of_the_pool() -> None:
    offers = get_engine("pyttsx3").voices()
    cast = cast_script(build_script([["Ada", "Ben"] * 3]), load_cast_file(), list_voices=lambda _: offers)
    assert cast == cast_script(build_script([["Ada", "Ben"] * 3]), load_cast_file())
    assert {voice.id for voice in POOL.values()} <= {offer.id for offer in offers}


# ------------------------------------------------------------------ distance


def test_distance_is_a_metric_on_the_pool() -> None:
    voices = list(POOL.values())[:8]
    for one in voices:
        assert distance(one, one) == 0
        for other in voices:
            assert distance(one, other) == distance(other, one)
            for third in voices:
                assert distance(one, other) <= distance(one, third) + distance(third, other) + 1e-9


def test_pitch_and_rate_move_a_voice_away_from_itself() -> None:
    marble = POOL["marble"]
    steps = [distance(marble, replace(marble, pitch=pitch)) for pitch in (50, 60, 75, 90)]
    assert steps == sorted(steps)
    assert distance(marble, replace(marble, rate_wpm=248)) == pytest.approx(1, abs=0.01)
    assert distance(marble, replace(marble, pitch=0)) > 1


def test_voices_never_measured_differ_by_the_margin_and_by_their_settings() -> None:
    one, other = (Voice(name=name, engine="tone", id=name) for name in ("a", "b"))
    assert distance(one, other) == MARGIN
    assert distance(one, one) == 0
    assert 0 < distance(one, replace(one, pitch=80)) == distance(one, replace(one, pitch=20))
    assert distance(POOL["marble"], other) >= MARGIN


def test_what_was_measured_is_plausible() -> None:
    assert len(measured()) > 700
    for name, sound in measured().items():
        assert sound.low_hz <= sound.high_hz * 1.2, name
        assert len(sound.timbre) == 12


# ------------------------------------------------------------------ packaging


@pytest.mark.slow
def test_the_default_is_found_inside_the_package_as_a_wheel_lays_it_out(tmp_path: Path) -> None:
    shutil.copytree(Path(drama.__file__).parent, tmp_path / "drama", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "drama" / "voices.toml").write_text(default_text() + "# from the wheel\n", encoding="utf-8")
    code = "from drama.cast import default_text; print(default_text()[-17:])"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, timeout=60)
    assert done.stdout.strip() == "# from the wheel"
