"""How a line of a story is spoken, decided by a person, and what that has recorded anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from drama import cast as casting
from drama.files.store_folder import default_folder
from drama.model import Form, Line, LineMark, Script, StoryFiles
from drama.production.belongings import as_files, cast_file_of, recordings_folder
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


def mark_line(
    story: StoryFiles | Path,
    number: int,
    marks: Collection[LineMark | str],
    *,
    is_marked: bool = True,
    voices: Path | None = None,
    as_: Form | None = None,
) -> Directed:
    """Mark a line, or with ``is_marked=False`` take marks away, all it has where none is named."""

    def edit(editor: CorrectionsEditor) -> Directed:
        return editor.mark(number, marks) if is_marked else editor.unmark(number, marks)

    return edit(CorrectionsEditor(as_files(story), voices=voices, as_=as_))


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
    """Return the lines that other directions have recorded anew: recorded otherwise than before, and never so yet."""
    was = {line.spans[0].start: line for line in before.lines}
    moved = [line for line in after.lines if was.get(line.spans[0].start) != line]
    if not moved:
        return ()
    cast = casting.cast_script(after, file, list_voices=list_voices, capabilities_of=capabilities_of)
    folder = recordings_folder(story)

    def requests(script: Script, lines: Iterable[Line]) -> tuple[Request, ...]:
        return directed(story, replace(script, lines=tuple(lines)), file, cast, recordings=folder).requests

    there = [line for line in moved if line.spans[0].start in was]
    known = requests(before, (was[line.spans[0].start] for line in there))
    spoken = {line.number: request for line, request in zip(there, known, strict=True)}
    store = TakeStore(default_folder())
    return tuple(
        line
        for line, now in zip(moved, requests(after, moved), strict=True)
        if now != spoken.get(line.number) and store.get(request_key(now)) is None
    )
