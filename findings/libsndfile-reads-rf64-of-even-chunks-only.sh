#!/usr/bin/env bash
# soundfile 0.13.1 (libsndfile 1.2.2): an RF64 with a chunk of odd size, which RIFF and EBU Tech 3306 pad with a byte.
#
# Expected: read, like a WAV of the same chunks, whose pad byte libsndfile skips, and as wavinfo 4.0.1 reads it.
# Seen: the WAV is read, the RF64 is not; with a chunk one byte longer both are:
#     RIFF, chunk of 5 bytes  100 frames
#     RF64, chunk of 5 bytes  Error in RF64 file. No 'data' chunk marker.
#     RIFF, chunk of 6 bytes  100 frames
#     RF64, chunk of 6 bytes  100 frames
#     RF64, chunk of 5 bytes, wavinfo: 100 frames
# Cure for who writes RF64 (long Broadcast Wave files): fill every chunk, such as bext's coding history, to an even size.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet soundfile==0.13.1 numpy==2.2.6 wavinfo==4.0.1
"$work/venv/bin/python" - "$work/a.wav" <<'PY'
import struct
import sys
import soundfile
from wavinfo import WavInfoReader

path, frames = sys.argv[1], 100


def chunk(name, content):
    return struct.pack("<4sI", name, len(content)) + content + b"\0" * (len(content) % 2)


def wave(odd, *, is_rf64):
    sound = bytes(2 * frames)
    chunks = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 44_100, 88_200, 2, 16)) + chunk(b"note", odd)
    if not is_rf64:
        body = chunks + chunk(b"data", sound)
        return struct.pack("<4sI4s", b"RIFF", 4 + len(body), b"WAVE") + body
    data = struct.pack("<4sI", b"data", 0xFFFFFFFF) + sound
    riff = 4 + 36 + len(chunks) + len(data)
    sizes = chunk(b"ds64", struct.pack("<QQQI", riff, len(sound), frames, 0))
    return struct.pack("<4sI4s", b"RF64", 0xFFFFFFFF, b"WAVE") + sizes + chunks + data


def read(content):
    with open(path, "wb") as file:
        file.write(content)
    try:
        return f"{soundfile.info(path).frames} frames"
    except soundfile.LibsndfileError as error:
        return error.error_string


seen = {}
for odd in (b"12345", b"123456"):
    for is_rf64 in (False, True):
        seen[is_rf64, len(odd)] = read(wave(odd, is_rf64=is_rf64))
        print(f"{'RF64' if is_rf64 else 'RIFF'}, chunk of {len(odd)} bytes  {seen[is_rf64, len(odd)]}")
read(wave(b"12345", is_rf64=True))
other = WavInfoReader(path).data.frame_count
print(f"RF64, chunk of 5 bytes, wavinfo: {other} frames")
assert seen[False, 5] == seen[False, 6] == seen[True, 6] == "100 frames", seen
assert "data" in seen[True, 5], seen
assert other == frames, other
PY
