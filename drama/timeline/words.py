"""Word timings of the printed text: the engine's timings, aligned with the words on the page.

The engine gets other words than the page has: numbers written out, respelled names, no asterisks. Equal words are
matched (sequence alignment); words between two matches share the time between them in proportion to their letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from drama.model import FRAME_RATE, Cue, SpokenSpan, WordCue, WordTiming

_WORD = re.compile(r"\S*\w\S*")
_SIGNS = re.compile(r"[\W_]+")


def spoken_spans(cue: Cue, source: str, *, said: str = "", timings: Sequence[WordTiming] = ()) -> Iterator[SpokenSpan]:
    """Yield the spans of a cue's line with their times; they add up to the cue's frames.

    :param source: the text of the story.
    :param said: the text the engine got for the line.
    :param timings: its word timings; without them the spans share the cue in proportion to their lengths.
    """
    words = tuple(_word_cues(cue, source, said, timings)) if timings else ()
    for span, (start, end) in zip(cue.line.spans, pairwise(_bounds(cue, words)), strict=True):
        own = tuple(word for word in words if span.start <= word.start < span.end)
        yield SpokenSpan(span, start, end - start, own)


def _bounds(cue: Cue, words: Sequence[WordCue]) -> list[int]:
    """Return the frame each span of a line begins at, that of its first word, and the end of the last."""
    spans = cue.line.spans
    lengths = [span.end - span.start for span in spans]
    shared = [cue.start_frame + cue.frames * done // sum(lengths) for done in accumulate(lengths, initial=0)]
    if not words:
        return shared
    starts = [next((word.start_frame for word in words if span.start <= word.start < span.end), None) for span in spans]
    bounds = [cue.start_frame]
    for start, by_length in zip(starts[1:], shared[1:-1], strict=True):
        bounds.append(max(bounds[-1], by_length if start is None else start))
    return [*bounds, cue.start_frame + cue.frames]


def _word_cues(cue: Cue, source: str, said: str, timings: Sequence[WordTiming]) -> Iterator[WordCue]:
    printed = [word.span() for span in cue.line.spans for word in _WORD.finditer(source, span.start, span.end)]
    for (start, end), (start_s, end_s) in zip(printed, _times(printed, source, said, timings), strict=True):
        first, last = (min(round(time_s * FRAME_RATE), cue.frames) for time_s in (start_s, end_s))
        yield WordCue(start, end, cue.start_frame + first, last - first)


def _times(
    printed: Sequence[tuple[int, int]], source: str, said: str, timings: Sequence[WordTiming]
) -> list[tuple[float, float]]:
    """Return the start and end of each printed word, in seconds from the beginning of the recording."""
    page = [_folded(source[start:end]) for start, end in printed]
    spoken = [_folded(said[word.start : word.end]) for word in timings]
    times: list[tuple[float, float]] = []
    for kind, first, last, other, beyond in SequenceMatcher(None, page, spoken, autojunk=False).get_opcodes():
        own = timings[other:beyond]
        if kind == "equal":
            times += [(word.start_s, word.end_s) for word in own]
        elif first < last:
            begin = own[0].start_s if own else (timings[other - 1].end_s if other else 0.0)
            end = own[-1].end_s if own else begin
            letters = [len(word) + 1 for word in page[first:last]]
            steps = [begin + (end - begin) * done / sum(letters) for done in accumulate(letters, initial=0)]
            times += list(pairwise(steps))
    return times


def _folded(word: str) -> str:
    return _SIGNS.sub("", word).casefold()
