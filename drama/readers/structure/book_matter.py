"""Find in a printed book's text what is not read out: pictures, notes, page numbers, contents, imprint, adverts."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.languages.en import printed_books as english
from drama.model import Skip
from drama.readers.structure.blocks import Block, closing_bracket
from drama.readers.structure.gutenberg import TRANSCRIBERS_NOTE
from drama.readers.structure.headings import is_break, is_number, worded_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAVIGATION, FRONT, ADVERT, NOTE, PAGE = "navigation", "front matter", "advertisement", "note", "page number"
_LONGEST_BRACKET, _MOST_UNCLOSED = 6_000, 1_000
"""Characters in brackets that are looked at; brackets that are never closed, of which no more are tried."""
_LONGEST_FRONT = 900
"""Characters of a block of a title page."""
_LONGEST_IMPRINT = 160
"""Characters of a sentence there that names the printing."""
_MOST_FRONT = 60
"""Blocks before the story that may be of the title page."""
_LONGEST_MOTTO, _MOST_MOTTOES = 150, 2
"""Characters of a sentence on a title page, and how many may stand there."""
_MOST_BETWEEN = 2
"""Blocks between two that name the printing."""
_LEAST_ROWS, _MOST_ROWS = 3, 500
"""Of a table of contents."""
_LEAST_KEY = 2
"""Letters of a row that is looked for as a heading."""
_LONGEST_ROW = 110
_COUNT = re.compile(r"^(?:(?:chapter|part|letter)\s+)?(?:\d{1,3}|[ivxlc]{1,8})[.:)]?\s+", re.IGNORECASE)
"""What counts the row of a table of contents."""
_PAGED = re.compile(r"[\s.](?:\d{1,4}|[ivxlc]+)\.?$")
_MARK = re.compile(r"(?<=[^\s\[(])\[(?:\d{1,3}|[A-Z]|[*†‡§])\]")
_BRACES = re.compile(r"\{\d{1,4}[a-z]?\}")
_SIGN = re.compile(r"(?<=\S)\s?(?:\[(?:\d{1,3}|[A-Z]|[*†‡§])\]|\{\d{1,3}[a-z]?\})")
_NOTE_BODY = re.compile(
    r"(?:(?P<sign>\[(?:\d{1,3}|[A-Z]|[*†‡§])\]|\{\d{1,3}[a-z]?\})|(?:Note|Footnote) \d{1,3}[.:])\s*\S"
)
_BOX = re.compile(r"[+|].*[+|]")
_BOLD = re.compile(r"(?<![=\w])=(?=[^\s=])[^=\r\n]{1,100}(?<=[^\s=])=(?![=\w])")
_WORD = re.compile(r"[^\W\d_]+")


def find_brackets(text: str) -> Iterator[Skip]:
    """Yield what stands in brackets for a picture, a note, a page, in any text."""
    yield from _brackets(text, english.BRACKETED_ANYWHERE, 0, len(text))


def _brackets(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Skip]:
    done, never = start, 0
    for match in pattern.finditer(text, start, end):
        if match.start() < done or never > _MOST_UNCLOSED:
            continue
        close = closing_bracket(text, match.end(), min(end, match.start() + _LONGEST_BRACKET))
        never += close < 0
        if close >= 0:
            what = match["what"].lower()
            yield Skip(match.start(), close, english.BRACKET_REASONS.get(what, "illustration"))
            done = close


def find_matter(text: str, blocks: Sequence[Block], contents: Sequence[Skip], start: int, end: int) -> Iterator[Skip]:
    """Yield what in a book that Project Gutenberg copied is not its story; skips may overlap.

    The book, ``text[start:end]``, is given as its blocks, with its tables of contents.
    """
    yield from contents
    yield from _brackets(text, english.BRACKETED, start, end)
    yield from _boxes(blocks)
    yield from _notes(text, blocks, start, end)
    yield from _pages(blocks)
    yield from (skip for match in _BOLD.finditer(text, start, end) for skip in _edges(match))
    yield from _imprint(blocks, contents)
    yield from _after_the_end(blocks)


def _edges(match: re.Match[str]) -> tuple[Skip, Skip]:
    return Skip(match.start(), match.start() + 1, "markup"), Skip(match.end() - 1, match.end(), "markup")


def _boxes(blocks: Sequence[Block]) -> Iterator[Skip]:
    """Yield transcribers' notes: in a frame of ``+`` and ``|``, a paragraph that names itself one and those below."""
    goes_on = False
    for block in blocks:
        is_box = len(block.lines) > 2 and all(_BOX.fullmatch(line) for line in block.lines)
        named = english.TRANSCRIBERS_NOTE.match(block.lines[0])
        if named or (is_box and any(english.TRANSCRIBERS_NOTE.match(line) for line in block.lines)):
            yield Skip(block.start, block.end, TRANSCRIBERS_NOTE)
            goes_on = named is not None and not block.words[named.end() :].strip(" .:*_")
        elif goes_on and block.blank_lines <= 1 and not worded_heading(block.lines[0]):
            yield Skip(block.start, block.end, TRANSCRIBERS_NOTE)
        else:
            goes_on = False


def _notes(text: str, blocks: Sequence[Block], start: int, end: int) -> Iterator[Skip]:
    """Yield the signs of notes and the notes at the end that begin with one."""
    signs = {match[0].strip() for match in _SIGN.finditer(text, start, end)}
    bodies = [
        block for block in blocks if (body := _NOTE_BODY.match(block.lines[0])) and (body["sign"] or "") in {*signs, ""}
    ]
    if bodies or "[Footnote" in text:
        yield from (Skip(*match.span(), NOTE) for match in _MARK.finditer(text, start, end))
        yield from (Skip(block.start, block.end, NOTE) for block in bodies)
    reason = NOTE if any(block.lines[0].startswith("{") for block in bodies) else PAGE
    yield from (Skip(*match.span(), reason) for match in _BRACES.finditer(text, start, end))
    following = [(after, before) for before, after in pairwise(blocks) if english.FOOTNOTES.fullmatch(before.words)]
    starts = {block.start for block in bodies}
    yield from (
        Skip(before.start, before.end, NOTE)
        for after, before in following
        if after.start in starts or after.words.startswith("[Footnote")
    )


def _pages(blocks: Sequence[Block]) -> Iterator[Skip]:
    for block in blocks:
        yield from (
            Skip(start, start + len(line), PAGE)
            for start, line in zip(block.starts, block.lines, strict=True)
            if english.PAGE_LINE.fullmatch(line)
        )


def find_contents(blocks: Sequence[Block]) -> Iterator[Skip]:
    """Yield the tables of contents and lists of illustrations that blocks of plain text hold."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if not english.CONTENTS.fullmatch(block.lines[0]):
            index += 1
            continue
        last = _contents_end(blocks, index)
        if last is not None:
            yield Skip(block.start, blocks[last].end, NAVIGATION)
            index = last
        index += 1


def titles_in(blocks: Sequence[Block], contents: Sequence[Skip]) -> frozenset[str]:
    """Return the rows of tables of contents, as :func:`key_of` writes them."""
    spans = {skip.start: skip.end for skip in contents}
    rows: set[str] = set()
    inside = 0
    for block in blocks:
        if block.start in spans:
            inside = 0 if english.PICTURES.match(block.lines[0]) else spans[block.start]
        if block.start < inside:
            rows |= {key_of(line) for line in block.lines} | {key_of(_COUNT.sub("", line)) for line in block.lines}
    return frozenset(row for row in rows if len(row) >= _LEAST_KEY)


def _contents_end(blocks: Sequence[Block], first: int) -> int | None:
    """Return the last block of the contents that one block heads; None if they are none."""
    seen: set[str] = set()
    rows = 0
    last = None
    for index in range(first, min(len(blocks), first + _MOST_ROWS)):
        block = blocks[index]
        lines = block.lines[1:] if index == first else block.lines
        if index > first and (english.CONTENTS.fullmatch(block.words) or _opens_story(block, seen, rows)):
            break
        if not all(len(line) <= _LONGEST_ROW for line in lines) or _is_prose(lines):
            return _before_heading(blocks, first, last) if rows >= _LEAST_ROWS else None
        rows += len(lines)
        seen |= {key for line in lines if (key := key_of(line))}
        last = index
    return last if rows >= _LEAST_ROWS else None


def _before_heading(blocks: Sequence[Block], first: int, last: int | None) -> int | None:
    """Return the last block of contents without the heading of the prose that follows."""
    for count in range(2):  # a title, and the number above it
        if last is None or last <= first + 1 or len(blocks[last].lines) > 1 or _PAGED.search(blocks[last].words):
            break
        if count and not is_number(blocks[last].words):
            break
        last -= 1
        if is_number(blocks[last + 1].words):
            break
    return last


def _opens_story(block: Block, seen: set[str], rows: int) -> bool:
    """Tell whether a block begins what the contents list: it is listed, or counts after a gap."""
    line = block.lines[0]
    if key_of(line) in seen and rows >= _LEAST_ROWS:
        return True
    is_heading = worded_heading(line) > 0 and is_number(line) and len(block.lines) == 1
    return is_heading and block.blank_lines > 1 and rows >= _LEAST_ROWS


def key_of(line: str) -> str:
    """Return the words of a line of contents as they are compared: no numbers of pages, no letter case."""
    return "".join(_WORD.findall(re.sub(r"[\s.]+(?:\d+|[ivxlc]+)\.?$", "", line).casefold()))


def _is_prose(lines: Sequence[str]) -> bool:
    """Tell whether lines are sentences, and no rows of a list."""
    if not lines:
        return False
    likely = sum(bool(english.CONTENTS_ROW.fullmatch(line)) for line in lines)
    if 2 * likely >= len(lines):
        return False
    words = " ".join(lines)
    small = sum(word[0].islower() for word in words.split())
    ends = words.rstrip("\"”’'_)")[-1:] in ".!?:;,—-"
    return small * 2 > len(words.split()) and (
        len(words) > 150 or (ends and len(words.split()) > 5) or words[0] in "\"“'‘"
    )


def _imprint(blocks: Sequence[Block], contents: Sequence[Skip]) -> Iterator[Skip]:
    """Yield the lines of title pages that name the printing of the book, and what little stands among them.

    Title and author, which stand before, are read out.
    """
    covered = {skip.start: skip.end for skip in contents}
    inside = sentences = 0
    waiting: list[Block] | None = None
    for block in blocks[:_MOST_FRONT]:
        inside = max(inside, covered.get(block.start, 0))
        if block.start < inside:
            waiting = None
            continue
        if is_break(block.words):
            continue
        is_imprint = english.IMPRINT.search("\n".join(block.lines).replace("_", " ")) is not None
        is_line = is_imprint and len(block.words) <= _LONGEST_IMPRINT
        sentences += _is_prose(block.lines) and not is_line
        is_long = len(block.words) > (_LONGEST_FRONT if is_imprint else _LONGEST_MOTTO)
        if (is_long and _is_prose(block.lines)) or sentences > _MOST_MOTTOES or _begins(block):
            return
        if is_imprint:
            between = waiting if waiting is not None and len(waiting) <= _MOST_BETWEEN else []
            yield from (Skip(found.start, found.end, FRONT) for found in (*between, block))
            waiting = []
        elif waiting is not None:
            waiting.append(block)


def _begins(block: Block) -> bool:
    return block.words[0] in "\"“'‘" or (worded_heading(block.lines[0]) > 0 and is_number(block.lines[0]))


def _after_the_end(blocks: Sequence[Block]) -> Iterator[Skip]:
    """Yield what publishers print behind "THE END"."""
    from_here = len(blocks) // 2
    last = next((i for i in range(len(blocks) - 1, from_here, -1) if english.THE_END.fullmatch(blocks[i].words)), None)
    if last is None:
        return
    rest = [block for block in blocks[last + 1 :] if not is_break(block.words)]
    note = next((i for i, block in enumerate(rest) if english.TRANSCRIBERS_NOTE.match(block.lines[0])), len(rest))
    rest = rest[:note]
    adverts = sum(bool(english.ADVERT.search(block.words)) for block in rest)
    if rest and (adverts >= 3 or 3 * adverts >= len(rest)) and not any(worded_heading(b.lines[0]) for b in rest):
        yield Skip(rest[0].start, rest[-1].end, ADVERT)
