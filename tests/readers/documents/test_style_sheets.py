"""Which words a style sheet does not show."""

from __future__ import annotations

import pytest
from support.growth import assert_in_proportion

from drama.readers.documents.styles import hidden_in, hidden_in_page


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        (".a { display: none }", {".a"}),
        ("p.b, #C { color: red; DISPLAY:none; }", {"p.b", "#c"}),
        (".a { visibility: hidden }", {".a"}),
        ("/* .a { display: none } */ .b { display: none }", {".b"}),
        ("<!-- .a { display: none } -->", {".a"}),
        ("@charset 'utf-8'; .a { display: none }", {".a"}),
        ("@media print { .a { display: none } } .b { display: none }", {".b"}),
        ("body.night .a { display: none } .b br { display: none } .c > span { display: none }", set()),
        (".a:hover { display: none } * { display: none } p { display: none }", set()),
        (".a { display: block none; mydisplay: none }", set()),
        (".a { display: none", set()),
    ],
)
def test_a_rule_for_a_class_or_an_id_hides_it(sheet: str, names: set[str]) -> None:
    assert hidden_in(sheet) == names


def test_the_sheets_of_a_page_hide_its_words() -> None:
    assert hidden_in_page("<style>.a{display:none}</style><p><STYLE type='x'>.b{display:none}</STYLE>") == {".a", ".b"}


@pytest.mark.parametrize(
    "piece", ["<style>", "<style>none{", "<style>none/*", "<style>none@x{", "<style>none}</style>"]
)
def test_sheets_are_read_in_time_in_proportion(piece: str) -> None:
    short, long = (piece * count for count in (2_000, 16_000))
    assert_in_proportion(lambda: hidden_in_page(short), lambda: hidden_in_page(long), times=24)
