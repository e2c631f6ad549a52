"""Books: what is read of them, what is left out and why, and books that mean harm."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.books import CONTAINER, PNG, package, page, write_book, write_pages
from support.growth import assert_in_proportion

from drama.errors import StoryError
from drama.files import zip_archive as archives
from drama.model import Role, Story
from drama.readers import read_story
from drama.readers.documents.extraction import read_document


def words(story: Story) -> list[str]:
    return [story.text[p.start : p.end] for p in story.paragraphs]


def skipped(story: Story) -> list[tuple[str, str]]:
    return [(story.text[skip.start : skip.end], skip.reason) for skip in story.skips]


@pytest.mark.parametrize(
    ("spine", "named"), [("lost", "'lost', which"), ("lost d0 gone lost", "'lost' and 1 more, which")]
)
def test_a_document_of_the_reading_order_that_is_not_listed_is_told(tmp_path: Path, spine: str, named: str) -> None:
    refs = "".join(f'<itemref idref="{name}"/>' for name in ["d0", *spine.split()])
    story = read_story(
        write_book(tmp_path / "b.epub", {"book.opf": package(["a.xhtml"], spine=refs), "a.xhtml": page("<p>One.</p>")})
    )
    assert f"the book's reading order names {named} it does not list: words may be missing" in story.warnings


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    opf = package(["a.xhtml", "b.xhtml"], spine='<itemref idref="d1"/><itemref idref="d0"/>')
    pages = {"a.xhtml": page("<p>Second.</p>"), "b.xhtml": page("<h1>One</h1><p>First.</p>")}
    story = read_story(write_book(tmp_path / "b.epub", {"book.opf": opf, **pages}))
    assert words(story) == ["One", "First.", "Second."]
    assert (story.paragraphs[0].role, story.paragraphs[0].level) == (Role.HEADING, 1)


def test_title_author_and_cover_come_from_the_package(tmp_path: Path) -> None:
    metadata = (
        '<dc:title>The Salt Road</dc:title><dc:creator id="a">Nell Orrin</dc:creator>'
        '<dc:creator id="b">A Painter</dc:creator>'
        '<meta refines="#b" property="role">ill</meta>'
    )
    items = '<item id="c" href="img/cover.png" media-type="image/png" properties="cover-image"/>'
    opf = package(["a.xhtml"], metadata=metadata, items=items)
    path = write_book(tmp_path / "b.epub", {"book.opf": opf, "a.xhtml": page("<p>Words.</p>"), "img/cover.png": PNG})
    story = read_story(path)
    assert (story.title, story.author, story.cover) == ("The Salt Road", "Nell Orrin", PNG)
    assert read_story(path, title="Mine", author="Me").title == "Mine"


@pytest.mark.parametrize(("metadata", "language"), [("<dc:language> fr-FR </dc:language>", "fr-FR"), ("", "")])
def test_the_language_comes_from_the_package(tmp_path: Path, metadata: str, language: str) -> None:
    members = {"book.opf": package(["a.xhtml"], metadata=metadata), "a.xhtml": page("<p>Rain.</p>")}
    assert read_story(write_book(tmp_path / "a.epub", members)).metadata.language == (language or None)


def test_a_cover_that_is_no_image_is_no_cover(tmp_path: Path) -> None:
    items = '<item id="c" href="cover.png" media-type="image/png" properties="cover-image"/>'
    members = {"book.opf": package(["a.xhtml"], items=items), "a.xhtml": page("<p>Words.</p>"), "cover.png": b"<svg/>"}
    assert read_story(write_book(tmp_path / "b.epub", members)).cover is None


def test_blocks_are_paragraphs_and_white_space_is_folded(tmp_path: Path) -> None:
    body = (
        "Loose\n  words<p>One <span>t</span>wo,\n three.</p><div>Four<br/>five<br/><br/>six</div>"
        "<p>\u00a0</p><blockquote><p>Seven &amp; eight&nbsp;&#8212;</p></blockquote><ul><li>Nine</li><li>Ten</li></ul>"
    )
    story = read_story(write_pages(tmp_path / "b.epub", body))
    assert words(story) == [
        "Loose words",
        "One two, three.",
        "Four\nfive",
        "six",
        "Seven & eight\u00a0—",
        "Nine",
        "Ten",
    ]
    assert [p.blank_lines for p in story.paragraphs][4] == 2


def test_italics_are_emphasis_within_their_paragraph(tmp_path: Path) -> None:
    body = '<p>“I <em>know</em>,” <span class="italic">she</span> said.</p><i><p>One</p><p>Two</p></i><p>Plain</p>'
    story = read_story(write_pages(tmp_path / "b.epub", body))
    assert [story.text[span.start : span.end] for span in story.emphasis] == ["know", "she", "One", "Two"]


def test_rules_and_ornaments_are_breaks_and_pause_marks_pauses(tmp_path: Path) -> None:
    story = read_story(write_pages(tmp_path / "b.epub", "<p>One.</p><hr/><p>Two. [pause 2s]</p><p>⁂</p><p>Three.</p>"))
    assert [p.role.value for p in story.paragraphs] == ["prose", "break", "prose", "break", "prose"]
    assert [mark.duration_ms for mark in story.pauses] == [2000]


def test_effect_marks_of_a_book_are_effects_but_not_those_on_its_title_page(tmp_path: Path) -> None:
    pages = '<section epub:type="titlepage"><p>[SFX: gong]</p></section><p>One.</p><p>[SFX: <i>door</i> slams]</p>'
    story = read_story(write_pages(tmp_path / "b.epub", pages + "<p>Two.</p>"))
    assert [mark.name for mark in story.effects] == ["door slams"]
    assert [story.text[p.start : p.end] for p in story.paragraphs] == ["One.", "Two."]


def test_a_worded_chapter_line_is_a_heading_without_a_heading_element(tmp_path: Path) -> None:
    story = read_story(write_pages(tmp_path / "b.epub", '<p class="c">Chapter Two</p><p>Words.</p>'))
    assert story.paragraphs[0].role is Role.HEADING


@pytest.mark.parametrize("form", ["nav", "ncx"])
def test_a_chapter_without_a_heading_takes_its_title_from_the_contents(tmp_path: Path, form: str) -> None:
    link = '<nav epub:type="toc"><a href="a.xhtml#x">The Ferry</a></nav>'
    point = (
        "<ncx><navMap><navPoint><navLabel><text>The Ferry</text></navLabel>"
        '<content src="a.xhtml"/></navPoint></navMap></ncx>'
    )
    items = {
        "nav": '<item id="n" href="toc.x" media-type="application/xhtml+xml" properties="nav"/>',
        "ncx": '<item id="n" href="toc.x" media-type="application/x-dtbncx+xml"/>',
    }
    members = {
        "book.opf": package(["a.xhtml"], items=items[form]),
        "a.xhtml": page("<p>Words.</p>"),
        "toc.x": page(link) if form == "nav" else point,
    }
    assert words(read_story(write_book(tmp_path / "b.epub", members))) == ["The Ferry", "Words."]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<section epub:type="cover"><p>Cover</p></section>', [("Cover", "front matter")]),
        ('<div role="doc-toc"><p>One</p><p>Two</p></div>', [("One\n\nTwo", "navigation")]),
        ('<nav><ol><li><a href="#a">One</a></li></ol></nav>', [("One", "navigation")]),
        ('<section epub:type="copyright-page"><p>© N. O.</p></section>', [("© N. O.", "front matter")]),
        ('<p>Hm.<a epub:type="noteref" href="#n">1</a></p>', [("1", "note")]),
        ('<p>Hm.<sup><a href="n.xhtml#n">[12]</a></sup></p>', [("[12]", "note")]),
        ('<aside epub:type="footnote"><p>A note.</p></aside>', [("A note.", "note")]),
        ('<p hidden="">Gone</p>', [("Gone", "hidden")]),
        ("<p>A <a href='#x'>known road</a>.</p>", []),
    ],
)
def test_notes_navigation_and_front_matter_are_kept_as_skips_with_a_reason(
    tmp_path: Path, body: str, found: list[tuple[str, str]]
) -> None:
    story = read_story(write_pages(tmp_path / "b.epub", body + "<p>Words.</p>"))
    assert skipped(story) == found
    assert words(story)[-1] == "Words."


def test_documents_the_guide_calls_cover_or_contents_are_skipped_whole(tmp_path: Path) -> None:
    guide = '<guide><reference type="toc" href="a.xhtml"/></guide>'
    members = {
        "book.opf": package(["a.xhtml", "b.xhtml"], after=guide),
        "a.xhtml": page("<h1>Contents</h1><p>One</p>"),
        "b.xhtml": page("<p>Words.</p>"),
    }
    story = read_story(write_book(tmp_path / "b.epub", members))
    assert (words(story), skipped(story)) == (["Words."], [("Contents\n\nOne", "navigation")])


def test_scripts_styles_and_comments_are_no_words(tmp_path: Path) -> None:
    body = "<style>p{}</style><script>if (a<b) c()</script><p>O<!-- <p>not --> ne <![CDATA[& two]]></p>"
    assert words(read_story(write_pages(tmp_path / "b.epub", body))) == ["O ne & two"]


@pytest.mark.parametrize(
    "body", ["<p>One.<p>Two.", "<p>One.</i></p></div><p>Two.", "<p>One.</p><<p>Two.</p>", "<P>One.</P><DIV>Two.</div"]
)
def test_a_malformed_document_still_gives_its_words(tmp_path: Path, body: str) -> None:
    text = "".join(words(read_story(write_pages(tmp_path / "b.epub", body))))
    assert "One." in text
    assert "Two." in text


def test_a_document_in_another_encoding_is_read_by_its_declaration(tmp_path: Path) -> None:
    source = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Café ’</p></body></html>'.replace("’", "é")
    members = {"book.opf": package(["a.xhtml"]), "a.xhtml": source.encode("latin-1")}
    assert words(read_story(write_book(tmp_path / "b.epub", members))) == ["Café é"]


@pytest.mark.parametrize(
    "kind",
    [
        "<!DOCTYPE html>",
        '<!DOCTYPE html [<!ENTITY a "b"><!ELEMENT p ANY>]>',
        '<!doctype html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd" [\n<!ENTITY nbsp "&#160;">\n]>',
        "<!DOCTYPE html [",
    ],
)
def test_declarations_of_a_document_type_are_not_spoken(tmp_path: Path, kind: str) -> None:
    document = f"<?xml version='1.0'?>{kind}<html><body><p>Words.</p></body></html>"
    book = write_book(tmp_path / "b.epub", {"book.opf": package(["a.xhtml"]), "a.xhtml": document})
    assert read_story(book).text == "Words."


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;">]>'
    "<package><metadata><title>&c;</title></metadata></package>"
)
THIEF = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    "<package><metadata><title>&a;</title></metadata></package>"
)
LOCK = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    '<EncryptionMethod Algorithm="{}"/><CipherData>'
    '<CipherReference URI="OEBPS/{}"/></CipherData></EncryptedData></encryption>'
)
GOOD = {"book.opf": package(["a.xhtml"]), "a.xhtml": page("<p>Words.</p>")}


@pytest.mark.parametrize(
    ("members", "container", "message"),
    [
        (GOOD, None, "META-INF/container.xml"),
        (GOOD, "<container/>", "names no package document"),
        ({"a.xhtml": "x"}, CONTAINER, "does not hold it"),
        ({**GOOD, "book.opf": "<package"}, CONTAINER, "cannot be parsed"),
        ({**GOOD, "book.opf": BOMB}, CONTAINER, "hostile"),
        ({**GOOD, "book.opf": THIEF}, CONTAINER, "hostile"),
        ({**GOOD, "book.opf": package(["a.xhtml"], spine="")}, CONTAINER, "spine .* is empty"),
        ({**GOOD, "book.opf": package(["gone.xhtml"])}, CONTAINER, "does not hold it"),
        ({**GOOD, "book.opf": package(["../../../etc/passwd"])}, CONTAINER, "does not hold it"),
        ({**GOOD, "book.opf": package(["/etc/passwd"])}, CONTAINER, "does not hold it"),
        ({**GOOD, "a.xhtml": page("<img src='x.png'/>")}, CONTAINER, "no words to read aloud"),
        ({**GOOD, "/META-INF/encryption.xml": LOCK.format("aes", "a.xhtml")}, CONTAINER, "locked"),
    ],
)
def test_a_broken_or_hostile_book_is_one_clear_error(
    tmp_path: Path, members: dict[str, str], container: str | None, message: str
) -> None:
    path = write_book(tmp_path / "b.epub", members, container=container)
    with pytest.raises(StoryError, match=message) as error:
        read_story(path)
    assert str(path) in str(error.value)


def test_hidden_fonts_do_not_lock_a_book(tmp_path: Path) -> None:
    lock = LOCK.format("http://www.idpf.org/2008/embedding", "font.otf")
    story = read_story(write_book(tmp_path / "b.epub", {**GOOD, "/META-INF/encryption.xml": lock}))
    assert words(story) == ["Words."]


@pytest.mark.parametrize("limit", ["MAX_MEMBER_BYTES", "MAX_TOTAL_BYTES"])
def test_a_zip_bomb_is_not_unpacked_beyond_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(archives, limit, 100_000)
    path = write_book(tmp_path / "b.epub", {**GOOD, "a.xhtml": page("<p>" + "a" * 200_000 + "</p>")})
    assert path.stat().st_size < 5_000
    with pytest.raises(StoryError, match="unpacks to more"):
        read_story(path)


def test_too_many_files_or_too_large_an_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_book(tmp_path / "b.epub", GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(archives, "MAX_MEMBERS", 2)
        with pytest.raises(StoryError, match="holds 4 files"):
            read_story(path)
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 100)
    with pytest.raises(StoryError, match="too large"):
        read_story(path)


def test_a_book_reads_nothing_outside_itself_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    path = write_book(folder / "b.epub", {**GOOD, "/../../evil.txt": "evil"})
    read_story(path)
    assert [found.name for found in tmp_path.rglob("*") if found.is_file()] == ["b.epub"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(cut=st.integers(0, 700), flips=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=4))
@pytest.mark.slow
def test_a_damaged_book_is_read_or_is_a_story_error(tmp_path: Path, cut: int, flips: list[tuple[int, int]]) -> None:
    path = write_book(tmp_path / "b.epub", GOOD)
    data = bytearray(path.read_bytes())
    for at, value in flips:
        data[at % len(data)] = value
    path.write_bytes(data[: len(data) - cut] if cut % 2 else data)
    with contextlib.suppress(StoryError):
        assert read_story(path).paragraphs


@given(
    st.lists(
        st.sampled_from(
            [
                *"<>/!?&#;'\"= a1",
                "<p>",
                "</p>",
                "<i>",
                "</i>",
                "<aside>",
                "<!--",
                "-->",
                "<br/>",
                "<hr>",
                "]]>",
                "\u00a0",
                "<pre>",
                "\n",
            ]
        ),
        max_size=40,
    ).map("".join)
)
@pytest.mark.slow
def test_any_document_gives_words_of_which_every_one_is_in_a_paragraph(source: str) -> None:
    document = read_document(source)
    covered = {at for p in document.paragraphs for at in range(p.start, p.end)}
    assert all(char.isspace() or at in covered for at, char in enumerate(document.text))
    spans = [*document.paragraphs, *document.emphasis]
    assert all(0 <= span.start < span.end <= len(document.text) for span in spans)


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", "<![CDATA[", "<p>", "</p>", "<i>", "&#", "<?", "<a b='", "<script>"]
)
@pytest.mark.slow
def test_a_hostile_document_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def reading(count: int) -> Callable[[], object]:
        return lambda: read_document(piece * count)

    assert_in_proportion(reading(10_000), reading(40_000), times=8)
