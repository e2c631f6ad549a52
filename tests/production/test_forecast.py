"""The timeline before anything is recorded, the envelopes of lines, and what wants to be heard again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import drama
from drama.errors import ScriptError
from drama.model import FRAME_RATE, SoundPart, TroubleKind

STORY = """# The Weir

## The Cellar

The rain had not stopped since Friday. [SFX: door slams] Runa stood in the cellar and counted the sacks.

“Who is there?” asked Oskar.

“Only me,” said Runa. “Nobody else would come down here on a night like this one.”

[pause 9s]

“Then close the door.”

## The Quay

[SFX: trumpets of doom]

The boats were gone in the morning, all of them, and nobody could say where to.

“Gone,” said Oskar.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "weir.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def prepared(story: Path, cast: str = "") -> drama.Production:
    story.with_name("weir.voices.toml").write_text(f'[sound]\nstyle = "drama"\n{cast}', encoding="utf-8")
    return drama.prepare(story, engine="tone")


@pytest.mark.slow
def test_the_forecast_becomes_the_timeline_as_lines_are_recorded(story: Path, tmp_path: Path) -> None:
    production = prepared(story)
    first = drama.forecast(production)
    numbers = {line.number for line in production.script.lines}
    assert first.estimated == numbers
    assert [cue.line.number for cue in first.timeline.cues] == sorted(numbers)
    assert first.missing == ("trumpets of doom",)
    drama.preview(production, 1, tmp_path / "one.wav")
    part = drama.forecast(production)
    assert part.estimated == {line.number for line in production.script.lines if line.scene == 2}
    cues = tmp_path / "cues.json"
    drama.render(production, tmp_path / "weir.wav", cues=cues)
    last = drama.forecast(production)
    assert last.estimated == frozenset()
    made = json.loads(cues.read_text(encoding="utf-8"))
    assert last.timeline.frames == made["frames"]
    starts = {row["line"]: row["start_frame"] for row in reversed(made["cues"])}
    assert {cue.line.number: cue.start_frame for cue in last.timeline.cues} == starts
    assert 0.5 < first.timeline.frames / last.timeline.frames < 2


def test_every_sound_of_the_timeline_is_called_as_the_edits_call_it(story: Path) -> None:
    production = prepared(story, 'intro = "chime"\noutro = "chime"\nsting = "chime"')
    sounds = drama.forecast(production).timeline.sounds
    by_part = {part: [sound.id for sound in sounds if sound.part is part] for part in SoundPart}
    (slam,) = (effect for effect in drama.soundtrack(production).effects if "slams" in effect.sound)
    assert by_part[SoundPart.EFFECT] == [slam.id]
    assert by_part[SoundPart.BED] == ["bed:1"]
    assert by_part[SoundPart.STING] == ["sting:1"]
    assert (by_part[SoundPart.INTRO], by_part[SoundPart.OUTRO]) == (["intro"], ["outro"])
    drama.mute_effect(production, slam.id)
    drama.set_scene_sound(production, 1, bed="none")
    without = drama.forecast(drama.prepare(story, engine="tone")).timeline.sounds
    assert {sound.id for sound in sounds} - {sound.id for sound in without} == {slam.id, "bed:1"}


@pytest.mark.slow
def test_the_envelope_of_a_line_is_that_of_its_recording(story: Path, tmp_path: Path) -> None:
    production = prepared(story)
    number = production.script.scenes[0].first_line + 1
    assert drama.envelope(production, number) is None
    drama.preview(production, 1, tmp_path / "one.wav")
    found = drama.envelope(production, number, window_ms=40)
    assert found is not None
    cue = next(cue for cue in drama.forecast(production).timeline.cues if cue.line.number == number)
    assert len(found.peaks) == pytest.approx(1000 * cue.frames / FRAME_RATE / 40, abs=2)
    samples = drama.takes().samples(cue.take)
    assert max(found.peaks) == pytest.approx(np.abs(samples.astype(int)).max() / 32_767, abs=0.001)
    assert found.gain_db == cue.gain_db
    with pytest.raises(ScriptError, match="no line 99"):
        drama.envelope(production, 99)


@pytest.mark.slow
def test_trouble_is_told_worst_first_with_its_place(story: Path, tmp_path: Path) -> None:
    alike = '[characters.Oskar]\nvoice = "en-gb"\ngain_db = 12\n[characters.Runa]\nvoice = "en-gb"\n'
    production = prepared(story, f"{alike}[pauses]\nchapter = 9000")
    before = {spot.kind for spot in drama.trouble_spots(production)}
    assert TroubleKind.TOO_LOUD not in before  # nothing has been recorded
    assert {TroubleKind.CLASH, TroubleKind.MISSING_SOUND} <= before
    drama.render(production, tmp_path / "weir.wav")
    spots = drama.trouble_spots(production)
    assert [spot.severity for spot in spots] == sorted((spot.severity for spot in spots), reverse=True)
    by_kind = {kind: [spot for spot in spots if spot.kind is kind] for kind in TroubleKind}
    oskar = [line.number for line in production.script.lines if line.speaker == "Oskar"]
    assert {spot.line for spot in by_kind[TroubleKind.TOO_LOUD]} == set(oskar)
    assert "LU louder than most lines" in by_kind[TroubleKind.TOO_LOUD][0].about
    clash = by_kind[TroubleKind.CLASH]
    assert {(spot.scene, "answer each other and sound alike" in spot.about) for spot in clash} >= {(1, True)}
    (gap,) = by_kind[TroubleKind.GAP]
    assert gap.line == production.script.scenes[1].first_line  # the pause of the story is meant
    assert gap.about.endswith("of silence before it")
    (missing,) = by_kind[TroubleKind.MISSING_SOUND]
    assert (missing.scene, "trumpets of doom" in missing.about) == (2, True)
    assert not by_kind[TroubleKind.SILENT]
