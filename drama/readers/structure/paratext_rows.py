"""Tell of each paragraph whether it may be an author's word to the readers: a note, a header, a request, an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.languages.en import paratext as english
from drama.model import Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.readers.structure.skips import Skips

AUTHORS_NOTE, REQUEST, END_MARK = "author's note", "request to readers", "end mark"
_QUOTES = "\"“”„«»‘'’"
_LOOKED_AT = 3_000
"""Characters of a paragraph that are looked at."""


class Rows:
    """Paragraphs, asked by their index."""

    def __init__(self, paragraphs: Sequence[Paragraph], skips: Skips) -> None:
        self.skips = skips
        self.paragraphs = list(paragraphs)
        self.words = [
            " ".join(skips.words(p.start, min(p.end, p.start + _LOOKED_AT)).split()) if p.role is not Role.BREAK else ""
            for p in paragraphs
        ]

    def is_break(self, at: int) -> bool:
        """Tell whether a paragraph is a break."""
        return self.paragraphs[at].role is Role.BREAK

    def speaks(self, at: int) -> bool:
        """Tell whether it opens with a quotation mark."""
        return self.words[at][:1] in _QUOTES and self.words[at] != ""

    def starts_note(self, at: int) -> bool:
        """Tell whether it opens as an author's note."""
        is_prose = self.paragraphs[at].role is Role.PROSE
        return is_prose and english.NOTE_START.match(self.words[at]) is not None and not self.speaks(at)

    def asks(self, at: int) -> bool:
        """Tell whether it asks something of the readers."""
        words = self.words[at]
        is_short = 0 < len(words) <= english.LONGEST_REQUEST
        return is_short and not self.speaks(at) and english.REQUEST.fullmatch(words) is not None

    def is_all_note(self, first: int, last: int, *, part: float) -> bool:
        """Tell whether paragraphs are an author's words: none speaks, and most are about the story."""
        inner = [at for at in range(first, last) if not self.is_break(at)]
        if any(self.speaks(at) for at in inner):
            return False
        told = sum(english.OF_READERS.search(self.words[at]) is not None for at in inner)
        return told >= part * len(inner)

    def field_lines(self, index: int) -> Iterator[tuple[str, str]]:
        """Yield name and value of the header's lines in a paragraph; nothing if it does not begin with one."""
        paragraph = self.paragraphs[index]
        if paragraph.role is not Role.PROSE:
            return
        name = value = ""
        for line in self.skips.words(paragraph.start, min(paragraph.end, paragraph.start + _LOOKED_AT)).splitlines():
            match = english.FIELD.match(line)
            known = " ".join(match["name"].lower().replace("-", " ").split()) if match else ""
            if match and known in english.FIELDS:
                if name:
                    yield name, value
                name, value = known, " ".join(match["value"].split())
            elif not name:
                return
            else:
                value = f"{value} {line.strip()}"
        if name:
            yield name, value.strip("*_ ")

    def closing_reason(self, at: int) -> str | None:
        """Return why a last paragraph is none of the story's; None if it may be."""
        words = self.words[at]
        if self.paragraphs[at].role is not Role.PROSE or self.speaks(at):
            return None
        if english.END_MARK.fullmatch(words):
            return END_MARK
        if english.WORD_COUNT.fullmatch(words) or self.asks(at):
            return REQUEST
        match = english.FIELD.match(words)
        return "disclaimer" if match and match["name"].lower().startswith("disclaimer") else None
