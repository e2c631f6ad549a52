"""How long a line may take before its worker is given up."""

from __future__ import annotations

from drama.recording.worker_pool import patience_s


def test_a_short_line_of_a_quick_engine_has_the_time_out_as_it_is() -> None:
    assert patience_s(60, 40, 60.0) == patience_s(60, 40, 0.0) == patience_s(60, 0, 0.5) == 60


def test_a_long_line_has_more() -> None:
    assert patience_s(60, 2_400, 0.0) == 600


def test_an_engine_that_says_it_is_slow_has_more_by_as_much_as_it_is_slow() -> None:
    slow, slower = (patience_s(60, 240, speed) for speed in (0.8, 0.2))
    assert slow > 300
    assert slower == 4 * slow
