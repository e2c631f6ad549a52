#!/usr/bin/env bash
# mammoth 1.13.0: a line that a Word document breaks with w:cr instead of w:br.
#
# Expected: w:cr (ISO/IEC 29500-1, 17.3.3) breaks the line as w:br does; so both are <br />, or at least a space.
# Seen: w:br gives <br />, w:cr gives nothing, and the words on its two sides are one; a message says that the element
# was ignored:
#     w:br  <p>low tide<br />high water</p>
#     w:cr  <p>low tidehigh water</p>
# Cure: read w:cr as a line break before the words are joined.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mammoth==1.13.0
"$work/venv/bin/python" - "$work" <<'PY'
import sys
import zipfile
from pathlib import Path

import mammoth

TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONSHIPS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
DOCUMENT = """<?xml version="1.0"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
<w:t>low tide</w:t><w:{mark}/><w:t>high water</w:t></w:r></w:p></w:body></w:document>"""


def as_html(mark):
    path = Path(sys.argv[1]) / f"{mark}.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", DOCUMENT.format(mark=mark))
    with path.open("rb") as file:
        result = mammoth.convert_to_html(file)
    return result.value


for mark in ("br", "cr"):
    print(f"w:{mark}  {as_html(mark)}")
assert as_html("br") == "<p>low tide<br />high water</p>", as_html("br")
assert as_html("cr") == "<p>low tidehigh water</p>", as_html("cr")
PY
