from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from support.books import write_pages

from drama.errors import StoryError
from drama.model import Story
from drama.readers import piped_story, read_files
from drama.readers.piped import _suffix

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def piped(data: bytes | str) -> Story:
    return read_files(piped_story(data if isinstance(data, bytes) else data.encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_of_any_encoding_is_read(encoding: str) -> None:
    story = piped("“Café?” said Bo.\n\n“Café!” said Ines.\n".encode(encoding))
    assert "“Café?” said Bo." in story.text
    assert story.title == ""


def test_a_book_is_known_by_its_content(tmp_path: Path) -> None:
    story = piped(write_pages(tmp_path / "any.epub", "<h1>One</h1><p>It was one.</p>").read_bytes())
    assert (story.title, story.author) == ("The Salt Road", "Nell Orrin")
    assert "It was one." in story.text


def archive(*names: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (archive("[Content_Types].xml", "word/document.xml"), ".docx"),
        (archive("content.xml", "styles.xml"), ".odt"),
        (archive("anything"), ".zip"),
        (b"PK\x03\x04 cut off", ".zip"),
        (b"{\\rtf1\\ansi It was one.}", ".rtf"),
        (b"%PDF-1.7 ...", ".pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>It was one.", ".html"),
        (b'<?xml version="1.0"?><FinalDraft DocumentType="Script">', ".fdx"),
        (b'<?xml version="1.0"?><FictionBook xmlns="x">', ".fb2"),
        (b"It was one. # Not a heading, [not] (a link).\n\n#\n\n* * *\n\n- no list\n", ".txt"),
        (b"# One\n\nIt was one.", ".md"),
        (b"It was [one](http://example.org).", ".md"),
        (b"---\ntitle: One\n---\n\nIt was one.", ".md"),
        (b"It was one.[^1]\n\n[^1]: A note.\n", ".md"),
    ],
)
def test_a_format_is_known_by_its_content(data: bytes, suffix: str) -> None:
    assert _suffix(data) == suffix


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "standard input is empty"),
        (b" \n\n", "standard input holds nothing but white space"),
        (b"%PDF-1.7 \x00\x01", r"standard input: \.pdf files"),
        (archive("xl/workbook.xml"), r"standard input: \.xlsx files \(office documents\) are not read"),
        (OLE + bytes(600), r"standard input is an old Word document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "standard input is protected by a password"),
        (archive("anything"), r"standard input: \.zip files are not read.*unpack it first"),
        (bytes(range(256)) * 8, "standard input is a binary file"),
    ],
)
def test_what_is_no_story_is_one_error_that_names_standard_input(data: bytes, message: str) -> None:
    with pytest.raises(StoryError, match=f"^{message}"):
        piped(data)


def test_warnings_name_standard_input_and_its_line() -> None:
    story = piped("It was late.\n\nâ€œWho is it?â€ said Bo. â€œWho?â€\n")
    assert [warning for warning in story.warnings if "line 3: " in warning]
    assert not [warning for warning in story.warnings if "/" in warning]


def test_a_pipe_without_end_is_read_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drama.readers.piped.MAX_PIPED_BYTES", 100)
    pipe = BytesIO(b"x" * 1000)
    with pytest.raises(StoryError, match="standard input is too large: it has more than 100 bytes; save it as a file"):
        piped_story(pipe)
    assert pipe.tell() == 101
