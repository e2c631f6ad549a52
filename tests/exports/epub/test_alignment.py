"""Two texts that differ in little: every stretch that both have is found, in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drama.exports.epub.alignment import Alignment, align

WORDS = st.lists(st.text("abcdefgh", min_size=2, max_size=9), min_size=1, max_size=200)


def found(first: str, second: str, wanted: str) -> list[str]:
    """Return the stretches of the second text in which some words of the first stand."""
    start = first.index(wanted)
    places = Alignment(align(first, second)).places(start, start + len(wanted))
    return [second[low:high] for low, high in places]


@given(st.lists(st.tuples(st.sampled_from(["both", "first", "second"]), st.text("abcde ", max_size=40)), max_size=30))
def test_what_is_found_stands_in_both_and_in_order(parts: list[tuple[str, str]]) -> None:
    first = "".join(text for where, text in parts if where != "second")
    second = "".join(text for where, text in parts if where != "first")
    i = j = 0
    for run in align(first, second):
        assert run.first >= i
        assert run.second >= j
        assert run.length > 0
        i, j = run.first + run.length, run.second + run.length
        assert first[run.first : i] == second[run.second : j]


@given(WORDS)
def test_equal_texts_are_one_stretch(words: list[str]) -> None:
    text = "".join(words)
    assert [(run.first, run.second, run.length) for run in align(text, text)] == [(0, 0, len(text))]


def test_a_title_that_only_the_story_has_takes_nothing_from_the_sentence_under_it() -> None:
    book = "Ferrywasgoneforgood.Thequaywaswarmandstillthatevening."
    story = book.replace("Thequaywas", "TheQuayThequaywas")
    assert found(story, book, "Thequaywaswarm") == ["Thequaywaswarm"]
    assert found(story, book, "TheQuay") == []


def test_what_only_the_book_has_is_passed_over_however_long_it_is() -> None:
    sentences = [f"Sentence{number}ofthisbooktellsofthenumber{number * 7919}andnothingelse." for number in range(3_000)]
    book = "".join((*sentences[:1_000], "x" * 50_000, *sentences[1_000:], "An index."))
    story = "".join((*sentences[:2_000], "Achapterthatthebooklacks." * 30, *sentences[2_000:]))
    for sentence in (sentences[0], sentences[999], sentences[1_000], sentences[2_000], sentences[-1]):
        assert found(story, book, sentence) == [sentence]


def test_a_letter_that_was_mended_costs_itself_alone() -> None:
    assert found("Thecafeisopenalldaylong.", "ThecafÃ©isopenalldaylong.", "cafeisopen") == ["caf", "isopen"]


def test_a_word_between_two_marks_that_only_one_text_has_is_found() -> None:
    assert found("IwastheonewhoIsaid*fed*it,andnobodyelsedid.", "IwastheonewhoIsaidfedit,andnobodyelsedid.", "fed") == [
        "fed"
    ]


def test_texts_that_have_nothing_in_common_are_soon_given_up() -> None:
    assert align("ab" * 50_000, "cd" * 50_000) == []
