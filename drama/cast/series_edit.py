"""Writing of a series' cast file: people are added with their voices; what the file says already stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drama.cast.castfile.load import CastFile, check_cast_text, read_cast_text
from drama.cast.castfile.schema import is_name
from drama.cast.edit import NARRATOR, pin, relative_path
from drama.errors import CastError
from drama.files.text_edits import TextFile, labelled
from drama.files.toml_edit import Edit, edited, toml_string
from drama.model import Voice


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody whose voice the file of a series is to hold."""

    name: str | None
    """None for the narrator."""
    voice: Voice
    aliases: tuple[str, ...] = ()
    comment: str = ""


def series_text(text: str | None, path: Path, holdings: Sequence[Holding], *, file: CastFile, title: str) -> str:
    """Return the text of a series' file with more people held; ``text`` is the present one, ``file`` the one in force.

    Raises CastError for a text in error and for a layout that cannot be edited.
    """
    begun = _begun(path, file, title) if text is None else text
    check_cast_text(begun, str(path), pool=None)
    now = read_cast_text(begun, path)
    edits = [] if now.series.title else [Edit(("series",), {"title": title})]
    for one in holdings:
        if one.name is not None and not is_name(one.name):
            raise CastError(f"{one.name[:40]!r}… is too long for a name in a cast file")
        key = (NARRATOR,) if one.name is None else ("characters", one.name)
        edit = pin(key, one.voice, file, path, comment=one.comment or None)
        known = now.characters.get(one.name or "")
        aliases = [] if known is not None else list(one.aliases)
        edits.append(Edit(key, {**edit.values, **({"aliases": aliases} if aliases else {})}, edit.comment))
    return edited(begun, edits, path)


def series_text_at(path: Path) -> str | None:
    """Return the present text of a series' file; None if there is none."""
    return TextFile(path, CastError).read()


def save_series_file(path: Path, holdings: Sequence[Holding], *, file: CastFile, title: str) -> bool:
    """Write a series' file, and return whether it is a new one; an edit that :func:`drama.cast.undo_recast` reverts."""
    with labelled("the series holds those who return"):
        before = TextFile(path, CastError).edit(lambda text: series_text(text, path, holdings, file=file, title=title))
    return before is None


def _begun(path: Path, file: CastFile, title: str) -> str:
    """Return the head of a new file; it extends the one that was in force."""
    extends = "" if file.path is None else f"\nextends = {toml_string(relative_path(file.path, path))}\n"
    return (
        "# Who is in this series and how it sounds: every episode in this folder is cast by this file.\n"
        "# What is different in one episode goes into a file of its own, EPISODE.voices.toml, which begins with\n"
        f"#     extends = {toml_string(path.name)}\n"
        f"{extends}\n[series]\ntitle = {toml_string(title)}\n"
    )
