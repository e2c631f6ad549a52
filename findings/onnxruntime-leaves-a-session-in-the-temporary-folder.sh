#!/usr/bin/env bash
# onnxruntime 1.32.0 and 1.20.1 (Linux wheels): what loading the library leaves behind.
#
# Expected: nothing; no model is loaded, nothing is asked for.
# Seen: 1.32.0 writes .ses into the temporary folder, the number of a telemetry session (its Privacy.md: on by default,
# sent over HTTPS). 1.20.1 writes nothing. With ORT_DISABLE_TELEMETRY=1 in the environment before it is loaded, 1.32.0
# writes nothing either; disable_telemetry_events() comes too late, the file is there by then.
# Cure: set the variable before anything imports onnxruntime, other libraries included.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv-1.32.0"
python3 -m venv "$work/venv-1.20.1"
"$work/venv-1.32.0/bin/pip" install --quiet onnxruntime==1.32.0 "numpy<2.3"
"$work/venv-1.20.1/bin/pip" install --quiet onnxruntime==1.20.1 "numpy<2.3"

left() { # version, further code
    rm -rf "$work/tmp"
    mkdir "$work/tmp"
    TMPDIR="$work/tmp" "$work/venv-$1/bin/python" -c "import onnxruntime; ${2:-pass}"
    find "$work/tmp" -type f -printf '%f '
}

seen="1.32.0: $(left 1.32.0)| late: $(left 1.32.0 'onnxruntime.disable_telemetry_events()')|"
seen="$seen off: $(ORT_DISABLE_TELEMETRY=1 left 1.32.0)| 1.20.1: $(left 1.20.1)"
echo "$seen"
[ "$seen" = "1.32.0: .ses | late: .ses | off: | 1.20.1: " ]
