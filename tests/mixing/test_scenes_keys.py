"""Keys: what changes in one place is mixed and encoded anew there, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.scenes import SEATS, Scenes, talk
from support.toneplay import line

from drama.model import Backdrop, VoiceEffect

pytestmark = pytest.mark.slow

CAVE = {1: Backdrop("cellar", "rain")}


def changed(before: Scenes, after: Scenes) -> list[int]:
    """Return which chunks of the second have no like in the first."""
    known = set(before.keys())
    return [i for i, key in enumerate(after.keys()) if key not in known]


def test_a_line_put_in_early_in_a_scene_changes_only_what_is_near() -> None:
    lines = talk(90)
    before = Scenes(lines, backdrops=CAVE)
    lengths = {number + 1: 1.0 + number % 4 for number in range(3, 91)}
    after = Scenes([*lines[:3], line("One more.", paragraph=3), *lines[3:]], backdrops=CAVE, seconds=lengths | {4: 2.3})
    # The recordings of the tests are drawn by number: give each line the one it had.
    after.recordings.kept |= before.recordings.kept
    after.takes = [*before.takes[:3], after.takes[3], *before.takes[3:]]
    chunks = [chunk for chunk in after.timeline.chunks if chunk.cues]
    assert len(chunks) > 4
    assert max(changed(before, after)) <= 3


def test_a_longer_line_changes_its_stretch_and_at_most_the_neighbours() -> None:
    before = Scenes(talk(90), backdrops=CAVE)
    counts = []
    for number in (2, 20, 41, 60, 77):
        after = Scenes(talk(90), backdrops=CAVE, seconds={number: 4.321})
        counts.append(len(changed(before, after)))
    assert max(counts) <= 4
    assert sum(counts) / len(counts) <= 2.5


def test_another_seat_changes_only_the_stretches_its_owner_is_heard_in() -> None:
    lines = [*talk(40, speakers=(None, "Ilse")), *talk(40, speakers=(None, "Marek"))]
    lines = [replace(one, paragraph=i, text=f"{one.text} {i}") for i, one in enumerate(lines)]
    before = Scenes(lines, backdrops=CAVE)
    after = Scenes(lines, backdrops=CAVE, seats=SEATS | {"Marek": -0.2})
    moved = changed(before, after)
    chunks = after.timeline.chunks
    speaking = [i for i, chunk in enumerate(chunks) if any(cue.line.speaker == "Marek" for cue in chunk.cues)]
    assert set(speaking) <= set(moved) <= {*speaking, speaking[-1] + 1}
    assert len(moved) < len(chunks)


def test_a_scene_is_mixed_the_same_wherever_it_stands() -> None:
    first, second = talk(30), [replace(one, scene=2, text=f"Then {one.text}") for one in talk(30)]
    backdrops = {1: Backdrop("hall", "wind"), 2: Backdrop("cellar", "rain")}
    one = Scenes([*first, *second], backdrops=backdrops)
    other = Scenes([*first[:9], *second], backdrops=backdrops)
    other.takes = [*one.takes[:9], *one.takes[30:]]
    other.recordings.kept |= one.recordings.kept
    last = [i for i, chunk in enumerate(other.timeline.chunks) if chunk.cues and chunk.scene == 2]
    assert len(last) > 2
    assert not set(last[1:]) & set(changed(one, other))  # the pause before the first is another


@pytest.mark.parametrize(
    "backdrops", [{1: Backdrop("cellar", "wind")}, {1: Backdrop("cellar")}, {1: Backdrop("hall", "rain")}, {}]
)
def test_another_bed_or_room_changes_every_stretch_of_its_scene_and_no_other(backdrops: dict[int, Backdrop]) -> None:
    far = {2: Backdrop("", ""), 3: Backdrop("street", "wind")}
    lines = talk(60, scenes=3, speakers=("Ilse", "Marek"))
    before, after = Scenes(lines, backdrops=CAVE | far), Scenes(lines, backdrops=backdrops | far)
    mixed_anew = changed(before, after)
    scenes = {after.timeline.chunks[i].scene for i in mixed_anew}
    assert scenes == {1}
    assert {cue.take for cue in before.timeline.cues} == {cue.take for cue in after.timeline.cues}


def test_whatever_is_heard_changes_the_key() -> None:
    lines = talk(6)
    makings = [
        Scenes(lines, backdrops=CAVE),
        Scenes(lines, backdrops={1: Backdrop("cellar", "rain", bed_db=-2)}),
        Scenes(lines, backdrops=CAVE, voice_effects={3: VoiceEffect.PHONE}),
        Scenes(lines, backdrops=CAVE, levels={3: -3.0}),
        Scenes(lines, backdrops=CAVE, effects={3: ["knock"]}),
        Scenes(lines, backdrops=CAVE, effects={3: ["storm"]}),
        Scenes(lines, backdrops=CAVE, seats=SEATS | {"Ilse": 0.1}),
    ]
    compressed = Scenes(lines, backdrops=CAVE)
    compressed.cast = replace(
        compressed.cast,
        sound=replace(compressed.cast.sound, style=replace(compressed.cast.sound.style, compression=True)),
    )
    keys = {scenes.keys()[1] for scenes in (*makings, compressed)}
    assert len(keys) == len(makings) + 1
    gained = makings[0].mixer(gain_db=0.5)
    assert gained.key(gained.timeline.chunks[1]) not in keys
