"""Broadcast Wave files of 24 bits: what was recorded, by what, and where it stands on the timeline.

RIFF (or RF64, EBU Tech 3306, where sizes need more than 32 bits) with a ``bext`` chunk of version 2 (EBU Tech 3285) and
an ``iXML`` chunk. libsndfile writes the first through a command that soundfile 0.14 does not offer, and the second not
at all; a header is quickly written, and PCM needs no library.
"""

from __future__ import annotations

import hashlib
import math
import struct
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape

import numpy as np

from drama.encoders.loudness_meter import Loudness, LoudnessMeter
from drama.files.text import plain, shortened
from drama.model import FRAME_RATE
from drama.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SAMPLE_BYTES = 3
RF64_BYTES = (1 << 32) - (1 << 20)
"""Data from which on a file is RF64: sizes in RIFF have 32 bits; a MiB is left for the rest."""
_FULL_SCALE = 1 << 23
_UNKNOWN = 0x7FFF
"""A loudness that was not measured (Tech 3285, 2.4)."""
_IN_DS64 = 0xFFFFFFFF
"""A size that stands in the chunk ``ds64`` instead (Tech 3306)."""
_REFERENCE_AT = 256 + 32
_LOUDNESS_AT = _REFERENCE_AT + 32 + 10 + 8 + 8 + 2 + 64
"""Where in a ``bext`` chunk stands what is known when the sound is whole."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What a file says of itself."""

    track: str
    """Whose sound it is."""
    title: str = ""
    """Of the episode."""
    time_reference: int = 0
    """The frame of the timeline at which the file begins."""


class BroadcastWave:
    """A file that is being written."""

    def __init__(self, file: BinaryIO, channels: int) -> None:
        """Take the file, its header written; :func:`broadcast_wave` makes one."""
        self._file = file
        self._channels = channels
        self._digest = hashlib.blake2b(digest_size=16)
        self._meter = LoudnessMeter(channels)
        self.frames = 0
        """How many have been written."""

    def write(self, sound: NDArray[np.float32]) -> None:
        """Write some sound, shape (frames, channels), full scale 1.0; what exceeds it is clipped."""
        pcm = _pcm(sound) if sound.any() else bytes(SAMPLE_BYTES * sound.size)
        self._file.write(pcm)
        self._digest.update(pcm)
        self._meter.add(sound)
        self.frames += len(sound)

    def close(self, about: Broadcast, bext: int) -> None:
        """Write what is known at the end into the ``bext`` chunk that begins at an offset of the file.

        The reference is of 32 hex digits that name this sound under this name, and no other.
        """
        if self.frames * self._channels * SAMPLE_BYTES % 2:
            self._file.write(b"\0")
        self._digest.update(f"{about.track}\0{about.title}\0{about.time_reference}".encode("utf-8", "replace"))
        self._file.seek(bext + _REFERENCE_AT)
        self._file.write(self._digest.hexdigest().encode("ascii"))
        self._file.seek(bext + _LOUDNESS_AT)
        self._file.write(_loudness(self._meter.measured()))


def _pcm(sound: NDArray[np.float32]) -> bytes:
    scaled = np.clip(np.rint(sound * np.float32(_FULL_SCALE)), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i4")
    return np.ascontiguousarray(scaled).view(np.uint8).reshape(-1, 4)[:, :SAMPLE_BYTES].tobytes()


@contextmanager
def broadcast_wave(path: Path, about: Broadcast, *, frames: int, channels: int) -> Iterator[BroadcastWave]:
    """Yield a file at :data:`~drama.model.FRAME_RATE` to be written to, which is whole after the block.

    ``frames`` is how many will be written. Raises OSError where the disk does not take them.
    """
    head = header(about, frames=frames, channels=channels)
    with path.open("wb") as file:
        file.write(head)
        wave = BroadcastWave(file, channels)
        yield wave
        if wave.frames != frames:
            raise ValueError(f"{path} has {wave.frames} frames where {frames} were promised")
        wave.close(about, head.index(b"bext") + 8)


def header(about: Broadcast, *, frames: int, channels: int) -> bytes:
    """Return everything before the PCM of a file of so many frames; reference and loudness are not known yet."""
    size = frames * channels * SAMPLE_BYTES
    is_long = size >= RF64_BYTES
    chunks = b"".join(
        (
            _chunk(b"bext", _bext(about, channels)),
            _chunk(b"fmt ", _format(channels)),
            _chunk(b"iXML", _ixml(about, channels).encode("utf-8", "replace"), pad=b"\n"),
        )
    )
    data = struct.pack("<4sI", b"data", _IN_DS64 if is_long else size)
    ds64_bytes = 8 + 28 if is_long else 0
    riff = 4 + ds64_bytes + len(chunks) + len(data) + size + size % 2
    if not is_long:
        return struct.pack("<4sI4s", b"RIFF", riff, b"WAVE") + chunks + data
    ds64 = _chunk(b"ds64", struct.pack("<QQQI", riff, size, frames, 0))
    return struct.pack("<4sI4s", b"RF64", _IN_DS64, b"WAVE") + ds64 + chunks + data


def _chunk(name: bytes, content: bytes, pad: bytes = b"\0") -> bytes:
    """Return a chunk of an even size: libsndfile 1.2.2 does not skip the byte behind an odd one in RF64."""
    content += pad * (len(content) % 2)
    return struct.pack("<4sI", name, len(content)) + content


def _format(channels: int) -> bytes:
    frame = channels * SAMPLE_BYTES
    return struct.pack("<HHIIHH", 1, channels, FRAME_RATE, FRAME_RATE * frame, frame, 8 * SAMPLE_BYTES)


def _bext(about: Broadcast, channels: int) -> bytes:
    """Return a ``bext`` chunk of version 2 (EBU Tech 3285, 2.3).

    The date and time of origination stay empty: the same episode must give the same bytes. The coding history is that
    of EBU R 98.
    """
    of = f"{about.track} - {about.title}" if plain(about.title) else about.track
    mode = "mono" if channels == 1 else "stereo"
    history = f"A=PCM,F={FRAME_RATE},W={8 * SAMPLE_BYTES},M={mode},T=drama {__version__}\r\n"
    return (
        struct.pack("<256s32s32s10s8s", _ascii(of, 256), _ascii(f"drama {__version__}", 32), b"", b"", b"")
        + struct.pack("<QH64s5h180s", about.time_reference, 2, b"", *(_UNKNOWN,) * 5, b"")
        + history.encode("ascii")
    )


def _loudness(measured: Loudness) -> bytes:
    """Return the five loudness values of ``bext``, in hundredths (Tech 3285, 2.4)."""
    values = (
        measured.integrated_lufs,
        measured.range_lu,
        measured.true_peak_dbtp,
        measured.momentary_lufs,
        measured.short_term_lufs,
    )
    is_heard = math.isfinite(measured.integrated_lufs)
    return struct.pack("<5h", *(round(100 * value) if is_heard else _UNKNOWN for value in values))


def _ascii(text: str, limit: int) -> bytes:
    """Return a text in the letters that ``bext`` has; those it has not stand as ``?``, and whole in ``iXML``."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain(text)) if not unicodedata.combining(sign))
    straight = bare.translate(str.maketrans("“”‘’–—", "\"\"''--"))
    return straight.encode("ascii", "replace")[:limit]


def _ixml(about: Broadcast, channels: int) -> str:
    """Return an ``iXML`` chunk (ixml.info, 2.10): the name of each channel, and the position again, for editors."""
    name, title = (escape(shortened(plain(text), 500)) for text in (about.track, about.title))
    high, low = divmod(about.time_reference, 1 << 32)
    tracks = "".join(
        f"<TRACK><CHANNEL_INDEX>{number}</CHANNEL_INDEX><INTERLEAVE_INDEX>{number}</INTERLEAVE_INDEX>"
        f"<NAME>{name}</NAME></TRACK>"
        for number in range(1, channels + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<BWFXML><IXML_VERSION>2.10</IXML_VERSION><PROJECT>{title}</PROJECT><SPEED>"
        f"<FILE_SAMPLE_RATE>{FRAME_RATE}</FILE_SAMPLE_RATE><AUDIO_BIT_DEPTH>{8 * SAMPLE_BYTES}</AUDIO_BIT_DEPTH>"
        f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>{high}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
        f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>{low}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>"
        f"<TIMESTAMP_SAMPLE_RATE>{FRAME_RATE}</TIMESTAMP_SAMPLE_RATE></SPEED>"
        f"<TRACK_LIST><TRACK_COUNT>{channels}</TRACK_COUNT>{tracks}</TRACK_LIST></BWFXML>\n"
    )
