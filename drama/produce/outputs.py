"""What goes out beside the episode: checked before any work, written when the episode is whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from drama import cast as casting
from drama import history, timeline, writers
from drama.errors import WriteError
from drama.mix import Mixer
from drama.model import Preset
from drama.produce.corrections import corrections_path
from drama.produce.cues import cue_sheet, write_cues
from drama.produce.production import Production
from drama.takes import SpareStore, default_folder
from drama.writers.colours import cast_colours
from drama.writers.documents import DOCUMENTS, check_document, write_document
from drama.writers.programme import NARRATOR, Programme, programme
from drama.writers.staging import staged
from drama.writers.stems import stem_files, write_stems

if TYPE_CHECKING:
    from drama.report import Measured, Report

_COVER_REVISION = 2
"""Counts changes of how covers are drawn."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What is asked for beside the episode."""

    cues: Path | None = None
    """The cue sheet, as JSON."""
    documents: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    """By name (:func:`offered`)."""
    report: Path | None = None
    """``.html`` or ``.json``."""
    stems: Path | None = None
    """A folder."""
    draws_cover: bool = False
    """Whether a cover is drawn where the story brings none."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file to be written but the stems."""
        return tuple(path for path in (self.cues, *self.documents.values(), self.report) if path is not None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that can go out with an episode."""

    name: str
    suffix: str
    describe: str
    needs: str = ""
    """What it needs and this installation has not got."""


_OURS = (
    Offer("page", ".html", "a page to read along while it plays: any browser, no network"),
    Offer("picture", ".svg", "the episode at a glance: scenes, who speaks when, loudness"),
    Offer("cover", ".cover.jpg", "the cover, given or drawn"),
)


def offered() -> Mapping[str, Offer]:
    """Return every document that can go out with an episode, by name."""
    told = [Offer(d.name, d.suffix, d.describe, "" if d.is_ready else d.needs) for d in DOCUMENTS.values()]
    return {offer.name: offer for offer in (*_OURS, *told)}


def beside(output: Path, names: Iterable[str]) -> Mapping[str, Path]:
    """Return where documents go by default: beside the episode, under its name. Raises WriteError for unknown names."""
    known = offered()
    found = {}
    for name in names:
        if name not in known:
            raise WriteError(f"there is no document {name!r} (there are: {', '.join(known)})")
        found[name] = output.with_name(output.stem + known[name].suffix)
    return found


def is_in_chapters(production: Production, output: Path) -> bool:
    """Return whether the episode becomes a folder with a file for each chapter: an audiobook does, but for .m4b."""
    return production.cast.mix.preset is Preset.AUDIOBOOK and output.suffix.lower() != ".m4b"


def chapter_files(output: Path, titles: Sequence[str]) -> tuple[Path, ...]:
    """Return the file of each chapter, ``01 - Title.mp3``, in the folder named like the episode; make the folder."""
    folder = output.with_suffix("")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise WriteError(f"{folder}: cannot be made, and the chapters go there: {problem.strerror}") from problem
    width = max(2, len(str(len(titles))))
    named = [f"{number:0{width}} - {title.rstrip(' .…')}" for number, title in enumerate(titles, start=1)]
    return tuple(folder / f"{Path(file).stem}{output.suffix}" for file in stem_files(named).values())


def check_outputs(production: Production, output: Path, extras: Extras) -> None:
    """Raise :class:`WriteError` before any work for what could not be written after it."""
    _refuse_to_replace_inputs(production, output, *extras.files)
    writers.check_output(output)
    taken = {output.resolve()}
    for path in extras.files:
        writers.check_place(path)
        if path.resolve() in taken:
            raise WriteError(f"{path} cannot be two outputs of one render; choose another name for one")
        taken.add(path.resolve())
    if is_in_chapters(production, output):
        folder = output.with_suffix("")
        if folder.exists() and not folder.is_dir():
            raise WriteError(f"{folder} is a file; the chapters of an audiobook need a folder of this name")
    for name in extras.documents:
        if name in DOCUMENTS:
            check_document(DOCUMENTS[name])
    if extras.report is not None and extras.report.suffix.lower() not in {".html", ".json"}:
        raise WriteError(f"{extras.report}: a report is .html or .json")
    if extras.stems is not None and extras.stems.exists() and not extras.stems.is_dir():
        raise WriteError(f"{extras.stems} is a file; stems need a folder of their own")


@dataclass(frozen=True, slots=True)
class About:
    """What was written beside one file of an episode, and what is told of all its files together."""

    files: tuple[Path, ...] = ()
    cues: Mapping[str, Any] | None = None
    report: tuple[Report, str] | None = None
    """With its picture, for a page."""


class Dossier:
    """Everything that is written about one file: an episode, or a chapter of an audiobook."""

    def __init__(self, production: Production, mixer: Mixer, output: Path, extras: Extras) -> None:
        self._production = production
        self._line_up = mixer.timeline
        self._stem_names = tuple(mixer.stems)
        self._output = output
        self._extras = extras

    @cached_property
    def told(self) -> Programme:
        """The episode as data, cover included."""
        stems = self._stems if self._extras.stems is not None else {}
        told = programme(self._production.script, self._production.cast, self._line_up, self._output,
                         segments=timeline.cue_segments, stems=stems)  # fmt: skip
        if told.cover is None and (self._extras.draws_cover or "cover" in self._extras.documents):
            return replace(told, cover=_drawn(told))
        return told

    @property
    def _stems(self) -> dict[str, str]:
        """The file of each stem, as the documents beside the episode name it."""
        assert self._extras.stems is not None
        folder = os.path.relpath(self._extras.stems, self._output.parent)
        return {name: f"{Path(folder).as_posix()}/{file}" for name, file in stem_files(self._stem_names).items()}

    def write(self, *, recorded: int, missing: tuple[str, ...]) -> About:
        """Write the documents; return them, and what :func:`publish` tells of all files together."""
        extras = self._extras
        makers: dict[str, Callable[[], str]] = {"page": self._page, "picture": self._picture}
        for name, path in extras.documents.items():
            if name == "cover":
                with staged(path) as temporary:
                    temporary.write_bytes(self.told.cover or b"")
            elif name in makers:
                history.write_text(path, makers[name](), error=WriteError)
            else:
                write_document(path, DOCUMENTS[name], self.told)
        cues, report = None, None
        if extras.cues is not None:
            cues = cue_sheet(self._production, self._line_up, self._output.name, recorded=recorded)
        if extras.report is not None:
            report = self._report(missing), self._picture() if extras.report.suffix.lower() == ".html" else ""
        return About(tuple(extras.documents.values()), cues, report)

    def _report(self, missing: tuple[str, ...]) -> Report:
        from drama.report import make_report  # noqa: PLC0415

        production = self._production
        clashes = casting.clashes(production.script, production.cast)
        return make_report(self._measured, self.told, script=production.script, cast=production.cast,
                           line_up=self._line_up, similar=map(str, clashes), missing=missing,
                           warnings=production.warnings)  # fmt: skip

    @cached_property
    def _measured(self) -> Measured:
        from drama.report import measure  # noqa: PLC0415

        return measure(self._output, self.told)

    def _page(self) -> str:
        from drama.page import read_along  # noqa: PLC0415

        return read_along(self.told, self._output, self._measured.waveform)

    def _picture(self) -> str:
        from drama.report import draw_picture  # noqa: PLC0415

        return draw_picture(self.told, self._measured, target_lufs=self._production.cast.mix.loudness_lufs)


def publish(extras: Extras, told: Sequence[About], title: str) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write what is one for all files of an episode: cue sheet and report. Return both, and the report in short."""
    written = []
    if extras.cues is not None:
        write_cues(extras.cues, [about.cues for about in told if about.cues is not None])
        written.append(extras.cues)
    if extras.report is None:
        return tuple(written), ()
    from drama import report as reporting  # noqa: PLC0415 (heavy, and seldom asked for)

    pages = [about.report for about in told if about.report is not None]
    reports = [report for report, _ in pages]
    is_page = extras.report.suffix.lower() == ".html"
    text = reporting.as_html(pages, title) if is_page else reporting.as_json(reports)
    history.write_text(extras.report, text, error=WriteError)
    return (*written, extras.report), tuple(reporting.in_short(reports))


def write_the_stems(folder: Path, mixer: Mixer) -> tuple[Path, ...]:
    """Write the episode's stems into a folder."""
    frames = [stretch.frames for stretch in mixer.timeline.stretches]
    return write_stems(folder, tuple(mixer.stems), mixer.stem_blocks(), frames=frames, channels=mixer.settings.channels)


def _drawn(told: Programme) -> bytes:
    """Return a cover for an episode that brings none: the same for the same title, author and cast."""
    colours = cast_colours(told.cast)
    waves = [(colours[one.name].fill, one.lines) for one in told.cast if one.name != NARRATOR]
    shaping = (_COVER_REVISION, told.title, told.author, waves)
    key = hashlib.sha256(repr(shaping).encode("utf-8", "replace")).hexdigest()
    store = SpareStore(default_folder(), "covers")
    if (kept := store.get(key)) is not None:
        return kept
    from drama.cover import draw_cover  # noqa: PLC0415 (Pillow)

    cover = draw_cover(told.title, told.author, waves)
    store.put(key, cover)
    return cover


def _refuse_to_replace_inputs(production: Production, *outputs: Path) -> None:
    """Raise :class:`WriteError` if an output is the story, its cast file or its corrections, by whatever name."""
    inputs = (production.path, corrections_path(production.path), *production.file.sources)
    for output in outputs:
        for source in inputs:
            if output.exists() and source.exists() and output.samefile(source):
                raise WriteError(f"{output} is an input of this render; choose another name for the output")
