"""Which words are highlighted when: sentences, words, and clips that leave nothing out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from support.programmes import programme, seconds, utterance

from drama.exports.epub.clips import Stretch, clips, sentence_stretches, total_ms, word_stretches
from drama.model import WordCue


def shown(text: str, stretches: Sequence[Stretch]) -> list[tuple[str, float, float]]:
    return [
        (text[one.start : one.end], round(one.start_frame / 44_100, 2), round(one.end_frame / 44_100, 2))
        for one in stretches
    ]


def test_sentences_of_an_utterance_share_it_by_their_lengths() -> None:
    text = "One is here. Two is here."
    found = sentence_stretches(programme([utterance(1, None, text, 0, 10)]), text)
    assert shown(text, found) == [("One is here.", 0, 5.2), ("Two is here.", 5.2, 10)]


def test_a_sentence_begins_with_its_first_word_where_the_engine_tells() -> None:
    text = "One. Two."
    words = (WordCue(0, 3, seconds(0.5), seconds(1)), WordCue(5, 8, seconds(7), seconds(1)))
    found = sentence_stretches(programme([utterance(1, None, text, 0, 10, words=words)]), text)
    assert shown(text, found) == [("One.", 0, 7), ("Two.", 7, 10)]
    assert shown(text, word_stretches(programme([utterance(1, None, text, 0, 10, words=words)]), text)) == [
        *(("One.", 0.5, 7), ("Two.", 7, 10)),
    ]


def test_a_sentence_goes_on_behind_the_sign_of_a_note_but_not_behind_another_voice() -> None:
    text = "She saw Oona[1] go. “Now,” he said, “we are late.”"
    parts = [
        replace(utterance(1, None, "", 0, 1), start=0, end=12),
        replace(utterance(1, None, "", 1, 2), start=15, end=19),
        replace(utterance(2, "He", "", 2, 3), start=20, end=26),
        replace(utterance(3, None, "", 3, 4), start=27, end=35),
        replace(utterance(4, "He", "", 4, 5), start=36, end=len(text)),
    ]
    assert [words for words, _, _ in shown(text, sentence_stretches(programme(parts), text))] == [
        *("She saw Oona[1] go.", "“Now,”", "he said,", "“we are late.”"),
    ]


def test_pauses_stay_with_the_words_before_them_and_nothing_is_left_out() -> None:
    made = clips([(0, 2_000, 3_000), (0, 9_000, 10_000), (1, 1_500, 4_000)], [15_000, 5_000])
    assert [(one.audio, one.begin_ms, one.end_ms) for one in made] == [(0, 0, 9_000), (0, 9_000, 15_000), (1, 0, 5_000)]
    assert total_ms(made) == 20_000


@pytest.mark.parametrize(
    "starts",
    [
        [(0, 0, 3_000), (0, 2_500, 4_000), (0, 4_000, 6_000)],
        [(0, 0, 3_000), (0, 0, 3_000), (0, 0, 3_000)],
        [(0, 500, 500), (0, 500, 500), (0, 400, 900)],
        [(0, 9_999, 10_000), (0, 10_000, 10_000)],
    ],
    ids=["overlapping", "at once", "backwards", "at the end"],
)
def test_clips_follow_each_other_also_where_lines_overlap(starts: list[tuple[int, int, int]]) -> None:
    made = clips(starts, [10_000])
    assert len(made) == len(starts)
    assert made[0].begin_ms == 0
    for one, following in pairwise(made):
        assert one.begin_ms < one.end_ms == following.begin_ms
    assert made[-1].begin_ms < made[-1].end_ms
