"""How a line of a story is spoken, decided by a person, and what that has recorded anew."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from drama import cast as casting
from drama.files.store_folder import default_folder
from drama.model import Form, Line, Script, StoryFiles
from drama.production.belongings import as_files, cast_file_of
from drama.production.corrections import CorrectionsEditor
from drama.production.directed_lines import Directed, How
from drama.production.engine_facts import capabilities_of, list_voices
from drama.production.prepare import directed
from drama.recording import Request, request_key
from drama.recording.store import TakeStore


def direct_line(
    story: StoryFiles | Path,
    number: int,
    *,
    voices: Path | None = None,
    as_: Form | None = None,
    style: str | None = None,
    **how: Unpack[How],
) -> Directed:
    """Decide how a line is spoken, as :meth:`~drama.production.directed_lines.DirectedLines.direct` does."""
    return _told(as_files(story), lambda editor: editor.direct(number, **how), voices=voices, as_=as_, style=style)


def undirect_line(
    story: StoryFiles | Path,
    number: int,
    keys: Collection[str] = (),
    *,
    voices: Path | None = None,
    as_: Form | None = None,
    style: str | None = None,
) -> Directed:
    """Have a line spoken as the story tells it, as far as ``keys`` say, or in all."""
    return _told(as_files(story), lambda editor: editor.undirect(number, keys), voices=voices, as_=as_, style=style)


def _told(
    story: StoryFiles,
    edit: Callable[[CorrectionsEditor], Directed],
    *,
    voices: Path | None,
    as_: Form | None,
    style: str | None,
) -> Directed:
    """Return what an edit did, with the lines that it has recorded anew."""
    editor = CorrectionsEditor(story, voices=voices, as_=as_)
    before = editor.script
    done = edit(editor)
    file = cast_file_of(story, voices)
    if style is not None:
        file = replace(file, sounds=replace(file.sounds, sound=file.sounds.styled(style)))
    return replace(done, to_record=lines_to_record(story, before, editor.script, file))


def lines_to_record(story: StoryFiles, before: Script, after: Script, file: casting.CastFile) -> tuple[Line, ...]:
    """Return the lines that other directions have recorded anew: that are recorded otherwise, and were not so before.

    Both scripts have the same lines, spoken by the same people.
    """
    moved = [at for at, (was, line) in enumerate(zip(before.lines, after.lines, strict=True)) if was != line]
    if not moved:
        return ()
    cast = casting.cast_script(after, file, list_voices=list_voices, capabilities_of=capabilities_of)

    def requests(script: Script) -> tuple[Request, ...]:
        lines = replace(script, lines=tuple(script.lines[at] for at in moved))
        return directed(story, lines, file, cast).requests

    store = TakeStore(default_folder())
    both = zip(moved, requests(before), requests(after), strict=True)
    return tuple(after.lines[at] for at, was, now in both if now != was and store.get(request_key(now)) is None)
