"""What is no sound FictionBook is refused with one clear message; one that is not well-formed is read and told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.model import Story
from drama.readers import read_story
from drama.script import read_script

HEAD = '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
JPEG = "/9j/4AAQSkZJRg=="


def read(tmp_path: Path, body: str, *, name: str = "story.fb2") -> Story:
    path = tmp_path / name
    path.write_text(f"{HEAD}{body}</FictionBook>", encoding="utf-8")
    return read_story(path)


def zipped(path: Path, **books: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in books.items():
            archive.writestr(f"{name}.fb2", f"{HEAD}<body><p>{body}</p></body></FictionBook>")
    return path


@pytest.mark.parametrize("name", ["story.fb2.zip", "story.fbz", "story.FB2.ZIP", "story.fb2"])
def test_the_one_book_in_an_archive_is_read(tmp_path: Path, name: str) -> None:
    assert read_story(zipped(tmp_path / name, one="One.")).text == "One."


def test_an_archive_of_several_books_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"holds 2 books in FictionBook \(\.fb2\): unpack it, and name one"):
        read_story(zipped(tmp_path / "story.fb2.zip", one="One.", two="Two."))


def test_an_archive_of_one_book_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    assert read_story(zipped(tmp_path / "story.zip", one="One.")).text == "One."


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "holds no words"),
        ("<description/><body/>", "holds no words"),
        ("<body name='notes'><p>Only a note.</p></body>", "holds no words"),
    ],
)
def test_a_book_without_words_is_refused(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(StoryError, match=message):
        read(tmp_path, body)


@pytest.mark.parametrize("data", ["<book><body><p>One.</p></body></book>", "<a>"])
def test_what_is_no_book_is_refused(tmp_path: Path, data: str) -> None:
    path = tmp_path / "story.fb2"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(StoryError, match="is not a FictionBook: it has no <FictionBook> element"):
        read_story(path)


def test_entities_of_a_book_s_own_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "story.fb2"
    path.write_text(
        '<!DOCTYPE a [<!ENTITY b "c">]><FictionBook><body><p>&b;</p></body></FictionBook>', encoding="utf-8"
    )
    with pytest.raises(StoryError, match="defines entities of its own"):
        read_story(path)


def test_a_book_that_is_cut_off_is_read_as_far_as_it_goes_and_told(tmp_path: Path) -> None:
    path = tmp_path / "story.fb2"
    path.write_text(f"{HEAD}<body><section><p>One.</p><p>Two", encoding="utf-8")
    story = read_story(path)
    assert story.text == "One.\n\nTwo"
    assert story.warnings == ("the book is damaged, its XML not well-formed: it is read as it stands",)


@pytest.mark.parametrize(
    ("cover", "is_kept"), [(JPEG, True), ("R0lGODlh", False), ("***", False), ("", False)]
)  # fmt: skip
def test_the_cover_is_kept_if_it_is_one(tmp_path: Path, cover: str, is_kept: bool) -> None:
    page = '<coverpage><image href="#c"/></coverpage>'
    body = f"<description><title-info>{page}</title-info></description><body><p>One.</p></body>"
    story = read(tmp_path, f'{body}<binary id="b">{JPEG}</binary><binary id="c">{cover}</binary>')
    assert (story.cover is not None) == is_kept


NOTES = "<body name='notes'><section><p>A note.</p></section></body>"


@pytest.mark.parametrize(
    "body",
    [
        f"<body><p>One.</p>{NOTES}<p>Two.</p></body>",
        f"<body><section><p>One.</p></section>{NOTES}</body><section><p>Two.</p></section>",
        "<body><p>One.</p></body><p>Two.</p>",
        "<body><p>One.</p></body>Two.",
        "<section><p>One.</p><p>Two.</p></section>",
        "<body><p>One.</p></body></body><p>Two.</p>",
        "<body><p>One.<body><p>Two.</p></body>",
        "<description><title-info><annotation><p>No.<body><p>One.</p><p>Two.</p></body>",
        "<body><p>One.</p><binary>eHh4</binary><p>Two.</p></body>",
        "<body><p>One.</p><p>Two.</p><binary id='a'>eHh4",
        "<body><p>One.</p><description><title-info><book-title>No.</book-title></title-info></description><p>Two.</p></body>",
    ],
)
def test_no_words_are_lost_where_bodies_stand_in_one_another_or_are_not_closed(tmp_path: Path, body: str) -> None:
    script = read_script(read(tmp_path, body))
    assert " ".join(line.text for line in script.lines) == "One. Two."
