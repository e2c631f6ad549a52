"""The voices of a story, what a recast would cost, and what is heard, over HTTP."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from support.cast_story import SALTWORKS
from support.studio import Client, served

SOUND = "/api/stories/salt.txt/lines/2/sound.wav"


@pytest.fixture
def salt(tmp_path: Path) -> Iterator[Client]:
    story = tmp_path / "salt.txt"
    story.write_text(SALTWORKS, encoding="utf-8")
    with served(story) as studio:
        yield studio


def test_the_voices_are_told_with_who_has_them_and_how_far_apart_those_are_who_meet(salt: Client) -> None:
    table = salt.of("salt.txt", "GET", "voices")
    people, voices = table["people"], {voice["name"]: voice for voice in table["voices"]}
    assert people[0] == "narrator"
    assert set(people) == {"narrator", "Old Henning", "Astrid", "Pelle", "Miss Falk"}
    script = salt.of("salt.txt", "GET", "script")
    for row in script["characters"]:
        assert people.index(row["name"]) in voices[row["voice"]]["speaks"]
        assert voices[row["voice"]]["distances"][people.index(row["name"])] == 0
    meetings = {
        frozenset((people[one["one"]], people[one["other"]])): (one["distance"], one["scenes"])
        for one in table["meetings"]
    }
    assert frozenset(("Old Henning", "Miss Falk")) not in meetings, "they share no scene"
    assert meetings[frozenset(("Astrid", "Pelle"))][1] == [1, 2]
    assert all(distance >= 1 for distance, _ in meetings.values())


def test_a_recast_is_priced_without_being_made_and_makes_two_who_meet_sound_alike(salt: Client, tmp_path: Path) -> None:
    theirs = next(voice["name"] for voice in salt.of("salt.txt", "GET", "voices")["voices"] if not voice["speaks"])
    edit = {"edit": {"do": "recast", "character": "Astrid", "voice": theirs}}
    price = salt.of("salt.txt", "POST", "try", edit)["price"]
    assert (price["lines"], price["recorded"], price["scenes"]) == (5, 0, [1, 2])
    assert price["sound_seconds"] > 1
    assert not (tmp_path / "salt.voices.toml").exists()
    line = price["first"]
    assert salt("GET", f"/api/stories/salt.txt/lines/{line}/sound.wav?voice={theirs}").status == 200
    assert salt.of("salt.txt", "POST", "try", edit)["price"]["recorded"] == 1, "what was tried is kept"
    salt.of("salt.txt", "POST", "edits", edit)
    salt.of("salt.txt", "POST", "edits", {"edit": {"do": "recast", "character": "Pelle", "voice": theirs}})
    table = salt.of("salt.txt", "GET", "voices")
    closest = table["meetings"][0]
    assert {table["people"][closest["one"]], table["people"][closest["other"]]} == {"Astrid", "Pelle"}
    assert closest["distance"] == 0


def test_who_somebody_is_changes_the_voice_which_is_told_before(salt: Client, tmp_path: Path) -> None:
    edit = {"edit": {"do": "describe", "character": "Pelle", "gender": "female", "age": "old"}}
    told = salt.of("salt.txt", "POST", "try", edit)
    assert [one["who"] for one in told["voices"]] == ["Pelle"]
    assert not (tmp_path / "salt.voices.toml").exists()
    before = salt.of("salt.txt", "GET", "script")["revision"]
    script = salt.of("salt.txt", "POST", "edits", edit)["script"]
    assert script["revision"] == before + 1
    pelle = next(one for one in script["characters"] if one["name"] == "Pelle")
    assert (pelle["gender"], pelle["age"], pelle["voice"]) == ("female", "old", told["voices"][0]["after"])


def test_a_line_is_sound_in_its_own_and_in_another_voice_and_is_not_sent_twice(salt: Client) -> None:
    own = salt("GET", SOUND)
    data, rate = soundfile.read(io.BytesIO(own.content))
    assert own.headers["content-type"] == "audio/wav"
    assert len(data) / rate > 0.3
    assert abs(data).max() > 0.01
    voices = salt.of("salt.txt", "GET", "voices")["voices"]
    free = next(voice["name"] for voice in voices if not voice["speaks"])
    assert salt("GET", f"{SOUND}?voice={free}").content != own.content
    again = salt("GET", SOUND, headers={"If-None-Match": own.headers["etag"]})
    assert (again.status, again.content) == (304, b"")
    part = salt("GET", SOUND, headers={"Range": "bytes=100-199"})
    assert (part.status, part.content) == (206, own.content[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(own.content)}"
    assert salt("GET", SOUND, headers={"Range": "bytes=99999999-"}).status == 416


def test_a_voice_says_something_and_what_is_not_there_is_told_in_words(salt: Client) -> None:
    name = salt.of("salt.txt", "GET", "voices")["voices"][0]["name"]
    said = salt("GET", f"/api/stories/salt.txt/voices/{name}/sound.wav?text=Salt.")
    assert soundfile.info(io.BytesIO(said.content)).duration > 0.1
    for path, status, words in (
        ("lines/900/sound.wav", 404, "line 900"),
        ("lines/two/sound.wav", 404, "two"),
        ("lines/2/sound.wav?voice=noboddy", 422, "noboddy"),
        ("lines/2/sound.wav?revision=77", 400, "revision 77"),
        (f"voices/{name}/sound.wav?text={'a' * 1001}", 400, "1001"),
        (f"voices/{name}/sound.wav?text=%20", 422, "nothing to say"),
    ):
        answer = salt("GET", f"/api/stories/salt.txt/{path}")
        assert answer.status == status, (path, answer.content)
        assert words in answer.json["error"]


def test_the_exchange_around_a_line_stays_in_its_scene(salt: Client) -> None:
    script = salt.of("salt.txt", "GET", "script")
    last = script["scenes"][0]["last"]
    lines = salt.of("salt.txt", "GET", f"lines/{last}/exchange")["lines"]
    assert last in lines
    assert max(lines) <= last
