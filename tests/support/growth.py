"""Work whose processor time grows with its input and not with the square of it, asserted so that no luck fails it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ALLOWED_S = 0.1
"""What the larger work may take in any case."""
_TRIES = 8
"""Work on a busy machine takes up to twice its time now and then, seldom eight times in a row."""


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work, without the collecting of what earlier tests left."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        if was_enabled:
            gc.enable()


def assert_in_proportion(short: Callable[[], object], long: Callable[[], object], *, times: float) -> None:
    """Assert that the long work takes at most some times what the short one takes; bad luck is tried again.

    Each is taken at its best of all tries. What takes no longer than is allowed in any case is not compared.
    """
    after = processor_seconds(long)
    if after < ALLOWED_S:
        return
    before = processor_seconds(short)
    for _ in range(_TRIES - 1):
        if after < times * before + ALLOWED_S:
            return
        before, after = min(before, processor_seconds(short)), min(after, processor_seconds(long))
    assert after < times * before + ALLOWED_S, f"{after:.3f} s, and {before:.3f} s for the short one"
