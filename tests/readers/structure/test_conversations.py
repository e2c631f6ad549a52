"""Labels before quotations and messages in prose are given lines; everything that only looks like one stays prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import assert_in_proportion

from drama.model import Form, Manner, Story
from drama.readers import read_story
from drama.readers.base import check_story
from drama.readers.structure.conversations import SPEAKER_LABEL, TIME_STAMP, with_labelled_speech
from drama.readers.text import parse_text
from drama.script import read_script

PEOPLE = "Maret Vale looked at Tom, and Tom looked at Maret.\n\n"


def read(text: str, *, markdown: bool = False) -> Story:
    story = with_labelled_speech(parse_text(text, markdown=markdown))
    check_story(story, "the test")
    return story


def stated(text: str, *, markdown: bool = False) -> list[tuple[str | None, str]]:
    """Return the given lines of a text: speaker and words."""
    story = read(text, markdown=markdown)
    return [(line.speaker, story.text[line.start : line.end]) for line in story.given]


def unspoken(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    story = read(text, markdown=markdown)
    labels = [skip for skip in story.skips if skip.reason in {SPEAKER_LABEL, TIME_STAMP}]
    return [(skip.reason, story.text[skip.start : skip.end]) for skip in labels]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Tom:", "Tom"),
        ("TOM:", "Tom"),
        ("tom:", "Tom"),
        ("Tom (whispering):", "Tom"),
        ("Tom [whispering]:", "Tom"),
        ("TOM –", "Tom"),
        ("Tom --", "Tom"),
        ("[Tom]", "Tom"),
        ("[Tom]:", "Tom"),
        ("<tom>", "Tom"),
        ("Tom Kell:", "Tom Kell"),
        ("Mrs. Ilse Varn:", "Mrs. Ilse Varn"),
        ("Dr Varn:", "Dr Varn"),
        ("Captain:", "Captain"),
        ("Mum:", "Mum"),
        ("Sergeant O'Neil:", "Sergeant O'Neil"),
        ("Anna-Lena van der Tarn:", "Anna-Lena van der Tarn"),
        ("Brannoc:", "Brannoc"),
        ("The guard:", "The guard"),
        ("the old woman:", "The old woman"),
        ("My mother:", "My mother"),
        ("anna_b:", "anna_b"),
        ("@boatman77:", "boatman77"),
    ],
)
def test_a_label_before_a_quotation_states_the_speaker_and_is_not_spoken(label: str, speaker: str) -> None:
    text = f"Rain fell on the shed.\n\n{label} “Never.”\n\nNobody moved."
    assert stated(text) == [(speaker, "“Never.”")]
    assert unspoken(text) == [(SPEAKER_LABEL, label)]


@pytest.mark.parametrize(
    "text",
    [
        "He had one rule: “Never look back.”",
        "The sign said: “Keep out.”",
        "The sign: “Keep out.”",
        "Note: “The tide turns at nine.”",
        "Chapter One: “The Lamp”",
        "Rule Three: “No lamps.”",
        "She wrote: “Come at once.”",
        "Then: “Never,” he said.",
        "Suddenly – “Never!”",
        "He paused – “Never.”",
        "Silence – “Never.”",
        "To Tom: “Come at once.”",
        "Tom and Maret: “Never!”",
        "Maret's answer: “Never.”",
        "Maret’s Answer: “Never.”",
        "Motto: “Ever onward.”",
        "Epitaph: “Here she lies.”",
        "rule: “Never look back.”",
        "Tom said: “Never.”",
        "At 12:04: “Never.”",
        "http://example.org “Never.”",
        "Lamp: “Light me.” A lamp stood there.",
    ],
)
def test_what_leads_up_to_a_quotation_otherwise_is_no_label(text: str) -> None:
    assert stated(PEOPLE + text) == []


def test_a_label_says_how_the_words_are_spoken() -> None:
    story = read("Tom (whispering): “Never.”\n\nTom (over the radio): “Ever.”")
    assert story.given[0].manner is Manner.WHISPERED
    assert story.given[1].channel == "radio"


def test_a_label_with_something_else_in_brackets_is_read_out() -> None:
    text = "Tom (slamming the door): “Never.” He sat down."
    assert stated(text) == [("Tom", "“Never.”")]
    assert unspoken(text) == []


def test_several_labelled_quotations_may_stand_in_one_paragraph() -> None:
    assert stated("Tom: “Now?” Maret: “Now.” Tom: “Good.”") == [
        ("Tom", "“Now?”"),
        ("Maret", "“Now.”"),
        ("Tom", "“Good.”"),
    ]


@pytest.mark.parametrize(
    "quotation", ['"Never."', "“Never.”", "«Never.»", "»Never.«", "„Never.“", "‘Never.’", "'Never.'", "「Never.」"]
)
def test_a_labelled_quotation_may_have_any_marks(quotation: str) -> None:
    assert stated(f"Tom: {quotation} He went out.") == [("Tom", quotation)]


def test_speech_that_a_label_opens_and_nothing_closes_goes_on() -> None:
    text = PEOPLE + "Tom: “I was there.\n\n“I saw it.”\n\n“Did you?” asked Maret."
    script = read_script(read(text))
    assert [(one.speaker, one.text) for one in script.lines if one.speaker] == [
        ("Tom", "“I was there."),
        ("Tom", "“I saw it.”"),
        ("Maret Vale", "“Did you?”"),
    ]


def test_a_label_before_nothing_that_is_spoken_is_none() -> None:
    assert stated("Tom: [SFX: door slams]\n\nMaret: [pause 2s]\n\nIt rained.") == []


# ------------------------------------------------------------------ messages


@pytest.mark.parametrize(
    "messages",
    [
        "Maret: are you there\n\nTom: where else",
        "maret: are you there\ntom: where else",
        "maret> are you there\ntom> where else",
        "<maret> are you there\n<tom> where else",
        "[12:04] Maret: are you there\n[12:05] Tom: where else",
        "12:04 Maret: are you there\n12:05 Tom: where else",
        "12:04 PM - Maret: are you there\n12:05 PM - Tom: where else",
        "12/03/2026, 12:04 - Maret: are you there\n12/03/2026, 12:05 - Tom: where else",
        "[12.03.26, 12:04:31] Maret: are you there\n[12.03.26, 12:05:10] Tom: where else",
        "Maret (12:04): are you there\nTom (12:05): where else",
        "- Maret: are you there\n- Tom: where else",
        "> Maret: are you there\n> Tom: where else",
        "@maret: are you there\n@tom: where else",
        "Maret — Today at 12:04\nare you there\nTom — Today at 12:05\nwhere else",
        "Maret 12/03/2026 12:04 PM\nare you there\n\nTom 12/03/2026 12:05 PM\nwhere else",
    ],
)
def test_a_run_of_messages_is_what_people_say(messages: str) -> None:
    assert stated(PEOPLE + messages + "\n\nShe put it down.") == [
        ("Maret", "are you there"),
        ("Tom", "where else"),
    ]


@pytest.mark.parametrize(
    "messages",
    [
        "**Maret:** are you there\n\n**Tom:** where else",
        "**Maret**: are you there\n\n**Tom**: where else",
        "*Maret: are you there*\n\n*Tom: where else*",
        "*Maret:* are you there\n\n*Tom:* where else",
        "- **Maret:** are you there\n- **Tom:** where else",
        "* Maret: are you there\n* Tom: where else",
        "_Maret: are you there_\\\n_Tom: where else_",
    ],
)
def test_messages_may_be_set_in_bold_in_italics_and_as_lists(messages: str) -> None:
    assert stated(PEOPLE + messages + "\n\nShe put it down.", markdown=True) == [
        ("Maret", "are you there"),
        ("Tom", "where else"),
    ]


def test_names_and_times_of_messages_are_not_spoken() -> None:
    text = PEOPLE + "[12:04] Maret: are you there\n[12:05] Tom: where else"
    assert unspoken(text) == [
        (TIME_STAMP, "[12:04]"),
        (SPEAKER_LABEL, "Maret:"),
        (TIME_STAMP, "[12:05]"),
        (SPEAKER_LABEL, "Tom:"),
    ]


def test_a_name_and_a_time_may_stand_above_a_message() -> None:
    text = PEOPLE + "Maret — Today at 12:04\nare you there\nstill?\n\nTom — Today at 12:05\nwhere else"
    assert stated(text) == [("Maret", "are you there\nstill?"), ("Tom", "where else")]
    assert unspoken(text) == [
        (SPEAKER_LABEL, "Maret —"),
        (TIME_STAMP, "Today at 12:04"),
        (SPEAKER_LABEL, "Tom —"),
        (TIME_STAMP, "Today at 12:05"),
    ]


def test_every_message_is_a_paragraph_of_its_own() -> None:
    story = read(PEOPLE + "She typed.\nmaret: are you there\ntom: where else\nfor hours\nmaret: ok\n\nShe slept.")
    assert [story.text[it.start : it.end] for it in story.paragraphs[1:]] == [
        "She typed.",
        "maret: are you there",
        "tom: where else\nfor hours",
        "maret: ok",
        "She slept.",
    ]


def test_names_nobody_else_gives_are_people_where_they_answer_each_other() -> None:
    assert [who for who, _ in stated("It lit up.\n\nzed: hi\n\nilvy: hello\n\nzed: still up?\n\nIt went dark.")] == [
        "Zed",
        "Ilvy",
        "Zed",
    ]


def test_a_single_message_of_somebody_in_a_chat_nearby_is_one_too() -> None:
    text = PEOPLE + "Maret: are you there\n\nTom: where else\n\nShe waited.\n\nTom: well?\n\nIt was late."
    assert stated(text)[-1] == ("Tom", "well?")


@pytest.mark.parametrize(
    "text",
    [
        "Tom: he had never liked the name.",
        "Price: four coins.",
        "Name: Tom Kell\n\nAge: thirty\n\nTrade: boatman",
        "To: the harbour master\nFrom: Maret Vale\nSubject: boats",
        "Monday: rain.\n\nTuesday: rain again.\n\nMonday: rain.",
        "Pros: it floats.\n\nCons: it leaks.\n\nPros: it is ours.",
        "Tom: a boatman.\n\nMaret: the harbour master's daughter.",
        "Tom: 3 boats.\n\nMaret: 2 boats.",
        "Flour: two cups of it.\n\nSugar: one cup of it.",
        "Then: we ran.\n\nNow: we walk.\n\nThen: we ran.",
        (
            "There were two of them, and the answer was plain to both of them as they stood there:\n"
            "Tom: he would go, and she would not, whatever anybody said to either of them on the quay."
        ),
        "Tom: he nodded.\n\nHe went out and shut the door.\n\n\n\nMaret slept.\n\nIt rained.\n\nMaret: she nodded.",
    ],
)
def test_forms_lists_and_single_lines_are_no_messages(text: str) -> None:
    assert stated(PEOPLE + text + "\n\nThat was all.") == []


def test_messages_of_the_one_who_tells_are_the_tellers() -> None:
    text = (
        "I woke at four. I was cold, and I could hear rain. I sat up. I found my phone.\n\n"
        "Anna: you up?\n\nMe: I am now.\n\nAnna: good\n\n“Who is it?” asked Piet.\n\n“Anna,” I said."
    )
    script = read_script(read(text))
    assert [(one.speaker, one.text) for one in script.lines if one.speaker] == [
        ("Anna", "you up?"),
        ("Narrator", "I am now."),
        ("Anna", "good"),
        ("Piet", "“Who is it?”"),
        ("Narrator", "“Anna,”"),
    ]


def test_as_prose_every_name_is_read_out(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(PEOPLE + "Tom: “Never.”\n\nMaret: are you there\n\nTom: where else\n", encoding="utf-8")
    assert len(read_story(path).given) == 3
    story = read_story(path, as_=Form.PROSE)
    assert not story.given
    assert not story.skips


def test_a_story_whose_source_states_speakers_stays_as_it_is() -> None:
    story = read("Tom: “Never.”\n\nNobody: “Ever.”")
    assert with_labelled_speech(story) is story


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Tom",
                "maret",
                "Me",
                ":",
                "> ",
                "[12:04] ",
                "<tom>",
                " “",
                "”",
                '"',
                "\n",
                "\n\n",
                " – ",
                "(",
                ")",
                "- ",
                "*",
            ]
        ),
        max_size=40,
    )
)
@pytest.mark.slow
def test_nothing_of_a_text_is_lost(parts: list[str]) -> None:
    text = "Rain fell.\n\n" + "".join(parts)
    for markdown in (False, True):
        read_script(read(text, markdown=markdown))  # refuses to lose a character


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "Tom: “Never.” ",
        "tom: never\nmaret: ever\n",
        "[12:04] Tom: never\n",
        "Tom: 'Never ",
        "Tom (a (b (c ",
        "12:04 12:04 12:04 ",
        "Anna Berg Tarn Vale Kell ",
        "Tom — Today at 12:04\nhi\n",
        "it was\nTom: so\n",
        "zed{n}: hi\n",
    ],
)
def test_it_takes_time_in_proportion_to_the_text(unit: str) -> None:
    def text(times: int) -> Story:
        return parse_text("Rain fell.\n\n" + "".join(unit.replace("{n}", str(number)) for number in range(times)))

    short, long = text(200), text(1_600)
    assert_in_proportion(lambda: with_labelled_speech(short), lambda: with_labelled_speech(long), times=24)
