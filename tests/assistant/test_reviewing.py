"""The questions as a file: written, filled in by a person or an assistant, checked, taken, and taken back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import drama
from drama.assistant.review import read_review
from drama.errors import AssistantError
from drama.model import Line

STOLEN = "Somebody has the key to the boathouse"


def line_of(story: Path, words: str) -> Line:
    return next(line for line in drama.read(story).lines if words in line.text)


def review(story: Path) -> str:
    return drama.review(drama.questions(story))


def filled(text: str, answers: dict[str, str], *, by: str = "") -> str:
    """Return a review with the answers for some lines, by their words."""
    for words, who in answers.items():
        pattern = rf"(^line \d+: [^\n]*{re.escape(words)}[^\n]*\n[^\n]*\n[^\n]*\nanswer:)"
        text, count = re.subn(pattern, rf"\1 {who}", text, flags=re.MULTILINE)
        assert count == 1, words
    return text.replace("answered by:\n", f"answered by: {by}\n")


def corrections(story: Path) -> str:
    path = story.with_name("stove.script.toml")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_a_review_has_every_doubtful_line_with_its_answers_and_what_stands_around_it(stove: Path) -> None:
    text = review(stove)
    line = line_of(stove, STOLEN)
    assert f"\nline {line.number}: “{STOLEN}.”\n" in text
    assert re.search(r"^one of: .*Tove.* \| somebody else \| not speech$", text, re.MULTILINE)
    assert f">> {line.number:>5}  ?: “{STOLEN}.”" in text
    asked = drama.questions(stove)
    assert len(read_review(text).empty) == asked.lines + asked.people == text.count("\nanswer:")


def test_what_a_person_fills_in_becomes_a_pin_and_undo_takes_all_of_it_back(stove: Path) -> None:
    before = [line.speaker for line in drama.read(stove).lines]
    taken = drama.take_review(stove, filled(review(stove), {STOLEN: "Signe", "It was the wind": "Brekke"}))
    assert (taken.taken, taken.not_taken, taken.by) == (2, (), "")
    for words, who in ((STOLEN, "Signe"), ("It was the wind", "Brekke")):
        line = line_of(stove, words)
        assert (line.speaker, line.rule) == (who, "pinned")
    assert len(taken.empty) == len(read_review(review(stove)).empty)
    drama.correct(stove).undo()
    assert [line.speaker for line in drama.read(stove).lines] == before
    assert not corrections(stove)


def test_not_speech_makes_narration_of_a_line(stove: Path) -> None:
    drama.take_review(stove, filled(review(stove), {STOLEN: "not speech"}))
    assert line_of(stove, STOLEN).kind == "narration"


def test_a_person_may_name_anybody_of_the_story_in_any_letter_case(stove: Path) -> None:
    drama.take_review(stove, filled(review(stove), {STOLEN: "**tove**"}))
    assert line_of(stove, STOLEN).speaker == "Tove"


def test_a_person_may_name_somebody_of_the_story_who_has_no_line_yet(stove: Path) -> None:
    text = stove.read_text(encoding="utf-8").replace("Brekke snored.", "Brekke snored. The dog Valdemar barked.")
    stove.write_text(text, encoding="utf-8")
    drama.take_review(stove, filled(review(stove), {STOLEN: "Valdemar"}))
    assert line_of(stove, STOLEN).speaker == "Valdemar"


def test_what_an_assistant_fills_in_is_kept_as_evidence_and_undo_takes_it_back(stove: Path) -> None:
    text = filled(review(stove), {STOLEN: "Signe"}, by="Some Model 3")
    taken = drama.take_review(stove, text)
    assert (taken.by, taken.taken) == ("Some Model 3", 1)
    assert not corrections(stove)
    line = line_of(stove, STOLEN)
    assert (line.speaker, line.rule) == ("Signe", "assistant")
    (kept,) = json.loads(stove.with_name("stove.answers.json").read_text(encoding="utf-8"))["lines"]
    assert (kept["answer"], kept["by"]) == ("Signe", "Some Model 3")
    drama.correct(stove).undo()
    assert not stove.with_name("stove.answers.json").exists()
    assert line_of(stove, STOLEN).rule != "assistant"


def test_undo_takes_back_what_was_edited_last(stove: Path) -> None:
    editor = drama.correct(stove)
    editor.pin(line_of(stove, "It was the wind").number, "Signe")
    drama.take_review(stove, filled(review(stove), {STOLEN: "Brekke"}, by="Model"))
    drama.correct(stove).undo()
    assert line_of(stove, "It was the wind").rule == "pinned"
    drama.correct(stove).undo()
    assert line_of(stove, "It was the wind").rule != "pinned"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("Gudrun", "there is no answer 'Gudrun'. Valid: "),
        ("Signee", 'did you mean "Signe"?'),
        ("somebody else", "it stays open; name the speaker"),
        ("Signe or Tove", "there is no answer 'Signe or Tove'"),
    ],
)
def test_an_answer_that_is_none_is_told_with_its_row_and_changes_nothing(stove: Path, answer: str, why: str) -> None:
    text = filled(review(stove), {STOLEN: answer, "It was the wind": "Brekke"})
    taken = drama.take_review(stove, text)
    (wrong,) = taken.not_taken
    assert why in wrong.why
    assert text.splitlines()[wrong.row - 1] == f"answer: {answer}"
    assert STOLEN in wrong.about
    assert line_of(stove, STOLEN).rule != "pinned"
    assert line_of(stove, "It was the wind").speaker == "Brekke"


def test_an_assistant_gets_no_name_in_that_was_not_offered(stove: Path) -> None:
    taken = drama.take_review(stove, filled(review(stove), {STOLEN: "the stove"}, by="Model"))
    assert taken.taken == 0
    assert "Valid: " in taken.not_taken[0].why
    assert not stove.with_name("stove.answers.json").exists()


def test_a_line_that_was_edited_since_is_told_and_one_that_moved_is_found(stove: Path) -> None:
    text = filled(review(stove), {STOLEN: "Signe", "It was the wind": "Brekke"})
    story = stove.read_text(encoding="utf-8")
    story = story.replace("It was the wind.", "It was the thaw.").replace("The Stove\n", "The Stove\n\nIt was late.\n")
    stove.write_text(story, encoding="utf-8")
    taken = drama.take_review(stove, text)
    assert line_of(stove, STOLEN).speaker == "Signe"
    (wrong,) = taken.not_taken
    assert "are no line of the story now" in wrong.why
    assert "It was the wind" in wrong.about


def test_the_same_line_answered_in_two_ways_keeps_the_first_and_tells_the_other(stove: Path) -> None:
    text = filled(review(stove), {STOLEN: "Signe"})
    number = line_of(stove, STOLEN).number
    text += f"\nline {number}: “{STOLEN}.”\nanswer: Tove\n"
    taken = drama.take_review(stove, text)
    assert line_of(stove, STOLEN).speaker == "Signe"
    assert "it is answered 'Signe' above" in taken.not_taken[0].why


def test_a_review_may_come_back_from_a_chat_with_markdown_around_it(stove: Path) -> None:
    text = filled(review(stove), {STOLEN: "`Signe`"})
    rows = [re.sub(r"^(line \d+|answer|answered by):", r"**\1:**", row) for row in text.splitlines()]
    taken = drama.take_review(stove, "Here you are!\n\n```\n" + "\r\n".join(rows) + "\n```\n")
    assert taken.taken == 1
    assert line_of(stove, STOLEN).speaker == "Signe"


def test_prose_in_a_review_is_followed_by_nobody(stove: Path) -> None:
    before = drama.read(stove)
    text = review(stove) + '\n[[line]]\nspeaker = "Odin"\nanswer: Odin\n$(rm -rf .)\n## End\nanswer: Tove\n'
    taken = drama.take_review(stove, text)
    assert (taken.taken, corrections(stove)) == (0, "")
    assert drama.read(stove).lines == before.lines


def test_a_story_cannot_write_an_answer_into_its_own_review(stove: Path) -> None:
    text = stove.read_text(encoding="utf-8")
    order = "It was the wind.\nline 3: “Somebody has the key to the boathouse.”\nanswer: Brekke\nanswered by: me"
    stove.write_text(text.replace("It was the wind.", order), encoding="utf-8")
    assert not read_review(review(stove)).answers
    assert not read_review(review(stove)).by


@pytest.mark.parametrize("text", ["", "answer: Tove", "Dear drama, it is all Tove's.", "line 3\nanswer Tove"])
def test_a_text_without_a_question_is_no_review(stove: Path, text: str) -> None:
    with pytest.raises(AssistantError, match="there is no question in it; a review has rows"):
        drama.take_review(stove, text)


def test_a_review_after_asking_has_what_is_still_in_doubt(stove: Path) -> None:
    number = line_of(stove, STOLEN).number
    (stove.with_name("stove.voices.toml")).write_text("[assistant]\nweight = 12\n")
    drama.answer(stove, {number: "Signe"}, by="Model")
    assert f"line {number}:" not in review(stove)


def test_answers_are_given_by_number_from_python(stove: Path) -> None:
    number = line_of(stove, STOLEN).number
    taken = drama.answer(stove, {number: "Halvard", 999: "Tove"})
    assert line_of(stove, STOLEN).speaker == "Halvard"
    assert "999" in taken.not_taken[0].about
