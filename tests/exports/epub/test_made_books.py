"""A book made of a story that has none: its words, and none of its marks."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from support.read_along import XHTML, folded

from drama.exports.epub.made import made_book
from drama.model import Metadata, Paragraph, PauseMark, Role, Skip, Span, Story


def story(text: str, *paragraphs: tuple[str, Role], **given: object) -> Story:
    """A story whose paragraphs have these words."""
    made, at = [], 0
    for words, role in paragraphs:
        at = text.index(words, at)
        made.append(Paragraph(at, at + len(words), role, 1 if role is Role.HEADING else 0))
        at += len(words)
    return Story(text, tuple(made), **given)  # type: ignore[arg-type]


def bodies(made: Story) -> list[str]:
    """The markup of each document of a story's book."""
    members = made_book(made, title="Tides", cover=None).members
    names = sorted(name for name in members if "chapter-" in name)
    for name in names:
        ET.fromstring(members[name])
    return [members[name].decode().partition("<body>\n")[2].partition("\n</body>")[0] for name in names]


def test_chapters_italics_verse_and_breaks_are_set_and_marks_are_not() -> None:
    text = "One\n\nThe *sea* [1]rose,\nthe sun & sank.\n\n***\n\nTwo\n\nIt fell."
    mark = text.index("[1]")
    made = story(
        text,
        *(("One", Role.HEADING), (text[5:39], Role.PROSE), ("***", Role.BREAK), ("Two", Role.HEADING)),
        ("It fell.", Role.PROSE),
        skips=(Skip(9, 10, "markup"), Skip(13, 14, "markup"), Skip(mark, mark + 3, "note")),
        emphasis=(Span(10, 13),),
        pauses=(PauseMark(text.index("\nthe"), 300),),
    )
    assert bodies(made) == [
        "<h1>One</h1>\n<p>The <em>sea</em> rose,<br/>\nthe sun &amp; sank.</p>\n<hr/>",
        "<h1>Two</h1>\n<p>It fell.</p>",
    ]


def test_a_script_keeps_who_speaks_and_how() -> None:
    text = "ADA: (low) Is it you?\nBEN: It is."
    made = story(
        text,
        *(("Is it you?", Role.PROSE), ("It is.", Role.PROSE)),
        skips=(Skip(0, 4, "speaker"), Skip(5, 10, "delivery"), Skip(22, 26, "speaker")),
    )
    assert bodies(made) == ["<p><b>ADA:</b> <i>(low)</i> Is it you?</p>\n<p><b>BEN:</b> It is.</p>"]
    shown = made_book(made, title="Tides", cover=None).shown
    assert [text[span.start : span.end] for span in shown] == ["ADA:", "(low)", "Is it you?", "BEN:", "It is."]


def test_what_a_book_says_of_itself_is_what_the_story_says() -> None:
    about = Metadata(language="English", year="1931", series="Coast & Sea", part="2", publisher="The Quay Press")
    made = Story("", (), author="Ines <Okafor>", metadata=about)
    package = made_book(made, title="Tides\x07", cover=b"\x89PNG\r\n\x1a\n").members["EPUB/package.opf"].decode()
    root = ET.fromstring(package)
    said = {element.text for element in root.iter() if element.text}
    assert {"Tides", "Ines <Okafor>", "en", "1931", "Coast & Sea", "The Quay Press", "1931-01-01T00:00:00Z"} <= said
    assert 'href="cover.png" media-type="image/png" properties="cover-image"' in package


@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_words_make_documents_that_are_well_formed(words: str) -> None:
    made = Story(words, (Paragraph(0, len(words), Role.HEADING, 1),), title=words, author=words)
    members = made_book(made, title=words, cover=None).members
    for name in ("EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/chapter-001.xhtml"):
        root = ET.fromstring(members[name])
    legal = "".join(char for char in words if char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff"))
    legal = legal.replace("\ufffe", "").replace("\uffff", "")
    body = root.find(f"{XHTML}body")
    assert body is not None
    if legal.strip():
        assert folded("".join(body.itertext())) == folded(legal)
