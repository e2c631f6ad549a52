"""The Info frame: what tells a player the exact length of an MP3, and where to seek.

A silent MP3 frame in front of the audio that carries a Xing header with LAME's extension. Layout: "MP3 Info Tag rev 1
specifications" (gabriel.mp3-tech.org/mp3infotag.html) and LAME's VbrTag.c (``lame_get_lametag_frame``, ``PutLameVBR``).

*Gapless length.* A decoder drops the encoder's delay plus its own 529 frames at the start (528 of the polyphase and
hybrid filters, and one), and the padding less those 529 at the end. So the delay is LAME's 576 and the padding is
``1152 * count - 576 - length``, at least 529 that nothing of the sound is cut. FFmpeg (libavformat/mp3dec.c), mpg123
and libsndfile read it so.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from drama.encoders.mp3_frames import RATES_KBPS, frame_bytes, side_bytes
from drama.model.grid import GRID_FRAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drama.model import MixSettings

ENCODER_DELAY = 576
"""LAME's delay in frames (ENCDELAY in LAME 3.x and 4.0, encoder.h)."""

DECODER_DELAY = 529
"""What decoders add, in frames: 528 + 1."""

_POLYNOMIAL = 0xA001
"""CRC-16 of the Info frame: x^16 + x^15 + x^2 + 1, reflected, from 0 (LAME, VbrTag.c)."""

_LANES = 512
"""Pieces of data whose CRC is taken side by side; a power of two."""


def mp3_frames(frames: int) -> int:
    """Return how many MP3 frames hold a sound of some frames, with both delays."""
    return -(-(frames + ENCODER_DELAY + DECODER_DELAY) // GRID_FRAMES)


def header(settings: MixSettings, *, padded: bool = False) -> bytes:
    """Return the header of an MP3 frame: MPEG-1 Layer III, no checksum, 44.1 kHz, joint stereo or mono, original."""
    index = RATES_KBPS.index(settings.bit_rate_kbps)
    return bytes((0xFF, 0xFB, index << 4 | padded << 1, 0xC4 if settings.channels == 1 else 0x44))


def info_frame_bytes(settings: MixSettings) -> int:
    """Return the length of the Info frame: that of any unpadded frame of the episode."""
    return frame_bytes(settings.bit_rate_kbps)


def info_frame(
    settings: MixSettings, *, frames: int, seek_points: list[tuple[int, int]], quality: int, crc: int
) -> bytes:
    """Return the Info frame of an episode.

    :param frames: length of the sound.
    :param seek_points: (MP3 frames, bytes) counted from the first audio frame, rising from (0, 0) to the whole; the
        seek table is drawn straight between them.
    :param quality: LAME's quality setting, 0 to 9.
    :param crc: CRC-16 of all bytes of audio.
    """
    count, audio = seek_points[-1]
    size = info_frame_bytes(settings)
    padding = count * GRID_FRAMES - frames - ENCODER_DELAY
    tag = b"".join(
        (
            header(settings) + bytes(side_bytes(settings.channels)),
            b"Info" + (0x0F).to_bytes(4, "big"),  # what follows: frames, bytes, seek table, quality
            count.to_bytes(4, "big"),
            min(size + audio, 0xFFFF_FFFF).to_bytes(4, "big"),
            _seek_table(seek_points, size),
            (100 - 10 * 4 - quality).to_bytes(4, "big"),  # LAME writes this for CBR: VBR quality 4 is its default
            b"LAME3.100",  # players look for exactly this name before they trust what follows
            b"\x01",  # tag revision 0, method 1: constant bit rate
            b"\0",  # low-pass: unknown
            bytes(4 + 2 + 2),  # peak, track gain, album gain: not given
            b"\x14",  # LAME's NsPsyTune, ATH type 4
            min(settings.bit_rate_kbps, 255).to_bytes(1, "big"),
            (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes((1 | (0 if settings.channels == 1 else 3) << 2 | 1 << 6,)),  # noise shaping 1, (joint) mode, 44.1 kHz
            bytes(1 + 2),  # gain 0, no preset
            min(size + audio, 0xFFFF_FFFF).to_bytes(4, "big"),
            crc.to_bytes(2, "big"),
        )
    )
    return (tag + crc16(tag).to_bytes(2, "big")).ljust(size, b"\0")


def _seek_table(seek_points: list[tuple[int, int]], info_bytes: int) -> bytes:
    """Return where each hundredth of the playing time starts, in 256ths of the file from the Info frame on."""
    count, audio = seek_points[-1]
    at_frame, at_byte = zip(*seek_points, strict=True)
    place = np.interp(np.arange(100) * count / 100, at_frame, at_byte) + info_bytes
    place[0] = 0
    return bytes(np.minimum(255, place * 256 / (audio + info_bytes)).astype(np.uint8))


def crc16(data: bytes, start: int = 0) -> int:
    """Return the CRC-16 of some bytes, going on from that of the bytes before.

    A CRC is linear: the bytes are cut into lanes of equal length, which numpy takes together, two bytes a step;
    then neighbours are joined, pair by pair. What is left over is taken byte by byte.
    """
    table = _word_table()
    whole = len(data) - len(data) % (2 * _LANES)
    crc = start
    if whole:
        columns = np.ascontiguousarray(np.frombuffer(data, "<u2", whole // 2).reshape(_LANES, -1).T)
        state = np.zeros(_LANES, np.uint16)
        state[0] = start
        for column in columns:
            state = np.take(table, state ^ column)
        shift = _zero_words(len(columns))
        while len(state) > 1:
            state = _apply(shift, state[0::2]) ^ state[1::2]
            shift = _apply(shift, shift)
        crc = int(state[0])
    for byte in data[whole:]:
        crc = crc >> 8 ^ int(table[((crc ^ byte) & 0xFF) << 8])
    return crc


@cache
def _word_table() -> NDArray[np.uint16]:
    """Return what 16 steps make of every 16-bit state."""
    state: NDArray[np.uint16] = np.arange(1 << 16, dtype=np.uint16)
    for _ in range(16):
        carry = np.where(state & np.uint16(1), np.uint16(_POLYNOMIAL), np.uint16(0))
        state = (state >> np.uint16(1)) ^ carry
    return state


def _apply(shift: NDArray[np.uint16], state: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return the states after a linear step, given as what it makes of each single bit."""
    result: NDArray[np.uint16] = np.zeros(len(state), np.uint16)
    for bit in range(16):
        result = result ^ np.where(state >> np.uint16(bit) & np.uint16(1), shift[bit], np.uint16(0))
    return result


def _zero_words(words: int) -> NDArray[np.uint16]:
    """Return the linear step that ``words`` zero words of 16 bits are."""
    result: NDArray[np.uint16] = np.left_shift(1, np.arange(16)).astype(np.uint16)
    step = _word_table()[result]
    while words:
        if words & 1:
            result = _apply(step, result)
        step = _apply(step, step)
        words >>= 1
    return result
