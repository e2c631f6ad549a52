"""Run tasks in threads: results in order, a bounded number in flight."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

T = TypeVar("T")


def in_order(tasks: Iterable[Callable[[], T]], *, jobs: int) -> Generator[T, None, None]:
    """Yield the result of every task, in their order, with at most ``jobs + 1`` begun and not yet yielded.

    The first failure is raised when its turn comes; tasks not begun are then dropped and those running awaited, as when
    the generator is closed.
    """
    pool = ThreadPoolExecutor(max(1, jobs), thread_name_prefix="drama-writer")
    pending: deque[Future[T]] = deque()
    try:
        for task in tasks:
            pending.append(pool.submit(task))
            if len(pending) > jobs:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
