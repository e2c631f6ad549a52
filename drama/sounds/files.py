"""The user's sound files: listed, decoded by their content, kept on disk while in use.

A file is decoded once, block by block, into a temporary file of 16-bit stereo frames at the episode's rate, and read
from there in windows, so that a long file takes no memory. Full scale of that file is +6 dBFS, as floating-point files
may go above 0.
"""

from __future__ import annotations

import hashlib
import math
import os
import stat
import tempfile
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
import soundfile
import soxr

from drama.dsp.loudness import energies, integrated_lufs, true_peak_dbtp
from drama.errors import LibraryError
from drama.files.native_stderr import captured_stderr
from drama.files.paths import is_folder
from drama.model import FRAME_RATE
from drama.sounds.credits import Credit, clean

if TYPE_CHECKING:
    from numpy.typing import NDArray

SUFFIXES = (".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff")
"""Suffixes of sound files; the content decides how a file is decoded."""
FORMATS = frozenset({"WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "MPEG", "AIFF"})
LONGEST_S = 600
"""Longer files are cut: 10 minutes of a bed loop well, and no sting or effect is that long."""
LARGEST_BYTES = 200 * 1024 * 1024
MOST_FILES = 5_000
"""Most sound files in a library folder: it is not meant to be a whole disk."""
MOST_CHANNELS = 8
LOWEST_RATE, HIGHEST_RATE = 4_000, 384_000
SHORTEST_FRAMES = FRAME_RATE // 100
ALGORITHM = 1
"""Counts changes of this module that change the sound."""

_BLOCK_FRAMES = 10 * (FRAME_RATE // 10)
"""Frames measured together: whole steps of 100 ms."""
_HEADROOM = 2.0
"""Factor that samples are divided by in the temporary file."""
_HEADROOM_DB = 20 * math.log10(_HEADROOM)


class DecodedSound:
    """A decoded sound file, read in stereo windows on demand. Thread-safe."""

    def __init__(self, file: IO[bytes], frames: int) -> None:
        """``file`` holds int16 frames of two channels; this object owns and closes it."""
        self.frames = frames
        self._file = file
        self._lock = threading.Lock()
        weakref.finalize(self, file.close)

    def window(self, start: int, frames: int) -> NDArray[np.float32]:
        """Return a window of the sound, shape (frames, 2), which must lie within it."""
        with self._lock:
            self._file.seek(4 * start)
            raw = self._file.read(4 * frames)
        pcm = np.frombuffer(raw, np.int16).reshape(-1, 2)
        return pcm.astype(np.float32) * np.float32(_HEADROOM / 32_768)


@dataclass(frozen=True, slots=True)
class LoadedSound:
    """A sound file, decoded and measured."""

    sound: DecodedSound
    key: str
    loudness_lufs: float
    true_peak_dbtp: float
    credit: Credit
    """From the file's own tags."""
    warnings: tuple[str, ...] = ()


def sound_files(folder: Path) -> tuple[str, ...]:
    """Return the sound files in a folder and its subfolders, as paths within it, sorted.

    Hidden files, names with control characters, links that lead out and anything but regular files are skipped. Raises
    :class:`LibraryError` if the folder does not exist or has too many files.
    """
    if not is_folder(folder):
        raise LibraryError(f"{folder}: there is no such folder of sounds; create it or mend library in [sound]")
    paths: list[str] = []
    root = folder.resolve()
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(where, name)
            if name.startswith(".") or not name.isprintable() or path.suffix.lower() not in SUFFIXES:
                continue
            if not _is_within(path, root):
                continue
            paths.append(path.relative_to(folder).as_posix())
            if len(paths) > MOST_FILES:
                raise LibraryError(f"{folder}: more than {MOST_FILES:,} sounds; name a folder with only those in use")
    return tuple(sorted(paths))


def read_sound(folder: Path, name: str) -> LoadedSound:
    """Return a file decoded to stereo at the episode's rate. Raises :class:`LibraryError` if it cannot be used.

    ``name`` is one of :func:`sound_files`. A file longer than :data:`LONGEST_S` is cut, with a warning.
    """
    path = folder / name
    if not _is_within(path, folder.resolve()):
        raise LibraryError(f"{name}: not a file of the library")
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise LibraryError(f"{name}: larger than {LARGEST_BYTES >> 20} MiB; cut it, or make it a FLAC")
        # By path, not an open file: soundfile 0.14 prints a traceback if damage makes libsndfile seek before the start.
        with captured_stderr() as complaints, soundfile.SoundFile(os.fspath(path)) as source:
            _check(name, source)
            loaded = _decoded(name, source, _digest(path))
        if complaints and not loaded.warnings:
            odd = f"{name}: damaged or odd in places, as libmpg123 reads it; what could be read of it is used"
            return replace(loaded, warnings=(odd,))
        return loaded  # noqa: TRY300 (closing is part of loaded)
    except (soundfile.SoundFileError, OSError) as error:
        raise LibraryError(f"{name}: cannot be read as sound; it is damaged, or not what its name says") from error


def length_frames(folder: Path, name: str) -> int:
    """Return how long a file says it is, in frames of the episode, without decoding it; 0 if it cannot be used."""
    try:
        if not _is_within(folder / name, folder.resolve()):
            return 0
        with captured_stderr(), soundfile.SoundFile(os.fspath(folder / name)) as source:
            _check(name, source)
            return int(min(source.frames / source.samplerate, LONGEST_S) * FRAME_RATE)
    except (soundfile.SoundFileError, OSError, LibraryError):
        return 0


def _check(name: str, source: soundfile.SoundFile) -> None:
    if source.format not in FORMATS:
        raise LibraryError(f"{name}: {source.format} is not read. Valid: WAV, FLAC, Ogg, MP3, AIFF")
    if not 0 < source.channels <= MOST_CHANNELS:
        raise LibraryError(f"{name}: {source.channels} channels. Valid: 1 to {MOST_CHANNELS}")
    if not LOWEST_RATE <= source.samplerate <= HIGHEST_RATE:
        raise LibraryError(f"{name}: {source.samplerate} frames a second. Valid: {LOWEST_RATE:,} to {HIGHEST_RATE:,}")


def _decoded(name: str, source: soundfile.SoundFile, digest: str) -> LoadedSound:
    """Return a file decoded up to the point where it is damaged or too long."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (owned by the decoded sound)
    frames, meter, warnings = 0, _Meter(), []
    try:
        for block in _blocks(source):
            pcm = _as_pcm(block[: LONGEST_S * FRAME_RATE - frames])
            file.write(pcm.tobytes())
            meter.add(pcm)
            frames += len(pcm)
            if frames >= LONGEST_S * FRAME_RATE:
                break
    except soundfile.SoundFileError:
        warnings.append(f"{name}: damaged after {frames / FRAME_RATE:.1f} s; only what is before is used")
    except BaseException:
        file.close()
        raise
    if frames < SHORTEST_FRAMES:
        file.close()
        raise LibraryError(f"{name}: damaged, or shorter than 10 ms")
    if source.frames / source.samplerate > LONGEST_S + 1:
        warnings.append(f"{name}: only its first {LONGEST_S // 60} minutes are used")
    return LoadedSound(
        DecodedSound(file, frames), digest, meter.loudness_lufs, meter.true_peak_dbtp, _tags(source), tuple(warnings)
    )


class _Meter:
    """Measures loudness and true peak of a sound block by block."""

    def __init__(self) -> None:
        self._steps: list[NDArray[np.float64]] = []
        self._highest = np.zeros(1, np.int16)

    def add(self, pcm: NDArray[np.int16]) -> None:
        """Measure the next block: whole steps of 100 ms, except the last."""
        channels = [np.ascontiguousarray(channel) for channel in pcm.T]
        self._steps.append(np.sum([energies(channel, FRAME_RATE) for channel in channels], axis=0))
        self._highest = max(self._highest, *channels, key=_top)

    @property
    def loudness_lufs(self) -> float:
        """The integrated loudness of all blocks."""
        return integrated_lufs(np.concatenate(self._steps)) + _HEADROOM_DB

    @property
    def true_peak_dbtp(self) -> float:
        """The true peak of the block with the highest sample: oversampling all blocks doubles the time."""
        return true_peak_dbtp(self._highest) + _HEADROOM_DB


def _top(channel: NDArray[np.int16]) -> int:
    return max(int(channel.max(initial=0)), -int(channel.min(initial=0)))


def _as_pcm(block: NDArray[np.float32]) -> NDArray[np.int16]:
    scaled = np.clip(np.rint(block * np.float32(32_768 / _HEADROOM)), -32_768, 32_767)
    return np.asarray(scaled, np.int16)


def _blocks(source: soundfile.SoundFile) -> Iterator[NDArray[np.float32]]:
    """Yield a file as stereo at the episode's rate, :data:`_BLOCK_FRAMES` at a time; the last may be shorter."""
    resampler = soxr.ResampleStream(source.samplerate, FRAME_RATE, 2, dtype="float32", quality="HQ")
    rest = np.zeros((0, 2), np.float32)
    is_last = False
    while not is_last:
        read = source.read(1 << 15, dtype="float32", always_2d=True)
        is_last = len(read) < 1 << 15
        stereo = np.nan_to_num(_stereo(read), nan=0.0, posinf=1.0, neginf=-1.0)
        rest = np.concatenate([rest, resampler.resample_chunk(np.ascontiguousarray(stereo), last=is_last)])
        while len(rest) >= _BLOCK_FRAMES:
            yield rest[:_BLOCK_FRAMES]
            rest = rest[_BLOCK_FRAMES:]
    if len(rest):
        yield rest


def _stereo(read: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return two channels: a mono sound on both, the first two of several."""
    return np.repeat(read, 2, axis=1) if read.shape[1] == 1 else read[:, :2]


def _tags(source: soundfile.SoundFile) -> Credit:
    """Return licence and author from the file's tags."""
    tags = source.copy_metadata()
    return Credit(clean(tags.get("license") or tags.get("copyright") or ""), clean(tags.get("artist") or ""))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(f"library {ALGORITHM} {digest}".encode()).hexdigest()


def _is_within(path: Path, root: Path) -> bool:
    """Return whether a path is a regular file that is really in a folder, links resolved."""
    try:
        real = path.resolve(strict=True)
        return real.is_relative_to(root) and stat.S_ISREG(real.stat().st_mode)
    except (OSError, RuntimeError, ValueError):
        return False
