"""How lines are performed: voices, levels, voice_effects, seats, words, rooms, beds, effects."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from support.plays import DRAMA, EVERYTHING, able, cast_of, line, of, script

from drama.direction import direct
from drama.direction.deliveries import AGES, DELIVERY_CHANGES, THOUGHT
from drama.model import (
    Ability,
    Backdrop,
    Channel,
    Delivery,
    Ending,
    Kind,
    Manner,
    MarkKind,
    Placement,
    Pronunciation,
    SceneSound,
    Setting,
    Sound,
    Span,
    Style,
    VoiceEffect,
)

READING = Style()


def test_a_plain_line_is_asked_for_as_the_cast_has_it_in_every_style() -> None:
    play = script(line(1, "“Come in.”"), line(2, "The rain stopped.", None))
    for style in (READING, DRAMA):
        cast = cast_of(play, sound=Sound(style=style))
        one, two = direct(play, cast, abilities=able(*EVERYTHING)).performances
        assert (one.text, one.voice, one.marks, one.level_db) == ("Come in.", cast.voices["Ilse"], (), 0.0)
        assert (two.voice, two.voice_effect, two.pan) == (cast.narrator, VoiceEffect.DIRECT, 0.0)


@pytest.mark.parametrize("manner", [manner for manner in Manner if manner is not Manner.PLAIN])
def test_a_manner_does_what_its_table_says_and_half_of_it_in_a_reading(manner: Manner) -> None:
    play = script(line(1, "Go", delivery=Delivery(manner=manner)))
    how = DELIVERY_CHANGES[manner]
    full = direct(play, cast_of(play), abilities=able(*EVERYTHING)).performances[0]
    half = direct(play, cast_of(play, sound=Sound(style=READING)), abilities=able(*EVERYTHING)).performances[0]
    assert full.level_db == how.level_db
    assert half.level_db == pytest.approx(how.level_db / 2)
    assert full.voice.rate_wpm == pytest.approx(165 * how.rate, abs=1)
    assert abs(half.voice.rate_wpm - 165) <= abs(full.voice.rate_wpm - 165)
    assert full.voice.pitch == (50 + how.pitch if abs(how.pitch) > 1 else None)
    assert full.voice.options.get("range") == (str(50 + how.range) if how.range else None)
    assert ("whisper" in full.voice.options) == (manner is Manner.WHISPERED)
    assert "whisper" not in half.voice.options


@pytest.mark.parametrize(("manner", "wpm"), [(Manner.BREATHLESS, 170), (Manner.WHISPERED, 160)])
def test_a_manner_keeps_within_the_paces_an_engine_takes_and_that_is_told(manner: Manner, wpm: int) -> None:
    play = script(line(1, "Go", delivery=Delivery(manner=manner)))
    direction = direct(play, cast_of(play), abilities=able(*EVERYTHING), rates=lambda _: (160, 170))
    assert direction.performances[0].voice.rate_wpm == wpm
    assert direction.warnings == (
        f"1 {manner.value} line: the engine pyttsx3 speaks 160 to 170 words a minute; spoken as near as it can",
    )


def test_what_an_engine_cannot_do_is_told_once_with_its_count() -> None:
    whispered = Delivery(manner=Manner.WHISPERED)
    shouted = Delivery(manner=Manner.SHOUTED)
    play = script(*(line(n, "Go", delivery=whispered) for n in (1, 2, 3)), line(4, "Go", delivery=shouted))
    direction = direct(play, cast_of(play), abilities=able())
    instead = "spoken by pace and level alone"
    assert direction.warnings == (
        f"4 lines (3 whispered, 1 shouted): the engine pyttsx3 has no pitch and no melody to change; {instead}",
        "3 whispered lines: the engine pyttsx3 has no whisper; spoken softer instead",
    )
    assert direction.performances[0].level_db == -6.0
    assert direction.performances[0].voice.options == {}


LACKS = "has no effort, breath, trembling or rise; spoken by pace, pitch, melody and level"


@pytest.mark.parametrize(
    ("sort", "told", "more"),
    [
        *((manner.value, LACKS, {"delivery": Delivery(manner=manner)}) for manner in Manner if manner != Manner.PLAIN),
        ("thought", LACKS, {"kind": Kind.THOUGHT}),
        ("trailing-off", "does not linger, and does not break off in its sound; told by the pause alone",
         {"delivery": Delivery(ending=Ending.TRAILING)}),
        ("broken-off", "does not linger, and does not break off in its sound; told by the pause alone",
         {"delivery": Delivery(ending=Ending.CUT)}),
        ("", "stresses no words; those in italics are said like the others", {"emphasis": (Span(1, 3),)}),
    ],
)  # fmt: skip
def test_every_delivery_that_an_engine_cannot_colour_is_told(sort: str, told: str, more: dict[str, object]) -> None:
    play = script(line(1, "“Go now.”", **more), line(2, "“Go now.”", **more), line(3, "“Go.”"))
    whole = direct(play, cast_of(play), abilities=able(*EVERYTHING))
    assert whole.warnings == ()
    plain = cast_of(play, sound=Sound(style=Style(delivery=1.0)))  # without whispers
    lacking = direct(play, plain, abilities=able(Ability.PITCH, Ability.RANGE))
    assert lacking.warnings == (f"2 {sort} lines: the engine pyttsx3 {told}".replace("  ", " "),)


def test_several_things_a_line_is_are_done_at_once() -> None:
    murmur = Delivery(manner=Manner.MUTTERED, ending=Ending.TRAILING)
    play = script(line(1, "Go", kind=Kind.THOUGHT, delivery=murmur))
    voice = direct(play, cast_of(play), abilities=able(*EVERYTHING)).performances[0].voice
    muttered = DELIVERY_CHANGES[Manner.MUTTERED]
    assert voice.rate_wpm == round(165 * muttered.rate * THOUGHT.rate)
    assert voice.options == {
        "effort": str(muttered.effort + THOUGHT.effort), "breath": str(THOUGHT.breath), "trailing": "100",
        "range": str(50 + muttered.range + THOUGHT.range),
    }  # fmt: skip


@pytest.mark.parametrize("age", ["old", "young"])
@pytest.mark.parametrize("delivery", [0.0, 0.5, 1.0])
def test_a_voice_of_another_age_is_coloured_in_every_style_and_for_that_character_alone(
    age: str, delivery: float
) -> None:
    play = script(line(1, "Yes", "Ilse"), line(2, "No", "Marek"), line(3, "They left", None))
    cast = replace(cast_of(play, sound=Sound(style=Style(delivery=delivery))), ages={"Ilse": age})
    ilse, marek, narrator = (r.voice for r in direct(play, cast, abilities=able(*EVERYTHING)).performances)
    assert (marek, narrator) == (cast.voices["Marek"], cast.narrator)
    assert ilse.rate_wpm == round(165 * AGES[age].rate)
    assert ilse.pitch == 50 + AGES[age].pitch
    assert ilse.options["tract"] == str(AGES[age].tract)
    lacking = direct(play, cast, abilities=able(Ability.PITCH, Ability.RANGE))
    assert lacking.warnings == (f"1 {age} speaker’s line: the engine pyttsx3 {LACKS}",)


def test_an_adult_is_coloured_by_no_age() -> None:
    play = script(line(1, "Yes", "Ilse"))
    cast = replace(cast_of(play), ages={"Ilse": "adult"})
    assert direct(play, cast, abilities=able(*EVERYTHING)).performances[0].voice == cast.voices["Ilse"]


def test_no_colour_goes_beyond_what_an_engine_takes() -> None:
    hurt = Delivery(manner=Manner.CRYING, ending=Ending.TRAILING)
    play = script(line(1, "Go", kind=Kind.THOUGHT, delivery=hurt))
    cast = replace(cast_of(play), ages={"Ilse": "old"})
    options = direct(play, cast, abilities=able(*EVERYTHING)).performances[0].voice.options
    assert options["flutter"] == "100"  # 70 and 35
    assert all(-100 <= int(value) <= 100 for value in options.values())


def test_channels_and_thoughts_are_treated_where_the_style_has_it() -> None:
    play = script(line(1, "Hello?", delivery=Delivery(channel=Channel.PHONE)), line(2, "Who is it", kind=Kind.THOUGHT))
    treated = [r.voice_effect for r in direct(play, cast_of(play), abilities=able()).performances]
    plain = [r.voice_effect for r in direct(play, cast_of(play, sound=Sound()), abilities=able()).performances]
    assert treated == [VoiceEffect.PHONE, VoiceEffect.THOUGHT]
    assert plain == [VoiceEffect.DIRECT] * 2


def test_two_who_talk_sit_apart_and_stay_where_they_are() -> None:
    talk = [line(n, "Yes", ("Ilse", "Marek")[n % 2]) for n in range(1, 9)]
    play = script(*talk, line(9, "And", "Tove", scene=2), line(10, "then", "Ilse", scene=2), line(11, "Hm", None))
    direction = direct(play, cast_of(play), abilities=able())
    seats = {(one.scene, one.speaker): how.pan for one, how in zip(play.lines, direction.performances, strict=True)}
    assert seats[1, "Ilse"] * seats[1, "Marek"] < 0
    assert seats[1, "Ilse"] == seats[2, "Ilse"]
    assert seats[2, "Tove"] not in {seats[2, "Ilse"], 0.0}
    assert seats[1, None] == 0.0
    given = direct(play, cast_of(play, Ilse=0.25), abilities=able())
    moved = {(one.scene, one.speaker): how.pan for one, how in zip(play.lines, given.performances, strict=True)}
    assert {place for place, seat in moved.items() if seat != seats[place]} == {(1, "Ilse"), (2, "Ilse")}


def test_a_thought_is_in_the_centre() -> None:
    play = script(line(1, "Yes"), line(2, "Oh no", kind=Kind.THOUGHT))
    assert direct(play, cast_of(play), abilities=able()).performances[1].pan == 0.0


def test_words_are_said_as_the_table_has_them() -> None:
    table = (Pronunciation("lough", "lock"), Pronunciation("Bea", "Bee"), Pronunciation("Sorcha", "", "s'Vr@k@"))
    play = script(
        line(1, "Lough, LOUGH, lough’s end, ploughs."), line(2, "bea, Bea, BEA, Beach"), line(3, "Ask Sorcha now.")
    )
    direction = direct(play, cast_of(play, sound=Sound(pronounce=table)), abilities=able(*EVERYTHING))
    assert of(direction) == ["lock, lock, lock’s end, ploughs.", "bea, Bee, Bee, Beach", "Ask Sorcha now."]
    compound = script(line(1, "The lough-side road, O’Bea, S-Sorcha."))
    assert of(direct(compound, cast_of(compound, sound=Sound(pronounce=table)), abilities=able())) == [
        "The lock-side road, O’Bea, S-Sorcha."
    ]
    (mark,) = direction.performances[2].marks
    assert (mark.start, mark.end, mark.kind, mark.phonemes) == (4, 10, MarkKind.PHONEMES, "s'Vr@k@")
    unable = direct(play, cast_of(play, sound=Sound(pronounce=table)), abilities=able())
    assert unable.performances[2].marks == ()
    assert unable.warnings == (
        "1 line: 'Sorcha' has phonemes only, and the engine pyttsx3 takes none; said as printed",
    )


@pytest.mark.parametrize(
    ("respelling", "said"),
    [
        ("kel-THAR-ee-on", "kel-thar-ee-on"),
        ("SEER-sha", "seer-sha"),
        ("D.J.", "D.J."),
        ("McVay", "McVay"),
        ("TV", "TV"),
    ],
)
def test_syllables_of_a_respelling_are_not_spelled(respelling: str, said: str) -> None:
    play = script(line(1, "Ask Xylo."))
    sound = Sound(pronounce=(Pronunciation("Xylo", respelling),))
    assert of(direct(play, cast_of(play, sound=sound), abilities=able())) == [f"Ask {said}."]


def test_stress_falls_on_the_words_set_in_italics() -> None:
    text = "“You said—you would come, No. 5.”"
    at = text.index("would")
    play = script(line(1, text, emphasis=(Span(at, at + 5),)))
    performance = direct(play, cast_of(play), abilities=able(Ability.EMPHASIS)).performances[0]
    assert performance.text == "You said, you would come, number 5."
    assert [performance.text[mark.start : mark.end] for mark in performance.marks] == ["would"]
    assert direct(play, cast_of(play), abilities=able()).performances[0].marks == ()


def marked(text: str, stressed: str, *table: Pronunciation) -> tuple[str, list[tuple[str, str]]]:
    """Return a text as it is said and what is marked in it."""
    at = text.index(stressed)
    play = script(line(1, text, emphasis=(Span(at, at + len(stressed)),)))
    sound = Sound(style=DRAMA, pronounce=table)
    performance = direct(play, cast_of(play, sound=sound), abilities=able(*EVERYTHING)).performances[0]
    return performance.text, [(performance.text[mark.start : mark.end], mark.kind) for mark in performance.marks]


def test_stress_and_words_said_otherwise_go_together() -> None:
    respelt, phonetic = Pronunciation("Bea", "Bee"), Pronunciation("Sorcha", "", "s'Vr@k@")
    assert marked("Ask my Bea now", "my Bea", respelt) == ("Ask my Bee now", [("my Bee", "emphasis")])
    assert marked("Ask my Sorcha now", "my Sorcha now", phonetic) == (
        "Ask my Sorcha now",
        [("my ", "emphasis"), ("Sorcha", "phonemes"), (" now", "emphasis")],
    )
    assert marked("unbelievable!", "believ") == ("unbelievable!", [("unbelievable", "emphasis")])
    assert marked("It’s No. 5 now", "5") == ("It’s number 5 now", [("5", "emphasis")])


def test_the_table_of_words_goes_before_the_rules_for_figures() -> None:
    play = script(line(1, "Henry VIII of No. 5"))
    sound = Sound(pronounce=(Pronunciation("No. 5", "the fifth"), Pronunciation("VIII", "eight")))
    assert of(direct(play, cast_of(play, sound=sound), abilities=able())) == ["Henry eight of the fifth"]


def test_a_changed_entry_changes_only_the_lines_it_stands_in() -> None:
    play = script(line(1, "The lough lay still."), line(2, "So did the boats."), line(3, "Lough and sky."))
    before, after = (
        direct(
            play, cast_of(play, sound=Sound(pronounce=(Pronunciation("lough", said),))), abilities=able()
        ).performances
        for said in ("lock", "loch")
    )
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True, False]


def test_those_who_talk_with_each_other_face_each_other() -> None:
    first = [line(n, "Yes", ("Ilse", "Marek")[n % 2]) for n in range(1, 11)]
    second = [line(n, "No", ("Ilse", "Tove")[n % 2], scene=2) for n in range(11, 19)]
    play = script(*first, *second)
    direction = direct(play, cast_of(play), abilities=able())
    seats = {one.speaker: how.pan for one, how in zip(play.lines, direction.performances, strict=True)}
    assert seats["Ilse"] * seats["Tove"] < 0
    assert seats["Tove"] != seats["Marek"]


def test_nine_in_a_room_all_have_a_place() -> None:
    names = [f"Guest {n}" for n in range(9)]
    play = script(*(line(n, "Yes", name) for n, name in enumerate(names, start=1)))
    places = [performance.pan for performance in direct(play, cast_of(play), abilities=able()).performances]
    assert len(set(places)) == 8
    assert all(-1 <= place <= 1 and place for place in places)


@pytest.mark.parametrize(("rate", "pitch", "melody"), [(450, 100, "95"), (80, 0, "2")])
def test_no_engine_is_asked_for_more_than_it_takes(rate: int, pitch: int, melody: str) -> None:
    for manner in Manner:
        play = script(line(1, "Go", delivery=Delivery(manner=manner)))
        cast = cast_of(play)
        loud = replace(cast.voices["Ilse"], rate_wpm=rate, pitch=pitch, options={"range": melody})
        voice = direct(play, replace(cast, voices={"Ilse": loud}), abilities=able(*EVERYTHING)).performances[0].voice
        assert 80 <= voice.rate_wpm <= 450
        assert 0 <= (voice.pitch or 0) <= 100
        assert 0 <= int(voice.options["range"]) <= 100


def test_the_cast_file_decides_a_scene_and_its_words_decide_the_rest() -> None:
    play = script(
        line(1, "One"), line(2, "Two", scene=2), line(3, "Three", scene=3),
        settings=(Setting("cave", "rain"), Setting("hall"), Setting("hall", "fire")),
    )  # fmt: skip
    said = {"2": SceneSound(room="car", bed="engine", bed_db=-3.0), "the SCENE 3": SceneSound(bed="")}
    sound = Sound(style=DRAMA, scenes=MappingProxyType(said))
    sound_plan = direct(play, cast_of(play, sound=sound), abilities=able()).sound_plan
    assert sound_plan.backdrops == {
        1: Backdrop("cave", "rain"),
        2: Backdrop("car", "engine", -3.0),
        3: Backdrop("hall"),
    }
    ends = script(line(1, "One"), settings=(Setting("cave", "rain", 7),))
    assert (
        direct(ends, cast_of(ends, sound=Sound(style=DRAMA)), abilities=able()).sound_plan.backdrops[1].bed_until == 7
    )
    own = Sound(style=DRAMA, scenes=MappingProxyType({"1": SceneSound(bed="rain")}))
    assert direct(ends, cast_of(ends, sound=own), abilities=able()).sound_plan.backdrops[1].bed_until is None
    plain = direct(play, cast_of(play, sound=replace(sound, style=READING)), abilities=able()).sound_plan
    assert set(plain.backdrops.values()) == {Backdrop(), Backdrop("", "", -3.0)}


def test_effects_stand_before_their_lines() -> None:
    play = script(line(1, "Come in", effects=("knock",)), line(2, "He came in."), line(3, "He came in again."))
    placed = Placement("he  CAME in", "door", occurrence=2)
    lost = Placement("nobody says", "door", occurrence=3)
    sound = Sound(style=DRAMA, placements=(placed, lost), scenes=MappingProxyType({"9": SceneSound()}))
    direction = direct(play, cast_of(play, sound=sound), abilities=able())
    assert {at: [one.sound for one in many] for at, many in direction.sound_plan.effects.items()} == {
        1: ["knock"],
        3: ["door"],
    }
    assert any("nobody says" in warning for warning in direction.warnings)
    assert any("in no line" in warning for warning in direction.warnings)
    assert any("'9'" in warning for warning in direction.warnings)
    plain = direct(play, cast_of(play, sound=replace(sound, style=READING)), abilities=able())
    assert not plain.sound_plan.effects


def test_a_sting_is_the_styles_unless_the_file_says_otherwise() -> None:
    play = script(line(1, "One"))
    radio = replace(DRAMA, stings=True)
    for style, said, heard in (
        (radio, "", "chime"),
        (radio, "none", ""),
        (DRAMA, "", ""),
        (DRAMA, "my.flac", "my.flac"),
    ):
        cast = cast_of(play, sound=Sound(style=style, sting=said))
        assert direct(play, cast, abilities=able()).sound_plan.sting == heard


def test_the_documented_table_is_the_table() -> None:
    told = (Path(__file__).parents[2] / "docs" / "direction.md").read_text(encoding="utf-8")
    manners = {manner.value: how for manner, how in DELIVERY_CHANGES.items() if manner is not Manner.PLAIN}
    for name, how in {**manners, "a thought": THOUGHT, "old": AGES["old"], "young": AGES["young"]}.items():
        colours = (how.effort, how.breath, how.flutter, how.shake, how.tract, how.rise)
        told_colours = " | ".join(f"{colour}" if colour else "" for colour in colours)
        row = f"| {name} | {how.rate:.2f} | {how.pitch:+d} | {how.range:+d} | {how.level_db:+.1f} dB | {told_colours} |"
        assert row.replace("-", "−").replace("|  |", "| |").replace("|  |", "| |") in told, row
