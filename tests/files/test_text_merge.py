"""Three-way merge by words: what either side wrote is in the merged text or in a conflict."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.growth import assert_in_proportion

from drama.files.text_merge import Conflict, Merged, merge

WORDS = st.lists(
    st.sampled_from(["Ada", "Bo", " ", " ", "\n", "\n", "\r\n", ".", '"', "=", "[", "]", "é", "\x0b", "\u2028", "𝄞"]),
    max_size=40,
).map("".join)


def test_edits_of_different_words_of_one_line_are_both_made() -> None:
    merged = merge('speaker = "Ada"  # sure\n', 'speaker = "Bo"  # sure\n', 'speaker = "Ada"  # unsure\n')
    assert merged == Merged('speaker = "Bo"  # unsure\n')


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "conflict"),
    [
        ("one\nred fox\n", "one\nblue fox\n", "one\ngreen fox\n", Conflict("red", "blue", "green", 2)),
        ("red fox\n", "blue-fox\n", "red cat\n", Conflict(" fox", "-fox", " cat", 1)),
        ("a\n", "a\nb\n", "a\nc\n", Conflict("", "b\n", "c\n", 2)),
        ("a b c\n", "a c\n", "a B c\n", Conflict("b ", "", "B ", 1)),
    ],
    ids=["the same word", "one beside the other", "put in at one place", "taken out and changed"],
)
def test_edits_that_overlap_or_touch_are_a_conflict(base: str, ours: str, theirs: str, conflict: Conflict) -> None:
    merged = merge(base, ours, theirs)
    assert [one.line for one in merged.conflicts] == [conflict.line]
    for side in ("base", "ours", "theirs"):
        assert getattr(conflict, side).strip() in getattr(merged.conflicts[0], side)
    assert merged.text == theirs


def test_the_same_edit_by_both_is_made_once_and_the_others_beside_it() -> None:
    assert merge("a b c d e\n", "a B c D e\n", "a B c d E\n") == Merged("a B c D E\n")


@given(WORDS, WORDS)
def test_an_edit_of_one_side_is_taken_as_it_is(base: str, other: str) -> None:
    assert merge(base, other, base) == merge(base, base, other) == merge(base, other, other) == Merged(other)


@given(WORDS, WORDS, WORDS)
def test_each_side_is_merged_alike_and_theirs_stands_where_they_conflict(base: str, ours: str, theirs: str) -> None:
    one, two = merge(base, ours, theirs), merge(base, theirs, ours)
    mirrored = [Conflict(c.base, c.theirs, c.ours, 0) for c in two.conflicts]
    assert [Conflict(c.base, c.ours, c.theirs, 0) for c in one.conflicts] == mirrored
    if not one.conflicts:
        assert one.text == two.text
    at = 0
    for conflict in one.conflicts:
        assert conflict.ours != conflict.theirs
        assert one.text[conflict.at :].startswith(conflict.theirs)
        assert conflict.at >= at
        at = conflict.at + len(conflict.theirs)


@given(st.data())
def test_edits_in_different_words_are_all_in_the_merged_text(data: st.DataObject) -> None:
    """Every word stands once, so it can be told what should come out."""
    count = data.draw(st.integers(1, 30))
    gaps = data.draw(st.lists(st.sampled_from([" ", "\n", " = ", "\r\n\r\n"]), min_size=count, max_size=count))
    words = [f"w{number}" for number in range(count)]
    sides = data.draw(st.lists(st.sampled_from(["", "", "ours", "theirs"]), min_size=count, max_size=count))

    def said(*who: str) -> str:
        return "".join(
            f"{side}{word}{gap}" if side in who else word + gap
            for word, gap, side in zip(words, gaps, sides, strict=True)
        )

    assert merge(said(), said("ours"), said("theirs")) == Merged(said("ours", "theirs"))


DID = st.lists(st.sampled_from(["kept", "kept", "dropped", "put in"]), min_size=41, max_size=41)


@given(WORDS, DID, DID)
def test_no_word_that_a_side_put_in_is_lost(base: str, ours: list[str], theirs: list[str]) -> None:
    def edited(did: list[str], mark: str) -> str:
        signs = [sign if what != "dropped" else "" for sign, what in zip(base, did, strict=False)]
        return "".join(f".{mark}{at}.{sign}" if did[at] == "put in" else sign for at, sign in enumerate(signs))

    sides = [edited(ours, "x"), edited(theirs, "y")]
    merged = merge(base, *sides)
    everything = merged.text + "".join(conflict.ours for conflict in merged.conflicts)
    for side in sides:
        assert set(re.findall(r"[xy]\d+", side)) <= set(re.findall(r"[xy]\d+", everything))


def test_the_time_grows_with_the_texts_and_not_with_their_square() -> None:
    rng = random.Random(7)

    def texts(count: int) -> tuple[str, str, str]:
        rows = [f'[[line]]\nwords = "{rng.random()} went"\nspeaker = "Ada"\n\n' for _ in range(count)]

        def edited() -> str:
            return "".join(
                row.replace("Ada", "Bo") if rng.random() < 0.1 else row for row in rows if rng.random() < 0.98
            )

        return "".join(rows), edited(), edited()

    def repeated(count: int) -> tuple[str, str, str]:
        return "a b " * count, "b a c " * count, "\n" * count

    for kind, few in ((texts, 400), (repeated, 4_000)):
        short, long = kind(few), kind(8 * few)
        assert_in_proportion(lambda short=short: merge(*short), lambda long=long: merge(*long), times=24)  # type: ignore[misc]
