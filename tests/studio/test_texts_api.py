"""The text files and the journal over HTTP: merged by words, or both sides shown; any point gone to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.cast_story import SALTWORKS
from support.studio import Answer, Client, served

STORY = "salt.txt"
CAST = '# Voices\n[characters.Astrid]\nvoice = "wren"\n\n[characters.Pelle]\nvoice = "rook"\n'


@pytest.fixture
def salt(tmp_path: Path) -> Iterator[Client]:
    story = tmp_path / STORY
    story.write_text(SALTWORKS, encoding="utf-8")
    with served(story) as studio:
        yield studio


def put(studio: Client, which: str, text: str, base: str | None) -> Answer:
    return studio("PUT", f"/api/stories/{STORY}/texts/{which}", {"text": text, "base": base})


def voice_of(studio: Client, who: str) -> str:
    people = studio.of(STORY, "GET", "script")["characters"]
    return str(next(one["voice"] for one in people if one["name"] == who))


def labels(studio: Client) -> list[tuple[str, bool]]:
    return [(edit["label"], edit["is_undone"]) for edit in studio.of(STORY, "GET", "edits")["edits"]]


def test_a_text_is_written_and_merged_with_what_an_editor_made_of_it(salt: Client, tmp_path: Path) -> None:
    file = tmp_path / "salt.voices.toml"
    texts = salt.of(STORY, "GET", "texts")["texts"]
    assert [(one["which"], one["is_there"]) for one in texts] == [("voices", False), ("script", False), ("story", True)]
    assert salt.of(STORY, "GET", "texts/voices")["text"] is None
    assert put(salt, "voices", CAST, None).json["is_changed"] is True
    assert (file.read_text(encoding="utf-8"), voice_of(salt, "Astrid")) == (CAST, "wren")
    file.write_text(CAST.replace("# Voices", "# All voices"), encoding="utf-8")
    done = put(salt, "voices", CAST.replace("wren", "robin"), CAST).json
    assert done["is_merged"] is True
    assert done["text"] == file.read_text(encoding="utf-8") == CAST.replace("wren", "robin").replace("# V", "# All v")
    assert voice_of(salt, "Astrid") == "robin"


def test_what_cannot_be_merged_is_shown_as_both_have_it_and_the_choice_is_written(salt: Client, tmp_path: Path) -> None:
    file = tmp_path / "salt.voices.toml"
    put(salt, "voices", CAST, None)
    theirs = CAST.replace("wren", "hazel").replace("rook", "crane").replace("# Voices", "# All voices")
    file.write_text(theirs, encoding="utf-8")
    answer = put(salt, "voices", CAST.replace("wren", "robin").replace("rook", "birch") + "\n# End\n", CAST)
    assert answer.status == 409
    assert [(one["base"], one["yours"], one["theirs"]) for one in answer.json["conflicts"]] == [
        ("wren", "robin", "hazel"),
        ("rook", "birch", "crane"),
    ]
    assert file.read_text(encoding="utf-8") == theirs
    sides = iter(("yours", "theirs"))
    chosen = "".join(part if isinstance(part, str) else part[next(sides)] for part in answer.json["parts"])
    assert chosen == theirs.replace("hazel", "robin") + "\n# End\n"
    assert put(salt, "voices", chosen, answer.json["base"]).json["text"] == file.read_text(encoding="utf-8") == chosen


def test_what_does_not_load_is_refused_with_its_line_and_not_written(salt: Client, tmp_path: Path) -> None:
    answer = put(salt, "voices", '[narrator]\n\nvoice = "nobody at all"\nrate_wpm = 9000\n', None)
    assert answer.status == 422
    assert answer.json["line"] in {3, 4}
    assert not (tmp_path / "salt.voices.toml").exists()
    assert put(salt, "nothing", "", None).status == 404
    assert put(salt, "..%2Fsalt.txt", "", None).status == 404
    assert salt("PUT", f"/api/stories/{STORY}/texts/voices", {"text": 3, "base": None}).status == 400


def test_any_point_of_the_journal_is_gone_back_to_and_on_again(salt: Client, tmp_path: Path) -> None:
    file = tmp_path / "salt.voices.toml"
    for voice in ("robin", "hazel", "crane"):
        salt.of(STORY, "POST", "edits", {"edit": {"do": "recast", "character": "Astrid", "voice": voice}})
    file.write_text(f"# by hand\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    edits = salt.of(STORY, "GET", "edits")["edits"]
    assert [edit["by"] for edit in edits] == ["studio"] * 3 + ["by hand"]
    assert all(edit["files"] == ["salt.voices.toml"] for edit in edits)

    def go(path: str, edit: dict[str, Any]) -> str:
        salt.of(STORY, "POST", path, {"edit": edit["id"]})
        return voice_of(salt, "Astrid")

    assert go("undo", edits[1]) == "robin"
    assert [undone for _, undone in labels(salt)] == [False, True, True, True]
    assert go("redo", edits[2]) == "crane"
    assert "# by hand" not in file.read_text(encoding="utf-8")
    assert go("redo", edits[3]) == "crane"
    assert "# by hand" in file.read_text(encoding="utf-8")
    go("undo", edits[0])
    assert not file.exists()
    gone = salt("POST", f"/api/stories/{STORY}/undo", {"edit": edits[0]["id"]})
    assert (gone.status, "look again" in gone.json["error"]) == (400, True)
    assert salt("POST", f"/api/stories/{STORY}/undo", {"edit": 7}).status == 400
