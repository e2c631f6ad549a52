"""How long the silence after a line is, by context, in frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.model import FRAME_RATE, Ending, Kind, Line, Opening, Pauses, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCE_ENDS = ".!?…:;"
"""Marks after which a voice breathes."""

CLOSING = "\"'”’»«)]*_ "
"""What may stand behind the last mark of a sentence."""

TAG_CHARACTERS = 60
"""Narration no longer than this that follows a quote in its paragraph counts as its tag."""

QUICK_WORDS = 7
"""Dialogue of so many words or fewer is quick."""
QUICK = 0.8
"""How long the pause between two quick lines is, of the usual one."""
RAPID = 0.6
"""The same within an exchange of three and more."""
DWELLING_CHARACTERS = 240
"""Narration as long as this dwells on what it tells,"""
DWELLING = 1.3
"""and the pause after it is so much longer than usual."""
BY_MARK = {"!": 0.85, "?": 0.95, ";": 0.8, ":": 0.8, ",": 0.8, "—": 0.7, "–": 0.7}
"""How long the pause behind a mark is, of that behind a full stop."""
CUT_IN_MS = 90
"""How far somebody who interrupts talks into the last word, where the scene has pace."""
# The figures of pace are by ear, on scenes of quarrels and of walks.


def in_frames(milliseconds: int) -> int:
    """Return a duration in frames of the episode, rounded to the nearest."""
    return (milliseconds * FRAME_RATE + 500) // 1000


def after_line(lines: Sequence[Line], index: int, pauses: Pauses, *, pace: bool = False) -> int:
    """Return the frames between ``lines[index]`` and the next line, in the same scene.

    Negative where the next line begins before this one ends. A pause the story asks for is kept to the letter; a beat
    it tells of comes on top of the usual one. With ``pace`` the usual one follows the scene.
    """
    line, following = lines[index], lines[index + 1]
    if line.pause_after_ms is not None:
        return in_frames(line.pause_after_ms)
    answered = following.speaker not in {line.speaker, None} and not line.beat_after_ms
    if line.delivery.overlaps_next and answered:
        return -in_frames(pauses.overlap_ms)
    if line.delivery.ending is Ending.CUT and answered:
        return -in_frames(CUT_IN_MS) if pace else in_frames(pauses.interruption)
    pause = _by_layout(lines, index, pauses)
    if pace and not line.is_heading:
        pause = round(pause * _pace(lines, index))
    if line.delivery.ending is Ending.CUT and following.speaker != line.speaker:
        pause = min(pause, pauses.within_paragraph)
    if line.delivery.ending is Ending.TRAILING:
        pause = max(pause, pauses.trailing)
    return in_frames(pause + line.beat_after_ms)


def between_scenes(last: Line, scene: Scene, pauses: Pauses) -> int:
    """Return the frames between the last line of a scene and the next scene; an explicit pause can only lengthen it."""
    pause = pauses.chapter if scene.opening is Opening.HEADING else pauses.scene_break
    return in_frames(max(pause + last.beat_after_ms, last.pause_after_ms or 0))


def _pace(lines: Sequence[Line], index: int) -> float:
    """Return what the pause after a line is multiplied by: quick exchanges are tight, what dwells breathes."""
    line, following = lines[index], lines[index + 1]
    mark = BY_MARK.get(line.text.rstrip(CLOSING)[-1:], 1.0)
    if _is_quick(line) and _is_quick(following):
        around = [near for near in lines[max(0, index - 1) : index + 3] if near.scene == line.scene]
        return mark * (RAPID if sum(map(_is_quick, around)) >= 3 else QUICK)
    dwells = line.kind is Kind.NARRATION and len(line.text) >= DWELLING_CHARACTERS
    return mark * (DWELLING if dwells and following.kind is Kind.NARRATION else 1.0)


def _is_quick(line: Line) -> bool:
    return line.kind is Kind.DIALOGUE and len(line.text.split()) <= QUICK_WORDS


def _by_layout(lines: Sequence[Line], index: int, pauses: Pauses) -> int:
    """Return the pause in milliseconds that headings, paragraphs and sentences ask for."""
    line, following = lines[index], lines[index + 1]
    if line.is_heading:
        return pauses.heading
    if line.paragraph == following.paragraph:
        if _runs_on(line, following):
            return pauses.within_paragraph
        return pauses.between_sentences if line.speaker == following.speaker else pauses.between_speakers
    in_conversation = line.kind is Kind.DIALOGUE or _is_tag(lines, index)
    if in_conversation and following.kind is Kind.DIALOGUE and not following.is_heading:
        return pauses.between_speakers
    return pauses.between_paragraphs


def _runs_on(line: Line, following: Line) -> bool:
    """Return whether the next line goes on with the sentence of this one, as a tag does after a quote."""
    ends = line.text.rstrip(CLOSING)[-1:] in SENTENCE_ENDS
    return not ends or following.text.lstrip(CLOSING + "“‘«([").startswith(tuple("abcdefghijklmnopqrstuvwxyz"))


def _is_tag(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line is a short piece of narration behind a quote of its paragraph."""
    line = lines[index]
    if line.kind is not Kind.NARRATION or len(line.text) > TAG_CHARACTERS or index == 0:
        return False
    before = lines[index - 1]
    return before.paragraph == line.paragraph and before.kind is Kind.DIALOGUE
