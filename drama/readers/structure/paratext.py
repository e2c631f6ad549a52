"""Find what stands around a story and is none of it: author's notes, headers, requests to readers, marks of an end.

Works on the paragraphs of any format. What may be the story is spoken: a note is known by its first words, a header and
a request by where they stand too, at the head or the end of a chapter; words in quotation marks are always the story's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drama.languages.en import paratext as english
from drama.model import Metadata, Paragraph, Role, Skip
from drama.readers.structure.front_matter import byline
from drama.readers.structure.headings import is_repeated_break
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.readers.structure.skips import Skips

AUTHORS_NOTE, REQUEST, END_MARK, TAGS = "author's note", "request to readers", "end mark", "tags"
_REASONS = {
    "title": "front matter",
    "author": "front matter",
    "series": "front matter",
    "language": "front matter",
    "summary": "summary",
    "disclaimer": "disclaimer",
    "tags": TAGS,
    "note": AUTHORS_NOTE,
}
_QUOTES = "\"“”„«»‘'’"
_MOST_NOTE = 15
"""Paragraphs of a note of several."""
_LONGEST_CLOSE = 120
_LOOKED_AT = 3_000
"""Characters of a paragraph that are looked at."""


@dataclass(frozen=True, slots=True)
class Paratext:
    """What stands around a story."""

    skips: tuple[Skip, ...]
    paragraphs: list[Paragraph]
    """All paragraphs, those that are breaks told so."""
    title: str = ""
    """As a header states it; likewise the author and what else it says."""
    author: str = ""
    metadata: Metadata = field(default_factory=Metadata)


def find_paratext(paragraphs: Sequence[Paragraph], skips: Skips) -> Paratext:
    """Return what stands around the story that some paragraphs tell."""
    return _Finder(paragraphs, skips).found()


class _Finder:
    def __init__(self, paragraphs: Sequence[Paragraph], skips: Skips) -> None:
        self._skips = skips
        self._paragraphs = list(paragraphs)
        self._words = [
            " ".join(skips.words(p.start, min(p.end, p.start + _LOOKED_AT)).split()) if p.role is not Role.BREAK else ""
            for p in paragraphs
        ]
        self._reasons: dict[int, str] = {}
        self._fields: dict[str, str] = {}

    def found(self) -> Paratext:
        """Return what stands around the story."""
        self._tell_breaks()
        inside: list[Skip] = []
        for first, last in self._chapters():
            start = self._head(first, last)
            end = self._tail(start, last)
            inside += self._middle(start, end)
        whole = [Skip(self._paragraphs[i].start, self._paragraphs[i].end, why) for i, why in self._reasons.items()]
        stated = self._fields
        metadata = metadata_from(
            {
                "genre": stated.get("fandom", stated.get("fandoms", stated.get("category", ""))),
                "description": stated.get("summary", stated.get("description", "")),
                "series": stated.get("series", ""),
                "language": stated.get("language", ""),
                "year": stated.get("published", ""),
            }
        )
        author = stated.get("author", stated.get("by", ""))
        return Paratext(tuple(whole + inside), self._paragraphs, stated.get("title", ""), author, metadata)

    def _tell_breaks(self) -> None:
        """Give the role of a break to paragraphs that are one in words, or letters that come again."""
        seen: dict[str, int] = {}
        for words in self._words:
            if len(words) <= 12:
                seen[words] = seen.get(words, 0) + 1
        for index, words in enumerate(self._words):
            is_prose = self._paragraphs[index].role is Role.PROSE
            if not is_prose or not words or len(words) > 60:
                continue
            paragraph = self._paragraphs[index]
            marked = " ".join(self._skips.text[paragraph.start : paragraph.end].split())  # its marks may be ornaments
            is_told = english.MARKED_BREAK.fullmatch(marked) or english.BARE_BREAK.fullmatch(marked)
            if is_told or (seen.get(words, 0) > 1 and is_repeated_break(words)):
                self._paragraphs[index] = replace(self._paragraphs[index], role=Role.BREAK)
                self._words[index] = ""

    def _chapters(self) -> Iterator[tuple[int, int]]:
        """Yield the first paragraph below each run of headings and the one after the last."""
        first = 0
        for index, paragraph in enumerate(self._paragraphs):
            if paragraph.role is Role.HEADING:
                if first < index:
                    yield first, index
                first = index + 1
        if first < len(self._paragraphs):
            yield first, len(self._paragraphs)

    # ------------------------------------------------------------------ the head

    def _head(self, first: int, last: int) -> int:
        """Mark what stands before a chapter's story and return where that begins."""
        at = first
        while at < last:
            following = at
            if self._is_break(at) and at > first:
                following = at + 1
            elif self._starts_note(at):
                following = self._note_end(at, last)
                self._mark(at, following, AUTHORS_NOTE)
            elif english.FIELD.match(self._words[at]):
                following = self._header_end(at, last, alone=at > first)
            elif at > first and (self._asks(at) or english.WORD_COUNT.fullmatch(self._words[at])):
                self._mark(at, at + 1, REQUEST)
                following = at + 1
            elif at == first and (end := self._unnamed_note_end(at, last)):
                self._mark(at, end, AUTHORS_NOTE)
                following = end
            elif at == first and byline(self._words[at]):
                following = at + 1
            if following == at:
                break
            at = following
        return at

    def _note_end(self, at: int, last: int) -> int:
        """Return where a note that begins at the head of a chapter ends."""
        stop = min(last, at + _MOST_NOTE)
        for here in range(at, stop):
            if here > at and (self._speaks(here) or self._is_break(here)):
                break
            words = self._words[here]
            if english.NOTE_END.search(words[-english.LONGEST_NOTE_END :]) and (here == at or len(words) <= 400):
                return here + 1
        to_break = next((here for here in range(at + 1, stop) if self._is_break(here)), None)
        if to_break is not None and self._is_all_note(at + 1, to_break, part=0.6):
            return to_break
        is_bare = english.NOTE_START.fullmatch(self._words[at]) is not None
        return at + 2 if is_bare and at + 1 < last and not self._speaks(at + 1) else at + 1

    def _unnamed_note_end(self, at: int, last: int) -> int:
        """Return where a note ends that opens without its name and closes with "On with the story!"; 0 if none does."""
        if not english.OF_READERS.search(self._words[at]):
            return 0
        for here in range(at, min(last, at + _MOST_NOTE)):
            if self._speaks(here) or self._is_break(here):
                return 0
            words = self._words[here]
            if len(words) <= _LONGEST_CLOSE and english.STORY_NEXT.search(words):
                return here + 1 if self._is_all_note(at, here, part=0.6) else 0
        return 0

    def _header_end(self, at: int, last: int, *, alone: bool) -> int:
        """Mark a run of header lines and return where it ends; `alone` if one line is enough, as one was before."""
        names: list[str] = []
        end = at
        found: dict[int, str] = {}
        while end < last:
            lines = list(self._field_lines(end))
            if not lines:
                break
            names += [name for name, _ in lines]
            found[end] = _REASONS[english.FIELDS[lines[0][0]]]
            end += 1
        if len(names) < 2 and not alone and not set(names) & english.SURE_FIELDS:
            return at
        if not set(names) & english.SURE_FIELDS and not {english.FIELDS[name] for name in names} & {"summary", "tags"}:
            return at
        for index, reason in found.items():
            self._reasons[index] = reason
            for name, value in self._field_lines(index):
                self._fields.setdefault(name, value)
        return end

    def _field_lines(self, index: int) -> Iterator[tuple[str, str]]:
        """Yield name and value of the header's lines in a paragraph; nothing if it does not begin with one."""
        paragraph = self._paragraphs[index]
        if paragraph.role is not Role.PROSE:
            return
        name = value = ""
        for line in self._skips.words(paragraph.start, min(paragraph.end, paragraph.start + _LOOKED_AT)).splitlines():
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

    # ------------------------------------------------------------------ the end

    def _tail(self, first: int, last: int) -> int:
        """Mark what stands after a chapter's story and return where that ends."""
        end = last
        while end > first:
            at = end - 1
            if self._is_break(at):
                end = at
            elif (reason := self._closing_reason(at)) is not None or (
                reason := self._likely_reason(at, first, is_beside=end < last)
            ) is not None:
                self._mark(at, end, reason)
                end = at
            elif (start := self._note_before(first, end)) is not None:
                self._mark(start, end, AUTHORS_NOTE)
                end = start
            else:
                break
        return end

    def _closing_reason(self, at: int) -> str | None:
        words = self._words[at]
        if self._paragraphs[at].role is not Role.PROSE or self._speaks(at):
            return None
        if english.END_MARK.fullmatch(words):
            return END_MARK
        if english.WORD_COUNT.fullmatch(words) or self._asks(at):
            return REQUEST
        match = english.FIELD.match(words)
        return "disclaimer" if match and match["name"].lower().startswith("disclaimer") else None

    def _likely_reason(self, at: int, first: int, *, is_beside: bool) -> str | None:
        """Return why a last paragraph is none of the story's, if it may be a request and stands by another."""
        words = self._words[at]
        if self._speaks(at) or len(words) > english.LONGEST_REQUEST or not english.LIKELY_REQUEST.fullmatch(words):
            return None
        is_after = at > first and (self._is_break(at - 1) or self._closing_reason(at - 1) is not None)
        return REQUEST if is_beside or is_after else None

    def _note_before(self, first: int, end: int) -> int | None:
        """Return where a note that goes to the end of a chapter begins."""
        for at in range(end - 1, max(first - 1, end - 1 - _MOST_NOTE), -1):
            if self._is_break(at):
                continue
            if self._starts_note(at):
                goes_on = any(self._is_break(here) for here in range(at + 1, end))
                return at if self._is_all_note(at + 1, end, part=1 if goes_on else 0.6) else None
            if self._speaks(at):
                return None
        return None

    # ------------------------------------------------------------------ between

    def _middle(self, first: int, last: int) -> Iterator[Skip]:
        """Mark notes of one paragraph inside a chapter, and yield those in brackets inside a paragraph."""
        for at in range(first, last):
            if self._paragraphs[at].role is not Role.PROSE:
                continue
            if self._starts_note(at):
                self._mark(at, at + 1, AUTHORS_NOTE)
            elif "/" in self._words[at] or "AN" in self._words[at] or "uthor" in self._words[at]:
                yield from self._inline(self._paragraphs[at])

    def _inline(self, paragraph: Paragraph) -> Iterator[Skip]:
        body = self._skips.text[paragraph.start : paragraph.end]
        for match in english.INLINE_NOTE.finditer(body):
            yield Skip(paragraph.start + match.start(), paragraph.start + match.end(), AUTHORS_NOTE)

    # ------------------------------------------------------------------ what a paragraph is

    def _mark(self, first: int, last: int, reason: str) -> None:
        for index in range(first, last):
            if self._paragraphs[index].role is Role.PROSE:
                self._reasons.setdefault(index, reason)

    def _is_break(self, at: int) -> bool:
        return self._paragraphs[at].role is Role.BREAK

    def _speaks(self, at: int) -> bool:
        return self._words[at][:1] in _QUOTES and self._words[at] != ""

    def _starts_note(self, at: int) -> bool:
        is_prose = self._paragraphs[at].role is Role.PROSE
        return is_prose and english.NOTE_START.match(self._words[at]) is not None and not self._speaks(at)

    def _asks(self, at: int) -> bool:
        words = self._words[at]
        is_short = 0 < len(words) <= english.LONGEST_REQUEST
        return is_short and not self._speaks(at) and english.REQUEST.fullmatch(words) is not None

    def _is_all_note(self, first: int, last: int, *, part: float) -> bool:
        """Tell whether paragraphs are an author's words: none speaks, and most are about the story."""
        inner = [at for at in range(first, last) if not self._is_break(at)]
        if any(self._speaks(at) for at in inner):
            return False
        told = sum(english.OF_READERS.search(self._words[at]) is not None for at in inner)
        return told >= part * len(inner)
