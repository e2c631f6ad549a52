"""A small shelf of stories: one by itself, a series, a book in chapters, and what is none of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from drama.shelf import Book, BookRecord, BookSettings, failed_before_work, find_books, place_books, run_shelf

TONE = BookSettings(engine="tone", draws_cover=False)

FERRY = """The Ferry

“Is that the last one?” Ines asked.

“The last tonight,” said Ulf.
"""
SERIES = """[series]
title = "Harbour Tales"

[metadata]
author = "Nell Orrin"
narrator = "Ada Voss"
description = "Salt & “tar”."
"""
RECORDS = {"drama.json"}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write texts into a folder, by their paths in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def story(title: str, *, author: str = "", words: str = "“Go on,” said Ulf.") -> str:
    """Return a story of one line with a title and an author stated at its head."""
    head = f"---\ntitle: {title}\n" + (f"author: {author}\n" if author else "") + "---\n\n"
    return f"{head}{words}\n"


def small_shelf(folder: Path) -> Path:
    """Write four books: a story, two of a series, and one in three chapters."""
    chapters = {
        f"salt/{number}.md": f"# Chapter {number}\n\n“Salt {number},” said Greta.\n\nShe wept.\n"
        for number in (1, 2, 10)
    }
    return write(
        folder,
        {
            "ferry.txt": FERRY,
            "harbour/series.voices.toml": SERIES,
            "harbour/01 The Lamp.md": "# The Lamp\n\n“Light it,” said Ines.\n",
            "harbour/02 The Tower.md": "# The Tower\n\n“Climb it,” said Ulf.\n",
            **chapters,
        },
    )


def shelved(folder: Path, library: Path, settings: BookSettings = TONE) -> dict[str, BookRecord]:
    """Render a folder into a library, and return the record of each book by name."""
    placed = place_books(find_books(folder, library, settings).books)
    failed = [failed_before_work(record.book, record.problem) for record in placed.failed]
    return {record.book.name: record for record in (*failed, *run_shelf(placed.books))}


def placed_books(folder: Path, library: Path, settings: BookSettings = TONE) -> dict[str, Book]:
    """Return the books of a folder in their places, by name."""
    return {book.name: book for book in place_books(find_books(folder, library, settings).books).books}


def contents(library: Path) -> dict[str, str]:
    """Return the digest of every file in a library by its path, but for records, which tell of a run."""
    files = (path for path in sorted(library.rglob("*")) if path.is_file() and path.name not in RECORDS)
    return {
        path.relative_to(library).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if ".drama" not in path.relative_to(library).parts
    }
