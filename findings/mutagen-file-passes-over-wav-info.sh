#!/usr/bin/env bash
# mutagen 1.48.0, soundfile 0.13.1: the tags of a WAV.
#
# Expected: mutagen.File shows the INFO list of a WAV (INAM, IART), which libsndfile writes and most programs read.
# Seen: it looks for ID3 chunks alone; tags is None, while libsndfile reads the title back from the same file:
#     mutagen     None
#     libsndfile  The Lamp
# A test that reads a WAV's tags with mutagen passes over all of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mutagen==1.48.0 soundfile==0.13.1 numpy==2.2.6
"$work/venv/bin/python" - "$work/a.wav" <<'PY'
import sys
import mutagen
import numpy as np
import soundfile

path = sys.argv[1]
with soundfile.SoundFile(path, "w", samplerate=44_100, channels=1, subtype="PCM_16") as file:
    file.title = "The Lamp"
    file.artist = "Nell Orrin"
    file.write(np.zeros(44_100))
tags = mutagen.File(path).tags
with soundfile.SoundFile(path) as file:
    title = file.title
print("mutagen    ", tags)
print("libsndfile ", title)
assert not tags
assert title == "The Lamp"
PY
