"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from drama.languages.late import late


def test_a_late_pattern_finds_what_a_compiled_one_does() -> None:
    source, text = r"(?P<first>[a-z])\w*", "Rope and TALLOW"
    early, found = re.compile(source, re.IGNORECASE), late(source, re.IGNORECASE)
    assert [match.groupdict() for match in found.finditer(text)] == [m.groupdict() for m in early.finditer(text)]
    assert (found.pattern, found.flags, found.groups) == (early.pattern, early.flags, early.groups)
    assert found.sub("-", text) == early.sub("-", text)


def test_a_mistake_in_a_late_pattern_shows_when_it_is_used() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("rope")


def test_late_patterns_are_told_apart() -> None:
    one, other = late("a"), late("a")
    found = {one: "one", other: "other"}
    assert (found[one], found[other]) == ("one", "other")
