"""What is read out of Markdown is what a CommonMark parser that is not ours finds to be words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token  # noqa: TC002

from drama.model import Role
from drama.readers import parse_text
from drama.readers.structure.entities import resolve_entities
from drama.readers.structure.skips import Skips

PLAIN = st.lists(st.sampled_from(["Ilse", "rowed", "the", "salt", "road", "home", "and", "slept"]), min_size=1).map(
    lambda words: " ".join(words[:4])
)
ODDMENTS = st.sampled_from(
    ["2 * 3", "snake_case", "a&amp;b", "&ldquo;row&rdquo;", "`in code`", "\\*", "AT\\&T", "[a *link*](there.html)"]
)


def _marked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = st.sampled_from(["*", "**", "_", "__", "***"])
    # Marks that touch are one run, of which the specification makes what few writers mean.
    inside = inner.filter(lambda words: words[0] not in "*_" and words[-1] not in "*_")
    alone = st.builds(lambda mark, words: f"{mark}{words}{mark}", marks, inside)
    return st.one_of(alone, st.builds(lambda one, other: f"{one} {other}", inner, inner))


INLINE = st.recursive(PLAIN | ODDMENTS, _marked, max_leaves=5)
BLOCK = st.one_of(
    INLINE.map(lambda words: f"Then {words} again."),
    INLINE.map(lambda words: f"## Then {words}"),
    st.builds(lambda one, other: f"> Then {one},\n> and {other}.", INLINE, INLINE),
    st.builds(lambda one, other: f"Then {one},\nand {other}.", INLINE, INLINE),
)


def words_by_library(source: str) -> list[str]:
    inline = (token.children or [] for token in MarkdownIt().parse(source) if token.type == "inline")
    return [word for children in inline for word in "".join(map(_content, children)).split()]


def _content(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def words_by_us(source: str) -> list[str]:
    story = parse_text(resolve_entities(source), markdown=True)
    skips = Skips(story.text, story.skips)
    read = (p for p in story.paragraphs if p.role is not Role.BREAK)
    return [word for paragraph in read for word in skips.words(paragraph.start, paragraph.end).split()]


@given(st.lists(BLOCK, min_size=1, max_size=4).map("\n\n".join))
def test_the_words_are_those_a_library_finds(source: str) -> None:
    assert words_by_us(source) == words_by_library(source)


@pytest.mark.parametrize(
    "source",
    [
        "*never the salt **light***",
        "**never the *salt light***",
        "***never* the salt** light",
        "***never** the salt* light",
        "*a* **b** ***c*** *d **e** f*",
        "**bold *and* bold**, then *on*",
        "Row! ****bold twice**** he said",
    ],
)
def test_emphasis_may_stand_in_emphasis(source: str) -> None:
    assert words_by_us(source) == words_by_library(source)
    assert not any("*" in word for word in words_by_us(source))
