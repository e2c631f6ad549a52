"""What is too long for Kokoro is cut: at a clause, else at a word, else anywhere; nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drama.engines.hibari.phonemes import Run
from drama.engines.hibari.timing import SpokenWord
from drama.engines.kokoro.splitting import pieces


def a_run(*words: str, stressed: tuple[int, ...] = ()) -> Run:
    """Return a run of words, the n-th of which says the n-th ten characters of a text."""
    spoken, stresses, at = [], [], 0
    for number, word in enumerate(words):
        spoken.append(SpokenWord(10 * number, 10 * number + 9, at, at + len(word)))
        stresses += [(at, at + len(word))] if number in stressed else []
        at += len(word) + 1
    return Run(" ".join(words), tuple(stresses), tuple(spoken))


def test_a_run_that_fits_stays_as_it_is() -> None:
    run = a_run("wˈʌn", "tˈu,", "θɹˈi.", stressed=(1,))
    assert list(pieces(run, len(run.phonemes))) == [run]


def test_it_is_cut_behind_the_last_clause_that_fits() -> None:
    found = [piece.phonemes for piece in pieces(a_run("abab", "abab,", "abab", "abab;", "abab", "abab."), 24)]
    assert found == ["abab abab, abab abab;", "abab abab."]


def test_without_a_clause_it_is_cut_between_words() -> None:
    assert [piece.phonemes for piece in pieces(a_run("ababab", "ababab", "ababab"), 15)] == ["ababab ababab", "ababab"]


def test_an_early_clause_is_no_reason_for_a_short_piece() -> None:
    found = [piece.phonemes for piece in pieces(a_run("a,", "abababab", "abababab", "abab"), 20)]
    assert found == ["a, abababab", "abababab abab"]


@pytest.mark.parametrize("most", [7, 20, 510])
def test_one_endless_word_is_cut_anywhere_and_nothing_of_it_is_lost(most: int) -> None:
    run = a_run("ab" * 700)
    found = list(pieces(run, most))
    assert "".join(piece.phonemes for piece in found) == run.phonemes
    assert max(len(piece.phonemes) for piece in found) <= most


@pytest.mark.parametrize("most", [6, 9, 14, 40])
def test_every_word_keeps_its_place_in_the_text_and_its_phonemes(most: int) -> None:
    run = a_run("ab", "cdcd,", "efe", "ghghgh", "kl.", stressed=(1, 3))
    whole = [(word.start, run.phonemes[word.first : word.last]) for word in run.words]
    cut = [(word.start, piece.phonemes[word.first : word.last]) for piece in pieces(run, most) for word in piece.words]
    assert cut == whole
    stressed = [piece.phonemes[a:b] for piece in pieces(run, most) for a, b in piece.stressed]
    assert stressed == ["cdcd,", "ghghgh"]


def test_a_piece_in_which_nothing_is_said_is_left_out() -> None:
    run = replace(a_run("abab", "…"), words=())
    assert [piece.phonemes for piece in pieces(run, 5)] == ["abab"]
