"""pyttsx3, the default engine: eSpeak NG from its wheel on Linux, the system's own voices elsewhere.

On Linux pyttsx3 uses our own driver for eSpeak NG (:mod:`drama.engines.espeak.driver`), which speaks synchronously and
in memory: the stock driver of pyttsx3 2.99 loses files, and changes of voice can arrive a line late. On other platforms
the stock drivers write one file per line, each in a process of its own (see :mod:`drama.recording`).
"""

from __future__ import annotations

import atexit
import importlib.util
import re
import sys
import wave
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.espeak.marked_text import checked_phonemes, marked_up
from drama.engines.espeak.respelling import respelled
from drama.errors import EngineError, RequestRefusedError
from drama.files.atomic import temporary_folder
from drama.files.messages import did_you_mean
from drama.model import Ability, Gender, Mark, Repeats, Voice

_REVISION = 3
"""Counts changes of this module that change the sound."""

_LEAST_WPM, _MOST_WPM = 80, 450
"""Bounds of eSpeak NG's rate."""

_DEFAULT_PITCH = 50
_DEFAULT_RANGE = 50
_WHISPERS = {Gender.FEMALE: "whisperf"}
_WHISPER = "whisper"
"""eSpeak NG's whispering variants by gender; they replace the voice's own variant."""
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f]")
"""Control characters, which eSpeak NG takes for the beginning of a command."""


class Pyttsx3Engine:
    """The engine of pyttsx3."""

    name = "pyttsx3"

    @property
    def schedule(self) -> Schedule:
        """A new process after many lines, as loading eSpeak NG for each text leaks 2.4 kB.

        With the stock drivers each line needs a new process.
        """
        return Schedule(lines_a_process=1_000, speed=300.0) if is_bundled() else Schedule(lines_a_process=1)

    @property
    def repeats(self) -> Repeats:
        """Nothing is promised of the system's own voices: their versions are not known."""
        return Repeats.ON_SUCH_A_MACHINE if is_bundled() else Repeats.NOT_PROMISED

    @cached_property
    def version(self) -> str:
        """The versions of everything that determines the sound."""
        bundled = f"+espeakng-loader {version('espeakng-loader')}" if is_bundled() else f"+{sys.platform}"
        return f"{version('pyttsx3')}{bundled}+{_REVISION}"

    @property
    def abilities(self) -> frozenset[Ability]:
        """ESpeak NG's abilities; the stock drivers change nothing but voice and rate."""
        return frozenset(Ability) - {Ability.COLOUR} if is_bundled() else frozenset()

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return all voices, with every variant of eSpeak NG's English ones, such as ``en-us+f3``."""
        return self._voices

    @cached_property
    def _voices(self) -> tuple[EngineVoice, ...]:
        if is_bundled():
            return tuple(_bundled_voices())
        return tuple(
            EngineVoice(
                id=voice.id,
                name=voice.name or voice.id,
                language=str((voice.languages or [""])[0]),
                gender=_gender(str(voice.gender or "")),
            )
            for voice in self._engine.getProperty("voices")
        )

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(voice.id for voice in self._voices)

    @cached_property
    def _engine(self) -> Any:  # noqa: ANN401 (pyttsx3 has no types)
        # pyttsx3 2.99 prints to standard error if it still exists when Python unloads its modules.
        atexit.register(self.__dict__.pop, "_engine", None)
        return _start()

    def speak(self, text: str, voice: Voice) -> Speech:
        """Return the speech of a text. Raises :class:`EngineError`.

        A stock driver does not change the pitch: only eSpeak NG can.
        """
        self._check(voice)
        return self._say(self._readable(text, voice), voice)

    def speak_marked(self, text: str, voice: Voice, marks: Sequence[Mark]) -> Speech:
        """Return the speech of a text with emphasis and phoneme marks. Raises :class:`EngineError`."""
        self._check(voice)
        if not is_bundled():
            raise RequestRefusedError(f"{voice.name}: the voices of this system take no marks, only plain words")
        for mark in marks:
            checked_phonemes(mark)
        return self._say(marked_up(text, marks, lambda words: self._readable(words, voice)), voice, markup=1)

    def _readable(self, text: str, voice: Voice) -> str:
        text = _UNSPEAKABLE.sub(" ", text)
        return respelled(text) if is_bundled() and voice.id.startswith("en") else text

    def _say(self, text: str, voice: Voice, *, markup: int = 0) -> Speech:
        problems: list[object] = []
        engine = self._engine
        listener = engine.connect("error", lambda name, exception: problems.append(exception))  # noqa: ARG005
        try:
            # A fixed order, voice first: with some variants of eSpeak NG, durations depend on it.
            for name, value in (
                ("voice", self._own_id(self._sounding(voice))),
                ("rate", voice.rate_wpm),
                ("pitch", voice.pitch),
            ):
                if name != "pitch" or is_bundled():
                    engine.setProperty(name, _DEFAULT_PITCH if value is None else value)
            if is_bundled():
                engine.setProperty("range", int(voice.options.get("range", _DEFAULT_RANGE)))
                engine.setProperty("markup", markup)
            speech = self._speak_in_memory(text, voice) if is_bundled() else _speak_to_file(engine, text)
        finally:
            engine.disconnect(listener)
        if problems:
            raise EngineError(f"pyttsx3 could not speak with {voice.id}: {problems[0]}")
        return speech

    def _speak_in_memory(self, text: str, voice: Voice) -> Speech:
        from drama.engines.espeak.data import check_contents  # noqa: PLC0415 (Linux only)

        check_contents(voice.id.partition("+")[0].partition("-")[0])
        self._engine.say(text)
        self._engine.runAndWait()
        driver = self._engine.proxy._driver  # noqa: SLF001 (pyttsx3 hands out no driver)
        return Speech(np.frombuffer(driver.take_spoken(), np.int16), driver.frame_rate)

    def _own_id(self, voice_id: str) -> str:
        """Return the driver's id of a voice: eSpeak NG finds ``en-gb`` only by its file name, ``en``."""
        if not is_bundled():
            return voice_id
        base, plus, variant = voice_id.partition("+")
        return self._files.get(base, base) + plus + variant

    def _sounding(self, voice: Voice) -> str:
        """Return the id of the voice to use: the whispering variant of its accent if a whisper is requested."""
        if "whisper" not in voice.options:
            return voice.id
        base, _, variant = voice.id.partition("+")
        return f"{base}+{_WHISPERS.get(self._genders.get(variant, Gender.UNKNOWN), _WHISPER)}"

    @cached_property
    def _genders(self) -> dict[str, Gender]:
        """Gender by variant, from the id alone, so that a take's key is complete."""
        return {voice.id.partition("+")[2]: voice.gender for voice in self._voices if voice.id.startswith("en-us+")}

    @cached_property
    def _files(self) -> dict[str, str]:
        return {voice.id: path.name for path, voice in _bundled_languages()}

    def _check(self, voice: Voice) -> None:
        if voice.id not in self._ids and not _is_variant(voice.id, self._ids):
            hint = did_you_mean(voice.id, sorted(self._ids))
            lists = "`drama voices --engine pyttsx3` lists them"
            raise RequestRefusedError(f"pyttsx3 has no voice {voice.id!r}{hint} ({lists})")
        if not _LEAST_WPM <= voice.rate_wpm <= _MOST_WPM:
            valid = f"{_LEAST_WPM} to {_MOST_WPM} wpm"
            raise RequestRefusedError(f"{voice.name}: a rate of {voice.rate_wpm} is not within {valid}")
        _check_options(voice)


def _check_options(voice: Voice) -> None:
    """Raise :class:`RequestRefusedError` for an unknown option or an invalid value."""
    for name, value in voice.options.items():
        if not is_bundled() or name not in {"range", "whisper"}:
            raise RequestRefusedError(f"{voice.name}: pyttsx3 takes no option {name!r}")
        if name == "whisper" and value != "yes":
            raise RequestRefusedError(f"{voice.name}: the option whisper is {value!r}; valid is 'yes'")
        if name == "range" and not (value.isascii() and value.isdigit() and int(value) <= 100):
            raise RequestRefusedError(f"{voice.name}: the option range is {value!r}; valid is 0 to 100")


def is_bundled() -> bool:
    """Return whether eSpeak NG is used from its wheel rather than from the system."""
    return sys.platform.startswith("linux") and importlib.util.find_spec("espeakng_loader") is not None


def _start() -> Any:  # noqa: ANN401
    """Return pyttsx3's engine, with our driver if eSpeak NG is bundled."""
    import pyttsx3  # noqa: PLC0415 (the main process asks for voices and version only)

    if is_bundled():
        from drama.engines.espeak import driver as espeak_driver  # noqa: PLC0415

        espeak_driver.register()
        return pyttsx3.init(espeak_driver.NAME)
    try:
        return pyttsx3.init()
    except (ImportError, OSError, RuntimeError) as problem:
        raise EngineError(f"pyttsx3 finds no speech on this system: {problem}") from problem


def _speak_to_file(engine: Any, text: str) -> Speech:  # noqa: ANN401
    """Return the speech of a stock driver: one file, one utterance, waited for."""
    with temporary_folder() as folder:
        path = folder / "line.wav"
        engine.save_to_file(text, str(path))
        engine.runAndWait()
        if not path.exists():
            raise EngineError("pyttsx3 wrote no sound")
        return _read_wave(path)


def _read_wave(path: Path) -> Speech:
    """Return the speech in a stock driver's file: WAV on Windows and Linux, AIFF of that name on macOS."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() == 2:
                samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
                return Speech(samples.reshape(-1, file.getnchannels())[:, 0].copy(), file.getframerate())
    except (wave.Error, EOFError):
        pass
    import soundfile  # noqa: PLC0415

    samples, frame_rate = soundfile.read(path, dtype="int16", always_2d=True)
    return Speech(samples[:, 0].copy(), int(frame_rate))


def _is_variant(voice_id: str, known: frozenset[str]) -> bool:
    base, _, variant = voice_id.partition("+")
    return bool(variant) and base in known and f"en-us+{variant}" in known


def _gender(word: str) -> Gender:
    lowered = word.lower()
    if "female" in lowered:
        return Gender.FEMALE
    return Gender.MALE if "male" in lowered else Gender.UNKNOWN


def _bundled_voices() -> list[EngineVoice]:
    """Return eSpeak NG's voices from its data files, without loading it: languages, and the English ones' variants."""
    from drama.engines.espeak.data import data_folder  # noqa: PLC0415 (Linux only)

    data = data_folder()
    languages = [voice for _, voice in _bundled_languages()]
    variants = sorted((path.name, _header(path)) for path in (data / "voices" / "!v").iterdir() if path.is_file())
    voices = []
    for language in languages:
        voices.append(language)
        if language.id.split("-")[0] == "en":
            voices += [
                EngineVoice(
                    id=f"{language.id}+{name}",
                    name=f"{language.name}, {about.get('name', name)}",
                    language=language.language,
                    gender=_gender(about.get("gender", "")),
                )
                for name, about in variants
            ]
    return voices


def _bundled_languages() -> list[tuple[Path, EngineVoice]]:
    """Return eSpeak NG's languages and accents, each with the file that defines it, by id."""
    from drama.engines.espeak.data import data_folder  # noqa: PLC0415 (Linux only)

    languages: dict[str, tuple[Path, EngineVoice]] = {}
    for path in sorted((data_folder() / "lang").rglob("*")):
        about = _header(path) if path.is_file() else {}
        code = about.get("language", "").split(" ")[0].lower()
        if code:
            languages.setdefault(code, (path, EngineVoice(id=code, name=about.get("name", code), language=code)))
    return [languages[code] for code in sorted(languages)]


def _header(path: Path) -> dict[str, str]:
    """Return the keys of an eSpeak NG voice file; the first of repeated keys."""
    about: dict[str, str] = {}
    for row in path.read_text(encoding="utf-8", errors="replace").splitlines():
        key, _, value = row.strip().partition(" ")
        about.setdefault(key, value.strip())
    return about
