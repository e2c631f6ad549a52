"""What the files of a season are called: on any web server and any disk, and no two the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.publishing.names import address_of, episode_name, is_episode_name


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        ("1", "The Ferry", "01-the-ferry"),
        ("12", "What’s Left: Salt & Rope!", "12-whats-left-salt-and-rope"),
        ("2.5", "Zwischenspiel über Öl", "02-5-zwischenspiel-uber-ol"),
        ("", "Straße nach Łódź", "strasse-nach-lodz"),
        ("3", "השער", "03"),
        ("IV", "The Tower", "iv-the-tower"),
        ("1", "x" * 10_000, "01-" + "x" * 60),
        ("", "?!", "episode"),
        ("", "Index", "episode-index"),
        ("", "CON", "episode-con"),
        ("", "../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_name_is_made_of_number_and_title(number: str, title: str, name: str) -> None:
    assert episode_name(number, title) == name
    assert is_episode_name(name)


@given(st.lists(st.tuples(st.sampled_from(["", "1", "2.5", "103"]), st.text(max_size=300)), max_size=6))
def test_names_are_plain_and_never_the_same(episodes: list[tuple[str, str]]) -> None:
    taken: set[str] = set()
    for number, title in episodes:
        name = episode_name(number, title, taken)
        assert name not in taken
        assert is_episode_name(name)
        assert name == name.lower()
        assert address_of("https://example.org/", name).isascii()
        taken.add(name)


@pytest.mark.parametrize("name", ["", "A", "a/b", "..", "a b", "-a", "index", "cover", "ä", "a" * 200])
def test_other_names_are_told_apart(name: str) -> None:
    assert not is_episode_name(name)
