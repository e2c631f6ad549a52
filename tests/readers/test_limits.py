"""Files of marks instead of words are refused before they take memory or time out of proportion."""

from __future__ import annotations

import importlib
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.books import package, page, write_book

from drama.errors import StoryError
from drama.files import zip_archive as archives
from drama.readers import limits, parse_text, read_story
from drama.readers.documents.extraction import read_document
from drama.readers.documents.html import find_tokens

SMALL = {"MAX_LINES": 4_000, "MAX_MARKS": 4_000, "MAX_LINE_ENDS": 20_000, "MAX_DEPTH": 4_000, "_MAX_TAGS": 4_000}
MANY = 4_500
NAV = '<item id="n" href="t.x" media-type="application/xhtml+xml" properties="nav"/>'
NCX = '<item id="n" href="t.x" media-type="application/x-dtbncx+xml"/>'


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits a hundredth of those that hold, wherever a module of the readers has them."""
    importlib.import_module(
        "drama.readers.documents.book"
    )  # read_story loads it only for a book: in any order of tests
    for name, module in list(sys.modules.items()):
        for limit, value in SMALL.items():
            if name.startswith("drama.readers.") and hasattr(module, limit):
                monkeypatch.setattr(module, limit, value)


def book(path: Path, body: str = "<p>Words.</p>", *, items: str = "", **members: str) -> Path:
    named = {name.replace("_", "."): data for name, data in members.items()}
    return write_book(path / "b.epub", {"book.opf": package(["a.xhtml"], items=items), "a.xhtml": page(body), **named})


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("piece", "what"),
    [
        ("<p>x</p>", "paragraphs"),
        ("<p>x", "paragraphs"),
        ("x<hr/>", "paragraphs"),
        ("<div>x</div>", "paragraphs"),
        ("<i>x</i>y", "italics"),
        ("<aside>x</aside>", "paragraphs"),
        ("x<a href='#a'>1</a>", "notes"),
        ("<div>", "elements inside one another"),
        ("<i>", "elements inside one another"),
    ],
)
def test_a_document_of_nothing_but_marks_is_refused(tmp_path: Path, piece: str, what: str) -> None:
    with pytest.raises(StoryError, match=rf"b\.epub.* is no story: it holds more than 4,000 {what}"):
        read_story(book(tmp_path, piece * MANY))


def test_the_limit_holds_for_all_documents_of_a_book_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"p{at}.xhtml" for at in range(9)]
    path = write_book(
        tmp_path / "b.epub", {"book.opf": package(names), **{name: page("<p>One day.</p>" * 9) for name in names}}
    )
    assert len(read_story(path).paragraphs) == 81
    for limit in ("MAX_CHARACTERS", "MAX_LINES"):
        with monkeypatch.context() as patch:
            patch.setattr(f"drama.readers.documents.book.{limit}", 80)
            with pytest.raises(StoryError, match="more than 80"):
                read_story(path)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("piece", "what"),
    [
        ("x\n", "lines"),
        ("x\r", "lines"),
        ("x\n\n", "lines"),
        ("*a* ", "marks"),
        ("[pause] ", "marks"),
        ("[SFX: a] ", "marks"),
        ("a\u200b", "invisible characters"),
        ("x" + "\n" * 9, "line ends"),
    ],
)
@pytest.mark.parametrize("markdown", [False, True])
def test_a_text_of_nothing_but_marks_is_refused(piece: str, what: str, markdown: bool) -> None:
    with pytest.raises(StoryError, match=rf"the text is no story: it holds more than [\d,]+ {what}"):
        parse_text(piece * MANY, markdown=markdown)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "piece", ["\\* ", "<i>x", "|a|b|\n", "[a](b) ", "[ ", "<!---->", "* a\n", "~~a~~ ", "[a]: /b\n"]
)
def test_a_markdown_text_of_nothing_but_marks_is_refused(piece: str) -> None:
    with pytest.raises(StoryError, match=r"more than 4,000 (marks|lines)"):
        parse_text("x " + piece * MANY, markdown=True)


@pytest.mark.slow
def test_a_document_named_many_times_is_read_once_and_told(tmp_path: Path) -> None:
    spine = '<itemref idref="d0"/>' * 100_000 + '<itemref idref="d1"/>'
    opf = package(["a.xhtml", "b.xhtml"], spine=spine)
    members = {"book.opf": opf, "a.xhtml": page("<p>One.</p>"), "b.xhtml": page("<p>Two.</p>")}
    story = read_story(write_book(tmp_path / "b.epub", members))
    assert story.text == "One.\n\nTwo."
    assert story.warnings == (
        "the book names 100,000 times what it holds once (OEBPS/a.xhtml): it is read once, where it first stands",
    )


@pytest.mark.slow
def test_a_document_named_by_many_items_is_read_once(tmp_path: Path) -> None:
    path = write_book(tmp_path / "b.epub", {"book.opf": package(["a.xhtml"] * 20_000), "a.xhtml": page("<p>One.</p>")})
    assert read_story(path).text == "One."


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"book_opf": package(["a.xhtml"], after="<a/>" * MANY)}, "holds more than 4,000 tags"),
        ({"book_opf": package(["a.xhtml"], after="<a>" * 1000 + "</a>" * 1000)}, "nests more than 100 elements"),
    ],
)
def test_a_hostile_package_document_is_refused(tmp_path: Path, members: Mapping[str, str], message: str) -> None:
    with pytest.raises(StoryError, match=message):
        read_story(book(tmp_path, **members))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("items", "contents"),
    [
        (NAV, "<html><nav>" + "<a href='a.xhtml'>One</a>" * MANY + "</nav></html>"),
        (NAV, "<html>" + "<nav><a href='a.xhtml'>" * 1000 + "One" + "</a></nav>" * 1000 + "</html>"),
        (NCX, "<ncx>" + "<navPoint>" * 1000 + "</navPoint>" * 1000 + "</ncx>"),
    ],
)
def test_a_book_is_read_without_a_hostile_table_of_contents(tmp_path: Path, items: str, contents: str) -> None:
    assert read_story(book(tmp_path, items=items, t_x=contents)).text == "Words."


def test_a_title_of_a_megabyte_in_the_contents_is_cut(tmp_path: Path) -> None:
    contents = f"<html><nav><a href='a.xhtml'>{'One ' * 250_000}</a></nav></html>"
    assert len(read_story(book(tmp_path, items=NAV, t_x=contents)).text) < 250


def test_an_archive_that_lists_millions_of_files_is_refused_before_they_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for at in range(2_000):
            archive.writestr(f"{at}", "")
    with monkeypatch.context() as patch:
        patch.setattr(archives, "_MAX_DIRECTORY_BYTES", 2_000 * 40)
        with pytest.raises(StoryError, match="lists more files than a book has"):
            read_story(path)
    with pytest.raises(StoryError, match="does not hold it"):
        read_story(path)


def test_attributes_of_no_use_are_not_kept_and_long_ones_are_cut() -> None:
    source = f"<p {' '.join(f'a{at}=1' for at in range(50_000))} class='{'x' * 50_000}' hidden>One"
    start = next(iter(find_tokens(source)))
    assert {name: len(value) for name, value in start.attributes.items()} == {"class": 1000, "hidden": 0}


@pytest.mark.parametrize("source", ["<pre>" + "\n" * 400_000 + "x</pre>", "x" + "<br/>" * 40_000 + "y"])
def test_blank_lines_of_a_document_are_not_kept(source: str) -> None:
    assert len(read_document(source).text) < 10


def test_a_paragraph_left_open_ends_where_the_next_begins() -> None:
    document = read_document("<p>One.<p>Two <i>three.<p>Four.")
    assert [document.text[p.start : p.end] for p in document.paragraphs] == ["One.", "Two three.", "Four."]


@pytest.mark.slow
def test_the_longest_novel_is_within_every_limit() -> None:
    assert limits.MAX_CHARACTERS > 10_000_000
    assert limits.MAX_LINES > 170_000
    text = "It rained, and the two of them rowed on without a word between them to the point.\n\n" * 10_000
    assert len(parse_text(text).paragraphs) == 10_000
