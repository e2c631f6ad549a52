"""Series, year, language and the like, from the head of a text and from an EPUB's package document."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import package, page, write_book

from drama.model import Metadata, Story
from drama.readers import parse_text, read_story

BODY = "The lamp went out.\n\n“Row,” said Ilse.\n"

FENCED = """---
title: The Salt Road
author: Nell Orrin
subtitle: "A journey: part by part"
series: Harbour Tales
series_index: 2.50
date: 2019-04-07
lang: en-GB
genre: Sea story
Narrated-By: Tam Vell
publisher: Lantern House
description: >
  Two sisters carry salt
  over the hills.

  One of them comes back.
tags: [x, y]
---
"""


def test_front_matter_says_what_libraries_sort_by() -> None:
    story = parse_text(FENCED + BODY, markdown=True)
    assert story.metadata == Metadata(
        narrator="Tam Vell",
        genre="Sea story",
        year="2019",
        language="en-GB",
        series="Harbour Tales",
        part="2.5",
        subtitle="A journey: part by part",
        description="Two sisters carry salt over the hills. One of them comes back.",
        publisher="Lantern House",
    )
    assert (story.title, story.author) == ("The Salt Road", "Nell Orrin")
    assert [story.text[p.start : p.end] for p in story.paragraphs] == ["The lamp went out.", "“Row,” said Ilse."]


def test_header_lines_say_it_too_and_are_not_spoken() -> None:
    head = "Title: The Salt Road\nSeries: Harbour Tales\nPart: 3\nYear: 1931\nLanguage: English\nSummary: Salt.\n\n"
    story = parse_text(head + BODY)
    said = story.metadata
    assert (said.series, said.part, said.year, said.language) == ("Harbour Tales", "3", "1931", "English")
    assert said.description == "Salt."
    assert story.text[story.paragraphs[0].start :].startswith("The lamp")


def test_a_story_that_says_nothing_of_itself_has_nothing_said_of_it() -> None:
    assert parse_text(BODY).metadata == Metadata()


def said(row: str) -> Metadata:
    return parse_text(f"---\ntitle: X\n{row}\n---\n{BODY}").metadata


@pytest.mark.parametrize(
    ("row", "series", "part"),
    [
        ("series: Harbour Tales #4", "Harbour Tales", "4"),
        ("series: Harbour Tales, #4", "Harbour Tales", "4"),
        ("series: Harbour Tales (#4.5)", "Harbour Tales", "4.5"),
        ("series: Harbour Tales #4\npart: 5", "Harbour Tales #4", "5"),
        ("series: [Harbour Tales]\nbook: Book 07", "Harbour Tales", "7"),
        ("series: Harbour Tales\nepisode: 10.0", "Harbour Tales", "10"),
        ("series: Harbour Tales\npart: 0", "Harbour Tales", "0"),
        ("series: Number #9 Lane", "Number #9 Lane", None),
        ("series: Harbour Tales\npart: the second", "Harbour Tales", None),
        ("series: Harbour Tales\npart: 2 of 3", "Harbour Tales", None),
        ("series:\npart: -", None, None),
    ],
)
def test_a_part_is_one_number_wherever_it_stands(row: str, series: str | None, part: str | None) -> None:
    assert (said(row).series, said(row).part) == (series, part)


@pytest.mark.parametrize(
    ("row", "year"),
    [
        ("year: 1931", "1931"),
        ("date: 7 April 2019", "2019"),
        ("date: 2019-04-07T10:00:00Z", "2019"),
        ("copyright: © 1998 Nell Orrin", "1998"),
        ("date: soon", None),
        ("date: 0101-01-01", None),
        ("date: 20190407", None),
        ("date: 12345", None),
    ],
)
def test_a_year_is_four_digits_of_a_date(row: str, year: str | None) -> None:
    assert said(row).year == year


@pytest.mark.parametrize(
    ("row", "description"),
    [
        ("description: One line", "One line"),
        ("description: It begins here\n  and goes on", "It begins here and goes on"),
        ('description: "It begins here\n  and goes on"', "It begins here and goes on"),
        ("description: |\n  One\n  two", "One two"),
        ("description:\n  what: is not said", None),
        ("description: " + "so " * 5000, ("so " * 1333).rstrip() + "…"),
    ],
)
def test_a_description_may_take_several_lines(row: str, description: str | None) -> None:
    assert said(row).description == description


def test_authors_over_two_lines_are_two_authors() -> None:
    assert (
        parse_text(f"---\ntitle: X\nauthors: [Nell Orrin,\n  Tam Vell]\n---\n{BODY}").author == "Nell Orrin, Tam Vell"
    )


# ------------------------------------------------------------------ EPUB


def book(folder: Path, metadata: str) -> Story:
    members = {"book.opf": package(["a.xhtml"], metadata=metadata), "a.xhtml": page("<p>The lamp went out.</p>")}
    return read_story(write_book(folder / "book.epub", members))


OPF = 'xmlns:opf="http://www.idpf.org/2007/opf"'
THIRD = """<dc:title id="s">A journey</dc:title><dc:title id="t">The Salt Road</dc:title>
<meta refines="#s" property="title-type">subtitle</meta><meta refines="#t" property="title-type">main</meta>
<dc:creator id="a">Nell Orrin</dc:creator><meta refines="#a" property="role" scheme="marc:relators">aut</meta>
<meta refines="#a" property="role" scheme="marc:relators">dto</meta>
<dc:contributor id="n">Tam Vell</dc:contributor><meta refines="#n" property="role">nrt</meta>
<dc:language>en-GB</dc:language><dc:date>2019-04-07</dc:date><dc:publisher>Lantern House</dc:publisher>
<dc:description>&lt;p&gt;Two sisters carry &lt;i&gt;salt&lt;/i&gt; &amp;amp; more.&lt;/p&gt;</dc:description>
<meta property="belongs-to-collection" id="c">Harbour Tales</meta>
<meta refines="#c" property="collection-type">series</meta>
<meta refines="#c" property="group-position">2</meta>
<meta property="dcterms:modified">2024-01-01T00:00:00Z</meta>"""
SECOND = f"""<dc:title>The Salt Road</dc:title><dc:creator {OPF} opf:role="aut">Nell Orrin</dc:creator>
<dc:contributor {OPF} opf:role="nrt">Tam Vell</dc:contributor><dc:language>en-GB</dc:language>
<dc:date {OPF} opf:event="modification">2024-01-01</dc:date>
<dc:date {OPF} opf:event="publication">2019-04-07</dc:date><dc:publisher>Lantern House</dc:publisher>
<dc:description>Two sisters carry salt &amp; more.</dc:description>
<meta name="calibre:series" content="Harbour Tales"/><meta name="calibre:series_index" content="2.0"/>"""


@pytest.mark.parametrize(("metadata", "subtitle"), [(THIRD, "A journey"), (SECOND, None)])
def test_a_book_of_either_generation_says_what_libraries_sort_by(
    tmp_path: Path, metadata: str, subtitle: str | None
) -> None:
    story = book(tmp_path, metadata)
    assert (story.title, story.author) == ("The Salt Road", "Nell Orrin")
    assert story.metadata == Metadata(
        narrator="Tam Vell",
        year="2019",
        language="en-GB",
        series="Harbour Tales",
        part="2",
        subtitle=subtitle,
        description="Two sisters carry salt & more.",
        publisher="Lantern House",
    )


def creator(name: str, *roles: str, number: int = 1, attribute: str = "") -> str:
    refinements = "".join(f'<meta refines="#p{number}" property="role">{role}</meta>' for role in roles)
    return f'<dc:creator {OPF} id="p{number}" {attribute}>{name}</dc:creator>{refinements}'


@pytest.mark.parametrize(
    ("creators", "author"),
    [
        (creator("Nell Orrin", "aut", "dto"), "Nell Orrin"),
        (creator("Nell Orrin", "dto", "aut"), "Nell Orrin"),
        (creator("Nell Orrin", "ill", "aut", "cov"), "Nell Orrin"),
        (creator("Nell Orrin", "AUT"), "Nell Orrin"),
        (creator("Nell Orrin", "http://id.loc.gov/vocabulary/relators/aut"), "Nell Orrin"),
        (creator("Nell Orrin", "dto", attribute='opf:role="aut"'), "Nell Orrin"),
        (creator("Nell Orrin", attribute='opf:role="aut dto"'), "Nell Orrin"),
        (creator("Nell Orrin"), "Nell Orrin"),
        (creator("Nell Orrin", "aut") + creator("Tam Vell", "aut", "edt", number=2), "Nell Orrin, Tam Vell"),
        (creator("Nell Orrin", "aut") + creator("Tam Vell", "edt", number=2), "Nell Orrin"),
        (creator("Nell Orrin", "aut") + creator("Nell Orrin", number=2), "Nell Orrin"),
        (creator("Tam Vell", "dto", "edt"), ""),
    ],
)
def test_whoever_wrote_is_an_author_whatever_else_they_did(tmp_path: Path, creators: str, author: str) -> None:
    assert book(tmp_path, f"<dc:title>X</dc:title>{creators}").author == author


IS_SUBTITLE = '<meta refines="#a" property="title-type">subtitle</meta>'


@pytest.mark.parametrize(
    ("titles", "title", "subtitle"),
    [
        ("<dc:title>One</dc:title><dc:title>Two</dc:title>", "One", None),
        (f'<dc:title id="a">One</dc:title>{IS_SUBTITLE}', "One", None),
        (f'<dc:title id="a">One</dc:title><dc:title>Two</dc:title>{IS_SUBTITLE}', "Two", "One"),
        ("<dc:title> </dc:title><dc:title>Two</dc:title>", "Two", None),
    ],
)
def test_of_several_titles_the_main_one_is_the_title(
    tmp_path: Path, titles: str, title: str, subtitle: str | None
) -> None:
    story = book(tmp_path, titles)
    assert (story.title, story.metadata.subtitle) == (title, subtitle)


def test_a_collection_that_is_no_series_is_none(tmp_path: Path) -> None:
    said_of = (
        '<dc:title>X</dc:title><meta property="belongs-to-collection" id="c">Nine Books in One</meta>'
        '<meta refines="#c" property="collection-type">set</meta>'
    )
    assert book(tmp_path, said_of).metadata.series is None


def test_an_unknown_date_of_a_book_manager_is_no_year(tmp_path: Path) -> None:
    assert book(tmp_path, "<dc:title>X</dc:title><dc:date>0101-01-01T00:00:00+00:00</dc:date>").metadata.year is None


def test_a_book_that_says_nothing_has_nothing_said_of_it(tmp_path: Path) -> None:
    assert book(tmp_path, "<dc:title>X</dc:title>").metadata == Metadata()
