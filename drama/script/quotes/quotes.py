"""Paragraphs cut into speech and narration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Role, Story
from drama.script.quotes.inch_marks import STRAIGHT, inch_marks
from drama.script.quotes.not_speech import Quoted, is_said
from drama.script.quotes.quotation_marks import (
    DASHES,
    DOUBLE,
    OPEN_BEFORE,
    SINGLE,
    Style,
    is_elision,
    quotation_style,
    straight_kind,
)
from drama.script.text.spans import CleanText, Passage, Piece, clean_paragraphs

_STOPS = frozenset(".,!?;:\u2026)]-*_~" + DASHES)


def find_passages(story: Story, language: Language = ENGLISH) -> tuple[Passage, ...]:
    """Return every prose paragraph cut into spoken and narrated pieces."""
    prose = [(i, clean) for i, p, clean in clean_paragraphs(story) if p.role is Role.PROSE and clean.text]
    style = quotation_style([clean.text[:5000] for _, clean in prose], language)
    passages: list[Passage] = []
    is_open = False
    for place, (index, clean) in enumerate(prose):
        following = prose[place + 1][1].text[:1] if place + 1 < len(prose) and prose[place + 1][0] == index + 1 else ""
        # What a script says beside its speeches is the narrator's, quotations and all.
        narrated = [_Cut(0, len(clean.text), spoken=False)]
        cuts = narrated if story.read_as else list(_cut(clean.text, style, following, language))
        pieces = tuple(_piece(clean, cut) for cut in cuts if clean.text[cut.start : cut.end].strip())
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


def _piece(clean: CleanText, cut: _Cut) -> Piece:
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
        opened_with=text[start] if cut.spoken else "",
        is_unclosed=cut.is_unclosed,
        is_broken_off=cut.spoken and words.endswith((*DASHES, "--")),
    )


def _cut(text: str, style: Style, following: str, language: Language) -> Iterator[_Cut]:
    """Yield the cuts of one paragraph, in order and without gaps."""
    if style.dash and text[0] in DASHES:
        yield from _cut_dashes(text, language)
        return
    here = 0
    for start, end, is_unclosed in _quotations(text, style, following, language):
        if start > here:
            yield _Cut(here, start, spoken=False)
        yield _Cut(start, end, spoken=True, is_unclosed=is_unclosed)
        here = end
    if here < len(text):
        yield _Cut(here, len(text), spoken=False)


# ------------------------------------------------------------------ quotation marks


def _quotations(text: str, style: Style, following: str, language: Language) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, is unclosed) of the outermost quotations that are speech."""
    marks = DOUBLE + (SINGLE if style.single else "")
    if not any(mark in text for mark in marks):
        return
    earlier, is_earlier_said = 0, False
    for start, end, is_unclosed in _spans(text, style, following, language):
        is_speech = is_said(Quoted(language, text, start, end, earlier, is_earlier_said))
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
    marks = list(_marks(text, style, language))
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


_TAG_REACH = 60
"""Longer than any tag that is looked for inside an open quotation."""
_MAX_LOST = 500
"""How far from a paragraph's start a lost opening mark is still made good."""


def _marks(text: str, style: Style, language: Language) -> Iterator[tuple[int, str, str]]:
    """Yield (index, ``open`` | ``close`` | ``either``, family) of every quotation mark."""
    is_open = False
    singles = _single_marks(text, language) if style.single else {}
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
            is_closer = style.low_high or (is_open and before not in OPEN_BEFORE and (after == " " or after in _STOPS))
            kind = "close" if is_closer else "open"
        elif mark == "\u201d":
            kind = "open" if not is_open and after.isalnum() and before in OPEN_BEFORE else "close"
        else:
            kind = straight_kind(before, after, is_open=is_open)
        is_open = kind == "open"
        yield at, kind, "guillemet" if mark in "\u00ab\u00bb" else "straight" if mark in STRAIGHT else "curly"


def _single_marks(text: str, language: Language) -> dict[int, str]:  # noqa: C901 - a state machine
    """Return the single marks that are quotation marks, not apostrophes: index -> ``open`` or ``close``."""
    sure: list[tuple[int, str]] = []
    for match in re.finditer("['\u2018\u2019\u201a`]", text):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = (before in OPEN_BEFORE or before in DOUBLE) and after != " " and mark != "\u2019"
        if mark == "\u2018" and after.isalnum() and not before.isalnum():
            opens = True
        if opens and is_elision(text, at, language):
            opens = at == 0 or (mark == "\u2018" and text[max(0, at - 2) : at - 1] in ",:.!?;")
        if opens:
            sure.append((at, "open"))
        elif mark != "\u2018" and not after.isalnum() and before != " ":
            sure.append((at, "close" if before in _STOPS or before in DOUBLE else "weak"))
    kinds: dict[int, str] = {}
    opened: int | None = None
    weak: list[int] = []
    for at, kind in sure:
        if kind == "open":
            if opened is not None and weak:
                kinds[weak[-1]] = "close"
                kinds[at], opened, weak = "open", at, []
            elif opened is None:
                kinds[at], opened, weak = "open", at, []
        elif opened is not None and kind == "close":
            kinds[at], opened, weak = "close", None, []
        elif opened is not None:
            weak.append(at)
    if opened is not None and weak:
        kinds[weak[-1]] = "close"
    return kinds


# ------------------------------------------------------------------ dashes


def _cut_dashes(text: str, language: Language) -> Iterator[_Cut]:
    """Yield the cuts of a paragraph that opens with a dash: ``—Come, said Anna. —Now!`` or ``—Ven —dijo Ana—. Ya.``."""
    here = 0
    while here < len(text):
        stop = _end_of_dashed_speech(text, here + 1, language)
        yield _Cut(here, stop, spoken=True)
        if stop == len(text):
            return
        again = _DASH.search(text, stop + 1 + (text[stop : stop + 2].strip()[:1] in DASHES))
        resume = again.start() if again else len(text)
        yield _Cut(stop, resume, spoken=False)
        here = resume


_DASH = re.compile(rf"\s*[{DASHES}]")


def _end_of_dashed_speech(text: str, start: int, language: Language) -> int:
    """Return where speech opened by a dash gives way to its tag."""
    plain = language.speech_tags.after_dash.search(text, start)
    end = plain.start() if plain else len(text)
    for match in _DASH.finditer(text, start, end):
        if language.speech_tags.after.match(text, match.end()):
            return match.start()
    return end
