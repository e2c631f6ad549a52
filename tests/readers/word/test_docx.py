"""What is no sound document of Word is refused with one clear message; hostile ones cost little."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.model import Story
from drama.readers import read_story

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def write(path: Path, body: str, *, styles: str = "", target: str = "word/document.xml", **members: str) -> Path:
    """Write a document with this body."""
    rels = (
        f'<Relationships><Relationship Id="a" Type="{RELATIONSHIPS}/officeDocument" Target="{target}"/></Relationships>'
    )
    own = f'<Relationships><Relationship Id="s" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", rels)
        archive.writestr(target, f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/_rels/document.xml.rels", own)
            archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def read(tmp_path: Path, body: str, **more: str) -> Story:
    return read_story(write(tmp_path / "story.docx", body, **more))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password: save it without one"),
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), r"an old Word document \(.doc\).*save it as .docx"),
        (b"", "is empty"),
        (b"\x00", "is not a Word document: it is no archive"),
        (b"PK\x03\x04 and nothing after it", "is damaged: the archive breaks off; copy or download it again"),
    ],
)
def test_a_file_that_is_no_archive_is_refused_with_what_it_is(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "story.docx"
    path.write_bytes(data)
    with pytest.raises(StoryError, match=message):
        read_story(path)


@pytest.mark.parametrize(
    ("target", "message"), [("xl/workbook.xml", "holds a workbook"), ("ppt/presentation.xml", "holds a presentation")]
)
def test_another_office_document_is_refused_with_what_it_is(tmp_path: Path, target: str, message: str) -> None:
    with pytest.raises(StoryError, match=f"is not a Word document: the archive {message}"):
        read(tmp_path, paragraph("One."), target=target)


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "story.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "One.")
    with pytest.raises(StoryError, match="is not a Word document: the archive holds no document of words"):
        read_story(path)


@pytest.mark.parametrize("body", ["", "<w:p/>", "<w:p><w:r><w:drawing/></w:r></w:p>"])
def test_a_document_without_words_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(StoryError, match=r"story\.docx holds no words to read aloud"):
        read(tmp_path, body)


def test_a_document_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"is damaged: 'word/document\.xml' cannot be parsed"):
        read(tmp_path, paragraph("One.") + "<w:p>")


def test_entities_of_a_document_s_own_are_refused(tmp_path: Path) -> None:
    bomb = f'<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document {W}><w:body>{paragraph("&a;")}</w:body></w:document>'
    path = tmp_path / "story.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(StoryError, match="defines entities of its own"):
        read_story(path)


def test_styles_based_on_one_another_in_a_circle_are_read(tmp_path: Path) -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )
    story = read(
        tmp_path,
        '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>One.</w:t></w:r></w:p>',
        styles=circle,
    )
    assert story.text == "One."


def test_fields_that_never_end_keep_their_results(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
    assert read(tmp_path, f"<w:p>{begin * 5000}</w:p>{paragraph('One.')}").text == "One."


def test_a_document_embedded_whole_is_told(tmp_path: Path) -> None:
    story = read(tmp_path, paragraph("One.") + "<w:altChunk/>")
    assert story.warnings == ("1 embedded document is not read: open the file in Word and save it anew",)


def test_the_last_text_box_of_a_document_is_read(tmp_path: Path) -> None:
    box = f"<w:r><w:txbxContent>{paragraph('Boxed.')}</w:txbxContent></w:r>"
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert read(tmp_path, f"<w:p>{mark}{box}<w:r><w:t>One.</w:t></w:r></w:p>").text == "One.\n\nBoxed."


@pytest.mark.parametrize(
    "name",
    ["Heading 2", "heading 2", "Überschrift 2", "Titre 2", "Título 2", "Kop 2", "标题 2", "見出し 2", "Заголовок 2"],
)
def test_a_heading_is_known_by_the_name_of_its_style_in_any_language(tmp_path: Path, name: str) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="x"><w:name w:val="{name}"/></w:style>'
    body = '<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr><w:r><w:t>The Lamp</w:t></w:r></w:p>' + paragraph("One.")
    story = read(tmp_path, body, styles=style)
    assert [p.level for p in story.paragraphs] == [1, 0]


def test_a_heading_is_known_by_its_style_s_identifier_if_no_styles_are_there(tmp_path: Path) -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>The Lamp</w:t></w:r></w:p>' + paragraph("One.")
    assert [p.level for p in read(tmp_path, body).paragraphs] == [1, 0]


def test_the_name_of_a_part_is_cut_in_messages(tmp_path: Path) -> None:
    name = f"word/{'x' * 5_000}.xml"
    path = write(tmp_path / "story.docx", "", target=name)
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("_rels/.rels")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr(name, "<w:document")
    with pytest.raises(StoryError, match=r"x…' cannot be parsed") as caught:
        read_story(path)
    assert len(str(caught.value)) < 1000
