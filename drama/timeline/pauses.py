"""Pauses: the length of the silence after a line, by context, in frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.model import FRAME_RATE, Ending, Kind, Line, Opening, Pauses, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCE_ENDS = ".!?…:;"
"""Punctuation that ends a sentence or clause."""

CLOSING = "\"'”’»«」』›‹“`´)]*_ "
"""Characters that may follow the last punctuation of a sentence."""

TAG_CHARACTERS = 60
"""Longest narration after a quote in its paragraph that counts as its speech tag."""

QUICK_WORDS = 7
"""Most words of a quick line of dialogue."""
QUICK = 0.8
"""Factor on the pause between two quick lines."""
RAPID = 0.6
"""The same within an exchange of three or more."""
DWELLING_CHARACTERS = 240
"""Least length of a long passage of narration."""
DWELLING = 1.3
"""Factor on the pause after such a passage."""
BY_MARK = {"!": 0.85, "?": 0.95, ";": 0.8, ":": 0.8, ",": 0.8, "—": 0.7, "–": 0.7}
"""Factor on the pause after a punctuation mark, relative to a full stop."""
CUT_IN_MS = 90
"""Overlap of an interruption with the last word, in styles with pace."""
# These factors were set by ear, on scenes of quarrels and of walks.


def in_frames(milliseconds: int) -> int:
    """Return a duration in frames of the episode, rounded to the nearest."""
    return (milliseconds * FRAME_RATE + 500) // 1000


def after_line(lines: Sequence[Line], index: int, pauses: Pauses, *, pace: bool = False) -> int:
    """Return the frames between ``lines[index]`` and the next line, in the same scene.

    Negative where the next line begins before this one ends. An explicit pause in the story is kept exactly; a silence
    that the story tells of is added to the usual pause. With ``pace`` the usual pause follows the rhythm of the scene.
    """
    line, following = lines[index], lines[index + 1]
    if line.pause_after_ms is not None:
        return in_frames(line.pause_after_ms)
    is_answered = following.speaker not in {line.speaker, None} and not line.beat_after_ms
    if line.delivery.overlaps_next and is_answered:
        return -in_frames(pauses.overlap_ms)
    if line.delivery.ending is Ending.CUT and is_answered:
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
    """Return the frames between the last line of a scene and the next scene, at least those of an explicit pause.

    A pause that a person decided on is kept exactly, as far as what is heard in it leaves it so.
    """
    if last.direction.pause_after_ms is not None:
        return in_frames(last.direction.pause_after_ms)
    pause = pauses.chapter if scene.opening is Opening.HEADING else pauses.scene_break
    return in_frames(max(pause + last.beat_after_ms, last.pause_after_ms or 0))


def to_next(lines: Sequence[Line], index: int, scenes: Sequence[Scene], pauses: Pauses, *, pace: bool = False) -> int:
    """Return the frames between a line and the next, in the same scene or not; after the last those of the tail."""
    if index + 1 == len(lines):
        return in_frames(pauses.tail)
    if lines[index].scene == lines[index + 1].scene:
        return after_line(lines, index, pauses, pace=pace)
    following = next(scene for scene in scenes if scene.number == lines[index + 1].scene)
    return between_scenes(lines[index], following, pauses)


def _pace(lines: Sequence[Line], index: int) -> float:
    """Return the factor on the pause after a line: shorter in quick exchanges, longer after long narration."""
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
    """Return the pause in milliseconds by headings, paragraphs and sentences."""
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
    """Return whether the next line continues the sentence of this one, as a speech tag does after a quote."""
    ends = line.text.rstrip(CLOSING)[-1:] in SENTENCE_ENDS
    return not ends or following.text.lstrip(CLOSING + "“‘«([").startswith(tuple("abcdefghijklmnopqrstuvwxyz"))


def _is_tag(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line is a speech tag: short narration after a quote in its paragraph."""
    line = lines[index]
    if line.kind is not Kind.NARRATION or len(line.text) > TAG_CHARACTERS or index == 0:
        return False
    before = lines[index - 1]
    return before.paragraph == line.paragraph and before.kind is Kind.DIALOGUE
