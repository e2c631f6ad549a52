"""Normalization of punctuation: marks that are not spoken are removed, dashes and ellipses become pauses."""

from __future__ import annotations

import re
import unicodedata

from drama.direction.normalization.compatibility import folded
from drama.model import Line

_QUOTES = re.compile(r"[\"“”„‟«»‹›「」『』〝〟〞]|<<|>>|(?<!\w),,(?=\w)")
_INCHES = re.compile(r"(?<=\d['’′]\d)\"|(?<=\d['’′] \d)\"|(?<=\d['’′]1[01])\"|(?<=\d['’′] 1[01])\"")
_INCH = re.compile(r"(?<=\d)\"(?=-?[a-z]| [a-z])")
"""Straight quotes that mean inches: after feet, and in a line with an unpaired quote."""
_ELISIONS = re.compile(
    r"['‘’](?=(?:\d0s|tis|twas|twere|twill|til|till|em|cause|cos|bout|round|neath|gainst|n)\b)", re.IGNORECASE
)
"""Apostrophes of elision at the beginning of a word."""
_EDGE = re.compile(r"(?<!\w)['‘](?=\w|…)|['’](?!\w)|(?<!\w)['’]|[‘‚‛]")
"""Single quotes at the edge of a word: quotation marks or apostrophes."""

_ELLIPSIS = re.compile(r"\.{3,}|…|(?:\. ){2,}\.")
_DASH = re.compile(r"\s*(?:[—―⸺⸻]|--+|–(?!\d)|(?<!\d)–|(?<!\S)-(?!\S))\s*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]")
"""Soft hyphens, zero-width and bidirectional control characters."""
_NOT_SPOKEN = re.compile(
    "[\x00-\x1f\x7f-\x9f_`|\\\\~]|(?<!\\d)\\*|\\*(?!\\d)|(?<![A-Za-z\\d)])\\^|\\^(?![A-Za-z\\d({+−-])"
)
"""Control characters and typographic markup, which are not spoken; but "2*3" and "10^5" are."""


def spoken_text(line: Line) -> str:
    """Return a line's words for the engine, without unspoken marks, dashes and ellipses as pauses.

    No letter or digit is lost, and none changed except compatibility characters
    (:func:`drama.direction.normalization.compatibility.folded`). Empty for a line with nothing to say, such as "…".
    """
    if not has_words(line.text):
        return ""
    text = _with_inches(_UNSEEN.sub("", folded(line.text)))
    text = _without_single_marks(_ELISIONS.sub("’", _QUOTES.sub("", text)))
    text = " ".join(_NOT_SPOKEN.sub(" ", text).split())  # each pattern below would scan a run of spaces again
    text = _DASH.sub(", ", _ELLIPSIS.sub("… ", text))
    text = " ".join(text.split())
    text = re.sub(r"\s+([,;:!?…]|\.(?!\d))", r"\1", text)
    text = re.sub(r",(?:\s*,)*(?=[,;:!?…]|\.(?!\d))", "", text)  # a dash next to another mark adds nothing
    text = re.sub(r"([;:!?…]),", r"\1", text)
    return re.sub(r"^(?:[,;:!?… ]|\.(?!\d))+", "", text)


def _with_inches(text: str) -> str:
    """Return a text with ″ for inches, which is no quotation mark."""
    if '"' not in text:
        return text
    text = _INCHES.sub("″", text)
    return _INCH.sub("″", text, count=1) if text.count('"') % 2 else text


def has_words(text: str) -> bool:
    """Return whether there is anything to say: a letter, a digit, or a pictogram such as ☂."""
    return any(unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "So" for sign in text)


def _without_single_marks(text: str) -> str:
    """Return a text without single quotation marks, with the apostrophes of "goin’" and "the dogs’ bowl"."""
    is_open = False

    def judge(mark: re.Match[str]) -> str:
        nonlocal is_open
        before = text[mark.start() - 1 : mark.start()]
        if _ELISIONS.match(text, mark.start()):
            return mark[0]
        if not before.isalnum():  # it opens, or closes after another mark
            is_open = text[mark.end() : mark.end() + 1].isalnum()
            return ""
        if is_open:
            is_open = False
            return ""
        return "’"

    return _EDGE.sub(judge, text)
