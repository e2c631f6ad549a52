"""Contents, covers and notes in books: what is left out, and that no story goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import package, page, write_book

from drama.errors import StoryError
from drama.model import Story
from drama.readers import read_story
from drama.readers.structure.skips import Skips

LIST = '<h2><a id="toc">CONTENTS</a></h2>' + "".join(
    f'<p><a href="#c{n}">Chapter {n}. The {name}</a></p>' for n, name in ((1, "Ferry"), (2, "Lamp"), (3, "Weir"))
)
TABLE = (
    '<h2 id="toc">CONTENTS</h2><table><tr><td>CHAPTER</td><td>PAGE</td></tr>'
    '<tr><td>I.</td><td>The Ferry</td><td><a href="#c1">1</a></td></tr>'
    '<tr><td>II.</td><td>“Who’s there?”</td><td><a href="#c2">19</a></td></tr></table>'
)
CHAPTERS = "".join(
    f'<h2 id="c{n}">Chapter {n}. The {name}</h2><p>The {name.lower()} was late, and nobody said why.</p><p>Rain.</p>'
    for n, name in ((1, "Ferry"), (2, "Lamp"), (3, "Weir"))
)
STORY = [
    "The ferry was late, and nobody said why.",
    "The lamp was late, and nobody said why.",
    "The weir was late, and nobody said why.",
]
LONG = "<p>" + "The water rose by a hand in the night, and the posts went under. " * 8 + "</p>"
NCX = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


def spoken(story: Story) -> list[str]:
    skips = Skips(story.text, story.skips)
    return [" ".join(skips.words(p.start, p.end).split()) for p in story.paragraphs]


def book(folder: Path, body: str, *, guide: str = "", items: str = "", **members: str) -> Story:
    after = f"<guide>{guide}</guide>" if guide else ""
    named = {name.replace("_", "."): text for name, text in members.items()}
    opf = package(["a.xhtml", "b.xhtml"], items=items, after=after)
    pages = {"a.xhtml": page(body), "b.xhtml": page("<p>The end of it.</p>")}
    return read_story(write_book(folder / "b.epub", {"book.opf": opf, **pages, **named}))


def ncx(*points: tuple[str, str]) -> str:
    return "<ncx><navMap>{}</navMap></ncx>".format(
        "".join(
            f"<navPoint><navLabel><text>{text}</text></navLabel><content src='{src}'/></navPoint>"
            for text, src in points
        )
    )


@pytest.mark.parametrize("contents", [LIST, TABLE, LIST.replace("CONTENTS", "Contents.")])
@pytest.mark.parametrize("href", ["a.xhtml#toc", "a.xhtml"])
@pytest.mark.parametrize("kind", ["toc", "loi", "index", "TOC"])
def test_a_contents_list_is_left_out_and_the_chapters_behind_it_are_read(
    tmp_path: Path, kind: str, href: str, contents: str
) -> None:
    story = book(
        tmp_path, f"<p>A tale of the river.</p>{contents}{CHAPTERS}", guide=f'<reference type="{kind}" href="{href}"/>'
    )
    said = spoken(story)
    assert [line for line in said if line in STORY] == STORY
    assert said[0] == "A tale of the river."
    assert said[1] == "Chapter 1. The Ferry"
    assert not {"CONTENTS", "Contents."} & set(said)
    assert [skip.reason for skip in story.skips] == ["navigation"]


@pytest.mark.parametrize(
    "kind", ["cover", "title-page", "copyright-page", "endnotes", "index", "loi", "lot", "colophon", "bibliography"]
)
def test_a_reference_to_a_place_in_a_document_never_leaves_all_of_it_out(tmp_path: Path, kind: str) -> None:
    story = book(tmp_path, CHAPTERS, guide=f'<reference type="{kind}" href="a.xhtml#c1"/>')
    assert [line for line in spoken(story) if line in STORY] == STORY


@pytest.mark.parametrize("kind", ["cover", "title-page", "endnotes"])
def test_a_document_that_also_holds_chapters_of_the_contents_is_read(tmp_path: Path, kind: str) -> None:
    points = ncx(("The Ferry", "a.xhtml#c1"), ("The Lamp", "a.xhtml#c2"))
    guide = f'<reference type="{kind}" href="a.xhtml"/>'
    story = book(tmp_path, CHAPTERS, guide=guide, items=NCX, toc_ncx=points)
    assert [line for line in spoken(story) if line in STORY] == STORY


@pytest.mark.parametrize("kind", ["text", "start", "bodymatter"])
def test_a_document_where_the_guide_says_the_story_starts_is_read(tmp_path: Path, kind: str) -> None:
    guide = f'<reference type="{kind}" href="a.xhtml#c1"/><reference type="cover" href="a.xhtml"/>'
    story = book(tmp_path, CHAPTERS, guide=guide)
    assert [line for line in spoken(story) if line in STORY] == STORY


@pytest.mark.parametrize("label", ["Contents", "Notes", "Copyright", "Cover", "Index"])
def test_one_title_of_several_in_a_document_does_not_leave_it_out(tmp_path: Path, label: str) -> None:
    points = ncx((label, "a.xhtml#toc"), ("The Ferry", "a.xhtml#c1"))
    story = book(tmp_path, LIST + CHAPTERS, items=NCX, toc_ncx=points)
    assert [line for line in spoken(story) if line in STORY] == STORY


@pytest.mark.parametrize("label", ["Contents", "Notes", "Copyright"])
def test_a_title_that_points_behind_the_beginning_does_not_leave_a_document_out(tmp_path: Path, label: str) -> None:
    story = book(tmp_path, CHAPTERS + LIST, items=NCX, toc_ncx=ncx((label, "a.xhtml#toc")))
    assert [line for line in spoken(story) if line in STORY] == STORY


def test_a_title_that_points_at_the_beginning_of_a_short_page_leaves_it_out(tmp_path: Path) -> None:
    body = '<h1 id="top">Copyright</h1><p>All of this was set by hand in the year of the flood.</p>'
    story = book(tmp_path, body, items=NCX, toc_ncx=ncx(("Copyright", "a.xhtml#top"), ("One", "b.xhtml")))
    assert spoken(story) == ["One", "The end of it."]


@pytest.mark.parametrize("kinds", ["toc", "landmarks", "page-list", "toc landmarks"])
def test_a_navigation_document_in_the_spine_keeps_its_lists_to_itself_and_its_story_is_read(
    tmp_path: Path, kinds: str
) -> None:
    items = '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    navs = "".join(
        f'<nav epub:type="{kind}"><h2>Contents</h2><a href="a.xhtml">One</a></nav>' for kind in kinds.split()
    )
    opf = package(["a.xhtml"], items=items, spine='<itemref idref="n"/><itemref idref="d0"/>')
    members = {"book.opf": opf, "a.xhtml": page("<h1>One</h1><p>It ended.</p>")}
    path = tmp_path / "b.epub"
    story = read_story(write_book(path, {**members, "nav.xhtml": page(f"{navs}<p>The lamp went out.</p>")}))
    assert spoken(story)[-3:] == ["The lamp went out.", "One", "It ended."]
    story = read_story(write_book(path, {**members, "nav.xhtml": page(f"<h1>Contents</h1>{navs}")}))
    assert spoken(story) == ["One", "It ended."]
    assert story.warnings == ()


@pytest.mark.parametrize(
    "opening", ["<nav>", '<section epub:type="toc">', '<div class="toc">', '<div role="doc-index">']
)
def test_an_element_of_navigation_that_is_never_closed_swallows_no_story(tmp_path: Path, opening: str) -> None:
    story = book(tmp_path, f"<p>It began.</p>{opening}{LIST}{CHAPTERS}")
    said = spoken(story)
    assert [line for line in said if line in STORY] == STORY
    assert said[:2] == ["It began.", "Chapter 1. The Ferry"]


def test_a_heading_that_links_back_to_the_contents_is_no_line_of_them(tmp_path: Path) -> None:
    chapters = '<h2 id="c1"><a href="#toc">Chapter 1. The Ferry</a></h2><p>Nobody came.</p>'
    story = book(tmp_path, LIST + chapters, guide='<reference type="toc" href="a.xhtml#toc"/>')
    assert spoken(story)[:2] == ["Chapter 1. The Ferry", "Nobody came."]


def test_signs_of_notes_make_no_paragraph_a_line_of_the_contents(tmp_path: Path) -> None:
    lines = "".join(f'<p>“No,” said the {name}.<a href="#n{name}">1</a></p>' for name in ("miller", "ferryman", "boy"))
    story = book(tmp_path, lines, guide='<reference type="toc" href="a.xhtml"/>')
    assert spoken(story)[:3] == ["“No,” said the miller.", "“No,” said the ferryman.", "“No,” said the boy."]


@pytest.mark.parametrize(
    ("kind", "why"), [("cover", "front matter"), ("endnotes", "note"), ("copyright-page", "front matter")]
)
def test_a_whole_document_left_out_with_much_text_is_told_once(tmp_path: Path, kind: str, why: str) -> None:
    story = book(tmp_path, LONG, guide=f'<reference type="{kind}" href="a.xhtml"/>')
    (warning,) = story.warnings
    assert spoken(story) == ["The end of it."]
    assert "OEBPS/a.xhtml" in warning
    assert f"({len(story.text.split(chr(10))[0]):,} characters, {why})" in warning


def test_documents_out_of_the_order_of_reading_or_left_out_by_their_own_elements_are_told(tmp_path: Path) -> None:
    opf = package(
        ["a.xhtml", "b.xhtml", "c.xhtml"],
        spine='<itemref idref="d0" linear="no"/><itemref idref="d1"/><itemref idref="d2"/>',
    )
    pages = {"a.xhtml": LONG, "b.xhtml": f'<section epub:type="copyright-page">{LONG}</section>'}
    members = {name: page(body) for name, body in pages.items()}
    path = write_book(tmp_path / "b.epub", {"book.opf": opf, **members, "c.xhtml": page("<p>Nobody came.</p>")})
    (warning,) = read_story(path).warnings
    assert "OEBPS/a.xhtml" in warning
    assert "OEBPS/b.xhtml" in warning


def test_a_contents_page_of_links_and_a_short_cover_are_left_out_without_a_word(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="b.xhtml#p{n}">The ferry on day {n}</a> . . . {n}</p>' for n in range(100))
    story = book(tmp_path, f"<h1>Contents</h1>{links}", guide='<reference type="toc" href="a.xhtml"/>')
    assert spoken(story) == ["The end of it."]
    assert story.warnings == ()


def test_a_story_that_stands_in_front_matter_longer_than_any_is_read(tmp_path: Path) -> None:
    story = book(tmp_path, LONG * 40, guide='<reference type="title-page" href="a.xhtml"/>')
    assert len(spoken(story)) == 41


def test_cells_of_a_table_do_not_run_together(tmp_path: Path) -> None:
    story = book(tmp_path, "<table><tr><th>Boat</th><td>Heron</td><td>late</td></tr></table>")
    assert spoken(story)[0] == "Boat Heron late"


def test_a_book_of_nothing_but_a_cover_is_still_an_error(tmp_path: Path) -> None:
    opf = package(["a.xhtml"], after='<guide><reference type="cover" href="a.xhtml"/></guide>')
    with pytest.raises(StoryError, match="no words to read aloud"):
        read_story(write_book(tmp_path / "b.epub", {"book.opf": opf, "a.xhtml": page("<p>The Salt Road</p>")}))


@pytest.mark.parametrize("body", ["<nav>" * 3_000 + "One <a href='#x'>two</a><p>Nobody came.</p>" * 3_000])
@pytest.mark.slow
def test_navigation_within_navigation_is_looked_through_once(tmp_path: Path, body: str) -> None:
    story = book(tmp_path, body)
    assert len(story.paragraphs) > 3_000
    assert len(story.skips) <= 3_000
