"""A render in the background: watched, cancelled at any stage, and gone on with."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from support.hearing import decode

import drama
from drama.errors import EngineError, WriteError

pytestmark = pytest.mark.slow

WAIT_S = 90.0
TURN = "“Left a little, and up {0},” said Runa.\n\n***\n\nThe hook came down {0} times."
STORY = "The Crane\n\n" + "\n\n".join(TURN.format(count) for count in range(6))


@pytest.fixture
def production(tmp_path: Path) -> drama.Production:
    story = tmp_path / "crane.txt"
    story.write_text(STORY, encoding="utf-8")
    return drama.prepare(story, engine="tone")


def test_it_is_watched_by_scene_and_makes_what_a_render_makes(production: drama.Production, tmp_path: Path) -> None:
    steps: list[drama.RenderProgress] = []
    with drama.Recorder(jobs=2) as recorder:
        job = drama.begin_render(production, tmp_path / "a.wav", recorder=recorder, progress=steps.append)
        heard = recorder.hear(production, production.script.lines[-1].number)
        episode = job.wait(WAIT_S)
    assert not job.is_running
    assert heard.frames > 0
    assert [step.stage for step in steps if step.stage == "record"][-1:] == ["record"]
    last = [step for step in steps if step.stage == "record"][-1]
    assert (last.done, last.total) == (len(production.script.lines), len(production.script.lines))
    assert [scene.number for scene in last.scenes] == [scene.number for scene in production.script.scenes]
    assert (steps[-1].stage, steps[-1].seconds_left) == ("done", 0.0)
    assert episode.recorded + episode.reused == len(production.script.lines)
    assert episode.recorded >= len(production.script.lines) - 2  # but for the one that was heard
    plain = drama.render(production, tmp_path / "b.wav")
    assert plain.recorded == 0
    assert (decode(plain.path)[0] == decode(episode.path)[0]).all()


@pytest.mark.parametrize("stage", ["record", "mix"])
def test_it_is_cancelled_at_any_stage_and_another_goes_on(
    production: drama.Production, tmp_path: Path, stage: str
) -> None:
    held, reached = threading.Event(), threading.Event()

    def watch(step: drama.RenderProgress) -> None:
        assert held.wait(WAIT_S)
        if step.stage == stage and step.done:
            job.cancel()
            reached.set()

    with drama.Recorder(jobs=1) as recorder:
        job = drama.begin_render(production, tmp_path / "a.wav", recorder=recorder, progress=watch)
        held.set()
        with pytest.raises(drama.RenderCancelled):
            job.wait(WAIT_S)
        assert reached.is_set()
        assert job.progress.stage == "cancelled"
        assert not list(tmp_path.glob("a.wav*"))
        episode = drama.begin_render(production, tmp_path / "a.wav", recorder=recorder).wait(WAIT_S)
    assert episode.reused > 0
    assert episode.path.stat().st_size > 100_000


def test_what_goes_wrong_is_raised_where_it_is_waited_for(production: drama.Production, tmp_path: Path) -> None:
    (tmp_path / "mine.wav").write_bytes(b"my own")
    with drama.Recorder(jobs=1) as recorder:
        job = drama.begin_render(production, tmp_path / "mine.wav", recorder=recorder)
        with pytest.raises(WriteError, match=r"mine\.wav"):
            job.wait(WAIT_S)
        assert job.progress.stage == "failed"
        assert drama.plan(production).to_record == production.script.lines  # told before anything was recorded
        scene = drama.begin_render(production, tmp_path / "one.wav", recorder=recorder, scenes=[1], draws_cover=False)
        assert scene.wait(WAIT_S).is_part


def test_a_render_that_waits_uses_a_recorder_too(production: drama.Production, tmp_path: Path) -> None:
    steps: list[drama.Progress] = []
    with drama.Recorder(jobs=1) as recorder:
        episode = drama.render(production, tmp_path / "a.wav", recorder=recorder, progress=steps.append)
        assert episode.recorded == len(production.script.lines)
        assert {step.stage for step in steps} == {"record", "mix"}
        cast = '[narrator]\nengine = "tone"\nvoice = "tone:9000"\n'
        production.path.with_name("crane.voices.toml").write_text(cast, encoding="utf-8")
        with pytest.raises(EngineError, match=r"line 1 of the script of crane\.txt: .* no voice 'tone:9000'"):
            drama.render(drama.prepare(production.path), tmp_path / "b.wav", recorder=recorder)
