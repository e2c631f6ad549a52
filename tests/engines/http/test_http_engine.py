"""A server that speaks: asked as it is to be, and every fault it may have told of, on a real connection."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import speech_server
from support.speech_server import KEY, RATE

from drama.engines import EngineInfo, get_engine
from drama.engines.http.client import request_speech
from drama.engines.http.responses import speech_of
from drama.engines.http.server import server_of
from drama.errors import RequestRefusedError
from drama.model import Voice
from drama.recording import Request, request_key
from drama.recording.plausibility import check_speech
from drama.servers import requests

TEXT = "The lamp went out on the landing."


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Start the server and return its base URL."""
    program = Path(speech_server.__file__)
    process = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAMA_HTTP_KEY", raising=False)


def voice(base: str, name: str, *, rate_wpm: int = 165, **options: str) -> Voice:
    return Voice("Odile", "http", name, rate_wpm=rate_wpm, options={"url": base, "model": "toy", **options})


def seen(base: str, name: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(base.removesuffix("/v1") + "/seen", timeout=10) as answer:
        return [asked for asked in json.load(answer) if asked["voice"] == name]


def spoken(base: str, name: str, **options: str) -> tuple[Any, list[float]]:
    """Return what is heard of the text, and how long was waited between tries."""
    waits: list[float] = []
    server = server_of(voice(base, name, **options))
    question = {"model": server.model, "input": TEXT, "voice": name, "response_format": server.format}
    speech = request_speech(server, question, lambda answer: speech_of(answer, server), wait=waits.append)
    return check_speech(speech, TEXT, voice(base, name)), waits


def refusal(base: str, name: str, **options: str) -> tuple[str, list[float]]:
    """Return what is told where nothing is heard, and how long was waited between tries."""
    waits: list[float] = []
    server = server_of(voice(base, name, **options))
    question = {"model": server.model, "input": TEXT, "voice": name, "response_format": server.format}
    with pytest.raises(RequestRefusedError) as caught:
        request_speech(server, question, lambda answer: speech_of(answer, server), wait=waits.append)
    return str(caught.value), waits


def test_the_question_holds_model_words_voice_and_format_and_no_more_than_is_needed(base: str) -> None:
    get_engine("http").speak(TEXT, voice(base, "dot"))
    get_engine("http").speak("Faster\tnow.", voice(base + "/", "dot", rate_wpm=330))
    plain, fast = seen(base, "dot")
    common = {
        "model": "toy",
        "voice": "dot",
        "response_format": "wav",
        "path": "/v1/audio/speech",
        "authorization": None,
    }
    assert plain == {**common, "input": TEXT}
    assert fast == {**common, "input": "Faster now.", "speed": 2.0}


def test_the_pace_is_passed_on(base: str) -> None:
    lengths = [
        len(get_engine("http").speak(TEXT, voice(base, "bo", rate_wpm=rate)).samples) for rate in (110, 165, 220)
    ]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("name", ["ada", "streamed", "stereo", "near"])
def test_a_wav_is_heard_whole_however_it_comes(base: str, name: str) -> None:
    heard, waits = spoken(base, name)
    assert heard.frame_rate == RATE
    assert len(heard.samples) == round(len(TEXT) / 15 * RATE)
    assert not waits


def test_plain_pcm_is_heard_at_the_rate_the_cast_file_tells(base: str) -> None:
    heard, _ = spoken(base, "cy", format="pcm", pcm_rate_hz="22050")
    assert heard.frame_rate == 22_050
    assert np.abs(heard.samples).max() > 8_000


@pytest.mark.parametrize("fault", ["500", "drop", "half", "shortened"])
def test_a_fault_that_passes_is_tried_again_after_a_pause(base: str, fault: str) -> None:
    heard, waits = spoken(base, f"once-{fault}")
    assert len(heard.samples) == round(len(TEXT) / 15 * RATE)
    assert len(waits) == 1
    assert 0.3 < waits[0] < 0.7


def test_a_busy_server_is_given_the_time_it_asks_for(base: str) -> None:
    assert spoken(base, "once-429")[1] == [7.0]


def test_a_server_that_asks_for_hours_is_not_waited_for(base: str) -> None:
    told, waits = refusal(base, "closed")
    assert "asks to come back in 86,400 s" in told
    assert not waits


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("broken", "it answers 500: out of memory"),
        ("drop", "broke off"),
        ("half", "broke off after"),
        ("shortened", "its WAV breaks off after"),
        ("slow", "no answer within 0.2 s"),
    ],
)
def test_what_does_not_pass_is_told_after_four_tries_each_after_a_longer_pause(
    base: str, name: str, reason: str
) -> None:
    told, waits = refusal(base, name, timeout_s="0.2" if name == "slow" else "10")
    assert "gave no speech in 4 tries" in told
    assert reason in told
    assert base.removesuffix("/v1") in told
    assert len(waits) == 3
    assert waits == sorted(waits)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("page", "sent text/html, which is no sound"),
        ("mp3", "sent audio/mpeg, not the WAV it was asked for"),
        ("rubbish", "a WAV that cannot be read"),
        ("empty", "not the WAV it was asked for: it is empty"),
        ("huge", "more than 64,000,000 bytes"),
        ("endless", "more than 64,000,000 bytes"),
        ("away", "where nothing is sent"),
        ("seeother", "where nothing is sent"),
        ("circle", "redirects in a circle"),
        ("nobody", "refuses: 400: Voice 'nobody' not found"),
    ],
)
def test_what_no_try_mends_is_told_at_once(base: str, name: str, reason: str) -> None:
    told, waits = refusal(base, name)
    assert reason in told
    assert not waits


@pytest.mark.parametrize(("name", "reason"), [("rate", "a frame rate of 4000"), ("long", "too long to be right")])
def test_sound_that_cannot_be_the_words_is_no_take(base: str, name: str, reason: str) -> None:
    speech = get_engine("http").speak(TEXT, voice(base, name))
    with pytest.raises(Exception, match=reason):
        check_speech(speech, TEXT, voice(base, name))


def test_a_port_where_nothing_listens_is_told_as_that() -> None:
    assert "nothing listens there; is it running" in refusal("http://127.0.0.1:9", "ada")[0]


def test_the_key_opens_what_it_is_for(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMA_HTTP_KEY", KEY + "\n")
    assert spoken(base, "locked")[0].frame_rate == RATE


def test_without_a_key_the_variable_is_named(base: str) -> None:
    assert "wants a key; put it into DRAMA_HTTP_KEY" in refusal(base, "locked")[0]


def test_a_wrong_key_is_never_said_though_the_server_says_it(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMA_HTTP_KEY", "open-5512")
    told, waits = refusal(base, "locked")
    assert "refuses the key in DRAMA_HTTP_KEY" in told
    assert "wrong key: Bearer …" in told
    assert "5512" not in told
    assert not waits


@pytest.mark.parametrize("key", ["two words", "schlüssel", "a\nb"])
def test_what_can_be_no_key_is_refused_without_saying_it(base: str, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("DRAMA_HTTP_KEY", key)
    told, _ = refusal(base, "ada")
    assert "DRAMA_HTTP_KEY holds a space" in told
    assert key not in told


def test_a_key_goes_to_no_other_machine_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMA_HTTP_KEY", KEY)
    told, waits = refusal("http://speech.invalid/v1", "ada")
    assert "the key in DRAMA_HTTP_KEY would go to http://speech.invalid for all to read; use https" in told
    assert KEY not in told
    assert waits == []


def test_a_redirect_takes_neither_words_nor_key_along(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMA_HTTP_KEY", KEY)
    told, _ = refusal(base, "away-with-it")
    assert f"sends on to {base.removesuffix('/v1').replace('127.0.0.1', 'localhost')}" in told
    assert [asked["path"] for asked in seen(base, "away-with-it")] == ["/v1/audio/speech"]


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:3128")
    assert spoken(base, "ada")[0].frame_rate == RATE


@pytest.mark.parametrize("text", ["…", "!!!", "* * *", "—"])
def test_a_server_is_not_asked_to_speak_marks(base: str, text: str) -> None:
    assert not len(get_engine("http").speak(text, voice(base, "marks")).samples)
    assert not seen(base, "marks")


@pytest.mark.parametrize(
    ("change", "is_other"),
    [
        ({}, False),
        ({"at_once": "7", "timeout_s": "9"}, False),
        ({"model": "other"}, True),
        ({"url": "http://127.0.0.1:9999/v1"}, True),
        ({"format": "pcm"}, True),
    ],
)
def test_takes_follow_server_model_and_format_and_not_how_it_is_asked(
    change: dict[str, str], is_other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = request_key(Request(TEXT, voice("http://127.0.0.1:8880/v1", "ada")))
    monkeypatch.setenv("DRAMA_HTTP_KEY", KEY)
    other = request_key(Request(TEXT, voice("http://127.0.0.1:8880/v1", "ada", **change)))
    assert (one != other) is is_other


def test_takes_follow_voice_and_pace() -> None:
    url = "http://127.0.0.1:8880/v1"
    voices = [voice(url, "ada"), voice(url, "bo"), voice(url, "ada", rate_wpm=180)]
    assert len({request_key(Request(TEXT, one)) for one in voices}) == 3


def test_as_many_are_asked_at_once_as_the_cast_file_allows_and_a_line_has_time_for_all_tries() -> None:
    schedule = EngineInfo("http").schedule_for(voice("http://127.0.0.1:8880/v1", "ada", at_once="5", timeout_s="20"))
    assert schedule.processes == 5
    assert schedule.line_timeout_s == requests.TRIES * 20 + 3 * requests.MOST_WAIT_S


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:8880/v1", "http://127.0.0.1:8880 (model toy)"),
        ("http://studio.example/v1", "http://studio.example (model toy, not encrypted)"),
        ("https://Speech.Example:443/v1", "https://speech.example (model toy)"),
        ("http://[::1]:8880", "http://[::1]:8880 (model toy)"),
    ],
)
def test_where_words_go_is_told_and_whether_others_can_read_them(url: str, told: str) -> None:
    assert EngineInfo("http").destination(voice(url, "ada")) == told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, r"no.* server|none is named"),
        ({"url": "http://127.0.0.1/v1"}, "none is named"),
        ({"whisper": "yes"}, "whisper"),
    ],
)
def test_a_voice_without_a_server_or_with_an_option_it_has_not_is_refused(options: dict[str, str], told: str) -> None:
    with pytest.raises(RequestRefusedError, match=told):
        get_engine("http").speak(TEXT, Voice("Odile", "http", "ada", options=options))


def test_a_pitch_is_refused(base: str) -> None:
    with pytest.raises(RequestRefusedError, match="no pitch to set"):
        get_engine("http").speak(TEXT, Voice("Odile", "http", "ada", pitch=60, options={"url": base, "model": "toy"}))
