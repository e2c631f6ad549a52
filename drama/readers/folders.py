"""Which files a story is read from: those that are named, and the chapters in a folder, in natural order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.inputs import read_start
from drama.files.messages import listed
from drama.files.paths import is_file, is_folder
from drama.model import StoryFiles
from drama.readers.limits import at_most
from drama.readers.registry import reader_suffixes
from drama.readers.structure.chapter_names import chapter_key, is_no_chapter, is_part

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_FILES = 5_000
"""Of a book; and of what stands in one folder."""
_SHOWN = 6
"""Names of a folder's other files that a message lists."""
_OWN_ENDINGS = (".transcript.txt", ".labels.txt", ".credits.txt")
"""What drama writes beside an episode, under suffixes that it reads."""
_OWN_PAGE = b'<meta name="generator" content="drama">'
_HEAD_BYTES = 4096
_PROJECTS = {
    ".scriv": "a Scrivener project: compile it in Scrivener (File > Compile) as .docx or .md",
    ".pages": "a Pages document: export it (File > Export To) as .docx or .epub",
    ".rtfd": "an RTF with attachments: save it as .rtf or .docx",
    ".fadein": "a Fade In project: export it as .fountain or .fdx",
}
"""Folders that a program shows as one document."""

IsOwn = Callable[[Path], bool]
"""Whether drama wrote a file itself."""


def find_story_files(named: Sequence[Path], *, is_own: IsOwn = lambda _: False) -> StoryFiles:
    """Return the files of the story that a user names: files in the order given, a folder for the chapters in it.

    Whether they can be read is told where they are read. ``is_own`` tells what drama wrote: that is no chapter. Raises
    StoryError for a folder without chapters, for a file that is named twice, and if nothing is named.
    """
    if not named:
        raise StoryError("no story: name a file, several files in order, or a folder of chapters")
    files: list[Path] = []
    passed_over: list[Path] = []
    for path in map(_with_a_name, named):
        if is_folder(path):
            inside, others = _chapters(path, is_own)
            files += inside
            passed_over += others
        else:
            files.append(path)
    _check_twice(files)
    home = _home([_with_a_name(path) for path in named], files)
    is_part = len(named) > 1 and _holds_more(home, files, is_own)
    return StoryFiles(home, tuple(files), tuple(named), tuple(passed_over), is_part)


def order_warning(story: StoryFiles) -> str:
    """Return a warning of files that stand as a shell sorts them, 10 before 2, and hardly as they are meant."""
    names = [path.name for path in story.named]
    meant = sorted(names, key=chapter_key)
    if names == meant or names != sorted(names) or len({path.parent for path in story.named}) > 1:
        return ""
    at = next(at for at, (one, other) in enumerate(zip(names, meant, strict=True)) if one != other)
    return (
        f"{names[at]} is read before {meant[at]}, as a shell sorts them; if that is not the order, name the files in "
        "theirs, or name their folder, in which 2 stands before 10"
    )


def _with_a_name(path: Path) -> Path:
    """Return a path that ends in a name: ``.`` and ``..`` have none."""
    return path if path.name not in {"", ".."} else path.resolve()


def _home(named: Sequence[Path], files: Sequence[Path]) -> Path:
    """Return what a story goes by: the file or folder named, or the folder in which all files stand."""
    if len(named) == 1:
        return named[0]
    folders = [str(file.absolute().parent) for file in files]
    try:
        common = Path(os.path.commonpath(folders))
    except ValueError:  # on several drives of Windows
        common = Path(folders[0])
    return common if common.name else Path(folders[0]) if Path(folders[0]).name else named[0]


def _holds_more(home: Path, files: Sequence[Path], is_own: IsOwn) -> bool:
    """Whether a folder has chapters that are not among some files of it."""
    if not is_folder(home):
        return False
    return not set(map(_real, _sorted_out(home, is_own)[0])) <= set(map(_real, files))


def _check_twice(files: Iterable[Path]) -> None:
    seen: set[Path] = set()
    for file in files:
        if _real(file) in seen:
            raise StoryError(f"{file} is named twice; each file of a story is read once")
        seen.add(_real(file))


def _real(path: Path) -> Path:
    """Return where a file stands, links followed; the path itself where it can be none."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()


def _chapters(folder: Path, is_own: IsOwn) -> tuple[list[Path], list[Path]]:
    """Return the chapters of a folder in order, those of its parts among them, and what stands there beside them."""
    if advice := _PROJECTS.get(folder.suffix.lower()):
        raise StoryError(f"{folder} is {advice}, and name that file")
    chapters, others = _each_once(folder, *_sorted_out(folder, is_own))
    if not chapters:
        readable = ", ".join(_suffixes())
        found = listed((path.name for path in others), limit=_SHOWN)
        beside = f"; it holds {found}" if others else "; it is empty"
        raise StoryError(
            f"{folder} is a folder without a story: valid are files such as chapter-1.txt ({readable}){beside}"
        )
    return chapters, others


def _each_once(folder: Path, chapters: list[Path], others: list[Path]) -> tuple[list[Path], list[Path]]:
    """Return the chapters without those that are only links to others of them, which stand beside them then."""
    kept: dict[Path, Path] = {}
    for path in sorted(chapters, key=lambda path: _has_link(path, folder)):
        kept.setdefault(_real(path), path)
    once = set(kept.values())
    return [path for path in chapters if path in once], [*others, *(path for path in chapters if path not in once)]


def _has_link(path: Path, folder: Path) -> bool:
    """Tell whether a path goes over a link below a folder."""
    return any(part.is_symlink() for part in (path, *path.parents) if folder in part.parents)


def _sorted_out(folder: Path, is_own: IsOwn, *, is_in_part: bool = False) -> tuple[list[Path], list[Path]]:
    files: list[Path] = []
    parts: list[Path] = []
    others: list[Path] = []
    for path in _visible(folder):
        if is_folder(path):
            (parts if is_part(path.name) and not is_in_part else others).append(path)
        elif is_file(path) and is_chapter(path, is_own):
            files.append(path)
        elif not _is_about_voices(path):
            others.append(path)
    files, doubles = _one_of_each(files)
    chapters: list[Path] = []
    others += doubles
    for path in sorted([*files, *parts], key=lambda path: chapter_key(path.name)):
        if path in parts:
            inside, beside = _sorted_out(path, is_own, is_in_part=True)
            chapters += inside
            others += beside
        else:
            chapters.append(path)
    return chapters, sorted(others, key=lambda path: chapter_key(path.name))


def _visible(folder: Path) -> Iterator[Path]:
    """Yield what stands in a folder and is not hidden. Raises StoryError if it cannot be listed, or is endless."""
    try:
        with os.scandir(folder) as entries:
            for entry in at_most(entries, MAX_FILES, "files", where=str(folder)):
                if not entry.name.startswith((".", "~$")):
                    yield folder / entry.name
    except OSError as problem:
        raise StoryError(f"{folder} cannot be listed: {problem.strerror}") from problem


def stories_in(folder: Path, *, is_own: IsOwn = lambda _: False) -> list[Path]:
    """Return the stories that stand in a folder by themselves, each a file, one of each name; not those below it."""
    files = [path for path in _visible(folder) if is_file(path) and is_chapter(path, is_own)]
    return _one_of_each(_each_once(folder, files, [])[0])[0]


def is_chapter(path: Path, is_own: IsOwn) -> bool:
    """Tell whether a file in a folder holds part of a story, and is neither a note nor what drama wrote."""
    name = path.name.lower()
    return (
        path.suffix.lower() in _suffixes()
        and not name.endswith(_OWN_ENDINGS)
        and not is_no_chapter(path.stem)
        and not _is_own_page(path)
        and not is_own(path)
    )


def _is_about_voices(path: Path) -> bool:
    """Tell whether a file is one of drama's settings, or sound: nobody would take it for a chapter."""
    return path.name.lower().endswith((".toml", ".lock", ".mp3", ".m4b", ".m4a", ".wav", ".flac", ".opus"))


def _is_own_page(path: Path) -> bool:
    """Tell whether a web page is one that drama wrote to read along."""
    if path.suffix.lower() not in {".html", ".htm", ".xhtml"}:
        return False
    try:
        return _OWN_PAGE in read_start(path, _HEAD_BYTES)
    except OSError:
        return False  # it is told of where it is read


def _one_of_each(files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return one file of each name, and those of the same name in another format: the same chapter, most likely."""
    rank: Mapping[str, int] = {suffix: number for number, suffix in enumerate(_suffixes())}
    kept: dict[str, Path] = {}
    doubles = []
    for file in sorted(files, key=lambda file: rank[file.suffix.lower()]):
        if file.stem in kept:
            doubles.append(file)
        else:
            kept[file.stem] = file
    return list(kept.values()), doubles


def _suffixes() -> tuple[str, ...]:
    return reader_suffixes()
