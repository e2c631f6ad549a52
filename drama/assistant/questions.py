"""Questions of a script: its doubtful lines with what stands around them, few calls for many lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from drama.model import NOT_SPEECH, SOMEBODY_ELSE, UNKNOWN, ContextLine, DoubtfulLine, Line, Question, Script

Contenders = Sequence[tuple[str, float]]
"""Who may speak a line, each with a probability, likeliest first."""

SURE = 0.9
"""Confidence from which on a speaker is told beside a question."""
_BEFORE, _AFTER = 8, 5
"""Lines of the script shown before the first doubtful line, and after the last."""
_NEAR = 6
"""Lines between two doubtful lines that are asked about together."""
_MOST_LINES = 8
"""Doubtful lines in one question."""
_MOST_LETTERS = 8_000
"""Letters shown with one question: some 2,000 tokens, half of the smallest context that servers start with (4,096)."""
_MOST_OFFERED = 10
_FEW = 2
"""Fewer names than these say little: others who speak in the scene are offered too."""
_LIKELY = 0.05
"""Probability from which on somebody must have been offered, for a kept answer to count."""
_HEAD, _TAIL = 350, 120
"""Letters shown of a longer line."""
_RESERVED = frozenset({SOMEBODY_ELSE, NOT_SPEECH, UNKNOWN.casefold(), "narration", "?"})


def questions(script: Script, contenders: Mapping[int, Contenders]) -> tuple[Question, ...]:
    """Return the questions about some lines, in order; ``contenders`` are whose they may be, by line number."""
    asked = [_doubtful(script, script.lines[number - 1], contenders[number]) for number in sorted(contenders)]
    return tuple(
        Question(context(script, group[0].line, group[-1].line), tuple(group)) for group in _groups(script, asked)
    )


def _doubtful(script: Script, line: Line, contenders: Contenders) -> DoubtfulLine:
    """Return a line with the people it may be whose."""
    names = dict.fromkeys(name for name, _ in contenders if name.casefold() not in _RESERVED)
    if len(names) < _FEW:
        names |= dict.fromkeys(_speakers_around(script, line))
    return DoubtfulLine(
        str(line.number),
        line.number,
        line.text,
        line.speaker or UNKNOWN,
        line.confidence,
        tuple(names)[:_MOST_OFFERED],
        tuple(name for name, share in contenders if share >= _LIKELY and name in names),
    )


def _speakers_around(script: Script, line: Line) -> Iterator[str]:
    """Yield who speaks in a line's scene, nearest first."""
    scene = script.scenes[line.scene - 1]
    lines = script.lines[scene.first_line - 1 : scene.last_line]
    for other in sorted(lines, key=lambda one: abs(one.number - line.number)):
        if other.speaker is not None and other.speaker.casefold() not in _RESERVED:
            yield other.speaker


def _groups(script: Script, asked: Iterable[DoubtfulLine]) -> Iterator[list[DoubtfulLine]]:
    """Yield doubtful lines that are asked about together: near each other, in one scene."""
    group: list[DoubtfulLine] = []
    for one in asked:
        if group and not _fits(script, group, one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _fits(script: Script, group: Sequence[DoubtfulLine], one: DoubtfulLine) -> bool:
    first, last = group[0].line, group[-1].line
    if len(group) >= _MOST_LINES or one.line - last > _NEAR or script.lines[last - 1].scene != _scene(script, one):
        return False
    return sum(len(shown.text) for shown in context(script, first, one.line)) <= _MOST_LETTERS


def _scene(script: Script, one: DoubtfulLine) -> int:
    return script.lines[one.line - 1].scene


def context(script: Script, first: int, last: int) -> tuple[ContextLine, ...]:
    """Return the lines from some before ``first`` to some after ``last``, of the same scene."""
    scene = script.scenes[script.lines[first - 1].scene - 1]
    low, high = max(scene.first_line, first - _BEFORE), min(scene.last_line, last + _AFTER)
    return tuple(shown(line) for line in script.lines[low - 1 : high])


def shown(line: Line) -> ContextLine:
    """Return a line as it is shown, with its speaker where that is sure."""
    is_sure = line.confidence >= SURE and line.speaker != UNKNOWN
    speaker = "narration" if line.speaker is None else line.speaker if is_sure else "?"
    return ContextLine(line.number, speaker, _cut(line.text))


def _cut(text: str) -> str:
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD].rstrip()} … {text[-_TAIL:].lstrip()}"
