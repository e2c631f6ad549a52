"""Paragraphs cut into speech and narration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Role, Story
from drama.script.quotes.conventions import conventions_of
from drama.script.quotes.dashes import cut_at_dashes
from drama.script.quotes.inch_marks import STRAIGHT, inch_marks
from drama.script.quotes.no_marks import bare_speech
from drama.script.quotes.not_speech import Quoted, is_said
from drama.script.quotes.quotation_marks import (
    DASHES,
    DOUBLE,
    OPEN_BEFORE,
    SINGLE,
    Style,
    quotation_style,
    straight_kind,
)
from drama.script.quotes.single_marks import STOPS, single_marks
from drama.script.quotes.written_quotes import WrittenQuotes
from drama.script.text.spans import CleanText, Passage, Piece, clean_paragraphs


def find_passages(story: Story, language: Language = ENGLISH) -> tuple[Passage, ...]:
    """Return every prose paragraph cut into spoken and narrated pieces."""
    prose = [(i, clean) for i, p, clean in clean_paragraphs(story) if p.role is Role.PROSE and clean.text]
    conventions = conventions_of((clean.text[:_JUDGED] for _, clean in prose), language)
    prose = [(i, replace(clean, text=conventions.usual(clean.text))) for i, clean in prose]
    style = quotation_style([clean.text[:_JUDGED] for _, clean in prose], language)
    is_told_by_i = style.dash and _is_told_by_i([clean.text for _, clean in prose], language)
    may_be_bare = not (style.single or style.dash or story.given or story.read_as)
    told = [clean.text for _, clean in prose]
    bare = bare_speech(told, language, is_told_by_i=_is_told_by_i(told, language)) if may_be_bare else None
    written = WrittenQuotes()
    passages: list[Passage] = []
    is_open = False
    for place, (index, clean) in enumerate(prose):
        ahead = prose[place + 1][1].text if place + 1 < len(prose) and prose[place + 1][0] == index + 1 else ""
        above = prose[place - 1][1].text if place and prose[place - 1][0] == index - 1 else ""
        written.start_paragraph(is_adjacent=bool(above), opens_quoted=clean.text[0] in DOUBLE + SINGLE)
        is_written = partial(written.takes, before=_leading_up(above, language), ahead=ahead[:_HEAD])
        if bare is not None:
            cuts = [_Cut(*cut) for cut in bare.cuts(place, clean.text)]
        else:
            cuts = list(_cut(clean.text, style, ahead[:1], language, is_written, is_told_by_i=is_told_by_i))
        pieces = tuple(_piece(story.text, clean, cut) for cut in cuts if clean.text[cut.start : cut.end].strip())
        starts_spoken = bool(pieces) and pieces[0].spoken
        adjacent = bool(passages) and passages[-1].paragraph == index - 1
        start, end = story.paragraphs[index].start, story.paragraphs[index].end
        passages.append(Passage(index, start, end, pieces, is_open and starts_spoken and adjacent))
        is_open = bool(pieces) and pieces[-1].spoken and pieces[-1].is_unclosed
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    spoken: bool
    is_unclosed: bool = False


_HEAD = 80
"""Characters of the paragraph below by which a letter is known."""
_LEAD = 200
"""Characters of the paragraph above that may lead up to a quotation."""


def _leading_up(above: str, language: Language) -> str:
    """Return the end of a paragraph that leads up to the next one, or says that somebody reads aloud what follows."""
    end = above[-_LEAD:].rstrip()
    return end if end[-1:] in {":", ","} or language.written.read_next.search(end) else ""


_JUDGED = 5000
"""Characters of a paragraph by which it is judged how a text quotes."""


def _is_told_by_i(texts: list[str], language: Language) -> bool:
    """Whether an "I" tells a text that opens speech with dashes."""
    narrated = [text for text in texts if text[0] not in DASHES]
    return 4 * sum(language.mentions.narrator.search(text) is not None for text in narrated) > len(narrated)


def _piece(source: str, clean: CleanText, cut: _Cut) -> Piece:
    text = clean.text
    start, end = cut.start, cut.end
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    words = text[start:end].rstrip(DOUBLE + SINGLE + " ")
    source_start, source_end = clean.source_span(start, end)
    return Piece(
        source_start,
        source_end,
        cut.spoken,
        opened_with=source[source_start] if cut.spoken else "",
        is_unclosed=cut.is_unclosed,
        is_broken_off=cut.spoken and words.endswith((*DASHES, "--")),
    )


_IsWritten = Callable[..., bool]


def _cut(
    text: str, style: Style, following: str, language: Language, is_written: _IsWritten, *, is_told_by_i: bool
) -> Iterator[_Cut]:
    """Yield the cuts of one paragraph, in order and without gaps."""
    if style.dash and text[0] in DASHES:
        for cut in cut_at_dashes(text, language, is_told_by_i=is_told_by_i):
            yield _Cut(*cut)
        return
    here = 0
    for start, end, is_unclosed in _quotations(text, style, following, language, is_written):
        if start > here:
            yield _Cut(here, start, spoken=False)
        yield _Cut(start, end, spoken=True, is_unclosed=is_unclosed)
        here = end
    if here < len(text):
        yield _Cut(here, len(text), spoken=False)


# ------------------------------------------------------------------ quotation marks


def _quotations(
    text: str, style: Style, following: str, language: Language, is_written: _IsWritten
) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, is unclosed) of the outermost quotations that are speech."""
    marks = DOUBLE + (SINGLE if style.single else "")
    if not any(mark in text for mark in marks):
        return
    earlier, is_earlier_said = 0, False
    for start, end, is_unclosed in _spans(text, style, following, language):
        quoted = Quoted(language, text, start, end, earlier, is_earlier_said)
        is_speech = not is_written(quoted, is_unclosed=is_unclosed) and is_said(quoted)
        if is_speech:
            yield start, end, is_unclosed
        earlier, is_earlier_said = end, is_speech


def _spans(  # noqa: C901 - a state machine
    text: str, style: Style, following: str, language: Language
) -> Iterator[tuple[int, int, bool]]:
    """Yield the outermost quoted spans of a paragraph, left to right."""
    opened: int | None = None
    family = ""
    depth = 0
    last = searched = 0
    tag_inside = language.speech_tags.inside
    marks = list(_marks(text, style, following, language))
    if _is_mixed(marks):
        marks = [(at, kind, "curly" if sort == "straight" else sort) for at, kind, sort in marks]
    nests = sum(kind == "open" for _, kind, _ in marks) == sum(kind == "close" for _, kind, _ in marks)
    for at, kind, sort in marks:
        if opened is None:
            if kind != "close":
                opened, family, depth = at, sort, 0
            elif last == 0 < at <= _MAX_LOST and sort != "single" and text[at - 1] in ".,!?\u2026\u2014":
                yield 0, at + 1, False  # the opening mark was lost
                last = at + 1
        elif sort != family:
            continue
        elif kind == "open":
            split = None if nests or depth else tag_inside.search(text, max(opened + 1, searched), at)
            searched = max(searched, at - _TAG_REACH)
            if split:  # the closing mark was forgotten before a tag
                yield opened, split.start() + 1, False
                opened = at
            elif nests or sort in ("curly", "guillemet"):
                depth += 1
        elif depth:
            depth -= 1
        else:
            yield opened, at + 1, False
            last, opened = at + 1, None
    if opened is not None:
        continues = bool(following) and following in DOUBLE + SINGLE
        split = None if continues else tag_inside.search(text, opened + 1)
        end = split.start() + 1 if split else len(text)
        yield opened, end, not split


def _is_mixed(marks: list[tuple[int, str, str]]) -> bool:
    """Whether straight and curly marks close each other: ``“so,"``."""
    depth = {"straight": 0, "curly": 0}
    is_crossed = False
    for _, kind, sort in marks:
        if sort in depth:
            other = depth["curly" if sort == "straight" else "straight"]
            is_crossed = is_crossed or (kind == "close" and depth[sort] <= 0 < other)
            depth[sort] += 1 if kind == "open" else -1
    return is_crossed and sum(depth.values()) == 0


_TAG_REACH = 60
"""Longer than any tag that is looked for inside an open quotation."""
_MAX_LOST = 500
"""How far from a paragraph's start a lost opening mark is still made good."""


def _marks(text: str, style: Style, following: str, language: Language) -> Iterator[tuple[int, str, str]]:
    """Yield (index, ``open`` | ``close`` | ``either``, family) of every quotation mark."""
    is_open = False
    singles = single_marks(text, following, language) if style.single else {}
    inches = inch_marks(text, language)
    for match in re.finditer("[{}{}]".format(DOUBLE, SINGLE if style.single else ""), text):
        at, mark = match.start(), match.group()
        if at in inches:
            continue
        if mark in SINGLE:
            if mark in "\u2039\u203a":
                yield at, "open" if mark == "\u2039" else "close", "angle"
            elif at in singles:
                yield at, singles[at], "single"
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if mark == "\u201e":
            kind = "open"
        elif mark in "\u00ab\u00bb":
            kind = "open" if (mark == "\u00bb") == style.reversed_guillemets else "close"
        elif mark == "\u201c":
            is_closer = style.low_high or (is_open and before not in OPEN_BEFORE and (after == " " or after in STOPS))
            kind = "close" if is_closer else "open"
        elif mark == "\u201d":
            kind = "open" if not is_open and after.isalnum() and before in OPEN_BEFORE else "close"
        else:
            kind = straight_kind(before, after, is_open=is_open)
        is_open = kind == "open"
        yield at, kind, "guillemet" if mark in "\u00ab\u00bb" else "straight" if mark in STRAIGHT else "curly"
