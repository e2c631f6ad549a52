#!/usr/bin/env bash
# PyAV 18.1.0 (FFmpeg 8), mutagen 1.48.0: the series and part of an MP3 (movement name and number).
#
# Expected: FFmpeg shows the frames MVNM and MVIN, which mutagen knows and audiobook programs write, as metadata.
# Seen: of the frames there is no trace; only TXXX frames named MVNM and MVIN are shown:
#     frames alone   {}
#     TXXX as well   {'MVIN': '3', 'MVNM': 'Harbour Tales'}
# So a program that reads tags through FFmpeg, as several libraries of audiobooks do, sees a series only from TXXX.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mutagen==1.48.0 lameenc==1.9.0 av==18.1.0
"$work/venv/bin/python" - "$work/a.mp3" <<'PY'
import sys
import av
import lameenc
from mutagen.id3 import ID3, MVIN, MVNM, TXXX

path = sys.argv[1]
encoder = lameenc.Encoder()
encoder.silence()
encoder.set_in_sample_rate(44_100)
encoder.set_channels(1)
encoder.set_bit_rate(64)
sound = encoder.encode(bytes(2 * 44_100)) + encoder.flush()


def shown(*frames):
    with open(path, "wb") as file:
        file.write(sound)
    tag = ID3()
    for frame in frames:
        tag.add(frame)
    tag.save(path)
    with av.open(path) as container:
        return {name: text for name, text in sorted(container.metadata.items()) if name.upper().startswith("MV")}


frames = (MVNM(3, ["Harbour Tales"]), MVIN(3, ["3"]))
alone = shown(*frames)
both = shown(*frames, TXXX(3, "MVNM", ["Harbour Tales"]), TXXX(3, "MVIN", ["3"]))
print("frames alone  ", alone)
print("TXXX as well  ", both)
assert alone == {}
assert both == {"MVIN": "3", "MVNM": "Harbour Tales"}
PY
