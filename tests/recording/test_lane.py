"""Calls wait in line: the most urgent is made first, and what somebody waits for waits for no call before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest

from drama.recording.lane import Lane, Urgency

WAIT_S = 30.0


@pytest.fixture
def gate() -> Iterator[Event]:
    """Return what holds calls up; opened at the end in any case, so that no thread stays behind."""
    gate = Event()
    yield gate
    gate.set()


def held(gate: Event, begun: Event) -> Callable[[], str]:
    """Return a call that says when it has begun, and waits for a gate."""

    def call() -> str:
        begun.set()
        assert gate.wait(WAIT_S)
        return "held"

    return call


def occupied(lane: Lane, gate: Event) -> None:
    """Have a thread of a lane make a call that does not end before the gate opens."""
    begun = Event()
    lane.submit(held(gate, begun))
    assert begun.wait(WAIT_S)


def test_the_most_urgent_is_made_first_and_of_equals_the_oldest(gate: Event) -> None:
    lane, made = Lane(1), list[str]()
    occupied(lane, gate)
    queued = [
        lane.submit(lambda name=name: made.append(name), urgency)  # type: ignore[misc]
        for name, urgency in (("c", Urgency.LATER), ("d", Urgency.LATER), ("b", Urgency.SOON), ("a", Urgency.NOW))
    ]
    late = lane.submit(lambda: made.append("e"), Urgency.LATER)
    lane.urge(late, Urgency.NOW)
    gate.set()
    for future in (*queued, late):
        future.result(WAIT_S)
    assert made == ["a", "e", "b", "c", "d"]
    lane.end()


def test_an_urgent_call_is_made_while_every_other_thread_is_busy(gate: Event) -> None:
    lane = Lane(2, has_express=True)
    occupied(lane, gate)
    occupied(lane, gate)
    later = lane.submit(lambda: "later", Urgency.LATER)
    assert lane.submit(lambda: "now", Urgency.NOW).result(WAIT_S) == "now"
    assert not later.done()
    lane.urge(later, Urgency.NOW)
    assert later.result(WAIT_S) == "later"
    gate.set()
    lane.end()


def test_the_others_help_where_several_are_urgent(gate: Event) -> None:
    lane, begun = Lane(1, has_express=True), [Event(), Event()]
    both = [lane.submit(held(gate, each), Urgency.NOW) for each in begun]
    assert all(each.wait(WAIT_S) for each in begun)
    gate.set()
    assert [each.result(WAIT_S) for each in both] == ["held", "held"]
    lane.end()


def test_a_call_taken_back_is_not_made_and_a_failure_is_told_to_whoever_waits(gate: Event) -> None:
    lane, made = Lane(1), list[int]()
    occupied(lane, gate)
    taken_back = lane.submit(lambda: made.append(1))
    fails = lane.submit(lambda: 1 // 0)
    assert taken_back.cancel()
    gate.set()
    assert isinstance(fails.exception(WAIT_S), ZeroDivisionError)
    assert not made
    lane.end()


def test_the_end_cancels_what_waits_and_lets_what_has_begun_be_done(gate: Event) -> None:
    lane, begun = Lane(1), Event()
    running = lane.submit(held(gate, begun))
    waiting = lane.submit(lambda: "never")
    assert begun.wait(WAIT_S)
    waiting.add_done_callback(lambda _: gate.set())
    lane.end()
    assert running.result() == "held"
    assert waiting.cancelled()
    with pytest.raises(RuntimeError):
        lane.submit(lambda: "too late")
