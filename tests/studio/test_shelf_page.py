"""The stories on the shelf: listed, taken in, never written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.studio import Answer, Client, served

STORY = "“Is the ferry late?” asked Nora.\n\n“It is always late,” said Ivo.\n".encode()
AS_FILE = {"Content-Type": "application/octet-stream"}


def take(studio: Client, name: str, content: bytes) -> Answer:
    return studio("POST", f"/api/stories?name={name}", content, headers=AS_FILE)


def listed(studio: Client) -> list[str]:
    return [story["id"] for story in studio("GET", "/api/stories").json["stories"]]


def test_a_story_that_is_dropped_is_listed_and_another_of_its_name_is_kept_beside_it(tmp_path: Path) -> None:
    with served(folder=tmp_path) as studio:
        assert listed(studio) == []
        assert take(studio, "Ferry.txt", STORY).json == {"id": "Ferry.txt"}
        assert take(studio, "Ferry.txt", STORY + b"\n").json == {"id": "Ferry 2.txt"}
        assert set(listed(studio)) == {"Ferry.txt", "Ferry 2.txt"}
    assert (tmp_path / "Ferry.txt").read_bytes() == STORY


def test_what_is_no_story_is_refused_in_words_and_not_kept(tmp_path: Path) -> None:
    with served(folder=tmp_path) as studio:
        answer = take(studio, "..%2F..%2Fpicture.png", b"\x89PNG\r\n\x1a\n" + bytes(500))
        assert answer.status == 422
        assert "picture.png" in answer.json["error"]
        assert studio("GET", "/api/stories/nowhere.txt/script").status == 404
    assert list(tmp_path.iterdir()) == []


def test_the_sample_is_put_on_the_shelf_once(tmp_path: Path) -> None:
    with served(folder=tmp_path) as studio:
        first, second = (studio("POST", "/api/sample", {}).json for _ in range(2))
        assert first == second
        assert listed(studio) == [first["id"]]


@pytest.mark.parametrize("body", [b"{", b"[]", b'"a"', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(tmp_path: Path, body: bytes) -> None:
    with served(folder=tmp_path) as studio:
        answer = studio("POST", "/api/sample", body, headers={"Content-Type": "application/json"})
        assert answer.status == 400
