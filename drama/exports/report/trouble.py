"""What of an episode wants to be heard again: shared by the report and by whoever asks before a render."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING, Protocol

from drama.exports.report.suspects import Suspect, find_suspects
from drama.model import (
    FRAME_RATE,
    UNKNOWN,
    Cue,
    Line,
    SoundCue,
    SoundPart,
    Timeline,
    TroubleKind,
    TroubleSpot,
)

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_PAUSE_S = 6.0
"""A longer pause between two lines sounds as if the episode had ended."""
LOUDEST_LU = 6.0
"""A line so far above what is usual in the episode makes a listener reach for the volume: a shout is 3 dB."""
SOFTEST_LU = -10.0
"""So far below it, words are lost: a whisper is 6 dB softer."""


class Similar(Protocol):
    """Two speakers whose voices are hard to tell apart; ``one`` is None for the narrator."""

    @property
    def one(self) -> str | None: ...  # noqa: D102

    @property
    def other(self) -> str: ...  # noqa: D102

    @property
    def distance(self) -> float: ...  # noqa: D102


def find_trouble(
    timeline: Timeline, similar: Iterable[Similar] = (), *, estimated: Collection[int] = frozenset()
) -> tuple[TroubleSpot, ...]:
    """Return what wants to be heard again, worst first.

    :param similar: the pairs of speakers who share a scene and are hard to tell apart.
    :param estimated: numbers of the lines without a take, of which nothing can be said by their sound.
    """
    cues = timeline.cues
    recorded = [cue for cue in cues if cue.line.number not in estimated]
    spots = [
        *_silent(recorded),
        *_suspects(recorded),
        *_levels(recorded),
        *_clashes(cues, similar),
        *_doubtful(cues),
        *_gaps(cues, timeline.sounds),
    ]
    return worst_first(spots)


def worst_first(spots: Iterable[TroubleSpot]) -> tuple[TroubleSpot, ...]:
    """Return spots in the order in which a person should look at them."""
    return tuple(sorted(spots, key=lambda spot: (-spot.severity, spot.line)))


def _spot(kind: TroubleKind, cue: Cue, about: str, severity: float) -> TroubleSpot:
    return TroubleSpot(kind, cue.line.number, cue.line.scene, cue.start_frame, about, round(min(severity, 1.0), 3))


def _silent(cues: Iterable[Cue]) -> Iterator[TroubleSpot]:
    for cue in cues:
        if _is_silent(cue) and any(map(str.isalnum, cue.line.said)):
            yield _spot(TroubleKind.SILENT, cue, "nothing is heard of its words", 1.0)


def _is_silent(cue: Cue) -> bool:
    return bool(cue.take.energies) and not any(cue.take.energies)


def _suspects(cues: Sequence[Cue]) -> Iterator[TroubleSpot]:
    by_line = {cue.line.number: cue for cue in cues}
    for suspect in find_suspects(cues):
        about = f"{suspect.seconds:.1f} s, expected about {suspect.expected_s:.1f} s"
        yield _spot(TroubleKind.SUSPECT, by_line[suspect.line], about, 0.6 + 0.35 * _share_off(suspect))


def _share_off(suspect: Suspect) -> float:
    longer, shorter = max(suspect.seconds, suspect.expected_s), min(suspect.seconds, suspect.expected_s)
    return 1 - shorter / longer if longer else 0.0


def _levels(cues: Sequence[Cue]) -> Iterator[TroubleSpot]:
    """Yield the lines far louder or softer than the middle one, as they are in the mix."""
    levels = [(cue.take.loudness_lufs + cue.gain_db, cue) for cue in cues if not _is_silent(cue)]
    if not levels:
        return
    usual = median(level for level, _ in levels)
    for level, cue in levels:
        if level - usual > LOUDEST_LU:
            about = f"{level - usual:.0f} LU louder than most lines"
            yield _spot(TroubleKind.TOO_LOUD, cue, about, 0.5 + (level - usual - LOUDEST_LU) / 24)
        elif level - usual < SOFTEST_LU:
            about = f"{usual - level:.0f} LU softer than most lines"
            yield _spot(TroubleKind.TOO_SOFT, cue, about, 0.45 + (SOFTEST_LU - level + usual) / 24)


def _clashes(cues: Sequence[Cue], similar: Iterable[Similar]) -> Iterator[TroubleSpot]:
    """Yield, once a scene, where one speaker answers another whose voice is hard to tell from it."""
    turns: dict[frozenset[str | None], dict[int, list[Cue]]] = defaultdict(lambda: defaultdict(list))
    spoken = [cue for cue in cues if cue.line.speaker is not None]
    for before, cue in pairwise(spoken):
        if before.line.scene == cue.line.scene and before.line.speaker != cue.line.speaker:
            turns[frozenset({before.line.speaker, cue.line.speaker})][cue.line.scene].append(cue)
    for pair in similar:
        if pair.one is None:
            first = next((cue for cue in spoken if cue.line.speaker == pair.other), None)
            found = [] if first is None else [[first]]
            who = f"{pair.other} sounds like the narrator"
        else:
            found = list(turns[frozenset({pair.one, pair.other})].values())
            who = f"{pair.one} and {pair.other} answer each other and sound alike"
        for answers in found:
            times = f", {len(answers)} times in this scene" if len(answers) > 1 else ""
            about = f"{who}{times} (distance {pair.distance:.2f} of 1)"
            yield _spot(TroubleKind.CLASH, answers[0], about, 0.35 + 0.4 * (1 - pair.distance))


def _doubtful(cues: Iterable[Cue]) -> Iterator[TroubleSpot]:
    for cue in cues:
        line = cue.line
        if line.is_doubtful:
            yield _spot(
                TroubleKind.DOUBTFUL,
                cue,
                _doubt(line),
                0.4 if line.is_of_stranger else 0.4 + 0.4 * (1 - line.confidence),
            )


def _doubt(line: Line) -> str:
    """Return in words how sure the speaker of a doubtful line is."""
    if line.speaker == UNKNOWN:
        return "nobody can be named who speaks it"
    if line.is_of_stranger:
        return f"a stranger speaks it, whom nobody names: {line.speaker}"
    other = f", or {line.runner_up}" if line.runner_up else ""
    return f"who speaks is in doubt: {line.speaker} ({line.confidence:.0%}){other}"


def _gaps(cues: Iterable[Cue], sounds: Iterable[SoundCue]) -> Iterator[TroubleSpot]:
    """Yield the long silences between lines; what an effect or music fills is none, nor one the story asks for."""
    placed = sorted(cues, key=lambda cue: cue.start_frame)
    filling = [sound for sound in sounds if sound.part is not SoundPart.BED]
    ends = accumulate((cue.start_frame + cue.frames for cue in placed), max)
    for (before, cue), end in zip(pairwise(placed), ends, strict=False):
        if before.line.pause_after_ms is not None or cue.start_frame - end <= LONGEST_PAUSE_S * FRAME_RATE:
            continue
        seconds = (cue.start_frame - end - _filled(filling, end, cue.start_frame)) / FRAME_RATE
        if seconds > LONGEST_PAUSE_S:
            about = f"{seconds:.1f} s of silence before it"
            yield _spot(TroubleKind.GAP, cue, about, 0.3 + min(0.4, (seconds - LONGEST_PAUSE_S) / 30))


def _filled(sounds: Iterable[SoundCue], start: int, end: int) -> int:
    """Return how many frames of a stretch are filled with sounds."""
    spans = sorted((max(start, one.start_frame), min(end, one.start_frame + one.frames)) for one in sounds)
    frames, reached = 0, start
    for first, last in spans:
        if last > max(first, reached):
            frames += last - max(first, reached)
            reached = last
    return frames
