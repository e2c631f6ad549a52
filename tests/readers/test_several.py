from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from support.books import write_pages

from drama.errors import StoryError
from drama.model import PauseMark, Role, Story
from drama.readers import find_story_files, read_files
from drama.readers.base import check_story
from drama.script import read_script


def book(folder: Path, **files: str | bytes) -> Story:
    """Return the story in files of these names (``_1_md``) and texts, in the order given; it is checked."""
    paths = []
    for name, text in files.items():
        path = folder / ".".join(name.strip("_").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(path)
    story = read_files(find_story_files(paths))
    check_story(story, "several files")
    return story


def headings(story: Story) -> list[str]:
    return [story.text[p.start : p.end].lstrip("# ") for p in story.paragraphs if p.role is Role.HEADING]


def test_files_are_one_story_in_the_order_given(tmp_path: Path) -> None:
    story = book(tmp_path / "the-tide", _2_txt="“Out,” said Ines.\n", _1_txt="“In,” said Bo.\n")
    script = read_script(story)
    assert [line.text for line in script.lines if line.speaker] == ["“Out,”", "“In,”"]
    assert [scene.title for scene in script.scenes] == ["2", "1"]
    assert (story.title, story.path) == ("The Tide", tmp_path / "the-tide")


def test_a_file_has_its_own_heading_or_its_stated_title_or_its_name(tmp_path: Path) -> None:
    story = book(
        tmp_path,
        _1_md="# The Lamp\n\nIt burned.\n",
        _2_md="---\ntitle: The Ferry\n---\n\nIt came.\n",
        _03_the_rain_md="It fell.\n",
        _4_txt="“I am old,” the motto says.\n\nChapter Four\n\nIt ended.\n",
    )
    assert headings(story) == ["The Lamp", "The Ferry", "The Rain", "Chapter Four"]


def test_a_title_that_all_files_state_is_the_books(tmp_path: Path) -> None:
    head = "---\ntitle: The Salt Stair\nauthor: Nell Orrin\nlanguage: en-GB\npart: {}\n---\n\nIt was {}.\n"
    story = book(tmp_path, ch1_md=head.format(1, "one"), ch2_md=head.format(2, "two"))
    assert (story.title, story.author, story.metadata.language) == ("The Salt Stair", "Nell Orrin", "en-GB")
    assert story.metadata.part is None
    assert headings(story) == ["Chapter 1", "Chapter 2"]


def test_formats_may_differ_and_all_that_a_reader_labels_is_kept(tmp_path: Path) -> None:
    write_pages(tmp_path / "2.epub", "<h1>Two</h1><p>It was <i>two</i>.</p>")
    (tmp_path / "1.md").write_text("# One\n\nIt was *one*. [pause 2s]\n\n[SFX: bell] It rang.\n", encoding="utf-8")
    story = read_files(find_story_files([tmp_path / "1.md", tmp_path / "2.epub"]))
    check_story(story, "several files")
    assert [story.text[span.start : span.end] for span in story.emphasis] == ["one", "two"]
    assert story.pauses == (PauseMark(story.text.index("[pause"), 2000),)
    assert [story.text[effect.at :][:5] for effect in story.effects] == ["[SFX:"]


def test_a_speech_does_not_run_from_one_file_into_the_next(tmp_path: Path) -> None:
    story = book(tmp_path, _1_txt="“I begin and do not end.\n", _2_txt="“New,” said Bo.\n")
    lines = read_script(story).lines
    assert [line.text for line in lines if line.text.startswith("“New")] == ["“New,”"]


def test_the_folder_of_a_part_heads_it(tmp_path: Path) -> None:
    for name in ("part-one/1.txt", "part-one/2.txt", "part-ii/1.txt"):
        (tmp_path / "tale" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tale" / name).write_text("It was so.\n", encoding="utf-8")
    story = read_files(find_story_files([tmp_path / "tale"]))
    assert headings(story) == ["Part One", "1", "2", "Part II", "1"]
    assert [paragraph.level for paragraph in story.paragraphs if paragraph.level] == [1, 2, 2, 1, 2]


def test_the_folder_of_all_chapters_heads_nothing(tmp_path: Path) -> None:
    (tmp_path / "tale" / "chapters").mkdir(parents=True)
    (tmp_path / "tale" / "chapters" / "the-ferry.txt").write_text("It came.\n", encoding="utf-8")
    assert headings(read_files(find_story_files([tmp_path / "tale"]))) == ["The Ferry"]


def test_warnings_of_a_kind_are_one_and_name_the_file_and_its_own_line(tmp_path: Path) -> None:
    garbled = "It was late.\n\nâ€œWho is it?â€ said Bo. â€œWho?â€\n"
    story = book(tmp_path, _1_txt="It was early.\n\nIt was so.\n", _2_txt=garbled, _3_txt=garbled)
    (warning,) = story.warnings
    assert warning.startswith("2.txt: 1 line was garbled")
    assert "line 3: " in warning
    assert warning.endswith("(and likewise in 1 more of the files)")


def test_an_error_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"2\.txt is empty"):
        book(tmp_path, _1_txt="It was so.\n", _2_txt="")
    with pytest.raises(StoryError, match=r"no such file: .*3\.txt"):
        read_files(find_story_files([tmp_path / "1.txt", tmp_path / "3.txt"]))


def test_chapters_in_the_order_of_a_shell_are_warned_of(tmp_path: Path) -> None:
    story = book(tmp_path, ch1_md="It was 1.", ch10_md="It was 10.", ch2_md="It was 2.")
    assert [warning for warning in story.warnings if warning.startswith("ch10.md is read before ch2.md")]
    assert not book(tmp_path, ch10_md="It was 10.", ch1_md="It was 1.", ch2_md="It was 2.").warnings


def test_no_field_of_a_story_is_forgotten_where_files_are_bound() -> None:
    carried = {"text", "paragraphs", "skips", "emphasis", "pauses", "effects", "given", "cuts"}
    agreed = {"title", "author", "cover", "encoding", "path", "people", "metadata", "warnings", "read_as"}
    assert {field.name for field in fields(Story)} == carried | agreed
