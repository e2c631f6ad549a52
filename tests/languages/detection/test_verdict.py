"""What is not English is noticed, and English of any kind is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.tongues import ODD_ENGLISH, OTHER_ALPHABETS, SCENES

from drama.languages.detection import examine
from drama.languages.detection.latin import NAMES

ENGLISH = "The old woman opened the door and did not say a word. It had rained for three days, and the road was gone."


@pytest.mark.parametrize("code", SCENES)
def test_a_story_in_another_language_is_named(code: str) -> None:
    assert examine([(1, SCENES[code])]).reason == f"its words are {NAMES[code]}"


@pytest.mark.parametrize("code", SCENES)
def test_so_is_one_whose_lines_are_too_short_to_be_told_alone(code: str) -> None:
    words = SCENES[code].split()
    lines = [" ".join(words[at : at + 5]) for at in range(0, 30, 5)]
    assert examine(list(enumerate(lines, 1))).reason == f"its words are {NAMES[code]}"


@pytest.mark.parametrize("alphabet", OTHER_ALPHABETS)
def test_a_story_in_another_alphabet_is_named(alphabet: str) -> None:
    assert examine([(1, OTHER_ALPHABETS[alphabet])]).reason == f"it is written in {alphabet}"


@pytest.mark.parametrize("kind", ODD_ENGLISH)
@pytest.mark.parametrize("stated", ["", "en", "en-GB", "eng", "English", "und"])
def test_english_is_english_whatever_it_looks_like(kind: str, stated: str) -> None:
    verdict = examine([(1, ODD_ENGLISH[kind])], stated)
    assert (verdict.reason, verdict.lines, verdict.doubt) == ("", (), "")
    assert verdict.warning() == ""


def test_a_line_in_another_alphabet_is_named_with_its_number() -> None:
    verdict = examine([(1, ENGLISH), (2, "“Привет,” he said, “как дела?”"), (3, ENGLISH)])
    assert not verdict.reason
    assert [(line.number, line.what) for line in verdict.lines] == [(2, "Cyrillic letters")]
    assert "line 2 (Cyrillic letters)" in verdict.warning()


@pytest.mark.parametrize("alphabet", OTHER_ALPHABETS)
def test_one_word_of_another_alphabet_is_enough(alphabet: str) -> None:
    word = max(OTHER_ALPHABETS[alphabet].split(), key=len)
    assert f"line 2 ({alphabet})" in examine([(1, ENGLISH), (2, f"The sign read {word}, it seemed.")]).warning()


def test_phonetic_signs_are_another_alphabet() -> None:
    verdict = examine([(1, ENGLISH), (2, "He wrote ðə əʊld wʊmən on the slate.")])
    assert [line.what for line in verdict.lines] == ["phonetic signs"]


@pytest.mark.parametrize("code", SCENES)
def test_a_scene_in_another_language_within_a_story_is_named_with_its_number(code: str) -> None:
    verdict = examine([(1, ENGLISH), (2, ENGLISH), (3, SCENES[code]), (4, ENGLISH), (5, ENGLISH)])
    assert not verdict.reason
    assert [(line.number, line.what) for line in verdict.lines] == [(3, NAMES[code])]


def test_a_letter_of_mathematics_is_no_other_alphabet() -> None:
    assert examine([(1, "The angle is π, the load 5 Ω, and α + β is small.")]).lines == ()


def test_letters_with_marks_are_latin() -> None:
    assert examine([(1, "Łukasz met Dvořák and Þóra at the café in Ærø, and Nguyễn came too.")]).lines == ()


def test_lines_of_several_sorts_make_one_warning_and_many_are_counted() -> None:
    lines = [(n, "Она ушла, and the door was open to the rain") for n in range(1, 15)]
    lines.append((20, "and the 犬 was gone again"))
    warning = examine([(0, ENGLISH * 20), *lines]).warning()
    assert warning.count("Cyrillic letters") == 1
    assert "15 lines are not all English" in warning
    assert "10 (Cyrillic letters); and 5 more" in warning


def test_a_line_whose_voice_speaks_its_language_needs_no_warning() -> None:
    verdict = examine([(1, ENGLISH), (2, "Привет, she said to the dog and to the cat")])
    assert verdict.warning()
    assert verdict.warning(spared=[2]) == ""


@pytest.mark.parametrize(
    ("stated", "name"),
    [("fr", "French"), ("fr-FR", "French"), ("fre", "French"), ("French", "French"), ("de_AT", "German"),
     ("ja", "Japanese"), ("ru-RU", "Russian"), ("Klingon", "Klingon")],
)  # fmt: skip
def test_what_the_file_says_counts_where_its_words_do_not_say_otherwise(stated: str, name: str) -> None:
    assert examine([(1, "Bang! Crash!")], stated).reason == f"the file says that its language is {name}"
    verdict = examine([(1, ENGLISH)], stated)
    assert not verdict.reason
    assert verdict.doubt.startswith(f"the file says that its language is {name}, but its words are English")


def test_a_file_that_says_it_is_english_is_not_believed_against_its_words() -> None:
    assert examine([(1, SCENES["de"])], "en").reason == "its words are German"


@given(st.lists(st.text(max_size=80), max_size=5), st.text(max_size=12))
@pytest.mark.slow
def test_any_text_gets_a_verdict_and_the_same_one_twice(texts: list[str], stated: str) -> None:
    lines = list(enumerate(texts, 1))
    assert examine(lines, stated) == examine(lines, stated)


@pytest.mark.slow
@pytest.mark.parametrize("code", SCENES)
@pytest.mark.parametrize("share", [0, 1, 2, 4, 8])
def test_the_story_as_a_whole_is_judged_alike_whether_its_lines_are_named_or_not(code: str, share: int) -> None:
    lines = [(number, SCENES[code] if number < share else ENGLISH) for number in range(8)]
    named, whole = examine(lines), examine(lines, names_lines=False)
    assert (whole.reason, whole.doubt) == (named.reason, named.doubt)


def test_a_story_that_is_plainly_english_is_judged_without_the_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drama.languages.detection.latin._detector", lambda: pytest.fail("the detector was asked"))
    lines = [*((number, ENGLISH) for number in range(8)), (8, "Bonjour mes amis, comment allez vous aujourd'hui")]
    assert not examine(lines, names_lines=False).reason
