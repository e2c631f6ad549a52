"""Chapters begin where the table of contents of a book points at."""

from __future__ import annotations

from drama.model import Role, Skip
from drama.readers.documents.document import Document
from drama.readers.documents.extraction import read_document
from drama.readers.epub.package import Reference
from drama.readers.epub.titles import with_titles


def headings(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.role is Role.HEADING]


def test_a_paragraph_that_says_the_title_is_the_heading() -> None:
    document = read_document("<p>It rained.</p><p id='b'>TWO</p><p>The Ferry</p><p>It stopped.</p>")
    assert headings(with_titles(document, [Reference("Two: The Ferry", "b")])) == ["TWO", "The Ferry"]


def test_a_title_that_nobody_says_is_written_in_and_everything_moves() -> None:
    document = read_document("<p>It <i>rained</i>.</p><div id='b'></div><p>It <i>stopped</i>.<sup>1</sup></p>")
    titled = with_titles(document, [Reference("Two", "b")])
    assert titled.text == "It rained.\n\n\nTwo\n\nIt stopped.1"
    assert [titled.text[span.start : span.end] for span in titled.emphasis] == ["rained", "stopped"]
    assert titled.skips == (Skip(len(titled.text) - 1, len(titled.text), "note"),)


def test_a_heading_at_the_place_is_left_as_it_is() -> None:
    document = read_document("<p>It rained.</p><h2 id='b'>The Ferry</h2><p>It stopped.</p>")
    assert with_titles(document, [Reference("Chapter Two", "b")]) == document


def test_contents_and_notes_in_the_contents_are_no_chapters() -> None:
    document = read_document("<p>It rained.</p><p id='b'>One</p><p>It stopped.</p>")
    assert headings(with_titles(document, [Reference("Notes", "b"), Reference("Contents", "b")])) == []
