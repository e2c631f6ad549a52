"""Lines heard by themselves in the natural voices."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.hearing import decode

import drama

pytestmark = pytest.mark.slow

STORY = """The Hide

“There are forty of them,” Petra whispered. “Forty-one.”

“I count two,” said Milo, “and one is a post.”

The reeds moved, although there was no wind.

“Petra?” said Milo. “The post has gone.”
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "hide.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_line_in_a_voice_that_is_tried_is_that_of_the_recast_delivery_and_all(story: Path) -> None:
    production = drama.prepare(story, style="drama")
    whispered = next(line.number for line in production.script.lines if "forty of them" in line.text)
    mine = drama.hear(production, whispered)
    other = next(name for name, voice in drama.voice_pool().items() if voice.engine == mine.voice.engine != name)
    tried = drama.hear(production, whispered, voice=other)
    assert (tried.is_new, tried.voice.rate_wpm) == (True, tried.voice.rate_wpm)
    assert [production.script.story.text[word.start : word.end] for word in tried.words][:3] == [
        "“There",
        "are",
        "forty",
    ]
    drama.recast(story, "Petra", other)
    recast = drama.prepare(story, style="drama")
    again = drama.hear(recast, whispered)
    assert (again.pcm, again.is_new, again.voice) == (tried.pcm, False, tried.voice)
    assert {str(reason) for reason in drama.plan(recast).reasons.values()} == {"never recorded"}


def test_what_a_recorder_records_is_what_a_render_would_have(story: Path, tmp_path: Path) -> None:
    production = drama.prepare(story)
    plain = drama.render(production, tmp_path / "plain.wav", store=tmp_path / "one")
    with drama.Recorder(jobs=2, store=tmp_path / "two") as recorder:
        recorder.warm_up(production)
        job = recorder.record_all(production)
        last = recorder.hear(production, production.script.lines[-1].number)
        assert job.wait(120)
        episode = drama.begin_render(production, tmp_path / "other.wav", recorder=recorder).wait(120)
    assert last.words
    assert episode.recorded == 0
    assert (decode(plain.path)[0] == decode(episode.path)[0]).all()
