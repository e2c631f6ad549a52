"""Entities that a page declares in its document type."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import package, write_book

from drama.errors import StoryError
from drama.readers import read_story

PAGE = "<!DOCTYPE html [{declared}]>\n<html><body><p>{words}</p></body></html>"


def page(folder: Path, declared: str, words: str) -> Path:
    path = folder / "page.xhtml"
    path.write_text(PAGE.format(declared=declared, words=words), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("declared", "words", "text"),
    [
        ('<!ENTITY nbsp "&#160;">', "Two&nbsp;oars.", "Two\xa0oars."),
        ('<!ENTITY dash "&#x2014;">', "The oar&dash;it was gone.", "The oar—it was gone."),
        ("<!ENTITY boat '<!-- no -->'>\n<!ENTITY ferry 'Salt &amp; Sons'>", "&ferry; left.", "Salt & Sons left."),
        ('<!ENTITY lt "&#38;#60;">', "2 &lt; 3", "2 < 3"),
        ('<!ENTITY % block SYSTEM "block.mod"> <!ENTITY x SYSTEM "x.xml">', "The oar &y; fell.", "The oar &y; fell."),
    ],
)  # fmt: skip
def test_an_entity_of_plain_text_is_read_as_what_it_stands_for(
    declared: str, words: str, text: str, tmp_path: Path
) -> None:
    assert read_story(page(tmp_path, declared, words)).text == text


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "&b;&b;"><!ENTITY b "ha">',
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY a PUBLIC "x" "http://example.org/a">',
        '<!ENTITY a "<p>One.</p>">',
        f'<!ENTITY a "{"ha" * 400}">',
    ],
)
def test_an_entity_that_is_none_of_plain_text_is_refused_where_it_is_used(declared: str, tmp_path: Path) -> None:
    assert read_story(page(tmp_path, declared, "One.")).text == "One."
    with pytest.raises(StoryError, match="defines entities of its own"):
        read_story(page(tmp_path, declared, "One. &a;"))


def test_entities_of_a_book_s_documents_are_read_likewise(tmp_path: Path) -> None:
    document = PAGE.format(declared='<!ENTITY ferry "the Salt Line">', words="It was &ferry;.")
    path = write_book(tmp_path / "book.epub", {"book.opf": package(["one.xhtml"]), "one.xhtml": document})
    assert read_story(path).text == "It was the Salt Line."
