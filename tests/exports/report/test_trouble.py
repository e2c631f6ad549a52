"""What wants to be heard again: each kind is found, and what is meant to be so is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from support.reported import play
from support.toneplay import line, script

from drama.exports.report.trouble import find_trouble
from drama.model import (
    FRAME_RATE,
    UNKNOWN,
    Asset,
    Chunk,
    Cue,
    SoundCue,
    SoundPart,
    Take,
    Timeline,
    TroubleKind,
    TroubleSpot,
    Voice,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.model import Line


@dataclass(frozen=True)
class Pair:
    one: str | None
    other: str
    distance: float


def laid(lines: Sequence[Line], *, gaps_s: float = 0.3, levels: Sequence[float] = ()) -> Timeline:
    """Return lines of two seconds each, one after the other, at some levels in LUFS."""
    told, at, cues = script(lines).lines, 0, []
    for index, one in enumerate(told):
        level = levels[index] if levels else -20.0
        energies = (0.0,) * 20 if level < -69 else (0.01,) * 20
        take = Take(f"{one.number}", 2 * FRAME_RATE, FRAME_RATE, level, -3.0, energies)
        cues.append(Cue(one, take, Voice("oak", "tone", "oak"), at, 2 * FRAME_RATE, gain_db=4.0))
        at += round((2 + gaps_s) * FRAME_RATE)
    return Timeline(at, (Chunk(0, at, tuple(cues), 1),), (), ())


def of_kind(spots: Sequence[TroubleSpot], kind: TroubleKind) -> list[int]:
    return [spot.line for spot in spots if spot.kind is kind]


def test_silent_loud_and_soft_lines_are_found_and_those_without_a_take_are_not_judged() -> None:
    timeline = laid([line(f"Words {i}.") for i in range(7)], levels=[-20, -20, -12, -32, -70, -20, -28])
    spots = find_trouble(timeline)
    assert of_kind(spots, TroubleKind.SILENT) == [5]
    assert of_kind(spots, TroubleKind.TOO_LOUD) == [3]
    assert of_kind(spots, TroubleKind.TOO_SOFT) == [4]  # 8 LU below is a whisper
    assert spots[0].kind is TroubleKind.SILENT
    assert "8 LU louder than most lines" in {spot.about for spot in spots}
    assert find_trouble(timeline, estimated={3, 4, 5}) == ()


def test_a_line_that_says_nothing_is_silent_and_meant_so() -> None:
    assert find_trouble(laid([line("Gone."), line("…", "Ilse")], levels=[-20, -70])) == ()


def test_voices_clash_where_they_answer_each_other_once_a_scene() -> None:
    talk = [
        line("One.", "Ilse"),
        line("He nodded."),
        line("Two.", "Marek"),
        line("Three.", "Ilse"),
        line("Four.", "Tove", scene=2),
        line("Five.", "Ilse", scene=2),
        line("Six.", "Tove", scene=2),
        line("Seven.", "Marek", scene=2),
    ]
    pairs = [Pair("Ilse", "Marek", 0.2), Pair(None, "Tove", 0.9), Pair("Tove", "Nobody", 0.1)]
    spots = [spot for spot in find_trouble(laid(talk), pairs) if spot.kind is TroubleKind.CLASH]
    assert [(spot.line, spot.scene) for spot in spots] == [(3, 1), (5, 2)]
    assert (
        spots[0].about == "Ilse and Marek answer each other and sound alike, 2 times in this scene (distance 0.20 of 1)"
    )
    assert spots[1].about.startswith("Tove sounds like the narrator")


def test_the_less_sure_a_speaker_is_the_worse() -> None:
    unsure = replace(line("One.", "Ilse"), confidence=0.5, runner_up="Tove")
    unnamed = replace(line("Two.", UNKNOWN), confidence=0.2)
    spots = find_trouble(laid([unsure, unnamed, line("Three.", "Ilse")]))
    assert [(spot.line, spot.about) for spot in spots] == [
        (2, "nobody can be named who speaks it"),
        (1, "who speaks is in doubt: Ilse (50%), or Tove"),
    ]


def test_a_long_silence_is_a_gap_unless_the_story_asks_for_it_or_a_sound_fills_it() -> None:
    lines = [line("One."), line("Two."), line("Three.", pause_after_ms=9000), line("Four.")]
    timeline = laid(lines, gaps_s=9)
    asset = Asset("bell", "bell", 7 * FRAME_RATE, -22.0, -4.0)
    rain = replace(asset, name="rain", loops=True)
    sounds = (
        SoundCue(SoundPart.EFFECT, asset, 1, round(2.5 * FRAME_RATE), 7 * FRAME_RATE, 0.0),
        SoundCue(SoundPart.BED, rain, 1, 0, timeline.frames, 0.0),
    )
    assert of_kind(find_trouble(timeline), TroubleKind.GAP) == [2, 3]
    (spot,) = find_trouble(replace(timeline, sounds=sounds))
    assert (spot.line, spot.about) == (3, "9.0 s of silence before it")


def test_a_take_far_too_long_is_suspect_and_the_farther_off_the_worse() -> None:
    _, timeline = play(["Words of some length." + " more" * n for n in range(16)], [1 + 0.3 * n for n in range(16)])
    chunk = timeline.chunks[0]
    longer = [replace(cue, take=replace(cue.take, frames=cue.take.frames * (9 if at == 3 else 4 if at == 9 else 1)))
              for at, cue in enumerate(chunk.cues)]  # fmt: skip
    spots = find_trouble(replace(timeline, chunks=(replace(chunk, cues=tuple(longer)),)))
    assert of_kind(spots, TroubleKind.SUSPECT) == [4, 10]
    assert spots[0].severity == pytest.approx(0.6 + 0.35 * (1 - 1 / 9), abs=0.02)
