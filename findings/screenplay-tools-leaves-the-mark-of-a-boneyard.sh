#!/usr/bin/env bash
# screenplay-tools 0.0.10: words in /* */ inside a speech, on one line.
#
# Expected: Element.text, which its source calls "without any annotations", is "Let me in.", as a note is left out too.
# Seen: the opening mark stays and is read as words of the speech:
#     note      'Let  me in.'
#     boneyard  'Let /* me in.'
# Cause: in screenplay.py the pattern of a boneyard is \/*\d+\*/, in which the first star repeats the stroke.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet screenplay-tools==0.0.10
"$work/venv/bin/python" - <<'PY'
from screenplay_tools.fountain.parser import Parser


def words(inside):
    parser = Parser()
    parser.add_text(f"INT. HUT - NIGHT\n\nTARN\nLet {inside} me in.\n")
    return parser.script.elements[-1].text


print("note     ", repr(words("[[never]]")))
print("boneyard ", repr(words("/* never */")))
assert words("[[never]]").split() == ["Let", "me", "in."], words("[[never]]")
assert words("/* never */") == "Let /* me in.", words("/* never */")
PY
