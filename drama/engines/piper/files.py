"""The two files of a Piper voice: the model, and its configuration in ``.onnx.json``."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from drama.errors import RequestRefusedError
from drama.files.inputs import read_file
from drama.model import Gender

FOLDER = "DRAMA_PIPER_VOICES"
"""Environment variable with the path of a folder of voices."""
SUFFIX = ".onnx"

_MOST_CONFIG_BYTES, _MOST_MODEL_BYTES = 4_000_000, 1_000_000_000
_READ_BYTES = 1 << 20
_READABLE = ("espeak", "text")
"""Supported phoneme types; pinyin, Hebrew, Japanese and Thai need models and packages of their own."""
_GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """The configuration of a voice, from its ``.onnx.json``."""

    path: Path
    """The path of the model."""
    frame_rate: int
    """Frame rate of its sound in Hz."""
    phoneme_type: str
    language: str
    """eSpeak NG's name of the language, such as ``en-us``."""
    numbers: Mapping[str, tuple[int, ...]]
    """Phoneme -> ids."""
    clusters: frozenset[tuple[str, ...]]
    """Sequences of vowels that count as one phoneme."""
    length_scale: float
    """Factor on the durations at the voice's own rate."""
    speakers: Mapping[str, int]
    """Speaker name -> number; empty for a voice with one speaker."""
    gender: Gender = Gender.UNKNOWN

    def speaker(self, name: str) -> int | None:
        """Return the number of a speaker, by name or number; None if the voice has only one.

        Raises :class:`RequestRefusedError` for an unknown speaker.
        """
        if not self.speakers:
            if name not in {"", "0"}:
                raise RequestRefusedError(f"{self.path} has one speaker only; take out #{name}")
            return None
        if not name:
            return min(self.speakers.values())
        if name in self.speakers:
            return self.speakers[name]
        if name.isascii() and name.isdigit() and int(name) in self.speakers.values():
            return int(name)
        some = ", ".join(list(self.speakers)[:12])
        more = f", … ({len(self.speakers)} in all)" if len(self.speakers) > 12 else ""
        raise RequestRefusedError(f"{self.path} has no speaker {name!r}; it has {some}{more}")


def located(voice_id: str) -> tuple[Path, str]:
    """Return the model path and the speaker of a voice id, which is a path or a name in the folder of voices.

    Raises :class:`RequestRefusedError` if the model or its ``.onnx.json`` is missing.
    """
    name, _, speaker = voice_id.partition("#")
    path = Path(name)
    folder = os.environ.get(FOLDER)
    if not path.is_absolute() and folder:
        path = Path(folder) / (name if name.endswith(SUFFIX) else name + SUFFIX)
    for file in (path, config_path(path)):
        if not file.is_file():
            where = f"a path, or a voice in the folder that {FOLDER} names ({folder or 'it names none'})"
            raise RequestRefusedError(f"piper has no voice {voice_id!r}: there is no file {file}; valid is {where}")
    return path, speaker


def found_voices() -> list[Path]:
    """Return the models in the folder of voices that have an ``.onnx.json``, by name; empty without a folder."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return []
    if not Path(folder).is_dir():
        raise RequestRefusedError(f"{FOLDER} is {folder!r}, which is no folder; valid is one of Piper voices")
    return sorted(path for path in Path(folder).glob(f"*{SUFFIX}") if config_path(path).is_file())


def config_path(path: Path) -> Path:
    """Return the path of a model's configuration."""
    return path.with_name(path.name + ".json")


def read_voice(path: Path) -> VoiceFile:
    """Return the configuration of a model. Raises :class:`RequestRefusedError` if it is not a valid Piper voice."""
    return _read_voice(path, _stamp(config_path(path)))


@lru_cache(maxsize=64)
def _read_voice(path: Path, _stamp: tuple[int, int]) -> VoiceFile:
    config = config_path(path)
    try:
        about = json.loads(read_file(config, limit=_MOST_CONFIG_BYTES))
        voice = _voice(path, about)
    except OSError as problem:
        raise RequestRefusedError(f"{config} cannot be read: {problem.strerror}") from problem
    except KeyError as problem:
        raise RequestRefusedError(f"{config} is not of a Piper voice: it says no {problem.args[0]!r}") from problem
    except (ValueError, TypeError, AttributeError, RecursionError) as problem:
        raise RequestRefusedError(f"{config} is not of a Piper voice: {problem}") from problem
    if voice.phoneme_type not in _READABLE:
        valid = " and ".join(_READABLE)
        raise RequestRefusedError(
            f"{path} is written with phonemes of the sort {voice.phoneme_type!r}; drama makes {valid}"
        )
    return voice


def _voice(path: Path, about: Mapping[str, Any]) -> VoiceFile:
    speakers = {str(name): int(number) for name, number in about.get("speaker_id_map", {}).items()}
    if not speakers and int(about.get("num_speakers", 1)) > 1:
        speakers = {str(number): number for number in range(int(about["num_speakers"]))}
    many = int(about.get("num_speakers", 1)) > 1
    return VoiceFile(
        path=path,
        frame_rate=int(about["audio"]["sample_rate"]),
        phoneme_type=str(about.get("phoneme_type", "espeak")),
        language=str(about["espeak"]["voice"]),
        numbers={sign: tuple(map(int, numbers)) for sign, numbers in about["phoneme_id_map"].items()},
        clusters=frozenset(tuple(map(str, cluster)) for cluster in about.get("vowel_clusters") or ()),
        length_scale=float(about.get("inference", {}).get("length_scale", 1.0)),
        speakers=speakers if many else {},
        gender=_GENDERS.get(str(about.get("gender", "")), Gender.UNKNOWN),
    )


def digest(path: Path) -> str:
    """Return a digest of the content of a model and its configuration.

    Raises :class:`RequestRefusedError` if they cannot be read.
    """
    return "".join(_digest(file, _stamp(file)) for file in (path, config_path(path)))


def _stamp(file: Path) -> tuple[int, int]:
    """Return size and modification time of a file, as a cache key for its content."""
    try:
        stat = file.stat()
    except OSError as problem:
        raise RequestRefusedError(f"{file} cannot be read: {problem.strerror}") from problem
    if stat.st_size > _MOST_MODEL_BYTES:
        raise RequestRefusedError(f"{file} has more than {_MOST_MODEL_BYTES:,} bytes: that is no Piper voice")
    return stat.st_size, stat.st_mtime_ns


@lru_cache(maxsize=64)
def _digest(file: Path, _stamp: tuple[int, int]) -> str:
    """Return a digest of a file's content: 63 MB take 0.1 s."""
    content_hash = hashlib.blake2b(digest_size=16)
    try:
        with file.open("rb") as opened:
            while block := opened.read(_READ_BYTES):
                content_hash.update(block)
    except OSError as problem:
        raise RequestRefusedError(f"{file} cannot be read: {problem.strerror}") from problem
    return content_hash.hexdigest()
