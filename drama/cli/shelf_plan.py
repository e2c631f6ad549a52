"""The file of ``drama shelf --plan``: one command a book, put where no file of somebody else's stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.terminal import clean, count, show_warnings
from drama.errors import DramaError
from drama.files.atomic import write_file
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles

if TYPE_CHECKING:
    from drama.shelf import Book, BookRecord

PRINTED = Path("-")
"""As the name of a plan: standard output."""


class PlanFile:
    """Where a plan goes."""

    def __init__(self, path: Path, shelf: Iterable[Book], *, replaces_any: bool) -> None:
        """Raise WriteError for a file that is not drama's to replace, and for any that a book of the shelf needs."""
        self._path = path
        self._written = None
        if path != PRINTED:
            inputs = tuple(_inputs(shelf))
            self._written = WrittenFiles(default_folder(), path, inputs=inputs, replaces_any=replaces_any)
            self._written.check(path)

    def write(self, books: Sequence[Book], folder: Path, *, jobs: int | None) -> list[BookRecord]:
        """Write or print a line for each book; return those that no line can hold, as failed."""
        from drama import shelf as shelves

        lines, failed = [], []
        for book in books:
            try:
                lines.append(shelves.plan_line(book, folder, jobs=jobs))
            except DramaError as problem:
                failed.append(shelves.BookRecord(book, is_ok=False, problem=str(problem)))
        if self._written is None:
            for line in lines:
                click.echo(line)
            if not lines:
                click.echo("Note: no book is to be rendered: the plan has no line", err=True)
            return failed
        write_file(self._path, "".join(f"{line}\n" for line in lines), place=self._written.place)
        show_warnings(self._written.warnings)
        click.echo(clean(f"{self._path}: {count(len(lines), 'book')} to render, one a line"), err=True)
        return failed


def _inputs(shelf: Iterable[Book]) -> Iterator[Path]:
    """Yield the files that books are made from, as far as that is known without opening one."""
    import drama

    for book in shelf:
        yield book.source
        if book.settings.voices is not None:
            yield book.settings.voices
        with suppress(DramaError):  # its cast file also where --voices names another for now
            yield from drama.inputs(book.source)
