"""pyttsx3 over the eSpeak NG that comes as a wheel."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from drama.engines import get_engine
from drama.engines.pyttsx3 import is_bundled
from drama.errors import EngineError
from drama.model import Gender, Voice

pytestmark = pytest.mark.skipif(not is_bundled(), reason="eSpeak NG comes as a wheel on Linux only")

SENTENCE = "She counted the lamps along the quay, and there was one too many."


def voice(voice_id: str = "en-us", *, rate_wpm: int = 165, pitch: int | None = None) -> Voice:
    return Voice(name="test", engine="pyttsx3", id=voice_id, rate_wpm=rate_wpm, pitch=pitch)


def speak(text: str, **how: object) -> np.ndarray:
    return get_engine("pyttsx3").speak(text, voice(**how)).samples  # type: ignore[arg-type]


def seconds(text: str, **how: object) -> float:
    return len(speak(text, **how)) / 22_050


def is_silent(samples: np.ndarray) -> bool:
    return not len(samples) or int(np.abs(samples.astype(int)).max()) < 100


def pitch_hz(samples: np.ndarray) -> float:
    """Return the median fundamental of the loud frames, by autocorrelation."""
    sound = samples.astype(float)
    found = []
    for at in range(0, len(sound) - 2048, 1024):
        frame = sound[at : at + 2048] * np.hanning(2048)
        if np.sqrt((frame**2).mean()) > 0.3 * np.abs(sound).max() / 3:
            spread = np.fft.irfft(np.abs(np.fft.rfft(frame, 4096)) ** 2)
            lags = np.arange(22_050 // 450, 22_050 // 60)
            found.append(22_050 / lags[np.argmax(spread[lags])])
    return float(np.median(found))


@pytest.mark.parametrize(
    ("markup", "alike"),
    [
        ("[[h@loU]]", "[[ h at l o u ]]"),
        ("<speak>hello</speak>", "speak hello slash speak"),
        ('<prosody rate="x-fast">hello there my friend</prosody>', "hello there my friend"),
        ("<break time='5s'/> hello", "break time equals 5 s slash hello"),
        ("&lt;hello&gt;", "and l t hello and g t"),
    ],
)
def test_markup_is_read_as_text(markup: str, alike: str) -> None:
    assert seconds(markup) > 0.6 * seconds(alike)
    if "break" in markup:
        assert seconds(markup) < 5


def test_an_entity_is_not_turned_into_its_sign() -> None:
    assert seconds("&amp; " * 5) > 1.3 * seconds("& " * 5)


@pytest.mark.parametrize("command", ["\x0190S ", "\x0199P ", "\x010A ", "\x01Y ", "\x1b[31m", "\x02"])
def test_a_control_character_commands_nothing(command: str) -> None:
    plain = speak(re.sub(r"[\x00-\x1f]", " ", command) + SENTENCE)
    assert np.array_equal(speak(command + SENTENCE), plain)
    assert not is_silent(plain)
    after = speak(SENTENCE)
    assert np.array_equal(after, speak(SENTENCE))


def test_the_same_request_gives_the_same_samples_whatever_was_spoken_before() -> None:
    wanted = speak("One. Two.", voice_id="en-gb-x-rp+f1", rate_wpm=370)
    for other in ("en-us+whisper", "en-gb+grandma", "en-029+m3"):
        speak(SENTENCE, voice_id=other, rate_wpm=420, pitch=90)
        assert np.array_equal(speak("One. Two.", voice_id="en-gb-x-rp+f1", rate_wpm=370), wanted)


def test_an_unknown_voice_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(EngineError, match=r"""no voice 'en-usa\+f3'; did you mean "en-us\+f3"\?"""):
        speak("Hello.", voice_id="en-usa+f3")


@pytest.mark.parametrize("rate", [0, 79, 451, 100_000])
def test_a_rate_it_cannot_speak_at_is_refused(rate: int) -> None:
    with pytest.raises(EngineError, match=f"{rate} is not within 80 to 450 wpm"):
        speak("Hello.", rate_wpm=rate)


def test_a_higher_pitch_is_higher_and_none_is_the_middle() -> None:
    low, middle, high = (pitch_hz(speak(SENTENCE, pitch=pitch)) for pitch in (10, 50, 90))
    assert low < 0.85 * middle
    assert high > 1.15 * middle
    assert np.array_equal(speak(SENTENCE, pitch=None), speak(SENTENCE, pitch=50))


def test_every_english_accent_and_variant_is_listed() -> None:
    offered = {one.id: one for one in get_engine("pyttsx3").voices()}
    assert {"en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-us+f3", "en-gb+whisper"} <= offered.keys()
    assert sum(one.startswith("en-us+") for one in offered) >= 90
    assert offered["en-us+f3"].gender is Gender.FEMALE
    assert offered["en-us+m3"].gender is Gender.MALE


@pytest.mark.slow
def test_voices_that_are_listed_speak() -> None:
    offered = get_engine("pyttsx3").voices()
    english = [one.id for one in offered if one.id.startswith("en")]
    for voice_id in [one.id for one in offered if "+" not in one.id][::9] + english[::17]:
        assert not is_silent(speak("Yes.", voice_id=voice_id)), voice_id


def test_british_english_is_found_by_its_id_and_sounds_british() -> None:
    assert not np.array_equal(speak("bath, car, lot", voice_id="en-gb"), speak("bath, car, lot", voice_id="en-us"))
    assert not np.array_equal(speak("Hello.", voice_id="en-gb+f2"), speak("Hello.", voice_id="en-gb"))


@pytest.mark.slow
def test_the_library_is_the_wheels_and_never_the_systems(tmp_path: Path) -> None:
    program = (
        "import ctypes, pathlib, sys\n"
        "from drama.engines import get_engine\n"
        "from drama.model import Voice\n"
        "seen = []\n"
        "load = ctypes.CDLL.__init__\n"
        "def note(self, name, *a, **k):\n"
        "    load(self, name, *a, **k)\n"
        "    seen.extend(l.split()[-1] for l in open('/proc/self/maps') if 'espeak' in l)\n"
        "ctypes.CDLL.__init__ = note\n"
        "get_engine('pyttsx3').speak('Hello.', Voice(name='t', engine='pyttsx3', id='en-us'))\n"
        "print('\\n'.join(sorted(set(seen))))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split(), "no library was seen"
    assert all("espeakng_loader" in path for path in done.stdout.split())


@pytest.mark.slow
def test_importing_and_naming_voices_starts_no_library() -> None:
    program = (
        "import sys\n"
        "from drama.engines import get_engine\n"
        "engine = get_engine('pyttsx3'); engine.version; engine.voices()\n"
        "assert 'pyttsx3' not in sys.modules\n"
        "assert 'espeak-ng.so' not in open('/proc/self/maps').read()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.slow
def test_a_deep_virtual_environment_does_not_end_the_process(tmp_path: Path) -> None:
    """espeak-ng 1.52 calls exit() for a data path of 160 characters and more."""
    espeakng_loader = pytest.importorskip("espeakng_loader")
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    (deep / "espeak-ng-data").symlink_to(espeakng_loader.get_data_path(), target_is_directory=True)
    code = (
        "import espeakng_loader; "
        f"espeakng_loader.get_data_path = lambda: {str(deep / 'espeak-ng-data')!r}; "
        "from drama.engines import get_engine; from drama.model import Voice; "
        "print(len(get_engine('pyttsx3').speak('Hello.', Voice('x', 'pyttsx3', 'en-gb+f3')).samples))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert int(done.stdout or 0) > 5_000, done.stderr
