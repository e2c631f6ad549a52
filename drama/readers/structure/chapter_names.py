"""What names of files say of a book: which is a chapter, in which order they stand, what each is called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from drama.languages.en.chapters import BACK, CHAPTER_FOLDERS, DIVISIONS, FRONT, NOTE_ENDS, NOTES, WHOLE_CHAPTER
from drama.readers.structure.front_matter import title_from_name
from drama.readers.structure.headings import bare_number, worded_heading

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_NUMBERED = re.compile(r"\d{1,3}(?!\d)")
_COUNTER = re.compile(r"[\s_]*\d{1,4}(?:\.\d{1,3})?[\s._)–—-]+(?=\S)")
_ROMAN = re.compile(r"[IVXLC]{2,8}|[ivxlc]{2,8}|[IVXLC][ivxlc]{1,7}")
_LEADING_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")
_SHORT_FOR = re.compile(rf"(?:{'|'.join(sorted(WHOLE_CHAPTER, reverse=True))})[\s._-]*(?=\d)", re.IGNORECASE)


def chapter_key(name: str) -> tuple[object, ...]:
    """Return what sorts names of chapters as they are counted: 2 before 10, "Two" before "Three", a prologue first.

    A word behind a number stands before a number behind it: "1 Tide", then "1.5 Ebb".
    """
    pieces = _pieces(name)
    first = pieces[0] if pieces else ""
    place = 0 if first in FRONT else 2 if first in BACK else 1
    values = list(_values(pieces))
    return place, values[:1], [(-kind, value, word) for kind, value, word in values[1:]], name


def is_part(name: str, *, titled: bool = False) -> bool:
    """Tell whether a folder in a book's folder holds chapters: "Part One", "02 - Winter"; "chapters" has no title."""
    if name.lower() in CHAPTER_FOLDERS:
        return not titled
    return _NUMBERED.match(name) is not None or worded_heading(folder_title(name)) != 0


def is_in_order(name: str) -> bool:
    """Tell whether a file's name without suffix has its place in a book: "prologue", "Chapter Two", "afterword"."""
    pieces = _pieces(f"{name}.")
    return bool(pieces) and pieces[0] in FRONT | BACK | DIVISIONS


def is_no_chapter(name: str) -> bool:
    """Tell whether a file is not of the book, by its name without suffix: "README", "notes", "Plot outline"."""
    pieces = _pieces(name + ".")
    if not pieces or pieces[0].isdecimal() or pieces[0] in DIVISIONS:
        return False
    return pieces[0] in {"readme", "license", "licence"} or pieces[-1] in NOTE_ENDS or "".join(pieces) in NOTES


def folder_title(name: str) -> str:
    """Return what the folder of a part is called: "Part One" for ``part-one``."""
    title = _COUNTER.sub("", name, count=1)
    words = title_from_name(Path(f"{title}.txt")).split()
    counted = [word.upper() if before.casefold() in DIVISIONS and _ROMAN.fullmatch(word) else word
               for before, word in zip(["", *words], words, strict=False)]  # fmt: skip
    return _LEADING_ZEROS.sub("", " ".join(counted))


def chapter_title(path: Path, *, is_counted: bool) -> str:
    """Return the title of a chapter whose file has none but its name: "The Ferry" for ``02-the-ferry.md``.

    A number before it goes where all chapters are counted so (``is_counted``); a number alone stays.
    """
    stem = _COUNTER.sub("", path.stem, count=1) if is_counted else path.stem
    stem = _SHORT_FOR.sub("Chapter ", stem, count=1) if _SHORT_FOR.match(stem) else stem
    title = title_from_name(Path(f"{stem}.txt"))
    return _LEADING_ZEROS.sub("", title)


def is_counted(path: Path) -> bool:
    """Tell whether a file's name begins with its number."""
    return path.stem[:1].isdecimal()


def _pieces(name: str) -> list[str]:
    return _PIECE.findall(os.path.splitext(name)[0].casefold())  # noqa: PTH122 (a name, which may hold anything)


def _values(pieces: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces of a name, numbers by their value, also in words and in Roman figures where they count."""
    at = 0
    while at < len(pieces):
        piece, counts = pieces[at], at and pieces[at - 1] in DIVISIONS
        if piece.isdecimal():
            yield 0, int(piece[:18]), ""
        elif counts or len(pieces) <= 2:
            pair = f"{piece}-{pieces[at + 1]}".capitalize() if at + 1 < len(pieces) else ""
            if value := bare_number(pair):
                at += 1
            value = value or bare_number(piece.capitalize()) or bare_number(piece.upper())
            yield (0, value, "") if value else (1, 0, piece)
        else:
            yield 1, 0, piece
        at += 1
