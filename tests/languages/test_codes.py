"""Languages by tag and by name."""

from __future__ import annotations

import pytest

from drama.languages.codes import english_name, three_letters


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en", "eng"),
        ("en-GB", "eng"),
        ("en_US", "eng"),
        ("EN", "eng"),
        ("eng", "eng"),
        ("English", "eng"),
        ("english", "eng"),
        (" Scottish  Gaelic ", "gla"),
        ("de-CH-1996", "deu"),
        ("ger", "deu"),
        ("fre", "fra"),
        ("zh-Hant-TW", "zho"),
        ("", ""),
        ("x", ""),
        ("xx", ""),
        ("Elvish of the hills", ""),
        ("en-", ""),
    ],
)
def test_a_language_has_one_code_however_it_is_called(said: str, code: str) -> None:
    assert three_letters(said) == code


@pytest.mark.parametrize(
    ("said", "name"),
    [("fr-FR", "French"), ("ger", "German"), ("el", "Greek"), ("sw", "Swahili"), ("Welsh", "Welsh"), ("Elvish", "")],
)
def test_a_language_has_one_name(said: str, name: str) -> None:
    assert english_name(said) == name
