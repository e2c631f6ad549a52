#!/usr/bin/env bash
# lxml 6.1.3 (libxml2 2.14.6): italics that stand around a paragraph, read as HTML.
#
# Expected: <i><p>row</p></i> keeps its i: the HTML standard has parsers carry italics on into the paragraph
# (13.2.4.3, "the list of active formatting elements"), and pages saved from word processors are written so.
# Seen: i is closed, empty, before p begins, and the words are upright; html5lib 1.1 keeps them in italics:
#     lxml      <body><i></i><p>row</p></body>
#     html5lib  <body><i><p>row</p></i></body>
# Cure: take the tags as they come where italics matter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet lxml==6.1.3 html5lib==1.1
"$work/venv/bin/python" - <<'PY'
import html5lib
from lxml import etree, html

SOURCE = "<html><head></head><body><i><p>row</p></i></body></html>"
by_lxml = etree.tostring(html.document_fromstring(SOURCE).find("body"), method="html").decode()
tree = html5lib.parse(SOURCE, treebuilder="lxml", namespaceHTMLElements=False)
by_html5lib = etree.tostring(tree.getroot().find("body"), method="html").decode()
print(f"lxml      {by_lxml}\nhtml5lib  {by_html5lib}")
assert by_lxml == "<body><i></i><p>row</p></body>", by_lxml
assert by_html5lib == "<body><i><p>row</p></i></body>", by_html5lib
PY
