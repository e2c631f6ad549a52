"""Parse what stands before the story: a ``---`` block, "Title: …" lines, a title and "by …" as the first lines.

Read line by line, never by a YAML library: a story is no configuration, and nothing in it may run or expand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.model import Metadata, Paragraph, Role, Skip
from drama.readers.structure import headings
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from drama.readers.structure.paragraphs import Row
    from drama.readers.structure.skips import Skips

_BLOCKS = frozenset({"|", ">", "|-", ">-", "|+", ">+"})
"""What stands for a value whose lines follow, indented."""
_MOST_ROWS = 100
"""A longer block is no front matter."""
_FIELD = re.compile(r"([A-Za-z][A-Za-z_ -]{0,30}?)[ \t]*:(?:[ \t]+(.*))?")
_BYLINE = re.compile(
    r"[*_(—–-]{0,3}\s?(?:written |a story |a novel )?by(?: ?[:–—-])? (\S.{0,60}?)[*_)]{0,3}", re.IGNORECASE
)
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "de",
        "for",
        "from",
        "in",
        "into",
        "is",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "over",
        "the",
        "to",
        "up",
        "van",
        "von",
        "with",
    ]
)
_HEADER_FIELDS = frozenset(
    [
        "title",
        "subtitle",
        "author",
        "authors",
        "date",
        "copyright",
        "language",
        "lang",
        "translator",
        "editor",
        "publisher",
        "series",
        "genre",
        "words",
        "rating",
        "summary",
        "fandom",
        "isbn",
        "release",
        "year",
        "published",
        "part",
        "description",
    ]
)
_NAMES = {
    "subtitle": ("subtitle",),
    "series": ("series",),
    "part": ("part", "series part", "series index", "book", "volume", "episode"),
    "year": ("year", "date", "published", "release", "copyright"),
    "language": ("language", "lang"),
    "genre": ("fandom", "genre"),
    "narrator": ("narrator", "narrated by", "read by"),
    "publisher": ("publisher",),
    "description": ("description", "summary"),
}
"""What each field of the metadata is called in front matter, the first of them that is there."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says of itself before the story begins."""

    rows: int = 0
    """How many lines it takes."""
    skips: tuple[Skip, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    """A title and an author to be read out."""
    title: str = ""
    author: str = ""
    metadata: Metadata = field(default_factory=Metadata)


def find_front_matter(text: str, rows: Sequence[Row]) -> FrontMatter:
    """Return the front matter at the head of a text laid out in `rows`."""
    return _fenced_block(text, rows) or _header_lines(text, rows) or _title_lines(text, rows) or FrontMatter()


def byline(line: str) -> str:
    """Return the author a trimmed line such as "by Nell Orrin" names, or an empty string."""
    match = _BYLINE.fullmatch(line) if len(line) <= 80 else None
    name = match[1].strip() if match else ""
    ends_like_prose = name.endswith(("!", "?", ",", ";", ":")) or (name.endswith(".") and not name[-3:-2].isspace())
    return "" if ends_like_prose else name


def titles_in(text: str, paragraphs: Sequence[Paragraph], skips: Skips) -> tuple[str, str]:
    """Return the title, if the story opens with the one heading of the first level, and the author below it."""
    top = [p for p in paragraphs if p.role is Role.HEADING and p.level == 1]
    if len(top) != 1 or top[0] is not paragraphs[0]:
        return "", ""
    title = " ".join(skips.words(top[0].start, min(top[0].end, top[0].start + 300)).split())
    if headings.worded_heading(title):
        return "", ""
    below = paragraphs[1] if len(paragraphs) > 1 else None
    author = byline(text[below.start : below.end]) if below and below.end - below.start <= 80 else ""
    return title, author


def title_from_name(path: Path) -> str:
    """Return a title for a file that gives none: its name with spaces, and capitals if it has none."""
    words = re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", path.stem).split()
    if any(char.isupper() for char in path.stem):
        return " ".join(words)
    return " ".join(word if i and word in _SMALL_WORDS else word[:1].upper() + word[1:] for i, word in enumerate(words))


def _line(text: str, row: Row) -> str:
    return text[row.start : row.end]


def _fenced_block(text: str, rows: Sequence[Row]) -> FrontMatter | None:
    """Read a block between ``---`` lines of which every line looks like ``key: value``, a list item or a comment."""
    if not rows or _line(text, rows[0]) != "---" or text[: rows[0].start].strip("\ufeff \t\r\n"):
        return None
    fields: dict[str, list[str]] = {}
    key = value = ""
    runs_on = False
    for at, row in enumerate(rows[1:_MOST_ROWS], start=1):
        line = _line(text, row)
        if line in {"---", "..."}:
            if not fields:
                return None
            skip = Skip(rows[0].start, row.end, "front matter")
            return _front_matter(at + 1, (skip,), fields)
        match = _FIELD.fullmatch(line)
        if match and not row.indent:
            key, value = _key(match[1]), (match[2] or "").strip()
            runs_on = bool(value)
            value = "" if value in _BLOCKS else value
            fields[key] = _values(value)
        elif line.startswith("- ") and key:
            fields[key] += _values(line[2:])
            runs_on = False
        elif row.indent and key:
            value = f"{value} {line}"
            fields[key] = _values(value) if runs_on else fields[key]
        elif not line.startswith("#"):
            return None
    return None


def _key(name: str) -> str:
    """Return the name of a field as it is looked up: ``series_index`` and ``Series-Index`` are one."""
    return " ".join(re.split(r"[\s_-]+", name.lower()))


def _front_matter(rows: int, skips: tuple[Skip, ...], fields: Mapping[str, list[str]]) -> FrontMatter:
    """Return what the fields of a file's head say."""
    values = {name: _first(fields, *keys) for name, keys in _NAMES.items()}
    return FrontMatter(
        rows, skips, (), _first(fields, "title"), _first(fields, "author", "authors"), metadata_from(values)
    )


def _values(value: str) -> list[str]:
    """Return the values of a field: one, or those of a ``[list, like, this]``; without quotation marks."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [item for part in value[1:-1].split(",") for item in _values(part)]
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return [value.strip()] if value.strip() else []


def _first(fields: Mapping[str, list[str]], *keys: str) -> str:
    return next((", ".join(fields[key]) for key in keys if fields.get(key)), "")


def _header_lines(text: str, rows: Sequence[Row]) -> FrontMatter | None:
    """Read "Title: …" and "Author: …" lines that touch, at the very top."""
    fields: dict[str, list[str]] = {}
    used = 0
    for row in rows[:20]:
        match = _FIELD.fullmatch(_line(text, row)[:300])
        if match is None or _key(match[1]) not in _HEADER_FIELDS or not match[2]:
            break
        fields.setdefault(_key(match[1]), []).extend(_values(match[2]))
        used += 1
    if used == len(rows) or not fields.keys() & {"title", "author", "authors"}:
        return None
    skips = tuple(Skip(row.start, row.end, "front matter") for row in rows[:used])
    return _front_matter(used, skips, fields)


def _title_lines(text: str, rows: Sequence[Row]) -> FrontMatter | None:
    """Find a title as the first line, alone or with "by …" below; both are read out."""
    if len(rows) < 3 or not is_title(_line(text, rows[0])):
        return None
    heading = Paragraph(rows[0].start, rows[0].end, Role.HEADING, level=1)
    title = " ".join(_line(text, rows[0]).strip("*_ ").split())
    author = byline(_line(text, rows[1]))
    if author and rows[2].blank_lines:
        by = Paragraph(rows[1].start, rows[1].end, blank_lines=rows[1].blank_lines)
        return FrontMatter(2, (), (heading, by), title, author)
    return FrontMatter(1, (), (heading,), title) if rows[1].blank_lines else None


def is_title(line: str) -> bool:
    """Tell whether a line is written as a title: short, capitalised throughout, with no mark of a sentence."""
    if len(line) > 70 or headings.is_break(line) or headings.bare_number(line):
        return False
    if headings.atx_heading(line) or headings.worded_heading(line):
        return False
    bare = line.strip("*_ ")
    words = [word for word in re.split(r"[\s—–-]+", bare) if word[:1].isalpha()]
    if not words or bare[-1] in '.,;:!…"”’—–-' or bare[0] in "\"“‘'«[(":
        return False
    return bare[0].isupper() and all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in words)
