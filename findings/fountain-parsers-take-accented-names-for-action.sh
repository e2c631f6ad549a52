#!/usr/bin/env bash
# fountain-py 0.3.0, screenplay-tools 0.0.10: a character whose name has an accented capital.
#
# Expected: ÉMILE, in capitals with an empty line above and words below, is a character (https://fountain.io/syntax:
# "any line entirely in uppercase"), as EMILE is.
# Seen: both take the name and the words for action; nobody speaks them, and no error is told:
#     fountain-py       EMILE: character, dialogue   ÉMILE: action
#     screenplay-tools  EMILE: character, dialogue   ÉMILE: action
# Cause: [A-Z] in their patterns. Cure for a writer: @ÉMILE.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet fountain-py==0.3.0 screenplay-tools==0.0.10
"$work/venv/bin/python" - <<'PY'
from fountain.parser import FountainParser
from screenplay_tools.fountain.parser import Parser


def first(name):
    return [element.type.value for element in FountainParser().parse(text(name)).elements][1:]


def second(name):
    parser = Parser()
    parser.add_text(text(name))
    return [element.type.value.lower() for element in parser.script.elements][1:]


def text(name):
    return f"INT. HUT - NIGHT\n\n{name}\nWho is there?\n"


for label, kinds in (("fountain-py", first), ("screenplay-tools", second)):
    print(f"{label:<17} EMILE: {', '.join(kinds('EMILE'))}   ÉMILE: {', '.join(kinds('ÉMILE'))}")
    assert kinds("EMILE") == ["character", "dialogue"], kinds("EMILE")
    assert kinds("ÉMILE") == ["action"], kinds("ÉMILE")
PY
