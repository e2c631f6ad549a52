"""Many edits of one story at once: every one is kept, and can be taken back by itself."""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF8
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drama.errors import CastError, ScriptError
from drama.model import Kind
from drama.production import stages as produce

NAMES = ("Ada", "Bo", "Cyril", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ivar", "Jonna")
VOICES = ("coral", "flint", "juniper", "marble")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story in which ten people each say who they are."""
    path = tmp_path / "names.txt"
    path.write_text("\n\n".join(f"“I am number {at},” said {name}." for at, name in enumerate(NAMES)), encoding="utf-8")
    return path


def at_once(edit: object, count: int = len(NAMES)) -> None:
    """Run ``edit(0)`` to ``edit(count - 1)``, all begun before the first has ended."""
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(edit, number) for number in range(count)]:  # type: ignore[arg-type]
            done.result()


@pytest.mark.slow
def test_ten_recasts_at_once_are_all_kept_and_undone_one_by_one(story: Path) -> None:
    at_once(lambda number: produce.recast(story, NAMES[number], VOICES[number % len(VOICES)]))
    path = story.with_name("names.voices.toml")
    cast = tomllib.loads(path.read_text(encoding="utf-8"))["characters"]
    for number, name in enumerate(NAMES):
        assert cast[name]["voice"] == VOICES[number % len(VOICES)]
    texts = []
    for _ in NAMES:
        texts.append(path.read_text(encoding="utf-8"))
        produce.undo_recast(story)
    assert len(set(texts)) == len(NAMES)
    assert not path.exists()
    with pytest.raises(CastError, match="no edit"):
        produce.undo_recast(story)


@pytest.mark.slow
def test_ten_pins_at_once_are_all_kept_and_undone_one_by_one(story: Path) -> None:
    lines = [line for line in produce.read(story).lines if line.speaker is not None]
    assert len(lines) == len(NAMES)

    def pin(number: int) -> None:
        produce.CorrectionsEditor(story).pin(lines[number].number, NAMES[number - 1])

    at_once(pin)
    pinned = [line for line in produce.read(story).lines if line.rule == "pinned"]
    assert [line.speaker for line in pinned] == [NAMES[number - 1] for number in range(len(NAMES))]
    for left in range(len(NAMES) - 1, -1, -1):
        produce.CorrectionsEditor(story).undo()
        assert sum(line.rule == "pinned" for line in produce.read(story).lines) == left
    with pytest.raises(ScriptError, match="no edit"):
        produce.CorrectionsEditor(story).undo()


def test_an_edit_that_moves_the_numbers_meanwhile_does_not_move_a_pin_to_another_line(story: Path) -> None:
    first, second = produce.CorrectionsEditor(story), produce.CorrectionsEditor(story)
    spoken = [line for line in first.script.lines if line.speaker is not None]
    wanted = spoken[-1]
    second.pin(spoken[3].number, "narrator")  # one line with the narration around it
    assert len(second.script.lines) < len(first.script.lines)
    done = first.pin(wanted.number, "Ada")
    assert done.line is not None
    assert done.line.spans == wanted.spans
    assert done.line.number < wanted.number
    assert {line.speaker for line in produce.read(story).lines if line.rule == "pinned"} == {"Ada"}


def test_a_line_that_cannot_be_speech_is_told_so_and_not_that_nobody_has_that_name(story: Path) -> None:
    editor = produce.CorrectionsEditor(story)
    tag = next(line for line in editor.script.lines if line.text == "said Ada.")
    with pytest.raises(ScriptError, match=f"line {tag.number} cannot be made dialogue"):
        editor.pin(tag.number, "Ada", kind=Kind.DIALOGUE)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n# noted by hand"])
@pytest.mark.parametrize("mark", [b"", BOM_UTF8])
def test_corrections_written_by_hand_are_edited_whatever_ends_them(story: Path, end: str, mark: bytes) -> None:
    break_ = "\r\n" if end == "\r\n" else "\n"
    path = story.with_name("names.script.toml")
    before = mark + f'[[line]]{break_}words = "I am number 3"{break_}speaker = "Ada"{end}'.encode()
    path.write_bytes(before)
    editor = produce.CorrectionsEditor(story)
    spoken = [line for line in editor.script.lines if line.speaker is not None]
    editor.pin(spoken[7].number, "Bo")
    after = path.read_bytes()
    assert after.startswith(mark)
    assert after.count(b"\r\n") == (after.count(b"\n") if break_ == "\r\n" else 0)
    assert {line.speaker for line in produce.read(story).lines if line.rule == "pinned"} == {"Ada", "Bo"}
    editor.undo()
    assert path.read_bytes() == before
