"""MP3: parts encoded on all cores, concatenated under one Info frame.

*Encoder.* LAME through ``lameenc``, a 190 kB wheel for every platform that lets go of the interpreter's lock while it
works; so threads are enough, and a part is mixed and encoded in the same one.

*Level.* LAME turns its input down at low bit rates; :data:`_LAME_SCALES` takes that back, so that the loudness of the
mix is the loudness of the file.

*Boundaries.* An MP3 frame overlaps its neighbours, so a part that goes on from sound is encoded with its lead-in and
lead-out around it and cut out of the result; what the cut frames keep in the bit reservoir is carried over
(:mod:`~drama.encoders.mp3_frames`). Two ways not taken: FFmpeg's libmp3lame can do without a reservoir, but is a wheel
of 36 MB; LAME's own switch for it can be reached inside lameenc's library only where its symbols are exported, which
Windows does not do. The price of the way taken: where the sound needs more bits at a boundary than are left, a frame
gets a higher bit rate than the rest.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import lameenc
import numpy as np

from drama.encoders.base import Cache, EncodingJob, Part, rendered
from drama.encoders.id3 import id3_bytes
from drama.encoders.manifest_tag import NO_SOUND_YET
from drama.encoders.mp3_frames import Encoded, Joiner, cut
from drama.encoders.mp3_info_frame import crc16, info_frame, info_frame_bytes, mp3_frames
from drama.encoders.parallel import in_order
from drama.encoders.sound_digest import sound_digest
from drama.errors import MixError, WriteError
from drama.model import FRAME_RATE, MixSettings
from drama.model.grid import GRID_FRAMES, LEAD_OUT_FRAMES, QUIET_FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from drama.encoders.base import Pcm

QUALITY = 5
"""LAME's quality: 2 is the best lameenc offers, 7 the fastest.

5 is the fastest that still shapes the noise. Against it 3 took 1.10 times as long, and 7, which gives that up, half as
long (``benchmarks/encoder.py --qualities``).
"""

BIT_RATES_KBPS = (64, 80, 96, 112, 128, 160, 192, 224, 256)
"""Bit rates an episode can have. 320 is left out: a boundary may need a frame with more room than the rest."""

_LAME_SCALES = {192: 0.97, 224: 0.98, 256: 1.0}
"""What LAME multiplies its input with, by bit rate; 0.95 below these (presets.c, ``abr_switch_map``; measured with the
LAME 4.0 of lameenc 1.9.0)."""

_LAYOUT = 3
"""Changes when the same PCM would be encoded or kept differently."""
_SILENT = 8
"""Largest sample still taken for silence at a boundary: −72 dBFS."""

_SILENT_LEAD_IN_FRAMES = 8 * GRID_FRAMES
"""Silence encoded ahead of a part that begins after a pause: LAME saves bits in it for the first sound, as it does in
the pauses of a continuous encoding. Measured at 51 boundaries where a sweep sets in, 128 kbit/s: RMS error 19
without it, 2.3 with it, 4.9 encoded in one (of 32,767); for a voice-like sound 61, 58, 58; for noise 816, 660, 795.
"""

_BLOCK_FRAMES = 10 * FRAME_RATE
"""Frames handed to the encoder at a time."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One part on its way to MP3 frames."""

    part: Part
    count: int
    """MP3 frames it becomes."""
    is_first: bool
    is_last: bool
    settings: MixSettings
    cache: Cache | None

    def run(self) -> Encoded:
        """Return the part encoded: from the cache, or mixed, encoded and put there."""
        kept = None if self.cache is None else self.cache.get(self._key())
        encoded = _unpacked(kept) if kept else None
        if encoded is None:
            encoded = self._encode()
            if self.cache is not None:
                self.cache.put(self._key(), _packed(encoded))
        return encoded

    def _key(self) -> str:
        part, settings = self.part, self.settings
        shaping = (
            _LAYOUT,
            _encoder_version(),
            (QUALITY, settings.bit_rate_kbps, settings.channels),
            (self.count, self.is_first, part.frames, part.lead_in is None, part.lead_out is None),
            part.key,
        )
        return hashlib.sha256(repr(shaping).encode()).hexdigest()

    def _encode(self) -> Encoded:
        part, channels = self.part, self.settings.channels
        before = self._lead_in()
        pcm = rendered(part, channels)
        if part.lead_out is None and not self.is_last:
            _check_pause(pcm)
        after = part.lead_out()[:LEAD_OUT_FRAMES] if part.lead_out else _silence(0, channels)
        first = len(before) // GRID_FRAMES
        silence = max(0, (first + self.count) * GRID_FRAMES + LEAD_OUT_FRAMES - len(before) - len(pcm) - len(after))
        stream = encode((before, pcm, after, _silence(silence, channels)), settings=self.settings)
        return cut(stream, first=first, count=self.count)

    def _lead_in(self) -> Pcm:
        """Return the sound before the part, in whole MP3 frames; none before the first: no frame could pay its debt."""
        if self.is_first:
            return _silence(0, self.settings.channels)
        if self.part.lead_in is None:
            return _silence(_SILENT_LEAD_IN_FRAMES, self.settings.channels)
        sound = self.part.lead_in()
        return np.pad(sound, ((-len(sound) % GRID_FRAMES, 0), (0, 0)))


class Mp3Encoder:
    """Writes MP3."""

    suffixes = (".mp3",)

    def check(self, path: Path) -> None:
        """Return: what it needs is always installed."""

    def write(self, file: Path, job: EncodingJob) -> None:
        """Write the episode.

        Raises WriteError for a bit rate it does not have, MixError for parts that cannot be joined.
        """
        _write_mp3(file, job)


def _write_mp3(temporary: Path, job: EncodingJob) -> None:
    settings, frames = job.settings, job.frames
    _check(job.path, job.parts, settings)
    tag = id3_bytes(replace(job.tags, sound=NO_SOUND_YET), frames=frames)
    tasks = _tasks(job)
    joiner = Joiner()
    crc = done = count = size = 0
    seek_points = [(0, 0)]
    with (
        temporary.open("r+b") as file,
        closing(in_order((task.run for task in tasks), jobs=job.jobs)) as results,
    ):
        file.write(tag + bytes(info_frame_bytes(settings)))
        for task, encoded in zip(tasks, results, strict=True):
            data = joiner.add(encoded)
            file.write(data)
            crc, size = crc16(data, crc), size + len(data)
            count, done = count + task.count, done + task.part.frames
            seek_points.append((count, size + joiner.held_bytes))
            job.on_progress(done)
        data = joiner.close()
        file.write(data)
        file.seek(len(tag))
        crc = crc16(data, crc)
        file.write(info_frame(settings, frames=frames, seek_points=seek_points, quality=QUALITY, crc=crc))
    if job.tags.manifest:
        _add_digest(temporary, job, len(tag))


def _add_digest(temporary: Path, job: EncodingJob, tag_bytes: int) -> None:
    """Write the tag anew, as long as it is, with the digest of the sound behind it."""
    tag = id3_bytes(replace(job.tags, sound=sound_digest(temporary, ".mp3")), frames=job.frames)
    assert len(tag) == tag_bytes
    with temporary.open("r+b") as file:
        file.write(tag)


def encode(pieces: Iterable[Pcm], *, settings: MixSettings) -> bytearray:
    """Return the MP3 frames of some PCM, piece after piece, as LAME gives them: delayed, without an Info frame."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(FRAME_RATE)
    encoder.set_out_sample_rate(FRAME_RATE)
    encoder.set_channels(settings.channels)
    encoder.set_bit_rate(settings.bit_rate_kbps)
    encoder.set_quality(QUALITY)
    gain = np.float32(1 / _LAME_SCALES.get(settings.bit_rate_kbps, 0.95))
    stream = bytearray()
    for piece in pieces:
        for start in range(0, len(piece), _BLOCK_FRAMES):
            stream += encoder.encode(_louder(piece[start : start + _BLOCK_FRAMES], gain).tobytes())
    stream += encoder.flush()
    return stream


def _louder(pcm: Pcm, gain: np.float32) -> Pcm:
    """Return the sound with a gain, kept within full scale; a mix that peaks at −0.5 dBFS or lower stays below it."""
    louder: Pcm = np.rint(np.clip(pcm * gain, -32768, 32767)).astype(np.int16)
    return louder


def _check(path: Path, parts: Sequence[Part], settings: MixSettings) -> None:
    if settings.bit_rate_kbps not in BIT_RATES_KBPS:
        valid = ", ".join(map(str, BIT_RATES_KBPS))
        raise WriteError(f"{path}: an MP3 cannot have {settings.bit_rate_kbps} kbit/s here; valid: {valid}")
    for number, part in enumerate(parts[:-1], start=1):
        if part.frames % GRID_FRAMES:
            raise MixError(f"part {number} of the mix has {part.frames} frames; it must be a multiple of {GRID_FRAMES}")


def _tasks(job: EncodingJob) -> list[_Task]:
    parts, settings, cache = job.parts, job.settings, job.cache
    counts = [part.frames // GRID_FRAMES for part in parts[:-1]]
    counts.append(mp3_frames(sum(part.frames for part in parts)) - sum(counts))
    last = len(parts) - 1
    return [
        _Task(part, count, is_first=index == 0, is_last=index == last, settings=settings, cache=cache)
        for index, (part, count) in enumerate(zip(parts, counts, strict=True))
    ]


def _silence(frames: int, channels: int) -> Pcm:
    return np.zeros((frames, channels), np.int16)


def _check_pause(pcm: Pcm) -> None:
    """Raise MixError where a part without a lead-out ends in sound: that would be heard as a click."""
    if np.any(np.abs(pcm[-QUIET_FRAMES:].astype(np.int32)) > _SILENT):
        raise MixError(
            f"a part of the mix ends in sound and gives no lead-out; valid: {QUIET_FRAMES} frames of silence at its end"
        )


@cache
def _encoder_version() -> str:
    return f"lameenc {version('lameenc')}"


def _packed(encoded: Encoded) -> bytes:
    body = len(encoded.debt).to_bytes(2, "big") + encoded.debt + encoded.data
    return hashlib.blake2b(body, digest_size=16).digest() + body


def _unpacked(kept: bytes) -> Encoded | None:
    """Return what was packed, or None where it is damaged."""
    body = kept[16:]
    if hashlib.blake2b(body, digest_size=16).digest() != kept[:16]:
        return None
    start = 2 + int.from_bytes(body[:2], "big")
    return Encoded(body[start:], body[2:start])
