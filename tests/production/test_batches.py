"""Lines as batches that are recorded elsewhere: as small as they are told, each line once, none under a wrong key."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import drama
from drama.errors import EngineError
from drama.production.batches import LEAST_S, MOST_S

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

TURN = "“Row {0}, seat {1},” said Solveig. “That was sold twice, row {0} and seat {1}, by the same clerk,” said Anton."
SCENES = [16, 1, 1, 6, 1]
STORY = "The Gallery\n\n" + "\n\n***\n\n".join(
    "\n\n".join(TURN.format(scene, seat) for seat in range(seats)) for scene, seats in enumerate(SCENES)
)


@pytest.fixture
def production(tmp_path: Path) -> drama.Production:
    (tmp_path / "gallery.txt").write_text(STORY, encoding="utf-8")
    return drama.prepare(tmp_path / "gallery.txt", engine="tone")


def test_batches_hold_each_line_that_is_missing_once_and_are_neither_too_small_nor_too_large(
    production: drama.Production,
) -> None:
    batches = drama.missing_batches(production)
    numbers = [number for batch in batches for number in batch.lines]
    assert numbers == sorted(set(numbers))
    keys = [key for batch in batches for key in batch.keys]
    assert len(keys) == len(set(keys)) < len(production.requests), "some lines are said alike"
    assert all(LEAST_S <= batch.expected_s <= MOST_S + 10 for batch in batches[:-1])
    assert len(batches) > 2
    assert max(len(pickle.dumps(batch)) for batch in batches) < 8_000
    assert pickle.loads(pickle.dumps(batches)) == batches


def test_a_backend_that_runs_batches_records_for_a_render_and_progress_adds_up(
    production: drama.Production, tmp_path: Path
) -> None:
    def backwards(batches: Sequence[drama.Batch]) -> Iterator[drama.BatchRecord]:
        return (drama.record_batch(batch, store=tmp_path / "store") for batch in reversed(batches))

    steps: list[drama.Progress] = []
    recorder = drama.BatchRecorder(backwards, store=tmp_path / "store")
    assert recorder.record(production, steps.append)
    assert steps[-1].done == steps[-1].total == len(production.script.lines)
    assert recorder.record(production, steps.append) == frozenset()
    output = tmp_path / "gallery.wav"
    assert drama.render(production, output, store=tmp_path / "store", recorder=recorder).recorded == 0
    drama.render(production, tmp_path / "plain.wav", store=tmp_path / "plain")
    assert output.read_bytes() == (tmp_path / "plain.wav").read_bytes()


def test_a_line_that_fails_elsewhere_is_named_and_the_rest_is_given_up(
    production: drama.Production, tmp_path: Path
) -> None:
    given_up: list[bool] = []

    def failing(batches: Sequence[drama.Batch]) -> Iterator[drama.BatchRecord]:
        try:
            yield drama.record_batch(batches[0], store=tmp_path)
            yield drama.BatchRecord(batches[1].lines, (), failed=batches[1].lines[2], failure="no breath left")
        finally:
            given_up.append(True)

    line = drama.missing_batches(production, store=tmp_path)[1].lines[2]
    with pytest.raises(EngineError, match=rf"line {line} of the script of gallery\.txt: no breath left"):
        drama.BatchRecorder(failing, store=tmp_path).record(production)
    assert given_up


def test_a_machine_whose_engine_is_another_records_nothing_under_a_key_of_ours(
    production: drama.Production, tmp_path: Path
) -> None:
    batch = drama.missing_batches(production, store=tmp_path)[0]
    of_another_version = replace(batch, keys=tuple(reversed(batch.keys)))
    record = drama.record_batch(of_another_version, store=tmp_path)
    assert record.failed == batch.lines[0]
    assert record.is_refused
    assert "another one on the machine" in record.failure
    assert not list(tmp_path.rglob("*.take"))
