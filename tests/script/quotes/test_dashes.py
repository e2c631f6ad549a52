"""Speech that a dash opens gives way to its tag, and goes on behind it; tags are narration."""

from __future__ import annotations

import pytest
from support.growth import assert_in_proportion

from drama.languages.en.english import ENGLISH
from drama.readers import parse_text
from drama.script.quotes.dashes import cut_at_dashes
from drama.script.quotes.quotes import find_passages

BEFORE = "— Good day, said Orla.\n\n— Good day, said Piet.\n\n— Well?\n\n"


def spoken(paragraph: str, before: str = BEFORE) -> list[str]:
    """Return what is spoken in a paragraph of a text whose speech dashes open."""
    story = parse_text(before + paragraph)
    return [story.text[p.start : p.end] for p in find_passages(story)[-1].pieces if p.spoken]


@pytest.mark.parametrize(
    ("paragraph", "speech"),
    [
        ("—Come in, said Orla. Sit down.", ["—Come in,", "Sit down."]),
        ("—Come in, said Orla. She moved the chair.", ["—Come in,"]),
        ("—Come in, said Orla. She moved the chair. Are you cold?", ["—Come in,", "Are you cold?"]),
        ("—I do not know, he whispered. I never knew.", ["—I do not know,", "I never knew."]),
        ("—Go home, replied the old man with the lamp. It is late.", ["—Go home,", "It is late."]),
        ("—Go home, Piet said quietly. It is late, and you are cold.", ["—Go home,", "It is late, and you are cold."]),
        ("—Is it you? Orla asked.", ["—Is it you?"]),
        ("—Is it you? she said, and the door closed.", ["—Is it you?"]),
        ("—The chair, said Piet, is yours.", ["—The chair,", "is yours."]),
        ("—Come in, said Orla, and sit down by me.", ["—Come in,", "and sit down by me."]),
        ("—Come in, said Orla, moving the chair.", ["—Come in,"]),
        ("—Come in, said Orla, the lamp in her hand.", ["—Come in,"]),
        ("—Come in, said Orla, and moved the chair.", ["—Come in,"]),
    ],
)
def test_speech_goes_on_behind_a_tag_that_no_dash_opens(paragraph: str, speech: list[str]) -> None:
    assert spoken(paragraph) == speech


@pytest.mark.parametrize(
    ("paragraph", "speech"),
    [
        ("—Come in —said Orla—. Sit down.", ["—Come in", "Sit down."]),
        ("—Come in —said Orla, moving the chair—. Sit down.", ["—Come in", "Sit down."]),
        ("—Come in —said Orla—, and sit down.", ["—Come in", "and sit down."]),
        ("— Come in, — said Orla. — Sit down.", ["— Come in,", "— Sit down."]),
        ("— Come in, — said Orla, — sit down.", ["— Come in,", "— sit down."]),
        ("— Come in — said Orla — and sit down.", ["— Come in", "— and sit down."]),
        ("— Come in, — said Orla. She moved the chair.", ["— Come in,"]),
        ("— Go home. — Piet turned to the wall. — Now.", ["— Go home.", "— Now."]),
        ("– Go home – said Piet. – Now.", ["– Go home", "– Now."]),
    ],
)
def test_a_dash_opens_the_tag_and_another_ends_it(paragraph: str, speech: list[str]) -> None:
    assert spoken(paragraph) == speech


@pytest.mark.parametrize(
    "paragraph",
    [
        "— It was – how shall I say – late.",
        "—It was—how shall I say—late.",
        "— He said that he would come.",
        "— And then he said to me, go home.",
        "— I went to her. I asked her for the lamp.",
    ],
)
def test_dashes_and_verbs_within_speech_are_speech(paragraph: str) -> None:
    assert spoken(paragraph) == [paragraph]


def test_an_i_in_the_past_behind_a_tag_is_narration_where_an_i_tells() -> None:
    told = "I walked down to the quay.\n\nI sat by the fire.\n\nI was cold.\n\n" + BEFORE
    assert spoken("—Come in, I said. I moved the chair.", told) == ["—Come in,"]
    assert spoken("—Come in, said Orla. I moved the chair.") == ["—Come in,", "I moved the chair."]


@pytest.mark.parametrize("dash", ["- ", "-- ", "--", "– ", "― "])
def test_hyphens_stand_for_dashes_where_they_open_speech(dash: str) -> None:
    before = "".join(f"{dash}{words}\n\n" for words in ("Good day, said Orla.", "Good day, said Piet.", "Well?"))
    assert spoken(f"{dash}Go home, said Piet. It is late.", before) == [f"{dash}Go home,", "It is late."]


def test_a_list_of_things_is_no_speech() -> None:
    assert spoken("- a rope", "She took:\n\n- a lamp\n\n- an oar\n\n- a coat\n\n") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["— said Orla ", ", said Orla. She sat. ", ", said Orla. Sit down. ", "—a", ". — He sat. ", "— "]
)
def test_it_takes_time_in_proportion_to_the_paragraph(unit: str) -> None:
    def cut(times: int) -> None:
        assert sum(1 for _ in cut_at_dashes("—" + unit * times, ENGLISH))

    assert_in_proportion(lambda: cut(300), lambda: cut(2_400), times=24)


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        (
            "—I never liked him, Anna began. He was cruel to the dog.",
            ["—I never liked him,", "He was cruel to the dog."],
        ),
        ("—To everybody, put in Tom.", ["—To everybody,"]),
        ("—To everybody, Anna went on, and most of all to me.", ["—To everybody,", "and most of all to me."]),
        ("—Yes, my love, said the old man, what is it?", ["—Yes, my love,", "what is it?"]),
        ("—Isn't he dreadful? the old man said frankly.", ["—Isn't he dreadful?"]),
        ("—Come in, called a thin small voice. You are wet.", ["—Come in,", "You are wet."]),
        ("— The mill is sold, Tom suggested. — Is it not?", ["— The mill is sold,", "— Is it not?"]),
        ("—Are you coming? asked Tom, or shall I go?", ["—Are you coming?", "or shall I go?"]),
    ],
)
def test_weaker_verbs_and_people_without_a_name_are_tags_too(paragraph: str, said: list[str]) -> None:
    assert spoken(paragraph) == said
