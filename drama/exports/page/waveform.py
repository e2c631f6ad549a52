"""The waveform as SVG paths, one for each who speaks, so that it shows whose turn it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drama.exports.programme import Programme, name_of

MOST_PEAKS = 2_000
_HALF = 50
"""Half the height of the drawing, in its own units; a column is one unit wide."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """A drawing: ``columns`` wide, 100 high."""

    columns: int
    paths: tuple[tuple[int, str], ...]
    """(place in the cast, path data) of each who speaks."""
    scene_starts: tuple[float, ...]
    """The columns at which scenes begin."""


def waveform_shapes(programme: Programme, peaks: Sequence[float], numbers: Mapping[str, int]) -> Shapes:
    """Return the waveform in columns; fewer than there are peaks if there are too many."""
    columns = _columns(peaks)
    frames = max(programme.frames, 1)
    utterances = sorted(programme.utterances, key=lambda utterance: utterance.start_frame)
    starts = [utterance.start_frame for utterance in utterances]
    speakers = [numbers.get(name_of(utterance.speaker), 0) for utterance in utterances]
    paths: dict[int, list[str]] = defaultdict(list)
    for column, peak in enumerate(columns):
        frame = (column + 0.5) * frames / len(columns)
        before = bisect_right(starts, frame) - 1
        height = max(1, round(_HALF * min(max(peak, 0.0), 1.0)))
        paths[speakers[before] if before >= 0 else 0].append(f"M{column} {_HALF - height}h.8v{2 * height}h-.8z")
    scene_starts = tuple(round(scene.start_frame * len(columns) / frames, 1) for scene in programme.scenes)
    return Shapes(
        columns=len(columns),
        paths=tuple((who, "".join(bars)) for who, bars in sorted(paths.items())),
        scene_starts=scene_starts,
    )


def _columns(peaks: Sequence[float]) -> list[float]:
    if not peaks:
        return [0.0] * 200
    width = -(-len(peaks) // MOST_PEAKS)
    return [max(peaks[at : at + width]) for at in range(0, len(peaks), width)]
