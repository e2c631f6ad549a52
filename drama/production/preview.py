"""A scene in parts, so that the first can play while the next is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drama.production.prepare import Production, part_of
from drama.timeline import tracks_of

FIRST_PIECE_S = 15.0
"""About how long the first piece speaks: enough to record and mix the next while it plays."""

GROWTH = 4
"""Each piece is so many times as long as the one before: a render is much faster than its playing."""


def pieces(production: Production) -> Iterator[Production]:
    """Yield a production as shorter ones, cut between paragraphs and in no dual dialogue; together they are the whole.

    The silence before the first line and after the last belongs to the first and the last piece.
    """
    lines, requests = production.script.lines, production.requests
    ends = {tracks[-1].stop for tracks in tracks_of(lines)}
    first, spoken_s, wanted_s = 0, 0.0, FIRST_PIECE_S
    for at, request in enumerate(requests):
        spoken_s += 60 * len(request.text.split()) / request.voice.rate_wpm
        ends_paragraph = at + 1 < len(lines) and lines[at + 1].paragraph != lines[at].paragraph
        if spoken_s >= wanted_s and ends_paragraph and at + 1 in ends:
            yield _piece(production, first, at + 1)
            first, spoken_s, wanted_s = at + 1, 0.0, wanted_s * GROWTH
    yield _piece(production, first, len(lines))


def _piece(production: Production, first: int, last: int) -> Production:
    """Return lines ``first`` to before ``last``, with a pause between paragraphs where the cut is."""
    cast = production.cast
    pauses = replace(
        cast.pauses,
        head=cast.pauses.head if first == 0 else 0,
        tail=cast.pauses.tail if last == len(production.script.lines) else cast.pauses.between_paragraphs,
    )
    return replace(part_of(production, range(first, last)), cast=replace(cast, pauses=pauses))
