"""Dual dialogue: two speeches begin together, each goes on by itself, and what follows waits for both."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from support.toneplay import CUT, PITCHES_HZ, PLAIN, RATE, Recordings, cast, line, script, take_of

from drama.mixing import Mixer
from drama.model import FRAME_RATE, Asset, Cue, Delivery, Direction, Line, Placement, SoundPlan, Timeline
from drama.timeline import build_timeline, tracks_of
from drama.timeline.pauses import in_frames

DUAL = Delivery(is_simultaneous=True)
PAIR = (
    line("He left."),
    line("“Go, and take the lamp.”", "Ilse", paragraph=1),
    line("“No.”", "Marek", paragraph=2, delivery=DUAL),
    line("“Then stay.”", "Ilse", paragraph=3),
)


def lay(lines: tuple[Line, ...], seconds: tuple[float, ...], direction: Direction | None = None) -> Timeline:
    takes = [take_of(round(length * RATE)) for length in seconds]
    assets = {"knock": Asset("knock", "00", FRAME_RATE // 2, -20.0, -6.0)}
    return build_timeline(script(lines), cast(), takes, direction or Direction(), assets)


def end(cue: Cue) -> int:
    return cue.start_frame + cue.frames


def ms(frames: int) -> float:
    return frames * 1000 / FRAME_RATE


def test_both_begin_together_and_what_follows_waits_for_the_longer() -> None:
    for seconds in ((1.0, 3.0, 1.0, 1.0), (1.0, 1.0, 3.0, 1.0)):
        before, one, other, after = lay(PAIR, seconds).cues
        assert one.start_frame == other.start_frame
        assert ms(one.start_frame - end(before)) == 450
        assert ms(after.start_frame - max(end(one), end(other))) == 250


def test_several_lines_of_a_speech_follow_one_another_on_their_own_track() -> None:
    lines = (
        line("“One.”", "Ilse"),
        line("“Two.”", "Ilse"),
        line("“Three.”", "Marek", paragraph=1, delivery=DUAL),
        line("“Four.”", "Marek", paragraph=1, delivery=DUAL),
        line("“Five.”", "Marek", paragraph=1, delivery=DUAL),
        line("“Six.”", "Ilse", paragraph=2),
    )
    one, two, three, four, five, six = lay(lines, (1.0,) * 6).cues
    assert one.start_frame == three.start_frame
    for before, after in ((one, two), (three, four), (four, five)):
        assert ms(after.start_frame - end(before)) == 300
    assert ms(six.start_frame - end(five)) == 250


def test_three_speak_at_once() -> None:
    lines = (line("“A.”", "Ilse"), line("“B.”", "Marek", delivery=DUAL), line("“C.”", "Tove", delivery=DUAL))
    cues = lay(lines, (1.0, 2.0, 3.0)).cues
    assert len({cue.start_frame for cue in cues}) == 1


def test_nobody_speaks_over_the_narrator_or_over_themselves() -> None:
    lines = (
        line("He left."),
        line("“A.”", "Ilse", delivery=DUAL),
        line("“B.”", "Marek", delivery=DUAL),
        line("“C.”", "Ilse", delivery=DUAL),
    )
    told, one, other, again = lay(lines, (1.0,) * 4).cues
    assert one.start_frame > end(told)
    assert other.start_frame == one.start_frame
    assert again.start_frame > end(one)


def test_a_scene_cannot_begin_together_with_the_end_of_the_scene_before() -> None:
    lines = (line("“A.”", "Ilse"), line("“B.”", "Marek", scene=2, delivery=DUAL))
    assert [list(map(len, tracks)) for tracks in tracks_of(lines)] == [[1], [1]]
    one, other = lay(lines, (1.0, 1.0)).cues
    assert other.start_frame > end(one)


def test_an_interruption_cuts_into_neither_of_two() -> None:
    lines = (line("“A—”", "Ilse", delivery=CUT), line("“B—”", "Marek", delivery=replace(DUAL, ending=CUT.ending)))
    one, other, after = lay((*lines, line("“C.”", "Tove", delivery=PLAIN)), (3.0, 1.0, 1.0)).cues
    assert after.start_frame >= max(end(one), end(other))


def test_a_pause_asked_for_after_either_is_kept() -> None:
    lines = list(PAIR)
    lines[1] = replace(lines[1], pause_after_ms=4000)
    _, one, _, after = lay(tuple(lines), (1.0, 3.0, 1.0, 1.0)).cues
    assert after.start_frame - end(one) == in_frames(4000)


def test_effects_stand_right_before_their_lines_also_where_two_begin_together() -> None:
    plan = SoundPlan(effects={3: (Placement("", "knock"),)})
    timeline = lay(PAIR, (1.0, 2.0, 1.0, 1.0), Direction(sound_plan=plan))
    before, one, other, _ = timeline.cues
    (knock,) = timeline.sounds
    assert one.start_frame == other.start_frame
    assert end(before) < knock.start_frame < knock.start_frame + knock.frames <= other.start_frame


def test_an_effect_behind_a_scene_waits_for_both() -> None:
    plan = SoundPlan(effects_after={3: (Placement("", "knock"),)})
    timeline = lay(PAIR[:3], (1.0, 4.0, 1.0), Direction(sound_plan=plan))
    _, one, _ = timeline.cues
    (knock,) = timeline.sounds
    assert knock.start_frame >= end(one)
    assert timeline.frames >= knock.start_frame + knock.frames


@given(st.lists(st.tuples(st.sampled_from(["Ilse", "Marek", None]), st.booleans(), st.integers(1, 9)), min_size=2))
def test_no_chunk_ends_within_a_pair_and_nothing_else_overlaps(drawn: list[tuple[str | None, bool, int]]) -> None:
    lines = tuple(
        line(f"“Word {n}.”", who, paragraph=n, delivery=DUAL if dual else PLAIN)
        for n, (who, dual, _) in enumerate(drawn)
    )
    timeline = lay(lines, tuple(float(2 * length) for *_, length in drawn))
    cues = timeline.cues
    assert [cue.line.number for cue in cues] == list(range(1, len(lines) + 1))
    blocks = [[cues[i] for track in tracks for i in track] for tracks in tracks_of(script(lines).lines)]
    for one, other in pairwise(blocks):
        assert min(cue.start_frame for cue in other) >= max(map(end, one))
    for chunk in timeline.chunks:
        for cue in chunk.cues:
            assert chunk.start_frame <= cue.start_frame
            assert end(cue) <= chunk.start_frame + chunk.frames


def test_both_voices_are_heard_at_once_and_alone_before_and_after() -> None:
    recordings = Recordings()
    lengths = (1.0, 3.0, 1.5, 1.0)
    takes = [recordings.tone(PITCHES_HZ[one.speaker], seconds=s) for one, s in zip(PAIR, lengths, strict=True)]
    timeline = build_timeline(script(PAIR), cast(), takes)
    mixer = Mixer(timeline, recordings, None, cast().mix, gain_db=0.0)
    sound = np.concatenate([mixer.sound(chunk) for chunk in timeline.chunks]).mean(axis=1) / 32_768
    _, one, other, after = timeline.cues

    def levels(start: int, frames: int) -> list[bool]:
        window = sound[start : start + frames] * np.hanning(frames)
        time = np.arange(frames) / FRAME_RATE
        tones = (abs(np.vdot(window, np.exp(2j * np.pi * PITCHES_HZ[who] * time))) for who in ("Ilse", "Marek"))
        return [tone / frames > 0.01 for tone in tones]

    assert levels(one.start_frame + 2000, other.frames - 4000) == [True, True]
    assert levels(end(other) + 2000, end(one) - end(other) - 4000) == [True, False]
    assert levels(after.start_frame + 2000, after.frames - 4000) == [True, False]
    blocks = list(mixer.stem_blocks())
    for stem, cue in (("Ilse", one), ("Marek", other)):
        alone = np.concatenate(
            [block.get(stem, np.zeros((chunk.frames, 2))) for chunk, block in zip(timeline.chunks, blocks, strict=True)]
        )
        heard = np.flatnonzero(np.abs(alone[: after.start_frame]).max(axis=1) > 1e-3)
        assert abs(heard[0] - cue.start_frame) < 200
        assert abs(heard[-1] - end(cue)) < 200
