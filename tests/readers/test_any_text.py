"""Whatever the text, the story accounts for all of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drama.errors import StoryError
from drama.model import Story
from drama.readers import parse_text

pytestmark = pytest.mark.slow

_PIECES = st.sampled_from(
    [
        *("~~", "==", "|", "|---|", "| a | b |", "{#a}", "{.b}", "[a]: <data:x>", "][a]", "[[", "]]", "]", "%%", ":::"),
        *("<https://x>", "^[", "{{", "}}", "+---+", "<style>", "</style>", "[ ] ", "\\\n", "&amp;"),
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "```",
        "\\",
        "[",
        "](u)",
        "![",
        "[pause 2s]",
        "[SFX: door]",
        "[fx:",
        "[^1]",
        "[^1]: ",
        "<!--",
        "-->",
        "<i>",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\x0c",
        "\u2029",
        "\x85",
        " ",
        "    ",
        "\t",
        "\xa0",
        "\ufeff",
        "\u200d",
        "\u200b",
        "\x1b",
        "# ",
        "## A",
        "---",
        "===",
        "***\n",
        "* ",
        "> ",
        "- ",
        "title: x",
        "Chapter One",
        "by Nell",
        "I",
        "II",
        "oOo",
        "⁂",
        "“Oh,” she said.",
        "word",
        "d*mn",
        "snake_case",
        '"No!"',
        "é",
        "👩\u200d🚀",
        ".",
    ]
)
_TEXTS = st.one_of(st.text(alphabet=st.characters(), max_size=80), st.lists(_PIECES, max_size=25).map("".join))


def read(text: str, *, markdown: bool) -> Story | None:
    """Return the story, or None where the text has nothing but white space (which must be an error)."""
    if text.isspace() or not text:
        with pytest.raises(StoryError, match="white space"):
            parse_text(text, markdown=markdown)
        return None
    return parse_text(text, markdown=markdown)


@given(text=_TEXTS, markdown=st.booleans())
@example(text="\ufeff", markdown=False)
@example(text="*a <!--\n\n--> b*", markdown=True)
def test_paragraphs_and_skips_cover_every_character_of_any_text(text: str, markdown: bool) -> None:
    story = read(text, markdown=markdown)
    if story is None:
        return
    assert story.text == text
    covered = bytearray(len(text))
    for spans in (story.paragraphs, story.skips):
        reach = 0
        for span in spans:
            assert reach <= span.start < span.end <= len(text)
            reach = span.end
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
    assert not [char for char, seen in zip(text, covered, strict=True) if not seen and not char.isspace()]


@given(text=_TEXTS, markdown=st.booleans())
def test_every_paragraph_of_any_text_is_trimmed_and_holds_words(text: str, markdown: bool) -> None:
    story = read(text, markdown=markdown)
    if story is None:
        return
    skipped = {at for skip in story.skips for at in range(skip.start, skip.end)}
    for paragraph in story.paragraphs:
        body = text[paragraph.start : paragraph.end]
        assert body == body.strip()
        assert any(not text[at].isspace() for at in range(paragraph.start, paragraph.end) if at not in skipped)


@given(text=_TEXTS, markdown=st.booleans())
def test_emphasis_in_any_text_lies_in_paragraphs_with_words_at_its_edges(text: str, markdown: bool) -> None:
    story = read(text, markdown=markdown)
    if story is None:
        return
    skipped = {at for skip in story.skips for at in range(skip.start, skip.end)}
    reach = 0
    for span in story.emphasis:
        assert reach <= span.start < span.end
        assert not {span.start, span.end - 1} & skipped
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        assert any(p.start <= span.start and span.end <= p.end for p in story.paragraphs)
        reach = span.end


@given(text=_TEXTS, markdown=st.booleans())
def test_no_control_character_of_any_text_is_left_to_be_spoken(text: str, markdown: bool) -> None:
    story = read(text, markdown=markdown)
    if story is None:
        return
    skipped = {at for skip in story.skips for at in range(skip.start, skip.end)}
    spoken = {char for at, char in enumerate(text) if at not in skipped}
    assert not [char for char in spoken if (ord(char) < 32 or 127 <= ord(char) < 160) and not char.isspace()]


@given(text=_TEXTS)
def test_pauses_of_any_text_are_in_order_and_between_one_millisecond_and_a_minute(text: str) -> None:
    story = read(text, markdown=False)
    if story is None:
        return
    assert [mark.at for mark in story.pauses] == sorted(mark.at for mark in story.pauses)
    assert all(0 < mark.duration_ms <= 60_000 for mark in story.pauses)


@given(text=_TEXTS, markdown=st.booleans())
def test_effects_of_any_text_are_in_order_named_and_skipped(text: str, markdown: bool) -> None:
    story = read(text, markdown=markdown)
    if story is None:
        return
    skips = [skip.start for skip in story.skips if skip.reason == "effect"]
    assert [mark.at for mark in story.effects] == sorted(mark.at for mark in story.effects)
    assert all(mark.at in skips for mark in story.effects)
    assert all(mark.name.isprintable() and 0 < len(mark.name) <= 100 for mark in story.effects)
