"""Takes whose duration does not fit their text: an engine that broke off, stumbled or spelled out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from drama.model import Cue

_DIGIT_LETTERS = 4
"""A digit is read as a word of about so many letters."""
_STOP_LETTERS = 6
"""The silence at the end of a sentence within a line, in letters at 165 words a minute: eSpeak NG's is about 0.4 s."""
_COMMA_LETTERS = 2
_STOPS = re.compile(r"[.!?…]+['\"”’)]*\s+(?=\S)")
_COMMAS = re.compile(r"[,;:–—]\s*(?=\S)")
_LEAST_TAKES = 8
"""A voice with fewer is judged with all others of its engine."""
_MOST_TAKES = 80
"""So many, spread over the episode, are enough to know a voice by: slopes are taken between all pairs."""
_SPREADS = 5.0
"""Standard deviations (estimated from the median deviation) that are out of the ordinary."""
_SHARE = 0.35
"""Off by less than this share of what it should be …"""
_SLACK_S = 0.5
"""… and these seconds, a take is never suspect."""
_MAD_TO_DEVIATION = 1.4826


@dataclass(frozen=True, slots=True)
class Suspect:
    """A take that is much longer or shorter than its text would have it."""

    line: int
    seconds: float
    expected_s: float


def find_suspects(cues: Iterable[Cue]) -> list[Suspect]:
    """Return the takes whose duration is off, in the order of their lines.

    Seconds against letters at the voice's rate, fitted robustly (Theil–Sen) for each voice.
    """
    by_voice: dict[tuple[str, str], list[Cue]] = defaultdict(list)
    by_engine: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        if cue.take.frames and any(letter.isalnum() for letter in cue.line.said):
            by_voice[cue.voice.engine, cue.voice.id].append(cue)
            by_engine[cue.voice.engine].append(cue)
    found: list[Suspect] = []
    for (engine, _), spoken in by_voice.items():
        found += _suspects(spoken, spoken if len(spoken) >= _LEAST_TAKES else by_engine[engine])
    return sorted(found, key=lambda suspect: suspect.line)


def _suspects(cues: Sequence[Cue], known: Sequence[Cue]) -> Iterable[Suspect]:
    if len(known) < _LEAST_TAKES:
        return
    points = [(_size(cue), _seconds(cue)) for cue in known[:: -(-len(known) // _MOST_TAKES)]]
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2) if x1 != x2]
    if not slopes:
        return
    slope = median(slopes)
    base = median(y - slope * x for x, y in points)
    spread = _MAD_TO_DEVIATION * median(abs(y - slope * x - base) for x, y in points)
    for cue in cues:
        expected = max(base + slope * _size(cue), 0.0)
        off = abs(_seconds(cue) - expected)
        if off > max(_SPREADS * spread, _SHARE * expected + _SLACK_S):
            yield Suspect(cue.line.number, round(_seconds(cue), 2), round(expected, 2))


def _size(cue: Cue) -> float:
    letters = sum(_DIGIT_LETTERS if char.isdigit() else char.isalpha() for char in cue.line.said)
    stops, commas = len(_STOPS.findall(cue.line.said)), len(_COMMAS.findall(cue.line.text))
    return (letters + _STOP_LETTERS * stops + _COMMA_LETTERS * commas) / cue.voice.rate_wpm


def _seconds(cue: Cue) -> float:
    return cue.take.frames / cue.take.frame_rate
