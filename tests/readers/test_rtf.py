"""Control words of RTF that stand alone, and files that are no RTF."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.model import Story
from drama.readers import read_story


def read(tmp_path: Path, body: str, *, head: str = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}") -> Story:
    path = tmp_path / "story.rtf"
    path.write_bytes((head + body).encode("latin-1"))
    return read_story(path)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"One.\par Two.}", "One.\n\nTwo."),
        (r"One\line two.}", "One\ntwo."),
        (r"\'d4ne}", "Ône"),
        (r"\u212?ne}", "Ône"),
        (r"\u212\'d4ne}", "Ône"),
        (r"\u212{\b ne}}", "Ône"),
        (r"\uc0\u212 ne}", "Ône"),
        (r"\uc2\u212\'d4xne}", "Ône"),
        (r"{\uc0 }\u212?ne}", "Ône"),
        (r"One \u-10179?\u-8704?}", "One 😀"),
        (r"\u-10179?one}", "one"),
        (r"{\upr{One}{\*\ud{Tw\u337?}}}}", "Twő"),
        (r"One {\*\unknown and {\b more}}two.}", "One two."),
        (r"One \unknown7 two.}", "One two."),
        (r"{\f0\*\cs7 One.}}", "One."),
        (r"{\pict\bin5 {{{{{}One.}", "One."),
        (r"One.} and more", "One."),
        ("One\0, \r\ntwo.}", "One, two."),
        (r"\{One\} \\ two}", "{One} \\ two"),
        (r"{\v}One.{\i}}", "One."),
        (r"\trowd One\cell Two\cell\row}", "One\n\nTwo"),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 7}} One.}", "7 One."),
    ],
)
def test_the_words_of_a_document(tmp_path: Path, body: str, text: str) -> None:
    assert read(tmp_path, body).text == text


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (r"{\rtf1\ansi\ansicpg1251 ", "Привет"),
        (r"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset204 Times;}}", "Привет"),
        (r"{\rtf1\ansi{\fonttbl{\f7\fnil\cpg1251 Times;}}\f7 ", "Привет"),
        (r"{\rtf1\ansi\ansicpg1252 ", "Ïðèâåò"),
        (r"{\rtf1\ansi\ansicpg99999 ", "Ïðèâåò"),
    ],
)
def test_bytes_are_of_the_encoding_that_document_or_font_states(tmp_path: Path, head: str, text: str) -> None:
    assert read(tmp_path, r"\'cf\'f0\'e8\'e2\'e5\'f2}", head=head).text == text


def test_a_document_that_ends_in_the_middle_is_read_and_told(tmp_path: Path) -> None:
    story = read(tmp_path, r"One.\par Tw")
    assert story.text == "One.\n\nTw"
    assert story.warnings == ("the file ends in the middle of the document: what stood after that is missing",)


@pytest.mark.parametrize("data", [b"\\rtf1 One.", b"\xd0\xcf\x11\xe0", b"<a>One.</a>"])
def test_a_file_that_is_no_rtf_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "story.rtf"
    path.write_bytes(data)
    with pytest.raises(StoryError, match=r"story\.rtf is not RTF: it does not begin as one"):
        read_story(path)


@pytest.mark.parametrize("body", ["}", r"\par\par}", r"{\pict 8950}}", r"{\v hidden}}"])
def test_a_document_without_words_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(StoryError, match="holds no words to read aloud"):
        read(tmp_path, body)


def test_groups_inside_one_another_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="more than 10,000 groups inside one another"):
        read(tmp_path, "{" * 20_000 + "One.")


def test_controls_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drama.readers.rtf.words._MAX_CONTROLS", 1000)
    with pytest.raises(StoryError, match="more than 1,000 control words"):
        read(tmp_path, r"\b" * 2000)
