"""The digest of the sound in an audio file without its tags, so that whoever changes a tag changes no digest.

What is taken, by suffix:

- ``.mp3``: the MPEG frames, Info frame included: all but ID3v2 in front, and APEv2 and ID3v1 behind.
- ``.flac``: STREAMINFO and the frames (RFC 9639, sections 8.2 and 9).
- ``.opus``: every packet but the one of the comments, each with its length (RFC 3533, section 6; RFC 7845, section 3).
- ``.wav``: the chunks ``fmt`` and ``data``, of RF64 too (EBU Tech 3306).
- ``.m4b``, ``.m4a``: what stands in the boxes ``mdat`` (ISO/IEC 14496-12, section 8.1.1).
- others: the whole file.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from drama.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK_BYTES = 1 << 20
_UNKNOWN_SIZE = 0xFFFF_FFFF
"""What a chunk of an RF64 says of its size: it stands in ``ds64``."""
_HEADERS = {".mp3": "MP3", ".flac": "FLAC", ".opus": "Opus", ".wav": "WAV", ".m4b": "MP4", ".m4a": "MP4"}


def sound_digest(path: Path, suffix: str | None = None) -> str:
    """Return the SHA-256 (64 hex digits) of the sound in a file; ``suffix`` names its format where the path does not.

    Raises :class:`~drama.errors.DataError` for a file that is none of that format, or ends in the middle of its
    headers, and OSError where it cannot be read.
    """
    kind = (path.suffix if suffix is None else suffix).lower()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        try:
            for piece in _PIECES.get(kind, _whole)(file):
                digest.update(piece)
        except (ValueError, struct.error, OverflowError) as problem:
            raise DataError(f"{path} is no {_HEADERS.get(kind, kind)} file, or damaged: {problem}") from problem
    return digest.hexdigest()


def _whole(file: BinaryIO) -> Iterator[bytes]:
    return _span(file, 0, _size(file))


def _mp3(file: BinaryIO) -> Iterator[bytes]:
    start, end = _after_id3(file), _size(file)
    if end - start >= 128 and _at(file, end - 128, 3) == b"TAG":
        end -= 128
    footer = _at(file, end - 32, 32) if end - start >= 32 else b""
    if footer.startswith(b"APETAGEX"):
        size, flags = struct.unpack("<I4xI", footer[12:24])
        end = max(start, end - size - (32 if flags >> 31 else 0))
    return _span(file, start, end)


def _flac(file: BinaryIO) -> Iterator[bytes]:
    at = _after_id3(file)
    if _at(file, at, 4) != b"fLaC":
        raise ValueError("its first bytes are not fLaC")
    at += 4
    is_last = False
    while not is_last:
        head = _whole_at(file, at, 4)
        is_last, kind, size = bool(head[0] & 0x80), head[0] & 0x7F, int.from_bytes(head[1:])
        if kind == 0:
            yield _whole_at(file, at + 4, size)
        at += 4 + size
    yield from _span(file, at, _size(file))


def _opus(file: BinaryIO) -> Iterator[bytes]:
    """Yield the packets but the second, each with its length behind it; the pages they stand in do not matter."""
    at, end, packet, length = 0, _size(file), 0, 0
    if not end:
        raise ValueError("it is empty")
    while at < end:
        head = _whole_at(file, at, 27)
        if not head.startswith(b"OggS"):
            raise ValueError(f"no page begins at byte {at:,}")
        lacing = _whole_at(file, at + 27, head[26])
        body = _whole_at(file, at + 27 + head[26], sum(lacing))
        at += 27 + head[26] + len(body)
        offset = 0
        for size in lacing:
            piece = body[offset : offset + size]
            offset, length = offset + size, length + size
            if packet != 1:
                yield piece
            if size < 255:
                if packet != 1:
                    yield length.to_bytes(8)
                packet, length = packet + 1, 0


def _wav(file: BinaryIO) -> Iterator[bytes]:
    head = _whole_at(file, 0, 12)
    if head[:4] not in {b"RIFF", b"RF64"} or head[8:] != b"WAVE":
        raise ValueError("its first bytes are not those of a WAV")
    at, end, long_size = 12, _size(file), None
    while at + 8 <= end:
        name, size = struct.unpack("<4sI", _whole_at(file, at, 8))
        if name == b"ds64":
            long_size = struct.unpack("<8xQ", _whole_at(file, at + 8, 16))[0]
        if name == b"data" and size == _UNKNOWN_SIZE and long_size is not None:
            size = long_size
        if name in {b"fmt ", b"data"}:
            if at + 8 + size > end:
                raise ValueError("it ends in the middle of its sound")
            yield from _span(file, at + 8, at + 8 + size)
        at += 8 + size + size % 2


def _mp4(file: BinaryIO) -> Iterator[bytes]:
    at, end, found = 0, _size(file), False
    while at + 8 <= end:
        size, name = struct.unpack(">I4s", _whole_at(file, at, 8))
        start = at + 8
        if size == 1:
            size = struct.unpack(">Q", _whole_at(file, at + 8, 8))[0]
            start += 8
        elif size == 0:
            size = end - at
        if size < start - at:
            raise ValueError(f"the box at byte {at:,} has a size of {size}")
        if name == b"mdat":
            found = True
            if at + size > end:
                raise ValueError("it ends in the middle of its sound")
            yield from _span(file, start, at + size)
        at += size
    if not found:
        raise ValueError("it has no box mdat")


_PIECES: dict[str, Callable[[BinaryIO], Iterator[bytes]]] = {
    ".mp3": _mp3,
    ".flac": _flac,
    ".opus": _opus,
    ".wav": _wav,
    ".m4b": _mp4,
    ".m4a": _mp4,
}


def _after_id3(file: BinaryIO) -> int:
    """Return where the ID3v2 tags in front of a file end (id3.org, "ID3 tag version 2.4.0", 3.1)."""
    at = 0
    while (head := _at(file, at, 10)).startswith(b"ID3") and len(head) == 10:
        size = 0
        for byte in head[6:]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if head[5] & 0x10 else 0)
    return at


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _at(file: BinaryIO, offset: int, count: int) -> bytes:
    file.seek(offset)
    return file.read(count)


def _whole_at(file: BinaryIO, offset: int, count: int) -> bytes:
    data = _at(file, offset, count)
    if len(data) < count:
        raise ValueError(f"it ends at byte {offset + len(data):,}, in the middle of a header or a page")
    return data


def _span(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    at = start
    while at < end and (piece := _at(file, at, min(_CHUNK_BYTES, end - at))):
        yield piece
        at += len(piece)
