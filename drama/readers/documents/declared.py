"""Put in the entities that a page declares itself, in the document type before its words.

Old books declare a sign or a phrase there. Only plain text is put in: what is made of other entities, or stands in
another file, is a bomb or a way to files of the machine, and is refused as in any XML.
"""

from __future__ import annotations

import re
from html.entities import html5

from drama.errors import StoryError
from drama.readers.limits import MAX_MARKS, too_much

_SUBSET = re.compile(r"<!DOCTYPE[^<>\[\]]{0,1000}\[", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s{0,100}>")
_BEFORE = 10_000
"""Characters before which a document type begins."""
_ENTITY = re.compile(
    r"<!ENTITY\s{1,20}([\w.-]{1,60})\s{1,20}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|(SYSTEM|PUBLIC)\b)", re.IGNORECASE
)
_REFERENCE = re.compile(r"&([\w.-]{1,60});")
_OTHER = re.compile(r"&(?!#)([\w.-]{0,60};?)|<")
_LONGEST = 100
"""Characters of a phrase that an entity stands for."""
_XML = frozenset({"lt", "gt", "amp", "quot", "apos"})


def with_declared(source: str, *, where: str) -> str:
    """Return a page with the entities it declares put in.

    Raises StoryError for one whose words refer to an entity that is no plain text, or to more than a story does.
    """
    subset = _SUBSET.search(source, 0, _BEFORE)
    end = _SUBSET_END.search(source, subset.end()) if subset else None
    if subset is None or end is None:
        return source
    declared = {
        match[1]: None if match[4] else match[2] or match[3] or ""
        for match in _ENTITY.finditer(source, subset.end(), end.start())
        if match[1] not in _XML
    }
    count = 0

    def put_in(match: re.Match[str]) -> str:
        nonlocal count
        if match[1] not in declared:
            return match[0]
        count += 1
        if count > MAX_MARKS:
            raise too_much(where, MAX_MARKS, "entities")
        value = declared[match[1]]
        if value is None or not _is_plain(value):
            raise StoryError(f"{where} is damaged or hostile: it defines entities of its own")
        return value

    return source[: end.end()] + _REFERENCE.sub(put_in, source[end.end() :]) if declared else source


def _is_plain(value: str) -> bool:
    """Tell whether what an entity stands for is text: characters, or entities of HTML, which are known."""
    others = (match[1] for match in _OTHER.finditer(value))
    return len(value) <= _LONGEST and all(name is not None and name in html5 for name in others)
