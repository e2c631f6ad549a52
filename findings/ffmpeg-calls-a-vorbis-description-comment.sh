#!/usr/bin/env bash
# PyAV 18.1.0 (FFmpeg 8), mutagen 1.48.0, soundfile 0.13.1: DESCRIPTION and COMMENT of a FLAC.
#
# Expected: FFmpeg shows the Vorbis comments DESCRIPTION and COMMENT under their own names.
# Seen: DESCRIPTION becomes "comment", beside a COMMENT of the file's own; DESC is shown as it is:
#     DESCRIPTION alone        {'comment': 'what it is about'}
#     DESCRIPTION and COMMENT  {'COMMENT': 'voices by', 'comment': 'what it is about'}
#     DESC and COMMENT         {'COMMENT': 'voices by', 'DESC': 'what it is about'}
# Cure for who wants a description found through FFmpeg: write DESC as well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mutagen==1.48.0 soundfile==0.13.1 numpy==2.2.6 av==18.1.0
"$work/venv/bin/python" - "$work/a.flac" <<'PY'
import sys
import av
import numpy as np
import soundfile
from mutagen.flac import FLAC

path = sys.argv[1]


def shown(**comments):
    soundfile.write(path, np.zeros(44_100), 44_100)
    file = FLAC(path)
    for name, text in comments.items():
        file[name] = [text]
    file.save()
    with av.open(path) as container:
        return {name: text for name, text in sorted(container.metadata.items()) if name != "encoder"}


alone = shown(DESCRIPTION="what it is about")
both = shown(DESCRIPTION="what it is about", COMMENT="voices by")
desc = shown(DESC="what it is about", COMMENT="voices by")
print("DESCRIPTION alone       ", alone)
print("DESCRIPTION and COMMENT ", both)
print("DESC and COMMENT        ", desc)
assert list(alone) == ["comment"], alone
assert "DESCRIPTION" not in both and "description" not in both, both
assert desc["DESC"] == "what it is about", desc
PY
