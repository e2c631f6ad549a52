from __future__ import annotations

import random
from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.readers import find_story_files
from drama.readers.structure.chapter_names import chapter_key, chapter_title, is_no_chapter, is_part


def folder_of(root: Path, *names: str) -> Path:
    """Return a folder of files of one sentence each."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"It was {path.stem}.\n", encoding="utf-8")
    return root


def names_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_story_files([folder]).files]


@pytest.mark.parametrize(
    "names",
    [
        ("1.txt", "2.txt", "10.txt"),
        ("ch1.md", "ch2.md", "ch02b.md", "ch10.md"),
        (
            "Prologue.txt",
            "Chapter One.txt",
            "Chapter Two.txt",
            "Chapter Three.txt",
            "Chapter Twelve.txt",
            "Epilogue.txt",
        ),
        ("chapter-i.md", "chapter-ii.md", "chapter-iv.md", "chapter-v.md", "chapter-ix.md", "chapter-x.md"),
        ("One.txt", "Two.txt", "Three.txt", "Twenty-one.txt", "Twenty-two.txt"),
        ("Part 1 Chapter 3.txt", "Part 1 Chapter 12.txt", "Part 2 Chapter 1.txt"),
        ("1 Tide.txt", "1.5 Interlude.txt", "2 Ebb.txt"),
    ],
)
def test_chapters_stand_as_they_are_counted(tmp_path: Path, names: tuple[str, ...]) -> None:
    folder_of(tmp_path / "tale", *names)
    assert names_in(tmp_path / "tale") == list(names)
    shuffled = random.Random(3).sample(names, len(names))
    assert sorted(shuffled, key=chapter_key) == list(names)


def test_what_is_no_chapter_is_passed_over_and_told(tmp_path: Path) -> None:
    tale = folder_of(
        tmp_path / "tale", "1.txt", "2.md", ".hidden.txt", "README.md", "notes.txt", "Plot outline.txt", "map.png",
        "1.voices.toml", "tale.script.toml", "tale.transcript.txt", "tale.labels.txt", "~$2.md", "drafts/1.txt",
    )  # fmt: skip
    found = find_story_files([tale])
    assert [path.name for path in found.files] == ["1.txt", "2.md"]
    assert [path.name for path in found.passed_over] == [
        "drafts", "map.png", "notes.txt", "Plot outline.txt", "README.md", "tale.labels.txt", "tale.transcript.txt",
    ]  # fmt: skip


def test_a_file_that_drama_wrote_is_no_chapter(tmp_path: Path) -> None:
    tale = folder_of(tmp_path / "tale", "1.txt", "script.txt")
    assert [path.name for path in find_story_files([tale], is_own=lambda path: path.stem == "script").files] == [
        "1.txt"
    ]


def test_one_chapter_in_two_formats_is_read_once(tmp_path: Path) -> None:
    tale = folder_of(tmp_path / "tale", "1.txt", "1.md", "2.md")
    assert names_in(tale) == ["1.txt", "2.md"]
    assert [path.name for path in find_story_files([tale]).passed_over] == ["1.md"]


def test_folders_of_parts_are_read_in_their_place_and_others_are_not(tmp_path: Path) -> None:
    tale = folder_of(
        tmp_path / "tale", "Prologue.md", "Part One/1.md", "Part One/2.md", "Part Two/1.md", "Part Two/old/1.md",
        "old drafts/1.md", "Epilogue.md",
    )  # fmt: skip
    assert names_in(tale) == ["Prologue.md", "Part One/1.md", "Part One/2.md", "Part Two/1.md", "Epilogue.md"]
    assert [path.name for path in find_story_files([tale]).passed_over] == ["old", "old drafts"]


def test_a_story_goes_by_its_file_its_folder_or_the_folder_of_its_files(tmp_path: Path) -> None:
    tale = folder_of(tmp_path / "tale", "1.md", "2.md", "more/3.md")
    assert find_story_files([tale / "1.md"]).path == tale / "1.md"
    assert find_story_files([tale / "1.md"]).is_one_file
    assert find_story_files([tale]).path == tale
    assert find_story_files([tale / "2.md", tale / "1.md"]).path == tale
    assert find_story_files([tale / "1.md", tale / "more" / "3.md"]).path == tale
    assert find_story_files([tale / "1.md", tale / "more"]).files == (tale / "1.md", tale / "more" / "3.md")


def test_the_folder_here_goes_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder_of(tmp_path / "tale", "1.md"))
    assert find_story_files([Path()]).path == tmp_path / "tale"
    assert find_story_files([Path("1.md")]).path == Path("1.md")


@pytest.mark.parametrize(
    ("name", "files", "message"),
    [
        ("empty", (), "it is empty"),
        ("papers", ("a.pdf", "b.jpg"), r"valid are files such as chapter-1.txt \(.*\.txt.*\); it holds a\.pdf, b\.jpg"),
        ("tale.scriv", ("tale.scrivx",), r"a Scrivener project: compile it in Scrivener \(File > Compile\) as \.docx"),
    ],
)
def test_a_folder_without_a_story_is_one_error(tmp_path: Path, name: str, files: tuple[str, ...], message: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(StoryError, match=message):
        find_story_files([folder_of(tmp_path / name, *files)])


def test_a_file_named_twice_is_refused(tmp_path: Path) -> None:
    tale = folder_of(tmp_path, "1.md", "2.md")
    with pytest.raises(StoryError, match=r"1\.md is named twice"):
        find_story_files([tale / "1.md", tale])


def link(path: Path, to: str) -> None:
    try:
        path.symlink_to(to)
    except OSError:  # as on Windows, without the right to
        pytest.skip("no links can be made here")


def test_a_link_to_a_chapter_or_to_the_folder_itself_is_no_chapter_of_its_own(tmp_path: Path) -> None:
    tale = folder_of(tmp_path / "tale", "1.md", "Part Two/2.md", "Part Two/3.md")
    link(tale / "0-newest.md", "Part Two/3.md")
    link(tale / "Part One", "../tale")
    link(tale / "Part Three", "Part Two")
    assert names_in(tale) == ["1.md", "Part Two/2.md", "Part Two/3.md"]
    assert {"0-newest.md", "1.md"} <= {path.name for path in find_story_files([tale]).passed_over}


def test_links_to_what_stands_elsewhere_are_chapters(tmp_path: Path) -> None:
    folder_of(tmp_path / "elsewhere", "one.md", "Part Two/2.md")
    tale = folder_of(tmp_path / "tale", "3.md")
    link(tale / "1.md", "../elsewhere/one.md")
    link(tale / "2 Winter", "../elsewhere/Part Two")
    assert names_in(tale) == ["1.md", "2 Winter/2.md", "3.md"]


def test_a_file_named_once_more_by_a_link_is_refused(tmp_path: Path) -> None:
    tale = folder_of(tmp_path, "1.md")
    link(tale / "one.md", "1.md")
    with pytest.raises(StoryError, match=r"one\.md is named twice"):
        find_story_files([tale / "1.md", tale / "one.md"])


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("02-the-ferry.md", "The Ferry"), ("02.md", "2"), ("ch03.md", "Chapter 3"), ("1984.txt", "1984"),
        ("Chapter 04 - The Lamp.txt", "Chapter 4 - The Lamp"), ("the_salt_stair.md", "The Salt Stair"),
    ],
)  # fmt: skip
def test_a_chapter_without_a_title_is_called_as_its_file(name: str, title: str) -> None:
    assert chapter_title(Path(name), is_counted=name[0].isdecimal()) == title


@pytest.mark.parametrize("name", ["Notes from Underground", "01 notes", "chapter 3 notes", "The Index Case"])
def test_a_chapter_is_not_taken_for_a_note_by_one_of_its_words(name: str) -> None:
    assert not is_no_chapter(name)


@pytest.mark.parametrize("name", ["drafts", "old", "2019 drafts", "images", "research"])
def test_a_folder_that_no_part_is_called_as_is_none(name: str) -> None:
    assert not is_part(name)
