"""What goes out beside the episode, written when that is whole."""

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
from drama.encoders.stems import stem_files, write_stems
from drama.errors import WriteError
from drama.exports.palette import cast_colours
from drama.exports.programme import NARRATOR, Programme, programme
from drama.exports.registry import DOCUMENTS, write_document
from drama.files.atomic import Place, write_file
from drama.mixing import Mixer
from drama.production.cue_sheet import cue_sheet, spans_of, write_cues
from drama.production.prepare import Production, capabilities_of
from drama.recording.blob_store import CacheStore
from drama.recording.store import TakeStore, default_folder

if TYPE_CHECKING:
    from drama.exports.report import Measured, Report

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


@dataclass(frozen=True, slots=True)
class About:
    """What was written beside one file of an episode, and what is told of all its files together."""

    files: tuple[Path, ...] = ()
    cues: Mapping[str, Any] | None = None
    report: tuple[Report, str] | None = None
    """With its picture, for a page."""


class Dossier:
    """Everything that is written about one file: an episode, or a chapter of an audiobook."""

    def __init__(
        self, production: Production, mixer: Mixer, store: TakeStore, output: Path, extras: Extras, *, place: Place
    ) -> None:
        self._production = production
        self._line_up = mixer.timeline
        self._stem_names = tuple(mixer.stems)
        self._output = output
        self._extras = extras
        self._place = place
        self._spans = spans_of(production, store)

    @cached_property
    def told(self) -> Programme:
        """The episode as data, cover included."""
        stems = self._stems if self._extras.stems is not None else {}
        told = programme(self._production.script, self._production.cast, self._line_up, self._output,
                         spans=self._spans, stems=stems)  # fmt: skip
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
                write_file(path, self.told.cover or b"", place=self._place)
            elif name in makers:
                write_file(path, makers[name](), place=self._place)
            else:
                write_document(path, DOCUMENTS[name], self.told, place=self._place)
        cues, report = None, None
        if extras.cues is not None:
            cues = cue_sheet(self._production, self._line_up, self._output.name, spans=self._spans, recorded=recorded)
        if extras.report is not None:
            report = self._report(missing), self._picture() if extras.report.suffix.lower() == ".html" else ""
        return About(tuple(extras.documents.values()), cues, report)

    def _report(self, missing: tuple[str, ...]) -> Report:
        from drama.exports.report import make_report  # noqa: PLC0415

        production = self._production
        clashes = casting.clashes(production.script, production.cast, capabilities_of=capabilities_of)
        return make_report(self._measured, self.told, script=production.script, cast=production.cast,
                           line_up=self._line_up, similar=map(str, clashes), missing=missing,
                           warnings=production.warnings)  # fmt: skip

    @cached_property
    def _measured(self) -> Measured:
        from drama.exports.report import measure  # noqa: PLC0415

        return measure(self._output, self.told)

    def _page(self) -> str:
        from drama.exports.page import read_along  # noqa: PLC0415

        return read_along(self.told, self._output, self._measured.waveform)

    def _picture(self) -> str:
        from drama.exports.report import draw_picture  # noqa: PLC0415

        return draw_picture(self.told, self._measured, target_lufs=self._production.cast.mix.loudness_lufs)


def publish(
    extras: Extras, told: Sequence[About], title: str, *, place: Place
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write what is one for all files of an episode: cue sheet and report. Return both, and the report in short."""
    written = []
    if extras.cues is not None:
        write_cues(extras.cues, [about.cues for about in told if about.cues is not None], place=place)
        written.append(extras.cues)
    if extras.report is None:
        return tuple(written), ()
    from drama.exports import report as reporting  # noqa: PLC0415 (heavy, and seldom asked for)

    pages = [about.report for about in told if about.report is not None]
    reports = [report for report, _ in pages]
    is_page = extras.report.suffix.lower() == ".html"
    text = reporting.as_html(pages, title) if is_page else reporting.as_json(reports)
    write_file(extras.report, text, place=place)
    return (*written, extras.report), tuple(reporting.in_short(reports))


def write_the_stems(folder: Path, mixer: Mixer, *, place: Place) -> tuple[Path, ...]:
    """Write the episode's stems into a folder."""
    frames = [chunk.frames for chunk in mixer.timeline.chunks]
    return write_stems(folder, tuple(mixer.stems), mixer.stem_blocks(), frames=frames,
                       channels=mixer.settings.channels, place=place)  # fmt: skip


def _drawn(told: Programme) -> bytes:
    """Return a cover for an episode that brings none: the same for the same title, author and cast."""
    colours = cast_colours(told.cast)
    waves = [(colours[one.name].fill, one.lines) for one in told.cast if one.name != NARRATOR]
    shaping = (_COVER_REVISION, told.title, told.author, waves)
    key = hashlib.sha256(repr(shaping).encode("utf-8", "replace")).hexdigest()
    store = CacheStore(default_folder(), "covers")
    if (kept := store.get(key)) is not None:
        return kept
    from drama.exports.cover import draw_cover  # noqa: PLC0415 (Pillow)

    cover = draw_cover(told.title, told.author, waves)
    store.put(key, cover)
    return cover
