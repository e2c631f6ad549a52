"""The documents that go out with an episode, by name: what they are, and how each is made and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from drama.errors import WriteError, install_command
from drama.exports.captions import srt, vtt
from drama.exports.chapters import chapters_json, cue_sheet, labels
from drama.exports.programme import Programme
from drama.exports.transcripts import credits_text, transcript_json, transcript_text
from drama.files.atomic import Place, staged, write_file


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document."""

    name: str
    suffix: str
    """What follows the episode's name without its own suffix: ``.chapters.json``."""
    media_type: str
    describe: str
    """What it is and who reads it, in a few words."""
    make: Callable[[Programme], str | bytes]
    needs: str = ""
    """The library it needs beyond those that are always there; drama's extra for it has the document's name."""

    @property
    def is_ready(self) -> bool:
        """Whether what it needs is installed."""
        return not self.needs or find_spec(self.needs) is not None


def _otio(programme: Programme) -> str:
    from drama.exports.otio import otio  # noqa: PLC0415 (an extra)

    return otio(programme)


_ALL = (
    Document("vtt", ".vtt", "text/vtt", "captions with voices (WebVTT): browsers, podcast players", vtt),
    Document("srt", ".srt", "application/x-subrip", "captions (SRT): video sites and players", srt),
    Document(
        "chapters", ".chapters.json", "application/json+chapters", "chapters for podcast players (JSON)", chapters_json
    ),
    Document("transcript", ".transcript.txt", "text/plain", "the episode as a play script", transcript_text),
    Document(
        "transcript-json", ".transcript.json", "application/json", "transcript for podcast players", transcript_json
    ),
    Document("cue", ".cue", "application/x-cue", "cue sheet: players that jump by track", cue_sheet),
    Document("labels", ".labels.txt", "text/plain", "label track for Audacity: scenes, lines, sounds", labels),
    Document(
        "credits", ".credits.txt", "text/plain", "who speaks, in which voice; whose sounds are heard", credits_text
    ),
    Document(
        "otio",
        ".otio",
        "application/json",
        "OpenTimelineIO project, a track a character",
        _otio,
        needs="opentimelineio",
    ),
)

DOCUMENTS: Mapping[str, Document] = MappingProxyType({document.name: document for document in _ALL})
"""Every document drama writes, in the order in which they are listed."""


def document_path(document: Document, episode: Path) -> Path:
    """Return where a document of an episode goes by default: beside it, under its name."""
    return episode.with_name(episode.stem + document.suffix)


def check_document(document: Document) -> None:
    """Raise WriteError, before any work, where what a document needs is not installed."""
    if not document.is_ready:
        raise WriteError(
            f"the document {document.name!r} needs {document.needs}, which is not installed: "
            f"{install_command(document.name)}"
        )


def write_document(path: Path, document: Document, programme: Programme, *, place: Place = staged) -> None:
    """Write a document, whole or not at all; text is UTF-8.

    Raises WriteError where the file cannot be written, or where what the document needs is not installed.
    """
    check_document(document)
    write_file(path, document.make(programme), place=place)
