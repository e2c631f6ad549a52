"""Stories without quotation marks: speech with a tag and the answers around it are found, and all else is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import assert_in_proportion

from drama.model import Kind, Line, Script
from drama.readers.text import parse_text
from drama.script import Corrections, Pin, read_script
from drama.script.assembly import coverage


def read(text: str) -> Script:
    script = read_script(parse_text(text))
    coverage.check(script)
    return script


def speech(text: str) -> list[Line]:
    return [line for line in read(text).lines if line.kind is Kind.DIALOGUE]


def said(text: str) -> list[tuple[str | None, str]]:
    return [(line.speaker, line.text) for line in speech(text)]


ROAD = (
    "They camped under the bridge. It was raining and the man had made a fire.\n\nYou cold? he said.\n\n"
    "No, said the boy. I'm all right.\n\nAre you sure?\n\nYes.\n\nOkay, the man said. Eat your beans.\n\n"
    "He turned the can in the coals. The rain came down on the road."
)
BARN = (
    "Frank put down the cup. You leaving? he said. In the morning, said Ellen. She did not look at him. Well, said "
    "Frank. "
    "I guess that's that. He went out to the barn.\n\nYou want company? he said from the door.\n\n"
    "I dont know, said Ellen. Maybe."
)
STEP = (
    "Ellen sat on the step. Tom came up and stood there a while.\n\nTom said, You could stay.\n\nEllen said, I "
    "could.\n\n"
    "No, said Tom. You wont."
)
DINER = (
    "I walked home with Dell. It was dark and I was cold.\n\nYou hungry? said Dell.\n\nI could eat, I said.\n\n"
    "We stopped at the diner. I had soup."
)
SENTENCE = (
    "The woman opened the door and looked at him for a long time. Are you cold, asked the woman, No, I am not cold, "
    "said "
    "the doctor, it is only the wind, The wind, said the woman, there is no wind."
)
NURSERY = (
    "Where's Papa? asked Nell. Gone, said Mother. She turned away.\n\nHush, Mother said. Hush now.\n\n"
    "Nell began to cry."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ROAD,
            [
                ("The man", "You cold?"),
                ("The boy", "No,"),
                ("The boy", "I'm all right."),
                ("The man", "Are you sure?"),
                ("The boy", "Yes."),
                ("The man", "Okay,"),
                ("The man", "Eat your beans."),
            ],
        ),
        (
            BARN,
            [
                ("Frank", "You leaving?"),
                ("Ellen", "In the morning,"),
                ("Frank", "Well,"),
                ("Frank", "I guess that's that."),
                ("Frank", "You want company?"),
                ("Ellen", "I dont know,"),
                ("Ellen", "Maybe."),
            ],
        ),
        (STEP, [("Tom", "You could stay."), ("Ellen", "I could."), ("Tom", "No,"), ("Tom", "You wont.")]),
        (DINER, [("Dell", "You hungry?"), ("Narrator", "I could eat,")]),
        (
            SENTENCE,
            [
                ("The woman", "Are you cold,"),
                ("The doctor", "No, I am not cold,"),
                ("The doctor", "it is only the wind,"),
                ("The woman", "The wind,"),
                ("The woman", "there is no wind."),
            ],
        ),
        (NURSERY, [("Nell", "Where's Papa?"), ("Mother", "Gone,"), ("Mother", "Hush,"), ("Mother", "Hush now.")]),
    ],
)
def test_speech_with_a_tag_and_its_answers_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        (
            "The valley lay under snow. They said that the pass was closed, and the men believed it. The priest said "
            "nothing.\n\n"
            "In spring the road opened. A carter came, and he told them of the war."
        ),
        (
            "Clara was tired. It was too late, she said, and nothing could be done. The doctor agreed.\n\nShe slept. "
            "When she "
            "woke it was over, they said."
        ),
        (
            "I grew up by the sea. My father was a pilot, and my mother said he loved the boat more than her.\n\nI was "
            "ten when "
            "he drowned. Nobody asked me anything."
        ),
        "He called the dog. He whistled, and the dog came. Was it lame? He could not tell. It was getting dark.",
    ],
)
def test_a_story_in_which_nobody_speaks_is_all_told(text: str) -> None:
    assert speech(text) == []


def test_a_story_with_quotation_marks_is_read_by_them_alone() -> None:
    text = "“You cold?” said Tom.\n\nI am fine, said Anna to herself, and you are not.\n\n“No.”"
    assert [line.text for line in speech(text)] == ["“You cold?”", "“No.”"]


def test_speech_that_nothing_marks_is_never_quite_sure_and_less_so_without_a_tag() -> None:
    lines = speech(BARN + "\n\nWell? said Frank.\n\nYes.")
    assert all(line.confidence <= 0.9 for line in lines)
    assert lines[1].confidence >= 0.85
    assert lines[-1].confidence <= 0.7


def test_what_a_person_says_of_such_a_line_is_sure() -> None:
    script = read_script(parse_text(ROAD), corrections=Corrections(pins=(Pin("Are you sure?", speaker="The boy"),)))
    assert next(line for line in script.lines if line.text == "Are you sure?").confidence == 1


WORDS = st.sampled_from([
    "You cold?", "he said", "No,", "said Tom.", "Tom said,", "Are you", "the wind,", "The wind,", "She", "turned", "I",
    "am fine.", "asked the boy,", "—", "Yes.", "\n\n", "…", "went on Anna.", "?", "said",
])  # fmt: skip


@given(st.lists(WORDS, max_size=40))
@settings(deadline=None, max_examples=60)
def test_no_word_is_lost_however_speech_and_tags_follow_one_another(words: list[str]) -> None:
    read(f"{BARN}\n\n{' '.join(words)}")


def test_time_grows_with_the_text() -> None:
    text = f"{ROAD}\n\n{SENTENCE}\n\n"
    assert_in_proportion(lambda: read(text * 40), lambda: read(text * 160), times=12)
