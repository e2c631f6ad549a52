"""Lines that cannot be recorded or come out silent are named, with the way round; no episode is silent unsaid."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced
from support.hearing import decode, integrated_lufs, is_silent
from support.incli import run_drama

from drama.errors import EngineError, StoryError
from drama.model import Episode
from drama.production import history
from drama.production import stages as produce

pytestmark = pytest.mark.slow

REED = '''
import numpy as np
from drama.engines.base import Speech
from drama.errors import EngineError


class Reed:
    """Speaks Latin letters, has no sound for other signs, and never gets to the end of a word with a q."""

    version = "1"

    def voices(self):
        return ()

    def speak(self, text, voice):
        latin = sum(sign.isascii() and sign.isalnum() for sign in text)
        seconds = 500 if "q" in text else 0.06 * latin
        time_s = np.arange(round(seconds * 8000)) / 8000
        return Speech((8000 * np.sin(2 * np.pi * 300 * time_s)).astype(np.int16), 8000)
'''

BROKEN = "Runa read the plate.\n\n“It says iraq and sheq,” said Runa.\n\nThe light went out.\n"
SIGNS = "Runa read the plate.\n\n“ŋ ⠃⠗⠁ ŋ,” said Runa.\n\n♪ ŋ ♪\n\nThe light went out.\n"


@pytest.fixture(autouse=True)
def _reed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with announced(tmp_path, monkeypatch, REED, {"reed": "Reed"}):
        yield


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return tmp_path / "the plate.txt"


def render(story: Path, text: str) -> Episode:
    story.write_text(text, encoding="utf-8")
    return produce.render(produce.prepare(story, engine="reed"), story.with_suffix(".wav"), jobs=1)


# ------------------------------------------------------------------ a line that cannot be recorded


def test_a_line_that_cannot_be_recorded_is_named_with_both_ways_round(story: Path) -> None:
    with pytest.raises(EngineError) as found:
        render(story, BROKEN)
    told = str(found.value)
    assert told.startswith("line 2 of the script of the plate.txt: the line 'It says iraq and sheq,' could not")
    assert "too long to be right" in told
    assert "under [pronounce] in the plate.voices.toml" in told
    assert told.endswith(f"leave the line out: drama pin '{story}' 2 --skip")


def test_the_way_round_by_leaving_the_line_out_works(story: Path) -> None:
    with pytest.raises(EngineError):
        render(story, BROKEN)
    produce.CorrectionsEditor(story).leave_out(2)
    episode = render(story, BROKEN)
    assert episode.recorded + episode.reused == 3
    assert not is_silent(decode(episode.path)[0])


def test_the_way_round_by_pronouncing_the_words_works(story: Path) -> None:
    cast = story.with_name("the plate.voices.toml")
    cast.write_text('[pronounce]\niraq = "irack"\n"sheq" = "sheck"\n"⠃⠗⠁" = "braille"\n', encoding="utf-8")
    assert render(story, BROKEN).recorded == 4
    assert [warning for warning in render(story, SIGNS).warnings if "line 2" in warning] == []


def test_an_engine_that_is_not_there_is_no_fault_of_a_line(story: Path) -> None:
    story.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(EngineError, match=r'''^there is no engine 'reet'; did you mean "reed"'''):
        produce.render(produce.prepare(story, engine="reet"), story.with_suffix(".wav"))


# ------------------------------------------------------------------ a line that comes out silent


def test_every_line_that_comes_out_silent_is_named(story: Path) -> None:
    for _ in range(2):  # recorded, and found in the store
        silent = [warning for warning in render(story, SIGNS).warnings if "silent" in warning]
        assert [warning.partition(":")[0] for warning in silent] == ["line 2 is silent", "line 4 is silent"]
        assert "says nothing for '“ŋ ⠃⠗⠁ ŋ,”'; say its words otherwise under [pronounce]" in silent[0]


def test_of_many_silent_lines_the_first_are_named_and_the_rest_counted(story: Path) -> None:
    silent = [w for w in render(story, "Runa sang.\n\n" + "♪ ŋ\n\n" * 30).warnings if "silent" in w]
    assert len(silent) == 13
    assert silent[-1] == "… and 18 more lines are silent"


def test_an_episode_nothing_of_which_is_heard_says_so(story: Path) -> None:
    episode = render(story, "ŋ ŋ\n\n♪ ŋ\n")
    assert "nothing is heard at all: lines 1 to 2 of the script of the plate.txt are silent" in episode.warnings
    assert is_silent(decode(episode.path)[0])


def test_a_line_that_says_something_is_not_warned_of(story: Path) -> None:
    assert [w for w in render(story, "Runa sang. “♪ la ♪,” she sang. “…!” And 9.\n").warnings if "silent" in w] == []


def test_a_story_of_which_every_line_is_left_out_is_refused(story: Path) -> None:
    story.write_text("Runa sang.\n", encoding="utf-8")
    corrections = '[[line]]\nwords = "Runa sang."\nkind = "skip"\n'
    story.with_name("the plate.script.toml").write_text(corrections, encoding="utf-8")
    with pytest.raises(StoryError, match="holds no words to read aloud"):
        produce.prepare(story, engine="reed")


def test_an_audition_of_a_voice_that_stays_silent_says_so_without_a_story_to_correct(tmp_path: Path) -> None:
    done = run_drama(tmp_path, "voices", "x", "--engine", "reed", "--audition", "ŋ ŋ", "-o", tmp_path / "a.wav")
    assert done.returncode == 0
    assert "Warning: line 2 is silent: the voice x (x) says nothing for 'ŋ ŋ'\n" in done.stderr


# ------------------------------------------------------------------ a damaged record


@pytest.mark.parametrize("gain", [math.nan, math.inf, -math.inf, -300.0, 1e300])
@pytest.mark.parametrize("is_forged", [False, True], ids=["changed", "whole"])
def test_an_episode_is_as_loud_as_ever_whatever_gain_its_record_tells(
    story: Path, tmp_path: Path, *, gain: float, is_forged: bool
) -> None:
    text = "Runa read the plate, and read it again.\n\n“It says nothing,” said Runa.\n" * 2
    first = render(story, text)
    record = history._file(tmp_path / "cache", story)
    about = {**json.loads(record.read_text(encoding="utf-8")), "gain_db": gain}
    if is_forged:
        del about["digest"]
        about["digest"] = history._digest(about)
    record.write_text(json.dumps(about), encoding="utf-8")
    again = render(story, text)
    assert again.gain_db == first.gain_db
    assert integrated_lufs(*decode(again.path)) == pytest.approx(-16, abs=0.5)
    past = history.load(tmp_path / "cache", story)
    assert past is not None
    assert past.gain_db == first.gain_db


def test_phonemes_that_are_none_are_told_with_the_word_and_the_file_they_stand_in(story: Path) -> None:
    story.write_text("Runa read the plate.\n", encoding="utf-8")
    file = story.with_name("the plate.voices.toml")
    file.write_text('[pronounce]\nRuna = { phonemes = "xx$$" }\n', encoding="utf-8")
    with pytest.raises(EngineError) as caught:
        produce.render(produce.prepare(story), story.with_suffix(".wav"), jobs=1)
    assert "'xx$$' are no phonemes" in str(caught.value)
    assert str(caught.value).endswith(f"; they stand for 'Runa' in [pronounce] of {file}")
    file.unlink()
    produce.CorrectionsEditor(story).direct(1, pronounce={"Runa": {"phonemes": "yy$$"}})
    with pytest.raises(EngineError) as caught:
        produce.render(produce.prepare(story), story.with_suffix(".wav"), jobs=1)
    assert "'yy$$' are no phonemes" in str(caught.value)
    assert "they stand for 'Runa' in the corrections: `drama direct STORY 1 --unset pronounce`" in str(caught.value)
