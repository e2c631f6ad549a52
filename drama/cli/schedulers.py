"""The options of commands whose work many machines can share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from drama.cli.terminal import clean

if TYPE_CHECKING:
    from drama import Recording
    from drama.cli.shelf_rows import Meter
    from drama.shelf.run import RunBooks

scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Share the work out among the workers of a Dask scheduler: tcp://HOST:8786, or local:4 for four processes of "
    "this machine. All of them see the same folders under the same names. Needs the extra `shelf`.",
)
workers_option = click.option(
    "--workers-anyway",
    is_flag=True,
    help="Also use workers with other versions of drama, Python or an engine, which may make another sound.",
)


def tell(what: str) -> None:
    """Print what a person should know while work goes on, on standard error."""
    click.echo(clean(f"Note: {what}"), err=True)


@contextmanager
def recording_at(scheduler: str | None, *, workers_anyway: bool) -> Iterator[Recording | None]:
    """Yield what records at a scheduler; None without one, for the processes of a render's own."""
    if scheduler is None:
        yield None
        return
    from drama.shelf.schedulers import open_scheduler

    with open_scheduler(scheduler, tell=tell, workers_anyway=workers_anyway) as opened:
        yield opened.recorder()


@contextmanager
def books_at(scheduler: str | None, meter: Meter, *, jobs: int | None, workers_anyway: bool) -> Iterator[RunBooks]:
    """Yield what renders books at a scheduler; without one, one after another in this process."""
    from drama import shelf as shelves

    if scheduler is None:
        yield lambda books: shelves.in_turn(books, jobs=jobs, on_progress=meter.draw)
        return
    if jobs is not None:
        raise click.UsageError("--jobs is for this machine; with --scheduler each thread of a worker is one process")
    from drama.shelf.schedulers import open_scheduler

    with open_scheduler(scheduler, tell=tell, workers_anyway=workers_anyway) as opened:
        yield opened.run_books
