"""The edits of a story over all its text files: its cast file, its corrections, its answers, its own text.

Each file has a journal of its own (:mod:`drama.files.text_edits`); one gesture may have edited several of them, and is
one step here. Steps are put in order by their times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from drama import cast as casting
from drama.errors import AssistantError, CastError, DramaError, ScriptError, StoryError
from drama.files.paths import exists
from drama.files.text_edits import BY_HAND, EditedMeanwhileError, History, Row, TextFile
from drama.model import StoryFiles
from drama.production.belongings import as_files, own_answers_path, own_cast_path, own_corrections_path

_TRIES = 20
"""How often a step is looked for again: each time another edit was made."""
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done to a story's text files in one gesture."""

    label: str
    """What, in words: "line 12: Anna"."""
    by: str
    """Who: "command line", "studio", "Python", or "by hand" for a change without drama."""
    when: datetime
    """UTC."""
    paths: tuple[Path, ...]
    """The files it edited."""
    group: str
    """What no other edit has."""
    is_undone: bool = False
    """It may be redone."""

    @property
    def is_by_hand(self) -> bool:
        """Whether it was made without drama: in an editor, by git."""
        return self.by == BY_HAND


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back, or a redo brought back."""

    edits: tuple[Edit, ...]
    """In the order in which that was done."""
    paths: tuple[Path, ...]
    """The files that are otherwise now."""

    @property
    def label(self) -> str:
        """What it was, in words."""
        return "; ".join(edit.label for edit in self.edits)


def text_files(story: StoryFiles | Path, voices: Path | None = None) -> tuple[TextFile, ...]:
    """Return the text files of a story that drama edits; the cast file in force may be one of several stories."""
    story = as_files(story)
    own = None if story.is_piped else own_cast_path(story)
    in_force = voices or casting.find_cast_file(story.path, None, has_own=not story.is_piped)
    files = [TextFile(path, CastError) for path in dict.fromkeys((in_force, own)) if path is not None]
    if story.is_piped:
        return tuple(files)
    files.append(TextFile(own_corrections_path(story), ScriptError))
    files.append(TextFile(own_answers_path(story), AssistantError))
    return (*files, *(TextFile(path, StoryError) for path in story.files))


def edits(story: StoryFiles | Path, *, voices: Path | None = None, last: int | None = None) -> tuple[Edit, ...]:
    """Return the edits of a story's text files, the newest last: those that stand, then those that may be redone.

    ``last`` limits those that stand. What was changed by hand since drama's last edit of a file is one of them. Raises
    :class:`StoryError` for a story that is not there and was never edited.
    """
    histories = [(file, file.history(last)) for file in text_files(story, voices)]
    standing = sorted(((row, file) for file, history in histories for row in history.standing), key=_time)
    made = _gestures(standing)
    undone = [(row, file) for file, (_, row) in _redoable(histories)]
    if not standing and not undone and not _is_there(as_files(story)):
        raise _nothing(as_files(story), "")
    return (*(made if last is None else made[-last:]), *(replace(one, is_undone=True) for one in _gestures(undone)))


def undo(story: StoryFiles | Path, *, voices: Path | None = None, steps: int = 1) -> Undone:
    """Take the newest edits of a story back, in all files they touched; what was changed by hand is an edit, too.

    Raises :class:`DramaError` where there is none; where there are fewer than ``steps``, all are taken back.
    """
    files = text_files(story, voices)

    def newest() -> str | None:
        tops = [(row, file) for file in files for row in file.history(1).standing]
        return max(tops, key=_time)[0].group if tops else None

    return _walked(files, newest, TextFile.take_back, steps, _nothing(as_files(story), "to undo"))


def redo(story: StoryFiles | Path, *, voices: Path | None = None, steps: int = 1) -> Undone:
    """Bring back the edits of a story that were undone last. Raises :class:`DramaError` where there is none.

    A new edit of any of its files ends what may be redone; the journals keep it.
    """
    files = text_files(story, voices)

    def newest() -> str | None:
        found = _redoable([(file, file.history(1)) for file in files])
        return found[0][1][1].group if found else None

    nothing = _nothing(as_files(story), "to redo: none was undone since the last edit")
    return _walked(files, newest, TextFile.bring_back, steps, nothing)


def _walked(
    files: tuple[TextFile, ...],
    newest: Callable[[], str | None],
    step: Callable[[TextFile, str], tuple[Row, ...]],
    steps: int,
    nothing: DramaError,
) -> Undone:
    """Undo or redo some steps, one after the other. Raises ``nothing`` where there is none."""
    if steps < 1:
        raise DramaError(f"steps is {steps}; it should be 1 or more")
    done: list[Edit] = []
    while len(done) < steps:
        rows = _tried(lambda: _one_step(files, newest(), step))
        if not rows:
            break
        done += _gestures(rows)
    if not done:
        raise nothing
    return Undone(tuple(done), tuple(dict.fromkeys(path for edit in done for path in edit.paths)))


def _nothing(story: StoryFiles, what: str) -> DramaError:
    """Return the error for a story without edits: it may not be there at all."""
    if _is_there(story):
        return DramaError(f'there is no edit of "{story.called}" {what}')
    return StoryError(f"no such file: {story.path}")


def _is_there(story: StoryFiles) -> bool:
    return story.is_piped or any(map(exists, (story.path, *story.files)))


def _one_step(
    files: tuple[TextFile, ...], group: str | None, step: Callable[[TextFile, str], tuple[Row, ...]]
) -> list[tuple[Row, TextFile]]:
    """Undo or redo a gesture in every file in which it is next; return its edits, none for no gesture."""
    if group is None:
        return []
    done: list[tuple[Row, TextFile]] = []
    for file in files:
        try:
            done += [(row, file) for row in step(file, group)]
        except EditedMeanwhileError:  # it is of other files, or another hand was quicker
            continue
    if not done:
        raise EditedMeanwhileError
    return done


def _tried(step: Callable[[], _Found]) -> _Found:
    for _ in range(_TRIES):
        try:
            return step()
        except EditedMeanwhileError:
            continue
    raise DramaError("others edit the story all the time; try again")


def _redoable(histories: list[tuple[TextFile, History]]) -> list[tuple[TextFile, tuple[Row, Row]]]:
    """Return the edits that may be redone, each behind its undo, the next first: undone after the newest edit."""
    since = max((history.edited_ns for _, history in histories), default=0)
    found = [(file, pair) for file, history in histories for pair in history.undone if pair[0].time_ns > since]
    return sorted(found, key=lambda one: -one[1][0].time_ns)


def _gestures(rows: list[tuple[Row, TextFile]]) -> list[Edit]:
    """Return rows as edits, those of one gesture as one, at the place of its last."""
    groups: dict[str, list[tuple[Row, TextFile]]] = {}
    for row, file in rows:
        groups.setdefault(row.group, []).append((row, file))
        groups[row.group] = groups.pop(row.group)
    return [_edit(group, found) for group, found in groups.items()]


def _edit(group: str, rows: list[tuple[Row, TextFile]]) -> Edit:
    paths = tuple(dict.fromkeys(file.path for _, file in rows))
    label = next((row.label for row, _ in rows if row.label), f"edit of {' and '.join(path.name for path in paths)}")
    last = max(row.time_ns for row, _ in rows)
    return Edit(label, rows[-1][0].by, datetime.fromtimestamp(last / 1e9, UTC), paths, group)


def _time(one: tuple[Row, TextFile]) -> int:
    return one[0].time_ns
