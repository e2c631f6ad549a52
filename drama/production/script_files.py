"""A script as a file: Fountain to edit, pages for a table read, records for programs."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from drama.cast import find_cast_file
from drama.files.atomic import Place, staged, write_file
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.model import Script, StoryFiles
from drama.production.belongings import as_files, inputs_beside
from drama.production.prepare import speaker_named
from drama.script.assembly.lines import segments

NARRATOR = "Narrator"
"""How the part is asked for that nobody of the story speaks."""


class ScriptForm(StrEnum):
    """What a script can be written as."""

    FOUNTAIN = "fountain"
    """A screenplay in Fountain, to edit and to read back."""
    TABLE_READ = "table-read"
    """HTML pages as actors get them, every line numbered."""
    JSONL = "jsonl"
    """JSON lines: the cast, then every segment of the source."""


def script_text(script: Script, form: ScriptForm, parts: Collection[str] = ()) -> str:
    """Return a script in a form; ``parts`` are the characters whose parts are marked in a table read.

    Raises :class:`ScriptError` for a part that nobody in the script has.
    """
    if form is ScriptForm.FOUNTAIN:
        from drama.exports.fountain import fountain  # noqa: PLC0415 (only where it is asked for, as the others)

        return fountain(script)
    if form is ScriptForm.JSONL:
        from drama.exports.script_jsonl import script_records  # noqa: PLC0415

        return "".join(f"{record}\n" for record in script_records(script, segments(script)))
    from drama.exports.table_read import table_read  # noqa: PLC0415 (Jinja)

    return table_read(script, tuple(_part(script, name) for name in parts))


def write_script(
    script: Script,
    path: Path,
    text: str,
    *,
    story: StoryFiles | None = None,
    voices: Path | None = None,
    is_kept: bool = True,
    replaces_any: bool = False,
) -> Path:
    """Write what was made of a script, whole or not at all; return the path.

    Raises :class:`WriteError` where the file is not drama's to replace: the story, its cast file and its corrections
    never are, others only if it ``replaces_any``. ``story`` is what the script was read from, if not one file.
    """
    place: Place = staged
    if is_kept:
        inputs = _inputs(script, story, voices)
        written = WrittenFiles(default_folder(), path, inputs=inputs, replaces_any=replaces_any)
        written.check(path)
        place = written.place
    write_file(path, text, place=place)
    return path


def _inputs(script: Script, story: StoryFiles | None, voices: Path | None) -> tuple[Path, ...]:
    """Return the files a script was read from, and those of its own beside them."""
    if story is None and script.story.path is not None:
        story = as_files(script.story.path)
    if story is None:
        return ()
    cast_file = find_cast_file(story.path, voices, has_own=not story.is_piped)
    return (*inputs_beside(story), *([] if cast_file is None else [cast_file]))


def _part(script: Script, name: str) -> str:
    """Return the name of the part that is asked for."""
    is_narrated = any(line.speaker is None for line in script.lines)
    if name.casefold() == NARRATOR.casefold() and is_narrated:
        return NARRATOR
    return speaker_named(script, name, others=(NARRATOR,) if is_narrated else ())
