"""The lock file of a series: plain text that comes out the same, merges, and is refused with the line if damaged."""

from __future__ import annotations

import base64
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.cast.castfile.lock import Lock, LockedVoice, lock_path, lock_text, parse_lock, read_lock
from drama.errors import CastError

if TYPE_CHECKING:
    from support.small_scripts import Write

FIGURES = bytes(range(128)) * 2
LOCK = Lock(
    "0.2.0",
    MappingProxyType({"tone": "1", "hibari": "hibari-tts 0.2.1+numpy 2.4.6"}),
    MappingProxyType(
        {
            "Ulf": LockedVoice("tone:300", "tone", "tone:300", 165),
            None: LockedVoice("lark", "hibari", "hibari:heart", 165, figures=FIGURES),
            "Captain Berg": LockedVoice("berg.onnx", "piper", "berg.onnx", 150, 40, sound="3f2a#0"),
        }
    ),
)


def text_of(lock: Lock) -> str:
    return lock_text(lock, title="Harbour Tales", series_file="series.voices.toml")


def complaint(text: str) -> str:
    with pytest.raises(CastError) as caught:
        parse_lock(text, "series.voices.lock")
    return str(caught.value)


def test_it_lies_beside_the_cast_file_of_the_series() -> None:
    assert lock_path(Path("one/series.voices.toml")) == Path("one/series.voices.lock")
    assert lock_path(Path("one/voices.toml")) == Path("one/voices.lock")


def test_what_is_written_is_read_again() -> None:
    assert parse_lock(text_of(LOCK), "x") == LOCK


def test_it_is_plain_text_with_a_table_for_each_person_in_the_order_of_their_names() -> None:
    rows = text_of(LOCK).splitlines()
    tables = [row for row in rows if row.startswith("[")]
    assert tables == ["[engines]", "[narrator]", '[people."Captain Berg"]', "[people.Ulf]"]
    assert rows[0].startswith("# What Harbour Tales is recorded with")
    assert rows[rows.index("[engines]") + 1 :][:2] == ['hibari = "hibari-tts 0.2.1+numpy 2.4.6"', 'tone = "1"']
    assert "pitch = 40" in rows


def test_the_same_lock_is_the_same_text_whatever_the_order_it_was_made_in() -> None:
    again = Lock(LOCK.drama, dict(reversed(LOCK.engines.items())), dict(reversed(LOCK.people.items())))
    assert text_of(again) == text_of(LOCK)


def test_a_person_more_is_a_table_more_and_changes_no_other_row() -> None:
    more = Lock(LOCK.drama, LOCK.engines, {**LOCK.people, "Ines": LockedVoice("tone:440", "tone", "tone:440", 165)})
    rows, longer = text_of(LOCK).splitlines(), text_of(more).splitlines()
    at = longer.index("[people.Ines]")
    assert longer[:at] + longer[at + 6 :] == rows


def test_a_lock_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "series.voices.lock") is None


def test_a_lock_that_cannot_be_read_is_named_as_one(write: Write) -> None:
    with pytest.raises(CastError, match=r'the lock file ".*series.voices.lock" is not UTF-8: line 2'):
        read_lock(write(b"version = 1\n\xff\n", "series.voices.lock"))


WHOLE = text_of(LOCK)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("version = 1", "version = 2", "line 5: valid is version = 1; a newer drama may have written it"),
        ("drama =", "dramma =", 'line 6: unknown key "dramma"; did you mean "drama"?'),
        ('drama = "0.2.0"', "drama = 2", 'line 6: valid is drama = "…"'),
        ('tone = "1"', "tone = 1", "line 10: tone in [engines] is 1; valid is text in quotation marks"),
        ('engine = "tone"', 'enigne = "tone"', 'unknown key "enigne" in [people."Ulf"]; did you mean "engine"?'),
        ('engine = "tone"\n', "", "engine is missing; it needs voice, engine, id, rate_wpm"),
        (
            "rate_wpm = 150",
            "rate_wpm = 15",
            'rate_wpm in [people."Captain Berg"] is 15; valid is a whole number from 80',
        ),
        ("pitch = 40", "pitch = true", "is true; valid is a whole number from 0 to 100"),
        ('figures = "', 'figures = "A', "valid is a speaker embedding of 256 bytes in base64"),
        ("[people.Ulf]", "[people]\nUlf = 3\n[people.Tom]", "line 28: valid is a table [people.NAME]"),
        ("[engines]", "[[engines]]", "engines must be a table: write [engines] above its keys"),
        ("[narrator]", "[people.Tom.deeper]", 'unknown key "deeper" in [people."Tom"]'),
    ],
)
def test_what_is_damaged_is_named_with_its_line_and_what_is_valid(old: str, new: str, told: str) -> None:
    assert old in WHOLE
    message = complaint(WHOLE.replace(old, new, 1))
    assert message.startswith("series.voices.lock")
    assert told in message
    assert "\n" not in message


def test_a_merge_that_did_not_agree_is_called_by_its_name() -> None:
    ours = WHOLE.replace("[people.Ulf]", "<<<<<<< ours\n[people.Ulf]")
    assert "line 27: two versions of it were merged and do not agree; keep one of the two" in complaint(ours)


def test_a_person_that_is_no_table_is_an_error() -> None:
    assert "valid is a table [people.NAME]" in complaint('version = 1\ndrama = "1"\n[people]\nUlf = 3\n')


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
VOICES = st.builds(
    LockedVoice,
    TEXTS,
    TEXTS,
    TEXTS,
    st.integers(80, 450),
    st.none() | st.integers(0, 100),
    st.just("") | TEXTS,
    st.sampled_from([b"", FIGURES]),
)
LOCKS = st.builds(
    Lock, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3), st.dictionaries(st.none() | TEXTS, VOICES, max_size=4)
)


@pytest.mark.slow
@given(LOCKS)
def test_any_lock_is_read_as_it_was_written(lock: Lock) -> None:
    again = parse_lock(text_of(lock), "x")
    assert (again.drama, dict(again.engines), dict(again.people)) == (lock.drama, lock.engines, lock.people)


@pytest.mark.slow
@given(
    st.one_of(st.text(), st.lists(st.sampled_from([*WHOLE.splitlines(), "<<<<<<< x", "=", "[", '"'])).map("\n".join))
)
def test_any_text_is_a_lock_or_fails_with_one_message(text: str) -> None:
    try:
        outcome: Lock | str = parse_lock(text, "somewhere")
    except CastError as problem:
        outcome = str(problem)
    assert isinstance(outcome, Lock) or (outcome.startswith("somewhere") and "\n" not in outcome)


def test_figures_are_in_base64() -> None:
    assert base64.b64encode(FIGURES).decode("ascii") in WHOLE
