"""The ledger: every character of the source that is not white space, exactly once."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.errors import ScriptError
from drama.model import Kind, Script, Span
from drama.readers import parse_text
from drama.script import read_script
from drama.script.assembly import coverage
from drama.script.assembly.lines import segments
from drama.script.text.spoken_text import HARD_LIMIT

STORY = (
    "The kettle sang. “Is that you, Orla?” called Piet.\n\n"
    "“Only the cat,” said Orla, and *nearly* believed it.\n\n***\n\n"
    "Morning came. Orla slept through it."
)

_WORDS = [
    "Orla",
    "Piet",
    "said",
    "thought",
    "I",
    "I'll",
    "ran",
    "the",
    "kitchen",
    "she",
    "Later,",
    "—",
    "…",
    "?",
    "!",
    ".",
    ",",
]
_MARKS = [
    '"',
    "“",
    "”",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "*",
    "_",
    "**",
    "***",
    "# ",
    "— ",
    "[pause 2s]",
    "\u200b",
    "\ufeff",
    "\u00a0",
]
_BREAKS = ["\n", "\n\n", "\n\n\n\n", "\r\n\r\n", "\t", " ", "\f"]
PROSE = (
    st.lists(st.sampled_from([*_WORDS, *_MARKS, *_BREAKS, " ", " "]), min_size=1, max_size=80)
    .filter(lambda parts: not "".join(parts).isspace())
    .map("".join)
)


def read(text: str, *, markdown: bool = False) -> Script:
    return read_script(parse_text(text, markdown=markdown))


def assert_whole(script: Script) -> None:
    source = script.story.text
    seen = list(segments(script))
    for before, after in pairwise(seen):
        assert before.end <= after.start
    covered = "".join(source[segment.start : segment.end] for segment in seen)
    assert "".join(covered.split()) == "".join(source.split())
    assert [line.number for line in script.lines] == list(range(1, len(script.lines) + 1))
    for line in script.lines:
        assert re.search(r"[^\W_]", line.text)
        assert len(line.text) <= HARD_LIMIT
        assert (line.speaker is None) == (line.kind is Kind.NARRATION)
    numbers = [line.scene for line in script.lines]
    assert numbers == sorted(numbers)
    assert sorted(set(numbers)) == [scene.number for scene in script.scenes] == list(range(1, len(script.scenes) + 1))
    for scene in script.scenes:
        assert [line.number for line in script.lines if line.scene == scene.number] == list(
            range(scene.first_line, scene.last_line + 1)
        )


@given(st.text(min_size=1, max_size=300).filter(lambda text: not text.isspace()))
@settings(max_examples=150, deadline=None)
@pytest.mark.slow
def test_any_text_keeps_the_ledger(text: str) -> None:
    assert_whole(read(text))


@given(PROSE, st.booleans())
@settings(max_examples=300, deadline=None)
@pytest.mark.slow
def test_any_jumble_of_words_and_marks_keeps_the_ledger(text: str, markdown: bool) -> None:
    assert_whole(read(text, markdown=markdown))


def test_a_script_that_lost_a_line_is_refused_with_the_place() -> None:
    script = read(STORY)
    lines = tuple(replace(line, number=at) for at, line in enumerate(script.lines[1:], start=1))
    with pytest.raises(ScriptError, match=r"missing from the script: line 1 of the story, 'The kettle sang"):
        coverage.check(replace(script, lines=lines))


def test_a_script_that_lost_its_last_words_is_refused() -> None:
    script = read(STORY)
    with pytest.raises(ScriptError, match=r"missing from the script: line 7 of the story"):
        coverage.check(replace(script, lines=script.lines[:-1]))


def test_a_character_counted_twice_is_refused() -> None:
    script = read(STORY)
    first = script.lines[0]
    longer = replace(first, spans=(Span(first.spans[0].start, first.spans[0].end + 4),), text=first.text + " “Is")
    with pytest.raises(ScriptError, match="counted twice in the script: line 1 of the story"):
        coverage.check(replace(script, lines=(longer, *script.lines[1:])))


def test_a_retyped_line_is_refused() -> None:
    script = read(STORY)
    retyped = replace(script.lines[0], text="The kettle whistled.")
    with pytest.raises(ScriptError, match="line 1 does not say what the story says"):
        coverage.check(replace(script, lines=(retyped, *script.lines[1:])))


def test_a_gap_in_the_numbers_is_refused() -> None:
    script = read(STORY)
    with pytest.raises(ScriptError, match="line 7 of the script stands where line 1 should"):
        coverage.check(replace(script, lines=(replace(script.lines[0], number=7), *script.lines[1:])))


def test_a_segment_outside_the_story_is_refused() -> None:
    script = read(STORY)
    size = len(script.story.text)
    last = script.lines[-1]
    outside = replace(last, spans=(*last.spans, Span(size, size + 3)))
    with pytest.raises(ScriptError, match="outside the story"):
        coverage.check(replace(script, lines=(*script.lines[:-1], outside)))
