"""Corrections on disk: whatever the story holds, what is written can be read, and taken back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.errors import ScriptError
from drama.model import Kind
from drama.production.corrections import CorrectionsEditor

_PARAGRAPHS = st.lists(
    st.one_of(
        st.sampled_from(
            ["“No.”", "“No,” said Brand.", "Sunniva ran. “Why?” she asked.", '"Tell\u200b me now," Brand said.']
        ),
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20).map(
            lambda words: f"“So {words} it is,” said Brand."
        ),
    ),
    min_size=1,
    max_size=8,
)


@given(paragraphs=_PARAGRAPHS, which=st.integers(0, 100))
@settings(deadline=None, max_examples=25)
@pytest.mark.slow
def test_any_spoken_line_can_be_pinned_found_again_and_taken_back(paragraphs: list[str], which: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / "tide.txt"
        text = "“Row,” said Sunniva.\n\n“No,” said Brand.\n\n" + "\n\n".join(paragraphs)
        story.write_bytes(text.encode("utf-8", "replace"))
        editor = CorrectionsEditor(story)
        lines = editor.script.lines
        spoken = [line for line in lines if line.kind is Kind.DIALOGUE]
        line = spoken[which % len(spoken)]
        try:
            editor.pin(line.number, "Sunniva")
        except ScriptError:
            return  # said twice in the same surroundings
        again = CorrectionsEditor(story)
        (one,) = again.pins()
        assert one.line is not None
        assert one.line.number == line.number
        assert one.line.speaker == "Sunniva"
        assert one.line.rule == "pinned"
        again.unpin(line.number)
        assert CorrectionsEditor(story).script.lines == lines


@pytest.fixture
def tide(tmp_path: Path) -> Path:
    """A story with a long speech of several lines."""
    path = tmp_path / "tide.txt"
    speech = " ".join(
        f"In the year {year} we rowed to the rock and back again before the ice came." for year in range(40)
    )
    path.write_text(f"“{speech}”\n\n“So?” said Brand.\n\n“So I say,” said Sunniva.", encoding="utf-8")
    return path


def test_two_pins_of_one_speech_must_agree(tide: Path) -> None:
    editor = CorrectionsEditor(tide)
    editor.pin(1, "Sunniva")
    with pytest.raises(ScriptError, match="two pins would not go together; remove one first"):
        editor.pin(2, "Brand")
    editor.pin(2, "Sunniva")
    assert len(CorrectionsEditor(tide).pins()) == 2


def test_a_pin_changes_every_line_of_its_speech(tide: Path) -> None:
    done = CorrectionsEditor(tide).pin(2, "Brand")
    assert {one.line.speaker for one in done.changed} == {"Brand"}
    assert len(done.changed) > 3


def test_an_edit_goes_through_a_link_and_leaves_it_one(tide: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    kept.write_text("# mine\n", encoding="utf-8")
    link = tide.with_name("tide.script.toml")
    link.symlink_to(kept)
    CorrectionsEditor(tide).pin(1, "Brand")
    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8").startswith("# mine\n[[line]]\n")


def test_a_folder_in_the_place_of_the_file_is_one_message(tide: Path) -> None:
    tide.with_name("tide.script.toml").mkdir()
    with pytest.raises(ScriptError, match="it is a folder, not a regular file"):
        CorrectionsEditor(tide)


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tide: Path) -> None:
    tide.with_name("tide.script.toml").write_bytes(b"# mine\n# caf\xe9\n")
    with pytest.raises(ScriptError, match=r"tide\.script\.toml, line 2: not UTF-8"):
        CorrectionsEditor(tide)


@pytest.mark.parametrize("text", ["It snowed.\n", "“It snows,” said Brand.\n"])
def test_the_last_line_that_is_spoken_is_not_left_out(tmp_path: Path, text: str) -> None:
    story = tmp_path / "tide.txt"
    story.write_text(text, encoding="utf-8")
    editor = CorrectionsEditor(story)
    while len(editor.script.lines) > 1:
        editor.leave_out(1)
    before = editor.path.read_text(encoding="utf-8") if editor.path.exists() else None
    with pytest.raises(ScriptError, match="it is the last line of tide"):
        editor.leave_out(1)
    assert (editor.path.read_text(encoding="utf-8") if editor.path.exists() else None) == before
    assert CorrectionsEditor(story).script.lines == editor.script.lines
