"""What ``drama shelf`` prints: a row a book, what failed, and on a terminal how far it is."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self, TypeVar

import click

from drama.cli.terminal import clean, clock, count, duration, show_warnings

if TYPE_CHECKING:
    from types import TracebackType

    from drama import Progress
    from drama.shelf import Book, BookForecast, BookRecord, FoundShelf

_SHOWN = 8
"""Names listed of what is passed over."""
_EVERY_S = 0.2
_RECORDING = 0.85
"""The share of a book's time that recording takes, about; the rest is mixing."""
_Given = TypeVar("_Given")
_Answer = TypeVar("_Answer")


def show_found(found: FoundShelf) -> None:
    """Say on standard error how many books there are, and what is passed over."""
    click.echo(clean(f"Note: {count(len(found.books), 'book')} found"), err=True)
    if found.passed_over:
        more = len(found.passed_over) - _SHOWN
        names = ", ".join(found.passed_over[:_SHOWN]) + (f", and {more:,} more" if more > 0 else "")
        click.echo(clean(f"Note: passed over, as no stories: {names}"), err=True)


def show_record(record: BookRecord, done: int, total: int) -> None:
    """Print what became of a book, in one row."""
    show_warnings(f"{record.book.name}: {warning}" for warning in record.warnings)
    if record.is_skipped:
        told = _stands(record.warnings)
    elif record.is_ok:
        told = f"{clock(record.duration_s)}, {count(record.recorded, 'line')} recorded, {record.reused:,} reused, "
        told += f"in {duration(record.wall_s)}"
    else:
        told = f"failed: {record.problem}"
    where = f" → {record.book.place}" if record.is_ok else ""
    click.echo(clean(f"[{done}/{total}] {record.book.name}{where}  {told}"))


def _stands(changed: Sequence[str]) -> str:
    but = f", but for {count(len(changed), 'file')} that somebody else changed" if changed else ""
    return f"stands as it should{but}"


def show_failures(failed: Sequence[BookRecord], *, of: int, were_tried: bool) -> None:
    """Say on standard error which books failed, and why; or which would."""
    them = "it" if len(failed) == 1 else "them"
    became = f"failed; a second run tries {them} again" if were_tried else "cannot be rendered"
    click.echo(f"Error: {len(failed):,} of {count(of, 'book')} {became}", err=True)
    by_problem: dict[str, list[str]] = {}
    for record in failed:
        by_problem.setdefault(record.problem, []).append(record.book.name)
    for problem, names in by_problem.items():
        more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        click.echo(clean(f"  {', '.join(names[:_SHOWN])}{more}: {problem}"), err=True)


def show_forecasts(forecasts: Sequence[BookForecast]) -> None:
    """Print where each book goes, and what it takes."""
    for forecast in forecasts:
        show_warnings(f"{forecast.book.name}: {warning}" for warning in forecast.warnings)
        click.echo(clean(f"{forecast.book.name} → {forecast.book.place}  {_cost(forecast)}"))
    to_do = [forecast for forecast in forecasts if not forecast.stands and not forecast.problem]
    lines, speech_s = sum(one.to_record for one in to_do), sum(one.speech_s for one in to_do)
    click.echo(
        f"{count(len(forecasts), 'book')}, {len(to_do):,} to render: {count(lines, 'line')} to record, about "
        f"{clock(speech_s)} of speech{_time([one.time_s for one in to_do])}"
    )


def _cost(forecast: BookForecast) -> str:
    if forecast.stands:
        return _stands(forecast.warnings)
    if forecast.problem:
        return f"would fail: {forecast.problem}"
    lines = f"{count(forecast.lines, 'line')}, {forecast.to_record:,} to record, about {clock(forecast.speech_s)}"
    # That a time is not known is said once, with the sum.
    return f"{lines} of speech{_time(() if forecast.time_s is None else (forecast.time_s,))}"


def _time(times: Sequence[float | None]) -> str:
    known = [time_s for time_s in times if time_s is not None]
    if len(known) < len(times):
        return "; how long recording takes is not known yet"
    return f", recorded in about {duration(sum(known))}" if sum(known) >= 1 else ""


class Meter:
    """How far a shelf is, in one row on standard error where that is a terminal."""

    def __init__(self, total: int) -> None:
        """Begin with no book of ``total`` done."""
        self._total, self._done = total, 0
        self._is_shown = sys.stderr.isatty()
        self._weights: dict[str, int] = {}
        self._weight_done = self._weight_to_do = 0
        self._began_s = self._drawn_s = 0.0

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the row."""
        self._clear()

    def looking(self, look: Callable[[_Given], _Answer], at: Sequence[_Given]) -> Iterator[_Answer]:
        """Call a function with each book, as ``map`` does, and say how far that is."""
        for book in self.each(at):
            yield look(book)

    def each(self, books: Sequence[_Given]) -> Iterator[_Given]:
        """Yield books, and say how many have been looked at."""
        for number, book in enumerate(books, 1):
            self._show(f"Looking at book {number:,} of {len(books):,}")
            yield book

    def weighed(self, books: Sequence[Book]) -> Sequence[Book]:
        """Take in which books are to be rendered: a book takes its time by the size of its files."""
        self._weights = {book.name: _size(book) for book in books}
        self._weight_to_do = sum(self._weights.values())
        self._began_s = time.monotonic()
        return books

    def draw(self, book: Book, progress: Progress | None) -> None:
        """Say how far a book is, and the shelf."""
        share, stage = 0.0, "reading"
        if progress is not None and progress.total:
            part = progress.done / progress.total
            is_recording = progress.stage == "record"
            share = part * _RECORDING if is_recording else _RECORDING + part * (1 - _RECORDING)
            stage = f"{'recording' if is_recording else 'mixing'} {part:.0%}"
        self._show(f"[{self._done + 1}/{self._total}] {book.name}: {stage}{self._left(book, share)}")

    def finish(self, record: BookRecord) -> None:
        """Take in that a book is done."""
        self._done += 1
        self._weight_done += self._weights.get(record.book.name, 0)
        self._clear()

    def _left(self, book: Book, share: float) -> str:
        done = self._weight_done + share * self._weights.get(book.name, 0)
        spent_s = time.monotonic() - self._began_s
        if not done or spent_s < 2:
            return ""
        return f"; about {duration(spent_s * (self._weight_to_do - done) / done)} left"

    def _show(self, text: str) -> None:
        if self._is_shown and time.monotonic() - self._drawn_s >= _EVERY_S:
            self._drawn_s = time.monotonic()
            width = max(20, shutil.get_terminal_size().columns - 1)
            click.echo(f"\r\x1b[K{clean(text)[:width]}", err=True, nl=False)

    def _clear(self) -> None:
        if self._is_shown and self._drawn_s:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._drawn_s = 0.0


def _size(book: Book) -> int:
    paths: Iterable[str] = [os.fspath(book.source)]
    if book.source.is_dir():
        paths = (os.path.join(folder, name) for folder, _, names in os.walk(book.source) for name in names)  # noqa: PTH118
    return max(1, sum(os.path.getsize(path) for path in paths if os.path.isfile(path)))  # noqa: PTH113, PTH202
