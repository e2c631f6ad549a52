"""Each part of a story is told by whom its heading names: "I" is that person there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drama.model import Kind, Role, Script, Story, TagMode
from drama.readers.structure.teller_headings import with_teller_headings
from drama.readers.text import parse_text
from drama.script import Corrections, Hints, Naming, read_script
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages

ANNAS = (
    "I went down to the quay with the lamp. I was cold, and I counted the boats.\n\n"
    "“Who is there?” I said.\n\n“Only me,” said Tom. “Put that out.”\n\nI put it out.\n\n“I counted nine,” I said.\n\n"
)
TOMS = (
    "I had been waiting. Then Anna came, and I heard her before I saw her.\n\n"
    "“Who is there?” she said.\n\n“Only me,” I said. “Put that out.”\n\nAnna put it out. I laughed.\n\n"
    "“You counted nine,” I said.\n\n"
)


def read(text: str) -> Story:
    return with_teller_headings(parse_text(text, markdown=True))


def speakers(script: Script) -> list[str]:
    return [one.speaker or "" for one in script.lines if one.kind is Kind.DIALOGUE]


def points_of_view(script: Script) -> list[str | None]:
    return [scene.point_of_view for scene in script.scenes]


def test_two_tellers_say_their_own_lines() -> None:
    script = read_script(read(f"# Anna's POV\n\n{ANNAS}# Tom's POV\n\n{TOMS}# Anna's POV\n\n{ANNAS}"))
    annas = ["Anna", "Tom", "Tom", "Anna"]
    assert speakers(script) == [*annas, "Anna", "Tom", "Tom", "Tom", *annas]
    assert points_of_view(script) == ["Anna", "Tom", "Anna"]


def test_a_title_above_the_first_teller_leaves_the_scene_the_tellers() -> None:
    script = read_script(read(f"# The Boat\n\n## One\n\n### Anna's POV\n\n{ANNAS}### Tom's POV\n\n{TOMS}"))
    assert points_of_view(script) == ["Anna", "Tom"]


def test_a_teller_whom_nobody_names_is_in_the_cast() -> None:
    script = read_script(read(f"# Ilvy's POV\n\n{ANNAS}# Tom's POV\n\n{TOMS}"))
    assert speakers(script)[0] == "Ilvy"


@pytest.mark.parametrize("form", ["# {}", "# {}: Then", "## 3. {}", "# Chapter Three: {}", "# {} – May"])
def test_a_heading_that_is_a_name_names_the_teller_of_its_part(form: str) -> None:
    script = read_script(read(f"{form.format('Anna')}\n\n{ANNAS}{form.format('Tom')}\n\n{TOMS}"))
    assert speakers(script) == ["Anna", "Tom", "Tom", "Anna", "Anna", "Tom", "Tom", "Tom"]


def test_chapters_named_after_those_whom_the_teller_meets_are_not_told_by_them() -> None:
    met = "I met {0} on the quay. {0} laughed, and I laughed too. {0} went away, and I stood there. {0} waved.\n\n"
    talk = "“Good evening,” I said.\n\n“Good evening,” said {0}.\n\n"
    text = "".join(f"# {name}\n\n{(met + talk).format(name)}" for name in ("Anna", "Tom", "Piet"))
    assert set(speakers(read_script(read(text)))) == {"Narrator", "Anna", "Tom", "Piet"}


def test_a_chapter_told_by_nobody_has_no_teller() -> None:
    third = "Anna went down to the quay. Anna was cold, and she counted the boats.\n\n“Nine,” said Anna.\n\n"
    script = read_script(read(f"# Anna\n\n{third}# Tom\n\n{third}"))
    assert "Narrator" not in speakers(script)
    assert set(speakers(script)) == {"Anna"}


def test_a_chapter_without_an_i_between_tellers_is_told_by_nobody() -> None:
    third = "Piet went down to the quay. It rained, and the boats lay still. Nobody saw Piet.\n\n“Nine,” said Piet.\n\n"
    text = f"# One\n\n{third}# Anna's POV\n\n{ANNAS}# Tom's POV\n\n{TOMS}# Two\n\n{third}"
    assert points_of_view(read_script(read(text))) == [None, "Anna", "Tom", None]


def test_a_heading_of_another_kind_ends_the_part() -> None:
    other = "I am the one who wrote this down. I was not there. I asked them all, and I believed none.\n\n"
    text = f"# One\n\n## Anna's POV\n\n{ANNAS}## Tom's POV\n\n{TOMS}# Afterword\n\n{other}“Well,” I said.\n\n"
    assert speakers(read_script(read(text)))[-1] == "Narrator"


def test_one_who_tells_it_all_may_be_named_once() -> None:
    story = read(f"# Anna's POV\n\n{ANNAS}# The Second Night\n\n{ANNAS}")
    assert speakers(read_script(story)) == ["Anna", "Tom", "Tom", "Anna"] * 2


def test_a_story_without_such_headings_has_no_parts() -> None:
    story = read(f"# The First Night\n\n{ANNAS}# The Second Night\n\n{ANNAS}")
    assert build_roster(story, find_passages(story)).parts == ()


def test_a_roster_is_whole_at_every_offset() -> None:
    story = read(f"# Anna's POV\n\n{ANNAS}# Tom's POV\n\n{TOMS}")
    roster = build_roster(story, find_passages(story))
    heads = [it.start for it in story.paragraphs if it.role is Role.HEADING]
    tellers = [roster.at(offset).narrator for offset in (0, heads[0] + 30, heads[1], len(story.text))]
    assert [roster.people[it].name for it in tellers if it is not None] == ["Anna", "Anna", "Tom", "Tom"]
    assert replace(roster.at(heads[1]), narrator=roster.narrator) == roster


def test_a_person_may_say_who_the_narrator_is_between_the_parts() -> None:
    other = "I am the one who wrote this down. I was not there. I asked them all, and I believed none.\n\n"
    text = f"# One\n\n{other}“Well,” I said.\n\n## Anna's POV\n\n{ANNAS}## Tom's POV\n\n{TOMS}"
    corrections = Corrections(people={"Ilvy": Naming("Ilvy", ("Narrator",))})
    found = speakers(read_script(read(text), corrections=corrections))
    assert found[0] == "Ilvy"
    assert found[1] == "Anna"


def test_a_point_of_view_that_nobody_tells_is_that_of_its_scene() -> None:
    third = "{0} went down to the quay. {0} was cold. It rained.\n\n“Nine,” said {0}.\n\n"
    script = read_script(read(f"# Anna's POV\n\n{third.format('Tom')}# Tom's POV\n\n{third.format('Anna')}"))
    assert points_of_view(script) == ["Anna", "Tom"]
    assert speakers(script) == ["Tom", "Anna"]


def test_the_story_s_own_title_does_not_tell_it() -> None:
    story = read(f"# Tom\n\nby Nell Orrin\n\n{TOMS}## Anna\n\n{ANNAS}## Bo\n\n{TOMS}")
    assert story.title == "Tom"
    assert "Tom" not in points_of_view(read_script(story))


@pytest.mark.parametrize("line", ["by Nell Orrin", "A story by Nell Orrin"])
def test_who_wrote_a_story_is_nobody_in_it(line: str) -> None:
    text = (
        f"# The Lamp\n\n{line}\n\nThe lamp was out, and the woman at the stair was cold.\n\n“Who lit it?” she said.\n"
    )
    script = read_script(read(text))
    assert script.story.author == "Nell Orrin"
    assert "Nell Orrin" not in {line.speaker for line in script.lines}


def test_the_script_says_who_tells_all_of_it() -> None:
    assert read_script(read(f"{ANNAS}“Well, Anna?” said Tom.\n\n“Nine,” I said.")).teller == "Anna"
    assert read_script(read(f"# Anna's POV\n\n{ANNAS}# Anna's POV\n\n{ANNAS}")).teller == "Anna"
    assert read_script(read(ANNAS)).teller == "Narrator"


def test_of_a_story_that_several_tell_or_nobody_does_the_script_names_no_teller() -> None:
    assert read_script(read(f"# Anna's POV\n\n{ANNAS}# Tom's POV\n\n{TOMS}")).teller is None
    assert read_script(read("Anna was cold.\n\n“Nine,” said Anna.\n\n“Ten,” said Tom.")).teller is None


@pytest.mark.parametrize(
    ("own_voices", "is_heard"),
    [(frozenset(), False), (frozenset({"anna"}), True), (frozenset({"tom"}), False), (None, True)],
)
def test_tags_of_a_teller_with_the_narrators_voice_are_never_dropped(
    own_voices: frozenset[str] | None, is_heard: bool
) -> None:
    text = f"# Anna's POV\n\n{ANNAS}“Ten,” said Tom.\n\n“Nine,” I said.\n\n"
    script = read_script(read(text), tags=TagMode.DROP, hints=Hints(own_voices=own_voices))
    told = [line.text for line in script.lines]
    assert told[-1] == ("“Nine,”." if is_heard else "I said.")
    assert "said Tom." not in told[-4:]
