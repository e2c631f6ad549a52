"""The journal of a story as the page shows it, and how far a point in it is away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import drama
from drama.model import StoryFiles
from drama.studio.edits import RequestError
from drama.studio.shown import Row

_SHOWN = 500
"""Edits that are shown, the newest."""


def edits_shown(story: StoryFiles, voices: Path | None) -> Row:
    """Return the edits of a story, the newest last: those that stand, then those that may be made again."""
    found = drama.edits(story, voices=voices, last=_SHOWN + 1)
    standing = sum(not edit.is_undone for edit in found)
    rows = [
        {
            "id": edit.group,
            "label": edit.label,
            "by": edit.by,
            "at": edit.when.isoformat(),
            "files": [path.name for path in edit.paths],
            "is_undone": edit.is_undone,
        }
        for edit in found
    ]
    return {"edits": rows[max(0, standing - _SHOWN) :], "are_all": standing <= _SHOWN}


def steps_back(edits: Sequence[drama.Edit], group: str) -> int:
    """Return how many edits an undo takes back to take back one, and all that were made after it."""
    standing = [edit.group for edit in edits if not edit.is_undone]
    return len(standing) - _place(standing, group)


def steps_on(edits: Sequence[drama.Edit], group: str) -> int:
    """Return how many edits a redo makes again to make one again, and all that came before it."""
    return _place([edit.group for edit in edits if edit.is_undone], group) + 1


def _place(groups: Sequence[str], group: str) -> int:
    if group not in groups:
        raise RequestError("this edit is not there any more as it was: others have edited meanwhile; look again")
    return groups.index(group)
