"""A plan says why each line would be recorded: against what it was last recorded with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import drama
from drama.engines.tone import ToneEngine
from drama.model import Reason, ReasonKind

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

STORY = """The Sluice

“Open it,” said Wanda.

“Not before Gil is here,” Ossi said.

The wheel had rusted fast.

“Open it,” said Wanda.

“He is here!” Ossi shouted.
"""
CAST = """[pool.bell]
engine = "tone"
voice = "tone:700"
[narrator]
engine = "tone"
voice = "tone:200"
[characters.Wanda]
engine = "tone"
voice = "{wanda}"
[characters.Ossi]
engine = "tone"
voice = "tone:300"
"""


RECAST = "voice changed from tone:440 to tone:500"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "sluice.txt"
    path.write_text(STORY, encoding="utf-8")
    written(path, "tone:440")
    return path


def written(story: Path, wanda: str, more: str = "") -> None:
    story.with_name("sluice.voices.toml").write_text(CAST.format(wanda=wanda) + more, encoding="utf-8")


def reasons(story: Path) -> dict[str, str]:
    """Return why each line would be recorded, by its words and its number."""
    production = drama.prepare(story)
    plan = drama.plan(production)
    assert set(plan.reasons) == {line.number for line in plan.to_record}
    return {f"{line.number} {line.text}": str(plan.reasons[line.number]) for line in plan.to_record}


def recorded(story: Path) -> None:
    drama.render(story, story.with_suffix(".wav"))


def test_what_was_never_recorded_is_told_and_any_way_of_recording_is_remembered(story: Path) -> None:
    assert set(reasons(story).values()) == {"never recorded"}
    production = drama.prepare(story)
    drama.hear(production, 3)
    with drama.Recorder(jobs=1) as recorder:
        recorder.hear(production, 2, voice="bell")  # tried, not given
        recorder.hear(production, 1)
        assert recorder.record_all(production, scenes=[1]).wait(60)
    assert reasons(story) == {}
    drama.forget(production)
    assert set(reasons(story).values()) == {"its recording was dropped"}


def recast(story: Path) -> None:
    written(story, "tone:500")


def dropped(story: Path) -> None:
    drama.forget(drama.prepare(story), lines=[1])


def said_otherwise(story: Path) -> None:
    written(story, "tone:440", '[pronounce]\nwheel = "weel"\n')


def slower(story: Path) -> None:
    written(story, 'tone:440"\nrate_wpm = 120\ngender = "female')


def other_delivery(story: Path) -> None:
    story.write_text(STORY.replace("Ossi shouted", "Ossi whispered"), encoding="utf-8")


def other_words(story: Path) -> None:
    story.write_text(STORY.replace("had rusted fast", "was rusty").replace("The Sluice", "The Weir"), encoding="utf-8")


def more_words(story: Path) -> None:
    story.write_text(STORY.replace("“Not", "A heron got up.\n\n“Not"), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (recast, {"2 “Open it,”": RECAST, "7 “Open it,”": RECAST}),
        (dropped, {"1 The Sluice": "its recording was dropped"}),
        (said_otherwise, {"6 The wheel had rusted fast.": "words changed"}),
        (slower, {"2 “Open it,”": "voice changed"}),
        (other_words, {"1 The Weir": "words changed: was “The Sluice”"}),
        (more_words, {"4 A heron got up.": "never recorded"}),
    ],
)
def test_each_line_has_its_reason(story: Path, change: Callable[[Path], None], told: dict[str, str]) -> None:
    recorded(story)
    change(story)
    assert told.items() <= reasons(story).items()


def test_a_newer_engine_is_a_reason(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(story)
    monkeypatch.setattr(ToneEngine, "version", "2")
    assert set(drama.plan(drama.prepare(story)).reasons.values()) == {Reason(ReasonKind.ENGINE)}


def test_lines_in_between_and_some_of_the_scenes_keep_what_is_known_of_the_others(story: Path) -> None:
    story.write_text(STORY + "\n***\n\n“Open it,” said Wanda.\n", encoding="utf-8")
    recorded(story)
    story.write_text(story.read_text().replace("The wheel had", "A heron got up.\n\nThe wheel had"), encoding="utf-8")
    production = drama.prepare(story)
    drama.hear(production, next(line.number for line in production.script.lines if "heron" in line.text))
    drama.preview(production, 2, story.with_name("two.wav"))
    recast(story)
    assert set(reasons(story).values()) == {RECAST}
    assert len(reasons(story)) == 3
