"""When each printed word is heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.toneplay import RATE, cast, line, script, take_of

from drama.model import FRAME_RATE, Cue, Span, WordTiming
from drama.timeline import build_timeline, spoken_spans


def a_cue(spans: tuple[Span, ...]) -> Cue:
    one = replace(line("One."), spans=spans)
    (cue,) = build_timeline(script([one]), cast(), [take_of(RATE)]).cues
    return cue


def timings(said: str, step_s: float = 0.5) -> list[WordTiming]:
    """Return timings of a text whose every word takes so long, one right after the other."""
    return [
        WordTiming(*found.span(), number * step_s, (number + 1) * step_s)
        for number, found in enumerate(re.finditer(r"\S+", said))
    ]


def heard(source: str, said: str, *, breaks: Sequence[int] = ()) -> list[tuple[str, float]]:
    """Return each printed word and the second it is said at, of a line that goes over a source cut at some places."""
    bounds = [0, *breaks, len(source)]
    spans = tuple(Span(a, b) for a, b in pairwise(bounds))
    times = timings(said)
    cue = a_cue(spans)
    cue = replace(cue, start_frame=FRAME_RATE, frames=round(times[-1].end_s * FRAME_RATE))
    spoken = list(spoken_spans(cue, source, said=said, timings=times))
    assert spoken[0].start_frame == cue.start_frame
    assert sum(part.frames for part in spoken) == cue.frames
    for part in spoken:
        assert all(part.start_frame <= word.start_frame for word in part.words)
        assert all(part.span.start <= word.start < word.end <= part.span.end for word in part.words)
    return [
        (source[word.start : word.end], word.start_frame / FRAME_RATE - 1) for part in spoken for word in part.words
    ]


def test_words_that_are_said_as_they_stand_get_their_times() -> None:
    assert heard("“Come *in*,” said Odile — quietly.", "“Come in,” said Odile — quietly.") == [
        ("“Come", 0.0), ("*in*,”", 0.5), ("said", 1.0), ("Odile", 1.5), ("quietly.", 2.5)
    ]  # fmt: skip


def test_what_is_written_otherwise_for_the_engine_shares_its_time_by_letters() -> None:
    words = dict(heard("At 10:30 Capt. Oriel came.", "At ten thirty Captain Oriel came."))
    assert words["At"] == 0.0
    assert words["10:30"] == 0.5
    assert 1.0 < words["Capt."] <= 2.0
    assert words["Oriel"] == 2.0
    assert words["came."] == 2.5


def test_a_word_that_is_not_said_takes_no_time() -> None:
    assert dict(heard("Come [1] in.", "Come in."))["[1]"] == 0.5


def test_a_span_begins_with_its_first_word() -> None:
    assert heard("One two. Three four.", "One two. Three four.", breaks=[9]) == [
        ("One", 0.0), ("two.", 0.5), ("Three", 1.0), ("four.", 1.5)
    ]  # fmt: skip


@settings(deadline=None)
@given(st.text("ab 1’*—\n", min_size=1).filter(str.strip), st.text("ab 1’", min_size=1).filter(str.strip))
@pytest.mark.slow
def test_every_printed_word_is_timed_in_order_whatever_is_said(source: str, said: str) -> None:
    times = [time_s for _, time_s in heard(source, said)]
    assert len(times) == len(re.findall(r"\S*\w\S*", source))
    assert times == sorted(times)
