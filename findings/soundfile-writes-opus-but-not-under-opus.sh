#!/usr/bin/env bash
# soundfile 0.13.1 (libsndfile 1.2.2): a file called a.opus, which RFC 7845 (section 9) has for Ogg Opus.
#
# Expected: written by its suffix, as a.ogg, a.flac and a.mp3 are; libsndfile encodes Opus, and reads a.opus.
# Seen: read, but not written; with format="OGG", subtype="OPUS" said, the same name is:
#     a.ogg   written: OGG/VORBIS
#     a.mp3   written: MP3/MPEG_LAYER_III
#     a.opus  TypeError: No format specified and unable to get format from file extension
#     a.opus, format said  written: OGG/OPUS
# Cure for who names files by a suffix that a user chose: a table of one's own for .opus and .oga.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet soundfile==0.13.1 numpy==2.2.6
"$work/venv/bin/python" - "$work" <<'PY'
import sys
from pathlib import Path

import numpy
import soundfile

folder = Path(sys.argv[1])
sound = 0.1 * numpy.sin(numpy.arange(48_000) / 20)


def written(name, **how):
    path = folder / name
    path.unlink(missing_ok=True)
    try:
        soundfile.write(path, sound, 48_000, **how)
    except TypeError as problem:
        return f"TypeError: {str(problem).partition(':')[0]}"
    found = soundfile.info(path)
    return f"written: {found.format}/{found.subtype}"


seen = {name: written(name) for name in ("a.ogg", "a.mp3", "a.opus")}
seen["a.opus, format said"] = written("a.opus", format="OGG", subtype="OPUS")
for name, what in seen.items():
    print(f"{name}  {what}")
assert "OPUS" in soundfile.available_subtypes("OGG"), soundfile.available_subtypes("OGG")
assert seen["a.ogg"] == "written: OGG/VORBIS", seen
assert seen["a.mp3"].startswith("written: MP3/"), seen
assert seen["a.opus"].startswith("TypeError: No format specified"), seen
assert seen["a.opus, format said"] == "written: OGG/OPUS", seen
PY
