"""The text files of a story, to be read and edited as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

import drama
from drama.errors import DramaError
from drama.studio.desk import Desk
from drama.studio.edits import RequestError
from drama.studio.shelf import MissingError
from drama.studio.shown import Row

_NAMES = {"voices": "cast", "script": "corrections", "story": "story"}
"""What a text is called in the API, and by drama."""


def text_shown(desk: Desk, which: str) -> Row:
    """Return a text as it stands; ``text`` is null where there is no file yet."""
    found = drama.text_of(desk.files, _known(desk, which), voices=desk.setup.voices)
    return {"which": which, "file": found.path.name, "path": str(found.path), "text": found.text}


def texts_shown(desk: Desk) -> Row:
    """Return the texts there are."""
    named = ["voices", "script"]
    named += ["story"] if len(desk.files.files) == 1 else [path.name for path in desk.files.files]
    rows = []
    for which in named:
        try:
            found = drama.text_of(desk.files, _known(desk, which), voices=desk.setup.voices)
            rows.append({"which": which, "file": found.path.name, "is_there": found.text is not None, "problem": None})
        except DramaError as problem:
            rows.append({"which": which, "file": which, "is_there": True, "problem": str(problem)})
    return {"texts": rows}


def put_text(desk: Desk, which: str, body: Mapping[str, Any]) -> Row | Response:
    """Write a text that was made from ``base``, merged with what became of the file meanwhile."""
    text, base = body.get("text"), body.get("base")
    if not isinstance(text, str) or not isinstance(base, str | None):
        raise RequestError('a text is {"text": "…", "base": "the text it was made from", or null for a new file}')
    known = _known(desk, which)
    try:
        done = desk.write_text(known, text, base)
    except drama.ConflictError as problem:
        return JSONResponse({"error": str(problem), **_sides(problem)}, 409)
    except DramaError as problem:
        line = re.search(r"\bline (\d+)", str(problem))
        return JSONResponse({"error": str(problem), "line": int(line[1]) if line else None}, 422)
    return {
        "file": done.path.name,
        "text": done.text,
        "is_changed": done.is_changed,
        "is_merged": done.is_merged,
    }


def _sides(problem: drama.ConflictError) -> Row:
    """Return both sides of each place that could not be merged, and the text around them, in order."""
    parts: list[object] = []
    at = 0
    for one in problem.conflicts:
        place = {"line": one.line, "base": one.base, "yours": one.ours, "theirs": one.theirs}
        parts += [problem.merged[at : one.at], place]
        at = one.at + len(one.theirs)
    parts.append(problem.merged[at:])
    conflicts = [part for part in parts if isinstance(part, dict)]
    return {"conflicts": conflicts, "parts": parts, "base": problem.theirs}


def _known(desk: Desk, which: str) -> str:
    """Return a text's name for drama. Raises :class:`MissingError`."""
    if which in _NAMES:
        return _NAMES[which]
    for path in desk.files.files:
        if path.name == which:
            return str(path)
    raise MissingError(f"there is no text {which[:80]!r}; there are: {', '.join(_NAMES)}")
