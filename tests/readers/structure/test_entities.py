"""Entities in Markdown are the characters they stand for, and never marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.readers import read_story
from drama.readers.structure.entities import resolve_entities


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("&ldquo;Come&nbsp;in,&rdquo; she said&mdash;late.", "“Come\xa0in,” she said—late."),
        ("Berg &amp; Dahl", "Berg & Dahl"),
        ("&#8220;Oh&#x201D; &quot;No&quot; it&#39;s &eacute;", '“Oh” "No" it\'s é'),
        ("&lt;i&gt; &#42;a&#42; &#124;", "\\<i\\> \\*a\\* \\|"),
        ("&#10;&Tab;", " \t"),
        ("AT&T; &unknown; &; &#; &#x; &copy", "AT&T; &unknown; &; &#; &#x; &copy"),
        ("\\&amp; &#0; &#55296;", "\\&amp; \ufffd \ufffd"),
        ("&amp;amp;", "&amp;"),
    ],
)
def test_an_entity_is_the_character_it_stands_for(text: str, resolved: str) -> None:
    assert resolve_entities(text) == resolved


def test_speech_between_entities_is_found_in_markdown_and_left_alone_in_plain_text(tmp_path: Path) -> None:
    source = "&ldquo;Come in,&rdquo; she said. 1 &lt; 2, &lt;i&gt;, and &#42;no&#42; more."
    for suffix, text in ((".md", "“Come in,” she said. 1 \\< 2, \\<i\\>, and \\*no\\* more."), (".txt", source)):
        path = tmp_path / f"story{suffix}"
        path.write_text(source, encoding="utf-8")
        assert read_story(path).text == text
    story = read_story(tmp_path / "story.md")
    assert {story.text[skip.start : skip.end] for skip in story.skips} == {"\\"}
    assert not story.emphasis
