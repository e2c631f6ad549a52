"""Pages in any encoding, and files that are no page."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.model import Story
from drama.readers import read_story


def read(tmp_path: Path, data: str | bytes) -> Story:
    path = tmp_path / "story.html"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_story(path)


def spoken(story: Story) -> str:
    skipped = {at for skip in story.skips for at in range(skip.start, skip.end)}
    return "".join(char for at, char in enumerate(story.text) if at not in skipped)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>", "cp1251"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=utf-8>", "utf-8-sig"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
        ("<meta charset=utf-8>", "utf-16"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=no-such-thing>", "utf-8"),
    ],
)
def test_a_page_is_decoded_as_it_says_or_as_it_is(tmp_path: Path, head: str, encoding: str) -> None:
    page = f"<html><head>{head}<title>x</title></head><body><p>Привет, сказала Ильза. Привет, привет.</p></body></html>"
    assert read(tmp_path, page.encode(encoding)).text == "Привет, сказала Ильза. Привет, привет."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>One.<nav><p>Home</nav><p>Two.", "One.Two."),
        ("<p>One.<p class='share-buttons'>Post<p>Two and three and four.", "One.Two and three and four."),
        ("<body class='has-sidebar comments'><div class='sidebar-layout'><p>One.</div>", "One."),
        ("<div class='comments'><p>All of it is here.</p></div>", "All of it is here."),
        ("<article><p>One, more.</p></article><article><p>Two, more.</p></article>", "One, more.Two, more."),
        ("<div id=menu>Home</div><main><p>The story, as long as it is.</main>", "The story, as long as it is."),
        ("Home<main><p>The story, as long as it is.</main>Imprint", "The story, as long as it is."),
        ("<main><p>Not it.</main><p>The story stands outside what is called the main part of the page.", ""),
        ("<p>One.<button>Go</button> Two, three, four.", "One. Two, three, four."),
        ("<p>He said <span style='font-style: italic'>no</span>.", "He said no."),
        ("<ruby>One<rp>(</rp><rt>two</rt><rp>)</rp></ruby>", "One"),
    ],
)  # fmt: skip
def test_only_the_story_of_a_page_is_spoken(tmp_path: Path, body: str, words: str) -> None:
    story = read(tmp_path, f"<html><head><title>x</title></head>{body}</html>")
    assert "".join(spoken(story).split("\n")) == (words or "".join(story.text.split("\n")))


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("<title>The Salt Road | Tales</title>", "The Salt Road", ""),
        ("<title>Tales</title><meta property='og:title' content='The Salt Road'>", "The Salt Road", ""),
        ("<title>Tales</title>", "Tales", ""),
        ("", "The Salt Road", ""),
        ("<meta name='AUTHOR' content='Nell Orrin'>", "The Salt Road", "Nell Orrin"),
        ("<meta property='article:author' content='https://example.org/nell'>", "The Salt Road", ""),
    ],
)
def test_title_and_author_of_a_page(tmp_path: Path, head: str, title: str, author: str) -> None:
    story = read(tmp_path, f"<html><head>{head}</head><body><h1>The Salt Road</h1><p>One.</p></body></html>")
    assert (story.title, story.author) == (title, author)


def test_words_in_italics_by_class_and_by_style_are_stressed(tmp_path: Path) -> None:
    sheet = "<style>.a, p.b i { font: italic 12px x } .c { font-style: normal }</style>"
    story = read(tmp_path, f"{sheet}<p>A <b class=c>d</b> <u class=a>e</u> <u class=c>f</u>.")
    assert [story.text[span.start : span.end] for span in story.emphasis] == ["d", "e"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no words|is empty"),
        (b"<html><body></body></html>", "holds no words"),
        (b"<html><head><title>Only a title</title></head></html>", "holds no words"),
        (b"PK\x03\x04 and so on", r"is a \.zip file under another name"),
        (b"%PDF-1.7", r"is a \.pdf file under another name"),
        (b"\x00\x01\x02", "binary file"),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
            "save it as HTML only",
        ),
    ],
)
def test_a_file_that_is_no_page_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(StoryError, match=message):
        read(tmp_path, data)


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>A</title><p>One.</p><p>Two.</p></html>",
        "<head><title>A</title><meta charset=utf-8><script>b</script><p>One.</p></head><body><p>Two.</p></body>",
        "<head><title>A</title>One.<p>Two.</p>",
        "<head><title>A</title><div>One.</div><style>p {}</style></head><p>Two.</p>",
        "<head><noscript><style>a</style></noscript><dc:title>B</dc:title></head><p>One.</p><p>Two.</p>",
    ],
)
def test_a_head_that_nobody_closed_ends_where_words_begin(tmp_path: Path, page: str) -> None:
    assert read(tmp_path, page).text == "One.\n\nTwo."
