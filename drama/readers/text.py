"""Plain text and Markdown to a story."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path

from drama.errors import StoryError
from drama.model import Paragraph, Role, Skip, Span, Story
from drama.readers.invisible import find_invisible
from drama.readers.layout import lay_out
from drama.readers.markup import Marks, scan


def parse_text(
    text: str,
    *,
    markdown: bool = False,
    title: str | None = None,
    author: str | None = None,
    encoding: str = "utf-8",
    path: Path | None = None,
) -> Story:
    """Return the story a text tells; `title` and `author` go before what the text says of itself.

    Raises StoryError if there is nothing but white space.
    """
    if not text or text.isspace():
        raise StoryError(f"{path or 'the text'} holds nothing but white space; there is no story to read")
    hidden = list(find_invisible(text))
    masked = mask(text, hidden)
    paragraphs, underlines = lay_out(masked, text, markdown=markdown)
    marks = Marks()
    for paragraph in paragraphs:
        _scan_paragraph(masked, paragraph, marks, markdown=markdown)
    skips = tidy_skips([*hidden, *underlines, *marks.skips])
    starts = [skip.start for skip in skips]
    return Story(
        text=text,
        paragraphs=tuple(p for p in paragraphs if has_words(text, p, skips, starts)),
        skips=tuple(skips),
        emphasis=tuple(tidy_emphasis(text, marks.emphasis, skips, starts)),
        pauses=tuple(marks.pauses),
        title=title or "",
        author=author or "",
        encoding=encoding,
        path=path,
    )


def mask(text: str, skips: Sequence[Skip]) -> str:
    """Return the text with spaces in place of the skips, which are in order: the offsets stay."""
    if not skips:
        return text
    pieces, at = [], 0
    for skip in skips:
        pieces += (text[at : skip.start], " " * (skip.end - skip.start))
        at = skip.end
    pieces.append(text[at:])
    return "".join(pieces)


def _scan_paragraph(text: str, paragraph: Paragraph, marks: Marks, *, markdown: bool) -> None:
    if paragraph.role is Role.BREAK:
        return
    start = paragraph.start
    if paragraph.role is Role.HEADING and text[start] == "#":
        body = text[start : paragraph.end].lstrip("#").lstrip()
        marks.skips.append(Skip(start, paragraph.end - len(body), "markup"))
        start = paragraph.end - len(body)
    scan(text, start, paragraph.end, marks, markdown=markdown)


def tidy_skips(skips: Iterable[Skip]) -> list[Skip]:
    """Return skips in order and disjoint: of two that overlap, the earlier keeps its ground."""
    tidy: list[Skip] = []
    at = 0
    for skip in sorted(skips, key=lambda skip: (skip.start, -skip.end)):
        if skip.end > at:
            tidy.append(skip if skip.start >= at else Skip(at, skip.end, skip.reason))
            at = skip.end
    return tidy


def has_words(text: str, paragraph: Paragraph, skips: Sequence[Skip], starts: Sequence[int]) -> bool:
    """Tell whether anything of a paragraph but white space is left by the skips."""
    at = paragraph.start
    index = max(0, bisect_right(starts, at) - 1)
    while index < len(skips) and skips[index].start < paragraph.end:
        if not text[at : max(at, skips[index].start)].isspace() and at < skips[index].start:
            return True
        at = max(at, skips[index].end)
        index += 1
    rest = text[at : paragraph.end]
    return bool(rest) and not rest.isspace()


def tidy_emphasis(text: str, spans: Iterable[Span], skips: Sequence[Skip], starts: Sequence[int]) -> Iterable[Span]:
    """Yield emphasis in order, joined where it overlaps, with no white space or skip at its edges."""
    ends = [skip.end for skip in skips]
    reach = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end <= reach:
            continue
        start, end = max(span.start, reach), span.end
        reach = end
        while start < end:
            index = bisect_right(starts, start) - 1
            if index >= 0 and skips[index].end > start:
                start = skips[index].end
            elif text[start].isspace():
                start += 1
            else:
                break
        while end > start:
            index = bisect_right(starts, end - 1) - 1
            if index >= 0 and ends[index] >= end:
                end = skips[index].start
            elif text[end - 1].isspace():
                end -= 1
            else:
                break
        if start < end:
            yield Span(start, end)
