"""How lines are spoken, over the API: decided, shown, taken back; and why a line is whose it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import soundfile
from support.actors import in_a_room, save, talk
from support.doubtful_story import STOVE
from support.studio import Client, served

import drama

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE = 8
"""“We could break the door,” of the story."""


@pytest.fixture
def stove(tmp_path: Path) -> Iterator[Client]:
    story = tmp_path / "stove.txt"
    story.write_text(STOVE, encoding="utf-8")
    with served(story) as studio:
        yield studio


def how(studio: Client) -> Any:
    return studio.of("stove.txt", "GET", "script")["lines"][LINE - 1]["how"]


def direct(studio: Client, **edit: Any) -> Any:
    edit = {"do": "direct", "line": LINE, **edit}
    return studio.of("stove.txt", "POST", "edits", {"edit": edit})


def test_how_a_line_is_spoken_is_decided_key_by_key_and_taken_back(stove: Client) -> None:
    script = stove.of("stove.txt", "GET", "script")
    assert "whispered" in script["deliveries"]
    assert how(stove) is None
    done = direct(stove, delivery="whispered", rate=0.8, stress=["door"], pause_after=900)
    assert done["label"] == "line 8: whispered, 80% of the rate, stressed: door, pause of 0.9 s"
    assert how(stove) == {"delivery": "whispered", "rate": 0.8, "stress": ["door"], "pause_after": 900}
    direct(stove, rate=None, stress=None)
    direct(stove, say="We should smash it")
    direct(stove, pronounce={"smash": "smesh"}, locked=True)
    assert how(stove) == {
        "delivery": "whispered",
        "say": "We should smash it",
        "pause_after": 900,
        "pronounce": {"smash": "smesh"},
        "locked": True,
    }
    for _ in range(3):
        stove.of("stove.txt", "POST", "undo", {})
    assert how(stove) == {"delivery": "whispered", "rate": 0.8, "stress": ["door"], "pause_after": 900}


@pytest.mark.slow
def test_an_actors_recording_is_shown_and_heard_and_taken_back(stove: Client, tmp_path: Path) -> None:
    save(tmp_path / "takes" / f"{LINE}.wav", in_a_room(talk(5, 2.5)))
    with stove.listening() as happened:
        assert drama.import_recordings(tmp_path / "stove.txt", tmp_path / "takes").is_written
        next(happened)
    assert how(stove) == {"recording": f"takes/{LINE}.wav"}
    sound = stove("GET", f"/api/stories/stove.txt/lines/{LINE}/sound.wav")
    assert sound.status == 200, sound.content
    samples, rate = soundfile.read(io.BytesIO(sound.content))
    assert len(samples) / rate == pytest.approx(2.6, abs=0.3)
    direct(stove, recording=None)
    assert how(stove) is None
    assert (tmp_path / "takes" / f"{LINE}.wav").exists()


@pytest.mark.parametrize(
    ("edit", "status", "words"),
    [
        ({"delivery": "sung"}, 422, "whispered"),
        ({"rate": 9}, 422, "2"),
        ({"stress": ["window"]}, 422, "window"),
        ({"rate": "slow"}, 400, "rate"),
        ({"taken_back": ["rate"]}, 400, "null"),
        ({}, 400, "delivery"),
        ({"rate": 0.9, "say": None}, 400, "or something is taken back"),
        ({"recording": "/etc/anna.wav"}, 400, "only taken back here"),
    ],
)
def test_what_is_no_way_to_say_a_line_is_refused_in_words(
    stove: Client, edit: dict[str, Any], status: int, words: str
) -> None:
    answer = stove("POST", "/api/stories/stove.txt/edits", {"edit": {"do": "direct", "line": LINE, **edit}})
    assert answer.status == status, answer.content
    assert words in answer.json["error"]
    assert how(stove) is None


def test_two_pages_that_decide_of_the_same_thing_are_shown_both_sides(stove: Client) -> None:
    base = stove.of("stove.txt", "GET", "script")["revision"]
    direct(stove, delivery="shouted")
    mine = {"edit": {"do": "direct", "line": LINE, "delivery": "whispered"}, "base": base}
    answer = stove("POST", "/api/stories/stove.txt/edits", mine)
    assert answer.status == 409
    assert answer.json["conflict"]["theirs"] == "shouted"
    stove.of("stove.txt", "POST", "edits", {"edit": {"do": "direct", "line": LINE, "rate": 0.9}, "base": base})
    assert how(stove) == {"delivery": "shouted", "rate": 0.9}


def test_a_word_is_counted_before_it_is_pronounced_everywhere(stove: Client) -> None:
    edit = {"do": "pronounce", "word": "key", "sound": "kay"}
    assert stove.of("stove.txt", "POST", "try", {"edit": edit})["lines"] == [3, 17]
    stove.of("stove.txt", "POST", "edits", {"edit": edit})
    assert stove.of("stove.txt", "GET", "script")["undo"] == "key is pronounced kay"


def test_why_a_line_is_whose_it_is_is_told_in_words_with_weights(stove: Client) -> None:
    why = stove.of("stove.txt", "GET", "lines/3/why?revision=1")
    assert why["because"].startswith("Halvard, 4")
    assert why["contenders"][0]["name"] == "Halvard"
    assert {"words", "weight"} == set(why["contenders"][0]["reasons"][0])
    assert stove.of("stove.txt", "GET", "lines/2/why") == {
        "line": 2,
        "speaker": None,
        "because": "It is narration, which the narrator reads.",
        "contenders": [],
    }
    assert stove("GET", "/api/stories/stove.txt/lines/99/why").status == 400


def test_what_is_left_out_is_shown_with_the_words_that_bring_it_back(stove: Client) -> None:
    assert stove.of("stove.txt", "GET", "unspoken")["unspoken"] == []
    stove.of("stove.txt", "POST", "edits", {"edit": {"do": "leave_out", "line": 14}})
    (left,) = stove.of("stove.txt", "GET", "unspoken")["unspoken"]
    assert (left["text"], left["can_return"]) == ("“Was it you?”", True)
    stove.of("stove.txt", "POST", "edits", {"edit": {"do": "bring_back", "words": left["words"]}})
    assert stove.of("stove.txt", "GET", "unspoken")["unspoken"] == []
