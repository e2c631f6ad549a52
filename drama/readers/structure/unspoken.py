"""Find the Markdown that stands at the start or end of lines or spans them, and is not read out.

Comments, notes, link definitions with what they hold (pictures of whole megabytes), quotation and list marks, fences,
attributes, tables' bars, line breaks made with a backslash. A hyphen before a line stays: in a story it opens a speech
more often than a list.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from drama.model import Skip
from drama.readers.documents.kinds import BLOCKS, CELLS
from drama.readers.limits import MAX_MARKS, at_most
from drama.readers.structure import headings
from drama.readers.structure.skips import Skips
from drama.readers.structure.tables import find_bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LINE_START = r"(?:(?<=[\n\r])|\A)"
_LINE_END = r"[ \t]*(?=[\n\r]|\Z)"
_SCHEME = r"(?:https?|ftp|file|mailto|tel|data|cid|blob|attachment):(?=\S)"
_FILE = r"[^\s<>]{1,1000}\.(?:png|jpe?g|gif|svg|webp|bmp|html?|md|pdf|txt|mp3|wav|ogg)"
_TARGET = rf"(?:<[^<>\n\r]*+>|(?:{_SCHEME}|www\.|\.{{0,2}}/|\#)[^\n\r]*+|{_FILE}{_LINE_END})"
_MARKS = re.compile(
    rf"{_LINE_START}[ \t]{{0,3}}(?:"
    r"(?P<note>\[\^[^\]\s]{1,40}\]:)"
    rf"|(?P<link>\[[^\[\]\n\r]{{1,300}}\]:[ \t]*(?:(?:\r\n?|\n)[ \t]*)?{_TARGET}[^\n\r]*+)"
    r"|(?P<fence>```[^`\n\r]*(?=[\n\r]|\Z)|:::+[^\n\r]*)"
    rf"|(?P<order>\\(?:newpage|pagebreak|clearpage|noindent)\b{_LINE_END}|\[\[?_?TOC_?\]\]?{_LINE_END})"
    r"|(?P<quote>>[> \t]{0,40})?(?P<bullet>[*+•][ \t]+(?=\S))?(?:-[ \t]+)?(?P<box>\[[ xX]\](?=[ \t]+\S))?)"
)
_ATTRIBUTES = re.compile(rf"\{{(?:[#.:][^{{}}\n\r]{{0,300}}|-)\}}(?=[ \t]*\#*{_LINE_END})")
"""Of a heading, a block, a line: ``{#an-id .a-class}``."""
_HARD_BREAK = re.compile(rf"(?<!\\)(?:\\\\)*+\\(?={_LINE_END})")
_INSIDE_TAG = r"(?:[^<>\n\r]|(?:\r\n?|\n)(?![ \t]*[\n\r]))"
_BLOCK = re.compile(
    r"(?<!`)(?P<ticks>`++)[^`]{1,5000}(?P=ticks)(?!`)|\\[!-/:-@\[-`{-~]"
    rf"|(?P<block></?(?:{'|'.join(sorted(BLOCKS | CELLS))}|html|head|title)(?=[\s/>]){_INSIDE_TAG}{{0,500}}>)",
    re.IGNORECASE,
)
"""Of HTML; what looks like one in code or behind a backslash is none."""
_RULE = re.compile(rf"{_LINE_START}[ \t]*<hr\b[^<>\n\r]{{0,100}}>(?={_LINE_END})", re.IGNORECASE)
_OPENING = re.compile(rf"<!--|<(?P<tag>style|script)\b[^<>]{{0,500}}>|{_LINE_START}%%", re.IGNORECASE)


def find_unspoken(text: str, *, where: str = "the text") -> Sequence[Skip]:
    """Return the skips of a Markdown text that no paragraph's own scan would find, in order and disjoint.

    Raises StoryError, which calls the text `where`, if there are more than any story has.
    """
    attributes = (Skip(*match.span(), "markup") for match in _ATTRIBUTES.finditer(text))
    breaks = (Skip(match.end() - 1, match.end(), "markup") for match in _HARD_BREAK.finditer(text))
    skips = chain(_closed(text), _line_marks(text), find_bars(text), attributes, breaks, _blocks(text))
    return Skips(text, at_most(skips, MAX_MARKS, "marks", where=where)).tidy


def cuts_in(text: str, unspoken: Iterable[Skip]) -> frozenset[int]:
    """Return the offsets at which skips part the paragraphs of a line: bars of tables, blocks of HTML."""
    return frozenset(
        skip.start
        for skip in unspoken
        if (text[skip.start : skip.end] == "|" if text[skip.start] != "<" else _BLOCK.match(text, skip.start))
    )


def _blocks(text: str) -> Iterator[Skip]:
    """Yield the tags of HTML that part paragraphs, but a rule on a line of its own, which is a scene break."""
    if "<" not in text:
        return
    rules = {match.end() for match in _RULE.finditer(text)}
    yield from (
        Skip(*match.span(), "markup") for match in _BLOCK.finditer(text) if match["block"] and match.end() not in rules
    )


def link_labels(text: str, unspoken: Sequence[Skip]) -> frozenset[str]:
    """Return what the link definitions among the skips define, as :func:`label_of` writes it."""
    definitions = (skip for skip in unspoken if skip.reason == "link" and text[skip.start] == "[")
    return frozenset(label_of(text[skip.start + 1 : text.index("]:", skip.start)]) for skip in definitions)


def label_of(words: str) -> str:
    """Return a label as labels are compared: letter case and white space folded."""
    return " ".join(words.split()).casefold()


def _closed(text: str) -> Iterator[Skip]:
    """Yield comments, style sheets and scripts; what is never closed is text."""
    offset = 0
    never: set[str] = set()
    while match := _OPENING.search(text, offset):
        tag = (match["tag"] or "").lower()
        close = f"</{tag}>" if tag else "%%" if match[0] == "%%" else "-->"
        end = -1 if close in never else _find_close(text, match.end(), close)
        if end < 0:
            never.add(close)
            offset = match.end()
        else:
            yield Skip(match.start(), end, "markup" if tag else "comment")
            offset = end


def _find_close(text: str, offset: int, close: str) -> int:
    match = re.compile(re.escape(close), re.IGNORECASE).search(text, offset)
    return match.end() if match else -1


def _line_marks(text: str) -> Iterator[Skip]:
    done = 0
    for match in _MARKS.finditer(text):
        start, end = match.span()
        if start < done or end == start:
            continue
        if match["note"]:
            end = done = _block_end(text, end)
            yield Skip(_first_mark(text, start), end, "note")
        elif match["link"] or match["fence"] or match["order"]:
            yield Skip(_first_mark(text, start), end, "link" if match["link"] else "markup")
        else:
            yield from _quote_and_bullet(text, match)


def _quote_and_bullet(text: str, match: re.Match[str]) -> Iterator[Skip]:
    if match["quote"]:
        yield Skip(*match.span("quote"), "markup")
    if match["bullet"]:
        line = re.compile(r"[^\n\r]*").match(text, match.start("bullet"))
        if line and not headings.is_break(line[0].strip()):
            yield Skip(*match.span("bullet"), "markup")
    if match["box"]:
        yield Skip(*match.span("box"), "markup")


def _first_mark(text: str, start: int) -> int:
    while text[start] in " \t":
        start += 1
    return start


_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?=[\r\n]|\Z)")


def _block_end(text: str, offset: int) -> int:
    """Return where the block that goes on at `at` meets an empty line."""
    match = _BLANK_LINE.search(text, offset)
    return match.start() if match else len(text)
