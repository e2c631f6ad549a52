"""Lines whose speaker the source states: they are that speaker's, and only a person's correction goes over it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from drama.model import (
    Ending,
    Gender,
    GivenLine,
    Kind,
    Line,
    Manner,
    Opening,
    Role,
    Script,
    Skip,
    StatedPerson,
    Story,
)
from drama.readers import parse_text
from drama.script import Corrections, Hints, Pin, explain_lines, read_script

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


@property_of(
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


# ------------------------------------------------------------------ more than who speaks


def given(text: str, *lines: GivenLine, **facts: object) -> Story:
    return replace(parse_text(text), given=lines, **facts)  # type: ignore[arg-type]


def words_of(text: str, words: str, speaker: str | None, **facts: object) -> GivenLine:
    start = text.index(words)
    return GivenLine(start, start + len(words), speaker, **facts)  # type: ignore[arg-type]


WALK = "Ilse walked home. He lied to me. “Closed,” said the sign. She shrugged."


def test_words_that_are_thought_are_a_thought_of_that_speaker() -> None:
    script = read_script(given(WALK, words_of(WALK, "He lied to me.", "Ilse", is_thought=True)))
    lied = line(script, "He lied")
    assert (lied.kind, lied.speaker, lied.rule, lied.confidence) == (Kind.THOUGHT, "Ilse", "stated", 1.0)


def test_a_thought_is_delivered_as_the_source_states_else_as_its_marks_tell() -> None:
    text = WALK.replace("me.", "me!")
    told = words_of(text, "He lied to me!", "Ilse", is_thought=True, manner=Manner.WHISPERED)
    assert line(read_script(given(text, told)), "He lied").delivery.manner is Manner.WHISPERED
    assert line(read_script(given(text, replace(told, manner=None))), "He lied").delivery.manner is Manner.EXCLAIMED


def test_a_correction_goes_over_a_stated_thought() -> None:
    story = given(WALK, words_of(WALK, "He lied to me.", "Ilse", is_thought=True))
    said = read_script(story, corrections=Corrections((Pin("He lied to me", "Ilse", kind=Kind.DIALOGUE),)))
    assert line(said, "He lied").kind is Kind.DIALOGUE
    told = read_script(story, corrections=Corrections((Pin("He lied to me", kind=Kind.NARRATION),)))
    assert line(told, "He lied").kind is Kind.NARRATION


def test_words_that_are_the_narrators_hold_neither_speech_nor_thought() -> None:
    text = "“Row,” said Ilse.\n\n“Closed,” read the sign. Why did he lie to me? I will never know, she thought."
    sign = text[text.index("“Closed") :]
    script = read_script(given(text, words_of(text, sign, None)))
    assert [(one.kind, one.text) for one in script.lines[2:]] == [(Kind.NARRATION, sign)]


def test_a_plain_delivery_can_be_stated_against_the_words() -> None:
    text = "“Never!” she whispered."
    for manner in (Manner.PLAIN, Manner.SHOUTED):
        script = read_script(given(text, words_of(text, "“Never!”", "Ilse", manner=manner)))
        assert script.lines[0].delivery.manner is manner


def test_how_words_stop_can_be_stated_and_that_the_next_cut_in() -> None:
    text = "“I never—” she said.\n\n“You did.”"
    first = words_of(text, "“I never—”", "Ilse", ending=Ending.FULL, overlaps_next=True)
    delivery = read_script(given(text, first)).lines[0].delivery
    assert (delivery.ending, delivery.overlaps_next) == (Ending.FULL, True)


def test_the_people_a_source_lists_have_its_names_genders_and_aliases() -> None:
    people = (
        StatedPerson("Alex Brand", Gender.FEMALE, ("the skipper", "Lex")),
        StatedPerson("First Guard", is_crowd=True),
    )
    text = "Alex Brand came in.\n\nRow.\n\nStop there.\n\nNo."
    lines = (
        words_of(text, "Row.", "LEX"),
        words_of(text, "Stop there.", "FIRST GUARD"),
        words_of(text, "No.", "The Skipper"),
    )
    script = read_script(given(text, *lines, people=people))
    assert [one.speaker for one in script.lines if one.speaker] == ["Alex Brand", "First Guard", "Alex Brand"]
    alex, guard = script.characters
    assert (alex.gender, set(alex.aliases)) == (Gender.FEMALE, {"the skipper", "Lex"})
    assert guard.is_crowd


def test_what_a_person_says_of_the_people_goes_over_what_the_source_lists() -> None:
    text = "Row.\n\nNo."
    people = (StatedPerson("Alex", Gender.FEMALE, ("Lex",)),)
    story = given(text, words_of(text, "Row.", "Alex"), words_of(text, "No.", "Lex"), people=people)
    script = read_script(story, hints=Hints(aliases={"Sasha": ("Alex", "Lex")}, genders={"Sasha": Gender.MALE}))
    assert [(one.name, one.gender) for one in script.characters] == [("Sasha", Gender.MALE)]


def test_a_line_ends_where_the_source_ends_it() -> None:
    text = "Ilse rowed. She sang.\n\nRow on. And on?"
    cuts = (text.index("She"), text.index("And"))
    script = read_script(given(text, words_of(text, "Row on. And on?", "Ilse"), cuts=cuts))
    assert [(one.speaker, one.text) for one in script.lines] == [
        (None, "Ilse rowed."),
        (None, "She sang."),
        ("Ilse", "Row on."),
        ("Ilse", "And on?"),
    ]
    assert {one.delivery.manner for one in script.lines[2:]} == {Manner.ASKED}, "it is one speech"


def test_a_script_has_the_scenes_it_marks_and_no_others() -> None:
    later = "The next morning, in the harbour of another town, Brand woke up. Ilse was gone."
    told = "\n\n".join(f"Ilse rowed on for hour {n}, and the rain fell." for n in ("one", "two", "three", "four"))
    text = f"{told}\n\n{later}\n\nHe rose.\n\nHe washed.\n\nHe went out."
    plain = parse_text(text)
    starts = [GivenLine(paragraph.start, paragraph.end, None) for paragraph in plain.paragraphs]
    assert len(read_script(replace(plain, given=tuple(starts))).scenes) == 1
    at = next(i for i, paragraph in enumerate(plain.paragraphs) if text[paragraph.start :].startswith("He rose"))
    headed = replace(plain.paragraphs[at], role=Role.SCENE_HEADING)
    paragraphs = (*plain.paragraphs[:at], headed, *plain.paragraphs[at + 1 :])
    starts = [one for one in starts if one.start != headed.start]
    script = read_script(replace(plain, paragraphs=paragraphs, given=tuple(starts)))
    assert [(scene.title, scene.chapter, scene.opening) for scene in script.scenes][1:] == [
        ("He rose.", None, Opening.BREAK)
    ]


ACTION = (
    "Maret Kell opens the door. Maret sits. Old Tam Weller nods, and Maret Kell laughs.\n\n"
    "MARET: Is the lamp lit?\n\n"
    "TAM: It was lit at noon.\n\n"
    "Maret Kell leaves. Tam Weller smiles.\n"
)


def test_people_of_a_script_are_called_what_stands_above_their_speeches() -> None:
    script = read_script(replace(stated(ACTION), read_as="a play"))
    assert {one.speaker for one in script.lines} == {None, "Maret", "Tam"}
    maret = next(character for character in script.characters if character.name == "Maret")
    assert "Maret Kell" in maret.aliases


def test_people_of_a_script_whose_action_has_only_their_full_names_speak_for_sure() -> None:
    text = "Maret Kell opens the door. Maret Kell laughs.\n\nMARET: Is the lamp lit?\n\nMaret Kell sits down."
    script = read_script(replace(stated(text), read_as="a play"))
    said = line(script, "Is the lamp lit")
    assert (said.speaker, said.confidence, said.rule) == ("Maret", 1.0, "stated")


def test_two_labels_are_two_people_though_the_action_takes_them_for_one() -> None:
    text = (
        "Enter Kell and Lady Kell. Kell sits. Kell nods. Lady Kell laughs. Lady Kell waits.\n\n"
        "KELL: Is the lamp lit?\n\nLADY KELL: It was lit at noon.\n\nKELL: Then who put it out?\n\n"
        "Exeunt Lady Kell. Kell sleeps. Enter Lady Kell. Exeunt Kell and Lady Kell."
    )
    script = read_script(replace(stated(text), read_as="a play"))
    assert {one.speaker for one in script.lines} == {None, "Kell", "Lady Kell"}
    assert {one.name for one in script.characters} == {"Kell", "Lady Kell"}


def test_people_of_prose_are_called_by_their_usual_full_name() -> None:
    assert line(read_script(stated(ACTION)), "Is the lamp lit").speaker == "Maret Kell"


def test_people_of_a_script_are_called_what_the_cast_file_calls_them() -> None:
    hints = Hints(aliases={"Maret Kell": ("Maret",)})
    script = read_script(replace(stated(ACTION), read_as="a play"), hints=hints)
    assert line(script, "Is the lamp lit").speaker == "Maret Kell"
