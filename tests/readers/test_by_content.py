"""Files whose name and content are of different formats."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from support.books import write_pages
from support.case_files import CASES, case_file

from drama.errors import StoryError
from drama.model import Form
from drama.readers import read_story, reader_suffixes
from drama.readers.by_content import format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EACH = {
    "word.rtf": "an RTF file",
    "word-bold.docx": "a Word document",
    "odt-styles.odt": "an OpenDocument text",
    "flat.fodt": "an OpenDocument text",
    "epub-verse.epub": "an EPUB",
    "plain-page.htm": "a web page",
    "page.xhtml": "a web page",
    "final-draft.fdx": "a Final Draft screenplay",
    "book.fb2": "a FictionBook",
    "book.fbz": "a FictionBook",
}
NAMES = (".txt", ".md", ".fountain", ".fdx", ".epub", ".docx", ".odt", ".fodt", ".rtf", ".html", ".fb2", ".doc", ".v2")
SAME = {".odt": ".fodt", ".fodt": ".odt", ".xhtml": ".html", ".htm": ".html", ".fbz": ".fb2"}


@pytest.mark.parametrize("suffix", NAMES)
@pytest.mark.parametrize("case", EACH)
def test_a_file_is_read_as_what_it_is_whatever_its_name_says(case: str, suffix: str, tmp_path: Path) -> None:
    right = case_file(CASES / case, tmp_path)
    wrong = tmp_path / f"wrong{suffix}"
    wrong.write_bytes(right.read_bytes())
    as_it_is, as_named = read_story(right), read_story(wrong)
    assert (as_named.text, as_named.paragraphs, as_named.given) == (
        as_it_is.text,
        as_it_is.paragraphs,
        as_it_is.given,
    )
    is_same = suffix in {right.suffix, SAME.get(right.suffix)}
    told = () if is_same else (f"this {suffix} file is {EACH[case]}; it is read as one",)
    assert as_named.warnings == (*told, *as_it_is.warnings)


def test_a_file_whose_name_says_nothing_is_read_as_what_it_is_and_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    path.write_bytes((CASES / "word.rtf").read_bytes())
    story = read_story(path)
    assert "{" not in story.text
    assert not [warning for warning in story.warnings if "read as" in warning]


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".rtf", ".fdx", ".fb2", ".fodt"])
def test_a_plain_text_under_the_name_of_a_document_is_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"rain{suffix}"
    path.write_text("Rain fell.\n\n“Still?” said Bo.\n", encoding="utf-8")
    story = read_story(path)
    assert len(story.paragraphs) == 2
    assert story.warnings == (f"this {suffix} file is a plain text; it is read as one",)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"\x00\x01\x02 damaged", "is not a Word document: it is no archive"),
        ("a.rtf", b"\\rtf1\\ansi The rain fell.\\par", "is not RTF"),
        ("a.fdx", b"<?xml version='1.0'?><Script/>", "is no Final Draft document"),
        ("a.fb2", b"<?xml version='1.0'?><book>Rain.</book>", "is not a FictionBook"),
    ],
)
def test_a_damaged_file_is_not_taken_for_plain_text(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(StoryError, match=message):
        read_story(tmp_path / name)


@pytest.mark.parametrize("name", ["a.docx", "a.epub", "a.txt", "a.html", "a", "a.pdf"])
@pytest.mark.parametrize("as_", [None, Form.PROSE])
def test_a_pdf_is_refused_with_advice_whatever_it_is_called(name: str, as_: Form | None, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    with pytest.raises(StoryError, match=r"\.pdf file.*export it as one of these where it was written"):
        read_story(tmp_path / name, as_=as_)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.txt", "a.doc"])
def test_an_old_word_document_is_refused_with_advice_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(OLE)
    with pytest.raises(StoryError, match=r"save it as \.docx first"):
        read_story(tmp_path / name)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.zip"])
def test_an_archive_of_other_things_is_to_be_unpacked(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("pictures/1.png", "x")
    with pytest.raises(StoryError, match="unpack it first"):
        read_story(tmp_path / name)


@pytest.mark.parametrize("start", ["<!DOCTYPE html><title>x</title>", "\ufeff\n <html>", "<head></head>", "<body>"])
def test_a_page_is_known_by_how_it_begins(start: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"{start}<p>It was one.</p>", encoding="utf-8")
    assert read_story(path).text == "It was one."


@pytest.mark.parametrize("suffix", [".txt", ".md", ".text"])
def test_as_prose_reads_markup_as_it_stands_in_a_text(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"page{suffix}"
    path.write_text("<html><body>\n\nIt was one.\n\n</body></html>\n", encoding="utf-8")
    assert "<html>" in read_story(path, as_=Form.PROSE).text
    assert "<html>" not in read_story(path).text


@pytest.mark.parametrize(
    "text",
    [
        "She typed <html> and waited.",
        "Tags such as <FinalDraft> or <FictionBook> mean nothing to her.",
        "<html is how it begins, he thought",
        "<Anna> Are you there?\n\n<Bo> I am.",
        "{\\small print} he read.",
        "PK was all the note said.",
    ],
)
def test_words_about_a_format_make_no_file_of_it(text: str) -> None:
    assert format_of(text.encode(), b"") == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "before",
    [
        "",
        '<?xml version="1.0"?>\n',
        "<!-- saved from url=(0022)http://example.org/one -->\r\n",
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY nbsp "&#160;">]>\n',
    ],
)
def test_what_stands_before_the_first_element_hides_it_not(before: str, encoding: str) -> None:
    assert format_of(f"{before}<HTML><body>It was one.</body></HTML>".encode(encoding), b"") == ".html"


def test_every_format_found_is_one_that_is_read_or_refused(tmp_path: Path) -> None:
    book = write_pages(tmp_path / "any.epub", "<p>It was one.</p>").read_bytes()
    found = {format_of(data, data) for data in (book, OLE, b"%PDF-1.4", b"PK\x03\x04", b"{\\rtf1 x}")}
    assert found - set(reader_suffixes()) == {".doc", ".pdf", ".zip"}


@pytest.mark.parametrize("as_", [Form.FOUNTAIN, Form.LABELLED])
@pytest.mark.parametrize("case", ["page.xhtml", "book.fb2", "flat.fodt", "word.rtf", "highland.highland"])
def test_no_form_makes_words_of_the_marks_of_a_format(case: str, as_: Form, tmp_path: Path) -> None:
    text = read_story(case_file(CASES / case, tmp_path), as_=as_).text
    assert text[:1] not in {"<", "{"}
    assert text[:2] != "PK"
    assert "</" not in text


@pytest.mark.parametrize(("name", "member"), [("a.txt", "xl/workbook.xml"), ("a.html", "ppt/presentation.xml")])
def test_an_office_document_of_another_kind_is_told(name: str, member: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(StoryError, match=r"is a \.(xlsx|pptx) file under another name"):
        read_story(tmp_path / name)
