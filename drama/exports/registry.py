"""Everything that is written beside an episode, by name: drama's own, and what other packages announce.

Exports are files beside each audio file, asked for by name (``--with vtt``); those of other packages stand in the
entry-point group ``drama.exports`` under the name they are asked for by. Summaries are one file for all audio files of
an episode, each asked for by an option of its own. Two more things go out that are made of neither: stems are sound,
written by :mod:`drama.encoders.stems`, and :mod:`drama.exports.script_jsonl` is a script, before there is an episode.
"""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from drama.errors import WriteError, install_command
from drama.exports.base import EpisodeFile, Export, Need, Summary
from drama.exports.captions import srt, vtt
from drama.exports.chapters import chapters_json, cue_file, labels
from drama.exports.programme import Programme
from drama.exports.transcripts import credits_text, transcript_json, transcript_text
from drama.files.atomic import Place, is_device, staged, temporary_folder, write_file
from drama.files.plugins import Plugins

GROUP = "drama.exports"
"""The entry-point group other packages use: name -> a callable that returns an :class:`Export`."""

_PLUGINS = Plugins(GROUP, "export", required=("suffix", "describe", "make"), error=WriteError)
_PROGRAMME = frozenset({Need.PROGRAMME})
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class OwnExport:
    """One of drama's own exports."""

    name: str
    suffix: str
    media_type: str
    describe: str
    make: Callable[[EpisodeFile], str | bytes]
    needs: frozenset[Need] = _PROGRAMME
    library: str = ""
    """The library it needs beyond those that are always there; drama's extra for it has the export's name."""
    audio_suffixes: frozenset[str] = frozenset()
    """Those of the audio files it can be made for; none if any will do."""
    write: Callable[[Path, EpisodeFile], None] | None = None
    """Writes what is large; then ``make`` is :func:`_made_of` this."""
    write_whole: Callable[[Path, Sequence[EpisodeFile]], None] | None = None
    """Writes one document for all audio files of an episode."""


def _made_of(write: Callable[[Path, EpisodeFile], None]) -> Callable[[EpisodeFile], bytes]:
    """Return what makes the bytes that a function writes."""

    def make(file: EpisodeFile) -> bytes:
        with temporary_folder() as folder:
            write(folder / "made", file)
            return (folder / "made").read_bytes()

    return make


def _of_programme(make: Callable[[Programme], str]) -> Callable[[EpisodeFile], str]:
    return lambda file: make(file.programme)


def _page(file: EpisodeFile) -> str:
    from drama.exports.page import read_along  # noqa: PLC0415 (Jinja)

    return read_along(file.programme, file.audio, file.measured.waveform)


def _picture(file: EpisodeFile) -> str:
    from drama.exports.report import draw_picture  # noqa: PLC0415 (heavy, and seldom asked for)

    return draw_picture(file.programme, file.measured, target_lufs=file.cast.mix.loudness_lufs)


def _cover(file: EpisodeFile) -> bytes:
    return file.programme.cover or b""


def _fountain(file: EpisodeFile) -> str:
    from drama.exports.fountain import fountain  # noqa: PLC0415

    return fountain(file.script)


def _table_read(file: EpisodeFile) -> str:
    from drama.exports.table_read import table_read  # noqa: PLC0415 (Jinja)

    return table_read(file.script)


def _epub(path: Path, files: Sequence[EpisodeFile]) -> None:
    from drama.exports.epub import write_read_along  # noqa: PLC0415 (parsers)

    write_read_along(path, files)


def _epub_words(path: Path, files: Sequence[EpisodeFile]) -> None:
    from drama.exports.epub import write_read_along_by_word  # noqa: PLC0415 (parsers)

    write_read_along_by_word(path, files)


def _otio(file: EpisodeFile) -> str:
    from drama.exports.otio import otio  # noqa: PLC0415 (an extra)

    return otio(file.programme)


def _reaper(file: EpisodeFile) -> str:
    from drama.exports.reaper import reaper  # noqa: PLC0415 (seldom asked for)

    return reaper(file.programme)


def _w3c(path: Path, files: Sequence[EpisodeFile]) -> None:
    from drama.exports.packages import write_w3c  # noqa: PLC0415 (seldom asked for)

    write_w3c(path, files)


def _readium(path: Path, files: Sequence[EpisodeFile]) -> None:
    from drama.exports.packages import write_readium  # noqa: PLC0415 (seldom asked for)

    write_readium(path, files)


_PACKAGED_AUDIO = frozenset({".mp3", ".m4a", ".m4b", ".opus", ".flac", ".wav"})
"""What packages of audiobooks carry: all that drama writes itself, whose media types they state."""
_EPUB_AUDIO = frozenset({".mp3", ".m4a", ".m4b", ".opus"})
"""The sound that every player of EPUB 3 plays (EPUB 3.3, section 3.2)."""

_ALL = (
    OwnExport(
        "page",
        ".html",
        "text/html",
        "a page to read along while it plays: any browser, no network",
        _page,
        needs=frozenset({Need.PROGRAMME, Need.AUDIO, Need.LOUDNESS}),
    ),
    OwnExport(
        "picture",
        ".svg",
        "image/svg+xml",
        "the episode at a glance: scenes, who speaks when, loudness",
        _picture,
        needs=frozenset({Need.PROGRAMME, Need.LOUDNESS}),
    ),
    OwnExport("cover", ".cover.jpg", "image/jpeg", "the cover, given or drawn", _cover),
    OwnExport(
        "vtt", ".vtt", "text/vtt", "captions with voices (WebVTT): browsers, podcast players", _of_programme(vtt)
    ),
    OwnExport("srt", ".srt", "application/x-subrip", "captions (SRT): video sites and players", _of_programme(srt)),
    OwnExport(
        "chapters",
        ".chapters.json",
        "application/json+chapters",
        "chapters for podcast players (JSON)",
        _of_programme(chapters_json),
    ),
    OwnExport(
        "transcript",
        ".transcript.txt",
        "text/plain",
        "the episode as a play script",
        _of_programme(transcript_text),
    ),
    OwnExport(
        "transcript-json",
        ".transcript.json",
        "application/json",
        "transcript for podcast players",
        _of_programme(transcript_json),
    ),
    OwnExport(
        "fountain",
        ".fountain",
        "text/plain",
        "the script as a screenplay to edit and to render",
        _fountain,
        needs=frozenset(),
    ),
    OwnExport(
        "table-read",
        ".table-read.html",
        "text/html",
        "the script for actors: numbered lines, parts to mark, print",
        _table_read,
        needs=frozenset(),
    ),
    OwnExport("cue", ".cue", "application/x-cue", "cue sheet: players that jump by track", _of_programme(cue_file)),
    OwnExport(
        "labels",
        ".labels.txt",
        "text/plain",
        "label track for Audacity: scenes, lines, sounds",
        _of_programme(labels),
    ),
    OwnExport(
        "credits",
        ".credits.txt",
        "text/plain",
        "who speaks, in which voice; whose sounds are heard",
        _of_programme(credits_text),
    ),
    OwnExport(
        "epub",
        ".read-along.epub",
        "application/epub+zip",
        "the book with its sound, each sentence highlighted (EPUB 3)",
        _made_of(lambda path, file: _epub(path, (file,))),
        needs=frozenset({Need.PROGRAMME, Need.AUDIO}),
        audio_suffixes=_EPUB_AUDIO,
        write_whole=_epub,
    ),
    OwnExport(
        "epub-words",
        ".read-along-words.epub",
        "application/epub+zip",
        "the same with each word highlighted",
        _made_of(lambda path, file: _epub_words(path, (file,))),
        needs=frozenset({Need.PROGRAMME, Need.AUDIO}),
        audio_suffixes=_EPUB_AUDIO,
        write_whole=_epub_words,
    ),
    OwnExport(
        "otio",
        ".otio",
        "application/json",
        "OpenTimelineIO project, a track a character",
        _otio,
        library="opentimelineio",
    ),
    OwnExport(
        "reaper",
        ".rpp",
        "text/plain",
        "Reaper project over the stems: a track a character",
        _reaper,
        needs=frozenset({Need.PROGRAMME, Need.STEMS}),
    ),
    OwnExport(
        "lpf",
        ".lpf",
        "application/lpf+zip",
        "audiobook in one package (W3C Audiobooks)",
        _made_of(lambda path, file: _w3c(path, (file,))),
        needs=frozenset({Need.PROGRAMME, Need.AUDIO}),
        audio_suffixes=_PACKAGED_AUDIO,
        write_whole=_w3c,
    ),
    OwnExport(
        "audiobook",
        ".audiobook",
        "application/audiobook+zip",
        "the same for players made with Readium",
        _made_of(lambda path, file: _readium(path, (file,))),
        needs=frozenset({Need.PROGRAMME, Need.AUDIO}),
        audio_suffixes=_PACKAGED_AUDIO,
        write_whole=_readium,
    ),
)

EXPORTS: Mapping[str, OwnExport] = MappingProxyType({export.name: export for export in _ALL})
"""drama's own exports, in the order in which they are listed."""

_SUMMARIES = {
    "cues": "drama.exports.cue_sheet:CueSheet",
    "report": "drama.exports.report.summary:QualityReport",
}
SUMMARY_NAMES = tuple(_SUMMARIES)


def get_summary(name: str) -> Summary[Any]:
    """Return one of the summaries, :data:`SUMMARY_NAMES`."""
    module, _, factory = _SUMMARIES[name].partition(":")
    return cast("Summary[Any]", getattr(importlib.import_module(module), factory)())


@dataclass(frozen=True, slots=True)
class ExportInfo:
    """What an export says of itself, checked."""

    name: str
    suffix: str
    describe: str
    needs: str = ""
    """A library that it needs and this installation does not have."""
    audio_suffixes: frozenset[str] = frozenset()
    """Those of the audio files it can be made for; none if any will do."""
    needs_stems: bool = False
    """Whether it is made of the stems."""

    def can_carry(self, audio: Path) -> bool:
        """Return whether it can be made for an audio file, by its suffix."""
        return not self.audio_suffixes or audio.suffix.lower() in self.audio_suffixes


class Offered(Mapping[str, ExportInfo]):
    """Every export that can be asked for, by name, drama's own first; another package's is loaded when it is looked up.

    A lookup raises KeyError for a name nobody has, and WriteError for an export that is broken.
    """

    def __getitem__(self, name: str) -> ExportInfo:
        if name not in self:
            raise KeyError(name)
        return _info(name, get_export(name))

    def __contains__(self, name: object) -> bool:
        return name in EXPORTS or (isinstance(name, str) and bool(_PLUGINS.points(name)))

    def __iter__(self) -> Iterator[str]:
        yield from EXPORTS
        yield from (name for name in _PLUGINS.names() if name not in EXPORTS)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def get_export(name: str) -> Export:
    """Return an export. Raises WriteError if there is none of that name, and for an announced one that is broken."""
    if name in EXPORTS:
        return EXPORTS[name]
    points = _PLUGINS.points(name)
    if not points:
        raise WriteError(f"there is no document {name!r} (there are: {', '.join(Offered())})")
    return cast("Export", _PLUGINS.load(points[0]))


def export_path(export: ExportInfo, episode: Path) -> Path:
    """Return where an export of an episode goes by default: beside it, under its name."""
    return episode.with_name(episode.stem + export.suffix)


def check_export(name: str, audio: Path | None = None, *, has_stems: bool = True) -> None:
    """Raise WriteError, before any work, where an export is broken, or cannot be made here, or for an audio file.

    Nor can one that is made of the stems where none are written.
    """
    about = Offered()[name]
    if about.needs_stems and not has_stems:
        raise WriteError(f"the document {name!r} is made of the stems, and none are written; valid: --stems FOLDER")
    if about.needs:
        command = f": {install_command(name)}" if name in EXPORTS else ""
        raise WriteError(f"the document {name!r} needs {about.needs}, which is not installed{command}")
    if audio is not None and not about.can_carry(audio):
        valid = " or ".join(sorted(about.audio_suffixes))
        raise WriteError(f"the document {name!r} cannot carry {audio.name}; valid is an episode as {valid}")


def is_one_for_all(name: str) -> bool:
    """Return whether an export is one document for all audio files of an episode, also of an audiobook in chapters."""
    return getattr(get_export(name), "write_whole", None) is not None


def write_export(path: Path, name: str, file: EpisodeFile, *others: EpisodeFile, place: Place = staged) -> None:
    """Write an export, whole or not at all; text is UTF-8.

    ``others`` are the episode's other audio files, for an export that is one for all (:func:`is_one_for_all`). Raises
    WriteError where the file cannot be written, the export fails, or what it needs is not installed.
    """
    check_export(name, file.audio)
    export = get_export(name)
    write_whole, write = (getattr(export, method, None) for method in ("write_whole", "write"))
    if write_whole is not None:
        files = (file, *others)
        _stream(path, place, lambda staged: _attempt(name, path, lambda: write_whole(staged, files)))
    elif write is not None:
        _stream(path, place, lambda staged: _attempt(name, path, lambda: write(staged, file)))
    else:
        content = _attempt(name, path, lambda: export.make(file))
        if not isinstance(content, str | bytes):
            made = type(content).__name__
            raise WriteError(f"the export {name!r} made {made} for {path}; valid is text or bytes")
        write_file(path, content, place=place)


def _attempt(name: str, path: Path, call: Callable[[], _Answer]) -> _Answer:
    """Return what an export returns; whatever another's raises becomes a WriteError."""
    return call() if name in EXPORTS else _PLUGINS.attempt(repr(name), f"cannot make {path}", call)


def _stream(path: Path, place: Place, write: Callable[[Path], None]) -> None:
    """Have a file written and put in place; a device or a pipe is written to, never replaced."""
    if not is_device(path):
        with place(path) as temporary:
            write(temporary)
        return
    with temporary_folder() as folder:
        write(folder / "made")
        try:
            with (folder / "made").open("rb") as made, path.open("wb") as device:
                shutil.copyfileobj(made, device)
        except OSError as problem:
            raise WriteError(f"{path}: cannot be written: {problem.strerror}") from problem


def _info(name: str, export: Export) -> ExportInfo:
    """Return what an export says of itself. Raises WriteError for what cannot be used."""
    suffix, describe, library, audio = _PLUGINS.attempt(
        repr(name),
        "does not tell its suffix and what it is",
        lambda: (
            export.suffix,
            export.describe,
            getattr(export, "library", ""),
            frozenset(getattr(export, "audio_suffixes", ())),
        ),
    )
    if not isinstance(suffix, str) or not suffix.startswith(".") or not suffix.isprintable() or "/" in suffix:
        raise WriteError(f"the export {name!r} has the suffix {suffix!r:.80}; valid is one such as .lines.csv")
    if not isinstance(describe, str) or not describe or not describe.isprintable():
        raise WriteError(f"the export {name!r} says of itself {describe!r:.80}; valid is a text of one line")
    if not isinstance(library, str):
        raise WriteError(f"the export {name!r} needs the library {library!r:.80}; valid is a module's name")
    if not all(isinstance(one, str) and one.startswith(".") for one in audio):
        raise WriteError(f"the export {name!r} is for {sorted(map(repr, audio))}; valid are suffixes such as .mp3")
    missing = library if library and not _is_installed(library) else ""
    return ExportInfo(name, suffix, describe, missing, audio, Need.STEMS in getattr(export, "needs", ()))


def _is_installed(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except (ImportError, ValueError):  # a parent that is not there, or None in its place
        return False
