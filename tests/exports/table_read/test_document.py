"""The document of a table read: every word of the script, numbered, with each part to mark, and nothing that runs."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from support.programmes import NASTY

from drama.exports.table_read import table_read
from drama.files.content_security import source_digest
from drama.model import GivenLine, Script
from drama.readers import parse_text
from drama.script import read_script

STORY = """\
# The Shed

Rain fell on the boat shed. It had rained all day.

“Is the lamp lit?” whispered Maret. She waited. “Tam?”

[SFX: knock]

“It was lit at noon,” said Tam over the radio. [pause 2s] “Ask Maret.”

***

Maret was gone. *Why did he lie?* Maret thought.
"""


def script_of(text: str = STORY) -> Script:
    return read_script(parse_text(text, markdown=True))


class Attributes(HTMLParser):
    """The names of all attributes of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}


def words(document: str) -> str:
    """Return what a reader sees: tags, styles and scripts out, entities in."""
    body = re.sub(r"<style>.*?</style>", " ", document, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_every_line_is_there_under_its_number() -> None:
    script = script_of()
    document = table_read(script)
    for line in script.lines:
        (found,) = re.findall(rf'id="line-{line.number}".*?</(?:p|span)>\s*(?:</h3>)?', document, re.DOTALL) or [""]
        assert str(line.number) in words(found) or line.is_heading
        after = document[document.index(f'id="line-{line.number}"') :]
        assert " ".join(line.text.split()) in words(after)[:900]


def test_the_title_page_has_the_cast_with_their_lines_and_scenes() -> None:
    script = script_of()
    seen = words(table_read(script))
    maret = next(one for one in script.characters if one.name == "Maret")
    assert re.search(rf"Maret {maret.lines} \d+ 1, 2", seen)
    assert re.search(r"Narrator \d+ \d+ 1, 2", seen)


def test_deliveries_sounds_and_pauses_are_in_brackets() -> None:
    seen = words(table_read(script_of()))
    for shown in ("Maret (whispered)", "[sound: knock ]", "(over the radio)", "(pause, 2 s)", "(thinking)"):
        assert shown in seen


def test_a_part_is_marked_where_it_is_asked_for_and_can_be_chosen_on_the_page() -> None:
    script = script_of()
    plain, marked = table_read(script), table_read(script, ["Tam"])
    assert " checked" not in plain
    (box,) = re.findall(r'<input type="checkbox" id="mark-(\d+)" checked aria-label="Mark the part of Tam">', marked)
    assert f"body:has(#mark-{box}:checked) .part-{box}" in marked
    speeches = re.findall(rf'<div class="speech part-{box}">', marked)
    assert len(speeches) == sum(line.speaker == "Tam" for line in script.lines)
    assert "Part of <bdi>Tam</bdi>" in marked


def test_a_part_has_a_page_that_says_where_it_speaks() -> None:
    script = script_of()
    document = table_read(script, ["Maret"])
    first = next(line.number for line in script.lines if line.speaker == "Maret" and line.scene == 1)
    assert f'<a href="#line-{first}">Scene 1</a>' in document
    assert document.count('class="part-page"') == 1
    assert table_read(script).count('class="part-page"') == 3


def test_who_speaks_at_once_stands_side_by_side() -> None:
    story = parse_text("Row on.\n\nNever!\n\nRain fell.")
    one, other, _ = story.paragraphs
    lines = (GivenLine(one.start, one.end, "Ilse"), GivenLine(other.start, other.end, "Brand", is_simultaneous=True))
    document = table_read(read_script(replace(story, given=lines, read_as="a play")))
    (together,) = re.findall(r'<div class="together">(.*?)</div>\s*</div>', document, re.DOTALL)
    assert "Ilse" in together
    assert "Never!" in together


def test_a_doubtful_speaker_is_marked() -> None:
    script = script_of()
    lines = tuple(replace(line, confidence=0.3 if line.speaker == "Tam" else 1.0) for line in script.lines)
    doubtful = sum(line.is_doubtful for line in lines)
    assert table_read(replace(script, lines=lines)).count('class="doubt"') == doubtful == 2


@pytest.mark.parametrize("nasty", [*NASTY, "</style><script>alert(1)</script>", '" onload="alert(1)'])
def test_words_are_words_whatever_they_are(nasty: str) -> None:
    script = script_of()
    lines = tuple(replace(line, text=nasty, speaker=line.speaker and nasty) for line in script.lines)
    scenes = tuple(replace(scene, title=nasty) for scene in script.scenes)
    document = table_read(
        replace(script, lines=lines, scenes=scenes, story=replace(script.story, title=nasty)), [nasty]
    )
    (style,) = re.findall(r"<style>(.*?)</style>", document, re.DOTALL)
    assert f"style-src '{source_digest(style)}'" in html.unescape(document)
    assert "default-src 'none'" in html.unescape(document)
    assert "<script" not in document
    attributes = Attributes()
    attributes.feed(document)
    assert not [name for name in attributes.names if name.startswith("on")]
    assert not set("\x00\x07\x1b\u202e\u2066") & set(document)


def test_the_same_script_gives_the_same_document() -> None:
    assert table_read(script_of()) == table_read(script_of())
