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
from drama.readers.structure.paratext_rows import AUTHORS_NOTE, REQUEST, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.readers.structure.skips import Skips

TAGS = "tags"
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
_MOST_NOTE = 15
"""Paragraphs of a note of several."""
_LEAST_FIELDS = 3
"""Lines of a header, none of which by itself is one: a game's "Status: poisoned" in a story is none."""
_LONGEST_CLOSE = 120


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
        self._rows = Rows(paragraphs, skips)
        self._reasons: dict[int, str] = {}
        self._fields: dict[str, str] = {}

    def found(self) -> Paratext:
        """Return what stands around the story."""
        self._tell_breaks()
        for at, words in enumerate(self._rows.words[:-1]):
            is_log = self._rows.paragraphs[at].role is Role.HEADING and english.LOG_HEADING.fullmatch(words)
            if is_log and self._rows.paragraphs[at + 1].role is not Role.PROSE:
                self._reasons[at] = "front matter"
        inside: list[Skip] = []
        for first, last in self._chapters():
            start = self._head(first, last)
            end = self._tail(start, last)
            inside += self._middle(start, end)
            self._mark_heading(first, last)
        whole = [
            Skip(self._rows.paragraphs[i].start, self._rows.paragraphs[i].end, why) for i, why in self._reasons.items()
        ]
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
        return Paratext(tuple(whole + inside), self._rows.paragraphs, stated.get("title", ""), author, metadata)

    def _tell_breaks(self) -> None:
        """Give the role of a break to paragraphs that are one in words, or letters that come again."""
        seen: dict[str, int] = {}
        for words in self._rows.words:
            if len(words) <= 12:
                seen[words] = seen.get(words, 0) + 1
        for index, words in enumerate(self._rows.words):
            is_prose = self._rows.paragraphs[index].role is Role.PROSE
            if not is_prose or not words or len(words) > 60:
                continue
            paragraph = self._rows.paragraphs[index]
            marked = " ".join(
                self._rows.skips.text[paragraph.start : paragraph.end].split()
            )  # its marks may be ornaments
            is_told = english.MARKED_BREAK.fullmatch(marked) or english.BARE_BREAK.fullmatch(marked)
            if is_told or (seen.get(words, 0) > 1 and is_repeated_break(words)):
                self._rows.paragraphs[index] = replace(self._rows.paragraphs[index], role=Role.BREAK)
                self._rows.words[index] = ""

    def _mark_heading(self, first: int, last: int) -> None:
        """Mark the heading over a page that is all header: "The Lamp by Nell Orrin"."""
        reasons = {self._reasons.get(at) for at in range(first, last) if not self._rows.is_break(at)}
        if first and reasons and None not in reasons and reasons & {TAGS, "summary", "front matter"}:
            match = english.TITLE_BY.fullmatch(self._rows.words[first - 1])
            if match or self._fields.keys() & {"author", "by"}:
                self._reasons[first - 1] = "front matter"
                self._fields.setdefault("title", match["title"] if match else self._rows.words[first - 1])
                self._fields.setdefault("author", match["author"] if match else "")

    def _chapters(self) -> Iterator[tuple[int, int]]:
        """Yield the first paragraph below each run of headings and the one after the last."""
        first = 0
        for index, paragraph in enumerate(self._rows.paragraphs):
            if paragraph.role is Role.HEADING:
                if first < index:
                    yield first, index
                first = index + 1
        if first < len(self._rows.paragraphs):
            yield first, len(self._rows.paragraphs)

    # ------------------------------------------------------------------ the head

    def _head(self, first: int, last: int) -> int:
        """Mark what stands before a chapter's story and return where that begins."""
        at = first
        while at < last:
            following = at
            if self._rows.is_break(at) and at > first:
                following = at + 1
            elif at == first and (end := self._export_end(at, last)):
                following = end
            elif self._rows.starts_note(at):
                following = self._note_end(at, last)
                self._mark(at, following, AUTHORS_NOTE)
            elif english.FIELD.match(self._rows.words[at]):
                following = self._header_end(at, last, alone=at > first)
            elif at > first and (self._rows.asks(at) or english.WORD_COUNT.fullmatch(self._rows.words[at])):
                self._mark(at, at + 1, REQUEST)
                following = at + 1
            elif at == first and (end := self._unnamed_note_end(at, last)):
                self._mark(at, end, AUTHORS_NOTE)
                following = end
            elif at == first and byline(self._rows.words[at]):
                following = at + 1
            if following == at:
                break
            at = following
        return at

    def _note_end(self, at: int, last: int) -> int:
        """Return where a note that begins at the head of a chapter ends."""
        stop = min(last, at + _MOST_NOTE)
        for here in range(at, stop):
            if here > at and (self._rows.speaks(here) or self._rows.is_break(here)):
                break
            words = self._rows.words[here]
            if english.NOTE_END.search(words[-english.LONGEST_NOTE_END :]) and (here == at or len(words) <= 400):
                return here + 1
        to_break = next((here for here in range(at + 1, stop) if self._rows.is_break(here)), None)
        if to_break is not None and self._rows.is_all_note(at + 1, to_break, part=0.6):
            return to_break
        is_bare = english.NOTE_START.fullmatch(self._rows.words[at]) is not None
        return at + 2 if is_bare and at + 1 < last and not self._rows.speaks(at + 1) else at + 1

    def _export_end(self, at: int, last: int) -> int:
        """Mark the page a program put before a work and return where it ends; 0 if there is none."""
        stop = min(last, at + 2 * _MOST_NOTE)
        end = next((here for here in range(at, stop) if english.EXPORTED.fullmatch(self._rows.words[here])), None)
        if end is None:
            return 0
        lines = {here: line for here in range(at, end) for line in self._rows.field_lines(here)}
        if len(lines) < _LEAST_FIELDS:
            return 0
        for here in range(at, end + 1):
            name = lines[here][0] if here in lines else ""
            self._mark(here, here + 1, _REASONS[english.FIELDS[name]] if name else "summary")
            self._fields.setdefault(name or "summary", lines[here][1] if name else self._rows.words[here])
        self._reasons[end] = "front matter"
        return end + 1

    def _unnamed_note_end(self, at: int, last: int) -> int:
        """Return where a note ends that opens without its name and closes with "On with the story!"; 0 if none does."""
        if not english.OF_READERS.search(self._rows.words[at]):
            return 0
        for here in range(at, min(last, at + _MOST_NOTE)):
            if self._rows.speaks(here) or self._rows.is_break(here):
                return 0
            words = self._rows.words[here]
            if len(words) <= _LONGEST_CLOSE and english.STORY_NEXT.search(words):
                return here + 1 if self._rows.is_all_note(at, here, part=0.6) else 0
        return 0

    def _header_end(self, at: int, last: int, *, alone: bool) -> int:
        """Mark a run of header lines and return where it ends; `alone` if one line is enough, as one was before."""
        names: list[str] = []
        end = at
        found: dict[int, str] = {}
        while end < last:
            lines = list(self._rows.field_lines(end))
            if not lines:
                break
            names += [name for name, _ in lines]
            found[end] = _REASONS[english.FIELDS[lines[0][0]]]
            end += 1
        least = _LEAST_FIELDS - ("summary" in names)
        if not set(names) & english.SURE_FIELDS and (len(names) < least and not alone):
            return at
        if not set(names) & english.SURE_FIELDS and not {english.FIELDS[name] for name in names} & {"summary", "tags"}:
            return at
        for index, reason in found.items():
            self._reasons[index] = reason
            for name, value in self._rows.field_lines(index):
                self._fields.setdefault(name, value)
        return end

    # ------------------------------------------------------------------ the end

    def _tail(self, first: int, last: int) -> int:
        """Mark what stands after a chapter's story and return where that ends."""
        end = last
        while end > first:
            at = end - 1
            if self._rows.is_break(at):
                end = at
            elif (reason := self._rows.closing_reason(at)) is not None or (
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

    def _likely_reason(self, at: int, first: int, *, is_beside: bool) -> str | None:
        """Return why a last paragraph is none of the story's, if it may be a request and stands by another."""
        words = self._rows.words[at]
        if self._rows.speaks(at) or len(words) > english.LONGEST_REQUEST or not english.LIKELY_REQUEST.fullmatch(words):
            return None
        is_after = at > first and (self._rows.is_break(at - 1) or self._rows.closing_reason(at - 1) is not None)
        return REQUEST if is_beside or is_after else None

    def _note_before(self, first: int, end: int) -> int | None:
        """Return where a note that goes to the end of a chapter begins."""
        for at in range(end - 1, max(first - 1, end - 1 - _MOST_NOTE), -1):
            if self._rows.is_break(at):
                continue
            if self._rows.starts_note(at):
                goes_on = any(self._rows.is_break(here) for here in range(at + 1, end))
                return at if self._rows.is_all_note(at + 1, end, part=1 if goes_on else 0.6) else None
            if self._rows.speaks(at):
                return None
        return None

    # ------------------------------------------------------------------ between

    def _middle(self, first: int, last: int) -> Iterator[Skip]:
        """Mark notes of one paragraph inside a chapter, and yield those in brackets inside a paragraph."""
        for at in range(first, last):
            if self._rows.paragraphs[at].role is not Role.PROSE:
                continue
            if self._rows.starts_note(at):
                self._mark(at, at + 1, AUTHORS_NOTE)
            elif "/" in self._rows.words[at] or "AN" in self._rows.words[at] or "uthor" in self._rows.words[at]:
                yield from self._inline(self._rows.paragraphs[at])

    def _inline(self, paragraph: Paragraph) -> Iterator[Skip]:
        body = self._rows.skips.text[paragraph.start : paragraph.end]
        for match in english.INLINE_NOTE.finditer(body):
            yield Skip(paragraph.start + match.start(), paragraph.start + match.end(), AUTHORS_NOTE)

    def _mark(self, first: int, last: int, reason: str) -> None:
        for index in range(first, last):
            if self._rows.paragraphs[index].role is Role.PROSE:
                self._reasons.setdefault(index, reason)
