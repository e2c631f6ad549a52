"""Two pages, the command line and an editor at once; a server that is killed; requests of any kind: nothing is lost."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path
from typing import IO

import pytest
from support.studio import Client, served

import drama

STORY = """The Night Ferry

“Is the ferry late?” asked Nora.

“It is always late,” said Ivo. He looked at the water.

“You said it would come at nine.”

“I said it might.”

Petra laughed. “It came at nine once,” she said. “In the war.”

“Which war?” asked Nora.

“There it is!” cried Ivo.
"""
NAME = "ferry.txt"
PEOPLE = ("Nora", "Ivo", "Petra")
VOICES = ("wren", "rook", "robin", "crane", "hazel", "birch")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_text(STORY, encoding="utf-8")
    return path


def spoken(studio: Client) -> list[int]:
    return [line["number"] for line in studio.of(NAME, "GET", "script")["lines"] if line["speaker"]]


def make(studio: Client, **edit: object) -> int:
    return studio("POST", f"/api/stories/{NAME}/edits", {"edit": edit}).status


def decided(story: Path) -> dict[str, str]:
    """Return who has a voice of the file, and which."""
    file = story.with_suffix(".txt").with_name("ferry.voices.toml")
    people = tomllib.loads(file.read_text(encoding="utf-8")).get("characters", {}) if file.exists() else {}
    return {name: entry["voice"] for name, entry in people.items() if "voice" in entry}


def test_an_edit_on_an_older_revision_is_made_where_nobody_touched_the_same(story: Path) -> None:
    with served(story) as studio:
        first, second, *_ = spoken(studio)
        base = studio.of(NAME, "GET", "script")["revision"]
        one = {"edit": {"do": "pin", "line": first, "speaker": "Petra"}, "base": base}
        other = {"edit": {"do": "pin", "line": second, "speaker": "Nora"}, "base": base}
        studio.of(NAME, "POST", "edits", one)
        studio.of(NAME, "POST", "edits", other)
        lines = studio.of(NAME, "GET", "script")["lines"]
        assert [lines[number - 1]["speaker"] for number in (first, second)] == ["Petra", "Nora"]


def test_two_who_edit_the_same_are_shown_both_and_neither_is_lost(story: Path) -> None:
    with served(story) as studio:
        base = studio.of(NAME, "GET", "script")["revision"]
        ours = {"edit": {"do": "recast", "character": "Nora", "voice": "wren"}, "base": base}
        theirs = {"edit": {"do": "recast", "character": "Nora", "voice": "robin"}, "base": base}
        studio.of(NAME, "POST", "edits", theirs)
        answer = studio("POST", f"/api/stories/{NAME}/edits", ours)
        assert answer.status == 409
        sides = answer.json["conflict"]
        assert (sides["yours"], sides["theirs"]) == ("wren", "robin")
        assert decided(story)["Nora"] == "robin"
        studio.of(NAME, "POST", "edits", ours | {"anyway": True})
        assert decided(story)["Nora"] == "wren"
        studio.of(NAME, "POST", "undo", {})
        assert decided(story)["Nora"] == "robin"


def test_what_the_command_line_and_an_editor_write_is_shown_and_can_be_undone_here(story: Path) -> None:
    corrections = story.with_name("ferry.script.toml")
    with served(story) as studio:
        first, second, *_ = spoken(studio)
        drama.correct(story).pin(first, "Petra")
        text = corrections.read_text(encoding="utf-8")
        assert wait_for(lambda: speaker(studio, first) == "Petra")
        corrections.write_text(text.replace("Petra", "Ivo"), encoding="utf-8")
        assert wait_for(lambda: speaker(studio, first) == "Ivo")
        make(studio, do="pin", line=second, speaker="Nora")
        for expected in ("Ivo", "Petra", "Nora"):
            studio.of(NAME, "POST", "undo", {})
            assert speaker(studio, first) == expected
        assert not corrections.exists()
        for _ in range(3):
            studio.of(NAME, "POST", "redo", {})
        assert (speaker(studio, first), speaker(studio, second)) == ("Ivo", "Nora")


def test_a_file_in_error_is_told_and_the_story_stays_as_it_was(story: Path) -> None:
    corrections = story.with_name("ferry.script.toml")
    with served(story) as studio:
        before = studio.of(NAME, "GET", "script")
        assert before["problem"] is None
        corrections.write_text("[[line]]\nwords = 3\n", encoding="utf-8")
        assert wait_for(lambda: studio.of(NAME, "GET", "script")["problem"])
        now = studio.of(NAME, "GET", "script")
        assert "line 2" in now["problem"] or "line 1" in now["problem"]
        assert now["lines"] == before["lines"]
        corrections.unlink()
        assert wait_for(lambda: studio.of(NAME, "GET", "script")["problem"] is None)


def test_two_pages_and_the_command_line_at_once_lose_nothing(story: Path) -> None:
    with served(story) as studio:
        numbers = spoken(studio)
        wanted = dict(zip(numbers, ("Ivo", "Petra", "Nora", "Ivo", "Petra", "Nora"), strict=False))
        failed: list[object] = []

        def page(mine: list[int]) -> None:
            failed.extend(
                number for number in mine if make(studio, do="pin", line=number, speaker=wanted[number]) != 200
            )

        def command_line(mine: list[int]) -> None:
            for number in mine:
                drama.correct(story).pin(number, wanted[number])

        threads = [
            threading.Thread(target=page, args=(numbers[0:6:3],)),
            threading.Thread(target=page, args=(numbers[1:6:3],)),
            threading.Thread(target=command_line, args=(numbers[2:6:3],)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failed
        assert wait_for(lambda: [speaker(studio, number) for number in wanted] == list(wanted.values()))
    script = drama.read(story)
    assert {number: script.lines[number - 1].speaker for number in wanted} == wanted


SERVE = """
import sys
from pathlib import Path
import drama
from drama.studio.desk import Setup
from drama.studio.server import Studio
studio = Studio((drama.story_files(sys.argv[1]),), Path(), setup=Setup(engine="tone"))
print(studio.port, studio.token, flush=True)
studio.run(lambda link: print("open", flush=True))
"""
KILLS = 3
"""Servers killed here; benchmarks/studio_kills.py kills a hundred."""


@pytest.mark.slow
def test_a_server_that_is_killed_at_any_moment_leaves_whole_files_and_loses_no_edit(story: Path) -> None:
    chance = random.Random(11)
    answered: dict[str, str] = {}
    for _ in range(KILLS):
        edit_until_killed(story, chance, answered)
        assert_whole(story, answered)


def edit_until_killed(story: Path, chance: random.Random, answered: dict[str, str]) -> None:
    """Recast people as fast as it goes until the server is killed; note in ``answered`` what is sure to be kept."""
    server = subprocess.Popen([sys.executable, "-P", "-c", SERVE, str(story)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        _edit(server, server.stdout, chance, answered)
    finally:
        server.kill()
        server.wait(30)
        server.stdout.close()


def _edit(server: subprocess.Popen[str], printed: IO[str], chance: random.Random, answered: dict[str, str]) -> None:
    port, token = printed.readline().split()
    assert printed.readline() == "open\n"
    studio = Client(int(port), "", token)
    spoken(studio)
    killer = threading.Timer(chance.uniform(0.0, 0.6), server.send_signal, (signal.SIGKILL,))
    killer.start()
    while server.poll() is None:
        name, voice = chance.choice(PEOPLE), chance.choice(VOICES)
        try:
            status = make(studio, do="recast", character=name, voice=voice)
        except (OSError, ValueError):
            answered.pop(name, None)  # it may have been made, or not
            break
        assert status in {200, 422}
        if status == 200:
            answered[name] = voice
        else:
            answered.pop(name, None)
    killer.join()


def assert_whole(story: Path, answered: dict[str, str]) -> None:
    now = decided(story)
    assert {name: now.get(name) for name in answered} == answered
    drama.prepare(story, engine="tone")
    if any(not edit.is_undone for edit in drama.edits(story)):  # one that was recorded and not written may be redone
        drama.undo(story)
        drama.redo(story)
    assert decided(story) == now


def test_requests_of_any_kind_never_leave_a_file_that_does_not_load(story: Path) -> None:
    chance = random.Random(5)
    with served(story) as studio:
        for _ in range(400):
            method, path, body = any_request(chance)
            answer = studio(method, f"/api/stories/{NAME}/{path}", body)
            assert answer.status in {200, 400, 404, 409, 422}, (method, path, body, answer.content)
            if answer.status != 200:
                assert "error" in answer.json
    drama.prepare(story, engine="tone")
    assert story.read_text(encoding="utf-8") == STORY


def any_request(chance: random.Random) -> tuple[str, str, object]:
    """Return a request such as pages send, and such as none would."""
    odd = (
        "",
        "narrator",
        "a" * 10_000,
        "\x1b[31m<b>",
        "[characters]",
        '"""',
        "\n",
        "Nora",
        "нора",
        None,
        7,
        -1,
        [],
        {},
    )
    line = chance.choice((*range(-1, 14), *odd[:3]))
    text = chance.choice((*PEOPLE, *VOICES, *odd))
    kind, keys = chance.choice(
        (
            ("pin", {"line": line, "speaker": text, "is_new": chance.random() < 0.3}),
            ("pin", {"line": line, "speaker": text, "kind": chance.choice(("thought", "dialogue", *odd))}),
            ("unpin", {"line": line}),
            ("leave_out", {"line": line}),
            ("bring_back", {"words": text}),
            ("merge", {"name": text, "other": chance.choice((*PEOPLE, *odd))}),
            ("split", {"name": text}),
            ("rename", {"name": chance.choice(PEOPLE), "new": text}),
            ("describe", {"character": text, "gender": chance.choice(("female", *odd))}),
            ("recast", {"character": chance.choice(PEOPLE), "voice": text}),
            (text, {"line": line}),
        )
    )
    base = chance.choice((None, None, None, 1, 2, 3, -1, "x"))
    edit = {"edit": {"do": kind, **keys}, "base": base, "anyway": chance.random() < 0.5}
    return chance.choice(
        (
            ("POST", "edits", edit),
            ("POST", "edits", edit),
            ("POST", "edits", edit),
            ("POST", "try", edit),
            ("POST", "undo", {"base": base}),
            ("POST", "redo", {"base": base}),
            ("GET", f"script?since={chance.choice((0, 1, 3, 'x', ''))}", None),
            ("GET", f"lines/{re.sub(r'[^0-9-]', '', str(line)) or 'x'}/why", None),
        )
    )


def speaker(studio: Client, number: int) -> str | None:
    found: str | None = studio.of(NAME, "GET", "script")["lines"][number - 1]["speaker"]
    return found


def wait_for(condition: object, *, within_s: float = 20.0) -> bool:
    """Return whether something becomes true: the studio looks at its files by itself."""
    end = time.monotonic() + within_s
    while not condition():  # type: ignore[operator]
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
