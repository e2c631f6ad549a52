"""Measures and script put together: what is as it should be, and what a person should listen to."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from statistics import median

from drama.exports.programme import Programme, name_of, spoken_lines
from drama.exports.report.figures import Figure, Verdict, at_least, at_most, note, within
from drama.exports.report.measure import Measured
from drama.exports.report.trouble import LONGEST_PAUSE_S, find_trouble
from drama.files.text import plain, shortened
from drama.model import (
    FRAME_RATE,
    Cast,
    Cue,
    Kind,
    Preset,
    Script,
    SoundCue,
    SoundPart,
    Timeline,
    TroubleKind,
    TroubleSpot,
)

LOUDNESS_TOLERANCE_LU = 0.3
BED_DISTANCE_LU = 12.0
"""So far speech should be above the bed while somebody speaks."""
CHARACTERS_APART_LU = 1.0
_ENOUGH_SPEECH_S = 3.0
"""Who says less is not compared: loudness gates need some speech."""
_OF_LEVEL = frozenset({TroubleKind.SILENT, TroubleKind.TOO_LOUD, TroubleKind.TOO_SOFT})
_EXAMPLES = 3
_STEREO_LU = 10 * math.log10(2)
"""What a take measures more once it stands on both channels (BS.1770 adds up their energies)."""


@dataclass(frozen=True, slots=True)
class CharacterNote:
    """How one of the cast is heard."""

    name: str
    voice: str
    lines: int
    seconds: float
    loudness_lufs: float | None
    """None for who is heard too briefly to tell."""


@dataclass(frozen=True, slots=True)
class LineNote:
    """A line to look at or listen to."""

    line: int
    at_s: float
    speaker: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Unspoken:
    """Text of the source that is not spoken, of one kind."""

    reason: str
    count: int
    characters: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything worth knowing of an episode's quality."""

    title: str
    file: str
    seconds: float
    style: str
    preset: str
    figures: tuple[Figure, ...]
    characters: tuple[CharacterNote, ...]
    suspects: tuple[LineNote, ...]
    levels: tuple[LineNote, ...]
    """Lines that are silent, too loud or too soft."""
    doubtful: tuple[LineNote, ...]
    reworded: tuple[LineNote, ...]
    """Lines that say other words than are printed, as a person decided."""
    similar: tuple[str, ...]
    """Voices that are hard to tell apart in a scene."""
    unspoken: tuple[Unspoken, ...]
    missing: tuple[str, ...]
    """Sounds that were asked for and are not there."""
    warnings: tuple[str, ...]

    @property
    def attention(self) -> tuple[Figure, ...]:
        """The figures that are not as they should be."""
        return tuple(figure for figure in self.figures if figure.verdict is Verdict.ATTENTION)


def make_report(
    measured: Measured,
    programme: Programme,
    *,
    script: Script,
    cast: Cast,
    timeline: Timeline,
    similar: Iterable[str] = (),
    missing: Iterable[str] = (),
    warnings: Iterable[str] = (),
) -> Report:
    """Return the report of an episode.

    :param similar: what :mod:`drama.cast` says of voices that are hard to tell apart.
    :param missing: names of sounds that the library does not have.
    """
    trouble = find_trouble(timeline)
    similar, missing = tuple(map(plain, similar)), tuple(map(plain, missing))
    notes = tuple(_trouble_notes(trouble, timeline.cues, {TroubleKind.SUSPECT}))
    levels = tuple(_trouble_notes(trouble, timeline.cues, _OF_LEVEL))
    doubtful = tuple(_doubtful_notes(programme))
    figures = [
        *_loudness_figures(measured, cast),
        *_speech_figures(measured, programme),
        *_bed_figures(measured, timeline),
        at_most("suspect_takes", "Takes of odd duration", len(notes), 0),
        at_most("odd_levels", "Lines silent, too loud or too soft", len(levels), 0),
        at_most("doubtful_lines", "Lines with a doubtful speaker", len(doubtful), 0),
        at_most("similar_voices", "Voices hard to tell apart", len(similar), 0),
        at_most("missing_sounds", "Missing sounds", len(missing), 0),
    ]
    return Report(
        title=plain(programme.title) or "Untitled",
        file=plain(programme.audio),
        seconds=round(measured.seconds, 3),
        style=cast.sound.style.name,
        preset=cast.mix.preset.value,
        figures=tuple(figures),
        characters=tuple(_character_notes(measured, programme)),
        suspects=notes,
        levels=levels,
        doubtful=doubtful,
        reworded=tuple(_reworded_notes(timeline.cues)),
        similar=similar,
        unspoken=tuple(_unspoken(script)),
        missing=missing,
        warnings=tuple(map(plain, warnings)),
    )


def _loudness_figures(measured: Measured, cast: Cast) -> Iterator[Figure]:
    mix = cast.mix
    loudness = measured.integrated_lufs
    if mix.preset in {Preset.NONE, Preset.AUDIOBOOK}:  # an audiobook is judged by its RMS
        yield note("loudness_lufs", "Loudness", loudness, unit="LUFS")
    else:
        name = "Loudness"
        yield within("loudness_lufs", name, loudness, mix.loudness_lufs, tolerance=LOUDNESS_TOLERANCE_LU, unit="LUFS")
    yield at_most("true_peak_dbtp", "True peak", measured.true_peak_dbtp, mix.true_peak_dbtp, unit="dBTP")
    yield note("loudness_range_lu", "Loudness range", measured.loudness_range_lu, unit="LU")
    if mix.preset is Preset.AUDIOBOOK:  # ACX audio submission requirements
        yield within("rms_dbfs", "RMS", measured.rms_dbfs, -20.5, tolerance=2.5, unit="dBFS")
        yield at_most("floor_dbfs", "Noise floor", measured.floor_dbfs, -60.0, unit="dBFS")


def _speech_figures(measured: Measured, programme: Programme) -> Iterator[Figure]:
    seconds = _seconds_by_name(programme)
    levels = [level for name, level in measured.plain.items() if seconds.get(name, 0.0) >= _ENOUGH_SPEECH_S]
    if len(levels) > 1:
        apart = max(levels) - min(levels)
        yield at_most("characters_apart_lu", "Characters apart in plain speech", apart, CHARACTERS_APART_LU, unit="LU")
    utterances = sorted(programme.utterances, key=lambda utterance: utterance.start_frame)
    ends = accumulate((utterance.end_frame for utterance in utterances), max)
    pauses = [(after.start_frame - end, end) for end, after in zip(ends, utterances[1:], strict=False)]
    if pauses:
        frames, pause_start = max(pauses)
        where = f"at {_clock(pause_start / programme.frame_rate)}"
        pause = frames / programme.frame_rate
        yield at_most("longest_pause_s", "Longest pause between lines", pause, LONGEST_PAUSE_S, unit="s", note=where)
    where = f"at {_clock(measured.quiet.start_s)}" if measured.quiet.seconds else ""
    yield note("longest_silence_s", "Longest silence", measured.quiet.seconds, unit="s", words=where)


def _bed_figures(measured: Measured, timeline: Timeline) -> Iterator[Figure]:
    beds = [cue for cue in timeline.sounds if cue.part is SoundPart.BED]
    if not beds:
        return
    distances = [
        (distance, cue.line.number)
        for cue in timeline.cues
        for bed in beds
        if (distance := _distance_lu(cue, bed)) is not None
    ]
    if distances:
        least, line = min(distances)
        middle = f"in line {line}; the median line is {median(d for d, _ in distances):.1f} LU above"
        yield at_least("speech_above_bed_lu", "Speech above its bed", least, BED_DISTANCE_LU, unit="LU", note=middle)
    dead = sum(quiet.seconds for quiet in measured.dead if any(_covers(bed, quiet.start_s) for bed in beds))
    yield at_most("dead_in_bed_s", "Digital silence under a bed", dead, 0)


def _distance_lu(cue: Cue, bed: SoundCue) -> float | None:
    """Return how far a line is above a bed that lies under it, from their levels in the mix; None if it does not."""
    if cue.start_frame >= bed.start_frame + bed.frames or cue.start_frame + cue.frames <= bed.start_frame:
        return None
    speech = cue.take.loudness_lufs + _STEREO_LU + cue.gain_db
    under = bed.asset.loudness_lufs + bed.gain_db + bed.duck_db
    return speech - under if math.isfinite(speech) and math.isfinite(under) else None


def _covers(bed: SoundCue, at_s: float) -> bool:
    frame = at_s * FRAME_RATE
    return bed.start_frame + bed.fade_in_frames <= frame < bed.start_frame + bed.frames - bed.fade_out_frames


def _character_notes(measured: Measured, programme: Programme) -> Iterator[CharacterNote]:
    seconds = _seconds_by_name(programme)
    for member in programme.cast:
        loudness = measured.characters.get(member.name)
        speaks = round(seconds.get(member.name, 0.0), 1)
        yield CharacterNote(plain(member.name), plain(member.voice), member.lines, speaks, loudness)


def _seconds_by_name(programme: Programme) -> dict[str, float]:
    """Return how long each of the cast is heard."""
    seconds: dict[str, float] = defaultdict(float)
    for utterance in programme.utterances:
        seconds[name_of(utterance.speaker)] += utterance.frames / programme.frame_rate
    return seconds


def _trouble_notes(
    trouble: Iterable[TroubleSpot], cues: Sequence[Cue], kinds: Collection[TroubleKind]
) -> Iterator[LineNote]:
    """Yield a note for each trouble of some kinds, in the order of the lines."""
    by_line = {cue.line.number: cue.line for cue in cues}
    for spot in sorted(trouble, key=lambda spot: spot.line):
        if spot.kind in kinds:
            line, at_s = by_line[spot.line], round(spot.start_frame / FRAME_RATE, 3)
            yield LineNote(spot.line, at_s, plain(name_of(line.speaker)), _excerpt(line.text), plain(spot.about))


def _reworded_notes(cues: Iterable[Cue]) -> Iterator[LineNote]:
    for cue in cues:
        line = cue.line
        if line.direction.say:
            at_s = round(cue.start_frame / FRAME_RATE, 3)
            about = f"says: “{plain(line.direction.say)}”"
            yield LineNote(line.number, at_s, plain(name_of(line.speaker)), _excerpt(line.text), about)


def _doubtful_notes(programme: Programme) -> Iterator[LineNote]:
    doubtful = [utterance for utterance in programme.utterances if utterance.doubtful]
    for line in spoken_lines(doubtful):
        at_s = round(line.start_frame / programme.frame_rate, 3)
        yield LineNote(line.number, at_s, plain(name_of(line.speaker)), _excerpt(line.text), "who speaks is in doubt")


def _unspoken(script: Script) -> Iterator[Unspoken]:
    """Yield what is not spoken by its reason, the most text first."""
    named = sorted(((_reason(segment.kind, segment.rule), segment) for segment in script.unspoken), key=lambda x: x[0])
    unspoken = []
    for reason, group in groupby(named, key=lambda pair: pair[0]):
        texts = [script.story.text[segment.start : segment.end] for _, segment in group]
        examples = tuple(dict.fromkeys(filter(None, (_excerpt(text) for text in texts))))[:_EXAMPLES]
        unspoken.append(Unspoken(reason, len(texts), sum(map(len, texts)), examples))
    yield from sorted(unspoken, key=lambda kind: (-kind.characters, kind.reason))


def _reason(kind: Kind, rule: str) -> str:
    return "scene break" if kind is Kind.BREAK else plain(rule) or "skipped"


def _excerpt(text: str) -> str:
    return shortened(plain(text), 70)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
