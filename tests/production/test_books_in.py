"""Which files of a folder of folders are books, and which are chapters of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.shelves import FERRY, SERIES, small_shelf, write

import drama
from drama.production.books_in import DEEPEST


def found(folder: Path, **options: list[Path]) -> tuple[list[str], list[str]]:
    """Return the books in a folder and what is passed over, by their paths in it."""
    books = drama.books_in(folder, **options)
    return (
        [book.path.relative_to(folder).as_posix() for book in books.books],
        [path.relative_to(folder).as_posix() for path in books.passed_over],
    )


def test_stories_series_and_chapters_are_told_apart(tmp_path: Path) -> None:
    assert found(small_shelf(tmp_path)) == (
        ["ferry.txt", "harbour/01 The Lamp.md", "harbour/02 The Tower.md", "salt"],
        [],
    )
    salt = drama.books_in(tmp_path).books[-1]
    assert [path.name for path in salt.files] == ["1.md", "2.md", "10.md"]


LAYOUTS = {
    "chapters by number": (["b/1 Tide.md", "b/2 Ebb.md", "b/epilogue.md"], ["b"]),
    "chapters in words": (["b/Chapter One.md", "b/Chapter Two.md"], ["b"]),
    "a book in parts": (["b/Part One/1.md", "b/Part Two/1.md"], ["b"]),
    "an author's stories": (["a/Moor.md", "a/Fen.md"], ["a/Fen.md", "a/Moor.md"]),
    "an author with one story": (["a/1.md"], ["a/1.md"]),
    "stories, one with a number": (["a/Dune 7.md", "a/Fen.md"], ["a/Dune 7.md", "a/Fen.md"]),
    "books in a format of books": (["a/1.epub", "a/2.epub"], ["a/1.epub", "a/2.epub"]),
    "a folder with corrections of its own": (["b/Moor.md", "b/Fen.md", "b.script.toml"], ["b"]),
    "a series in order": (["s/1.md", "s/2.md", "s/series.voices.toml"], ["s/1.md", "s/2.md"]),
    "a series of books in chapters": (["s/b/1.md", "s/b/2.md", "s/series.voices.toml"], ["s/b"]),
    "two formats of a story": (["Moor.md", "Moor.txt"], ["Moor.txt"]),
    "folders in folders": (["x/y/z/Moor.md", "x/Fen.md"], ["x/Fen.md", "x/y/z/Moor.md"]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_folder_is_a_book_or_holds_books(tmp_path: Path, layout: str) -> None:
    files, books = LAYOUTS[layout]
    write(tmp_path, {name: SERIES if name.endswith("voices.toml") else FERRY for name in files})
    assert found(tmp_path)[0] == books


def test_what_is_no_story_is_told_and_libraries_are_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(("Moor.md", ".hidden.md", "notes.txt", "draft.pages", "a/README.md"), FERRY))
    write(tmp_path, {"old/.drama/books/x.json": "", "old/A/B/desc.txt": FERRY, "new/A/B/desc.txt": FERRY, "a.mp3": ""})
    books, passed_over = found(tmp_path, without=[tmp_path / "new"])
    assert books == ["Moor.md"]
    assert set(passed_over) == {".hidden.md", "notes.txt", "draft.pages", "a/README.md", "old", "new"}


def test_links_in_a_circle_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/Moor.md": FERRY})
    (tmp_path / "a" / "b").symlink_to(tmp_path, target_is_directory=True)
    assert found(tmp_path)[0] == ["a/Moor.md"]


def test_what_drama_wrote_is_no_story(tmp_path: Path) -> None:
    write(tmp_path, {"Moor.md": FERRY})
    drama.write_script(drama.read(tmp_path / "Moor.md"), tmp_path / "Fen.fountain", "INT. FEN\n\nULF\nGo on.\n")
    assert found(tmp_path) == (["Moor.md"], ["Fen.fountain"])


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(drama.DramaError, match="is not there; name a folder of stories"):
        drama.books_in(tmp_path / "nowhere")


def test_a_folder_too_deep_is_named_and_the_others_are_found(tmp_path: Path) -> None:
    deep = "/".join("d" * 1 for _ in range(DEEPEST + 1))
    write(tmp_path, {"a/Fen.md": FERRY, f"{deep}/Moor.md": FERRY, "z/Salt.md": FERRY})
    books = drama.books_in(tmp_path)
    assert found(tmp_path)[0] == ["a/Fen.md", "z/Salt.md"]
    ((folder, problem),) = books.unread
    assert folder == tmp_path / deep
    assert f"more than {DEEPEST} folders deep" in problem
