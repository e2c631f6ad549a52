"""MP3 frames as bytes: cutting an encoded run of frames out of its stream, and concatenating such runs.

An MP3 frame is a header (4 bytes), side information (32 bytes, 17 in mono) and a slot of main data. The *main data*
of a frame need not start in its own slot: ``main_data_begin`` says how many bytes earlier, headers and side
information not counted, it starts: the *bit reservoir* (ISO/IEC 11172-3, 2.4.1.7, 2.4.3.4 and annex C.1.5.4). A frame
taken out of its stream has lost what it kept in the slots before it. :func:`cut` therefore takes those bytes along as
the run's *debt*, and :class:`Joiner` pays it: it puts them into the room that the frames before leave free
at the end of their slots. Where there is too little room, the last of those frames are laid into larger slots, that
is, get a higher bit rate: the sound stays as encoded, bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from drama.errors import MixError

RATES_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Bit rates of MPEG-1 Layer III by their index in the header (ISO/IEC 11172-3, 2.4.2.3)."""

_HEADER = 4
_REACH = 511
"""How far back main data can start: ``main_data_begin`` has nine bits."""
_MOST_LIFTED = 4
"""Frames whose bit rate may be raised at one boundary: four make room for 511 bytes at any rate up to 256 kbit/s."""
_TAIL = 12
"""Frames a joiner holds back: those it may lift, and as many as their main data can reach back."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A run of MP3 frames."""

    data: bytes
    """Whole frames."""
    debt: bytes = b""
    """Main data of the first frames that belongs into the slots of the frames before."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """One MP3 frame taken apart."""

    header: bytes
    side: bytes
    slot: bytes

    @property
    def begin(self) -> int:
        """How many bytes before the slot the main data starts."""
        return int.from_bytes(self.side[:2], "big") >> 7

    @property
    def size(self) -> int:
        """Bytes of main data, the ancillary rest not counted: the sum of part2_3_length over granules and channels."""
        mono = _is_mono(self.header)
        bits = int.from_bytes(self.side, "big")
        length = 8 * len(self.side)
        first, count = (18, 2) if mono else (20, 4)
        total = sum(bits >> (length - first - 59 * n - 12) & 0xFFF for n in range(count))
        return -(-total // 8)

    def moved(self, begin: int) -> _Frame:
        """Return the frame with its main data starting ``begin`` bytes before its slot."""
        rest = int.from_bytes(self.side[:2], "big") & 0x7F
        return replace(self, side=(begin << 7 | rest).to_bytes(2, "big") + self.side[2:])

    def lifted(self, index: int) -> _Frame:
        """Return the frame with the bit rate of an index and a slot of that size."""
        header = bytes((*self.header[:2], index << 4 | self.header[2] & 0x0F, self.header[3]))
        slot = frame_bytes(RATES_KBPS[index], padded=bool(header[2] & 2)) - _HEADER - len(self.side)
        return replace(self, header=header, slot=self.slot.ljust(slot, b"\0"))

    def __bytes__(self) -> bytes:
        return self.header + self.side + self.slot


def frame_bytes(rate_kbps: int, *, padded: bool = False) -> int:
    """Return the length of a frame at 44.1 kHz."""
    return 144_000 * rate_kbps // 44_100 + padded


def side_bytes(channels: int) -> int:
    """Return the length of the side information."""
    return 17 if channels == 1 else 32


def offsets(data: bytes | bytearray) -> list[int]:
    """Return where every frame starts, and the end of the last.

    Raises MixError where the data is not whole MPEG-1 Layer III frames at 44.1 kHz without checksums.
    """
    lengths = {
        (index << 4) | padding: frame_bytes(rate, padded=bool(padding))
        for index, rate in enumerate(RATES_KBPS)
        for padding in (0, 2)
        if rate
    }
    found = [0]
    at = 0
    end = len(data)
    while at + _HEADER <= end:
        length = lengths.get(data[at + 2] & 0xFE)
        if data[at] != 0xFF or data[at + 1] != 0xFB or length is None:
            break
        at += length
        found.append(at)
    if at != end:
        raise MixError(f"the MP3 encoder gave something else than whole frames at byte {at} of {end}")
    return found


def cut(stream: bytes | bytearray, *, first: int, count: int) -> Encoded:
    """Return ``count`` frames of a stream from frame ``first`` on, with the main data they keep in the frames before.

    Raises MixError where the stream has too few frames.
    """
    starts = offsets(stream)
    if first + count >= len(starts):
        raise MixError(f"the MP3 encoder gave {len(starts) - 1} frames; {first + count} were expected")
    data = bytes(stream[starts[first] : starts[first + count]])
    begin = _parse(data[: starts[first + 1] - starts[first]]).begin if count else 0
    held = b""
    while len(held) < begin:
        first -= 1
        held = _parse(bytes(stream[starts[first] : starts[first + 1]])).slot + held
    return Encoded(data, held[len(held) - begin :])


class Joiner:
    """Concatenates encoded runs; holds the last few frames back until it is known what follows them."""

    def __init__(self) -> None:
        self._tail: list[_Frame] = []

    def add(self, encoded: Encoded) -> bytes:
        """Return the bytes that are final once a run has been added.

        Raises MixError where the debt of the run cannot be paid.
        """
        held = _with_debt(self._tail, encoded.debt) if encoded.debt else self._tail
        starts = offsets(encoded.data)
        ready = max(0, len(starts) - 1 - _TAIL)
        tail = [_parse(encoded.data[a:b]) for a, b in pairwise(starts[ready:])]
        if ready:
            self._tail = tail
            return b"".join(map(bytes, held)) + encoded.data[: starts[ready]]
        self._tail = (held + tail)[-_TAIL:]
        return b"".join(map(bytes, (held + tail)[:-_TAIL]))

    @property
    def held_bytes(self) -> int:
        """How much is held back."""
        return sum(len(bytes(frame)) for frame in self._tail)

    def close(self) -> bytes:
        """Return what was held back."""
        done, self._tail = self._tail, []
        return b"".join(map(bytes, done))


def _is_mono(header: bytes) -> bool:
    return header[3] >> 6 == 3


def _parse(frame: bytes) -> _Frame:
    side = _HEADER + side_bytes(1 if _is_mono(frame) else 2)
    return _Frame(frame[:_HEADER], frame[_HEADER:side], frame[side:])


def _with_debt(frames: list[_Frame], debt: bytes) -> list[_Frame]:
    """Return the frames with the debt in the last bytes of their slots, the last of them lifted as little as needed."""
    payloads = _payloads(frames)
    last = len(frames) - 1
    for first in range(last, max(-1, last - _MOST_LIFTED), -1):
        index = frames[first].header[2] >> 4
        for lift in range(index if first == last else index + 1, len(RATES_KBPS)):
            frames = [*frames[:first], frames[first].lifted(lift), *frames[first + 1 :]]
            if laid := _laid(frames, first, payloads, debt):
                return laid
    raise MixError("a part of the mix is too short to be joined to the part after it; give parts of 0.2 s or more")


def _payloads(frames: list[_Frame]) -> list[bytes]:
    """Return the main data of every frame, as far as it stands in the slots of these frames."""
    stream = b"".join(frame.slot for frame in frames)
    found = []
    at = 0
    for frame in frames:
        start = at - frame.begin
        found.append(stream[max(0, start) : max(0, start + frame.size)])
        at += len(frame.slot)
    return found


def _laid(frames: list[_Frame], first: int, payloads: list[bytes], debt: bytes) -> list[_Frame] | None:
    """Return the frames with what follows frame ``first`` moved up and the debt at the end; None if it does not fit."""
    stream = bytearray(b"".join(frame.slot for frame in frames))
    slots = [0]
    for frame in frames:
        slots.append(slots[-1] + len(frame.slot))
    end = max(0, slots[first] - frames[first].begin + frames[first].size)
    begins = [frame.begin for frame in frames[: first + 1]]
    for slot, payload in zip(slots[first + 1 : -1], payloads[first + 1 :], strict=True):
        start = max(end, slot - _REACH)
        end = start + len(payload)
        stream[start:end] = payload
        begins.append(slot - start)
    if end + len(debt) > len(stream):
        return None
    stream[len(stream) - len(debt) :] = debt
    return [
        replace(frame.moved(begin), slot=bytes(stream[a:b]))
        for frame, begin, a, b in zip(frames, begins, slots[:-1], slots[1:], strict=True)
    ]
