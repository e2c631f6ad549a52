"""The manifest of a render: made of a production before a frame is mixed, written when all files are whole."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType

from drama.assistant.kept import answers_path
from drama.cast import bare_name, lock_path
from drama.encoders import libraries_of
from drama.encoders.sound_digest import sound_digest
from drama.engines import EngineInfo
from drama.engines.actor import UNREADABLE
from drama.files.atomic import Place, write_file
from drama.model import (
    FileDigest,
    Machine,
    Manifest,
    RenderSettings,
    Script,
    UsedEngine,
    UsedSound,
    UsedVoice,
    Versions,
    Voice,
    WrittenFile,
)
from drama.production.manifest_path import manifest_path
from drama.production.manifest_text import manifest_text
from drama.production.outputs import Extras, WrittenOutputs
from drama.production.prepare import Production
from drama.production.soundscape import Soundscape
from drama.production.watched import NO_FILE
from drama.recording import request_keys
from drama.script.corrections.file import corrections_path
from drama.version import __version__

_LIBRARIES = ("numpy", "soxr", "pillow")
"""What computes: numpy mixes, soxr brings takes and sounds to the rate of the mix, Pillow draws covers."""
_DIGITS = 32
"""Of digests that are no file's."""
AUDIO, STEM = "audio", "stem"


def manifest_of(
    production: Production, soundscape: Soundscape, output: Path, extras: Extras, *, gain_db: float, is_whole: bool
) -> Manifest:
    """Return what an episode is made of and with; neither files written nor machine stand in it yet."""
    script, files = production.script, production.story_files
    read = {path: digest for path, digest in production.read_from if digest != NO_FILE}
    named = {path: FileDigest(Path(path).name, digest) for path, digest in read.items()}
    beside = (None, None) if files.is_piped else (corrections_path(files.path), answers_path(files.path))
    locks = (lock_path(path) for path in (production.file.series.path,) if path is not None)
    return Manifest(
        title=script.story.title,
        lines=len(script.lines),
        story=tuple(named[str(path)] for path in files.files if str(path) in named),
        text_sha256=_sha256(script.story.text),
        script_sha256=_script_digest(script),
        takes_sha256=_digest(request_keys(production.requests)),
        cast_files=tuple(named[str(path)] for path in production.file.sources if str(path) in named),
        corrections=named.get(str(beside[0])),
        answers=named.get(str(beside[1])),
        lock=next((named[str(path)] for path in locks if str(path) in named), None),
        cover=_cover(production),
        recordings=tuple(_recordings(production)),
        voices=tuple(_voices(production)),
        sounds=tuple(UsedSound(name, asset.key) for name, asset in sorted(soundscape.assets.items())),
        settings=_settings(production, output, extras, gain_db=gain_db, is_whole=is_whole),
        versions=versions_now({request.voice.engine for request in production.requests}, output.suffix.lower()),
    )


def versions_now(engines: Iterable[str], suffix: str) -> Versions:
    """Return the versions here and now of drama, of some engines, and of the libraries that shape a format's bytes."""
    libraries = {name: found for name in _LIBRARIES if (found := _version(name))}
    told = {name: UsedEngine(EngineInfo(name).version, EngineInfo(name).repeats) for name in sorted(engines)}
    libraries |= libraries_of(suffix)
    return Versions(__version__, MappingProxyType(told), MappingProxyType(dict(sorted(libraries.items()))))


def machine_now() -> Machine:
    """Return what kind of machine this is."""
    return Machine(platform.machine(), platform.system(), ".".join(platform.python_version_tuple()[:2]))


def write_manifest(
    output: Path, made: Manifest, written: Sequence[WrittenOutputs], extras: Extras, *, place: Place
) -> Path | None:
    """Write the manifest of an episode beside it, with the digests of its files, and return its path.

    None where the ``extras`` ask for none.
    """
    if not extras.manifest:
        return None
    path = manifest_path(output, in_chapters=made.settings.in_chapters)
    of_all = (_file(path.parent, file, name, in_chapters=True) for name, file in extras.for_all.items())
    files = (*_written(path.parent, written), *of_all)
    write_file(path, manifest_text(replace(made, machine=machine_now(), files=files)) + "\n", place=place)
    return path


def _written(folder: Path, written: Sequence[WrittenOutputs]) -> Iterator[WrittenFile]:
    for part in written:
        sound = sound_digest(part.audio)
        yield replace(_file(folder, part.audio, AUDIO), sound=sound, frames=part.frames)
        for name, path in part.documents.items():
            yield _file(folder, path, name)
        for path in part.stems:
            yield _file(folder, path, STEM)


def _file(folder: Path, path: Path, kind: str, *, in_chapters: bool = False) -> WrittenFile:
    with path.open("rb") as file:
        digest, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    place, is_elsewhere = path.name, False
    if path.resolve().is_relative_to(folder.resolve()):
        place = path.resolve().relative_to(folder.resolve()).as_posix()
    elif in_chapters and path.resolve().parent == folder.resolve().parent:
        place = f"../{path.name}"
    else:
        is_elsewhere = True
    return WrittenFile(place, kind, digest, size, is_elsewhere=is_elsewhere)


def _settings(
    production: Production, output: Path, extras: Extras, *, gain_db: float, is_whole: bool
) -> RenderSettings:
    cast, script = production.cast, production.script
    return RenderSettings(
        format=output.suffix.lower(),
        preset=cast.mix.preset.value,
        style=cast.sound.style.name,
        style_sha256=_digest(astuple(cast.sound.style)),
        loudness_lufs=cast.mix.loudness_lufs,
        true_peak_dbtp=cast.mix.true_peak_dbtp,
        bit_rate_kbps=cast.mix.bit_rate_kbps,
        channels=cast.mix.channels,
        gain_db=gain_db,
        pauses_sha256=_digest(astuple(cast.pauses)),
        given=production.given,
        scenes=() if is_whole else tuple(scene.number for scene in script.scenes),
        in_chapters=bool(extras.in_chapters),
        documents=tuple(extras.documents),
        stems=_stems(output, extras),
        draws_cover=extras.draws_cover,
    )


def _stems(output: Path, extras: Extras) -> str:
    if extras.stems is None:
        return ""
    try:
        return extras.stems.resolve().relative_to(output.resolve().parent).as_posix()
    except ValueError:
        return extras.stems.name


def _recordings(production: Production) -> Iterator[FileDigest]:
    """Yield the recordings that stand for lines; the engine that reads them tells the digest of each."""
    seen = set()
    for request in production.requests:
        voice = request.voice
        if voice.is_recording and voice.id not in seen:
            seen.add(voice.id)
            digest = EngineInfo(voice.engine).identity(voice) or ""
            yield FileDigest(Path(voice.id).name, "" if digest.startswith(UNREADABLE) else digest)


def _used(production: Production) -> Mapping[str | None, Voice]:
    """Return the voice of everybody who speaks, the narrator's first, then by name."""
    speakers = {line.speaker for line in production.script.lines}
    narrator: dict[str | None, Voice] = {None: production.cast.narrator} if None in speakers else {}
    named = sorted(speaker for speaker in speakers if speaker is not None)
    return {**narrator, **{name: production.cast.voices[name] for name in named}}


def _voices(production: Production) -> Iterator[UsedVoice]:
    for speaker, voice in _used(production).items():
        identity = EngineInfo(voice.engine).identity(voice)
        yield UsedVoice(
            speaker=speaker,
            voice=voice.name,
            engine=voice.engine,
            id=bare_name(voice.id),
            rate_wpm=voice.rate_wpm,
            pitch=voice.pitch,
            gain_db=voice.gain_db,
            pan=voice.pan,
            sound=_digest([voice.id, sorted(voice.options.items())] if identity is None else identity),
        )


def _cover(production: Production) -> FileDigest | None:
    cover = production.script.story.cover
    if cover is None:
        return None
    name = "" if production.cover_path is None else production.cover_path.name
    return FileDigest(name, hashlib.sha256(cover).hexdigest())


def _script_digest(script: Script) -> str:
    return _digest([(line.number, line.scene, line.speaker, line.kind.value, line.text) for line in script.lines])


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(value: object) -> str:
    """Return a digest of what JSON can hold; enumerations as their texts."""
    return hashlib.sha256(json.dumps(value, default=str).encode("ascii")).hexdigest()[:_DIGITS]


def _version(distribution: str) -> str:
    with suppress(PackageNotFoundError):
        return version(distribution)
    return ""
