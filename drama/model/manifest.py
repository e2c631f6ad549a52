"""What an episode was made of and with: digests of what was read, versions of what made it, and how it was asked for.

Nothing in it tells when, where or by whom it was rendered: two renders of the same make the same manifest. Files go by
their names alone. Digests are SHA-256 in hex (FIPS 180-4); of files, of their bytes, as ``sha256sum`` prints them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


class Repeats(StrEnum):
    """Whether an engine says the same words with the same samples again."""

    ON_SUCH_A_MACHINE = "on such a machine"
    """The same versions on the same kind of machine do; another kind of processor may round otherwise."""
    NOT_PROMISED = "not promised"
    """Another program or machine speaks, or the engine does not say: a take that is gone may come back otherwise."""


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file that was read."""

    name: str
    """Without its folder."""
    sha256: str


@dataclass(frozen=True, slots=True)
class UsedVoice:
    """Who was spoken by which voice."""

    speaker: str | None
    """None for the narrator."""
    voice: str
    """Its name in the pool, or the speaker's."""
    engine: str
    id: str
    """The engine's own id; of a voice that is a file, the file's name."""
    rate_wpm: int
    pitch: int | None
    gain_db: float
    pan: float
    sound: str
    """Digest (32 digits) of what identifies the sound: the engine's own word of it, else id and options."""


@dataclass(frozen=True, slots=True)
class UsedSound:
    """A sound beside the lines."""

    name: str
    """As script or cast file name it."""
    key: str
    """Digest of its sound."""


@dataclass(frozen=True, slots=True)
class UsedEngine:
    """An engine that spoke."""

    version: str
    repeats: Repeats


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the episode."""

    drama: str
    engines: Mapping[str, UsedEngine]
    """By name."""
    libraries: Mapping[str, str]
    """Versions of the libraries that shape the bytes, by name: mixing, encoder, tags."""


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """How the episode was asked for, and what came of it."""

    format: str
    """Suffix of the audio files, ``.mp3``."""
    preset: str
    style: str
    style_sha256: str
    """Digest of all that the style says."""
    loudness_lufs: float
    true_peak_dbtp: float
    bit_rate_kbps: int
    channels: int
    gain_db: float
    """Gain over the whole episode. A render keeps that of the one before it while that meets the target, so that a
    recast leaves other scenes as they are: it is part of what was asked for."""
    pauses_sha256: str
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What was said with the command, over cast file and story: ``engine``, ``style``, ``preset``, ``title``,
    ``author``, ``as``, ``voices`` and ``cover`` (names of files), ``metadata.NAME``; ``action`` and ``recordings`` are
    ``no`` where they were left out."""
    scenes: tuple[int, ...] = ()
    """Those rendered; none for all of them."""
    in_chapters: bool = False
    """Whether there is a file for each chapter, in a folder."""
    documents: tuple[str, ...] = ()
    """Names of the exports."""
    stems: str = ""
    """The folder of the stems from that of the episode, its name alone where it stands elsewhere; nothing for none."""
    draws_cover: bool = True


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that the render wrote."""

    path: str
    """From the folder of the manifest, with ``/``; beside the folder of an audiobook in chapters with ``../``; the
    name alone of one that stands elsewhere."""
    kind: str
    """``audio``, ``stem``, or the name of an export."""
    sha256: str
    bytes: int
    sound: str = ""
    """Of audio: digest of the encoded sound alone, which no change of tags changes (docs/trust.md)."""
    frames: int = 0
    """Of audio: its length, at 44,100 a second."""
    is_elsewhere: bool = False
    """Whether it stands neither there nor below."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What kind of machine rendered, as far as it may matter."""

    architecture: str
    """``x86_64``."""
    system: str
    """``Linux``."""
    python: str
    """``3.11``."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an episode was made of and with."""

    title: str
    lines: int
    """How many lines are spoken."""
    story: tuple[FileDigest, ...]
    """The files of the story, in order; none where it was piped in."""
    text_sha256: str
    """Of the text as it was read, in UTF-8."""
    script_sha256: str
    """Digest of who says which words, in which scene."""
    takes_sha256: str
    """Digest of the keys of all takes: words, marks, voices, paces, engines and their versions."""
    cast_files: tuple[FileDigest, ...]
    """The cast file and what it extends, the nearest first; drama's own, which goes with its version, left out."""
    corrections: FileDigest | None
    answers: FileDigest | None
    """Of an assistant, as they were kept."""
    lock: FileDigest | None
    """Of the series."""
    cover: FileDigest | None
    """The picture of the story, or one that was given; None for one that was drawn, or for none."""
    recordings: tuple[FileDigest, ...]
    """Actors' recordings that stand for lines, in the order of the lines, each file once."""
    voices: tuple[UsedVoice, ...]
    """The narrator's first, then by name."""
    sounds: tuple[UsedSound, ...]
    """By name."""
    settings: RenderSettings
    versions: Versions
    machine: Machine | None = None
    """Of a manifest in a file."""
    files: tuple[WrittenFile, ...] = ()
    """Of a manifest in a file."""

    @property
    def in_tags(self) -> Manifest:
        """What stands in the tags: nothing of the machine, and nothing of what was written beside the sound.

        So an episode has the same bytes on every machine, with captions beside it or without.
        """
        settings = replace(self.settings, documents=(), stems="")
        return replace(self, settings=settings, machine=None, files=())
