"""One file a chapter: nothing lost, nothing mixed twice, quiet rooms around."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.scenes import Scenes, level_db, talk

from drama.mixing import Mixer
from drama.model import FRAME_RATE, MIX_PRESETS, Backdrop, Opening, Preset
from drama.timeline import build_timeline
from drama.timeline.per_chapter import HEAD_MS, TAIL_MS, ChapterPlay, chapter_plays


def in_chapters(scenes: Scenes) -> Scenes:
    """Give a drama of three scenes two chapters: one, and the other two scenes."""
    first, second, third = scenes.script.scenes
    scenes.script = replace(
        scenes.script,
        scenes=(
            replace(first, chapter="One", opening=Opening.HEADING),
            replace(second, chapter="Two", opening=Opening.HEADING),
            replace(third, chapter="Two"),
        ),
    )
    return scenes


def plays(scenes: Scenes) -> tuple[ChapterPlay, ...]:
    return chapter_plays(scenes.script, scenes.cast, scenes.takes, scenes.direction)


def test_every_line_is_in_one_chapter() -> None:
    scenes = in_chapters(Scenes(talk(12, scenes=3), intro="tune", outro="tune"))
    found = plays(scenes)
    assert [play.title for play in found] == ["One", "Two"]
    assert tuple(line for play in found for line in play.script.lines) == scenes.script.lines
    assert tuple(take for play in found for take in play.takes) == tuple(scenes.takes)
    assert [len(play.direction.performances) for play in found] == [4, 8]
    assert [(play.direction.sound_plan.intro, play.direction.sound_plan.outro) for play in found] == [
        ("tune", ""),
        ("", "tune"),
    ]


def test_without_headings_every_scene_is_a_chapter() -> None:
    assert [play.title for play in plays(Scenes(talk(6, scenes=3)))] == ["Scene 1", "Scene 2", "Scene 3"]


def test_a_chapter_has_quiet_before_and_after_it() -> None:
    for play in plays(in_chapters(Scenes(talk(12, scenes=3)))):
        timeline = build_timeline(play.script, play.cast, play.takes, play.direction)
        first, last = timeline.cues[0], timeline.cues[-1]
        assert 0.5 <= first.start_frame / FRAME_RATE <= 1
        assert 1 <= (timeline.frames - last.start_frame - last.frames) / FRAME_RATE <= 5


def test_around_an_audiobook_there_is_the_quiet_of_a_room() -> None:
    scenes = Scenes(talk(4), mix=MIX_PRESETS[Preset.AUDIOBOOK])
    scenes.cast = replace(scenes.cast, pauses=replace(scenes.cast.pauses, head=HEAD_MS, tail=TAIL_MS))
    first, last, pcm = scenes.timeline.cues[0], scenes.timeline.cues[-1], scenes.mixed()
    for quiet in (pcm[2000 : first.start_frame - 12_000], pcm[last.start_frame + last.frames + 12_000 : -2000]):
        assert len(quiet) > FRAME_RATE // 4
        assert -80 < level_db(quiet) < -65
    assert np.abs(pcm).max() <= 32_768 * 10 ** (-3 / 20)


@pytest.mark.slow
def test_a_chapter_alone_is_made_of_the_stretches_of_the_whole() -> None:
    scenes = in_chapters(Scenes(talk(60, scenes=3), backdrops={2: Backdrop("room", "rain")}))
    known = set(scenes.keys())
    inside = []
    for play in plays(scenes):
        timeline = build_timeline(play.script, play.cast, play.takes, play.direction, scenes.assets)
        mixer = Mixer(timeline, scenes.recordings, scenes.library, scenes.cast.mix, gain_db=0.0)
        inside += [mixer.key(chunk) in known for chunk in timeline.chunks if chunk.cues]
    assert len(inside) > 4
    assert inside.count(False) <= 2
