"""A well-behaved engine that takes no pitch and few paces, with fewer voices than people: cast, performed, rendered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced
from support.hearing import decode, is_silent
from support.incli import run_drama

from drama.errors import CastError
from drama.production import stages as produce

MODEST = '''
import numpy as np
from drama.engines.base import EngineVoice, Speech
from drama.errors import RequestRefusedError
from drama.model import Gender


class Modest:
    """Refuses whatever is not honoured."""

    version = "1"
    rates_wpm = (150, 180)

    def voices(self):
        return [EngineVoice("m1", "Ash", "en", Gender.MALE), EngineVoice("m2", "Elm", "en", Gender.FEMALE),
                EngineVoice("m3", "Yew", "en", Gender.MALE)]

    def speak(self, text, voice):
        if voice.id not in {"m1", "m2", "m3"}:
            raise RequestRefusedError(f"modest has no voice {voice.id!r}")
        if voice.pitch is not None:
            raise RequestRefusedError(f"{voice.name}: modest has no pitch setting ({voice.pitch})")
        if not 150 <= voice.rate_wpm <= 180:
            raise RequestRefusedError(f"{voice.name}: modest speaks 150 to 180 wpm, not {voice.rate_wpm}")
        if voice.options:
            raise RequestRefusedError(f"{voice.name}: modest takes no option {next(iter(voice.options))!r}")
        time_s = np.arange(round(len(text) / 6 * 60 / voice.rate_wpm * 16000) + 2000) / 16000
        hertz = {"m1": 140, "m2": 260, "m3": 380}[voice.id]
        return Speech((8000 * np.sin(2 * np.pi * hertz * time_s)).astype(np.int16), 16000)
'''

STORY = """Five of them sat in the boathouse: Agna, Bori, Ciske, Dagan and Edda.

“Who has the key?” asked Agna.

“Not I!” shouted Bori.

“Nor I,” whispered Ciske, out of breath.

“Dagan had it,” Edda sobbed.

“I gave it back!” Dagan laughed. “I gave it to Agna.”

“Quiet,” muttered Agna. “Somebody is at the door.”
"""


@pytest.fixture(autouse=True)
def _modest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with announced(tmp_path, monkeypatch, MODEST, {"modest": "Modest"}):
        yield


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "boathouse.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.parametrize("style", ["reading", "drama", "radio"])
@pytest.mark.slow
def test_five_people_in_three_voices_are_rendered_whole_in_every_style(story: Path, style: str) -> None:
    production = produce.prepare(story, engine="modest", style=style)
    assert len(production.cast.voices) == 5
    episode = produce.render(production, story.with_suffix(".wav"), jobs=1)
    assert episode.recorded + episode.reused == len(production.script.lines)
    assert any("not enough voices" in warning for warning in episode.warnings)
    assert not is_silent(decode(episode.path)[0])


def test_a_cast_file_of_that_engine_is_rendered_whole(story: Path) -> None:
    pools = "".join(f'[pool.{name}]\nengine = "modest"\nvoice = "{id_}"\n' for name, id_ in
                    (("ash", "m1"), ("elm", "m2"), ("yew", "m3")))  # fmt: skip
    cast = story.with_name("boathouse.voices.toml")
    cast.write_text(f'{pools}[narrator]\nvoice = "yew"\nrate_wpm = 150\n', encoding="utf-8")
    narrator = produce.prepare(story).cast.narrator
    assert (narrator.engine, narrator.id, narrator.rate_wpm) == ("modest", "m3", 150)


def test_a_pitch_that_a_cast_file_asks_of_it_is_an_error_before_anything_is_recorded(story: Path) -> None:
    cast = story.with_name("boathouse.voices.toml")
    cast.write_text('[characters.Edda]\nvoice = "m2"\nengine = "modest"\npitch = 16\n', encoding="utf-8")
    with pytest.raises(CastError, match="line 2: Edda: the engine modest has no pitch to set; take out pitch = 16"):
        produce.prepare(story)


@pytest.mark.slow
def test_its_voices_can_be_auditioned_and_recast(story: Path, tmp_path: Path) -> None:
    for command in (
        ["voices", "m1", "m2", "--engine", "modest", "-o", tmp_path / "heard.wav"],
        ["voices", "--audition", "Edda", "--story", story, "m3", "--engine", "modest", "-o", tmp_path / "edda.wav"],
        ["cast", story, "--engine", "modest"],
    ):
        done = run_drama(tmp_path, *command)
        assert done.returncode == 0, done.stderr
