"""What goes out beside the episode: checked before any work, written when the episode is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from drama import timeline, writers
from drama.errors import WriteError
from drama.model import Timeline
from drama.produce.corrections import corrections_path
from drama.produce.cues import write_cues
from drama.produce.production import Production
from drama.writers.documents import DOCUMENTS, document_path, write_document
from drama.writers.programme import Programme, programme


@dataclass(frozen=True, slots=True)
class Extras:
    """What is asked for beside the episode."""

    cues: Path | None = None
    """The cue sheet, as JSON."""
    documents: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    """By name (:data:`drama.writers.documents.DOCUMENTS`)."""
    stems: Path | None = None
    """A folder."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file to be written."""
        return (*((self.cues,) if self.cues else ()), *self.documents.values())


def beside(output: Path, names: tuple[str, ...]) -> Mapping[str, Path]:
    """Return where documents go by default: beside the episode, under its name. Raises WriteError for unknown names."""
    if unknown := [name for name in names if name not in DOCUMENTS]:
        raise WriteError(f"there is no document {unknown[0]!r} (there are: {', '.join(DOCUMENTS)})")
    return {name: document_path(DOCUMENTS[name], output) for name in names}


def check_outputs(production: Production, output: Path, extras: Extras) -> None:
    """Raise :class:`WriteError` before any work for what could not be written after it."""
    _refuse_to_replace_inputs(production, output, *extras.files)
    writers.check_output(output)
    taken = {output.resolve()}
    for path in extras.files:
        writers.check_place(path)
        if path.resolve() in taken:
            raise WriteError(f"{path} cannot be two outputs; choose another name for one")
        taken.add(path.resolve())
    if extras.stems is not None and extras.stems.exists() and not extras.stems.is_dir():
        raise WriteError(f"{extras.stems} is a file; stems need a folder of their own")


def write_extras(
    production: Production, line_up: Timeline, output: Path, extras: Extras, *, recorded: int
) -> tuple[Path, ...]:
    """Write the cue sheet and the documents; return what was written."""
    if extras.cues is not None:
        write_cues(extras.cues, production, line_up, recorded=recorded)
    if extras.documents:
        told = described(production, line_up, output)
        for name, path in extras.documents.items():
            write_document(path, DOCUMENTS[name], told)
    return extras.files


def described(production: Production, line_up: Timeline, output: Path) -> Programme:
    """Return the episode as data."""
    return programme(production.script, production.cast, line_up, output, segments=timeline.cue_segments)


def _refuse_to_replace_inputs(production: Production, *outputs: Path) -> None:
    """Raise :class:`WriteError` if an output is the story, its cast file or its corrections, by whatever name."""
    inputs = (production.path, corrections_path(production.path), *production.file.sources)
    for output in outputs:
        for source in inputs:
            if output.exists() and source.exists() and output.samefile(source):
                raise WriteError(f"{output} is an input of this render; choose another name for the output")
