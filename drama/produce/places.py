"""Where the files of a render go: all of them are known, and checked, before any work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from drama import writers
from drama.cast import story_cast_path
from drama.errors import WriteError
from drama.files.written import WrittenFiles
from drama.mix import stem_speakers
from drama.model import Line, Preset
from drama.produce.corrections import corrections_path
from drama.produce.outputs import Extras, beside
from drama.produce.production import Production
from drama.produce.soundscape import Soundscape
from drama.timeline.chapters import chapter_scenes
from drama.writers.documents import DOCUMENTS, check_document
from drama.writers.stems import stem_files


def is_in_chapters(production: Production, output: Path) -> bool:
    """Return whether the episode becomes a folder with a file for each chapter: an audiobook does, but for .m4b."""
    return production.cast.mix.preset is Preset.AUDIOBOOK and output.suffix.lower() != ".m4b"


def chapter_files(output: Path, titles: Sequence[str]) -> tuple[Path, ...]:
    """Return the file of each chapter, ``01 - Title.mp3``, in the folder named like the episode."""
    folder = output.with_suffix("")
    width = max(2, len(str(len(titles))))
    named = [f"{number:0{width}} - {title.rstrip(' .…')}" for number, title in enumerate(titles, start=1)]
    return tuple(folder / f"{Path(file).stem}{output.suffix}" for file in stem_files(named).values())


def chapter_extras(extras: Extras, file: Path) -> Extras:
    """Return what goes out with one chapter of an audiobook: documents beside its file, stems in a folder of its own.

    Cue sheet and report are one for all.
    """
    return Extras(
        cues=extras.cues,
        documents=beside(file, extras.documents),
        report=extras.report,
        stems=extras.stems and extras.stems / file.stem,
        draws_cover=extras.draws_cover,
    )


def check_outputs(production: Production, output: Path, extras: Extras, written: WrittenFiles | None) -> None:
    """Raise WriteError before any recording for what could not be written after it, or must not be.

    ``written`` knows what may be replaced; None where the files do not stay.
    """
    writers.check_output(output)
    if extras.report is not None and extras.report.suffix.lower() not in {".html", ".json"}:
        raise WriteError(f"{extras.report}: a report is .html or .json")
    for name in extras.documents:
        if name in DOCUMENTS:
            check_document(DOCUMENTS[name])
    if is_in_chapters(production, output):
        _check_folder(output.with_suffix(""), "the chapters of an audiobook need a folder of this name")
    if extras.stems is not None:
        _check_folder(extras.stems, "stems need a folder of their own")
    taken: set[Path] = set()
    for path in _files(production, output, extras):
        if path.parent.is_dir():
            writers.check_place(path)
        else:
            writers.check_name(path)
        if path.resolve() in taken:
            raise WriteError(f"{path} cannot be two outputs of one render; choose another name for one")
        taken.add(path.resolve())
        if written is not None:
            written.check(path)


def _files(production: Production, output: Path, extras: Extras) -> Iterator[Path]:
    """Yield every file a render writes."""
    for path in (extras.cues, extras.report):
        if path is not None:
            writers.check_place(path)
            yield path
    script = production.script
    if not is_in_chapters(production, output):
        yield from _files_of_one(output, extras, script.lines)
        return
    chapters = chapter_scenes(script)
    for file, (_, scenes) in zip(chapter_files(output, [title for title, _ in chapters]), chapters, strict=True):
        lines = [line for line in script.lines if line.scene in scenes]
        yield from _files_of_one(file, chapter_extras(extras, file), lines)


def _files_of_one(file: Path, extras: Extras, lines: Sequence[Line]) -> Iterator[Path]:
    """Yield an episode or a chapter and what is written for it alone."""
    yield file
    yield from extras.documents.values()
    if extras.stems is not None:
        yield from (extras.stems / name for name in stem_files(tuple(stem_speakers(lines))).values())


def _check_folder(folder: Path, why: str) -> None:
    writers.check_name(folder)
    if folder.exists() and not folder.is_dir():
        raise WriteError(f"{folder} is a file; {why}")


def inputs_of(production: Production, around: Soundscape) -> tuple[Path, ...]:
    """Return everything a render reads, or would read the next time: none of it may be an output."""
    story = production.path
    beside_it = (corrections_path(story), story_cast_path(story))
    cover = () if production.cover_path is None else (production.cover_path,)
    return (story, *beside_it, *production.file.sources, *cover, *around.library.used)
