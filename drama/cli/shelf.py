"""``drama shelf``: many stories in, a library of audiobooks out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.schedulers import books_at, scheduler_option, workers_option
from drama.cli.shelf_plan import PlanFile
from drama.cli.shelf_rows import Meter, show_failures, show_forecasts, show_found, show_record
from drama.cli.terminal import (
    Names,
    Pair,
    engine_option,
    force_option,
    jobs_option,
    language_option,
    lock_option,
    paragraphs,
    style_option,
    voices_option,
)
from drama.model import Preset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.shelf import Book, BookRecord, BookSettings, FoundShelf, Placed
    from drama.shelf.run import RunBooks

_FORMATS = ("mp3", "m4b", "opus", "flac", "wav")


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama shelf stories --out library                  every story, as Author/Series/Vol 1 - Title/Title.mp3
        drama shelf stories --out library --dry-run        which books there are, where each goes, how long it takes
        drama shelf stories --out library --format m4b     one .m4b a book, its chapters inside
        drama shelf stories --out library --preset audiobook --chapters
        drama shelf stories --out library --only harbour
        drama shelf stories --out library --failed         only those that failed the last time
        drama shelf stories --out library --plan jobs.txt  one command a book: parallel < jobs.txt
        drama shelf stories --out library --scheduler tcp://host:8786  by the workers of a Dask cluster""",
        "A second run renders what has changed, and what failed. Killed, it goes on where it stopped.",
    )
)
@click.argument("folder", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--out",
    "library",
    type=click.Path(path_type=Path, readable=False),
    metavar="LIBRARY",
    required=True,
    help="The folder of the library; made if it is not there.",
)
@click.option(
    "--format", "format_", type=click.Choice(_FORMATS), default="mp3", show_default=True, help="Of the books."
)
@click.option(
    "--chapters/--one-file",
    "in_chapters",
    default=None,
    help="A file for each chapter, or one for the book.  [default: chapters for an audiobook preset, but not as .m4b]",
)
@voices_option
@engine_option
@style_option
@click.option(
    "--preset",
    type=click.Choice([preset.value for preset in Preset]),
    help="Loudness target.  [default: the cast file's, else podcast]",
)
@click.option(
    "--with",
    "documents",
    type=Names(),
    metavar="vtt,page,…",
    help="Also write captions, a page and so on into the folder of each book. `--with list` lists them.",
)
@click.option(
    "--metadata",
    type=Pair(),
    multiple=True,
    metavar="NAME=TEXT",
    help="Tag of every book, such as publisher or narrator; goes over cast file and story. Repeatable.",
)
@click.option("--no-cover", is_flag=True, help="Draw no cover for a book that has none.")
@jobs_option
@click.option(
    "--only",
    "names",
    multiple=True,
    metavar="NAME",
    help="Only these books: a path below FOLDER, also of a folder, or a pattern such as 'harbour/*'. Repeatable.",
)
@click.option("--failed", "only_failed", is_flag=True, help="Only the books that failed the last time.")
@click.option("--again", "is_again", is_flag=True, help="Render also books that stand in the library as they should.")
@language_option
@lock_option
@force_option
@scheduler_option
@workers_option
@click.option("--dry-run", is_flag=True, help="Show which books there are, where each goes and how long it takes.")
@click.option(
    "--plan",
    type=click.Path(path_type=Path, readable=False, allow_dash=True),
    metavar="FILE",
    help="Write one command a book that is to be rendered, for GNU parallel, make or Slurm, and render none; - prints.",
)
def shelf(
    folder: Path,
    library: Path,
    format_: str,
    in_chapters: bool | None,
    voices: Path | None,
    engine: str | None,
    style: str | None,
    preset: str | None,
    documents: tuple[str, ...] | None,
    metadata: tuple[tuple[str, str], ...],
    no_cover: bool,
    jobs: int | None,
    names: tuple[str, ...],
    only_failed: bool,
    is_again: bool,
    language_anyway: bool,
    lock_anyway: bool,
    replaces_any: bool,
    scheduler: str | None,
    workers_anyway: bool,
    dry_run: bool,
    plan: Path | None,
) -> None:
    """Render every story and book in FOLDER, and below it, into a library of audiobooks.

    Each book goes to Author/Series/Vol 1 - Title {Narrator}/ with its cover, metadata.json, desc.txt, reader.txt,
    chapters and tags, as Audiobookshelf, Plex, Voice and BookPlayer read them. A book that fails is named, and the
    others finish.
    """
    from drama import shelf as shelves

    settings = shelves.BookSettings(
        format=format_,
        in_chapters=in_chapters,
        voices=None if voices is None else voices.absolute(),
        engine=engine,
        style=style,
        preset=preset,
        documents=_documents(documents or (), format_),
        metadata=tuple(metadata),
        draws_cover=not no_cover,
        language_anyway=language_anyway,
        lock_anyway=lock_anyway,
        overwrite=replaces_any,
    )
    found = _found(folder, library, settings)
    plan_file = None if plan is None else PlanFile(plan, found.books, replaces_any=replaces_any)
    books, lost = _chosen(found, names=names, only_failed=only_failed)
    with Meter(len(books)) as meter:
        placed = shelves.place_books(books, each=meter.looking)
        placed = replace(placed, failed=(*lost, *placed.failed))
        failed = list(placed.failed)
        if plan_file is not None:
            to_do = [book for book in placed.books if is_again or shelves.standing(book) is None]
            failed += plan_file.write(to_do, folder, jobs=jobs)
        elif dry_run:
            show_forecasts([shelves.foresee(book, jobs=jobs) for book in meter.each(placed.books)])
        else:
            with books_at(scheduler, meter, jobs=jobs, workers_anyway=workers_anyway) as run:
                records = _run(placed, run, meter, is_again=is_again)
            failed = [record for record in records if not record.is_ok]
    if failed:
        show_failures(failed, of=len(books) + len(lost), were_tried=plan is None and not dry_run)
        raise click.exceptions.Exit(1)


def _documents(names: tuple[str, ...], format_: str) -> tuple[str, ...]:
    """Return the names of documents; for ``all`` those of every one that a book of a shelf can have."""
    import drama

    if names != ("all",):
        return names
    offers = (offer for offer in drama.documents().values() if not offer.needs and not offer.needs_stems)
    return tuple(offer.name for offer in offers if offer.can_carry(Path(f"book.{format_}")))


def _found(folder: Path, library: Path, settings: BookSettings) -> FoundShelf:
    """Return the books there are; say how many, and what is passed over."""
    import drama
    from drama import shelf as shelves

    if settings.engine is not None:
        drama.EngineInfo(settings.engine).version  # noqa: B018 (raises for an engine there is not)
    found = shelves.find_books(folder, library, settings)
    show_found(found)
    return found


def _chosen(
    found: FoundShelf, *, names: Sequence[str], only_failed: bool
) -> tuple[tuple[Book, ...], tuple[BookRecord, ...]]:
    """Return the books a user asks for, and the folders among them that cannot be looked through."""
    from drama import shelf as shelves

    unread = {book.name: problem for book, problem in found.unread}
    books = (*found.books, *(book for book, _ in found.unread))
    books = shelves.only(books, names) if names else books
    if only_failed:
        books = tuple(book for book in books if shelves.last_failure(book) is not None)
        if not books:
            click.echo("No book failed the last time.")
    lost = [shelves.BookRecord(book, is_ok=False, problem=unread[book.name]) for book in books if book.name in unread]
    return tuple(book for book in books if book.name not in unread), tuple(lost)


def _run(placed: Placed, run: RunBooks, meter: Meter, *, is_again: bool) -> list[BookRecord]:
    """Render the books of a shelf, with a row for each; return their records, those of books without a place first."""
    from drama import shelf as shelves

    before = [shelves.failed_before_work(record.book, record.problem) for record in placed.failed]
    total = len(before) + len(placed.books)

    def tell(record: BookRecord, done: int, _: int) -> None:
        meter.finish(record)
        show_record(record, len(before) + done, total)

    for number, record in enumerate(before, 1):
        meter.finish(record)
        show_record(record, number, total)
    to_do = placed.books
    records = shelves.run_shelf(to_do, run=lambda some: run(meter.weighed(some)), is_again=is_again, on_record=tell)
    return [*before, *records]
