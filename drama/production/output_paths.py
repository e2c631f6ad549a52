"""The paths of everything a render writes, checked before any work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drama import encoders
from drama.cast import lock_path
from drama.encoders.stems import stem_files
from drama.errors import WriteError
from drama.exports.registry import check_export, get_summary
from drama.files.paths import exists, is_folder
from drama.files.written import WrittenFiles
from drama.model import Line, Preset, SoundPart
from drama.model.stems import stem_speakers
from drama.production.belongings import inputs_beside
from drama.production.manifest_path import manifest_path
from drama.production.outputs import Extras, beside, of_chapters
from drama.production.prepare import Production
from drama.production.recording_files import recording_files
from drama.production.soundscape import Soundscape
from drama.timeline.chapter_marks import chapter_scenes


def is_in_chapters(production: Production, output: Path, extras: Extras) -> bool:
    """Return whether the episode becomes a folder with a file for each chapter.

    Without a word on it an audiobook does, but for .m4b.
    """
    if extras.in_chapters is not None:
        return extras.in_chapters
    return production.cast.mix.preset is Preset.AUDIOBOOK and output.suffix.lower() != ".m4b"


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """One file of an audiobook in chapters."""

    path: Path
    number: int
    """Of the chapter in the whole story, from 1, also where only a part of the story is rendered."""
    scenes: frozenset[int]


def chapter_files(production: Production, output: Path) -> tuple[ChapterFile, ...]:
    """Return the file of each chapter, ``01 - Title.mp3``, in the folder named like the episode."""
    whole, width = production.chapters, max(2, len(str(len(production.chapters))))
    chapters = chapter_scenes(production.script.scenes, production.script.story.title)
    numbers = [
        next(number for number, (_, all_of_it) in enumerate(whole, start=1) if scenes & all_of_it)
        for _, scenes in chapters
    ]
    named = [f"{number:0{width}} - {title.rstrip(' .…')}" for number, (title, _) in zip(numbers, chapters, strict=True)]
    files = [output.with_suffix("") / f"{Path(file).stem}{output.suffix}" for file in stem_files(named).values()]
    return tuple(
        ChapterFile(file, number, scenes) for file, number, (_, scenes) in zip(files, numbers, chapters, strict=True)
    )


def chapter_extras(extras: Extras, file: Path) -> Extras:
    """Return what goes out with one chapter of an audiobook: documents beside its file, stems in a folder of its own.

    Cue sheet and report are one for all.
    """
    return replace(extras, documents=beside(file, extras.documents), stems=extras.stems and extras.stems / file.stem)


def check_outputs(production: Production, output: Path, extras: Extras, written: WrittenFiles | None) -> None:
    """Raise WriteError before any recording for what could not be written after it, or must not be.

    ``written`` knows what may be replaced; None where the files do not stay.
    """
    encoders.check_output(output)
    for name, path in extras.summaries.items():
        valid = get_summary(name).suffixes
        if valid and path.suffix.lower() not in valid:
            raise WriteError(f"{path}: a {name} is {' or '.join(valid)}")
    for name in extras.documents:
        check_export(name, output, has_stems=extras.stems is not None)
    if is_in_chapters(production, output, extras):
        _check_folder(output.with_suffix(""), "the chapters of an audiobook need a folder of this name")
    if extras.stems is not None:
        _check_folder(extras.stems, "stems need a folder of their own")
    taken: set[Path] = set()
    for path in _files(production, output, extras):
        if is_folder(path.parent):
            encoders.check_place(path)
        else:
            encoders.check_name(path)
        if path.resolve() in taken:
            raise WriteError(f"{path} cannot be two outputs of one render; choose another name for one")
        taken.add(path.resolve())
        if written is not None:
            written.check(path)


def _files(production: Production, output: Path, extras: Extras) -> Iterator[Path]:
    """Yield every file a render writes."""
    if extras.manifest:
        yield manifest_path(output, in_chapters=is_in_chapters(production, output, extras))
    for path in extras.summaries.values():
        encoders.check_place(path)
        yield path
    script = production.script
    if not is_in_chapters(production, output, extras):
        yield from _files_of_one(output, extras, script.lines)
        return
    extras = of_chapters(extras)
    yield from extras.for_all.values()
    for chapter in chapter_files(production, output):
        lines = [line for line in script.lines if line.scene in chapter.scenes]
        yield from _files_of_one(chapter.path, chapter_extras(extras, chapter.path), lines)


def _files_of_one(file: Path, extras: Extras, lines: Sequence[Line]) -> Iterator[Path]:
    """Yield an episode or a chapter and what is written for it alone."""
    yield file
    yield from extras.documents.values()
    if extras.stems is not None:
        yield from (extras.stems / name for name in stem_files(tuple(stem_speakers(lines, SoundPart))).values())


def _check_folder(folder: Path, why: str) -> None:
    encoders.check_name(folder)
    if exists(folder) and not is_folder(folder):
        raise WriteError(f"{folder} is a file; {why}")


def inputs_of(production: Production, soundscape: Soundscape) -> tuple[Path, ...]:
    """Return everything a render reads, or would read the next time: none of it may be an output."""
    locks = [lock_path(path) for path in production.file.sources]
    cover = () if production.cover_path is None else (production.cover_path,)
    beside = (*inputs_beside(production.story_files), *recording_files(production.script.lines, production.recordings))
    return (*beside, *production.file.sources, *locks, *cover, *soundscape.library.used)
