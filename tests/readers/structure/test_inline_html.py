"""HTML inside Markdown: what parts words, what parts paragraphs, and what parts nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.model import Role, Script
from drama.readers import parse_text
from drama.script import read_script
from drama.script.assembly.coverage import check


def script(text: str) -> Script:
    return read_script(parse_text(text, markdown=True))


def lines(text: str) -> list[str]:
    return [line.text for line in script(text).lines]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Line<br>two and<br/>three.", "Line two and three."),
        ("Line<br />two<BR>three<br class='a'>four.", "Line two three four."),
        ("The boat,<br>\nthe tide.", "The boat, the tide."),
        ("The boat, <br> the tide.", "The boat, the tide."),
        ("The<br><br>boat</br>.", "The boat ."),
        ("The *grey<br>heron* sank.", "The grey heron sank."),
        ("That is un<b>believ</b>able, <i>s</i>he said.", "That is unbelievable, she said."),
        ("A long<wbr>boat<span>s</span> <sup>x</sup>y.", "A longboats xy."),
    ],
)
def test_a_line_break_parts_words_and_marks_within_words_do_not(text: str, said: str) -> None:
    assert " ".join(lines(text)) == said


def test_a_line_break_in_a_speech_leaves_it_one_speech() -> None:
    made = script("“Go home,<br>Nell,” said Brannock. “It is<br>late.”")
    assert [line.text for line in made.lines if line.kind.value == "dialogue"] == ["“Go home, Nell,”", "“It is late.”"]


@pytest.mark.parametrize(
    "text",
    [
        "<p>One</p><p>Two</p>",
        "<p>One<p>Two",
        "<div>One</div><div class='a\nb'>Two</div>",
        "<div>One<div>Two</div></div>",
        "<table><tr><td>One</td><td>Two</td></tr></table>",
        "<table><tr><th>One</th></tr><tr><td>Two</td></tr></table>",
        "<details><summary>One</summary>Two</details>",
        "<ul><li>One</li><li>Two</li></ul>",
        "<ol>\n<li>One\n<li>Two\n</ol>",
        "One<hr>Two",
        "One<hr/>Two",
        "<h2>One</h2>Two",
        "<h2 align=center>One</h2>\nTwo",
        "<blockquote>One</blockquote>Two",
        "<dl><dt>One</dt><dd>Two</dd></dl>",
        "<figure>One<figcaption>Two</figcaption></figure>",
        "<center>One</center>Two",
        "<P>One</P>\n<P>Two</P>",
        "> <p>One</p><p>Two</p>",
        "* <p>One</p><p>Two</p>",
        "<section><header>One</header><main>Two</main></section>",
        "<pre>One</pre>Two",
        "<caption>One</caption>Two",
        "<select><option>One<option>Two</select>",
    ],
)
def test_a_block_parts_paragraphs(text: str) -> None:
    story = parse_text(text, markdown=True)
    check(read_script(story))
    assert lines(text) == ["One", "Two"]


@pytest.mark.parametrize("rule", ["<hr>", "<hr/>", "<HR class='a' />"])
def test_a_rule_on_a_line_of_its_own_is_a_scene_break(rule: str) -> None:
    story = parse_text(f"Nobody came.\n\n{rule}\n\nThe lamp went out.", markdown=True)
    assert [paragraph.role for paragraph in story.paragraphs] == [Role.PROSE, Role.BREAK, Role.PROSE]
    assert lines(story.text) == ["Nobody came.", "The lamp went out."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He typed `<p>` and `a<br>b` there.", "He typed <p> and a<br>b there."),
        (r"He typed \<p> there.", "He typed <p> there."),
        ("If a <pod or a <brig comes.", "If a <pod or a <brig comes."),
    ],
)
def test_what_is_no_tag_is_text(text: str, said: str) -> None:
    assert " ".join(lines(text)) == said


def test_blocks_leave_no_indentation_behind() -> None:
    text = "\n".join(f"<p>The ferry went on day {n},</p>\nand the boy watched it go\nall the way." for n in range(9))
    assert lines(text)[:2] == ["The ferry went on day 0,", "and the boy watched it go all the way."]


PIECES = [
    *("<br>", "<br/>", "<p>", "</p>", "<td>", "<hr>", "<b>", "</b>", "`", "\\", "One", "“Go,”", ".", "*", "\n", "\n\n"),
    *(" ", "<", ">", "|", "# ", "> ", "- ", "[pause]"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join([*pieces, "Words."])))
@pytest.mark.slow
def test_every_character_of_any_markdown_with_html_is_accounted_for_once(text: str) -> None:
    check(script(text))
