"""Title and author, from what stands before the story."""

from __future__ import annotations

import pytest

from drama.model import Role
from drama.readers import parse_text

BODY = "The lamp went out.\n\n“Row,” said Ilse.\n"


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("---\ntitle: The Salt Road\nauthor: Nell Orrin\n---\n\n", "The Salt Road", "Nell Orrin"),
        (
            '\ufeff---\r\ntitle: "It\'s: here"\r\nauthors:\r\n  - A B\r\n  - C D\r\ntags: [x]\r\n...\r\n',
            "It's: here",
            "A B, C D",
        ),
        ("---\ntitle: 'X'\nauthor: [A B, C D]\n# note\n---\n", "X", "A B, C D"),
        ("Title: The Salt Road\nAuthor: Nell Orrin\n\n", "The Salt Road", "Nell Orrin"),
        ("Author: Nell Orrin\n\n", "", "Nell Orrin"),
    ],
)
@pytest.mark.parametrize("markdown", [False, True])
def test_front_matter_names_title_and_author_and_is_not_spoken(
    head: str, title: str, author: str, markdown: bool
) -> None:
    story = parse_text(head + BODY, markdown=markdown)
    assert (story.title, story.author) == (title, author)
    assert [story.text[p.start : p.end] for p in story.paragraphs] == ["The lamp went out.", "“Row,” said Ilse."]
    assert "front matter" in {skip.reason for skip in story.skips}


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("The Salt Road\nby Nell Orrin\n\n", "The Salt Road", "Nell Orrin"),
        ("The Salt Road\n\nby Nell Orrin\n\n", "The Salt Road", "Nell Orrin"),
        ("THE SALT ROAD\n\nWritten by N. K. Orrin\n\n\n", "THE SALT ROAD", "N. K. Orrin"),
        ("The Salt Road\n\n", "The Salt Road", ""),
        ("# The Salt Road\n\n*by Nell Orrin*\n\n", "The Salt Road", "Nell Orrin"),
        ("# The *Salt* Road\n\n## Chapter One\n\n", "The Salt Road", ""),
        ("The Salt Road\n=============\n\nby the harbour writers\n\n", "The Salt Road", "the harbour writers"),
    ],
)
def test_a_title_in_the_first_lines_is_found_and_read_out(head: str, title: str, author: str) -> None:
    story = parse_text(head + BODY, markdown=head.startswith("#"))
    assert (story.title, story.author) == (title, author)
    assert (story.paragraphs[0].role, story.paragraphs[0].level) == (Role.HEADING, 1)
    assert all(skip.reason == "markup" for skip in story.skips)


@pytest.mark.parametrize(
    "head",
    [
        "---\nThe lamp: it went out, and nothing\nwas as before\n---\n\n",
        "---\n\n",
        "“The Salt Road”\n\n",
        "He was late\n\n",
        "By the time Ilse came, it was dark.\n\n",
        "Ilse: Hello.\nBrannock: Hello.\n\n",
        "# Chapter One\n\n",
        "Chapter One\n\n",
        "# One Lamp\n\nx y.\n\n# Two Lamps\n\n",
        "Wait!\n\n",
    ],
)
def test_a_story_that_begins_at_once_has_no_title_and_loses_nothing(head: str) -> None:
    story = parse_text(head + BODY, markdown=True)
    assert (story.title, story.author) == ("", "")
    assert "front matter" not in {skip.reason for skip in story.skips}


def test_front_matter_that_is_never_closed_is_text() -> None:
    story = parse_text("---\ntitle: The Salt Road\n\n" + BODY)
    assert story.title == ""


def test_front_matter_is_never_run_or_expanded() -> None:
    story = parse_text('---\ntitle: !!python/object/apply:os.system ["true"]\nx: &a [*a]\n---\n' + BODY)
    assert story.title == '!!python/object/apply:os.system ["true"]'


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("---\ntitle: The Salt Road\nlanguage: fr-FR\n---\n\n", "fr-FR"),
        ("---\nlang: 'de'\n---\n\n", "de"),
        ("Title: The Salt Road\nLanguage: English\n\n", "English"),
        ("---\ntitle: The Salt Road\n---\n\n", ""),
        ("The Salt Road\n\n", ""),
    ],
)
def test_front_matter_names_the_language(head: str, language: str) -> None:
    assert parse_text(head + BODY, markdown=False).metadata.language == (language or None)
