"""Fountain screenplays, read into a story: ``.fountain``, ``.spmd``, ``.highland``."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.zip_archive import Archive
from drama.languages.en.english import ENGLISH
from drama.languages.letters import CAPITAL, CAPITALS, MARKS
from drama.model import Form, Role, Skip, Story
from drama.readers.characters.decoding import Decoded, decode, read_bytes
from drama.readers.fountain.blocks import Blocks
from drama.readers.fountain.marks import Marks
from drama.readers.fountain.rows import hidden_in, rows_of
from drama.readers.fountain.title_page import title_page
from drama.readers.limits import MAX_LINE_ENDS, MAX_MARKS, at_most, check_lines
from drama.readers.scripts.elements import Element, Kind
from drama.readers.scripts.story import story_of
from drama.readers.structure.front_matter import title_from_name
from drama.readers.structure.markup import Markup, scan
from drama.readers.structure.skips import mask
from drama.readers.text import parse_text

if TYPE_CHECKING:
    from pathlib import Path

    from drama.readers.base import ReadOptions

NAME = "a Fountain screenplay"
_ARCHIVE = b"PK\x03\x04"
_WORDS = re.compile(r"(?:^|/)(?:text\.(?:fountain|md|txt)|[^/]+\.(?:fountain|md))\Z", re.IGNORECASE)
"""What a document of Highland holds its words in."""
_OTHER_NAME = re.compile(
    rf"{CAPITAL}[{CAPITALS}{MARKS} .’'-]{{1,30}}(?:\([^()]{{1,40}}\)|\[[^\[\]]{{1,40}}\])?(?:[ \t]*:|\Z)"
)
_SPOKEN = frozenset({Kind.ACTION, Kind.DIALOGUE, Kind.LYRIC, Kind.SCENE_HEADING, Kind.SCENE_TITLE, Kind.HEADING})


class FountainReader:
    """Reads screenplays in Fountain, those of Highland among them."""

    name = "fountain"
    suffixes = (".fountain", ".spmd", ".highland")

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: the suffix says it."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in a screenplay. Raises StoryError for one that is empty."""
        decoded = _decoded(path)
        if options.as_ in {Form.PROSE, Form.LABELLED}:  # the text inside a document of Highland
            story = parse_text(
                decoded.text, title=options.title, author=options.author, encoding=decoded.encoding, path=path
            )
        else:
            story = read_fountain(decoded.text, options, path=path)
        return replace(story, encoding=decoded.encoding, warnings=(*decoded.warnings, *story.warnings))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a text is set as Fountain sets it."""

    speeches: int
    is_screenplay: bool
    """It has scene headings, or a title page."""
    others: int
    """Lines that may be names of speakers, set otherwise: with an empty line below, or before a colon."""

    @property
    def is_plain(self) -> bool:
        """Whether it is Fountain beyond doubt."""
        return self.is_screenplay and self.speeches > 2 * self.others


def likeness(text: str) -> Likeness:
    """Return how much a text is like a screenplay in Fountain."""
    marks = Marks(text, hidden_in(text))
    rows = list(rows_of(text, mask(text, marks.hidden).replace("\ufeff", " ")))
    page = title_page(rows)
    blocks = Blocks(rows, marks)
    blocks.read(page.rows)
    kinds = Counter(element.kind for element in blocks.elements)
    others = sum(_OTHER_NAME.match(row.text) is not None for row in rows) - kinds[Kind.CHARACTER]
    return Likeness(kinds[Kind.CHARACTER], bool(kinds[Kind.SCENE_HEADING] or page.rows), max(0, others))


def read_fountain(text: str, options: ReadOptions, *, path: Path) -> Story:
    """Return the story in the text of a screenplay. Raises StoryError for one without words."""
    where = str(path)
    if not text or text.isspace():
        raise StoryError(f"{where} is empty; there is no story to read")
    check_lines(text, where)
    marks = Marks(text, list(at_most(hidden_in(text), MAX_MARKS, "notes", where=where)))
    masked = mask(text, marks.hidden).replace("\ufeff", " ")
    rows = list(at_most(rows_of(text, masked), MAX_LINE_ENDS, "lines", where=where))
    page = title_page(rows)
    blocks = Blocks(rows, marks)
    blocks.read(page.rows)
    front = [Element(Kind.FRONT_MATTER, row.start, row.end) for row in rows[: page.rows] if row.text]
    elements = [*front, *blocks.elements]
    markup = Markup(where)
    markup.skips.extend((*marks.hidden, *blocks.marks))
    _scan(masked, elements, markup)
    story = story_of(
        text,
        elements,
        markup,
        reads_action=options.action,
        joins=marks.joins,
        has_own_narrator=any(ENGLISH.scripts.narrator.fullmatch(person.name) for person in page.people),
    )
    if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
        raise StoryError(f"{where} holds no words to read aloud")
    return replace(
        story,
        title=options.title or page.title or title_from_name(path),
        author=options.author or page.author,
        metadata=page.metadata,
        people=page.people,
        cuts=tuple(marks.cuts),
        path=path,
        read_as=NAME,
    )


def _scan(masked: str, elements: list[Element], markup: Markup) -> None:
    """Find emphasis, pauses and effects in what is spoken; emphasis does not go over the end of a line."""
    escapes = [Skip(match.start(), match.start() + 1, "markup") for match in _ESCAPED.finditer(masked)]
    markup.skips.extend(at_most(escapes, MAX_MARKS, "marks", where=markup.where))
    plain = _ESCAPED.sub("  ", masked) if escapes else masked
    for element in elements:
        if element.kind in _SPOKEN:
            here = element.start
            for line in plain[element.start : element.end].splitlines(keepends=True):
                scan(plain, here, here + len(line.rstrip()), markup, markdown=False)
                here += len(line)


_ESCAPED = re.compile(r"\\[*_~\\!@.>#=(\[]")


def _decoded(path: Path) -> Decoded:
    """Return the text of a screenplay: of the file, or of the one inside a document of Highland."""
    data = read_bytes(path)
    if not data.startswith(_ARCHIVE):
        return decode(data, name=str(path))
    with Archive(path, kind="a document of Highland") as archive:
        names = sorted((name for name in archive.names if _WORDS.search(name)), key=lambda name: (len(name), name))
        if not names:
            raise StoryError(f"{path} is no document of Highland: there is no text in it")
        return decode(archive.read(names[0]), name=str(path))
