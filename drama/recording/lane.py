"""A queue of calls with threads of its own: the most urgent call first, and of equal ones the oldest."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any, Generic, TypeVar

EXPRESS = "_now"
"""How the name of an express thread ends."""

_Result = TypeVar("_Result")


class Urgency(IntEnum):
    """How soon a recording is needed; the smaller the sooner."""

    NOW = 0
    """Somebody waits for it."""
    SOON = 1
    """It will be heard next."""
    LATER = 2


@dataclass(eq=False, slots=True)
class _Call(Generic[_Result]):
    urgency: Urgency
    call: Callable[[], _Result]
    future: Future[_Result] = field(default_factory=Future)


class Lane:
    """Threads that each make one call at a time. Thread-safe.

    With an express thread what is needed :attr:`Urgency.NOW` waits for no call that was begun before: that thread makes
    no other calls. The others help it out where several are urgent at once.
    """

    def __init__(self, size: int, *, has_express: bool = False, name: str = "record") -> None:
        self._waiting: dict[Urgency, deque[_Call[Any]]] = {urgency: deque() for urgency in Urgency}
        self._changed = threading.Condition()
        self._is_over = False
        self._has_express = has_express
        self._is_express_free = has_express
        self._own: dict[threading.Thread, deque[Callable[[], None]]] = {}
        names = [*(f"{name}_{number}" for number in range(size)), *([f"{name}{EXPRESS}"] if has_express else [])]
        for number, thread_name in enumerate(names):
            takes_all = number < size
            thread = threading.Thread(target=partial(self._work, takes_all=takes_all), name=thread_name, daemon=True)
            self._own[thread] = deque()
        for thread in self._own:
            thread.start()

    def submit(self, call: Callable[[], _Result], urgency: Urgency = Urgency.LATER) -> Future[_Result]:
        """Queue a call; its future may be cancelled until the call begins."""
        queued = _Call(urgency, call)
        with self._changed:
            if self._is_over:
                raise RuntimeError("this lane takes no more calls")
            self._waiting[urgency].append(queued)
            self._changed.notify_all()
        return queued.future

    def urge(self, future: Future[Any], urgency: Urgency) -> None:
        """Have a call made sooner than it was queued for, if it has not begun."""
        with self._changed:
            for calls in self._waiting.values():
                queued = next((call for call in calls if call.future is future), None)
                if queued is not None and queued.urgency > urgency:
                    calls.remove(queued)
                    queued.urgency = urgency
                    self._waiting[urgency].append(queued)
                    self._changed.notify_all()
                    return

    def each(self, call: Callable[[], None]) -> None:
        """Have every thread make a call, before whatever else waits."""
        with self._changed:
            for calls in self._own.values():
                calls.append(call)
            self._changed.notify_all()

    def end(self) -> None:
        """Cancel what waits, and wait for the calls that have begun."""
        with self._changed:
            self._is_over = True
            waiting = [call for calls in self._waiting.values() for call in calls]
            for calls in self._waiting.values():
                calls.clear()
            for own in self._own.values():
                own.clear()
            self._changed.notify_all()
        for call in waiting:
            call.future.cancel()
        for thread in self._own:
            thread.join()

    # ------------------------------------------------------------------ a thread

    def _work(self, *, takes_all: bool) -> None:
        own = self._own[threading.current_thread()]
        while True:
            with self._changed:
                if not takes_all:
                    self._is_express_free = True
                    self._changed.notify_all()
                self._changed.wait_for(lambda: self._is_over or own or self._next(takes_all=takes_all) is not None)
                if self._is_over:
                    return
                if not takes_all:
                    self._is_express_free = False
                begun = own.popleft() if own else None
                calls = None if begun else self._next(takes_all=takes_all)
                queued = calls.popleft() if calls else None
            if begun is not None:
                begun()
            elif queued is not None and queued.future.set_running_or_notify_cancel():
                _make(queued)

    def _next(self, *, takes_all: bool) -> deque[_Call[Any]] | None:
        """Return the queue whose first call a thread should make now; None to wait."""
        urgent = self._waiting[Urgency.NOW]
        if urgent and (not takes_all or len(urgent) > self._is_express_free):
            return urgent
        if not takes_all:
            return None
        return next((calls for urgency, calls in self._waiting.items() if calls and urgency is not Urgency.NOW), None)


def _make(queued: _Call[Any]) -> None:
    try:
        result = queued.call()
    except BaseException as problem:
        queued.future.set_exception(problem)
    else:
        queued.future.set_result(result)
