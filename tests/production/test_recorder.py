"""A recorder that is kept: lines in the background, stopped and gone on with, and others heard meanwhile."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import drama
from drama.errors import DramaError, EngineError
from drama.model import Voice
from drama.production.pace import Pace
from drama.recording import Request, Speed

pytestmark = pytest.mark.slow

WAIT_S = 60.0
TURN = "“Boat {0} is in,” said {1}.\n\nThe bell rang {0} times."
TALK = "\n\n".join(TURN.format(count, "Nils" if count % 2 else "Ebba") for count in range(1, 13))
STORY = f"The Quay\n\n{TALK}\n\n***\n\n“Boat 1 is in,” said Nils.\n\n“And that was all,” said Ebba.\n"


@pytest.fixture
def production(tmp_path: Path) -> drama.Production:
    story = tmp_path / "quay.txt"
    story.write_text(STORY, encoding="utf-8")
    return drama.prepare(story, engine="tone")


def missing(production: drama.Production) -> list[int]:
    return [line.number for line in drama.plan(production).to_record]


def test_everything_is_recorded_in_the_order_of_the_story_and_progress_adds_up(production: drama.Production) -> None:
    steps: list[drama.RecordingProgress] = []
    drama.hear(production, 1)
    with drama.Recorder(jobs=1) as recorder:
        assert recorder.record_all(production, progress=steps.append).wait(WAIT_S)
    assert not missing(production)
    total = len(production.script.lines)
    assert (steps[0].done, steps[0].recorded, steps[0].line) == (1, 0, None)
    assert (steps[-1].done, steps[-1].total, steps[-1].seconds_left) == (total, total, 0.0)
    told = [step.line for step in steps if step.line is not None]
    assert told == sorted(told)
    assert [(scene.number, scene.done, scene.total) for scene in steps[-1].scenes] == [
        (scene.number, count, count)
        for scene in production.script.scenes
        for count in [sum(line.scene == scene.number for line in production.script.lines)]
    ]
    assert all(sum(scene.done for scene in step.scenes) == step.done for step in steps)
    assert drama.render(production, production.path.with_suffix(".wav")).recorded == 0


def test_some_scenes_are_recorded_alone(production: drama.Production) -> None:
    with drama.Recorder(jobs=2) as recorder:
        job = recorder.record_all(production, scenes=[2])
        assert job.wait(WAIT_S)
        assert [scene.number for scene in job.progress.scenes] == [2]
    assert {production.script.lines[number - 1].scene for number in missing(production)} == {1}


def test_it_is_stopped_at_once_loses_nothing_and_goes_on(production: drama.Production) -> None:
    reached = threading.Event()
    with drama.Recorder(jobs=1) as recorder:

        def progress(step: drama.RecordingProgress) -> None:
            if step.recorded >= 5 and not reached.is_set():
                job.cancel()
                reached.set()

        held = threading.Event()
        job = recorder.record_all(production, progress=lambda step: (held.wait(WAIT_S), progress(step))[1])
        held.set()
        assert reached.wait(WAIT_S)
        assert not job.wait(WAIT_S)
        assert not job.is_running
        assert job.progress.done >= 5
        left = missing(production)
        assert 0 < len(left) <= len(production.script.lines) - 5
        job.go_on()
        assert job.wait(WAIT_S)
        assert job.progress.done == job.progress.total
    assert not missing(production)


def test_lines_are_heard_while_others_are_recorded_from_many_threads_at_once(production: drama.Production) -> None:
    numbers = [line.number for line in production.script.lines][::-1]
    with drama.Recorder(jobs=2) as recorder, ThreadPoolExecutor(6) as studio:
        recorder.warm_up(production)
        job = recorder.record_all(production)
        heard = list(studio.map(lambda number: recorder.hear(production, number), numbers))
        sample = recorder.hear_text("tone:300", "Who goes there?", engine="tone")
        assert job.wait(WAIT_S)
        tried = recorder.hear(production, numbers[0], voice="wren")
        recorder.expect(production, numbers[:3])
    assert [one.line for one in heard] == numbers
    assert [one.pcm for one in heard] == [drama.hear(production, number).pcm for number in numbers]
    assert tried.is_new
    assert sample.line is None


def test_what_cannot_be_said_is_told_by_line_and_the_rest_is_recorded(tmp_path: Path) -> None:
    story = tmp_path / "quay.txt"
    story.write_text(STORY, encoding="utf-8")
    cast = '[narrator]\nengine = "tone"\nvoice = "tone:200"\n[characters.Nils]\nengine = "tone"\nvoice = "tone:440"\n'
    story.with_name("quay.voices.toml").write_text(
        cast + '[characters.Ebba]\nengine = "tone"\nvoice = "tone:9000"\n', encoding="utf-8"
    )
    production = drama.prepare(story)
    with drama.Recorder(jobs=2) as recorder:
        job = recorder.record_all(production)
        assert not job.wait(WAIT_S)
        failed = job.progress.failures
        number = next(line.number for line in production.script.lines if line.speaker == "Ebba")
        with pytest.raises(EngineError, match=f"line {number} of the script of quay.txt: .* no voice 'tone:9000'"):
            recorder.hear(production, number)
    assert {production.script.lines[number - 1].speaker for number in failed} == {"Ebba"}
    assert sorted(failed) == missing(production)
    assert job.progress.seconds_left == 0


def test_an_exception_of_progress_ends_a_job_and_reaches_whoever_waits(production: drama.Production) -> None:
    def refuse(step: drama.RecordingProgress) -> None:
        if step.recorded >= 2:
            raise ZeroDivisionError

    with drama.Recorder(jobs=1) as recorder:
        job = recorder.record_all(production, progress=refuse)
        with pytest.raises(ZeroDivisionError):
            job.wait(WAIT_S)
        assert recorder.hear(production, 1).line == 1


def test_closing_ends_the_processes_and_leaves_whole_recordings(production: drama.Production) -> None:
    recorder = drama.Recorder(jobs=2)
    job = recorder.record_all(production)
    recorder.hear(production, 1)
    workers = list(recorder._session._pool._workers)
    assert workers
    recorder.close()
    recorder.close()
    assert not any(worker.is_alive() for worker in workers)
    assert not job.is_running
    assert drama.render(production, production.path.with_suffix(".wav")).reused > 0
    with pytest.raises(DramaError, match="the recorder is closed"):
        recorder.hear_text("tone:300", "Anybody there?", engine="tone")
    with pytest.raises(DramaError, match="jobs is 0; it should be 1 or more"):
        drama.Recorder(jobs=0)


def test_the_time_left_follows_what_the_run_takes(tmp_path: Path) -> None:
    now = [100.0]
    speeds: dict[str, Speed] = {}
    line = Request("word " * 30, Voice("Ada", "tone", "tone:300", rate_wpm=180))  # 10 s of speech
    pace = Pace(tmp_path, jobs=2, measured=lambda: speeds, clock=lambda: now[0])
    for _ in range(40):
        pace.expect(line)
    assert pace.seconds_left is None  # nothing is known of this engine yet
    speeds["tone"] = Speed(sound_s=100.0, busy_s=40.0, expected_s=100.0)
    for _ in range(20):
        pace.took(line)
        now[0] += 2.0  # two workers, 4 s a line
    assert pace.seconds_left == pytest.approx(40.0)
    now[0] += 40.0  # something else had the machine: twice as slow
    assert pace.seconds_left == pytest.approx(40.0 * 85 / 45)
    for _ in range(20):
        pace.spare(line)
    assert pace.seconds_left == 0
