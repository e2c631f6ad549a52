"""Lines: numbered, speakable, not too long, with their words, pauses and characters."""

from __future__ import annotations

import re

import pytest
from support.growth import assert_in_proportion

from drama.model import Kind, Script
from drama.readers import parse_text
from drama.script import read_script
from drama.script.assembly.lines import NOTHING_TO_PRONOUNCE, segments
from drama.script.text.spoken_text import HARD_LIMIT, LIMIT


def read(text: str, *, markdown: bool = False) -> Script:
    return read_script(parse_text(text, markdown=markdown))


def texts(text: str, *, markdown: bool = False) -> list[str]:
    return [line.text for line in read(text, markdown=markdown).lines]


def test_a_split_quote_makes_three_lines() -> None:
    script = read('"Close it," said Brannoch, "and lock it."')
    assert [(line.kind, line.text) for line in script.lines] == [
        (Kind.DIALOGUE, '"Close it,"'),
        (Kind.NARRATION, "said Brannoch,"),
        (Kind.DIALOGUE, '"and lock it."'),
    ]


def test_white_space_is_folded_in_the_text_of_a_line() -> None:
    assert texts("The kettle\n  sang\u00a0all\tday.") == ["The kettle sang all day."]


def test_a_stressed_word_makes_several_spans_of_one_line() -> None:
    script = read("The kettle *really* sang.", markdown=True)
    (line,) = script.lines
    assert line.text == "The kettle really sang."
    source = script.story.text
    assert [source[span.start : span.end] for span in line.spans] == ["The kettle", "really", "sang."]


def test_invisible_characters_are_not_spoken() -> None:
    script = read("The ket\u200btle sang.")
    assert [line.text for line in script.lines] == ["The kettle sang."]
    assert [segment.rule for segment in script.unspoken] == ["zero-width"]


def test_a_heading_is_spoken_as_narration() -> None:
    heading, prose = read("# The Kettle\n\nIt sang.", markdown=True).lines
    assert (heading.text, heading.kind, heading.is_heading) == ("The Kettle", Kind.NARRATION, True)
    assert not prose.is_heading


def test_a_break_is_not_spoken_and_belongs_to_the_scene_before() -> None:
    script = read("It sang.\n\n***\n\nIt stopped.")
    assert [(segment.kind, segment.scene) for segment in script.unspoken] == [(Kind.BREAK, 1)]


@pytest.mark.parametrize("stray", ["—", "…", "“…”", '"', "?!", "— — —"])
def test_what_cannot_be_pronounced_is_left_out_with_a_reason(stray: str) -> None:
    script = read(f"It sang.\n\n{stray}\n\nIt stopped.")
    assert [line.text for line in script.lines] == ["It sang.", "It stopped."]
    assert {segment.rule for segment in script.unspoken} <= {NOTHING_TO_PRONOUNCE, "scene break"}


def test_a_stray_mark_joins_its_neighbour_in_the_paragraph() -> None:
    assert texts("“Close it!” —") == ["“Close it!” —"]
    assert texts("“…” Brannoch stared.") == ["“…” Brannoch stared."]


def test_long_narration_is_cut_at_the_ends_of_sentences() -> None:
    sentence = "Dr. Brannoch of No. 5 carried the kettle up to the attic and set it on the sill. "
    lines = texts(sentence * 40)
    assert len(lines) > 5
    assert all(len(line) <= LIMIT and line.endswith("sill.") for line in lines)
    assert "".join(lines).replace(" ", "") == (sentence * 40).replace(" ", "")


def test_long_dialogue_is_cut_with_its_speaker_kept() -> None:
    script = read('"' + "I have carried this kettle all my life, and I will carry it yet. " * 30 + '" said Brannoch.')
    spoken = [line for line in script.lines if line.kind is Kind.DIALOGUE]
    assert len(spoken) > 3
    assert len({line.speaker for line in spoken}) == 1
    assert max(len(line.text) for line in spoken) <= LIMIT


@pytest.mark.parametrize("text", ["kettle " * 900, "k" * 5000, "kettle, " * 900, "it sang " * 200 + "."])
def test_nothing_is_longer_than_the_hard_limit(text: str) -> None:
    lines = texts(text)
    assert max(len(line) for line in lines) <= HARD_LIMIT
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_is_never_cut_where_there_is_white_space() -> None:
    assert set(re.findall(r"\w+", " ".join(texts("kettle " * 900)))) == {"kettle"}


def test_a_pause_mark_cuts_the_line_and_stays_with_it() -> None:
    script = read("It sang. [pause 2s] It stopped.\n\n[pause 500ms]\n\nSilence.")
    assert [(line.text, line.pause_after_ms) for line in script.lines] == [
        ("It sang.", 2000),
        ("It stopped.", 500),
        ("Silence.", None),
    ]


def effects(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(line.text, line.effects, line.effects_after) for line in read(text).lines]


def test_an_effect_stands_before_the_line_that_follows_it() -> None:
    assert effects("It sang. [SFX: bell] It stopped.\n\n[SFX: door]\n\n[sound: steps]\n\nSilence.") == [
        ("It sang.", (), ()),
        ("It stopped.", ("bell",), ()),
        ("Silence.", ("door", "steps"), ()),
    ]


def test_an_effect_at_the_end_of_a_scene_stays_with_its_last_line() -> None:
    assert effects("It sang.\n\n[SFX: bell]\n\n***\n\n[SFX: door]\n\nIt stopped.\n\n[SFX: steps]") == [
        ("It sang.", (), ("bell",)),
        ("It stopped.", ("door",), ("steps",)),
    ]
    assert effects("It sang.\n\n[SFX: bell]\n\n# Later\n\n[SFX: door]\n\nIt stopped.") == [
        ("It sang.", (), ("bell",)),
        ("Later", (), ()),
        ("It stopped.", ("door",), ()),
    ]


def test_an_effect_opens_no_scene_and_is_accounted_for() -> None:
    script = read("It sang.\n\n[SFX: bell]\n\nIt stopped.")
    assert len(script.scenes) == 1
    assert [(segment.kind, segment.rule) for segment in script.unspoken] == [(Kind.SKIP, "effect")]


def test_characters_come_with_their_lines_counted_most_first() -> None:
    script = read('"Close it," said Brannoch.\n\n"Why?" asked Odile.\n\n"Close it," said Brannoch, "and lock it."')
    assert [(character.name, character.lines) for character in script.characters] == [("Brannoch", 3), ("Odile", 1)]


def test_segments_come_in_reading_order_and_name_their_line() -> None:
    script = read("It *really* sang.\n\n***\n\nIt stopped.", markdown=True)
    seen = [(script.story.text[s.start : s.end], s.kind, s.line) for s in segments(script)]
    assert seen == [
        ("It", Kind.NARRATION, 1),
        ("*", Kind.SKIP, None),
        ("really", Kind.NARRATION, 1),
        ("*", Kind.SKIP, None),
        ("sang.", Kind.NARRATION, 1),
        ("***", Kind.BREAK, None),
        ("It stopped.", Kind.NARRATION, 2),
    ]


@pytest.mark.parametrize("unit", ["It sang. ", "kettle ", "k", "—", ".", '"Oh." ', "*a* ", "[pause 1s] a "])
@pytest.mark.slow
def test_one_giant_paragraph_takes_linear_time(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (12_000, 48_000))
    assert_in_proportion(lambda: read(short, markdown=True), lambda: read(long, markdown=True), times=12)
