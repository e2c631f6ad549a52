"""A sound file of any common format -> its samples, as they are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drama.engines.actor.cut_off import share_there
from drama.errors import RequestRefusedError, install_command
from drama.files.inputs import check_file

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from soundfile import SoundFile

_BY_SOUNDFILE = (".wav", ".flac", ".aif", ".aiff", ".aifc", ".caf", ".w64", ".rf64", ".au", ".ogg", ".oga", ".opus",
                 ".mp3")  # fmt: skip
_BY_AV = (".m4a", ".mp4", ".aac", ".webm", ".wma")
"""What phones and browsers record, which libsndfile does not read: FFmpeg does, of the extra ``m4b``."""

UNREADABLE = "unreadable"
"""How the digest of a file begins that cannot be read."""
SUFFIXES = frozenset((*_BY_SOUNDFILE, *_BY_AV))
"""Suffixes of files that are taken for recordings; a file is decoded by its content."""

LARGEST_BYTES = 400 * 1024 * 1024
LONGEST_S = 600
"""Ten minutes: longer than any line, so that it is a session that was never cut."""
LOWEST_RATE_HZ, HIGHEST_RATE_HZ = 8_000, 384_000
MOST_CHANNELS = 8

_PIECE = 1 << 20
_LEAST_CUT_S = 0.01
"""Some programs write a header that is a sample or a byte of padding too long: nothing that is heard is missing."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A sound file, decoded."""

    samples: NDArray[np.float32]
    """Shape (frames, channels); full scale 1, which files of floating point may go beyond."""
    frame_rate: int


def decode(path: Path) -> Decoded:
    """Return the samples of a sound file. Raises :class:`RequestRefusedError` saying what is wrong with it."""
    _check_file(path)
    decoded = _by_av(path) if path.suffix.lower() in _BY_AV else _by_soundfile(path)
    if not len(decoded.samples):
        raise RequestRefusedError(f"{path.name} holds no sound: it has not one sample")
    if not np.isfinite(decoded.samples).all():
        raise RequestRefusedError(f"{path.name} is damaged: it holds samples that are no numbers")
    return decoded


def check(path: Path) -> None:
    """Raise :class:`RequestRefusedError` for what a look at a file's header finds wrong with it; nothing is decoded."""
    _check_file(path)
    if path.suffix.lower() not in _BY_AV:
        with _opened(path) as file:
            _check_whole(path, file)


def _check_file(path: Path) -> None:
    try:
        check_file(path, limit=LARGEST_BYTES)
    except OSError as problem:
        raise RequestRefusedError(_why_not(path, problem)) from None


def digest(path: Path) -> str:
    """Return a digest of a file's content, or of why it cannot be read; of an unchanged file it is known."""
    try:
        check_file(path, limit=LARGEST_BYTES)  # a pipe would be waited for, and a device never ends
        found = path.stat()
        return _digest(path, found.st_size, found.st_mtime_ns, found.st_ino)
    except (OSError, ValueError) as problem:
        return f"{UNREADABLE}: {path}: {problem}"


@lru_cache(maxsize=20_000)
def _digest(path: Path, _size: int, _mtime_ns: int, _inode: int) -> str:
    read = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            read.update(piece)
    return read.hexdigest()


def _why_not(path: Path, problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return f"the recording {path} is not there"
    return f"the recording {path} cannot be read: {problem.strerror}"


def _by_soundfile(path: Path) -> Decoded:
    with _opened(path) as file:
        _check_whole(path, file)
        samples = file.read(dtype="float32", always_2d=True)
        if path.suffix.lower() == ".flac" and len(samples) < file.frames:
            raise _cut_off(path, len(samples) / file.samplerate, file.frames / file.samplerate)
        return Decoded(samples, file.samplerate)


@contextmanager
def _opened(path: Path) -> Iterator[SoundFile]:
    """Yield a file open in libsndfile; what that finds wrong with it is a :class:`RequestRefusedError`."""
    import soundfile  # noqa: PLC0415 (a render of no recordings needs none of it)

    from drama.files.native_stderr import captured_stderr  # noqa: PLC0415

    # Of all that libsndfile decodes with, libmpg123 alone prints warnings of its own.
    quiet = captured_stderr() if path.suffix.lower() == ".mp3" else nullcontext()
    try:
        # By path: soundfile 0.14 prints a traceback where damage makes libsndfile seek an open file before its start.
        with quiet, soundfile.SoundFile(os.fspath(path)) as file:
            yield file
    except (soundfile.SoundFileError, OSError, ZeroDivisionError) as problem:
        raise RequestRefusedError(f"{path.name} is no sound that can be read: it is damaged, or another thing than its "
                                  f"name says; valid are {_valid()}") from problem  # fmt: skip


def _check_whole(path: Path, file: SoundFile) -> None:
    """Raise :class:`RequestRefusedError` for a file that is no line, and for one that ends before its header says."""
    seconds = file.frames / file.samplerate
    _check(path, seconds, file.samplerate, file.channels)
    share = share_there(path, most_bytes=LARGEST_BYTES)
    if share < 1 and seconds < (promised_s := seconds / max(share, 1e-9)) - _LEAST_CUT_S:
        raise _cut_off(path, seconds, promised_s)


def _cut_off(path: Path, seconds: float, promised_s: float) -> RequestRefusedError:
    promised = f"its header promises {promised_s:.2f} s of sound, and {seconds:.2f} s are there"
    return RequestRefusedError(f"{path.name} is cut off: {promised}; copy it again")


def _by_av(path: Path) -> Decoded:
    try:
        import av  # noqa: PLC0415 (an extra)
    except ImportError:
        needs = f"reading {path.suffix} takes PyAV ({install_command('m4b')}); or save it as WAV or FLAC"
        raise RequestRefusedError(f"{path.name} cannot be read here: {needs}") from None
    try:
        with av.open(os.fspath(path)) as file:
            stream = file.streams.audio[0]
            rate, channels = stream.rate, stream.channels
            _check(path, (file.duration or 0) / 1_000_000, rate, channels)
            to_float: Any = av.AudioResampler(format="fltp", layout=stream.layout, rate=rate)
            pieces, frames = [], 0
            for frame in (*file.decode(stream), None):
                pieces += [piece.to_ndarray().T for piece in to_float.resample(frame)]
                frames += 0 if frame is None else frame.samples
                _check(path, frames / rate, rate, channels)
    except (av.FFmpegError, IndexError, ValueError, OSError) as problem:
        raise RequestRefusedError(f"{path.name} is no sound that can be read: it is damaged, or another thing than its "
                                  f"name says; valid are {_valid()}") from problem  # fmt: skip
    samples = np.concatenate(pieces) if pieces else np.zeros((0, channels), np.float32)
    return Decoded(np.ascontiguousarray(samples, np.float32), rate)


def _check(path: Path, seconds: float, rate: int, channels: int) -> None:
    """Raise :class:`RequestRefusedError` for a sound that is no line: too long, of an odd rate, of many channels."""
    if seconds > LONGEST_S:
        minutes = LONGEST_S // 60
        raise RequestRefusedError(f"{path.name} lasts {seconds / 60:.0f} minutes, and a line {minutes} at most: cut it")
    if not LOWEST_RATE_HZ <= rate <= HIGHEST_RATE_HZ:
        valid = f"valid are {LOWEST_RATE_HZ:,} to {HIGHEST_RATE_HZ:,}"
        raise RequestRefusedError(f"{path.name} has {rate:,} samples a second; {valid}")
    if channels > MOST_CHANNELS:
        raise RequestRefusedError(f"{path.name} has {channels} channels; valid are 1 to {MOST_CHANNELS}")


def _valid() -> str:
    return "WAV, FLAC, AIFF, CAF, Ogg, Opus, MP3, and M4A where PyAV is installed"
