"""Where every book of a shelf goes, known before any is rendered, and which of them would meet in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import drama
from drama.errors import DramaError
from drama.shelf.books import Book
from drama.shelf.layout import place_of, same_place
from drama.shelf.record import BookRecord, last_record
from drama.shelf.standing import is_made_from_the_same

LookAtEach: TypeAlias = Callable[[Callable[[Book], "Book | BookRecord"], Sequence[Book]], Iterable["Book | BookRecord"]]
"""Calls a function with each book, here or elsewhere, and gives what it returns in the order of the books: ``map``."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The books of a shelf, each in its place, and those that have none."""

    books: tuple[Book, ...]
    failed: tuple[BookRecord, ...] = ()
    """Those that cannot be read, and those that would stand in one place; nothing of it is written."""


def place_books(books: Sequence[Book], *, each: LookAtEach = map) -> Placed:
    """Look what every book is called, and give it its place. Renders nothing, and works out nothing but the places."""
    found = list(each(place_book, books))
    failed = [one for one in found if isinstance(one, BookRecord)]
    placed = [one for one in found if isinstance(one, Book)]
    problems = _meetings(placed)
    met = [BookRecord(book, is_ok=False, problem=problems[book.name]) for book in placed if book.name in problems]
    return Placed(tuple(book for book in placed if book.name not in problems), (*failed, *met))


def place_book(book: Book) -> Book | BookRecord:
    """Return a book in its place; a failed record where it cannot be read.

    One that is made from the same as before stands where it stood, and is not opened.
    """
    record = last_record(book)
    if record is not None and is_made_from_the_same(book, record):
        return replace(book, place=record.book.place)
    try:
        settings = book.settings
        label = drama.label(book.source, voices=settings.voices, metadata=dict(settings.metadata))
    except DramaError as problem:
        return BookRecord(book, is_ok=False, problem=str(problem))
    return replace(book, place=place_of(label.title, label.author, label.metadata))


def _meetings(books: Sequence[Book]) -> dict[str, str]:
    """Return why books cannot stand where they would, by name: in one place, or one within the folder of another."""
    by_place: defaultdict[str, list[Book]] = defaultdict(list)
    for book in books:
        by_place[same_place(book.place)].append(book)
    problems: dict[str, str] = {}
    for place, met in by_place.items():
        for book in met:
            others = [other for other in met if other.name != book.name]
            parts = place.split("/")
            above = [other for end in range(1, len(parts)) for other in by_place.get("/".join(parts[:end]), ())]
            if others:
                problems[book.name] = _one_place(book, others)
            for other in above:
                problems[book.name] = f"would stand at {book.place}, within the folder of {other.name}: {_ADVICE}"
    return problems


def _one_place(book: Book, others: Sequence[Book]) -> str:
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return f"would stand at {book.place}, as {others[0].name}{more} would: {_ADVICE}"


_ADVICE = "say in [metadata] of a cast file what tells them apart: title, author, series or part"
