"""A text file of a story written as a whole: merged with what became of it meanwhile, or refused with both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

import drama
from drama.errors import CastError, DramaError, ScriptError, StoryError

FINAL_DRAFT = """<FinalDraft DocumentType="Script"><Content>
<Paragraph Type="Character"><Text>ADA</Text></Paragraph><Paragraph Type="Dialogue"><Text>Ring twice.</Text></Paragraph>
</Content></FinalDraft>
"""
PINS = '[[line]]\nwords = "Ring twice"\nspeaker = "Ada"\n\n[[line]]\nwords = "Nobody comes"\nspeaker = "Bo"\n'


@pytest.fixture
def bell(tmp_path: Path) -> Path:
    path = tmp_path / "bell.txt"
    path.write_text("“Ring twice,” said Ada.\n\n“Nobody comes,” said Bo.\n", encoding="utf-8")
    return path


def test_a_text_is_written_merged_with_what_others_wrote_meanwhile_and_undone_in_two_steps(bell: Path) -> None:
    path = bell.with_name("bell.script.toml")
    assert drama.text_of(bell, "corrections").text is None
    first = drama.edit_text(bell, "corrections", PINS, base=None)
    assert (first.path, first.is_changed, first.is_merged) == (path, True, False)
    theirs = PINS.replace('"Bo"', '"Ada"')
    path.write_text(theirs, encoding="utf-8")
    mine = PINS.replace('twice"\nspeaker = "Ada"', 'twice"\nspeaker = "Bo"')
    second = drama.edit_text(bell, "corrections", mine, base=PINS)
    assert second.is_merged
    assert (
        second.text
        == path.read_text(encoding="utf-8")
        == mine.replace('comes"\nspeaker = "Bo"', 'comes"\nspeaker = "Ada"')
    )
    assert [line.speaker for line in drama.read(bell).lines if line.rule == "pinned"] == ["Bo", "Ada"]
    assert [edit.by for edit in drama.edits(bell)] == ["Python", "by hand", "Python"]
    for text in (theirs, PINS):
        drama.undo(bell)
        assert path.read_text(encoding="utf-8") == text


def test_what_cannot_be_merged_is_shown_side_by_side_and_the_file_stays(bell: Path) -> None:
    path = bell.with_name("bell.script.toml")
    drama.edit_text(bell, "corrections", PINS, base=None)
    theirs = PINS.replace('"Bo"', '"Ada"')
    path.write_text(theirs, encoding="utf-8")
    with pytest.raises(drama.ConflictError, match=r"bell\.script\.toml was edited meanwhile") as caught:
        drama.edit_text(bell, "corrections", PINS.replace('"Bo"', '"Cyril"'), base=PINS)
    (conflict,) = caught.value.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs, conflict.line) == ("Bo", "Cyril", "Ada", 7)
    assert caught.value.theirs == path.read_text(encoding="utf-8") == theirs
    drama.edit_text(bell, "corrections", PINS.replace('"Bo"', '"Cyril"'), base=theirs)  # the next attempt


def test_two_texts_that_load_and_do_not_load_merged_are_a_conflict(bell: Path) -> None:
    base = '[characters.Ada]\naliases = ["A"]\n\n# who is who\n\n[characters.Bo]\naliases = ["B"]\n'
    path = bell.with_name("bell.script.toml")
    path.write_text(base.replace('["A"]', '["A", "C"]'), encoding="utf-8")
    with pytest.raises(drama.ConflictError) as caught:
        drama.edit_text(bell, "corrections", base.replace('["B"]', '["B", "C"]'), base=base)
    assert [(one.base, one.line) for one in caught.value.conflicts] == [(base, 1)]
    assert '["B"]' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("which", "text", "error", "message"),
    [
        ("cast", '[narrator]\nvoise = "wren"\n', CastError, r"bell\.voices\.toml, line 2: .*voise"),
        ("cast", "[narrator\n", CastError, r"bell\.voices\.toml: not valid TOML: .*line 1"),
        ("corrections", '\n[[line]]\nspeaker = "Ada"\n', ScriptError, r"bell\.script\.toml, line 2: .*needs words"),
        ("corrections", "# \ud800\n", DramaError, r"line 1: .*half a character"),
        ("corrections", f"# {'x' * 4_000_000}\n", DramaError, r"more than 4,000,000 bytes"),
        ("story", " \n", StoryError, r"bell\.txt: a story without words"),
        ("answers", "{}", DramaError, r"no text 'answers'; valid are cast, corrections.*story"),
    ],
    ids=["key", "TOML", "pin", "surrogate", "size", "story", "kind"],
)
def test_a_text_that_does_not_load_is_refused_with_its_line(
    bell: Path, which: str, text: str, error: type[DramaError], message: str
) -> None:
    before = bell.read_text(encoding="utf-8")
    with pytest.raises(error, match=message):
        drama.edit_text(bell, which, text, base=before if which == "story" else None)
    assert [path.name for path in bell.parent.iterdir()] == ["bell.txt"]
    assert bell.read_text(encoding="utf-8") == before


def test_the_story_itself_is_written_only_when_named_keeps_its_line_ends_and_is_brought_back_by_undo(
    bell: Path,
) -> None:
    bell.write_bytes("\ufeff“Ring twice,” said Ada.\r\n\r\nShe waited.\r\n".encode())
    before = bell.read_bytes()
    base = drama.text_of(bell, "story").text
    assert base is not None
    edited = drama.edit_text(bell, "story", base.replace("\r\n", "\n").replace("waited", "rang"), base=base)
    assert bell.read_bytes() == before.replace(b"waited", b"rang")
    assert edited.text == base.replace("waited", "rang")
    assert not drama.edit_text(bell, bell, edited.text, base=edited.text).is_changed
    assert drama.undo(bell).paths == (bell,)
    assert bell.read_bytes() == before


def test_a_chapter_is_named_by_its_path_among_several(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.md").write_text(f"Chapter {number}. “Hello,” said Ada.\n", encoding="utf-8")
    with pytest.raises(DramaError, match=r"no text 'story'.*of its 2 files, the path of one"):
        drama.text_of(tmp_path, "story")
    second = drama.text_of(tmp_path, tmp_path / "2.md")
    assert second.text == "Chapter 2. “Hello,” said Ada.\n"
    drama.edit_text(tmp_path, second.path, "Chapter 2. “Hi,” said Ada.\n", base=second.text)
    assert drama.edits(tmp_path)[-1].paths == (tmp_path / "2.md",)


@pytest.mark.parametrize(
    ("name", "good", "bad", "problem"),
    [
        ("bell.txt", "“Ring twice,” said Ada.\n", "“Ring\0 twice,” said Ada.\n", "bell.txt is a binary file"),
        ("bell.html", "<p>“Ring twice,” said Ada.</p>", "<script>ring()</script>", "no words to read aloud"),
        ("bell.fdx", FINAL_DRAFT, FINAL_DRAFT.replace("</Content>", ""), "bell.fdx"),
    ],
)
def test_a_story_that_its_reader_could_not_read_any_more_is_not_written(
    tmp_path: Path, name: str, good: str, bad: str, problem: str
) -> None:
    path = tmp_path / name
    path.write_text(good, encoding="utf-8")
    with pytest.raises(StoryError) as caught:
        drama.edit_text(path, "story", bad, base=good)
    assert problem in str(caught.value)
    assert path.read_text(encoding="utf-8") == good
    assert drama.edits(path) == ()


@pytest.mark.parametrize("which", ["corrections", "story"])
def test_a_byte_order_mark_that_is_pasted_with_a_text_is_no_part_of_it(bell: Path, which: str) -> None:
    before = drama.text_of(bell, which).text
    text = f"{before or PINS}\n"
    done = drama.edit_text(bell, which, f"\ufeff\ufeff{text}", base=before)
    assert done.text == done.path.read_text(encoding="utf-8") == text
    drama.undo(bell)
    assert (done.path.read_text(encoding="utf-8") if done.path.exists() else None) == before
