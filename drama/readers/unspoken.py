"""Markdown that stands at the start of lines or spans them, and is not read out.

Comments, notes, link definitions, quotation and list marks, code fences. A hyphen before a line stays: in a story it
opens a speech more often than a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.model import Skip
from drama.readers import headings

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_START = r"(?:(?<=[\n\r])|\A)"
_MARKS = re.compile(
    rf"{_LINE_START}[ \t]{{0,3}}(?:"
    r"(?P<note>\[\^[^\]\s]{1,40}\]:)"
    r"|(?P<link>\[[^\]\n\r]{1,100}\]:[ \t]*<?(?:https?:|mailto:|www\.|/|\./|#)[^\n\r]*)"
    r"|(?P<fence>```[^`\n\r]*(?=[\n\r]|\Z))"
    r"|(?P<quote>>[> \t]{0,40})?(?P<bullet>[*+•][ \t]+(?=\S))?)"
)


def find_unspoken(text: str) -> Iterator[Skip]:
    """Yield the skips of a Markdown text that no paragraph's own scan would find, in order."""
    comments = list(_comments(text))
    at = 0
    for skip in _line_marks(text):
        while at < len(comments) and comments[at].start <= skip.start:
            yield comments[at]
            at += 1
        if not (at and comments[at - 1].end > skip.start):
            yield skip if at == len(comments) else Skip(skip.start, min(skip.end, comments[at].start), skip.reason)
    yield from comments[at:]


def _comments(text: str) -> Iterator[Skip]:
    """Yield HTML comments; one that is never closed is text."""
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        close = text.find("-->", start + 4)
        if close < 0:
            return
        end = close + 3
        yield Skip(start, end, "comment")


def _line_marks(text: str) -> Iterator[Skip]:
    done = 0
    for match in _MARKS.finditer(text):
        start, end = match.span()
        if start < done or end == start:
            continue
        if match["note"]:
            end = done = _block_end(text, end)
            yield Skip(_first_mark(text, start), end, "note")
        elif match["link"] or match["fence"]:
            yield Skip(_first_mark(text, start), end, "link" if match["link"] else "markup")
        else:
            yield from _quote_and_bullet(text, match)


def _quote_and_bullet(text: str, match: re.Match[str]) -> Iterator[Skip]:
    if match["quote"]:
        yield Skip(match.start("quote"), match.end("quote"), "markup")
    if match["bullet"]:
        line = re.compile(r"[^\n\r]*").match(text, match.start("bullet"))
        if line and not headings.is_break(line[0].strip()):
            yield Skip(match.start("bullet"), match.end("bullet"), "markup")


def _first_mark(text: str, start: int) -> int:
    while text[start] in " \t":
        start += 1
    return start


_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?=[\r\n]|\Z)")


def _block_end(text: str, at: int) -> int:
    """Return where the block that goes on at `at` meets an empty line."""
    match = _BLANK_LINE.search(text, at)
    return match.start() if match else len(text)
