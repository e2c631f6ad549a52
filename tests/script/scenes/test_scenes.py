"""Where scenes open: at marks always, elsewhere only where point of view, place, time and cast jump."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.model import Opening, Scene
from drama.readers import parse_text, read_story
from drama.script import read_script

GARDEN = (
    "Wenna crossed the garden with the basket on her arm. She could hear the bees.\n\n"
    "Wenna set the basket down. Her back hurt, and she felt every one of her seventy years.\n\n"
    "She looked along the wall. The pears were ripe, and Wenna knew that they would not wait for her.\n\n"
    "Wenna reached for the lowest branch. It was wet.\n\n"
    "She sighed, picked up the basket and went home."
)
HARBOUR = (
    "Corin dropped the last crate on the quay. He felt the boards shake.\n\n"
    "Corin wiped his neck. The foreman was nowhere in sight, and he wondered whether anyone would pay him at all.\n\n"
    "He sat down on the crate. Corin had been up since four.\n\n"
    "Corin closed his eyes and heard the gulls."
)
TALK = '"Have you got the key?" asked Wenna.\n\n"I thought you had it," said Corin.'
MORE_TALK = '"I gave it to you on Friday," said Wenna.\n\n"On Friday I was in bed," said Corin.'


def scenes(text: str, *, markdown: bool = False) -> tuple[Scene, ...]:
    return read_script(parse_text(text, markdown=markdown)).scenes


def openings(text: str, *, markdown: bool = False) -> list[Opening]:
    return [scene.opening for scene in scenes(text, markdown=markdown)]


@pytest.mark.parametrize("mark", ["***", "* * *", "---", "#", "⁂"])
def test_a_mark_always_opens_a_scene(mark: str) -> None:
    assert openings(f"{TALK}\n\n{mark}\n\n{MORE_TALK}") == [Opening.START, Opening.BREAK]


def test_a_heading_opens_a_scene_and_gives_it_title_and_chapter() -> None:
    first, second, third = scenes(f"# The Key\n\n{TALK}\n\n# The Wall\n\n{MORE_TALK}\n\n***\n\n{GARDEN}", markdown=True)
    assert [first.title, second.title] == ["The Key", "The Wall"]
    assert [scene.opening for scene in (first, second, third)] == [Opening.HEADING, Opening.HEADING, Opening.BREAK]
    assert (third.chapter, third.title) == ("The Wall", "Wenna crossed the garden with the basket on her…")


def test_headings_that_follow_one_another_are_one_scene() -> None:
    (only,) = scenes(f"# Part One\n\n## The Key\n\n{TALK}", markdown=True)
    assert only.title == "Part One: The Key"


def test_a_blank_run_inside_one_conversation_is_no_scene() -> None:
    assert openings(f"{TALK}\n\n\n\n{MORE_TALK}\n\n{TALK}") == [Opening.START]
    beat = "Wenna turned the basket over, and Corin laughed."
    assert openings(f"{GARDEN}\n\n{TALK}\n\n{beat}\n\n\n\nCorin tried the door.\n\n{MORE_TALK}\n\n{beat}") == [
        Opening.START
    ]


def test_a_blank_run_where_the_eyes_change_is_a_scene() -> None:
    assert openings(f"{GARDEN}\n\n\n\n{HARBOUR}") == [Opening.START, Opening.BREAK]


def test_other_eyes_open_a_scene_without_any_mark() -> None:
    first, second = scenes(f"{GARDEN}\n\n{HARBOUR}")
    assert (first.point_of_view, second.point_of_view) == ("Wenna", "Corin")
    assert second.opening is Opening.UNMARKED


@pytest.mark.parametrize("phrase", ["The next morning", "Three days later", "A week later", "That same evening"])
def test_a_jump_in_time_opens_a_scene(phrase: str) -> None:
    later = f"{phrase}, Wenna came back with a ladder.\n\nShe climbed it slowly.\n\nIt held.\n\nThe pears were gone."
    assert openings(f"{GARDEN}\n\n{later}") == [Opening.START, Opening.UNMARKED]


def test_a_conversation_of_two_is_never_divided() -> None:
    assert openings("\n\n".join([GARDEN, *([TALK, MORE_TALK] * 10)])) == [Opening.START]


def test_one_pair_of_eyes_is_never_divided() -> None:
    assert openings("\n\n".join([GARDEN] * 6)) == [Opening.START]


def test_somebody_who_joins_in_opens_no_scene() -> None:
    joins = "Corin came through the gate. He waved at Wenna.\n\nWenna waved back, and Corin took the basket."
    assert openings(f"{GARDEN.removesuffix(' and went home.')}.\n\n{joins}\n\n{TALK}\n\n{MORE_TALK}") == [Opening.START]


def test_a_scene_is_named_after_the_place_it_opens_in() -> None:
    assert scenes("Wenna waited in the old station. Nobody came.")[0].title == "In the old station"


def test_a_scene_without_a_place_is_named_after_its_first_words() -> None:
    assert scenes("Nobody came. Wenna waited.")[0].title == "Nobody came. Wenna waited."


def test_every_scene_has_lines_even_where_marks_stand_alone() -> None:
    found = scenes(f"***\n\n***\n\n{TALK}\n\n***\n\n…\n\n***\n\n{MORE_TALK}\n\n***")
    assert [scene.number for scene in found] == [1, 2]
    assert all(scene.first_line <= scene.last_line for scene in found)


@pytest.mark.slow
def test_the_seed_with_unmarked_scenes_is_divided_where_its_story_turns() -> None:
    story = read_story(Path(__file__).parents[3] / "seeds" / "the-last-car-up.txt")
    script = read_script(story)
    firsts = [script.lines[scene.first_line - 1].text.split(",")[0] for scene in script.scenes[1:]]
    assert [first[:30] for first in firsts] == [
        "Henrike Sund took her finger o",
        "The tower hit Tamsin in the kn",
        "It was nine minutes to midnigh",
    ]


def test_an_ornament_under_a_heading_opens_no_scene_of_its_own() -> None:
    assert openings(f"# The Key\n\n***\n\n{TALK}\n\n***\n\n# The Wall\n\n{MORE_TALK}", markdown=True) == [
        Opening.HEADING,
        Opening.HEADING,
    ]


def test_a_last_word_after_blank_lines_is_no_scene() -> None:
    assert openings(f"{GARDEN}\n\n\n\nTHE END") == [Opening.START]
