"""Engines are found by name: ours, and those other packages announce."""

from __future__ import annotations

import subprocess
import sys

import pytest

from drama.engines import engine_names, get_engine
from drama.engines.tone import frequency_hz
from drama.errors import EngineError
from drama.model import Voice


def test_our_own_engines_come_first() -> None:
    assert engine_names()[:2] == ("pyttsx3", "tone")


def test_an_unknown_engine_is_refused_with_the_nearest_name_and_all_there_are() -> None:
    with pytest.raises(EngineError, match=r"""no engine 'ton'; did you mean "tone"\? \(there are: pyttsx3, tone"""):
        get_engine("ton")


def test_an_engine_is_started_once() -> None:
    assert get_engine("tone") is get_engine("tone")


def test_what_engines_say_of_themselves_loads_no_model() -> None:
    """A fresh process: whatever runs a model would be among its modules."""
    code = (
        "import sys; from drama.engines import EngineInfo, engine_names\n"
        "for name in engine_names():\n"
        "    info = EngineInfo(name)\n"
        "    info.version, info.voices, info.abilities, info.rates_wpm, info.schedule, info.figures\n"
        "print(*{'onnxruntime', 'pyttsx3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == ""


def test_the_tone_of_a_voice_is_its_own() -> None:
    tones = {frequency_hz(Voice(name=name, engine="tone", id=name)) for name in ("ada", "bo", "cy", "dot")}
    assert len(tones) == 4
    assert frequency_hz(Voice(name="a", engine="tone", id="tone:440")) == 440


@pytest.mark.parametrize("voice_id", ["tone:", "tone:high", "tone:5", "tone:20000", "tone:nan"])
def test_a_tone_nobody_can_hear_is_refused(voice_id: str) -> None:
    with pytest.raises(EngineError, match="no voice"):
        frequency_hz(Voice(name="a", engine="tone", id=voice_id))
