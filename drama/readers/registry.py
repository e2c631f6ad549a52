"""Readers by suffix: those drama brings, and those other packages announce under ``drama.readers``.

The name of an entry point is the suffix without its dot, ``fountain = "my_package:FountainReader"``: so only what may
read a file is loaded for it. Announced readers are asked first, as they know a format of their own where ours see
plain text; ours read, or refuse, whatever none of them recognizes.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from drama.errors import StoryError
from drama.files.inputs import check_file, read_start
from drama.files.paths import is_folder
from drama.files.plugins import Plugins
from drama.languages.en.english import ENGLISH
from drama.model import Form, Role, Story
from drama.readers.base import START_BYTES, Reader, ReadOptions, check_story
from drama.readers.by_content import CALLED, OLD_WORD, PDF, format_of_file, is_plain_text
from drama.readers.formats import BUILT_IN, FORMATS, either, suffix_of
from drama.readers.scripts.recognition import scripted
from drama.readers.structure.conversations import with_labelled_speech
from drama.readers.structure.forms import refuse_suffix
from drama.readers.structure.front_matter import title_from_name
from drama.readers.structure.label_names import LabelNames
from drama.readers.structure.skips import mask
from drama.readers.structure.teller_headings import with_teller_headings

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from pathlib import Path

GROUP = "drama.readers"
"""The entry-point group other packages use: suffix without its dot -> a callable that returns a :class:`Reader`."""

_PLUGINS = Plugins(GROUP, "reader", required=("name", "suffixes", "recognizes", "read"), error=StoryError)
_SCRIPTS = frozenset({".fountain", ".spmd"})
"""Suffixes of files that are read as plain text where they are to be read as something else."""
_FOUNTAIN = ".fountain"
_OTHERWISE = ".txt"
"""Files of no known suffix are read as those of this one."""
_TEXTS = frozenset({".txt", ".md", ".markdown", ".fountain", ".spmd", ".highland"})
"""Suffixes whose readers take any text."""
_MARKUP = frozenset({".html", ".fdx", ".fb2", ".fodt"})
"""Formats that are text, too."""
_ARCHIVES = frozenset({".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".epub", ".fb2", ".fbz", ".highland"})
"""Suffixes whose readers say best what is wrong with an archive."""
_SIGNED = (_ARCHIVES | {".fodt", ".rtf", ".fdx", ".fb2.zip"}) - {".highland"}
"""Suffixes of formats that no plain text is of."""
_SAYS_WHICH = ".docx"
"""Whose reader says what an old document of Word is, one under a password or not."""


def reader_suffixes() -> tuple[str, ...]:
    """Return the suffixes that somebody reads, our own first."""
    announced = (f".{name.lower()}" for name in _PLUGINS.names())
    return tuple(dict.fromkeys((*BUILT_IN, *announced)))


def _usual_suffixes() -> str:
    """Return what a story may be, as messages say it: our formats by their usual suffixes, and what others add."""
    others = [suffix for suffix in reader_suffixes() if suffix not in BUILT_IN]
    return either([*(suffixes[0] for suffixes in FORMATS), *others])


def read_story(
    path: Path,
    *,
    title: str | None = None,
    author: str | None = None,
    as_: Form | None = None,
    action: bool = True,
) -> Story:
    """Return the story in a file; `title` and `author` go before what the file says.

    Raises StoryError with one clear message if the file cannot be read as a story, or is plainly none:
    subtitles, a web page. `as_` says what it is instead, and goes over what its name and its lines suggest. Without
    `action` that of a script is left out.
    """
    options = ReadOptions(title, author, as_, action)
    _refuse_empty(path)
    announced = _announced_reader(path) if as_ is None else None
    if announced is not None:
        return _with_people(_read_by(*announced, path, options), as_)
    suffix = _format_of(path, as_)
    story = scripted(_our_reader(suffix, as_).read(path, options), options)
    story = replace(story, warnings=(*_misnamed(path, suffix), *story.warnings))
    if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):  # a script of nothing but sounds
        raise StoryError(f"{path} holds no words to read aloud")
    return _with_people(story, as_)


def _with_people(story: Story, as_: Form | None) -> Story:
    """Return a story with what its prose states of who tells and who speaks; as prose every name is read out."""
    if story.read_as:
        return story
    names = LabelNames(mask(story.text, story.skips), ENGLISH)
    story = with_teller_headings(story, names)
    return story if as_ is Form.PROSE else with_labelled_speech(story, names)


def reader_of(path: Path) -> Reader:
    """Return the reader of a file. Raises StoryError for an announced one that is broken."""
    announced = _announced_reader(path)
    return _our_reader(_format_of(path)) if announced is None else announced[1]


def _refuse_empty(path: Path) -> None:
    """Raise StoryError for an empty file, of whatever format; what is no file is told of where it is read."""
    with suppress(OSError):
        check_file(path, limit=0)
        raise StoryError(f"{path} is empty; there is no story to read")


def _format_of(path: Path, as_: Form | None = None) -> str:
    """Return the suffix of the format that a file is read as: of its name, or of its content where that is another's.

    Raises StoryError for a format that is not read. Text is read as it stands where the user says what it is.
    """
    if is_folder(path):
        return _OTHERWISE
    named, found = suffix_of(path), format_of_file(path)
    is_text = named in _TEXTS or named not in BUILT_IN
    if found in BUILT_IN:
        return _OTHERWISE if as_ and is_text and found in _MARKUP else _same_or(found, named)
    if as_ is None and named not in BUILT_IN:
        refuse_suffix(path, named, readable=_usual_suffixes())
    if found == OLD_WORD:
        return _SAYS_WHICH
    if found == PDF or (found and named not in _ARCHIVES):
        refuse_suffix(path, found, readable=_usual_suffixes())
    if named in _SIGNED and is_plain_text(path):
        return _OTHERWISE
    return named if named in BUILT_IN else _OTHERWISE


def _same_or(found: str, named: str) -> str:
    """Return the suffix a file has if it is of the format found."""
    return named if BUILT_IN.get(named) == BUILT_IN[found] else found


def _misnamed(path: Path, suffix: str) -> tuple[str, ...]:
    """Return a warning of a file that is read as another format than its name says."""
    named = suffix_of(path)
    if suffix == named or not path.suffix or (suffix == _OTHERWISE and named not in _SIGNED):
        return ()
    return (f"this {named} file is {CALLED[suffix]}; it is read as one",)


def _our_reader(suffix: str, as_: Form | None = None) -> Reader:
    """Return the reader drama brings for a suffix, or for a form of text."""
    if suffix in _TEXTS and as_ is Form.FOUNTAIN:
        suffix = _FOUNTAIN
    elif as_ is not None and suffix in _SCRIPTS:
        suffix = _OTHERWISE
    module, _, name = BUILT_IN[suffix].partition(":")
    return cast("Reader", getattr(importlib.import_module(module), name)())


def _announced_reader(path: Path) -> tuple[EntryPoint, Reader] | None:
    """Return the first announced reader for a file's suffix that recognizes what is in it."""
    points = _PLUGINS.points(path.suffix.lower().removeprefix(".")) if path.suffix else []
    if not points:
        return None
    start = b""
    with suppress(OSError):  # a file that cannot be read is told of where it is read
        start = read_start(path, START_BYTES)
    for point in points:
        reader = _PLUGINS.load(point)
        if _recognizes(point, reader, path, start):
            return point, reader
    return None


def _recognizes(point: EntryPoint, reader: Reader, path: Path, start: bytes) -> bool:
    fails = f"does not tell whether it reads {path}"
    return _PLUGINS.attempt(_about(point), fails, lambda: bool(reader.recognizes(start)))


def _read_by(point: EntryPoint, reader: Reader, path: Path, options: ReadOptions) -> Story:
    """Return the story that an announced reader makes of a file, checked."""
    story = _PLUGINS.attempt(_about(point), f"cannot read {path}", lambda: reader.read(path, options))
    about = f"the reader {_about(point)}"
    if not isinstance(story, Story):
        raise StoryError(f"{about} made {type(story).__name__} of {path}; valid is a Story")
    title = options.title or story.title or title_from_name(path)
    story = replace(story, path=path, title=title, author=options.author or story.author)
    _PLUGINS.attempt(_about(point), f"made no valid story of {path}", lambda: check_story(story, about))
    return story


def _about(point: EntryPoint) -> str:
    return f"{point.name!r} of {point.value}"
