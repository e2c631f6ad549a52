"""How a word is pronounced wherever it stands in a story: an edit of the cast file, and which lines it is heard in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drama import cast as casting
from drama.direction import lines_with
from drama.errors import CastError
from drama.files.messages import nearest, quoted
from drama.model import Form, Line, Pronunciation, Script, StoryFiles
from drama.model.line_direction import words_in
from drama.production.belongings import as_files, own_cast_path
from drama.production.directed_lines import Sound
from drama.production.reading import read_with_cast


@dataclass(frozen=True, slots=True)
class Pronounced:
    """An edit of how a word is pronounced wherever it stands."""

    path: Path
    """The cast file."""
    word: str
    lines: tuple[Line, ...]
    """The lines in which it is said; a render records those anew, in every voice that takes such a sound."""
    now: Pronunciation | None
    """None where nothing is said of it any more."""
    before: Pronunciation | None
    """What was in force before; None where the engines read it as they do."""
    is_new_file: bool = False
    series_file: Path | None = None
    """The file that the other episodes of the series share, and in which nothing was changed; None if there is none."""


def lines_with_word(
    story: StoryFiles | Path, word: str, *, voices: Path | None = None, as_: Form | None = None
) -> tuple[Line, ...]:
    """Return the lines of a story in which a word is said; writes nothing.

    In all forms that an entry of ``[pronounce]`` is for: one in small letters for any, one with a capital for itself.
    """
    script, _ = read_with_cast(as_files(story), voices, as_=as_)
    return lines_with(word, script.lines)


def pronounce(
    story: StoryFiles | Path,
    word: str,
    sound: Sound,
    *,
    voices: Path | None = None,
    as_: Form | None = None,
) -> Pronounced:
    """Have a word pronounced so wherever it stands, in ``voices``, else in ``STORY.voices.toml``.

    An empty ``sound`` takes the word out again. Raises :class:`CastError` for a word that nobody says.
    """
    files = as_files(story)
    path = voices or own_cast_path(files)
    script, file = read_with_cast(files, voices, as_=as_)
    lines = said_lines(script, word, sound, files)
    edit = casting.pronounce(path, word, sound, file=file)
    is_of_series = file.path is not None and file.series.title and path.resolve() not in map(Path.resolve, file.sources)
    return Pronounced(
        path,
        word,
        lines,
        now=edit.now,
        before=edit.before,
        is_new_file=edit.is_new_file,
        series_file=file.path if is_of_series else None,
    )


def said_lines(script: Script, word: str, sound: Sound, files: StoryFiles) -> tuple[Line, ...]:
    """Return the lines in which a word is said. Raises :class:`CastError` for one with a sound that nobody says."""
    lines = lines_with(word, script.lines)
    if not lines and sound:
        raise CastError(f"nobody says {quoted(word)} in {files.called}{nearest(word, _words(script))}")
    return lines


def _words(script: Script) -> dict[str, None]:
    """Return the words that are said, as printed, in order."""
    return dict.fromkeys(
        line.said[place.start : place.end] for line in script.lines for _, place in words_in(line.said)
    )
