"""What a server sent -> speech: WAV or plain PCM; anything else is refused by what it is."""

from __future__ import annotations

import io
import struct

import numpy as np
import soundfile

from drama.engines.base import Speech
from drama.engines.http.client import Answer, PassingError
from drama.engines.http.server import Server
from drama.errors import RequestRefusedError

_UNKNOWN = 0x7FFF_0000
"""A WAV that is written while it is spoken says this or more for its length, or 0, which nobody knew then."""
_NO_SOUND = ("text/", "application/json", "application/xml")


def speech_of(answer: Answer, server: Server) -> Speech:
    """Return the speech in an answer, at its own rate. Raises :class:`RequestRefusedError` for what is none.

    Raises :class:`PassingError` for a WAV that is not whole.
    """
    data = answer.data
    if answer.content_type.startswith(_NO_SOUND):
        raise RequestRefusedError(
            f"the server {server.host} sent {answer.content_type}, which is no sound: {_head(data)}"
        )
    if server.format == "pcm":
        return _pcm(data, server)
    if data[:4] not in {b"RIFF", b"RF64"} or data[8:12] != b"WAVE":
        raise RequestRefusedError(
            f"the server {server.host} sent {answer.content_type}, not the WAV it was asked for: {_head(data)}"
        )
    try:
        with soundfile.SoundFile(io.BytesIO(_sized(data))) as file:
            kind = "int16" if file.subtype == "PCM_16" else "float32"
            samples, rate, channels = file.read(dtype=kind), file.samplerate, file.channels
    except soundfile.SoundFileError as problem:
        raise RequestRefusedError(f"the server {server.host} sent a WAV that cannot be read: {problem}") from problem
    if channels > 1:
        samples = samples.mean(axis=1).astype(samples.dtype)
    return Speech(samples, rate)


def _pcm(data: bytes, server: Server) -> Speech:
    if data[:4] in {b"RIFF", b"RF64", b"ID3\x03", b"ID3\x04", b"OggS", b"fLaC"}:
        raise RequestRefusedError(f"the server {server.host} sent a file, not plain PCM: {_head(data)}")
    if len(data) % 2:
        raise PassingError(f"it sent {len(data):,} bytes, half a sample too many or too few")
    return Speech(np.frombuffer(data, "<i2"), server.pcm_rate_hz)


def _sized(data: bytes) -> bytes:
    """Return a WAV that says its own length. Raises :class:`PassingError` for one that says more than there is."""
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        there = len(data) - at - 8
        if name == b"data":
            if 0 < size < _UNKNOWN and data[:4] == b"RIFF":
                if size > there:
                    raise PassingError(f"its WAV breaks off after {there:,} of {size:,} bytes")
                return data
            if data[:4] == b"RF64":
                return data
            head = b"RIFF" + struct.pack("<I", len(data) - 8) + data[8 : at + 4]
            return head + struct.pack("<I", there) + data[at + 8 :]
        at += 8 + size + size % 2
    raise PassingError("its WAV breaks off before the sound")


def _head(data: bytes) -> str:
    return f"it begins {data[:40]!r}" if data else "it is empty"
