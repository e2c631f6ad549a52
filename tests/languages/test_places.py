"""Places: a noun or a name that is added to the one list holds everywhere, and no stage has a list of its own."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from support.sources import PACKAGE, strings

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.languages.en.places import PLACES
from drama.model import Scene
from drama.readers import parse_text
from drama.script import read_script
from drama.script.people.name_counts import count_names, names_in


def with_noun(noun: str, room: str = "") -> Language:
    rooms = {**PLACES.rooms(), room: (*PLACES.rooms()[room], noun)}
    return replace(ENGLISH, places=replace(PLACES, rooms=lambda: rooms))


def scene(text: str, language: Language) -> Scene:
    return read_script(parse_text(text), language=language).scenes[0]


@pytest.mark.parametrize("noun", ["grelm", "low grelm"])
def test_a_scene_is_named_after_a_place_that_is_added(noun: str) -> None:
    text = f"Orla sat in the {noun} and waited. Nobody came."
    assert scene(text, with_noun(noun)).title == f"In the {noun}"
    assert scene(text, ENGLISH).title != f"In the {noun}"


@pytest.mark.parametrize("noun", ["grelm", "low grelm"])
def test_a_place_that_is_added_sounds_like_its_room(noun: str) -> None:
    text = f"Orla sat in the {noun}. Piet came down into the {noun}. The {noun} was dark."
    assert scene(text, with_noun(noun, "cellar")).setting.room == "cellar"
    assert scene(text, with_noun(noun)).setting.room == scene(text, ENGLISH).setting.room == ""


def test_a_name_of_a_place_that_is_added_is_nobody() -> None:
    language = replace(ENGLISH, places=replace(PLACES, names=PLACES.names | {"Vornholm"}))
    assert list(names_in("Vornholm was far away.", language)) == []
    assert [name for _, _, name in names_in("Vornholm was far away.", ENGLISH)] == ["Vornholm"]


def test_a_preposition_that_is_added_stands_before_a_place() -> None:
    language = replace(ENGLISH, places=replace(PLACES, prepositions=PLACES.prepositions | {"athwort"}))
    counts = [count_names([("They walked athwort Vornholm.", False)], each) for each in (language, ENGLISH)]
    assert [counted.names["Vornholm"].place for counted in counts] == [1, 0]


def test_a_noun_that_is_an_adjective_too_names_no_scene() -> None:
    assert scene("In a flat voice Orla read the letter. Nobody came.", ENGLISH).title.startswith("In a flat voice")


def test_each_noun_is_listed_once_for_a_room() -> None:
    for room, nouns in PLACES.rooms().items():
        assert sorted(nouns) == sorted(set(nouns)), room


WORD = re.compile(r"[a-z]+")


def test_no_module_outside_the_language_has_a_list_of_places() -> None:
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if any(len(PLACES.title_nouns.intersection(WORD.findall(text))) >= 4 for text in strings(file))
    }
    assert {name for name in found if not name.startswith("languages/en/")} == set()
