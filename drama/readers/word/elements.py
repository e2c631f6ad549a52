"""Tables of what the elements of a Word document's parts mean for the words in them (ECMA-376, 17.3 to 17.13)."""

from __future__ import annotations

import re

IGNORED = frozenset(
    ["w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:tblGridChange",
     "w:tblPrExChange", "w:numberingChange", "w:sdtEndPr", "w:tblPr", "w:tblPrEx", "w:tblGrid", "w:trPr", "w:tcPr"]
)  # fmt: skip
"""Elements that hold nothing to read: earlier properties, and those of tables."""
SCOPES = frozenset({"w:pPr", "w:rPr", "w:sdtPr", "w:sectPr", "w:pBdr"})
"""Elements in which properties stand: what they are of is known by where they are."""
CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
NOTES = {"w:footnote": "note", "w:endnote": "note", "w:comment": "comment"}
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
GALLERIES = {"Table of Contents": "navigation", "Cover Pages": "front matter"}
TEXTS = frozenset({"w:t", "m:t", "w:delText", "w:instrText"})
SIGN = re.compile(r"\S")


STARTS = {
    "w:r": "_start_run",
    "w:p": "_start_paragraph",
    "w:br": "_start_break",
    "w:cr": "_start_break",
    "w:sym": "_start_symbol",
    "w:fldChar": "_start_field_character",
    "w:fldSimple": "_start_field",
    "w:sdtContent": "_start_control",
    "w:rt": "_start_ruby",
    "w:footnoteReference": "_start_note_reference",
    "w:endnoteReference": "_start_note_reference",
    "mc:AlternateContent": "_start_alternates",
    "mc:Choice": "_start_alternate",
    "mc:Fallback": "_start_alternate",
    "w:txbxContent": "_start_box",
    "v:rect": "_start_rectangle",
    "w:altChunk": "_start_chunk",
    "w:subDoc": "_start_chunk",
}
ENDS = {
    "w:p": "_end_paragraph",
    "w:fldSimple": "_end_field",
    "w:sdtContent": "_end_reason",
    "w:rt": "_end_reason",
    "mc:AlternateContent": "_end_alternates",
    "w:txbxContent": "_end_box",
    "w:body": "_end_body",
}
"""Elements of one meaning -> the method that takes in where they open, or close."""
