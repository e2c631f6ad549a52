"""Corrections: anchored by words, followed by the decoding, and reported where they no longer fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.errors import ScriptError
from drama.model import Gender, Kind, Line, LineDirection, LineMark, Script, Span
from drama.readers import parse_text
from drama.script import Anchors, Corrections, Hints, Naming, Pin, read_script

TALK = (
    "“Who took the oars?” Sunniva asked.\n\n“Not I,” said Brand.\n\n“Then who?”\n\n“The tide.”\n\n“Brand!”\n\n"
    "She looked at the water. It was a long way down. “No.”\n\nBrand shrugged. “No.”"
)


def read(text: str, *pins: Pin, people: tuple[Naming, ...] = (), hints: Hints | None = None) -> Script:
    """Return the script of a text under some corrections."""
    corrections = Corrections(pins, {naming.name: naming for naming in people})
    return read_script(parse_text(text), hints=hints, corrections=corrections)


def line(script: Script, words: str) -> Line:
    """Return the line that says some words."""
    return next(one for one in script.lines if words in one.text)


def test_a_pin_is_followed_with_certainty() -> None:
    one = line(read(TALK, Pin("Then who?", "Brand")), "Then who")
    assert (one.speaker, one.rule, one.confidence, one.runner_up) == ("Brand", "pinned", 1.0, None)


def test_the_neighbours_of_a_pinned_line_are_decided_again() -> None:
    talk = "“Who took the oars?” Sunniva asked.\n\n“Not I,” said Brand.\n\n“Then who?”\n\n“The tide.”\n\n“The tide!”"
    before, after = read(talk), read(talk, Pin("Then who?", "Brand"))
    assert [one.speaker for one in before.lines[-3:]] == ["Sunniva", "Brand", "Sunniva"]
    assert [one.speaker for one in after.lines[-3:]] == ["Brand", "Sunniva", "Brand"]


def test_a_pin_overrules_a_tag() -> None:
    assert line(read(TALK, Pin("Not I", "Sunniva")), "Not I").speaker == "Sunniva"


def test_two_pins_in_a_paragraph_make_two_speakers_of_it() -> None:
    text = "“Up,” said Sunniva. “Down.” She stood. “Up again.”\n\n“Quiet,” said Brand."
    script = read(text, Pin("Up", "Sunniva", after="said"), Pin("Down", "Brand"))
    assert [one.speaker for one in script.lines if one.speaker] == ["Sunniva", "Brand", "Brand", "Brand"]


def test_a_pin_of_part_of_a_speech_pins_the_whole_of_it() -> None:
    text = "“Row,” said Brand. “Row on.”\n\n“" + "I have rowed since noon, and I am tired of it. " * 20 + "”"
    script = read(
        text, Pin("tired of it", "Sunniva", before="I have rowed since noon, and I am"), people=(Naming("Sunniva"),)
    )
    assert script.warnings  # the words stand there twenty times
    text = text.replace("”", " Enough of it.”")
    script = read(text, Pin("Enough of it", "Sunniva", before="tired of it"), people=(Naming("Sunniva"),))
    assert {one.speaker for one in script.lines[3:]} == {"Sunniva"}


def test_punctuation_case_and_markup_do_not_move_a_pin() -> None:
    edited = TALK.replace("“Then who?”", '"THEN, *who* …"')
    assert line(read(edited, Pin("Then who?", "Brand")), "who").speaker == "Brand"


@pytest.mark.parametrize(
    ("pin", "complaint"),
    [
        (Pin("Then whom?", "Brand", where="f, line 3"), "f, line 3: the pin of “Then whom?” is not followed"),
        (
            Pin("Then whom?", direction=LineDirection(marks=(LineMark.TRAILER,))),
            "the mark of “Then whom?” is not followed",
        ),
        (Pin("No", "Brand"), "more than once"),
        (Pin("No", "Brand", before="quite another place"), "not in the surroundings"),
        (Pin("The tide", "Gunhild"), "nobody called Gunhild"),
        (Pin("a long way down", "Brand"), "neither speech nor thought"),
    ],
)
def test_a_pin_that_cannot_be_followed_is_a_warning_and_changes_nothing(pin: Pin, complaint: str) -> None:
    script = read(TALK, pin)
    assert len(script.warnings) == 1
    assert complaint in script.warnings[0]
    assert script.lines == read(TALK).lines


def test_two_pins_of_one_speech_that_disagree_are_a_warning() -> None:
    script = read(TALK, Pin("Then who?", "Brand"), Pin("Then", "Sunniva", after="who"))
    assert "an earlier pin gives the same words to Brand" in script.warnings[0]


def test_words_become_narration_thought_or_dialogue_as_a_pin_says() -> None:
    script = read(
        TALK,
        Pin("The tide", kind=Kind.NARRATION),
        Pin("It was a long way down", "Sunniva", Kind.THOUGHT),
        Pin("Brand shrugged", "Sunniva", Kind.DIALOGUE),
    )
    assert not script.warnings
    assert (line(script, "The tide").kind, line(script, "The tide").speaker) == (Kind.NARRATION, None)
    thought = line(script, "long way")
    assert (thought.kind, thought.speaker, thought.text) == (Kind.THOUGHT, "Sunniva", "It was a long way down.")
    assert (line(script, "shrugged").kind, line(script, "shrugged").speaker) == (Kind.DIALOGUE, "Sunniva")


def test_a_line_is_left_out_and_every_character_of_it_accounted_for() -> None:
    script = read(TALK, Pin("It was a long way down", kind=Kind.SKIP))
    assert not script.warnings
    assert [one.number for one in script.lines] == list(range(1, len(script.lines) + 1))
    assert not any("long way" in one.text for one in script.lines)
    (skip,) = script.unspoken
    assert (skip.kind, skip.rule) == (Kind.SKIP, "left out")
    assert script.story.text[skip.start : skip.end] == "She looked at the water. It was a long way down."


def test_the_signs_of_a_line_that_are_no_words_are_left_out_with_it() -> None:
    text = "Runa read the plate. “A ⠃⠗⠁⠊⠇ ⠇⠑ ♪!” said Runa, and ⠃⠗⠁ she laughed.\n\nNobody else did."
    script = read(text, Pin("A", kind=Kind.SKIP, before="read the plate"))
    assert [one.text for one in script.lines] == [
        "Runa read the plate.",
        "said Runa, and ⠃⠗⠁ she laughed.",
        "Nobody else did.",
    ]
    (skip,) = script.unspoken
    assert text[skip.start : skip.end] == "“A ⠃⠗⠁⠊⠇ ⠇⠑ ♪!”"


def test_a_scene_whose_lines_are_all_left_out_is_none() -> None:
    text = "# One\n\nRuna slept.\n\n***\n\nThe sea rose.\n\n***\n\nRuna woke."
    script = read(text, Pin("The sea rose", kind=Kind.SKIP))
    assert [(one.number, one.first_line, one.last_line) for one in script.scenes] == [(1, 1, 2), (2, 3, 3)]


def test_a_story_of_which_every_line_is_left_out_has_no_line() -> None:
    script = read("Runa slept.\n\nThe sea rose.", Pin("Runa", kind=Kind.SKIP), Pin("The sea", kind=Kind.SKIP))
    assert (script.lines, script.scenes, script.characters) == ((), (), ())


@given(text=st.text("Ab⠃♪“” .,\n\u0301…", min_size=1, max_size=60), which=st.integers(0, 100))
@settings(deadline=None, max_examples=80)
@pytest.mark.slow
def test_whichever_line_is_left_out_the_others_stay_as_they_are(text: str, which: int) -> None:
    text = f"Runa sat.\n\n{text}"
    before = read(text)
    line = before.lines[which % len(before.lines)]
    try:
        pin = Anchors(before.story).pin(line, speaker=None, kind=Kind.SKIP)
    except ScriptError:
        return  # said twice in the same surroundings
    after = read(text, pin)
    assert not after.warnings
    assert [one.spans for one in after.lines] == [one.spans for one in before.lines if one != line]


def test_a_thought_gets_another_thinker_or_is_no_thought() -> None:
    text = "Sunniva rowed. Brand slept.\n\nI can't stop now, I won't stop.\n\n“Left,” said Brand.\n\nSunniva rowed on."
    assert line(read(text), "can't stop").kind is Kind.THOUGHT
    assert line(read(text, Pin("I can't stop now", "Sunniva")), "can't stop").speaker == "Sunniva"
    assert line(read(text, Pin("I can't stop now", kind=Kind.NARRATION)), "can't stop").kind is Kind.NARRATION


def test_names_are_joined_under_the_name_a_person_gives() -> None:
    text = TALK + "\n\n“Get up,” said the ferryman.\n\n“Why?” said Brand."
    script = read(text, people=(Naming("Brand Oy", ("Brand", "the ferryman")),))
    assert {one.name for one in script.characters} == {"Sunniva", "Brand Oy"}
    assert not script.warnings


def test_corrections_go_before_the_aliases_of_the_cast_file() -> None:
    hints = Hints(aliases={"Brand": ("the ferryman",)}, genders={})
    text = TALK + "\n\n“Get up,” said the ferryman."
    script = read(text, people=(Naming("Oy", ("Brand",)),), hints=hints)
    assert line(script, "Get up").speaker == "Oy"


def test_a_name_is_told_apart_from_whoever_it_was_taken_for() -> None:
    text = "“Halt,” said Erik Lom.\n\n“No,” said Lom.\n\n“Halt!” said Erik Lom.\n\n“Never,” said Lom."
    assert len(read(text).characters) == 1
    script = read(text, people=(Naming("Lom", is_apart=True),))
    assert [one.speaker for one in script.lines if one.speaker] == ["Erik Lom", "Lom"] * 2


def test_the_one_who_says_i_gets_a_name() -> None:
    text = "I was tired. “Go,” I said.\n\n“You go,” said Brand.\n\nI had no wish to go, I told him. “No,” I said."
    assert line(read(text), "Go").speaker == "Narrator"
    assert line(read(text, people=(Naming("Sunniva", ("Narrator",)),)), "Go").speaker == "Sunniva"


def test_a_new_person_has_the_gender_the_name_tells() -> None:
    script = read(TALK, Pin("The tide", "Mrs. Holt"), people=(Naming("Mrs. Holt"),))
    assert next(one for one in script.characters if one.name == "Mrs. Holt").gender is Gender.FEMALE


def test_names_nobody_has_are_a_warning() -> None:
    script = read(TALK, people=(Naming("Sunniva", ("Sunny",), where="f, line 1"),))
    assert script.warnings == ("f, line 1: nobody is called Sunny in the story",)


# ------------------------------------------------------------------ anchors

_SAID = st.lists(
    st.sampled_from(
        ["“No.”", "“No,” said Brand.", "“Yes?”", "Brand ran.", "“No. Yes.”", "It was *late*.", "***", "“…no”"]
    ),
    min_size=1,
    max_size=14,
)


@given(paragraphs=_SAID, edit=st.sampled_from(["A gull went by.", "“No.”", "“Well,” said Sunniva."]))
@settings(deadline=None)
@pytest.mark.slow
def test_a_line_is_found_by_its_anchor_also_after_a_paragraph_before_all(paragraphs: list[str], edit: str) -> None:
    story = parse_text("\n\n".join(paragraphs))
    anchors = Anchors(story)
    edited = parse_text(edit + " So it began.\n\n" + story.text)
    moved = len(edited.text) - len(story.text)
    again = Anchors(edited)
    for one in read_script(story).lines:
        try:
            pin = anchors.pin(one, speaker="Brand", kind=None)
        except ScriptError:
            continue  # said twice in the same surroundings
        place = anchors.place(pin)
        assert isinstance(place, Span)
        assert one.spans[0].start <= place.start < place.end <= one.spans[-1].end
        now = again.place(pin)
        assert isinstance(now, str) or now == Span(place.start + moved, place.end + moved)


@pytest.mark.slow
def test_a_line_said_again_and_again_cannot_be_anchored() -> None:
    story = parse_text("“No.”\n\n" * 400)
    with pytest.raises(ScriptError, match="line 200 cannot be told from others"):
        Anchors(story).pin(read_script(story).lines[199], speaker="Brand", kind=None)
