"""An inch mark ends no speech; a mark that ends speech behind a number still does."""

from __future__ import annotations

import pytest

from drama.languages.en.english import ENGLISH
from drama.readers import parse_text
from drama.script.quotes.inch_marks import inch_marks
from drama.script.quotes.quotes import find_passages


def spoken(text: str) -> list[str]:
    story = parse_text(text)
    return [story.text[p.start : p.end] for passage in find_passages(story) for p in passage.pieces if p.spoken]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"The 12" gun, sir," said Bo.', ['"The 12" gun, sir,"']),
        ('"I am 6\' tall and 5\'10", ok," said Tom.', ['"I am 6\' tall and 5\'10", ok,"']),
        ('"Use the 1/2" bolts," said Ada.', ['"Use the 1/2" bolts,"']),
        ('"Use the 2½" bolts," said Ada.', ['"Use the 2½" bolts,"']),
        ('"Fetch the 12" and the 6" pipes!" cried Ada.', ['"Fetch the 12" and the 6" pipes!"']),
        ('"A 12"-wide plank?" asked Bo. "Or a 6" one?"', ['"A 12"-wide plank?"', '"Or a 6" one?"']),
        ('"It is 6"x4" at most," said Bo.', ['"It is 6"x4" at most,"']),
        ('"It is 6" x 4" at most," said Bo.', ['"It is 6" x 4" at most,"']),
        ('"It is 6" × 4"," said Bo. "Is it?"', ['"It is 6" × 4","', '"Is it?"']),
        ('"It is only 12"!" said Bo.', ['"It is only 12"!"']),
        ('"It is only 12"" said Bo.', ['"It is only 12""']),
        ('"A 40" TV, no less," said Bo.', ['"A 40" TV, no less,"']),
        ('"I am 5\'10". You are not," said Tom.', ['"I am 5\'10". You are not,"']),
        ('"He is 5\'10½" Tom\'s sister says he is," said Ada.', ['"He is 5\'10½" Tom\'s sister says he is,"']),
        ('Bo said, "The 12" gun, sir."', ['"The 12" gun, sir."']),
        ('"Go," said Bo. "The 12" gun, sir."', ['"Go,"', '"The 12" gun, sir."']),
        ('"The 12" gun "Bertha" is lost, sir," said Bo.', ['"The 12" gun "Bertha" is lost, sir,"']),
        ('"The 12″ gun, sir," said Bo.', ['"The 12″ gun, sir,"']),
        ('The 12" gun and the 6"x4" board lay there. "Mine," said Bo.', ['"Mine,"']),
        ("'He is 6' tall,' said Tom.", ["'He is 6' tall,'"]),
        ("'He is 6' tall and 5\" wide, ok,' said Tom.", ["'He is 6' tall and 5\" wide, ok,'"]),
        ("'The 12\" gun, sir,' said Bo. 'Go.'", ["'The 12\" gun, sir,'", "'Go.'"]),
    ],
)
def test_an_inch_mark_ends_no_speech(text: str, speech: list[str]) -> None:
    assert spoken(text) == speech


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"I have 12," he said.', ['"I have 12,"']),
        ('"There are 12" he said.', ['"There are 12"']),
        ('"There are 12" he said. "Go on," he said.', ['"There are 12"', '"Go on,"']),
        ('"There are 12" said Bo. Go on," he said.', ['"There are 12"']),
        ('"There are 12", Bo said. Go on," he said.', ['"There are 12"']),
        ('"There are 12" my aunt said. Go on," he said.', ['"There are 12"']),
        ('"There are 12" and nobody stirred. "Go on," he said.', ['"There are 12"', '"Go on,"']),
        ('"There are 12", he said, "and 6 more."', ['"There are 12"', '"and 6 more."']),
        ('"There are 12" he said. "The 6" one, sir."', ['"There are 12"', '"The 6" one, sir."']),
        ('"There are 12" Bo nodded. "There are 6" Ada told him.', ['"There are 12"', '"There are 6"']),
        ('"I was born in 1912" was all he said.', ['"I was born in 1912"']),
        ('"He said "page 12" and left," said Orla.', ['"He said "page 12" and left,"']),
        ('"She drew "12" and "13" on it," said Orla.', ['"She drew "12" and "13" on it,"']),
        ('12"Go on," said Bo.', ['"Go on,"']),
        ("“It is 12,” said Bo. “The 6” one.”", ["“It is 12,”", "“The 6”"]),
    ],
)
def test_a_mark_that_ends_speech_behind_a_number_still_does(text: str, speech: list[str]) -> None:
    assert spoken(text) == speech


def test_inch_marks_are_told_by_what_stands_before_and_after() -> None:
    assert inch_marks('"The 12" gun, sir," said Bo.', ENGLISH) == {7}
    assert inch_marks('"The gun, sir," said Bo.', ENGLISH) == frozenset()
