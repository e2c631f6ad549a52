#!/usr/bin/env bash
# hibari-tts 0.2.1 (onnxruntime 1.20.1): where a phoneme is heard, against the durations its graph computes.
#
# The graph's tensor /Clip_output_0 holds a duration for each phoneme (units of 25 ms = 2 frames); appended as a second
# `graph` message it becomes an output.
# Expected: the hiss of an s lies in the s's own stretch of frames.
# Seen: the sound comes one phoneme early. Energy above 4 kHz in "a seal, a sail, a sole", summed over the three s:
#     in the stretch of the space before the s   507.0
#     in the stretch of the stress mark after it  12.1
# Cure: take the stretch of phoneme i - 1 for when phoneme i is heard; word timings then fit to a frame or two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet hibari-tts==0.2.1 onnxruntime==1.20.1 "numpy<2.3"
"$work/venv/bin/python" - <<'PY'
import pathlib

import numpy
import onnxruntime
import hibari
from hibari import Hibari


def field(number, content):
    return bytes([number << 3 | 2, len(content)]) + content


tts = Hibari()
phonemes = tts.phonemize("a seal, a sail, a sole")
phonemes = phonemes if isinstance(phonemes, str) else phonemes[0]
ids = tts.ids(phonemes)
model = pathlib.Path(hibari.__file__).parent / "assets" / "hibari.onnx"
output = field(1, b"/Clip_output_0") + field(2, field(1, b"\x08\x01"))
session = onnxruntime.InferenceSession(model.read_bytes() + field(7, field(12, output)), providers=["CPUExecutionProvider"])
asked = {"ids": numpy.asarray([ids], numpy.int64), "speed": numpy.asarray([1.0], numpy.float32)}
units = session.run(None, asked)[-1].reshape(-1)
ends = numpy.cumsum(units).astype(int) * 600  # samples at 24 kHz
sound = numpy.asarray(tts.from_phonemes(phonemes, seed=0))


def hiss(first, last):
    part = sound[first:last]
    spectrum = numpy.abs(numpy.fft.rfft(part * numpy.hanning(len(part)))) ** 2
    return spectrum[round(4000 * len(part) / 24000) :].sum()


before = own = 0.0
for place, sign in enumerate(phonemes, start=1):  # the first id is silence
    if sign == "s":
        before += hiss(ends[place - 2], ends[place - 1])
        own += hiss(ends[place], ends[place + 1])
print(f"{phonemes}: hiss before each s {before:.1f}, after it {own:.1f}")
assert before > 3 * own, (before, own)
PY
