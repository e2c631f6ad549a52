"""What stands in a printed book, and in Project Gutenberg's copy of one, and is not its story."""

from __future__ import annotations

import re

from drama.languages.late import late
from drama.languages.letters import SMALLS

_PROJECT = r"(?:the\s+|this\s+)?(?:project\s+gutenberg|pg\b)"
START_MARK = late(
    r"^[ \t]*\*{2,5}[ \t]*START[ \t]+OF[ \t]+(?:THE|THIS)[ \t]+PROJECT[ \t]+GUTENBERG[^*]{0,400}\*{0,5}[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
SMALL_PRINT_END = late(
    r"^[ \t]*\*{1,3}[ \t]*END[ \t]*\*?[ \t]*(?:OF[ \t]+)?THE[ \t]+SMALL[ \t]+PRINT[^\r\n]{0,200}",
    re.IGNORECASE | re.MULTILINE,
)
"""What closes the terms at the head of an old text: ``*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*…``."""
END_MARK = late(rf"^[ \t]*(?:\*{{2,5}}[ \t]*)?END[ \t]+OF[ \t]+{_PROJECT}", re.IGNORECASE | re.MULTILINE)
NAMES_PROJECT = late(r"project\s+gutenberg", re.IGNORECASE)
HEADER_FIELD = late(
    r"^[ \t]*(?P<name>Title|Subtitle|Author|Language|Release Date|Posting Date|Original Publication|Series|Publisher)"
    r"[ \t]*:[ \t]*(?P<value>[^\r\n]{0,500}(?:\r?\n[ \t]+[^\s][^\r\n]{0,200}){0,4})",
    re.IGNORECASE | re.MULTILINE,
)
FIRST_LINE = late(
    r"[\s*]*(?:This is )?(?:The )?Project Gutenberg(?:['’]?s)?(?:[ \t]+(?:E-?text|E-?book))?(?:[ \t]+of|,)?\s+"
    r"(?P<title>[^\r\n]{1,200}?),?\s+by\s+(?P<author>[^\r\n*#]{1,100})",
    re.IGNORECASE,
)
"""The first line of an old text, which may be all that names the book."""
TITLE_LINE = late(
    r"[\s*]*(?:the )?project gutenberg(?:['’]?s)?[ \t]+(?:e-?text|e-?book|edition)[ \t]+of[ \t]+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""What may stand before the title of an old text."""
_MADE = r"(?:produced|prepared|transcribed|scanned|digiti[sz]ed|converted|proofread|typed|keyed)"
_COPY = r"(?:(?:this|these)\s)?(?:project\sgutenberg\s)?(?:e-?texts?|e-?books?|files?|html)"
CREDIT = late(
    rf"\W{{0,3}}(?:(?:this|these)\s(?:e-?texts?|e-?books?|files?|books?)\s(?:was|were|has|have|is|are)\b"
    rf"|(?:{_COPY}\s(?:version\s)?)?{_MADE}\b\s?(?:from|by|in|for|and|:)"
    r"|credits\s?:|note:\s+(?:project gutenberg|images)|special thanks|many thanks|with thanks to|html version"
    r"|images (?:of|generously|made)|\(?(?:this book was|from images|page images)|https?://|see \d+-h"
    r"|online distributed)",
    re.IGNORECASE,
)
"""What a paragraph of those who made the copy begins with."""
TRANSCRIBERS_NOTE = late(
    r"\W{0,6}(?:transcriber(?:['’]?s['’]?)?(?:['’]s)?\s(?:end\s)?notes?|notes? of (?:the )?transcriber|tn\s?:)",
    re.IGNORECASE,
)
BRACKETED = late(
    r"\[(?P<what>illustrations?(?=[\s:.,\]_*])|footnotes?(?=[\s:\]])|sidenote(?=:)|transcriber(?=['’]?s?[\s'’])|errata(?=[:\]])"
    r"|(?:frontispiece|decoration|image|picture|map)(?=\s?[:\]])|music(?=\s?[:\]]|\snotation)|blank page(?=\])"
    r"|(?:page|pg\.?|p\.)(?=\s?[\divxlc]{1,6}\]))",
    re.IGNORECASE,
)
BRACKETED_ANYWHERE = late(
    r"\[(?P<what>illustration(?=[:\]])|footnote(?=\s[\dA-Z]{1,3}:)|sidenote(?=:)|transcriber(?=['’]?s)"
    r"|(?:page|pg\.?|p\.)(?=\s?\d{1,4}\]))",
    re.IGNORECASE,
)
"""The same where nothing tells that the text is the copy of a book."""
BRACKET_REASONS = {
    **dict.fromkeys(("footnote", "footnotes", "sidenote", "errata"), "note"),
    "transcriber": "transcriber's note",
    **dict.fromkeys(("page", "pg", "p.", "blank page"), "page number"),
}
"""Why what stands in such brackets is not spoken; anything else is an illustration."""
PAGE_LINE = late(r"[ \t]*(?:-{1,2}[ \t]*)?(?:p\.|pg\.?|page)[ \t]{0,3}\d{1,4}[ \t]*(?:-{1,2})?[ \t]*", re.IGNORECASE)
CONTENTS = late(
    r"[\W_]*(?:(?:table of )?contents(?: of (?:vol(?:ume|\.)?|book|part) \w+| and (?:list of )?illustrations)?"
    r"|illustrations|list of (?:the )?(?:illustrations|plates|chapters|maps))(?: \([^()]{1,60}\))?[\W_]*",
    re.IGNORECASE,
)
PICTURES = late(r"\W*(?:list of (?:the )?)?(?:illustrations|plates|maps)", re.IGNORECASE)
CONTENTS_ROW = late(
    r"(?:.*(?:[ .\t]{2,}|[ \t])(?:\d{1,4}|[ivxlc]{1,8})\.?|(?:chapters?|chap|book|part|letter|section|epoch)\b.*|"
    r"[ivxlcdm]{1,8}[.:) \t].*|\d{1,3}[.:)].*|(?-i:[^" + SMALLS + r"]*)|(?:frontispiece|facing|page|to face|chap).*)",
    re.IGNORECASE,
)
"""A line of a table of contents that could hardly be another."""
_PUBLISHES = (
    r"copyright|all rights reserved|printed (?:in|by|at|from|for)|published|publish(?:ers?|ing)|impressions?|editions?"
    r"|reprint(?:ed)?|entered according to|library of congress|authors? of|illustrat(?:ed|or|ions?)|frontispiece"
    r"|with (?:many|numerous|\w+) (?:plates|pictures|drawings)|\w+ press\b|limited|ltd|made in|stationers['’] hall"
    r"|paternoster row|fifth avenue|fleet street|and company"
)
_CITIES = "new york|london|boston|chicago|philadelphia|edinburgh|toronto|leipzig|indianapolis|garden city"
IMPRINT = late(
    rf"\b(?:{_PUBLISHES})\b|& (?:co|sons?|brothers|bros|company)\b|^\W*(?:{_CITIES})\b"
    r"|^\W*(?:1[5-9]\d\d|20\d\d|m[mcdlxvi]{2,12})\W*$",
    re.IGNORECASE | re.MULTILINE,
)
"""What names the printing of a book, on the pages before it."""
THE_END = late(r"[\W_]*(?:the end|finis|end of (?:the )?(?:vol(?:ume|\.)?|book|story)(?: \w+)?)[\W_]*", re.IGNORECASE)
FOOTNOTES = late(r"[\W_]*(?:foot|end)?notes[\W_]*", re.IGNORECASE)
ADVERT = late(
    r"\b(?:by the same authors?|(?:books|works|novels|stories) (?:by|of|for)\b|selections from|\d{1,2}mo\b"
    r"|8vo|cloth\b|postpaid|post free|(?:price|net)[,:]? [$£\d]|\d+[./]\d* (?:net|each)|\ds\. ?\d?d|per volume"
    r"|publishers?|for sale|catalogue|advertisements?|popular copyright|grosset|uniform with|send for|bound in"
    r"|new edition)|[$£]\d",
    re.IGNORECASE,
)
"""What publishers' lists of their books say."""
