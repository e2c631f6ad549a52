"""Lines whose speaker the source states: they are that speaker's, and only a person's correction goes over it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.model import GivenLine, Kind, Line, Manner, Script, Skip, Story
from drama.readers import parse_text
from drama.script import Corrections, Pin, explain_lines, read_script

SHED = (
    "Rain fell on the boat shed.\n\n"
    "MARET: Is the lamp lit?\n\n"
    "Nobody moved for a while.\n\n"
    "OLD TAM: It was lit at noon, Maret.\n\n"
    "MARET: Then who put it out?\n"
)


def stated(text: str, *, manners: dict[str, Manner] | None = None) -> Story:
    """Return the story of a text in which a name in capitals and a colon stand before what that person says."""
    story = parse_text(text)
    skips, lines = [], []
    for paragraph in story.paragraphs:
        name, colon, _ = story.text[paragraph.start : paragraph.end].partition(": ")
        if colon and name.isupper():
            start = paragraph.start + len(name) + 2
            skips.append(Skip(paragraph.start, start - 1, "speaker"))
            lines.append(GivenLine(start, paragraph.end, name.title(), (manners or {}).get(name)))
    return replace(story, skips=tuple(skips), given=tuple(lines))


def line(script: Script, words: str) -> Line:
    return next(one for one in script.lines if words in one.text)


def test_a_line_the_source_gives_to_somebody_is_theirs_for_sure() -> None:
    script = read_script(stated(SHED))
    assert [(one.speaker, one.text) for one in script.lines] == [
        (None, "Rain fell on the boat shed."),
        ("Maret", "Is the lamp lit?"),
        (None, "Nobody moved for a while."),
        ("Old Tam", "It was lit at noon, Maret."),
        ("Maret", "Then who put it out?"),
    ]
    lit = line(script, "lit at noon")
    assert (lit.kind, lit.rule, lit.confidence, lit.runner_up) == (Kind.DIALOGUE, "stated", 1.0, None)
    assert not script.warnings
    assert [(one.name, one.lines) for one in script.characters] == [("Maret", 2), ("Old Tam", 1)]


def test_the_explanation_says_that_the_source_states_it() -> None:
    _, explained = explain_lines(stated(SHED), lambda one: "lit at noon" in one.text)
    (explanation,) = explained.values()
    assert [one.name for one in explanation.contenders] == ["Old Tam"]
    assert [reason.words for reason in explanation.reasons_for("Old Tam")] == ["the source states who speaks"]


def test_the_delivery_the_source_states_is_the_delivery() -> None:
    script = read_script(stated(SHED, manners={"OLD TAM": Manner.WHISPERED}))
    assert line(script, "lit at noon").delivery.manner is Manner.WHISPERED
    assert line(script, "who put it out").delivery.manner is Manner.ASKED


def test_a_correction_goes_over_what_the_source_states() -> None:
    corrections = Corrections((Pin("Then who put it out", "Old Tam"), Pin("Is the lamp lit", kind=Kind.NARRATION)))
    script = read_script(stated(SHED), corrections=corrections)
    out = line(script, "Then who")
    assert (out.speaker, out.rule, out.confidence) == ("Old Tam", "pinned", 1.0)
    assert (line(script, "Is the lamp").kind, line(script, "Is the lamp").speaker) == (Kind.NARRATION, None)
    assert not script.warnings


def test_quotation_marks_around_the_words_are_part_of_the_speech() -> None:
    text = "“No,” said Brand.\n\n“Row,” she said. “Row!”"
    story = parse_text(text)
    row = text.index("Row,")
    script = read_script(replace(story, given=(GivenLine(row, row + 3, "Ilse"),)))
    assert [(one.speaker, one.text) for one in script.lines][2:] == [
        ("Ilse", "“Row,”"),
        (None, "she said."),
        ("Ilse", "“Row!”"),
    ]


def test_two_people_may_speak_in_one_paragraph() -> None:
    text = "The door opened. Come in. Not yet. It closed."
    come, yet = text.index("Come"), text.index("Not")
    lines = (GivenLine(come, come + 8, "Ilse"), GivenLine(yet, yet + 8, "Brand"))
    script = read_script(replace(parse_text(text), given=lines))
    assert [(one.speaker, one.text) for one in script.lines] == [
        (None, "The door opened."),
        ("Ilse", "Come in."),
        ("Brand", "Not yet."),
        (None, "It closed."),
    ]


def test_a_speaker_the_story_calls_by_another_letter_case_is_that_person() -> None:
    text = "“No,” said Brand Ottar. “No,” said Brand Ottar again.\n\nRow now."
    row = text.index("Row")
    script = read_script(replace(parse_text(text), given=(GivenLine(row, row + 8, "BRAND OTTAR"),)))
    assert line(script, "Row now").speaker == "Brand Ottar"


def test_words_that_stand_in_no_paragraph_of_prose_are_told_of() -> None:
    story = parse_text("# The Shed\n\nRain fell.", markdown=True)
    script = read_script(replace(story, given=(GivenLine(2, 10, "Maret"),)))
    assert script.warnings == ("the source gives “The Shed” to Maret, but it is no prose: nobody speaks it",)


@given(
    st.lists(st.sampled_from(["Row", "“No,", "she", "said.”", "…", "—", "’", "Brand", "42", "?"]), min_size=1),
    st.data(),
)
@pytest.mark.slow
def test_every_character_is_accounted_for_wherever_the_lines_stand(words: list[str], data: st.DataObject) -> None:
    text = " ".join(["Rain", *words, "fell."])
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    lines = tuple(GivenLine(start, end, "Maret") for start, end in pairs if text[start:end].strip())
    script = read_script(replace(parse_text(text), given=lines))  # the coverage check would raise
    assert script.lines
