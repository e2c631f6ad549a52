"""Engines of others that do not tell of themselves what an engine tells: one message, and never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced
from support.incli import run_drama

from drama.engines import EngineInfo, get_engine
from drama.errors import DramaError, EngineError
from drama.model import Ability, Voice
from drama.production import stages as produce

STRANGE = '''
import sys
import numpy as np
from drama.engines.base import EngineVoice, Schedule, Speech
from drama.errors import EngineError
from drama.model import Ability, Figures


class Reed:
    """An engine with nothing strange about it."""

    version = "1"

    def voices(self):
        return [EngineVoice("r1", "Reed one", "en"), EngineVoice("r2", "Reed two", "en")]

    def speak(self, text, voice):
        raise EngineError("never asked")


class VoicesRaise(Reed):
    def voices(self):
        raise ConnectionError("the reed is not plugged in")


class VoicesExit(Reed):
    def voices(self):
        sys.exit()


class VoicesNone(Reed):
    def voices(self):
        return None


class VoicesWords(Reed):
    def voices(self):
        return ["r1", "r2"]


class VoicesNameless(Reed):
    def voices(self):
        return [EngineVoice("", "Reed")]


class VoicesNumbered(Reed):
    def voices(self):
        return [EngineVoice(7, "Reed")]


class VoicesGenders(Reed):
    def voices(self):
        return [EngineVoice("r1", "Reed", gender="female")]


class VoicesRaiseLate(Reed):
    def voices(self):
        yield EngineVoice("r1", "Reed")
        raise ConnectionError("the reed is not plugged in")


class AbilitiesRaise(Reed):
    @property
    def abilities(self):
        raise ConnectionError("the reed is not plugged in")


class AbilitiesWords(Reed):
    abilities = frozenset({"pitch", "yodel"})


class AbilitiesAsWords(Reed):
    abilities = ["pitch", "whisper"]


class AbilitiesNone(Reed):
    abilities = None


class RatesNumber(Reed):
    rates_wpm = 165


class RatesReversed(Reed):
    rates_wpm = (300, 100)


class RatesFar(Reed):
    rates_wpm = (500, 900)


class RatesWords(Reed):
    rates_wpm = ("slow", "fast")


class ScheduleWords(Reed):
    schedule = "as many as you like"


class ScheduleNone(Reed):
    schedule = Schedule(processes=0)


class ScheduleLines(Reed):
    schedule = Schedule(lines_a_process=0)


class ScheduleNever(Reed):
    schedule = Schedule(warm_up_s=float("inf"))


class ScheduleForWords(Reed):
    def schedule_for(self, voice):
        return "two at once"


class FiguresWords(Reed):
    def figures(self):
        return {"r1": "reedy"}


class FiguresShort(Reed):
    def figures(self):
        return {"r1": Figures(b"reedy")}


class IdentityNumber(Reed):
    def identity(self, voice):
        return 7


class IdentityRaises(Reed):
    def identity(self, voice):
        raise ConnectionError("the reed is not plugged in")


class DestinationEmpty(Reed):
    def destination(self, voice):
        return ""


class VersionRaises(Reed):
    @property
    def version(self):
        raise ConnectionError("the reed is not plugged in")


class VersionNumber(Reed):
    version = 3


class VersionEmpty(Reed):
    version = ""


class Mute:
    version = "1"


class Exits:
    def __init__(self):
        sys.exit(0)
'''

CLASSES = [row.removeprefix("class ").split("(")[0].rstrip(":") for row in STRANGE.splitlines() if row[:5] == "class"]

ASKED = {
    "VoicesRaise": "does not tell its voices: ConnectionError: the reed is not plugged in",
    "VoicesExit": "does not tell its voices: SystemExit",
    "VoicesNone": "does not tell its voices: TypeError",
    "VoicesWords": "offers 'r1'; valid is an EngineVoice, with an id",
    "VoicesNameless": "valid is an EngineVoice, with an id",
    "VoicesNumbered": "valid is an EngineVoice, with an id",
    "VoicesGenders": "the gender of its voice 'r1' is none of Gender.FEMALE",
    "VoicesRaiseLate": "does not tell its voices: ConnectionError",
    "AbilitiesRaise": "does not tell its abilities: ConnectionError",
    "AbilitiesWords": "'yodel' is no ability; there are: Ability.PITCH",
    "AbilitiesNone": "does not tell its abilities: TypeError",
    "RatesNumber": "does not tell its rates: TypeError",
    "RatesReversed": "has the rates (300, 100); valid are the slowest and the fastest it takes, within 80 to 450",
    "RatesFar": "has the rates (500, 900); valid are",
    "RatesWords": "has the rates ('slow', 'fast'); valid are",
    "ScheduleWords": "has the schedule 'as many as you like'; valid is a Schedule",
    "ScheduleNone": "has the schedule Schedule(processes=0",
    "ScheduleLines": "has the schedule Schedule(processes=None, lines_a_process=0",
    "ScheduleNever": "has the schedule Schedule(processes=None, lines_a_process=1000, warm_up_s=inf",
    "ScheduleForWords": "has the schedule 'two at once'; valid is a Schedule",
    "FiguresWords": "has the figures 'reedy' of 'r1'; valid are Figures, with an embedding of 256 bytes or none",
    "FiguresShort": "of 'r1'; valid are Figures, with an embedding of 256 bytes or none",
    "IdentityNumber": "has the identity 7; valid is a text",
    "IdentityRaises": "does not tell what a voice is: ConnectionError: the reed is not plugged in",
    "VersionRaises": "does not tell its version: ConnectionError",
    "VersionNumber": "has the version 3; valid is a text",
    "VersionEmpty": "has the version ''; valid is a text",
    "Mute": "is none: it has no voices and no speak",
    "Exits": "does not start: SystemExit: 0",
}


@pytest.fixture(autouse=True)
def _strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Announce every engine of this module by the name of its class."""
    with announced(tmp_path, monkeypatch, STRANGE, {name: name for name in CLASSES}):
        yield


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "reeds.txt"
    path.write_text("The wind was in the reeds.\n\n“Listen,” said Runa.\n", encoding="utf-8")
    return path


def test_abilities_named_by_their_words_are_those_abilities() -> None:
    assert EngineInfo("AbilitiesAsWords").abilities == {Ability.PITCH, Ability.WHISPER}
    assert all(isinstance(ability, Ability) for ability in EngineInfo("AbilitiesAsWords").abilities)


def all_it_tells(name: str) -> list[object]:
    get_engine(name)
    info = EngineInfo(name)
    voice = Voice("Runa", name, "r1")
    asked = [info.schedule_for(voice), info.identity(voice), info.destination(voice), info.figures]
    return [info.voices, info.abilities, info.rates_wpm, info.version, info.schedule, *asked]


def test_an_engine_with_nothing_strange_tells_its_voices_abilities_and_version() -> None:
    assert [voice.id for voice in EngineInfo("Reed").voices] == ["r1", "r2"]
    assert EngineInfo("Reed").abilities == frozenset()
    assert EngineInfo("Reed").version == "1"
    assert EngineInfo("Reed").rates_wpm == (80, 450)
    assert EngineInfo("pyttsx3").abilities <= frozenset(Ability)


@pytest.mark.parametrize("name", ASKED)
def test_a_strange_engine_is_one_message_that_names_it(name: str) -> None:
    with pytest.raises(EngineError, match=f"the engine '{name}'") as found:
        all_it_tells(name)
    assert ASKED[name] in str(found.value)


def test_a_place_words_go_to_is_told_or_there_is_none() -> None:
    with pytest.raises(
        EngineError, match="'DestinationEmpty' has the destination ''; valid is a text that is not empty"
    ):
        EngineInfo("DestinationEmpty").destination(Voice("Runa", "DestinationEmpty", "r1"))
    assert EngineInfo("Reed").destination(Voice("Runa", "Reed", "r1")) is None
    assert EngineInfo("Reed").identity(Voice("Runa", "Reed", "r1")) is None
    assert not EngineInfo("Reed").figures


@pytest.mark.parametrize("name", ASKED)
def test_a_story_with_a_strange_engine_ends_in_that_message_before_anything_is_written(name: str, story: Path) -> None:
    with pytest.raises(DramaError, match=f"the engine '{name}'"):
        produce.render(produce.prepare(story, engine=name), story.with_suffix(".mp3"), jobs=1)
    assert not story.with_suffix(".mp3").exists()


@pytest.mark.parametrize("name", ["VoicesRaise", "VoicesExit", "VoicesWords"])
@pytest.mark.slow
def test_listing_the_voices_of_a_strange_engine_fails_with_that_message(tmp_path: Path, name: str) -> None:
    done = run_drama(tmp_path, "voices", "--engine", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: the engine '{name}' ")
    assert ASKED[name] in done.stderr
