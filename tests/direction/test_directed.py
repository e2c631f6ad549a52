"""Lines that a person directs, as they are performed: their words, stress, sounds, rate and level."""

from __future__ import annotations

import pytest
from support.plays import DRAMA, EVERYTHING, able, cast_of, line, script

from drama.direction import direct, lines_with, words_not_pronounced
from drama.direction.normalization.pronunciation import Lexicon
from drama.model import (
    Ability,
    Delivery,
    LineDirection,
    Manner,
    MarkKind,
    Performance,
    Pronunciation,
    Sound,
    Span,
    Style,
)

READING = Style()
WORDS = "“No, no: Niamh won’t row to No. 4.”"


def performed(direction: LineDirection, *, able_to: frozenset[Ability] = EVERYTHING, style: Style = DRAMA,
              rate: int = 165, **more: object) -> Performance:  # fmt: skip
    """Return how a line is performed."""
    play = script(line(1, WORDS, direction=direction, **more))
    cast = cast_of(play, sound=Sound(style=style, pronounce=(Pronunciation("Niamh", "Nyam"),)))
    return direct(
        play, cast, abilities=able(*able_to), rates=lambda _: (100, 300)
    ).performances[0]  # fmt: skip


def stressed(performance: Performance) -> list[str]:
    return [performance.text[m.start : m.end] for m in performance.marks if m.kind is MarkKind.EMPHASIS]


def test_a_rate_is_a_factor_on_what_the_delivery_makes_of_it_in_every_style() -> None:
    shouting = Delivery(manner=Manner.SHOUTED)
    whole = performed(LineDirection(), delivery=shouting).voice.rate_wpm
    for factor in (0.8, 1.5):
        slower = performed(LineDirection(rate=factor), delivery=shouting)
        assert slower.voice.rate_wpm == pytest.approx(whole * factor, abs=1)
        silent = Style(delivery=0.0)
        assert performed(LineDirection(rate=factor), style=silent).voice.rate_wpm == round(165 * factor)


def test_a_rate_beyond_the_engine_s_is_the_nearest_it_has_and_is_told() -> None:
    play = script(line(1, WORDS, direction=LineDirection(rate=0.5)), line(2, WORDS, direction=LineDirection(rate=2.0)))
    made = direct(play, cast_of(play), abilities=able(*EVERYTHING), rates=lambda _: (100, 300))
    assert [one.voice.rate_wpm for one in made.performances] == [100, 300]
    assert made.warnings == (
        "2 directed lines: the engine pyttsx3 speaks 100 to 300 words a minute; spoken as near as it can",
    )


def test_a_gain_is_added_to_the_delivery_s_level_and_leaves_the_request_as_it_is() -> None:
    whisper = Delivery(manner=Manner.WHISPERED)
    plain, louder = (performed(LineDirection(gain_db=db), delivery=whisper) for db in (0.0, 4.5))
    assert (plain.level_db, louder.level_db) == (-6.0, -1.5)
    assert (plain.text, plain.voice, plain.marks) == (louder.text, louder.voice, louder.marks)


def test_words_to_be_stressed_are_marked_and_no_others_in_every_style() -> None:
    italics = (Span(5, 7),)
    assert stressed(performed(LineDirection(), emphasis=italics)) == ["no"]
    assert stressed(performed(LineDirection(stress=()), emphasis=italics)) == []
    assert stressed(performed(LineDirection(stress=("won't", "no#2")), emphasis=italics)) == ["no", "won’t"]
    assert stressed(performed(LineDirection(stress=("row",)), style=Style(delivery=0.0))) == ["row"]


def test_an_engine_without_stress_is_told_of() -> None:
    play = script(line(1, WORDS, direction=LineDirection(stress=("row",))))
    (warning,) = direct(play, cast_of(play), abilities=able()).warnings
    assert warning.endswith("the engine pyttsx3 stresses no words; those to be stressed are said like the others")


def test_a_word_is_pronounced_here_as_the_line_says_and_not_as_the_cast_file() -> None:
    assert "Nyam won’t" in performed(LineDirection()).text
    assert "Neev won’t" in performed(LineDirection(pronounce=(Pronunciation("niamh", "Neev"),))).text
    spelt = performed(LineDirection(pronounce=(Pronunciation("Niamh", phonemes="niːv"), Pronunciation("row", "roh"))))
    (mark,) = spelt.marks
    assert (mark.kind, mark.phonemes, spelt.text[mark.start : mark.end]) == (MarkKind.PHONEMES, "niːv", "Niamh")
    assert "roh to" in spelt.text


def test_other_words_are_normalized_stressed_and_pronounced_like_printed_ones() -> None:
    said = LineDirection(
        say="“Row to No. 5, Niamh!”", stress=("row",), pronounce=(Pronunciation("Niamh", "Neev"),)
    )  # fmt: skip
    performance = performed(said, emphasis=(Span(1, 3),))
    assert performance.text == "Row to number 5, Neev!"
    assert stressed(performance) == ["Row"]
    assert performed(LineDirection(say="Row on."), emphasis=(Span(1, 3),)).marks == ()


def test_a_word_that_is_not_in_the_line_is_named() -> None:
    entry = Pronunciation("Nieve", "Neev")
    play = script(line(1, "Hush."), line(2, WORDS, direction=LineDirection(pronounce=(entry,))))
    assert words_not_pronounced(play.lines[1]) == ("Nieve",)
    made = direct(play, cast_of(play), abilities=able(*EVERYTHING))
    assert made.warnings == ("line 2: there is no “Nieve” in it to pronounce",)


def test_lines_are_counted_as_the_table_of_pronunciations_finds_them() -> None:
    lines = (
        line(1, "The LOUGH is low, lough-side."),
        line(2, "Loughs are lakes."),
        line(3, "“Lough’s end.”"),
        line(4, "Nothing.", direction=LineDirection(say="A lough.")),
        line(5, "A lough.", direction=LineDirection(say="Nothing.")),
    )
    assert [one.number for one in lines_with("lough", lines)] == [1, 3, 4]
    assert [one.number for one in lines_with("Lough", lines)] == [1, 3]


def test_each_form_of_a_word_is_that_of_the_entry_spelt_like_it() -> None:
    lexicon = Lexicon((Pronunciation("polish", "PAH-lish"), Pronunciation("Polish", "POH-lish")))
    edits, _ = lexicon.edits("Polish polish", "", frozenset())
    assert [edit.said for edit in edits] == ["poh-lish", "pah-lish"]
