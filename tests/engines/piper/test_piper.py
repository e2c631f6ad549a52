"""Piper's voices: whatever file the user has, read by its description, the same every time and at its own level."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from support.tiny_piper import FRAMES_A_NUMBER, HERTZ, LEVEL, RATE, write_voice

from drama.engines import EngineInfo, engine_names, get_engine
from drama.engines.base import Speech
from drama.engines.piper.files import read_voice
from drama.engines.piper.phonemes import runs
from drama.errors import EngineError, RequestRefusedError
from drama.model import Voice
from drama.recording import Request, request_key

pytestmark = pytest.mark.skipif("piper" not in engine_names(), reason="there are no wheels it needs for this system")

TEXT = "The ferry was late, and nobody minded."


def said(voice_id: object, text: str = TEXT, *, rate_wpm: int = 165) -> Speech:
    return get_engine("piper").speak(text, Voice("Odile", "piper", str(voice_id), rate_wpm=rate_wpm))


def phonemes(text: str, voice: Path) -> list[str]:
    """Return the runs a text is spoken in, as phonemes."""
    file = read_voice(voice)
    signs = {numbers[0]: sign for sign, numbers in file.numbers.items()}
    return ["".join(signs[number] for number in run if signs[number] not in "^$_") for run in runs(text, file)]


def hertz(speech: Speech) -> float:
    spectrum = np.abs(np.fft.rfft(speech.samples[:RATE]))
    return float(spectrum.argmax() * speech.frame_rate / len(speech.samples[:RATE]))


def test_a_voice_is_heard_at_its_own_rate_and_level_and_without_noise(tmp_path: Path) -> None:
    speech = said(write_voice(tmp_path))
    assert speech.frame_rate == RATE
    assert abs(float(np.abs(speech.samples).max()) - LEVEL) < 0.001
    assert abs(float(speech.samples.mean())) < 0.001
    assert np.array_equal(said(tmp_path / "nina.onnx").samples, speech.samples)


def test_its_pace_is_its_own_at_the_plain_setting_and_follows_the_rate(tmp_path: Path) -> None:
    voice = write_voice(tmp_path)
    count = len(runs(TEXT, read_voice(voice))[0])
    assert len(said(voice).samples) == count * FRAMES_A_NUMBER
    assert abs(len(said(voice, rate_wpm=330).samples) - count * FRAMES_A_NUMBER / 2) < 2
    slow = write_voice(tmp_path, "slow.onnx", inference={"length_scale": 1.5})
    assert abs(len(said(slow).samples) - count * FRAMES_A_NUMBER * 1.5) < 2


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Mr. Oake and Dr. Lund met Mrs. Brandt.", ["mˈɪstɚɹ ˈoʊk ænd dˈɑːktɚ lˈʌnd mˈɛt mˈɪsɪz bɹˈænt."]),
        ("Late, as ever; wasn't it?", ["lˈeɪt, æz ˈɛvɚ; wˈʌznt ɪt?"]),
        ("Wait… no! Go.", ["wˈeɪt. nˈoʊ! ɡˈoʊ."]),
        ("“Quietly,” she said.", ["kwˈaɪətli, ʃiː sˈɛd."]),
        ("[[h@]] <b>now</b>", ["ˈeɪtʃ æt bˈiː nˈaʊ slˈæʃ bˈiː"]),
    ],
)
def test_a_line_is_one_run_with_its_punctuation_and_no_title_ends_it(
    tmp_path: Path, text: str, heard: list[str]
) -> None:
    assert phonemes(text, write_voice(tmp_path)) == heard


@pytest.mark.parametrize("text", ["…", "!!!", "* * *", "—", "“ ”"])
def test_marks_are_not_named(tmp_path: Path, text: str) -> None:
    assert not len(said(write_voice(tmp_path), text).samples)


def test_long_sentences_are_runs_of_their_own_and_none_is_longer_than_a_model_takes(tmp_path: Path) -> None:
    voice = write_voice(tmp_path)
    sentence = "The road went on past the last houses of the village and down to the water, where it ended. "
    assert len(phonemes(sentence * 3, voice)) == 3
    endless = " ".join(["and the river ran on"] * 60)
    parts = phonemes(endless, voice)
    assert all(len(part) <= 400 for part in parts)
    assert " ".join(parts).count("ɹˈɪvɚ") == 60


def test_the_same_words_are_found_again_when_espeak_has_spoken_between(tmp_path: Path) -> None:
    voice = write_voice(tmp_path)
    before = phonemes(TEXT, voice)
    espeak = Voice("Ulf", "pyttsx3", "en-us")
    first = get_engine("pyttsx3").speak(TEXT, espeak).samples
    assert phonemes(TEXT, voice) == before
    assert np.array_equal(get_engine("pyttsx3").speak(TEXT, espeak).samples, first)


def test_a_speaker_is_chosen_by_name_or_number(tmp_path: Path) -> None:
    voice = write_voice(tmp_path, "choir.onnx", speakers=["bass", "alto", "treble"])
    pitches = [hertz(said(f"{voice}{speaker}")) for speaker in ("", "#bass", "#alto", "#2")]
    assert pitches == pytest.approx([HERTZ[0], HERTZ[0], HERTZ[1], HERTZ[2]], abs=2)


@pytest.mark.parametrize("speaker", ["#tenor", "#7", "#-1"])
def test_a_speaker_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path, speaker: str) -> None:
    voice = write_voice(tmp_path, "choir.onnx", speakers=["bass", "alto", "treble"])
    with pytest.raises(RequestRefusedError, match=f"no speaker '{speaker[1:]}'; it has bass, alto, treble"):
        said(f"{voice}{speaker}")
    with pytest.raises(RequestRefusedError, match="one speaker only"):
        said(f"{write_voice(tmp_path)}{speaker}")


def test_a_folder_of_voices_is_listed_speaker_by_speaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_voice(tmp_path, "choir.onnx", speakers=["bass", "alto"])
    write_voice(tmp_path)
    (tmp_path / "other.onnx").write_bytes(b"no description")
    monkeypatch.setenv("DRAMA_PIPER_VOICES", str(tmp_path))
    voices = EngineInfo("piper").voices
    assert [voice.id for voice in voices] == ["choir.onnx#bass", "choir.onnx#alto", "nina.onnx"]
    assert {voice.language for voice in voices} == {"en-us"}
    assert len(said("nina").samples) == len(said("nina.onnx").samples)


def test_a_folder_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMA_PIPER_VOICES", str(tmp_path / "nowhere"))
    with pytest.raises(RequestRefusedError, match=r"DRAMA_PIPER_VOICES is .*nowhere.*, which is no folder"):
        _ = EngineInfo("piper").voices


def test_takes_follow_what_is_in_the_files_wherever_they_lie(tmp_path: Path) -> None:
    def key(voice: object) -> str:
        return request_key(Request(TEXT, Voice("Odile", "piper", str(voice))))

    (tmp_path / "elsewhere").mkdir()
    one, other = write_voice(tmp_path), write_voice(tmp_path / "elsewhere", "moved.onnx")
    first = key(one)
    assert key(other) == first
    assert key(write_voice(tmp_path, "louder.onnx", level=0.2)) != first
    assert key(write_voice(tmp_path, "slower.onnx", inference={"length_scale": 1.25})) != first
    choir = write_voice(tmp_path, "choir.onnx", speakers=["bass", "alto"])
    assert len({key(f"{choir}#bass"), key(f"{choir}#alto")}) == 2
    assert key(choir) == key(f"{choir}#bass") == key(f"{choir}#0")


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("", "is not of a Piper voice"),
        ("{}", "says no"),
        ("[]", "is not of a Piper voice"),
        ('{"audio": {"sample_rate": "fast"}}', "is not of a Piper voice"),
    ],
)
def test_a_description_that_is_none_is_told(tmp_path: Path, config: str, told: str) -> None:
    voice = write_voice(tmp_path)
    voice.with_name("nina.onnx.json").write_text(config, encoding="utf-8")
    with pytest.raises(RequestRefusedError, match=rf"nina\.onnx\.json .*{told}"):
        said(voice)


def test_a_way_to_phonemes_that_is_not_ours_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestRefusedError, match="'pinyin'; drama makes espeak and text"):
        said(write_voice(tmp_path, phoneme_type="pinyin"))


def test_a_language_espeak_has_not_got_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestRefusedError, match="no language 'xx-klingon'"):
        said(write_voice(tmp_path, espeak={"voice": "xx-klingon"}))


def test_a_model_that_is_none_is_told(tmp_path: Path) -> None:
    voice = write_voice(tmp_path)
    voice.write_bytes(b"no network at all")
    with pytest.raises(RequestRefusedError, match="is no model that onnxruntime runs"):
        said(voice)


@pytest.mark.parametrize("missing", ["nina.onnx", "nina.onnx.json"])
def test_a_file_that_is_not_there_is_told_with_where_one_may_be(tmp_path: Path, missing: str) -> None:
    voice = write_voice(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(
        RequestRefusedError, match=rf"no voice .*there is no file {tmp_path}/{missing}; valid is a path"
    ):
        said(voice)


def test_a_sound_the_voice_was_never_taught_is_told_and_not_left_out(tmp_path: Path) -> None:
    voice = write_voice(tmp_path)
    config = voice.with_name("nina.onnx.json")
    about = json.loads(config.read_text(encoding="utf-8"))
    del about["phoneme_id_map"]["ʃ"]
    config.write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(RequestRefusedError, match="never taught the sound 'ʃ'"):
        said(voice, "She shut the shop.")
    assert len(said(voice, "Nobody minded.").samples)


def test_vowels_that_count_as_one_are_given_as_one(tmp_path: Path) -> None:
    voice = write_voice(tmp_path, vowel_clusters=[["a", "ɪ"]])
    config = voice.with_name("nina.onnx.json")
    about = json.loads(config.read_text(encoding="utf-8"))
    about["phoneme_id_map"]["aɪ"] = [161]
    config.write_text(json.dumps(about), encoding="utf-8")
    assert 161 in runs("Mine.", read_voice(voice))[0]


def test_a_voice_taught_with_letters_gets_letters(tmp_path: Path) -> None:
    assert phonemes("a bad egg", write_voice(tmp_path, phoneme_type="text")) == ["a bad egg"]


@pytest.mark.parametrize(
    ("setting", "told"), [({"pitch": 60}, "no pitch"), ({"options": {"whisper": "yes"}}, "whisper")]
)
def test_what_it_cannot_do_is_refused(tmp_path: Path, setting: dict[str, object], told: str) -> None:
    voice = Voice("Odile", "piper", str(write_voice(tmp_path)), **setting)  # type: ignore[arg-type]
    with pytest.raises(EngineError, match=told):
        get_engine("piper").speak(TEXT, voice)
