"""What is no sound OpenDocument text is refused with one clear message."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from support.case_files import CASES

from drama.errors import StoryError
from drama.readers import read_story

N = "urn:oasis:names:tc:opendocument:xmlns"
NS = f'xmlns:office="{N}:office:1.0" xmlns:text="{N}:text:1.0" xmlns:style="{N}:style:1.0"'
MANIFEST = "META-INF/manifest.xml"


def content(body: str, kind: str = "text") -> str:
    office = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return f"<office:document-content {NS}>{office}</office:document-content>"


def write(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr({"content": "content.xml", "manifest": MANIFEST}.get(name, name), data)
    return path


def test_a_locked_document_is_refused(tmp_path: Path) -> None:
    manifest = (
        f'<m:manifest xmlns:m="{N}:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/>'
        "</m:file-entry></m:manifest>"
    )
    with pytest.raises(StoryError, match=r"story\.odt is protected by a password: save it without one"):
        read_story(write(tmp_path / "story.odt", content="\x01\x02", manifest=manifest))


def test_a_document_locked_whole_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="is protected by a password"):
        read_story(write(tmp_path / "story.odt", **{"encrypted-package": "\x01\x02"}))


@pytest.mark.parametrize("kind", ["spreadsheet", "presentation", "drawing"])
def test_another_kind_of_document_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(StoryError, match=f"is not an OpenDocument text: it holds a {kind}"):
        read_story(write(tmp_path / "story.odt", content=content("<text:p>One.</text:p>", kind)))


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="is not an OpenDocument text: the archive holds no document of words"):
        read_story(write(tmp_path / "story.odt", other="One."))


@pytest.mark.parametrize("data", [b"\x00", b"\x01 and so on"])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "story.odt"
    path.write_bytes(data)
    with pytest.raises(StoryError, match="is not an OpenDocument text: it is no archive"):
        read_story(path)


def test_a_document_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"is damaged: 'content\.xml' cannot be parsed"):
        read_story(write(tmp_path / "story.odt", content=content("<text:p>One.</text:p>")[:-9]))


def test_a_document_is_read_whether_it_is_zipped_or_flat_whatever_its_name_says(tmp_path: Path) -> None:
    zipped = write(tmp_path / "story.fodt", content=content("<text:p>One.</text:p>"))
    flat = tmp_path / "story.odt"
    flat.write_bytes((CASES / "flat.fodt").read_bytes())
    assert read_story(zipped).text == "One."
    assert read_story(flat).text == read_story(CASES / "flat.fodt").text


def test_entities_of_a_document_s_own_are_refused(tmp_path: Path) -> None:
    data = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + content("<text:p>&a;</text:p>")
    with pytest.raises(StoryError, match="defines entities of its own"):
        read_story(write(tmp_path / "story.odt", content=data))


def test_a_million_spaces_in_one_element_are_not_kept(tmp_path: Path) -> None:
    body = '<text:p>One<text:s text:c="999999999"/>two.</text:p>'
    assert read_story(write(tmp_path / "story.odt", content=content(body))).text == "One two."
