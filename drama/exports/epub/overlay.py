"""Media overlay documents: which words are highlighted while which part of the sound plays (EPUB 3.3, section 9.2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from drama.exports.epub.clips import Clip

ACTIVE_CLASS = "-epub-media-overlay-active"
"""The class players give to what is being said: the name that Apple Books, Thorium and Storyteller know."""
STYLE_SHEET = f""".{ACTIVE_CLASS} {{
  background-color: #ffe08a;
  color: #1a1a1a;
}}
"""


@dataclass(frozen=True, slots=True)
class Par:
    """Words and the clip in which they are heard."""

    place: str
    """The id of the element that holds the words."""
    clip: Clip


def smil(document: str, overlay: str, pars: Iterable[Par], audios: tuple[str, ...]) -> str:
    """Return the overlay of a document; all names are those of members of the archive."""
    text = relative(overlay, document)
    sounds = [relative(overlay, audio) for audio in audios]
    rows = [
        f'    <par id="par-{number}">\n'
        f"      <text src={quoteattr(f'{text}#{par.place}')}/>\n"
        f"      <audio src={quoteattr(sounds[par.clip.audio])}"
        f' clipBegin="{seconds(par.clip.begin_ms)}" clipEnd="{seconds(par.clip.end_ms)}"/>\n'
        "    </par>\n"
        for number, par in enumerate(pars, start=1)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n'
        f'  <body>\n    <seq id="seq-1" epub:textref={quoteattr(text)}>\n'
        f"{''.join(rows)}"
        "    </seq>\n  </body>\n</smil>\n"
    )


def seconds(ms: int) -> str:
    """Return a time as a clock value of SMIL 3.0, section 5.4.1: a count of seconds."""
    return f"{ms // 1000}.{ms % 1000:03}s"


def relative(base: str, name: str) -> str:
    """Return how a member refers to another, percent-encoded."""
    return quote(posixpath.relpath(name, posixpath.dirname(base) or "."))
