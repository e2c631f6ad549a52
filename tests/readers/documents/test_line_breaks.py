"""What line breaks inside a paragraph of a document part."""

from __future__ import annotations

import pytest

from drama.readers.documents.extraction import Document, read_document


def paragraphs(document: Document) -> list[str]:
    return [" ".join(document.text[p.start : p.end].split()) for p in document.paragraphs]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("Bread<br/>Oil<br/>Rope", ["Bread", "Oil", "Rope"]),
        ("“Row,” said Ilse.<br/>“No,” said Brand.", ["“Row,” said Ilse.", "“No,” said Brand."]),
        ("the fog was so thick that<br/>nobody could see", ["the fog was so thick that nobody could see"]),
        ("“Row, brothers,<br/>Row,” she sang.", ["“Row, brothers, Row,” she sang."]),
        ("It rained.<br/>\u00a0<br/>It stopped", ["It rained.", "It stopped"]),
    ],
)
def test_a_break_parts_entries_and_sentences_and_no_speech(source: str, parts: list[str]) -> None:
    assert paragraphs(read_document(f"<p>{source}</p>")) == parts


def test_the_lines_of_a_poem_are_one_paragraph_with_their_ends_told() -> None:
    document = read_document("<div class='poem'><p>Row on,<br/>row on.</p></div>")
    assert paragraphs(document) == ["Row on, row on."]
    assert [document.text[:end] for end in document.line_ends] == ["Row on,"]


def test_a_number_and_a_title_in_one_heading_are_two() -> None:
    assert paragraphs(read_document("<h2>CHAPTER I.<br/>The Lamp</h2>")) == ["CHAPTER I.", "The Lamp"]
    assert paragraphs(read_document("<h2>The Lamp<br/>of Ilse</h2>")) == ["The Lamp of Ilse"]
