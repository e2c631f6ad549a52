"""Lines that a person directs: kept beside the pins, recorded alone, and heard as they were directed."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hearing import decode

import drama
from drama.errors import ScriptError
from drama.model import FRAME_RATE, Kind, LineDirection, Manner
from drama.model.grid import GRID_FRAMES
from drama.production.corrections import CorrectionsEditor

pytestmark = pytest.mark.usefixtures("warm_tone")

STORY = """“Row for the light,” said Maren.

“It is gone,” said Eskil.

***

“Row for the light,” said Maren.

*It is not,* thought Eskil.
"""
CAST = """[narrator]
voice = "tone:300"
engine = "tone"
rate_wpm = 200

[characters.Maren]
voice = "tone:400"
engine = "tone"
rate_wpm = 200

[characters.Eskil]
voice = "tone:500"
engine = "tone"
rate_wpm = 200
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "light.txt"
    path.write_text(STORY, encoding="utf-8")
    path.with_name("light.voices.toml").write_text(CAST, encoding="utf-8")
    return path


def kept(story: Path) -> str:
    return story.with_name("light.script.toml").read_text(encoding="utf-8")


def tones(story: Path) -> tuple[list[tuple[int, int, float]], int]:
    """Render, and return of every tone its first and last frame and its level in dBFS, and how many lines are new."""
    episode = drama.render(story, story.with_suffix(".wav"), jobs=1, draws_cover=False)
    samples, rate = decode(episode.path)
    assert rate == FRAME_RATE
    loud = np.flatnonzero(np.abs(samples).max(axis=1) > 1e-3)
    edges = np.flatnonzero(np.diff(loud) > rate // 50)
    bounds = zip(np.r_[loud[0], loud[edges + 1]], np.r_[loud[edges], loud[-1]], strict=True)
    found = [(int(a), int(b), float(20 * np.log10(np.sqrt(np.mean(samples[a : b + 1] ** 2))))) for a, b in bounds]
    return found, episode.recorded


def to_record(story: Path) -> list[int]:
    return [line.number for line in drama.plan(drama.prepare(story)).to_record]


@pytest.mark.slow
def test_what_is_directed_is_heard_and_nothing_else_is_recorded(story: Path) -> None:
    plain, recorded = tones(story)
    lines = drama.read(story).lines
    assert len(plain) == len(lines) == 8
    assert recorded == 8

    slower = drama.direct_line(story, 3, rate=0.5)
    assert [line.number for line in slower.to_record] == [3] == to_record(story)
    for line, how in (
        (1, {"gain_db": -6.0, "pause_after": 1700}),
        (4, {"pause_after": 4000}),
        (5, {"pause_after": 60}),
    ):
        assert drama.direct_line(story, line, **how).to_record == ()  # type: ignore[arg-type]
    heard, recorded = tones(story)
    assert recorded == 1
    lengths, before = ([end - start for start, end, _ in one] for one in (heard, plain))
    assert lengths[2] == pytest.approx(2 * before[2], abs=FRAME_RATE // 100)
    assert lengths[:2] + lengths[3:] == pytest.approx(before[:2] + before[3:], abs=FRAME_RATE // 1000)
    levels = [now - was for (_, _, now), (_, _, was) in zip(heard, plain, strict=True)]
    assert levels[0] - levels[1] == pytest.approx(-6.0, abs=0.1)
    assert levels[2:] == pytest.approx([levels[1]] * 6, abs=0.1)
    gaps = [after[0] - one[1] for one, after in itertools.pairwise(heard)]
    for at, milliseconds in ((0, 1700), (3, 4000), (4, 60)):
        # A tone fades in and out, and a scene begins on the grid of the encoders' frames.
        grid = GRID_FRAMES if at == 3 else 0
        assert gaps[at] == pytest.approx(milliseconds * FRAME_RATE / 1000, abs=FRAME_RATE // 400 + grid), at
    assert gaps[1] == pytest.approx(plain[2][0] - plain[1][1], abs=FRAME_RATE // 1000)

    drama.undirect_line(story, 3)
    assert to_record(story) == []


@pytest.mark.slow
def test_other_words_are_said_and_the_printed_ones_are_all_that_is_read(story: Path) -> None:
    plain, _ = tones(story)
    said = drama.direct_line(story, 3, say="It is gone, and gone for good, and so is the boat, and so am I.")
    assert said.line.text == "“It is gone,”"
    outputs = {"srt": story.with_suffix(".srt"), "transcript": story.with_suffix(".out.txt")}
    report = story.with_suffix(".json")
    files = {"documents": outputs, "report": report, "cues": story.with_suffix(".cues.json")}
    episode = drama.render(story, story.with_suffix(".wav"), jobs=1, draws_cover=False, **files)  # type: ignore[arg-type]
    assert episode.recorded == 1
    heard, _ = tones(story)
    assert heard[2][1] - heard[2][0] > 4 * (plain[2][1] - plain[2][0])
    for path in (*outputs.values(), story.with_suffix(".cues.json")):
        text = path.read_text(encoding="utf-8")
        assert "It is gone" in text
        assert "good" not in text
    assert "says: “It is gone, and gone for good" in report.read_text(encoding="utf-8")


def test_a_direction_is_kept_beside_the_pin_of_its_line_and_outlives_it(story: Path) -> None:
    editor = CorrectionsEditor(story)
    editor.direct(5, delivery="whispered", faster=-2, louder=1)
    assert editor.script.lines[4].direction == LineDirection(delivery=Manner.WHISPERED, rate=0.826, gain_db=2.0)
    editor.direct(5, louder=-1)
    editor.pin(5, "Eskil")
    assert kept(story).count("[[line]]") == 1
    editor.direct(5, delivery=Manner.PLAIN)
    line = CorrectionsEditor(story).script.lines[4]
    assert (line.speaker, line.direction) == ("Eskil", LineDirection(delivery=Manner.PLAIN, rate=0.826))
    editor.unpin(5)
    line = CorrectionsEditor(story).script.lines[4]
    assert (line.speaker, line.direction.rate) == ("Maren", 0.826)
    with pytest.raises(ScriptError, match="line 5 is not pinned; pinned are: none"):
        editor.unpin(5)
    editor.leave_out(5)
    assert len(editor.script.lines) == 7
    assert editor.bring_back("Row for").line == line
    editor.undirect(5, ["rate", "delivery"])
    assert "[[line]]" not in kept(story)
    with pytest.raises(ScriptError, match="nothing was decided of how line 5 is spoken"):
        editor.undirect(5)


def test_a_direction_stays_with_its_words_when_the_story_is_edited_elsewhere(story: Path) -> None:
    drama.direct_line(story, 5, say="Row, I say.", stress=["row"])
    story.write_text("A gull cried.\n\n" + STORY.replace("It is gone", "It went"), encoding="utf-8")
    script = drama.read(story)
    assert [line.number for line in script.lines if line.direction.say] == [6]
    assert script.warnings == ()


def test_comments_and_what_others_wrote_stay_and_each_edit_is_taken_back(story: Path) -> None:
    path = story.with_name("light.script.toml")
    first = "# mine\n[[line]]  # loud\nwords = 'it is gone'\nspeaker = 'Eskil'\n# of the sea\n\n[characters.Ran]\n"
    path.write_text(first, encoding="utf-8")
    editor = CorrectionsEditor(story)
    editor.direct(3, pronounce={"gone": {"phonemes": "ɡɒn"}}, pause_after=900)
    editor.direct(3, pronounce={"is": "iz"})
    assert kept(story).startswith("# mine\n[[line]]  # loud\nwords = 'it is gone'\nspeaker = 'Eskil'\n")
    assert 'pronounce = {gone = {phonemes = "ɡɒn"}, is = "iz"}' in kept(story)
    assert "# of the sea\n" in kept(story)
    editor.direct(3, pronounce={"gone": "", "is": ""})
    assert "pronounce" not in kept(story)
    for _ in range(3):
        editor.undo()
    assert kept(story) == first


@pytest.mark.parametrize(
    ("number", "how", "message"),
    [
        (3, {}, "nothing is said of how line 3 is spoken; what can be: delivery, rate"),
        (99, {"rate": 0.9}, "no line 99 in the script"),
        (3, {"delivery": "wispered"}, 'line 3: delivery "wispered" is none; did you mean "whispered"?'),
        (3, {"rate": 2.5}, "line 3: rate must be a number from 0.5 to 2, not 2.5"),
        (3, {"unset": ["speaker"]}, '"speaker" is nothing of a line. Valid are delivery, rate'),
        (3, {"faster": 9}, "line 3: rate must be a number from 0.5 to 2"),
        (3, {"stress": ["boat"]}, "line 3: there is no “boat” in it to stress; what is said: “It is gone,”"),
        (3, {"stress": "it", "say": "Gone."}, "there is no “it” in it to stress; what is said: Gone."),
        (3, {"pronounce": {"Gone": "gon"}}, "line 3: there is no “Gone” in it to pronounce"),
        (3, {"say": "…"}, "line 3: say must hold the words to speak"),
        (3, {"pause_after": 99_000}, "line 3: pause_after must be a whole number of milliseconds"),
        (8, {"pause_after": 100}, "line 8: it is the last line, so there is no pause behind it"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_written(
    story: Path, number: int, how: dict[str, object], message: str
) -> None:
    with pytest.raises(ScriptError) as problem:
        drama.direct_line(story, number, **how)  # type: ignore[arg-type]
    assert message in str(problem.value)
    assert not story.with_name("light.script.toml").exists()


def test_what_says_no_more_than_the_line_itself_is_not_kept(story: Path) -> None:
    editor = CorrectionsEditor(story)
    assert editor.direct(3, say="“It is gone,”", unset=["rate"]).line == editor.script.lines[2]
    assert not story.with_name("light.script.toml").exists()
    editor.direct(3, say="Other words.", rate=0.9)
    editor.direct(3, say="“It is  gone,”", unset=["rate"], gain_db=0)
    assert "[[line]]" not in kept(story)


def test_a_locked_line_takes_no_other_correction_or_answer(story: Path) -> None:
    editor = CorrectionsEditor(story)
    lines = editor.script.lines
    for number in (1, 2, 7):
        line = editor.direct(number, locked=True, rate=0.9).line
        assert line.direction.is_locked
        assert (line.speaker, line.kind, line.delivery) == (
            lines[number - 1].speaker,
            lines[number - 1].kind,
            lines[number - 1].delivery,
        )
    refused = (
        lambda: editor.pin(1, "Eskil"),
        lambda: editor.pin(2, "Eskil", kind=Kind.DIALOGUE),
        lambda: editor.leave_out(7),
        lambda: editor.unpin(7),
        lambda: editor.direct(1, delivery="shouted"),
    )
    for edit in refused:
        with pytest.raises(ScriptError, match=r"line \d is locked: its speaker, kind and delivery stay"):
            edit()
    (not_taken,) = drama.answer(story, {1: "Eskil"}).not_taken
    assert "line 1 is locked" in not_taken.why
    drama.answer(story, {1: "Eskil"}, by="a model")
    assert drama.read(story).lines[0].speaker == "Maren"
    editor = CorrectionsEditor(story)
    editor.direct(1, gain_db=3, say="Row!")
    editor.direct(1, locked=False, delivery="shouted")
    assert editor.pin(1, "Eskil").line.speaker == "Eskil"  # type: ignore[union-attr]


def test_a_line_whose_speaker_nobody_knows_is_not_locked(tmp_path: Path) -> None:
    story = tmp_path / "two.txt"
    story.write_text("“Who is there?”\n\nNothing moved.", encoding="utf-8")
    with pytest.raises(ScriptError, match="nobody knows yet who speaks it"):
        drama.direct_line(story, 1, locked=True)


def test_the_records_of_a_script_tell_which_lines_say_other_words(story: Path) -> None:
    drama.direct_line(story, 3, say="Gone!", rate=0.9)
    records = [json.loads(row) for row in drama.script_records(drama.read(story))]
    assert [(one["text"], one["said"]) for one in records if "said" in one] == [("“It is gone,”", "Gone!")]
    assert {one.get("line") for one in records} == {None, 1, 2, 3, 4, 5, 6, 7, 8}


def test_directions_go_through_json_and_back(story: Path) -> None:
    how = {"stress": ["gone"], "pronounce": {"gone": "gon"}, "delivery": "crying", "pause_after": 0, "locked": True}
    drama.direct_line(story, 3, **how)  # type: ignore[arg-type]
    script = drama.read(story)
    assert drama.from_json(drama.Script, drama.to_json(script)) == script
    assert script.lines[2].direction.delivery is Manner.CRYING


def test_a_story_held_open_is_directed_and_what_it_takes_is_told_in_words(story: Path) -> None:
    held = drama.open_story(story)
    tried = held.try_direct(3, delivery="shouted", faster=1)
    assert tried.line is not None
    assert (tried.line.delivery.manner, tried.line.direction.rate) == (Manner.SHOUTED, 1.1)
    assert not story.with_name("light.script.toml").exists()
    requests = held.production.requests
    done = held.direct(3, delivery="shouted", faster=1)
    assert (done.changed, done.revoiced, done.line) == ((), (), held.script.lines[2])
    assert [at for at, (was, now) in enumerate(zip(requests, held.production.requests, strict=True)) if was != now] == [
        2
    ]
    held.direct(3, delivery="shouted", locked=True)
    held.undirect(3, ["rate"])
    said = held.pronounce("gone", "gon")
    assert [line.number for line in said.said] == [3]
    assert held.lines_with_word("gone") == said.said
    assert held.production.requests[2].text == "It is gon,"
    assert held.script == drama.read(story)
    assert [edit.label for edit in drama.edits(story)] == [
        "line 3: shouted, faster (rate 1.1)",
        "line 3: locked",
        "line 3: no longer faster (rate 1.1)",
        "“gone” is pronounced gon",
    ]
    with pytest.raises(ScriptError, match="line 3 is locked"):
        held.try_pin(3, "Maren")


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(["row", "gone", "for#1", "…"])
_HOW = st.fixed_dictionaries(
    {},
    optional={
        "delivery": st.sampled_from(Manner),
        "rate": st.floats(0.4, 2.1) | st.just(1.0),
        "gain_db": st.floats(-25, 13),
        "stress": st.lists(_TEXTS, max_size=2),
        "pronounce": st.dictionaries(_TEXTS, _TEXTS | st.fixed_dictionaries({"phonemes": _TEXTS}), max_size=2),
        "say": _TEXTS,
        "pause_after": st.integers(-1, 70_000),
        "locked": st.booleans(),
        "louder": st.integers(-2, 2),
        "unset": st.lists(st.sampled_from(["rate", "say", "stress", "locked"]), max_size=2),
    },
)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["direct", "direct", "pin", "undirect", "leave_out", "unpin", "undo"]), st.integers(1, 8), _HOW
    ),
    max_size=6,
)


@pytest.mark.slow
@given(_STEPS)
@settings(deadline=None, max_examples=12)
def test_whatever_is_directed_and_pinned_the_file_loads_and_is_followed(
    steps: list[tuple[str, int, dict[str, Any]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / "light.txt"
        story.write_text(STORY, encoding="utf-8")
        editor = CorrectionsEditor(story)
        for do, number, how in steps:
            edits: dict[str, Callable[[], object]] = {
                "direct": lambda number=number, how=how: editor.direct(number, **how),
                "undirect": lambda number=number: editor.undirect(number),
                "pin": lambda number=number: editor.pin(number, "Eskil", kind=Kind.DIALOGUE),
                "leave_out": lambda number=number: editor.leave_out(number),
                "unpin": lambda number=number: editor.unpin(number),
                "undo": editor.undo,
            }
            with suppress(ScriptError):
                edits[do]()
        again = CorrectionsEditor(story)
        assert again.script == editor.script
        assert again.script.warnings == ()
        assert all(line.said for line in again.script.lines)
