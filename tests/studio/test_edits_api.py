"""Edits by the API: what is asked in a way that nobody foresaw, and what the answer says of the journal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.studio import Client, served

STORY = """“Who lit the lamp?” asked Orla.

“Nobody did,” said Finn.

The lamp went out.
"""
NAME = "lamp.txt"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    path = tmp_path_factory.mktemp("lamp") / NAME
    path.write_text(STORY, encoding="utf-8")
    with served(path) as client:
        yield client


@pytest.mark.parametrize(
    "body",
    [
        b'{"edit": {"do": "rename", "name": "Orla", "new": "\\ud800"}}',
        b'{"edit": {"do": "remove_effect", "effect": "1:\\udfff"}}',
        b'{"edit": {"do": "\\ud83d"}}',
        b'{"edit": {"do": "direct", "line": 1, "gain_db": NaN}}',
        b'{"edit": {"do": "direct", "line": 1, "rate": 1e999}}',
        b'{"edit": {"do": "direct", "line": 1, "gain_db": 1' + b"0" * 400 + b"}}",
        b'{"edit": {"do": "pin", "line": 1' + b"0" * 5000 + b"}}",
        b'{"edit": {"do": "pin", "line": 1, "speaker": "\xff"}}',
        b"[" * 100_000,
    ],
    ids=["half a pair", "its other half", "in do", "NaN", "infinite", "huge", "giant", "no UTF-8", "deep"],
)
@pytest.mark.parametrize("route", ["edits", "try"])
def test_what_is_no_json_that_all_programs_read_alike_is_refused(studio: Client, route: str, body: bytes) -> None:
    said = {"Content-Type": "application/json"}
    answer = studio("POST", f"/api/stories/{NAME}/{route}", body, headers=said)
    assert (answer.status, "no JSON" in answer.json["error"]) == (400, True)


def test_characters_beyond_the_first_plane_are_taken_as_they_are(studio: Client) -> None:
    edit = {"edit": {"do": "rename", "name": "Orla", "new": "Orla 🙂"}}  # sent as a pair of surrogates
    assert studio.of(NAME, "POST", "edits", edit)["label"] == "Orla is called Orla 🙂"
    studio.of(NAME, "POST", "undo", {})


def test_an_edit_that_changes_nothing_of_what_is_shown_is_what_is_undone_next(studio: Client) -> None:
    narration = studio.of(NAME, "GET", "script")["lines"][-1]["number"]
    edit = {"do": "pin", "line": narration, "speaker": "narrator"}
    done = studio.of(NAME, "POST", "edits", {"edit": edit})
    assert done["script"]["undo"] == studio.of(NAME, "GET", "script")["undo"] == f"line {narration}: narrator"
    undone = studio.of(NAME, "POST", "undo", {"base": done["script"]["revision"]})
    assert (undone["script"]["undo"], undone["script"]["redo"]) == (None, f"line {narration}: narrator")
