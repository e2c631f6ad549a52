"""Paragraphs are cut into speech and narration, whatever marks a text quotes with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import assert_in_proportion

from drama.errors import StoryError
from drama.readers import parse_text
from drama.script.quotes.quotes import find_passages


def spoken(text: str) -> list[str]:
    story = parse_text(text)
    return [story.text[p.start : p.end] for passage in find_passages(story) for p in passage.pieces if p.spoken]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"Come in," said Orla. "Sit."', ['"Come in,"', '"Sit."']),
        ("“Come in,” said Orla. “Sit.”", ["“Come in,”", "“Sit.”"]),
        ("‘Come in,’ said Orla. ‘Sit.’", ["‘Come in,’", "‘Sit.’"]),
        ("'Come in,' said Orla. 'Sit.'", ["'Come in,'", "'Sit.'"]),
        ("«Come in,» said Orla. «Sit.»", ["«Come in,»", "«Sit.»"]),
        ("»Come in,« said Orla. »Sit.«", ["»Come in,«", "»Sit.«"]),
        ("„Come in,“ said Orla. „Sit.“", ["„Come in,“", "„Sit.“"]),
        ("„Come in,” said Orla. „Sit.”", ["„Come in,”", "„Sit.”"]),
    ],
)
def test_every_kind_of_quotation_mark_opens_and_closes_speech(text: str, speech: list[str]) -> None:
    assert spoken(text) == speech


def test_apostrophes_are_no_quotation_marks_where_single_marks_quote() -> None:
    text = "'I don't know 'em, and 'tis the dogs' fault,' said Orla's aunt.\n\n'Don't ask,' said Piet. 'It's late.'"
    assert spoken(text) == [
        "'I don't know 'em, and 'tis the dogs' fault,'",
        "'Don't ask,'",
        "'It's late.'",
    ]


def test_single_marks_inside_double_ones_stay_in_the_outer_speech() -> None:
    assert spoken("“She told me ‘never again,’ and left,” said Piet.") == ["“She told me ‘never again,’ and left,”"]


def test_double_marks_inside_single_ones_stay_in_the_outer_speech() -> None:
    text = "‘She told me “never again,” and left,’ said Piet.\n\n‘Did she?’ said Orla."
    assert spoken(text) == ["‘She told me “never again,” and left,’", "‘Did she?’"]


def test_straight_marks_nested_in_straight_marks_stay_in_the_outer_speech() -> None:
    text = '"He said "never again," and he meant it," said Orla.'
    assert spoken(text) == ['"He said "never again," and he meant it,"']


def test_a_quoted_word_in_the_narration_is_not_speech() -> None:
    assert spoken('The "best" inn of the town had no roof.\n\n"A pity," said Orla.') == ['"A pity,"']


def test_a_word_somebody_says_in_the_narration_is_speech() -> None:
    assert spoken('Orla only said "maybe" and shut the door.') == ['"maybe"']


@pytest.mark.parametrize(
    "text",
    [
        'The inn was called "The Three Herrings," and nobody knew why.',
        'What people called "the good old days" had been cold.',
        'A bottle labelled "Not for Children!" stood there.',
        'Over the gate hung the inscription: "Mind the geese."',
        'They sang "The Boats of the Harbour" until dawn.',
        '"Seaview" was the name of the house.',
        'They called each other "sweet," "dear" and "dove."',
        'His eyes said: "Go away."',
        'She shrugged, as much as to say, "What did you expect of him?"',
        '"Then go," he felt like answering.',
        'It was thought "very modern" to own a boat.',
        'He "wished to see no more of boats or of people."',
    ],
)
def test_what_nobody_says_aloud_stays_narration(text: str) -> None:
    assert spoken(f'{text}\n\n"A pity," said Orla.') == ['"A pity,"']


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('Orla called, "The Three Herrings!"', ['"The Three Herrings!"']),
        ('"The Three Herrings," said Orla.', ['"The Three Herrings,"']),
        ('"It is the" (here he coughed) "coldest winter."', ['"It is the"', '"coldest winter."']),
        ('"What is the use," thought Orla "of a boat?"', ['"What is the use,"', '"of a boat?"']),
        ('"Brandt," he said. "From the Ministry of Weather."', ['"Brandt,"', '"From the Ministry of Weather."']),
        ('He wanted to leave. "So go," she said.', ['"So go,"']),
        ('"Not now" was the only answer.', ['"Not now"']),
        ('"Finally" someone breathed.', ['"Finally"']),
        ('She said "okay" and left.', ['"okay"']),
        ('"Come here" he said.', ['"Come here"']),
        ('"I\'m Orla" was all the answer.', ['"I\'m Orla"']),
    ],
)
def test_what_somebody_says_is_speech_however_it_stands(text: str, speech: list[str]) -> None:
    assert spoken(text) == speech


def test_speech_that_runs_on_in_the_next_paragraph_continues() -> None:
    story = parse_text('"It was long ago,\n\n"and it was cold," said Orla.\n\n"So it was," said Piet.')
    passages = find_passages(story)
    assert [p.continues_previous for p in passages] == [False, True, False]
    assert passages[0].pieces[0].is_unclosed


def test_a_forgotten_closing_mark_costs_only_its_own_paragraph() -> None:
    assert spoken('"Come in, said Orla.\n\nPiet came in.\n\n"Thanks," he said.')[1:] == ['"Thanks,"']


def test_a_forgotten_closing_mark_before_a_tag_is_recovered() -> None:
    assert spoken('"Come in, he said. "Sit down." She sat.')[-1] == '"Sit down."'


def test_dashes_open_speech_where_a_text_uses_them() -> None:
    text = "—Come in, said Orla.\n\n—I will not.\n\n—Why? asked Orla. —Are you afraid?\n\nPiet went away."
    assert spoken(text) == ["—Come in,", "—I will not.", "—Why?", "—Are you afraid?"]


def test_spanish_dashes_set_off_the_tag() -> None:
    text = "—Come in —said Orla—. Sit down.\n\n—I will not.\n\n—Why not?"
    pieces = spoken(text)
    assert pieces[0].startswith("—Come in")
    assert not any("said" in piece for piece in pieces)


def test_a_dash_in_the_narration_opens_no_speech() -> None:
    assert spoken('Orla waited — a long time.\n\n"Well?" she said.') == ['"Well?"']


def test_speech_that_stops_at_a_dash_is_broken_off() -> None:
    story = parse_text("“But I never—”\n\n“You did,” said Orla.")
    pieces = [p for passage in find_passages(story) for p in passage.pieces if p.spoken]
    assert [p.is_broken_off for p in pieces] == [True, False]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab A.,!?\"'“”‘’«»„—–\n…*_"), max_size=200))
@pytest.mark.slow
def test_pieces_never_overlap_and_cover_every_word(text: str) -> None:
    try:
        story = parse_text(text)
    except StoryError:
        return
    for passage in find_passages(story):
        here = passage.start
        for piece in passage.pieces:
            assert here <= piece.start < piece.end <= passage.end
            assert not any(c.isalnum() for c in story.text[here : piece.start])
            here = piece.end
        assert not any(c.isalnum() for c in story.text[here : passage.end])


@pytest.mark.parametrize("unit", ['"', "“", " 'a", '"a '])
@pytest.mark.slow
def test_pathological_marks_take_linear_time(unit: str) -> None:
    short, long = (parse_text("x " + unit * size) for size in (10_000, 40_000))
    assert_in_proportion(lambda: find_passages(short), lambda: find_passages(long), times=12)
