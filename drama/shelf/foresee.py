"""What a shelf would cost, known without recording anything."""

from __future__ import annotations

from dataclasses import dataclass

import drama
from drama.errors import DramaError
from drama.shelf.books import Book
from drama.shelf.standing import check_files, standing


@dataclass(frozen=True, slots=True)
class BookForecast:
    """What rendering a book would take."""

    book: Book
    problem: str = ""
    """Why it would fail."""
    stands: bool = False
    """Whether nothing would be done."""
    warnings: tuple[str, ...] = ()
    """Which of its files somebody else has changed, where it stands."""
    lines: int = 0
    to_record: int = 0
    """Lines without a recording."""
    speech_s: float = 0.0
    """Length of what would be recorded, estimated from its words."""
    time_s: float | None = 0.0
    """How long recording that takes here; None where nothing is known of an engine's speed."""


def foresee(book: Book, *, jobs: int | None = None) -> BookForecast:
    """Return what rendering a book would take: it is read and cast, and nothing is recorded."""
    if (stands := standing(book)) is not None:
        return BookForecast(book, stands=True, warnings=stands.warnings)
    try:
        check_files(book)
        production = book.settings.prepare(book.source)
        plan = drama.plan(production, jobs=jobs)
    except DramaError as problem:
        return BookForecast(book, problem=str(problem))
    times = [cost.time_s for cost in plan.costs]
    known = [time for time in times if time is not None]
    return BookForecast(
        book,
        lines=len(plan.lines),
        to_record=len(plan.to_record),
        speech_s=plan.seconds,
        time_s=sum(known) if len(known) == len(times) else None,
    )
