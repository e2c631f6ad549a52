"""How lines are spoken, as the file of corrections says: checked, put on the lines, and never into their words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.errors import ScriptError
from drama.model import Kind, Line, LineDirection, Manner, Pronunciation, Script
from drama.readers import parse_text
from drama.script import read_script
from drama.script.assembly import coverage
from drama.script.corrections.directions import direction_values, read_direction
from drama.script.corrections.file import parse_corrections

STORY = parse_text(
    "The ferry was late. Ashild and Corwin stood on the slip.\n\n"
    "“No boat, no fare, no fuss,” said Ashild.\n\n“Whisper it,” Corwin said. “Niamh sleeps.”\n\n"
    "*She will never sleep,* thought Ashild.\n\n“No boat, no fare, no fuss,” said Corwin. [pause 3s]\n\n"
    "A gull went over."
)
"""Whose line is twice in it, in other surroundings."""


def script(rows: str) -> Script:
    """Return the script with some corrections."""
    return read_script(STORY, corrections=parse_corrections(rows, "slip.script.toml"))


def line(told: Script, words: str) -> Line:
    return next(one for one in told.lines if words in one.text)


def test_a_line_may_be_directed_and_be_nobody_s_pin() -> None:
    plain, told = script(""), script(
        "[[line]]\nwords = 'niamh sleeps'\ndelivery = 'whispered'\nrate = 0.8\ngain_db = -3\nstress = ['sleeps']\n"
        "pause_after = 1200\nsay = 'Neev is asleep, and sleeps.'\n"
        "[line.pronounce]\nNeev = { phonemes = 'niːv' }\nasleep = 'a-SLEEP'\n"
    )  # fmt: skip
    before, after = line(plain, "Niamh"), line(told, "Niamh")
    assert told.warnings == ()
    assert (after.speaker, after.rule, after.text, after.spans) == (
        before.speaker,
        before.rule,
        before.text,
        before.spans,
    )
    assert after.said == "Neev is asleep, and sleeps."
    assert (after.delivery.manner, after.pause_after_ms) == (Manner.WHISPERED, 1200)
    assert after.direction == LineDirection(
        delivery=Manner.WHISPERED,
        rate=0.8,
        gain_db=-3.0,
        stress=("sleeps",),
        pronounce=(Pronunciation("Neev", phonemes="niːv"), Pronunciation("asleep", "a-SLEEP")),
        say="Neev is asleep, and sleeps.",
        pause_after_ms=1200,
    )
    assert [one for one in told.lines if one != after] == [one for one in plain.lines if one != before]
    coverage.check(told)


def test_a_pause_that_a_person_decides_on_goes_over_the_story_s() -> None:
    row = "[[line]]\nwords = 'said Corwin'\nbefore = 'no fuss'\nafter = 'A gull'\npause_after = 0\n"
    last = [one for one in script("").lines if one.text == "said Corwin."][-1]
    assert last.pause_after_ms == 3000
    assert script(row).lines[last.number - 1].pause_after_ms == 0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("delivery = 'whisperd'", 'delivery "whisperd" is none; did you mean "whispered"? Valid are plain, whispered'),
        ("delivery = 3", "delivery 3 is none"),
        ("rate = 0.2", "rate must be a number from 0.5 to 2, not 0.2"),
        ("rate = nan", "rate must be a number from 0.5 to 2, not nan"),
        ("rate = true", "rate must be a number"),
        ("gain_db = '3'", 'gain_db must be a number from -24 to 12, not "3"'),
        ("stress = 'fare'", "stress must be a list of words"),
        ("stress = ['']", "stress must be a list of words"),
        ("pronounce = ['boat']", "pronounce must be a table of words"),
        ("pronounce = { boat = { phoneme = 'x' } }", 'unknown key "phoneme"; did you mean "phonemes"?'),
        ("pronounce = { boat = {} }", 'pronounce, "boat" says nothing: give a respelling or phonemes'),
        ("pronounce = { boat = 3 }", 'pronounce, "boat": respelling must be text in quotation marks, not 3'),
        ("say = ' … '", 'say must hold the words to speak; kind = "skip" leaves a line out'),
        ('say = "a\\u0007b"', "say must be printable text"),
        ("pause_after = 1.5", "pause_after must be a whole number of milliseconds, 0 to 60000, not 1.5"),
        ("pause_after = -1", "pause_after must be a whole number"),
        ("locked = 'yes'", 'locked must be true or false, not "yes"'),
        ("locked = true", "locked = true holds what is written here"),
        ("locked = true\nspeaker = 'Ashild'\ndelivery = 'plain'", "locked = true holds what is written here"),
        ("kind = 'thought'\nrate = 0.9", "a pinned line needs speaker"),
        ("pause_afer = 3", 'unknown key "pause_afer"; did you mean "pause_after"?'),
        ("", "or how it is spoken: delivery, rate, gain_db, stress, pronounce, say, pause_after, locked"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_would_be_valid(row: str, message: str) -> None:
    with pytest.raises(ScriptError) as problem:
        script(f"\n\n[[line]]\nwords = 'Niamh sleeps'\n{row}\n")
    assert str(problem.value).startswith("slip.script.toml, line 3: ")
    assert message in str(problem.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("words = 'whisper it'\nstress = ['shout']", "there is no “shout” in it to stress"),
        ("words = 'whisper it'\nsay = 'Not the rest.'\nstress = ['it']", "there is no “it” in it to stress"),
        ("words = 'The ferry'\nsay = 'It is late.'", "the line holds more than its words; the printed are said"),
        ("words = 'whispered it'\nrate = 0.9", "the words are not in the story any more"),
        ("words = 'no boat'\nrate = 0.9", "stands before or after them"),
        ("words = 'whisper it'\nkind = 'skip'\n[[line]]\nwords = 'it'\nafter = 'Corwin said'\nrate = 0.9",
         "nobody speaks the words"),
        ("words = 'whisper it'\nrate = 0.9\n[[line]]\nwords = 'whisper it'\nrate = 0.8\nsay = 'Hush.'",
         "another one of the same line comes before it (rate)"),
    ],
)  # fmt: skip
def test_a_direction_that_cannot_be_followed_is_a_warning_with_its_place(row: str, reason: str) -> None:
    (warning,) = script(f"[[line]]\n{row}\n").warnings
    assert warning.startswith("slip.script.toml, line ")
    assert warning.endswith(reason)


def test_words_that_are_said_otherwise_are_printed_ones_again_where_the_line_is_edited() -> None:
    rows = "[[line]]\nwords = 'Whisper it'\nsay = 'Hush it.'\n"
    assert line(script(rows), "Whisper").said == "Hush it."
    edited = parse_text(STORY.text.replace("Whisper it,", "Whisper it to me,"))
    told = read_script(edited, corrections=parse_corrections(rows, "slip.script.toml"))
    assert line(told, "Whisper").said == "“Whisper it to me,”"
    assert len(told.warnings) == 1


@pytest.mark.parametrize("lock", ["Ashild", "Corwin"])
def test_what_is_locked_goes_before_every_other_pin_of_its_words(lock: str) -> None:
    words = "words = 'Whisper it'\nbefore = 'said Ashild'\n"
    held = f"[[line]]\n{words}speaker = '{lock}'\nkind = 'dialogue'\ndelivery = 'shouted'\nlocked = true\n"
    for other in ("speaker = 'Ashild'", "kind = 'narration'", "kind = 'skip'", "speaker = 'Corwin'\nkind = 'thought'"):
        for rows in (f"{held}[[line]]\n{words}{other}\n", f"[[line]]\n{words}{other}\n{held}"):
            told = script(rows)
            one = line(told, "Whisper")
            assert (one.speaker, one.kind, one.delivery.manner) == (lock, Kind.DIALOGUE, Manner.SHOUTED)
            assert [warning.partition("followed: ")[2][:18] for warning in told.warnings] == ["the line is locked"]


def test_what_is_locked_holds_its_part_of_a_speech_that_another_pin_cuts() -> None:
    speech = " ".join(
        f"In the year {year} the ice came early and nobody rowed out to the skerry." for year in range(30)
    )
    story = parse_text(f"“{speech}”\n\n“So?” said Corwin.\n\n“So I say,” said Ashild.")
    first, second = read_script(story).lines[:2]
    held = (
        f"[[line]]\nwords = '{first.text}'\nspeaker = 'Ashild'\nkind = 'dialogue'\ndelivery = 'plain'\nlocked = true\n"
    )
    other = f"[[line]]\nwords = '{second.text}'\nspeaker = 'Corwin'\n"
    for rows in (held + other, other + held):
        assert read_script(story, corrections=parse_corrections(rows, "s")).lines[0].speaker == "Ashild"


_WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
_SOUNDS = st.builds(Pronunciation, st.just(""), _WORDS, st.just("") | _WORDS) | st.builds(
    Pronunciation, st.just(""), st.just(""), _WORDS
)


@given(
    st.builds(
        LineDirection,
        delivery=st.none() | st.sampled_from(Manner),
        rate=st.floats(0.5, 2.0),
        gain_db=st.floats(-24, 12),
        stress=st.none() | st.lists(_WORDS, max_size=3).map(tuple),
        pronounce=st.dictionaries(_WORDS, _SOUNDS, max_size=3).map(
            lambda found: tuple(replace(one, word=word) for word, one in found.items())
        ),
        say=st.just("") | st.lists(st.sampled_from(["ebb", "and", "flow,", "42"]), min_size=1).map(" ".join),
        pause_after_ms=st.none() | st.integers(0, 60_000),
        is_locked=st.booleans(),
    )
)
def test_what_is_written_of_a_direction_is_read_as_that_direction(direction: LineDirection) -> None:
    def fail(message: str) -> None:
        raise AssertionError(message)

    assert read_direction(direction_values(direction), fail) == direction  # type: ignore[arg-type]
