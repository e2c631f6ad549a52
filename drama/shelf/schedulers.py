"""What hands work out to other processes and machines, by its address: ``tcp://host:8786``, ``local:4``.

What stands before the first colon names the kind. Dask is drama's own; other packages add theirs as an entry point of
the group ``drama.schedulers``, named as the addresses begin, that is a callable which returns a
:class:`SchedulerKind`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from drama.errors import DramaError
from drama.files.plugins import Plugins
from drama.shelf.books import Book
from drama.shelf.record import BookRecord

if TYPE_CHECKING:
    from drama import Recording

GROUP = "drama.schedulers"
_PLUGINS = Plugins(GROUP, "scheduler", required=("open",), error=DramaError)
_DASK = ("local", "tcp", "tls", "ucx", "ws", "wss")
"""How addresses of Dask's begin: its transports, and a cluster of this machine's own."""

Tell: TypeAlias = Callable[[str], None]
"""Called with what a person should know while work goes on: a worker that is not used, a scheduler that is gone."""


class Scheduler(Protocol):
    """Processes here or elsewhere that are ready for work."""

    def recorder(self, *, store: Path | None = None) -> Recording:
        """Return what records the lines of a render there, into a store that all of them see."""

    def run_books(self, books: Sequence[Book], *, store: Path | None = None) -> Iterable[BookRecord]:
        """Render books there, each by :func:`~drama.shelf.render_book.render_book`; yield their records as they come.

        Closed early, or interrupted, it gives up what is not done and leaves the processes ready for other work.
        """


class SchedulerKind(Protocol):
    """What connects to the schedulers of one kind."""

    def open(self, address: str, *, tell: Tell, workers_anyway: bool) -> AbstractContextManager[Scheduler]:
        """Connect to a scheduler. Raises :class:`~drama.errors.DramaError` where there is none.

        ``workers_anyway`` uses those, too, whose versions would make another sound.
        """


def open_scheduler(
    address: str, *, tell: Tell = lambda _: None, workers_anyway: bool = False
) -> AbstractContextManager[Scheduler]:
    """Return a connection to a scheduler, by its address; it is made when the block is entered.

    Raises :class:`~drama.errors.DramaError` for an address of no kind there is, or of one that is not installed.
    """
    name, colon, _ = address.partition(":")
    if colon and name in _DASK:
        kind: SchedulerKind = import_module("drama.shelf.dask.kind").DaskKind()
    elif colon and (points := _PLUGINS.points(name)):
        kind = _PLUGINS.load(points[0])
    else:
        others = "".join(f", {name}:…" for name in _PLUGINS.names())
        raise DramaError(
            f"{address!r} is no address of a scheduler; valid are tcp://HOST:8786, tls://HOST:8786, local:4 for four "
            f"processes of this machine{others}"
        )
    return kind.open(address, tell=tell, workers_anyway=workers_anyway)
