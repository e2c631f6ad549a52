"""Work whose processor time grows with its input and not with the square of it, asserted so that no luck fails it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ALLOWED_S = 0.1
"""What the larger work may take in any case."""
_TRIES = 4


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work, without the collecting of what earlier tests left."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def assert_in_proportion(short: Callable[[], object], long: Callable[[], object], *, times: float) -> None:
    """Assert that the long work takes at most some times what the short one takes; bad luck is tried again."""
    short()  # what is loaded once is loaded now
    before, after = processor_seconds(short), processor_seconds(long)
    for _ in range(_TRIES - 1):
        if after >= times * before + ALLOWED_S:
            before, after = min(before, processor_seconds(short)), min(after, processor_seconds(long))
    assert after < times * before + ALLOWED_S
