"""How good an episode is: measured on the written file; as figures, a picture, a page and a few lines.

The loudness forecast aims by what it knows of the takes; a report decodes what was written and measures that, so that
the two check each other.
"""

from drama.exports.report.figures import Figure, Verdict
from drama.exports.report.measure import Measured, measure
from drama.exports.report.picture import draw_picture
from drama.exports.report.render import as_html, as_json, in_short
from drama.exports.report.report import CharacterNote, LineNote, Report, Unspoken, make_report

__all__ = [
    "CharacterNote",
    "Figure",
    "LineNote",
    "Measured",
    "Report",
    "Unspoken",
    "Verdict",
    "as_html",
    "as_json",
    "draw_picture",
    "in_short",
    "make_report",
    "measure",
]
