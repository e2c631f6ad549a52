"""What is written beside an episode once its sound is whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama import cast as casting
from drama import timeline
from drama.encoders.stems import stem_files, write_stems
from drama.errors import WriteError
from drama.exports.base import EpisodeFile
from drama.exports.programme import Programme, programme
from drama.exports.registry import Offered, export_path, get_summary, is_one_for_all, write_export
from drama.files.atomic import Place, write_file
from drama.mixing import Mixer, tail_frames
from drama.model import Cue, SpokenSpan, Track
from drama.production.drawn_cover import drawn_cover
from drama.production.engine_facts import capabilities_of
from drama.production.prepare import Production
from drama.recording.store import TakeStore

_REPORT = "report"
_DATA = ".json"
"""The form of a summary that is for programs."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What to write beside the episode."""

    cues: Path | None = None
    """The cue sheet, as JSON."""
    documents: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    """Exports by name (:func:`documents`)."""
    report: Path | None = None
    """``.html`` or ``.json``."""
    stems: Path | None = None
    """A folder."""
    draws_cover: bool = False
    """Whether a cover is drawn where the story brings none."""
    manifest: bool = True
    """Whether tags and a file of its own say what it was made of."""
    measures: bool = False
    """Whether the finished files are measured also where no report is written."""
    in_chapters: bool | None = None
    """Whether the episode is a file for each chapter; None where the preset says so, and the format."""
    for_all: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    """Exports of an audiobook in chapters that are one for all of them, set by :func:`of_chapters`."""

    @property
    def summaries(self) -> Mapping[str, Path]:
        """The summaries to write, by name."""
        paths = {"cues": self.cues, "report": self.report}
        return {name: path for name, path in paths.items() if path is not None}

    @property
    def collected(self) -> Mapping[str, str]:
        """What is collected from every audio file: the name of a summary, and the suffix it is for."""
        suffixes = {name: path.suffix.lower() for name, path in self.summaries.items()}
        return {_REPORT: _DATA, **suffixes} if self.measures else suffixes


def documents() -> Offered:
    """Return every export that can go out with an episode, by name."""
    return Offered()


def beside(output: Path, names: Iterable[str]) -> Mapping[str, Path]:
    """Return where exports go by default: beside the episode, under its name. Raises WriteError for unknown names."""
    known = documents()
    paths = {}
    for name in names:
        if name not in known:
            raise WriteError(f"there is no document {name!r} (there are: {', '.join(known)})")
        paths[name] = export_path(known[name], output)
    return paths


def of_chapters(extras: Extras) -> Extras:
    """Return the extras of an audiobook in chapters: exports that are one for all chapters are told from the others."""
    joined = {name: path for name, path in extras.documents.items() if is_one_for_all(name)}
    others = {name: path for name, path in extras.documents.items() if name not in joined}
    return replace(extras, documents=others, for_all=joined)


@dataclass(frozen=True, slots=True)
class Summaries:
    """What is one for all audio files of an episode."""

    files: tuple[Path, ...]
    in_short: tuple[str, ...]
    """What a terminal shows of them."""
    quality: str
    """The report as JSON, where the files were measured."""
    warnings: tuple[str, ...] = ()
    """Of all exports, each once."""


@dataclass(frozen=True, slots=True)
class WrittenOutputs:
    """What was written for one audio file of an episode, and what it adds to the summaries of all of them."""

    audio: Path
    frames: int
    documents: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    """By the name of the export."""
    stems: tuple[Path, ...] = ()
    collected: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """By the name of the summary."""
    track: Track | None = None
    warnings: Mapping[str, None] = field(default_factory=dict)
    """What exports warn of, each once; some do so only when the last audio file is whole."""
    file: EpisodeFile | None = None
    """What was written about, kept where an export is one for all audio files."""

    @property
    def beside(self) -> tuple[Path, ...]:
        """What was written beside the audio file."""
        return (*self.documents.values(), *self.stems)


class EpisodeOutputs:
    """Everything that is written about one audio file: an episode, or a chapter of an audiobook."""

    def __init__(
        self,
        production: Production,
        mixer: Mixer,
        store: TakeStore,
        output: Path,
        extras: Extras,
        *,
        place: Place,
        start_frame: int = 0,
    ) -> None:
        """``start_frame`` is where a chapter of an audiobook begins in the whole of it."""
        self._production = production
        self._mixer = mixer
        self._output = output
        self._extras = extras
        self._place = place
        self._start_frame = start_frame
        self._spans = spans_of(production, store)

    @cached_property
    def programme(self) -> Programme:
        """The episode as data, cover included."""
        episode = programme(
            self._production.script,
            self._production.cast,
            self._mixer.timeline,
            self._output,
            spans=self._spans,
            stems=self._stems,
            tails={cue.line.number: tail_frames(cue) for cue in self._mixer.timeline.cues},
        )
        if episode.cover is None and (self._extras.draws_cover or "cover" in self._extras.documents):
            return replace(episode, cover=drawn_cover(episode.title, episode.author, episode.cast))
        return episode

    @property
    def _stems(self) -> dict[str, str]:
        """The file of each stem, as the exports beside the episode name it; none where no stems are written."""
        if self._extras.stems is None:
            return {}
        folder = os.path.relpath(self._extras.stems, self._output.parent)
        files = stem_files(tuple(self._mixer.stems))
        return {name: f"{Path(folder).as_posix()}/{file}" for name, file in files.items()}

    def write(self, *, recorded: int, missing: tuple[str, ...], album: str = "") -> WrittenOutputs:
        """Write stems and exports of an audio file that is whole; return them, and what it adds to the summaries."""
        extras, production = self._extras, self._production
        warnings: dict[str, None] = {}
        stems = self._write_stems(extras.stems, album) if extras.stems is not None else ()
        file = EpisodeFile(
            self.programme,
            self._output,
            production.script,
            production.cast,
            self._mixer.timeline,
            recorded=recorded,
            missing_sounds=missing,
            warnings=production.warnings,
            find_similar_voices=lambda: map(
                str, casting.clashes(production.script, production.cast, capabilities_of=capabilities_of)
            ),
            sources=production.sources,
            album=album,
            warn=warnings.setdefault,
        )
        for name, path in extras.documents.items():
            write_export(path, name, file, place=self._place)
        collected = {name: get_summary(name).collect(file, suffix) for name, suffix in extras.collected.items()}
        kept = file if extras.for_all else None
        return WrittenOutputs(
            self._output, self.programme.frames, extras.documents, stems, collected, warnings=warnings, file=kept
        )

    def _write_stems(self, folder: Path, album: str) -> tuple[Path, ...]:
        mixer, title = self._mixer, self.programme.title
        return write_stems(
            folder,
            tuple(mixer.stems),
            mixer.stem_blocks(),
            frames=[chunk.frames for chunk in mixer.timeline.chunks],
            channels=mixer.settings.channels,
            title=f"{album}: {title}" if album else title,
            time_reference=self._start_frame,
            place=self._place,
        )


def write_summaries(extras: Extras, written: Sequence[WrittenOutputs], title: str, *, place: Place) -> Summaries:
    """Write what is one for all audio files of an episode, and return what they are and say."""
    files = list(_write_for_all(extras, written, place))
    lines: list[str] = []
    for name, path in extras.summaries.items():
        summary = get_summary(name)
        collected = [outputs.collected[name] for outputs in written]
        write_file(path, summary.join(collected, title=title, suffix=path.suffix.lower()), place=place)
        files.append(path)
        lines += summary.in_short(collected)
    quality = ""
    if _REPORT in extras.collected:
        collected = [outputs.collected[_REPORT] for outputs in written]
        quality = get_summary(_REPORT).join(collected, title=title, suffix=_DATA)
    warnings = dict.fromkeys(warning for outputs in written for warning in outputs.warnings)
    return Summaries(tuple(files), tuple(lines), quality, tuple(warnings))


def _write_for_all(extras: Extras, written: Sequence[WrittenOutputs], place: Place) -> Iterator[Path]:
    """Write the exports that are one for all audio files of an episode in chapters, and yield their files."""
    files = [outputs.file for outputs in written if outputs.file is not None]
    for name, path in extras.for_all.items():
        write_export(path, name, *files, place=place)
        yield path


def spans_of(production: Production, store: TakeStore) -> Callable[[Cue], Iterator[SpokenSpan]]:
    """Return a function that yields the spoken spans of a cue, with word times where its take has them."""
    spoken_texts = {
        line.number: performance.text
        for line, performance in zip(production.script.lines, production.direction.performances, strict=True)
    }
    source = production.script.story.text
    return lambda cue: timeline.spoken_spans(
        cue, source, said=spoken_texts[cue.line.number], timings=store.words(cue.take.key)
    )
