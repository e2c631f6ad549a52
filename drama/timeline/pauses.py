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


def in_frames(milliseconds: int) -> int:
    """Return a duration in frames of the episode, rounded to the nearest."""
    return (milliseconds * FRAME_RATE + 500) // 1000


def after_line(lines: Sequence[Line], index: int, pauses: Pauses) -> int:
    """Return the frames between ``lines[index]`` and the next line, in the same scene.

    Negative where the next line begins before this one ends. A pause the story asks for is kept to the letter.
    """
    line, following = lines[index], lines[index + 1]
    if line.pause_after_ms is not None:
        return in_frames(line.pause_after_ms)
    answered = following.speaker not in {line.speaker, None}
    if line.delivery.overlaps_next and answered:
        return -in_frames(pauses.overlap_ms)
    if line.delivery.ending is Ending.CUT and answered:
        return in_frames(pauses.interruption)
    pause = _by_layout(lines, index, pauses)
    if line.delivery.ending is Ending.CUT and following.speaker != line.speaker:
        pause = min(pause, pauses.within_paragraph)
    if line.delivery.ending is Ending.TRAILING:
        pause = max(pause, pauses.trailing)
    return in_frames(pause)


def between_scenes(last: Line, scene: Scene, pauses: Pauses) -> int:
    """Return the frames between the last line of a scene and the next scene; an explicit pause can only lengthen it."""
    pause = pauses.chapter if scene.opening is Opening.HEADING else pauses.scene_break
    return in_frames(max(pause, last.pause_after_ms or 0))


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
