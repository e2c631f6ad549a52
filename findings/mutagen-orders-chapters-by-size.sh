#!/usr/bin/env bash
# mutagen 1.48.0, PyAV 18.1.0 (FFmpeg 8): the order of ID3 chapters in a file.
#
# Expected: CHAP frames stand in the file in the order in which they were added, or by start time.
# Seen: mutagen sorts the frames of a tag by size, so chapters stand in the order of the length of their titles. FFmpeg
# lists them as they stand, starts not ascending:
#     mutagen wrote starts  [12, 6, 9, 3, 0]
#     FFmpeg lists          [12.0, 6.0, 9.0, 3.0, 0.0]
# Cure: put the rendered CHAP frames in order of start before the tag is written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mutagen==1.48.0 lameenc==1.9.0 av==18.1.0
"$work/venv/bin/python" - "$work/a.mp3" <<'PY'
import sys
import av
import lameenc
from mutagen.id3 import CHAP, CTOC, ID3, TIT2

path = sys.argv[1]
encoder = lameenc.Encoder()
encoder.silence()
encoder.set_in_sample_rate(44_100)
encoder.set_channels(1)
encoder.set_bit_rate(64)
with open(path, "wb") as file:
    file.write(encoder.encode(bytes(2 * 44_100 * 15)) + encoder.flush())
titles = ["The longest of all these titles", "A rather long title", "Short", "Not so short", "End"]
tag = ID3()
for number, title in enumerate(titles):
    start = 3_000 * number
    tag.add(CHAP(element_id=f"c{number}", start_time=start, end_time=start + 3_000, sub_frames=[TIT2(3, [title])]))
tag.add(CTOC(element_id="toc", flags=3, child_element_ids=[f"c{n}" for n in range(5)]))
tag.save(path)
data = open(path, "rb").read()
order, at = [], 0
while (at := data.find(b"CHAP", at)) >= 0:
    order.append(3 * int(data[at + 11 : at + 12]))
    at += 4
with av.open(path) as container:
    listed = [float(one["start"] * one["time_base"]) for one in container.chapters()]
print("mutagen wrote starts ", order)
print("FFmpeg lists         ", listed)
assert order == [12, 6, 9, 3, 0], order
assert listed == [12.0, 6.0, 9.0, 3.0, 0.0], listed
PY
