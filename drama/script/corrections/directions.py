"""How a line is spoken, as its table in the file of corrections says: the keys of ``[[line]]`` beside the speaker's.

::

    delivery = "whispered"              # or "plain"
    rate = 0.9                          # of the rate it would have
    gain_db = 2.0
    stress = ["never", "no#2"]          # these words and no others; the second "no"
    pronounce = { Lough = "lock", Niamh = { phonemes = "niːv" } }   # in this line only
    say = "Twenty to nine."             # is spoken; the printed words are shown
    pause_after = 1200                  # ms, up to the next line
    locked = true                       # speaker, kind and delivery stay as they stand here
    marks = ["soundbite", "trailer"]    # what it is used for besides the episode
    recording = "anna/012 Anna.wav"     # an actor's recording, from this file's folder; heard instead of a voice
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from drama.files.messages import listed, nearest, quoted
from drama.model import (
    DIRECTION_KEYS,
    FASTEST_RATE,
    LONGEST_PAUSE_MS,
    LOUDEST_DB,
    SLOWEST_RATE,
    SOFTEST_DB,
    LineDirection,
    LineMark,
    Manner,
    Pronunciation,
)

Fail = Callable[[str], NoReturn]
"""Raises the error of the place that is read."""

_LONGEST_SAY = 10_000
_LONGEST_WORD = 200
_MOST_WORDS = 200
"""Words of a line that are stressed or pronounced."""
_LONGEST_PATH = 1_000
_PRONUNCIATION_KEYS = ("respelling", "phonemes")


def read_direction(row: Mapping[str, Any], fail: Fail) -> LineDirection:
    """Return what a table of a line says of how it is spoken; ``fail`` is called with the first thing that is wrong."""
    values = {DIRECTION_KEYS[key]: check(row[key], fail) for key, check in _CHECKS.items() if key in row}
    return LineDirection(**values)


def direction_values(direction: LineDirection) -> dict[str, Any]:
    """Return the keys and values a table has for a direction: those that say something."""
    values: dict[str, Any] = {
        "delivery": direction.delivery and direction.delivery.value,
        "rate": None if direction.rate == 1.0 else direction.rate,
        "gain_db": None if direction.gain_db == 0.0 else direction.gain_db,
        "stress": None if direction.stress is None else list(direction.stress),
        "pronounce": {one.word: _entry(one) for one in direction.pronounce} or None,
        "say": direction.say or None,
        "pause_after": direction.pause_after_ms,
        "locked": direction.is_locked or None,
        "marks": [mark.value for mark in direction.marks] or None,
        "recording": direction.recording or None,
    }
    return {key: value for key, value in values.items() if value is not None}


def without(direction: LineDirection, keys: Collection[str]) -> LineDirection:
    """Return a direction that says nothing of some keys."""
    kept = {name: getattr(direction, name) for key, name in DIRECTION_KEYS.items() if key not in keys}
    return LineDirection(**kept)


def _entry(one: Pronunciation) -> str | dict[str, str]:
    if not one.phonemes:
        return one.respelling
    return {"phonemes": one.phonemes} | ({"respelling": one.respelling} if one.respelling else {})


# ------------------------------------------------------------------ one key


def _delivery(value: object, fail: Fail) -> Manner:
    if not isinstance(value, str) or value not in set(Manner):
        near = nearest(value, Manner) if isinstance(value, str) else "."
        fail(f"delivery {_shown(value)} is none{near} Valid are {listed(Manner)}.")
    return Manner(value)


def _number(key: str, low: float, high: float) -> Callable[[object, Fail], float]:
    def check(value: object, fail: Fail) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high or not math.isfinite(value):  # type: ignore[operator,arg-type]
            fail(f"{key} must be a number from {low:g} to {high:g}, not {_shown(value)}")
        return float(value)  # type: ignore[arg-type]

    return check


def _stress(value: object, fail: Fail) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MOST_WORDS or not all(map(_is_word, value)):
        fail('stress must be a list of words of the line, such as ["never", "no#2"]')
    return tuple(value)


def _pronounce(value: object, fail: Fail) -> tuple[Pronunciation, ...]:
    if not isinstance(value, dict) or len(value) > _MOST_WORDS:
        fail('pronounce must be a table of words, such as { Lough = "lock", Niamh = { phonemes = "niːv" } }')
    return tuple(_pronunciation(word, entry, fail) for word, entry in value.items())


def _pronunciation(word: str, entry: object, fail: Fail) -> Pronunciation:
    if not _is_word(word):
        fail(f"{quoted(word)} is no word to pronounce")
    table = entry if isinstance(entry, dict) else {"respelling": entry}
    for key, sound in table.items():
        if key not in _PRONUNCIATION_KEYS:
            near = nearest(key, _PRONUNCIATION_KEYS)
            fail(f"pronounce, {quoted(word)}: unknown key {quoted(key)}{near} Valid are {listed(_PRONUNCIATION_KEYS)}.")
        if not _is_word(sound):
            fail(f"pronounce, {quoted(word)}: {key} must be text in quotation marks, not {_shown(sound)}")
    if not table:
        fail(f"pronounce, {quoted(word)} says nothing: give a respelling or phonemes")
    return Pronunciation(word, **table)


def _say(value: object, fail: Fail) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_SAY or not any(map(str.isalnum, value)):
        fail('say must hold the words to speak; kind = "skip" leaves a line out')
    if not all(letter.isprintable() or letter in "\n\t" for letter in value):
        fail("say must be printable text")
    return " ".join(value.split())


def _pause(value: object, fail: Fail) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LONGEST_PAUSE_MS:
        fail(f"pause_after must be a whole number of milliseconds, 0 to {LONGEST_PAUSE_MS}, not {_shown(value)}")
    return value


def _locked(value: object, fail: Fail) -> bool:
    if not isinstance(value, bool):
        fail(f"locked must be true or false, not {_shown(value)}")
    return value


def _marks(value: object, fail: Fail) -> tuple[LineMark, ...]:
    if not isinstance(value, list):
        fail('marks must be a list, such as ["soundbite", "trailer"]')
    for mark in value:
        if not isinstance(mark, str) or mark not in set(LineMark):
            near = nearest(mark, LineMark) if isinstance(mark, str) else "."
            fail(f"there is no mark {_shown(mark)}{near} Valid are {listed(LineMark)}.")
    return tuple(mark for mark in LineMark if mark in value)


def _recording(value: object, fail: Fail) -> str:
    is_path = isinstance(value, str) and len(value) <= _LONGEST_PATH and value.isprintable() and value.strip()
    if not isinstance(value, str) or not is_path:
        fail(f'recording must be the path of a sound file, such as "recordings/012 Anna.wav", not {_shown(value)}')
    return value


def _is_word(value: object) -> bool:
    """Whether something can be a word, or several, or how they are spelt for an engine."""
    return isinstance(value, str) and len(value) <= _LONGEST_WORD and value.isprintable() and bool(value.strip())


def _shown(value: object) -> str:
    return quoted(value) if isinstance(value, str) else str(value)[:40]


_CHECKS: Mapping[str, Callable[[object, Fail], Any]] = MappingProxyType(
    {
        "delivery": _delivery,
        "rate": _number("rate", SLOWEST_RATE, FASTEST_RATE),
        "gain_db": _number("gain_db", SOFTEST_DB, LOUDEST_DB),
        "stress": _stress,
        "pronounce": _pronounce,
        "say": _say,
        "pause_after": _pause,
        "locked": _locked,
        "marks": _marks,
        "recording": _recording,
    }
)
