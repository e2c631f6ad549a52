"""The timeline of a story, its sounds and the edits of them, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.harbour_story import HARBOUR
from support.studio import Client, served

STORY = "boat.md"
CASTING = '[sound]\nstyle = "drama"\n'


@pytest.fixture
def boat(tmp_path: Path) -> Iterator[tuple[Client, Path]]:
    story, casting = tmp_path / STORY, tmp_path / "boat.voices.toml"
    story.write_text(HARBOUR, encoding="utf-8")
    casting.write_text(CASTING, encoding="utf-8")
    with served(story) as studio:
        yield studio, casting


def timeline(studio: Client) -> Any:
    return studio.of(STORY, "GET", "timeline")


def edit(studio: Client, **what: object) -> Any:
    return studio.of(STORY, "POST", "edits", {"edit": what})


def test_the_timeline_has_every_line_in_order_and_a_line_that_is_heard_is_estimated_no_longer(
    boat: tuple[Client, Path],
) -> None:
    studio, _ = boat
    lines = studio.of(STORY, "GET", "script")["lines"]
    before = timeline(studio)
    assert [row[0] for row in before["lines"]] == [line["number"] for line in lines]
    ends = [start + seconds for _, start, seconds, _ in before["lines"]]
    assert all(row[1] > end for row, end in zip(before["lines"][1:], ends, strict=False))
    assert all(row[3] == 1 for row in before["lines"])
    assert [scene["title"] for scene in before["scenes"]] == ["The Ticket Hall", "The Quay"]
    assert {one["id"] for one in before["sounds"]} >= {"bed:1", "bed:2"}
    path = f"/api/stories/{STORY}/lines/3"
    assert studio("GET", f"{path}/envelope").status == 404
    assert studio("GET", f"{path}/sound.wav").status == 200
    assert [row[0] for row in timeline(studio)["lines"] if not row[3]] == [3]
    envelope = studio("GET", f"{path}/envelope").json
    assert envelope["window"] == 0.02
    assert max(envelope["peaks"]) > 0.01


def test_a_scene_an_effect_and_the_music_are_edited_and_taken_back(boat: tuple[Client, Path]) -> None:
    studio, casting = boat

    def effects() -> dict[str, bool]:
        return {one["id"]: one["is_muted"] for one in timeline(studio)["effects"]}

    said = effects()
    edit(studio, do="scene_sound", scene=2, room="cave", bed="none")
    edit(studio, do="place_effect", line=4, sound="knock")
    edit(studio, do="move_effect", effect="4:knock", line=5)
    edit(studio, do="mute_effect", effect=next(iter(said)), is_muted=True)
    edit(studio, do="music", intro="chime")
    now = timeline(studio)
    assert effects() == {**said, "5:knock": False, next(iter(said)): True}
    assert (now["backdrops"][1]["room"], now["backdrops"][1]["bed"], now["music"]["intro"]) == ("cave", "", "chime")
    assert {"intro", "5:knock"} <= {one["id"] for one in now["sounds"]}
    assert "bed:2" not in {one["id"] for one in now["sounds"]}
    for _ in range(5):
        studio.of(STORY, "POST", "undo", {})
    assert casting.read_text(encoding="utf-8") == CASTING
    assert effects() == said


def test_a_plain_reading_says_what_it_does_not_let_be_heard_and_becomes_a_drama(boat: tuple[Client, Path]) -> None:
    studio, casting = boat
    edit(studio, do="style", style="reading")
    plain = timeline(studio)
    assert plain["style"] in plain["styles"]
    assert "the style reading has no beds" in plain["unheard"]
    assert not any(one["part"] == "bed" for one in plain["sounds"])
    edit(studio, do="style", style="drama")
    assert timeline(studio)["unheard"] == []
    assert casting.read_text(encoding="utf-8") == CASTING
    refused = studio("POST", f"/api/stories/{STORY}/edits", {"edit": {"do": "style", "style": "operetta"}})
    assert refused.status == 422
    assert "Valid: reading" in refused.json["error"]


def test_the_sounds_there_are_can_be_heard_and_one_there_is_not_is_named(boat: tuple[Client, Path]) -> None:
    studio, _ = boat
    sounds = studio.of(STORY, "GET", "sounds")
    assert "knock" in sounds["effects"]
    heard = studio("GET", f"/api/stories/{STORY}/sounds/knock/sound.wav")
    assert (heard.status, heard.headers["content-type"], heard.content[:4]) == (200, "audio/wav", b"RIFF")
    missing = studio("GET", f"/api/stories/{STORY}/sounds/trumpett/sound.wav")
    assert missing.status == 422
    assert "trumpett" in missing.json["error"]
