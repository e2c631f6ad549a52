"""Many questions put to an assistant, a few at a time, each answer handed on as soon as it is there."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from drama.assistant.client import Completion, complete
from drama.assistant.replies import Reply, read_reply
from drama.assistant.settings import Assistant
from drama.errors import AssistantError
from drama.model import Question

_FAILURES = 2
"""Failures in a row after which no more is asked."""


@dataclass(frozen=True, slots=True)
class Interview:
    """What asking came to."""

    calls: int = 0
    """Questions sent."""
    asked: int = 0
    """Lines and pairs of people in them."""
    answered: int = 0
    """Those with an answer of the closed list."""
    thrown_away: int = 0
    """Answers that were none of those offered, or contradicted each other."""
    tokens_in: int = 0
    tokens_out: int = 0
    """Tokens by the server's count; 0 where it does not say."""
    seconds: float = 0.0
    failed: int = 0
    """Questions that got no reply."""
    failure: str = ""
    """Why the last of them got none."""


@dataclass(slots=True)
class _Desk:
    """The questions that are left, and the replies as they come in."""

    left: queue.SimpleQueue[tuple[int, Question]] = field(default_factory=queue.SimpleQueue)
    replies: queue.SimpleQueue[tuple[int, Completion | Exception]] = field(default_factory=queue.SimpleQueue)
    is_closed: threading.Event = field(default_factory=threading.Event)
    _in_a_row: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, number: int, reply: Completion | Exception) -> None:
        """Hand in a reply; the desk closes with the last failure that is borne, whether or not it has been read yet."""
        with self._lock:
            self.replies.put((number, reply))
            self._in_a_row = self._in_a_row + 1 if isinstance(reply, Exception) else 0
            if self._in_a_row >= _FAILURES:
                self.is_closed.set()


def interview(
    assistant: Assistant, questions: Sequence[Question], answered: Callable[[Question, Reply], None]
) -> Iterator[Interview]:
    """Ask, and yield what it has come to after each question; ``answered`` gets each reply.

    A failure is told in the result. Whoever stops listening, by an interrupt say, leaves at most a few requests on
    their way, whose replies nobody reads.
    """
    desk = _Desk()
    for entry in enumerate(questions):
        desk.left.put(entry)
    # Daemons, not a pool: an interrupt must not wait for a server.
    for _ in range(min(assistant.at_once, len(questions))):
        threading.Thread(target=_ask, args=(assistant, desk), daemon=True).start()
    done, in_a_row, begun = Interview(), 0, time.monotonic()
    try:
        for _ in questions:
            number, reply = desk.replies.get()
            question = questions[number]
            if isinstance(reply, Exception):
                if not isinstance(reply, AssistantError):
                    raise reply
                in_a_row += 1
                done = replace(done, failed=done.failed + 1, failure=str(reply))
            else:
                in_a_row = 0
                found = read_reply(reply.text, question, is_cut=reply.is_cut)
                answered(question, found)
                done = _with(done, question, reply, found)
            done = replace(done, seconds=time.monotonic() - begun)
            yield done
            if in_a_row >= _FAILURES:
                return
    finally:
        desk.is_closed.set()


def _ask(assistant: Assistant, desk: _Desk) -> None:
    """Ask what is left, one question after another, until the desk is closed."""
    while not desk.is_closed.is_set():
        try:
            number, question = desk.left.get_nowait()
        except queue.Empty:
            return
        try:
            desk.put(number, complete(assistant, question, wait=desk.is_closed.wait))
        except Exception as problem:
            desk.put(number, problem)


def _with(done: Interview, question: Question, reply: Completion, found: Reply) -> Interview:
    return replace(
        done,
        calls=done.calls + 1,
        asked=done.asked + len(question.items),
        answered=done.answered + len(found.answers),
        thrown_away=done.thrown_away + found.thrown_away,
        tokens_in=done.tokens_in + reply.tokens_in,
        tokens_out=done.tokens_out + reply.tokens_out,
    )
