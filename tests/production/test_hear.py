"""One line heard by itself is the line of the episode; in another voice it is that of the episode after a recast."""

from __future__ import annotations

import io
import json
import wave
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.hearing import decode, pitch_hz

import drama
from drama.errors import CastError, ScriptError, StoryError
from drama.model import Heard
from drama.model.grid import GRID_FRAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

STORY = """The Ford

“Is it deep?” Maud asked.

“To the knee,” said Joss. He looked at the water. “To your knee!”

Nobody laughed.

“You first,” said Maud.

The path went on along the bank, past the mill and the two poplars, past the meadow where the geese had been, past the
wall with the blue gate in it and the dog that had never once barked at anybody, and then, for no reason that anyone
could have given, it turned away from the river and up into the wood, where it had nothing at all to do.

“We are lost,” said Joss.

***

“Home,” said Maud.
"""

CAST = """[narrator]
engine = "tone"
voice = "tone:150"
[characters.Maud]
engine = "tone"
voice = "tone:440"
gain_db = -6.0
[characters.Joss]
engine = "tone"
voice = "tone:260"
rate_wpm = 120
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "ford.txt"
    path.write_text(STORY, encoding="utf-8")
    path.with_name("ford.voices.toml").write_text(CAST, encoding="utf-8")
    return path


def number_of(production: drama.Production, words: str) -> int:
    return next(line.number for line in production.script.lines if words in line.text)


def samples(heard: Heard) -> NDArray[np.int16]:
    return np.frombuffer(heard.pcm, "<i2").reshape(-1, heard.channels)


def test_every_line_is_heard_as_it_sounds_in_the_episode(story: Path) -> None:
    production = drama.prepare(story)
    episode = drama.render(production, story.with_suffix(".wav"), cues=story.with_suffix(".json"))
    sound, _ = decode(episode.path)
    cues = [cue for cue in json.loads(story.with_suffix(".json").read_text())["cues"] if "line" in cue]
    lines = [drama.hear(production, line.number) for line in production.script.lines]
    for heard, cue in zip(lines, cues, strict=True):
        there = sound[cue["start_frame"] :][: cue["frames"]]
        assert not heard.is_new
        assert heard.frames == cue["frames"]
        assert np.abs(there - samples(heard) / 32_768).max() <= 1 / 32_768
    for heard, (cue, following) in zip(lines, pairwise(cues), strict=False):
        gap = following["start_frame"] - cue["start_frame"] - heard.next_frames
        assert 0 <= gap < GRID_FRAMES  # a scene begins on a whole frame of MP3
    scene = [at for at, line in enumerate(production.script.lines) if line.scene == 1]
    whole = drama.together([lines[at] for at in scene])
    assert whole.frames == cues[scene[-1]]["start_frame"] + cues[scene[-1]]["frames"] - cues[0]["start_frame"]
    there = sound[cues[0]["start_frame"] :][: whole.frames]
    assert np.abs(there - samples(whole) / 32_768).max() <= 2 / 32_768
    assert [word.start for word in whole.words] == [word.start for at in scene for word in lines[at].words]


def test_a_line_without_a_recording_is_recorded_once_and_a_render_uses_it(story: Path) -> None:
    production = drama.prepare(story)
    number = number_of(production, "deep")
    heard = drama.hear(production, number)
    assert heard.is_new
    assert heard.line == number
    assert pitch_hz(samples(heard) / 32_768, heard.frame_rate) == pytest.approx(440, abs=2)
    assert drama.hear(production, number) == replace(heard, is_new=False)
    assert number not in [line.number for line in drama.plan(production).to_record]
    told = [production.script.story.text[word.start : word.end] for word in heard.words]
    assert told == ["“Is", "it", "deep?”"]
    assert heard.words[-1].start_frame + heard.words[-1].frames <= heard.frames
    with wave.open(io.BytesIO(heard.wav())) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (2, 44_100, heard.frames)


def test_in_another_voice_it_is_what_a_recast_makes_of_it(story: Path) -> None:
    before = story.with_name("ford.voices.toml").read_text(encoding="utf-8")
    production = drama.prepare(story, style="drama")
    number = number_of(production, "To your knee")
    tried = drama.hear(production, number, voice="wren")
    assert story.with_name("ford.voices.toml").read_text(encoding="utf-8") == before
    drama.recast(story, "Joss", "wren")
    recast = drama.prepare(story, style="drama")
    assert number not in [line.number for line in drama.plan(recast).to_record]
    again = drama.hear(recast, number)
    assert (again.pcm, again.is_new, tried.is_new) == (tried.pcm, False, True)


def test_a_voice_tried_under_another_engine_is_that_engines(story: Path) -> None:
    production = drama.prepare(story, engine="tone")
    number = number_of(production, "Nobody laughed")
    tried = drama.hear(production, number, voice="rook")
    assert tried.voice.engine == "tone"
    drama.recast(story, "narrator", "rook")
    assert drama.hear(drama.prepare(story, engine="tone"), number).pcm == tried.pcm


def test_a_damaged_recording_is_made_anew(story: Path) -> None:
    production = drama.prepare(story)
    heard = drama.hear(production, 2)
    (take,) = drama.takes().root.rglob("*.take")
    take.write_bytes(take.read_bytes()[:-2] + b"\x01\x02")
    again = drama.hear(production, 2)
    assert (again.pcm, again.is_new) == (heard.pcm, True)


def test_a_sample_of_a_voice_is_as_loud_as_its_lines(story: Path) -> None:
    voices = story.with_name("ford.voices.toml")
    heard = drama.hear_text("tone:300", "Two geese, 3 ducks.", voices=voices, engine="tone")
    assert pitch_hz(samples(heard) / 32_768, heard.frame_rate) == pytest.approx(300, abs=2)
    assert [word.start for word in heard.words] == [0, 4, 11, 13]
    line = samples(drama.hear(drama.prepare(story), 1))
    middle = slice(4_000, -4_000)
    assert np.abs(samples(heard)[middle]).max() == pytest.approx(np.abs(line[middle]).max(), rel=0.1)


def test_what_there_is_not_is_one_clear_error(story: Path) -> None:
    production = drama.prepare(story)
    last = production.script.lines[-1].number
    with pytest.raises(ScriptError, match=f"no line {last + 1} in ford.txt: it has lines 1 to {last}"):
        drama.hear(production, last + 1)
    with pytest.raises(CastError, match=r'unknown voice "wrenn".*wren'):
        drama.hear(production, 2, voice="wrenn")
    with pytest.raises(CastError, match=r'unknown voice "wrenn".*wren'):
        drama.hear_text("wrenn", "Who goes there?")
    with pytest.raises(StoryError, match="nothing to say in '…'"):
        drama.hear_text("wren", "…")


def test_an_exchange_is_the_talk_around_a_line(story: Path) -> None:
    production = drama.prepare(story)
    text = {line.number: line.text for line in production.script.lines}

    def around(words: str, **reach: int) -> list[str]:
        return [text[number] for number in drama.exchange(production, number_of(production, words), **reach)]

    middle = around("To your knee", before=1, after=1)
    assert (middle[0], middle[-1]) == ("“Is it deep?”", "said Maud.")
    assert "Nobody laughed." in middle
    assert around("To your knee", before=0, after=0)[0] == "“To the knee,”"
    assert around("You first", before=0)[-1] == "said Maud."  # more is told after it than belongs to an exchange
    assert around("We are lost") == ["“We are lost,”", "said Joss."]
    assert around("Home") == ["“Home,”", "said Maud."]
