"""Plain text and Markdown, read into a story."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Paragraph, Role, Skip, Story
from drama.readers.characters.decoding import decode, read_bytes
from drama.readers.characters.invisible import find_invisible
from drama.readers.limits import MAX_LINES, MAX_MARKS, at_most, check_lines
from drama.readers.structure.book_matter import key_of
from drama.readers.structure.doubts import find_doubts
from drama.readers.structure.entities import resolve_entities
from drama.readers.structure.forms import refuse_form
from drama.readers.structure.front_matter import find_front_matter, title_from_name, titles_in
from drama.readers.structure.headings import LONGEST_HEADING, atx_heading, join_titles, rank_headings
from drama.readers.structure.markup import Markup, effects_in, join_emphasis, scan
from drama.readers.structure.metadata import filled
from drama.readers.structure.paragraphs import find_rows, lay_out
from drama.readers.structure.paratext import find_paratext
from drama.readers.structure.printed import Printed, find_printed
from drama.readers.structure.skips import Skips, mask
from drama.readers.structure.unspoken import cuts_in, find_unspoken, link_labels
from drama.readers.structure.verse import line_ends

if TYPE_CHECKING:
    from pathlib import Path

    from drama.readers.base import ReadOptions


class TextReader:
    """Reads plain text: ``.txt``, and whatever no other reader takes."""

    name = "text"
    suffixes = (".txt",)

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: a file that holds no prose is refused, with the reason, where it is read."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in a text file. Raises StoryError for one that is empty or holds no prose."""
        return _read_file(path, options, markdown=False)


class MarkdownReader:
    """Reads Markdown: ``.md`` and ``.markdown``."""

    name = "markdown"
    suffixes = (".md", ".markdown")

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: a file that holds no prose is refused, with the reason, where it is read."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in a Markdown file. Raises StoryError for one that is empty or holds no prose."""
        return _read_file(path, options, markdown=True)


def _read_file(path: Path, options: ReadOptions, *, markdown: bool) -> Story:
    data = read_bytes(path)
    decoded = decode(data, name=str(path))
    text = resolve_entities(decoded.text) if markdown else decoded.text
    if options.as_ is None:
        refuse_form(text, path, markdown=markdown)
    story = parse_text(
        text, markdown=markdown, title=options.title, author=options.author, encoding=decoded.encoding, path=path
    )
    if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
        raise StoryError(f"{path} holds no words to read aloud")
    return replace(story, warnings=(*decoded.warnings, *story.warnings))


@dataclass(frozen=True, slots=True)
class _Masked:
    """A text in which spaces stand for what is no words of the story wherever it stands."""

    masked: str
    hidden: tuple[Skip, ...]
    printed: Printed
    labels: frozenset[str] = frozenset()
    """Of the links that a Markdown file defines."""
    cuts: frozenset[int] = frozenset()


def _without_hidden(text: str, where: str, *, markdown: bool) -> _Masked:
    """Return a text without invisible characters, unspoken blocks of Markdown, and the matter of a printed book."""
    hidden = list(at_most(find_invisible(text), MAX_MARKS, "invisible characters", where=where))
    masked = mask(text, hidden)
    labels: frozenset[str] = frozenset()
    cuts: frozenset[int] = frozenset()
    if markdown:
        unspoken = find_unspoken(masked, where=where)
        labels = link_labels(masked, unspoken)
        cuts = cuts_in(text, unspoken)
        masked = mask(masked, unspoken)
        hidden += unspoken
    printed = find_printed(masked, where=where)
    return _Masked(mask(masked, printed.skips), (*hidden, *printed.skips), printed, labels, cuts)


def parse_text(
    text: str,
    *,
    markdown: bool = False,
    title: str | None = None,
    author: str | None = None,
    encoding: str = "utf-8",
    path: Path | None = None,
) -> Story:
    """Return the story in a text; `title` and `author` go before what the text says of itself.

    Raises StoryError if there is nothing but white space.
    """
    if not text or text.isspace():
        raise StoryError(f"{path or 'the text'} holds nothing but white space; there is no story to read")
    where = str(path or "the text")
    check_lines(text, where)
    read = _without_hidden(text, where, markdown=markdown)
    masked, printed = read.masked, read.printed
    rows = list(at_most(find_rows(masked, text, read.cuts), MAX_LINES, "lines", where=where))
    front = find_front_matter(masked, rows)
    paragraphs, underlines = lay_out(masked, rows[front.rows :], markdown=markdown)
    paragraphs = [_as_listed(masked, paragraph, printed.titles) for paragraph in paragraphs]
    paragraphs = rank_headings([*front.paragraphs, *paragraphs], has_title=bool(front.paragraphs))
    verse = [] if markdown else list(line_ends(masked, rows[front.rows :], paragraphs))
    markup = Markup(where)
    for index, paragraph in enumerate(paragraphs):
        _scan_paragraph(masked, index, paragraph, markup, markdown=markdown, labels=read.labels)
    join_emphasis(paragraphs, markup)
    skips = Skips(text, [*read.hidden, *front.skips, *underlines, *markup.skips])
    paragraphs = join_titles(
        [paragraph for paragraph in paragraphs if skips.leave_words(paragraph)], lambda p: skips.words(p.start, p.end)
    )
    around = find_paratext(paragraphs, skips)
    skips = Skips(text, [*skips.tidy, *around.skips])
    paragraphs = [paragraph for paragraph in around.paragraphs if skips.leave_words(paragraph)]
    found_title, found_author = titles_in(text, paragraphs, skips)
    return Story(
        text=text,
        paragraphs=tuple(paragraphs),
        skips=tuple(skips.tidy),
        emphasis=tuple(skips.trim(markup.emphasis)),
        pauses=tuple(sorted([*markup.pauses, *verse], key=lambda mark: mark.at)),
        effects=tuple(effects_in(markup, skips)),
        title=title
        or printed.title
        or front.title
        or around.title
        or found_title
        or (title_from_name(path) if path else ""),
        author=author or printed.author or front.author or around.author or found_author,
        encoding=encoding,
        path=path,
        metadata=filled(filled(printed.metadata, front.metadata), around.metadata),
        warnings=find_doubts(text, paragraphs, skips),
    )


def _as_listed(text: str, paragraph: Paragraph, titles: frozenset[str]) -> Paragraph:
    """Return a paragraph as a heading if the file's table of contents lists it."""
    if not titles or paragraph.role is not Role.PROSE or paragraph.end - paragraph.start > LONGEST_HEADING:
        return paragraph
    words = text[paragraph.start : paragraph.end]
    is_speech = words[0] in "\"“'‘«„" and not words.isupper()
    is_listed = not is_speech and key_of(words) in titles
    return replace(paragraph, role=Role.HEADING, level=2) if is_listed else paragraph


def _scan_paragraph(
    text: str, index: int, paragraph: Paragraph, markup: Markup, *, markdown: bool, labels: frozenset[str]
) -> None:
    if paragraph.role is Role.BREAK:
        return
    start, end = paragraph.start, paragraph.end
    if paragraph.role is Role.HEADING and (atx := atx_heading(text[start:end])) is not None:
        _, first, last = atx
        markup.skips.append(Skip(start, start + first, "markup"))
        if start + last < end:
            markup.skips.append(Skip(start + last, end, "markup"))
        start, end = start + first, start + last
    scan(text, start, end, markup, markdown=markdown, paragraph=index, labels=labels)
