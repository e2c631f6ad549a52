"""The timeline: pauses by context, chunks that tile the episode and stay put under edits, chapters, nothing lost."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.toneplay import CUT, OVERLAPPING, PLAIN, RATE, TRAILING, cast, line, script, take_of

from drama.errors import MixError
from drama.model import (
    FRAME_RATE,
    Delivery,
    Line,
    MixSettings,
    Opening,
    Pauses,
    Scene,
    Sound,
    Span,
    Style,
    Take,
    Timeline,
    Voice,
)
from drama.model.grid import GRID_FRAMES, QUIET_FRAMES
from drama.timeline import build_timeline, cue_frames, spoken_spans
from drama.timeline.chunks import LONGEST
from drama.timeline.levels import ABOVE_EPISODE_LU, WIDEST_DB, cue_gain_db

if TYPE_CHECKING:
    from collections.abc import Sequence

SECOND = RATE


def lay(*lines: Line, frames: int = SECOND, pauses: Pauses | None = None) -> Timeline:
    """Lay out lines whose takes are all as long as each other."""
    return build_timeline(script(lines), cast(pauses=pauses), [take_of(frames)] * len(lines))


def pause_ms(*lines: Line, pauses: Pauses | None = None) -> float:
    """Return the silence between the last two lines."""
    *_, one, other = lay(*lines, pauses=pauses).cues
    return (other.start_frame - one.start_frame - one.frames) * 1000 / FRAME_RATE


def shapes(timeline: Timeline) -> list[object]:
    """Return what each chunk holds, wherever it stands."""
    return [
        (part.frames, tuple((cue.line.text, cue.take, cue.start_frame - part.start_frame) for cue in part.cues))
        for part in timeline.chunks
    ]


# ------------------------------------------------------------------ pauses


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([line("“Go,”", "Ilse"), line("said Ilse.")], 120, id="a tag runs on with the quote"),
        pytest.param([line("“Go!”", "Ilse"), line("said Ilse.")], 120, id="also after an exclamation"),
        pytest.param([line("She turned."), line("“Go.”", "Ilse")], 250, id="a quote begins its own sentence"),
        pytest.param([line("She turned."), line("It was late.")], 300, id="two sentences of the narrator"),
        pytest.param(
            [line("“Go.”", "Ilse"), line("“No.”", "Marek", paragraph=1)], 250, id="an answer in the next paragraph"
        ),
        pytest.param(
            [line("“Go,”", "Ilse"), line("said Ilse."), line("“No.”", "Marek", paragraph=1)],
            250,
            id="an answer after a short tag",
        ),
        pytest.param([line("He left."), line("It rained.", paragraph=1)], 450, id="two paragraphs of narration"),
        pytest.param([line("He left."), line("“Go.”", "Ilse", paragraph=1)], 450, id="speech after narration"),
        pytest.param([line("One", is_heading=True), line("He left.", paragraph=1)], 900, id="after a heading"),
        pytest.param(
            [line("“But I—”", "Ilse", delivery=CUT), line("“No.”", "Marek", paragraph=1)], 20, id="cut into by another"
        ),
        pytest.param(
            [line("“But I—”", "Ilse", delivery=CUT), line("The door flew open.", paragraph=1)],
            120,
            id="cut off by what happens",
        ),
        pytest.param(
            [line("“But I…”", "Ilse", delivery=TRAILING), line("“No.”", "Marek", paragraph=1)], 600, id="words linger"
        ),
        pytest.param(
            [line("“Go,”", "Ilse", delivery=TRAILING, pause_after_ms=2000), line("said Ilse.")],
            2000,
            id="a pause the story asks for",
        ),
        pytest.param(
            [line("“Go.”", "Ilse", pause_after_ms=70), line("“No.”", "Marek", paragraph=1)],
            70,
            id="even a very short one",
        ),
        pytest.param(
            [line("“But I must—”", "Ilse", delivery=OVERLAPPING), line("“No.”", "Marek", paragraph=1)],
            -120,
            id="two at once",
        ),
        pytest.param(
            [line("“But I must—”", "Ilse", delivery=OVERLAPPING), line("A bell rang.", paragraph=1)],
            120,
            id="the narrator never talks over a character",
        ),
    ],
)
def test_the_pause_follows_from_the_context(lines: Sequence[Line], expected: int) -> None:
    assert pause_ms(*lines) == pytest.approx(expected, abs=0.02)


def test_every_pause_can_be_set() -> None:
    slow = Pauses(within_paragraph=500, between_paragraphs=1700, trailing=100)
    assert pause_ms(line("“Go,”", "Ilse"), line("said Ilse."), pauses=slow) == pytest.approx(500, abs=0.02)
    assert pause_ms(line("He left."), line("It rained.", paragraph=1), pauses=slow) == pytest.approx(1700, abs=0.02)
    lingering = line("He left…", delivery=TRAILING)
    assert pause_ms(lingering, line("It rained.", paragraph=1), pauses=slow) == pytest.approx(1700, abs=0.02)


LONG = "The road went on along the river, past the mill and the ford, and " * 4


@pytest.mark.parametrize(
    ("lines", "at", "expected"),
    [
        pytest.param([line("“Go.”", "Ilse"), line("“No.”", "Marek", paragraph=1)], 0, 200, id="two quick lines"),
        pytest.param(
            [line("“Go.”", "Ilse"), line("“No.”", "Marek", paragraph=1), line("“Why.”", "Ilse", paragraph=2)],
            0,
            150,
            id="a quick exchange is tighter still",
        ),
        pytest.param([line(LONG + "out."), line("It rained.", paragraph=1)], 0, 585, id="a telling that dwells"),
        pytest.param([line("He ran!"), line("It rained.", paragraph=1)], 0, 382, id="a cry"),
        pytest.param(
            [line("“But I—”", "Ilse", delivery=CUT), line("“No.”", "Marek", paragraph=1)], 0, -90, id="cut into"
        ),
        pytest.param(
            [line("“But I…”", "Ilse", delivery=TRAILING), line("“No.”", "Marek", paragraph=1)], 0, 600, id="lingers"
        ),
        pytest.param([line("One", is_heading=True), line("He left.", paragraph=1)], 0, 900, id="not after a heading"),
        pytest.param(
            [line("“Go.”", "Ilse", pause_after_ms=70), line("“No.”", "Marek")], 0, 70, id="nor where asked for"
        ),
    ],
)
def test_where_there_is_pace_pauses_follow_the_scene(lines: Sequence[Line], at: int, expected: int) -> None:
    paced = replace(cast(), sound=Sound(style=Style(pace=True)))
    cues = build_timeline(script(lines), paced, [take_of(SECOND)] * len(lines)).cues
    pause = cues[at + 1].start_frame - cues[at].start_frame - cues[at].frames
    assert pause * 1000 / FRAME_RATE == pytest.approx(expected, abs=1)


def test_a_beat_that_the_story_tells_of_is_kept_in_any_style() -> None:
    lines = [replace(line("There was a long silence."), beat_after_ms=1500), line("“Well.”", "Ilse", paragraph=1)]
    assert pause_ms(*lines) == pytest.approx(450 + 1500, abs=0.02)


def test_nobody_cuts_into_a_silence() -> None:
    lines = [
        replace(line("“But I—”", "Ilse", delivery=OVERLAPPING), beat_after_ms=1000),
        line("“No.”", "Marek", paragraph=1),
    ]
    assert pause_ms(*lines) > 1000


def test_an_overlap_is_never_more_than_half_of_the_shorter_line() -> None:
    lines = (line("“But—”", "Ilse", delivery=OVERLAPPING), line("“No.”", "Marek", paragraph=1))
    one, other = lay(*lines, frames=1000).cues
    assert one.start_frame + one.frames - other.start_frame == 1000


def test_scenes_are_a_scene_break_apart_and_chapters_more() -> None:
    lines = [line("One."), line("Two.", scene=2), line("Three.", scene=3)]
    made = script(lines)
    made = replace(made, scenes=(*made.scenes[:2], replace(made.scenes[2], opening=Opening.HEADING, chapter="III")))
    one, two, three = build_timeline(made, cast(), [take_of(SECOND)] * 3).cues
    grid_ms = GRID_FRAMES * 1000 / FRAME_RATE
    assert 1800 <= (two.start_frame - one.start_frame - one.frames) * 1000 / FRAME_RATE < 1800 + grid_ms
    assert 2500 <= (three.start_frame - two.start_frame - two.frames) * 1000 / FRAME_RATE < 2500 + grid_ms


def test_a_pause_asked_for_at_the_end_of_a_scene_only_lengthens_the_break() -> None:
    grid_ms = GRID_FRAMES * 1000 / FRAME_RATE
    after = pause_ms(line("One.", pause_after_ms=4000), line("Two.", scene=2))
    assert 4000 <= after < 4000 + grid_ms
    assert 1800 <= pause_ms(line("One.", pause_after_ms=10), line("Two.", scene=2)) < 1800 + grid_ms


def test_the_episode_begins_and_ends_in_silence_of_the_length_asked_for() -> None:
    timeline = lay(line("One."), pauses=Pauses(head=700, tail=1300))
    (cue,) = timeline.cues
    assert 0.7 <= cue.start_frame / FRAME_RATE < 0.7 + GRID_FRAMES / FRAME_RATE
    assert timeline.frames - cue.start_frame - cue.frames == 1300 * FRAME_RATE // 1000


def test_without_head_or_tail_a_margin_remains() -> None:
    timeline = lay(line("One."), pauses=Pauses(head=0, tail=0))
    (cue,) = timeline.cues
    assert cue.start_frame == QUIET_FRAMES
    assert timeline.frames - cue.start_frame - cue.frames >= QUIET_FRAMES


# ------------------------------------------------------------------ nothing is lost


@pytest.mark.parametrize("takes", [[take_of(SECOND)], [take_of(SECOND), None], [take_of(SECOND), take_of(0)]])
def test_a_line_without_sound_fails_and_is_named(takes: list[Take | None]) -> None:
    with pytest.raises(MixError, match=r"line 2 \('Two\.'\)"):
        build_timeline(script([line("One."), line("Two.")]), cast(), takes)


def test_a_line_without_words_may_be_silent() -> None:
    assert len(build_timeline(script([line("…")]), cast(), [take_of(0)]).cues) == 1


def test_an_empty_script_is_an_empty_timeline() -> None:
    empty = replace(script([line("One.")]), lines=(), scenes=())
    assert build_timeline(empty, cast(), []) == Timeline(frames=0, chunks=(), scenes=(), chapters=())


@pytest.mark.parametrize(
    ("frames", "rate", "expected"), [(22_050, 22_050, 44_100), (16_001, 16_000, 44_103), (5, 48_000, 5)]
)
def test_a_cue_is_as_long_as_its_take_resampled(frames: int, rate: int, expected: int) -> None:
    assert cue_frames(take_of(frames, frame_rate=rate)) == expected


# ------------------------------------------------------------------ chunks

some_lines = st.lists(
    st.tuples(
        st.builds(
            line,
            st.sampled_from(["Yes.", "“No,”", "said she.", "A longer piece of narration, which goes on.", "But I—"]),
            st.sampled_from([None, "Ilse", "Marek", "Tove"]),
            paragraph=st.integers(0, 3),
            delivery=st.sampled_from([PLAIN, PLAIN, CUT, TRAILING, OVERLAPPING, Delivery(overlaps_next=True)]),
            pause_after_ms=st.sampled_from([None, None, None, 0, 3000]),
        ),
        st.integers(1, 30 * 22_050),
        st.sampled_from([22_050, 16_000, 44_100, 48_000]),
        st.booleans(),
    ),
    min_size=1,
    max_size=60,
)


@settings(deadline=None)
@example([(line("“No—”", "Ilse", delivery=OVERLAPPING), 1, RATE, False), (line("“Yes.”", "Marek"), 1, RATE, False)])
@given(some_lines)
@pytest.mark.slow
def test_stretches_tile_the_episode_on_the_grid_and_meet_in_silence(drawn: list[tuple[Line, int, int, bool]]) -> None:
    scene = 1
    lines, takes = [], []
    for one, frames, rate, opens_scene in drawn:
        scene += opens_scene
        lines.append(replace(one, scene=scene))
        takes.append(take_of(frames, frame_rate=rate))
    timeline = build_timeline(script(lines), cast(), takes)

    assert [cue.line.text for cue in timeline.cues] == [one.text for one in lines]
    at = 0
    for part in timeline.chunks:
        assert part.start_frame == at
        assert part.start_frame % GRID_FRAMES == 0
        at += part.frames
        if part.cues:
            assert part.cues[0].start_frame - part.start_frame >= QUIET_FRAMES
            assert max(cue.start_frame + cue.frames for cue in part.cues) + QUIET_FRAMES <= at
        assert len({cue.line.scene for cue in part.cues}) <= 1
    assert at == timeline.frames
    for one, other in pairwise(timeline.cues):
        gap = other.start_frame - one.start_frame - one.frames
        asked = one.line.delivery.overlaps_next and one.line.speaker != other.line.speaker is not None
        assert gap >= (-120 * FRAME_RATE // 1000 if asked else 0)
        assert other.start_frame > one.start_frame


def long_scene(seed: int, lines: int = 90) -> tuple[list[Line], list[Take]]:
    chance = random.Random(seed)
    speakers = [None, None, "Ilse", "Marek"]
    made = [line(f"Words {chance.random()}.", chance.choice(speakers), paragraph=i // 2) for i in range(lines)]
    return made, [take_of(int(SECOND * chance.uniform(0.5, 9))) for _ in made]


@pytest.mark.slow
def test_an_edited_line_changes_its_own_stretch_and_seldom_a_neighbour() -> None:
    lines, takes = long_scene(1)
    before = shapes(build_timeline(script(lines), cast(), takes))
    changed = []
    for index in range(len(lines)):
        edited = [*lines[:index], replace(lines[index], text="Something else."), *lines[index + 1 :]]
        retaken = [*takes[:index], take_of(SECOND * 4 + 7), *takes[index + 1 :]]
        after = shapes(build_timeline(script(edited), cast(), retaken))
        changed.append(sum(shape not in before for shape in after))
    assert max(changed) <= 3
    assert sum(changed) / len(changed) < 1.5


def test_a_scene_is_cut_alike_alone_and_in_its_story() -> None:
    first, first_takes = long_scene(2, 40)
    second, second_takes = long_scene(3, 40)
    second = [replace(one, scene=2) for one in second]
    whole = shapes(build_timeline(script([*first, *second]), cast(), [*first_takes, *second_takes]))
    alone = shapes(build_timeline(script(second), cast(), second_takes))
    spoken = [shape for shape in alone if shape[1]]
    assert len(spoken) > 4
    assert [shape for shape in whole if shape[1]][-len(spoken) :] == spoken


def test_a_long_scene_is_cut_into_stretches_of_bearable_length() -> None:
    lines, takes = long_scene(4, 400)
    lengths = [part.frames for part in build_timeline(script(lines), cast(), takes).chunks if part.cues]
    assert max(lengths) <= LONGEST + GRID_FRAMES + 2 * QUIET_FRAMES
    assert 15 < sum(lengths) / len(lengths) / FRAME_RATE < 35


def test_a_scene_of_the_same_words_over_and_over_is_cut_too() -> None:
    timeline = lay(*[line("Ha.", paragraph=i) for i in range(3000)])
    assert max(part.frames for part in timeline.chunks) <= LONGEST + GRID_FRAMES + 2 * QUIET_FRAMES


def test_lines_that_overlap_stay_in_one_chunk() -> None:
    speakers = ["Ilse", "Marek"]
    lines = [line("“But I must—”", speakers[i % 2], paragraph=i, delivery=OVERLAPPING) for i in range(60)]
    assert [len(part.cues) for part in lay(*lines, frames=2 * SECOND).chunks] == [0, 60, 0]


# ------------------------------------------------------------------ marks


def scene(number: int, *, chapter: str | None = None, title: str = "", opening: Opening = Opening.BREAK) -> Scene:
    return Scene(number=number, title=title, opening=opening, first_line=number, last_line=number, chapter=chapter)


def chapters(*scenes: Scene) -> list[str]:
    """Return the chapter titles of a play with one line a scene, having checked that they tile the episode."""
    lines = [line("Words.", scene=each.number) for each in scenes]
    timeline = build_timeline(script(lines, scenes=scenes), cast(), [take_of(SECOND)] * len(lines))
    assert [mark.number for mark in timeline.scenes] == [each.number for each in scenes]
    for mark, cue in zip(timeline.scenes, timeline.cues, strict=True):
        assert mark.start_frame == (0 if cue is timeline.cues[0] else cue.start_frame - QUIET_FRAMES)
    ends = [0, *(chapter.end_frame for chapter in timeline.chapters)]
    assert [chapter.start_frame for chapter in timeline.chapters] == ends[:-1]
    assert ends[-1] == timeline.frames
    return [chapter.title for chapter in timeline.chapters]


def test_chapters_go_by_scene_where_there_are_no_headings() -> None:
    assert chapters(scene(1), scene(2, title="The quay"), scene(3)) == ["Scene 1", "The quay", "Scene 3"]


def test_the_title_of_the_story_is_not_a_chapter() -> None:
    found = chapters(scene(1, chapter="Play", title="Play", opening=Opening.HEADING), scene(2, chapter="Play"))
    assert found == ["Play", "Scene 2"]


def test_chapters_go_by_heading_where_there_are_any() -> None:
    titled = Opening.HEADING
    found = chapters(
        scene(1), scene(2, chapter="One", opening=titled), scene(3, chapter="One"), scene(4, chapter="Two")
    )
    assert found == ["Play", "One", "Two"]


def test_two_chapters_of_the_same_name_stay_two() -> None:
    titled = Opening.HEADING
    assert chapters(scene(1, chapter="I", opening=titled), scene(2, chapter="I", opening=titled)) == ["I", "I"]


@settings(deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=9), st.integers(0, 10**7), st.integers(0, 10**6))
@pytest.mark.slow
def test_the_spans_of_a_line_share_its_frames_without_remainder(lengths: list[int], frames: int, start: int) -> None:
    spans, at = [], 3
    for length in lengths:
        spans.append(Span(at, at + length))
        at += length + 2
    (cue,) = lay(replace(line("One."), spans=tuple(spans))).cues
    shares = list(spoken_spans(replace(cue, start_frame=start, frames=frames), "x" * at))
    assert [spoken.span for spoken in shares] == spans
    assert sum(spoken.frames for spoken in shares) == frames
    for one, other in pairwise(shares):
        assert one.start_frame + one.frames == other.start_frame
    for length, spoken in zip(lengths, shares, strict=True):
        assert abs(spoken.frames - frames * length / sum(lengths)) <= 1


# ------------------------------------------------------------------ levels


def test_every_take_is_brought_to_the_same_loudness() -> None:
    voice = Voice(name="v", engine="tone", id="v")
    for lufs in (-31.0, -20.0, -9.0):
        gain = cue_gain_db(take_of(SECOND, lufs=lufs), voice, MixSettings())
        assert lufs + 3.01 + gain == pytest.approx(-16 + ABOVE_EPISODE_LU, abs=0.01)


def test_mono_needs_three_decibels_more() -> None:
    voice = Voice(name="v", engine="tone", id="v")
    stereo, mono = (cue_gain_db(take_of(SECOND), voice, MixSettings(channels=channels)) for channels in (2, 1))
    assert mono - stereo == pytest.approx(3.01, abs=0.01)


def test_a_voice_keeps_its_own_gain() -> None:
    take = take_of(SECOND)
    plain, soft = (
        cue_gain_db(take, Voice(name="v", engine="t", id="v", gain_db=g), MixSettings()) for g in (0.0, -4.5)
    )
    assert soft - plain == pytest.approx(-4.5, abs=0.01)


def test_a_nearly_silent_take_is_not_blown_up() -> None:
    voice = Voice(name="v", engine="tone", id="v")
    assert cue_gain_db(take_of(SECOND, lufs=-75.0), voice, MixSettings()) == WIDEST_DB
    assert cue_gain_db(take_of(SECOND, lufs=float("-inf")), voice, MixSettings()) == 0
