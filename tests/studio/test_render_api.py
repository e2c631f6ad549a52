"""Renders over HTTP: planned, watched, stopped and gone on with; what they made is found again and taken along."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import soundfile
from support.rope_story import ROPE, SCENES
from support.studio import Client, served

import drama

pytestmark = pytest.mark.slow

STORY = "rope.txt"
ENDED = ("done", "cancelled", "failed")


@pytest.fixture
def rope(tmp_path: Path) -> Iterator[Client]:
    story = tmp_path / STORY
    story.write_text(ROPE, encoding="utf-8")
    with served(story) as studio:
        yield studio


def rendered(studio: Client, **options: object) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Render, and return how it ended and what was told until then."""
    with studio.listening() as events:
        studio.of(STORY, "POST", "render", options)
        told = []
        for event in events:
            told.append(event)
            if event["kind"] == "render" and event["state"] in ENDED:
                return event, told
    raise AssertionError("the stream ended before the render")


def test_a_render_is_planned_and_told_and_its_files_are_taken_along_in_parts(rope: Client, tmp_path: Path) -> None:
    plan = rope.of(STORY, "GET", "plan")
    lines = plan["lines"]
    assert plan["to_record"] == lines
    assert [group["reason"] for group in plan["groups"]] == ["never recorded"]
    assert {one["name"] for one in plan["groups"][0]["speakers"]} == {None, "Ada", "Brom"}
    assert [scene["done"] for scene in plan["scenes"]] == [0] * SCENES
    idle = rope.of(STORY, "GET", "render")
    assert (idle["state"], idle["last"]) == ("idle", None)
    end, told = rendered(rope, documents=["vtt"], stems=True)
    assert end["state"] == "done", end
    recorded = [line for event in told if event["kind"] == "recorded" for line in event["lines"]]
    assert len(set(recorded)) == len(recorded) > 0
    steps = [event for event in told if event["kind"] == "render"]
    assert {"recording", "mixing"} <= {step["state"] for step in steps}
    assert [step["told"] for step in steps] == sorted(step["told"] for step in steps)
    assert [scene["done"] for scene in steps[-1]["scenes"]] == [scene["total"] for scene in plan["scenes"]]
    last = rope.of(STORY, "GET", "render")["last"]
    assert last == end["last"]
    assert (last["file"], last["audio"], last["recorded"]) == ("rope.mp3", ["rope.mp3"], lines)
    assert len(last["chapters"]) == SCENES
    assert {"loudness_lufs", "true_peak_dbtp"} <= {figure["key"] for figure in last["quality"]["figures"]}
    files = {file["name"]: file for file in rope.of(STORY, "GET", "files")["files"]}
    assert {file["kind"] for file in files.values()} == {"episode", "document", "stem"}
    assert "rope stems/Ada.wav" in files
    whole = rope("GET", f"/api/stories/{STORY}/files/rope.mp3")
    assert whole.content == (tmp_path / "rope.mp3").read_bytes()
    assert whole.headers["content-disposition"].startswith("attachment")
    part = rope("GET", f"/api/stories/{STORY}/files/rope.mp3", headers={"Range": "bytes=100-299"})
    assert (part.status, part.content) == (206, whole.content[100:300])
    assert rope.of(STORY, "GET", "plan")["to_record"] == 0


def test_nothing_is_served_but_what_the_last_render_wrote(rope: Client, tmp_path: Path) -> None:
    (tmp_path / "rope.flac").write_bytes(b"not drama's")
    assert rendered(rope, scene=2)[0]["state"] == "done"
    for name in (STORY, "rope.flac", "rope.mp3", "..%2Frope.txt", "%2Fetc%2Fpasswd", "..%2F..%2F..%2Fetc%2Fpasswd"):
        answer = rope("GET", f"/api/stories/{STORY}/files/{name}")
        assert (answer.status, "error" in answer.json) == (404, True), name
    assert rope.of(STORY, "GET", "files")["files"] == []
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["rope.flac", STORY]


def test_a_scene_is_heard_with_its_whole_sound_and_not_kept(rope: Client) -> None:
    assert rope("GET", f"/api/stories/{STORY}/render/scene.mp3").status == 404
    end, _ = rendered(rope, scene=2)
    assert (end["state"], end["scene"], [one["number"] for one in end["scenes"]]) == ("done", 2, [2])
    sound = rope("GET", f"/api/stories/{STORY}/render/scene.mp3")
    frames = soundfile.info(io.BytesIO(sound.content)).frames
    assert abs(frames / 44_100 - end["seconds"]) < 0.1
    assert rope.of(STORY, "GET", "render")["last"] is None
    assert [one["done"] == one["total"] for one in rope.of(STORY, "GET", "plan")["scenes"]] == [False, True, False]
    assert rope("POST", f"/api/stories/{STORY}/render", {"scene": 9}).status == 404


def test_a_render_is_stopped_and_gone_on_with_and_lines_are_heard_meanwhile(rope: Client) -> None:
    lines = rope.of(STORY, "GET", "plan")["lines"]
    with rope.listening() as events:
        rope.of(STORY, "POST", "render", {})
        assert rope("POST", f"/api/stories/{STORY}/render", {}).status == 409, "one at a time"
        heard = rope("GET", f"/api/stories/{STORY}/lines/{lines}/sound.wav")
        assert heard.status == 200
        stopped = rope.of(STORY, "DELETE", "render")
        end = next(event for event in events if event["kind"] == "render" and event["state"] in ENDED)
    assert (stopped["state"], end["state"]) == ("cancelled", "cancelled")
    assert rope.of(STORY, "GET", "files")["files"] == []
    left = rope.of(STORY, "GET", "plan")["to_record"]
    assert left < lines
    done, _ = rendered(rope)
    assert (done["state"], done["last"]["recorded"]) == ("done", left)


def test_a_file_that_is_anothers_is_not_replaced_unless_it_is_asked_for(rope: Client, tmp_path: Path) -> None:
    (tmp_path / "rope.wav").write_bytes(b"mine")
    end, _ = rendered(rope, format="wav")
    assert (end["state"], end["occupied"]) == ("failed", "rope.wav")
    assert "--" not in end["error"]
    assert (tmp_path / "rope.wav").read_bytes() == b"mine"
    assert rope.of(STORY, "GET", "plan")["to_record"] > 0, "it was told before anything was recorded"
    end, _ = rendered(rope, format="wav", name="../../The Rope, 2nd")
    assert (end["state"], end["last"]["file"]) == ("done", "_.._The Rope, 2nd.wav")
    end, _ = rendered(rope, format="wav", overwrite=True)
    assert (end["state"], end["last"]["file"]) == ("done", "rope.wav")
    assert soundfile.info(tmp_path / "rope.wav").frames > 0


def test_what_a_command_rendered_is_found_too_and_what_changed_since_is_told(rope: Client, tmp_path: Path) -> None:
    story = tmp_path / STORY
    drama.render(story, tmp_path / "by command.mp3", engine="tone", documents=["vtt"])
    last = rope.of(STORY, "GET", "render")["last"]
    assert (last["file"], last["quality"]) == ("by command.mp3", None)
    names = [file["name"] for file in rope.of(STORY, "GET", "files")["files"]]
    assert names == ["by command.mp3", "by command.vtt"]
    table = rope.of(STORY, "GET", "voices")
    free = next(voice["name"] for voice in table["voices"] if not voice["speaks"])
    rope.of(STORY, "POST", "edits", {"edit": {"do": "recast", "character": "Ada", "voice": free}})
    plan = rope.of(STORY, "GET", "plan")
    (group,) = plan["groups"]
    assert group["reason"].startswith("voice changed from ")
    assert [one["name"] for one in group["speakers"]] == ["Ada"]
    assert plan["to_record"] == len(group["speakers"][0]["lines"]) == len(plan["changes"])
    (tmp_path / "by command.mp3").unlink()
    assert rope.of(STORY, "GET", "render")["last"] is None


@pytest.mark.parametrize(
    "options",
    [
        {"format": "doc"},
        {"format": 3},
        {"documents": ["nothing"]},
        {"documents": "vtt"},
        {"stems": "yes"},
        {"name": " "},
        {"path": "/tmp/x.mp3"},
        {"scene": "2"},
    ],
    ids=json.dumps,
)
def test_a_request_that_is_not_valid_is_refused_in_words(rope: Client, options: dict[str, object]) -> None:
    answer = rope("POST", f"/api/stories/{STORY}/render", options)
    assert answer.status == 400
    assert len(answer.json["error"]) > 20
    assert rope.of(STORY, "GET", "render")["state"] == "idle"
