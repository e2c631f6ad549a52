"""Edits of what is heard beside the voices: scenes, effects, music, as edits of the cast file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import toneplay

import drama
from drama.cast.sound_edit import sections_of
from drama.direction.soundscape import soundtrack
from drama.errors import CastError, LibraryError, ScriptError
from drama.model import Origin
from drama.production import effect_entries as entries

STORY = """# The Lock-Keeper

## The Cellar

The rain had not stopped since Friday. [SFX: door slams] Runa stood in the cellar.

“Who is there?” asked Oskar.

“Only me,” said Runa.

“No.”

## The Quay

[SFX: knock]

[SFX: knock]

“Who is there?” asked Oskar.

“No.”

Runa laughed. [SFX: bell]
"""

CAST = """# How it sounds; kept by hand.

[sound]
style = "drama"   # for headphones

# The quay is dry.
[scenes."The Quay"]
room = "none"     # for now

[pauses]
tail = 900
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lock.md"
    path.write_text(STORY, encoding="utf-8")
    path.with_name("lock.voices.toml").write_text(CAST, encoding="utf-8")
    return path


def cast_text(story: Path) -> str:
    return story.with_name("lock.voices.toml").read_text(encoding="utf-8")


def prepared(story: Path, **settings: object) -> drama.Production:
    return drama.prepare(story, engine="tone", **settings)  # type: ignore[arg-type]


def effects(story: Path) -> dict[str, tuple[int, bool]]:
    """Return line and muting of every effect by its id."""
    return {one.id: (one.line, one.is_muted) for one in drama.soundtrack(prepared(story)).effects}


def heard(story: Path) -> list[str]:
    """Return the ids of the effects that are planned, before and behind their lines."""
    plan = prepared(story).direction.sound_plan
    return sorted(one.id for side in (plan.effects, plan.effects_after) for held in side.values() for one in held)


def line_of(story: Path, words: str, *, occurrence: int = 1) -> int:
    found = [line.number for line in drama.read(story).lines if words in line.text]
    return found[occurrence - 1]


# ------------------------------------------------------------------ scenes


def test_a_scene_gets_a_room_and_a_bed_and_goes_back_to_what_its_words_tell(story: Path) -> None:
    before = drama.soundtrack(prepared(story)).scenes[0]
    assert (before.room, before.bed, before.room_origin) == ("cellar", "rain", Origin.STORY)
    done = drama.set_scene_sound(story, 1, room="cave", bed="none", bed_db=-3)
    assert (done.label, done.unheard, done.is_new_file) == ("scene 1: room cave, bed none, bed at −3 dB", "", False)
    now = drama.soundtrack(prepared(story)).scenes[0]
    assert (now.room, now.bed, now.bed_db, now.room_origin) == ("cave", "", -3.0, Origin.CAST_FILE)
    assert '[scenes."The Cellar"]' in cast_text(story)
    for comment in ("# How it sounds; kept by hand.", "# for headphones", "# The quay is dry.", "# for now"):
        assert comment in cast_text(story)
    drama.set_scene_sound(story, "the cellar", room="auto", bed="auto")
    back = drama.soundtrack(prepared(story)).scenes[0]
    assert (back.room, back.bed, back.bed_db) == ("cellar", "rain", -3.0)


def test_the_table_a_scene_has_is_edited_where_it_stands(story: Path) -> None:
    drama.set_scene_sound(story, 2, room="outdoors", bed="sea")
    text = cast_text(story)
    assert '[scenes."The Quay"]\nroom = "outdoors"     # for now\nbed = "sea"' in text
    assert text.count("[scenes.") == 1


def test_a_table_that_says_nothing_any_more_goes_unless_somebody_wrote_into_it(story: Path) -> None:
    drama.set_scene_sound(story, 1, room="cave")
    drama.set_scene_sound(story, 1, room="auto")
    assert cast_text(story) == CAST
    own = story.with_name("lock.voices.toml")
    own.write_text(f'{CAST}\n[scenes.1]  # my cellar\nroom = "cave"\n', encoding="utf-8")
    drama.set_scene_sound(story, 1, room="auto")
    assert cast_text(story) == f"{CAST}\n[scenes.1]  # my cellar\n"
    assert drama.set_scene_sound(story, 1, room="auto").label == "scene 1: room as the story has it"


def test_what_a_series_says_of_a_scene_is_contradicted_and_not_only_left_unsaid(story: Path) -> None:
    story.with_name("series.voices.toml").write_text('[scenes.1]\nroom = "church"\nbed = "fire"\n', encoding="utf-8")
    own = story.with_name("lock.voices.toml")
    own.write_text('extends = "series.voices.toml"\n' + CAST, encoding="utf-8")
    drama.set_scene_sound(story, 1, room="auto", bed="none")
    now = drama.soundtrack(prepared(story)).scenes[0]
    assert (now.room, now.bed, now.room_origin) == ("cellar", "", Origin.STORY)
    assert '[scenes.1]\nbed = "none"\nroom = "auto"' in cast_text(story)


# ------------------------------------------------------------------ effects


def test_an_effect_is_placed_moved_made_softer_and_removed(story: Path) -> None:
    line = line_of(story, "Only me")
    done = drama.place_effect(story, line, "footsteps", gain_db=-6)
    assert done.effect is not None
    assert (done.effect.id, done.effect.gain_db, done.unheard) == (f"{line}:footsteps", -6.0, "")
    assert '[effects."“Only me,”"]\nsound = "footsteps"\ngain_db = -6' in cast_text(story)
    production = prepared(story)
    twice = drama.place_effect(production, line, "footsteps").effect
    assert twice is not None
    assert twice.id == f"{line}:footsteps:2"
    target = line_of(story, "Runa laughed")
    moved = drama.move_effect(story, f"{line}:footsteps", target, gain_db=-9).effect
    assert moved is not None
    assert (moved.line, moved.gain_db) == (target, -9.0)
    assert heard(story).count(f"{target}:footsteps") == 1
    drama.remove_effect(story, f"{line}:footsteps")
    drama.remove_effect(story, f"{target}:footsteps")
    assert not any("footsteps" in name for name in effects(story))
    assert "[effects" not in cast_text(story)


def test_an_effect_before_words_that_stand_there_twice_stays_with_its_own(story: Path) -> None:
    second = line_of(story, "“No.”", occurrence=2)
    drama.place_effect(story, second, "gunshot")
    assert effects(story)[f"{second}:gunshot"] == (second, False)
    assert "follows = " in cast_text(story)
    edited = STORY.replace("Runa stood", "“No.” It was late. “No.” Runa stood")
    story.write_text(edited, encoding="utf-8")
    (now,) = (line for name, (line, _) in effects(story).items() if "gunshot" in name)
    assert now == line_of(story, "“No.”", occurrence=4)
    story.write_text(STORY.replace("“Who is there?” asked Oskar.\n\n“No.”\n\nRuna", "Runa"), encoding="utf-8")
    (warning,) = drama.soundtrack(prepared(story)).warnings
    assert warning.startswith("[effects.'“No.”']: these words stand in no line of the story behind '")


def test_an_effect_is_moved_whatever_the_layout_of_its_table(story: Path) -> None:
    own = story.with_name("lock.voices.toml")
    own.write_text(f'{CAST}\n[effects]\n"Only me" = {{ sound = "bell", gain_db = -2 }}\n', encoding="utf-8")
    line, target = line_of(story, "Only me"), line_of(story, "Runa laughed")
    moved = drama.move_effect(story, f"{line}:bell", target).effect
    assert moved is not None
    assert (moved.line, moved.gain_db, moved.entry) == (target, -2.0, "Only me")
    assert "before = " in cast_text(story)


def test_effects_of_the_text_are_muted_and_heard_again(story: Path) -> None:
    before = effects(story)
    assert len(before) == 4
    (slam,) = (name for name in before if "slams" in name)
    (bell,) = (name for name in before if "bell" in name)
    for name in (slam, bell):
        drama.mute_effect(story, name)
    assert {name for name, (_, is_muted) in effects(story).items() if is_muted} == {slam, bell}
    assert set(heard(story)) == set(before) - {slam, bell}
    with pytest.raises(ScriptError, match="is muted already"):
        drama.mute_effect(story, slam)
    drama.mute_effect(story, slam, is_muted=False)
    drama.mute_effect(story, bell, is_muted=False)
    assert effects(story) == before
    assert cast_text(story) == CAST


def test_one_of_two_knocks_is_muted_and_a_placed_one_too(story: Path) -> None:
    line = line_of(story, "Who is there", occurrence=2)
    drama.mute_effect(story, f"{line}:knock")
    assert [name for name in heard(story) if "knock" in name] == [f"{line}:knock:2"]
    drama.place_effect(story, line, "knock", gain_db=-3)
    drama.mute_effect(story, f"{line}:knock:3")
    assert [name for name in heard(story) if "knock" in name] == [f"{line}:knock:2"]
    drama.mute_effect(story, f"{line}:knock", is_muted=False)
    assert effects(story)[f"{line}:knock:3"] == (line, True)
    drama.mute_effect(story, f"{line}:knock:3", is_muted=False)
    assert len([name for name in heard(story) if "knock" in name]) == 3


def test_an_effect_of_the_text_moves_into_the_cast_file(story: Path) -> None:
    (slam,) = (name for name in effects(story) if "slams" in name)
    line = line_of(story, "Only me")
    done = drama.move_effect(story, slam, line)
    assert done.effect is not None
    assert (done.effect.id, done.effect.origin) == (f"{line}:door slams", Origin.CAST_FILE)
    assert effects(story)[slam][1]
    louder = drama.move_effect(story, f"{line}:door slams", gain_db=3.0).effect
    assert louder is not None
    assert (louder.line, louder.gain_db) == (line, 3.0)


def test_effects_of_a_series_are_muted_in_the_episode_only(story: Path) -> None:
    series = story.with_name("series.voices.toml")
    series.write_text('[effects."Only me"]\nsound = "heartbeat"\ngain_db = -4\n', encoding="utf-8")
    own = story.with_name("lock.voices.toml")
    own.write_text('extends = "series.voices.toml"\n' + CAST, encoding="utf-8")
    line = line_of(story, "Only me")
    name = f"{line}:heartbeat"
    drama.mute_effect(story, name)
    assert effects(story)[name] == (line, True)
    drama.mute_effect(story, name, is_muted=False)
    assert effects(story)[name] == (line, False)
    drama.remove_effect(story, name)
    assert name not in heard(story)
    assert "muted" not in series.read_text(encoding="utf-8")


# ------------------------------------------------------------------ music, styles, mistakes


def test_music_is_chosen_and_left_to_the_style_again(story: Path) -> None:
    drama.set_music(story, intro="chime", sting="chime")
    plan = prepared(story).direction.sound_plan
    assert (plan.intro, plan.sting) == ("chime", "chime")
    drama.set_music(story, intro="none", sting="auto")
    plan = prepared(story, style="radio").direction.sound_plan
    assert (plan.intro, plan.sting) == ("", "chime")
    assert "sting" not in cast_text(story)


def test_a_style_is_chosen_and_left_to_drama_again(story: Path) -> None:
    done = drama.set_style(story, "radio")
    assert (done.label, prepared(story).cast.sound.style.name) == ("style radio", "radio")
    assert 'style = "radio"   # for headphones' in cast_text(story)
    assert drama.set_style(prepared(story), "auto").label == "style as the story has it"
    assert prepared(story).cast.sound.style.name == "reading"
    drama.undo(story, steps=2)
    assert cast_text(story) == CAST


WORDS = ["He said.", "“No.”", "The rain began.", "“No.”", "He said.", "“Go on.”", "He said.", "“No.”"]
EDITS = st.lists(
    st.tuples(st.sampled_from(["place", "move", "mute", "remove"]), st.integers(0, 50), st.integers(0, 7)), max_size=12
)


@given(EDITS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_placed_moved_muted_and_removed_each_effect_stands_where_it_was_put(
    tmp_path: Path, edits: list[tuple[str, int, int]]
) -> None:
    lines = [replace(toneplay.line(words), effects=("bell",) if words == "“Go on.”" else ()) for words in WORDS]
    script = toneplay.script(lines)
    path = tmp_path / "any.voices.toml"
    sections = sections_of(CAST + '\n[effects.mine]  # by hand\nbefore = "The rain"\nsound = "wind"\n', path)
    anchors = [entries.anchor(line, script.lines) for line in script.lines]
    expected = Counter({("bell", 6, False): 1, ("wind", 3, False): 1})
    for do, pick, at in edits:
        effects = soundtrack(script, sections.sound).effects
        if do == "place" or not effects:
            sections, _ = entries.placed(sections, anchors[at], "knock")
            expected["knock", at + 1, False] += 1
            continue
        one = effects[pick % len(effects)]
        is_own = one.origin is Origin.CAST_FILE
        expected[one.sound, one.line, one.is_muted] -= 1
        if do == "mute":
            sections = (
                entries.unmuted(sections, one, script)
                if one.is_muted
                else entries.muted(sections, one, anchors[one.line - 1])
            )
            expected[one.sound, one.line, not one.is_muted] += 1
        elif do == "move" and is_own:
            sections, _ = entries.moved(sections, one, at + 1, anchors[at], gain_db=one.gain_db)
            expected[one.sound, at + 1, one.is_muted] += 1
        elif do == "remove" and is_own:
            sections = entries.removed(sections, one)
        else:
            expected[one.sound, one.line, one.is_muted] += 1
        found = Counter((one.sound, one.line, one.is_muted) for one in soundtrack(script, sections.sound).effects)
        assert found == +expected
    for comment in ("# How it sounds; kept by hand.", "# for headphones", "# The quay is dry.", "# for now"):
        assert comment in sections.text


def test_an_edit_of_sound_is_a_step_that_is_taken_back_by_its_name(story: Path) -> None:
    line = line_of(story, "Only me")
    drama.place_effect(story, line, "knock")
    drama.move_effect(story, f"{line}:knock", gain_db=-9)
    assert [edit.label for edit in drama.edits(story)] == [f"line {line}: knock before it", f"line {line}: knock −9 dB"]
    drama.undo(story, steps=2)
    assert cast_text(story) == CAST


def test_whoever_edits_a_plain_reading_is_told_that_nothing_of_it_is_heard(story: Path) -> None:
    own = story.with_name("lock.voices.toml")
    own.unlink()
    done = drama.set_scene_sound(story, 1, room="cave", bed="rain")
    assert done.is_new_file
    way = f'render with --style drama, or write style = "drama" under [sound] in {own}'
    assert done.unheard == f"the style reading has no rooms and no beds: {way}"
    assert "has no effects" in drama.place_effect(prepared(story), 2, "knock").unheard
    assert drama.place_effect(prepared(story, style="drama"), 2, "bell").unheard == ""
    assert drama.set_scene_sound(story, 1, room="none").unheard == ""
    assert drama.soundtrack(prepared(story)).unheard == (
        "the style reading has no beds",
        "the style reading has no effects",
    )


@pytest.mark.parametrize(
    ("edit", "error", "told"),
    [
        (lambda story: drama.set_scene_sound(story, 9, room="cave"), ScriptError, 'no scene "9".*scenes 1 to 2'),
        (lambda story: drama.set_scene_sound(story, "The Kay", room="cave"), ScriptError, 'mean "The Quay"'),
        (lambda story: drama.set_scene_sound(story, 1, room="cavern"), CastError, 'mean "cave".*Valid: outdoors'),
        (lambda story: drama.set_scene_sound(story, 1, bed="rayn"), LibraryError, 'mean "rain".*Valid: rain, wind'),
        (lambda story: drama.set_scene_sound(story, 1, bed_db=40), CastError, "from -40 to 12"),
        (lambda story: drama.set_scene_sound(story, 1), CastError, "nothing is said"),
        (lambda story: drama.place_effect(story, 99, "knock"), ScriptError, "no line 99.*lines 1 to"),
        (lambda story: drama.place_effect(story, 2, "trumpett"), LibraryError, "no sound 'trumpett'"),
        (
            lambda story: drama.move_effect(story, "3:door slam", 2),
            ScriptError,
            "no effect .*did you mean .*door slams",
        ),
        (lambda story: drama.set_music(story, intro="trumpett"), LibraryError, "no sound 'trumpett'"),
        (lambda story: drama.set_style(story, "dramma"), CastError, 'mean "drama".*Valid: reading'),
    ],
)
def test_a_mistake_is_named_and_nothing_is_written(
    story: Path, edit: object, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        edit(story)  # type: ignore[operator]
    assert cast_text(story) == CAST
