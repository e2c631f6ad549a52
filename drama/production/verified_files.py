"""The files of an episode compared with its manifest: each is as written, edited, cut off, or gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from drama.encoders.manifest_tag import read_manifest_tags
from drama.encoders.sound_digest import sound_digest
from drama.errors import DataError
from drama.files.inputs import check_file
from drama.model import Aspect, Check, Manifest, Verdict, WrittenFile
from drama.production.manifest import AUDIO
from drama.production.manifest_found import FoundManifest, written_path
from drama.production.manifest_text import read_manifest

_NO_LIMIT = 1 << 62
_EDITED = "it was edited after it was written: its own digest is another"
_ELSEWHERE = "it was written into another folder"


def file_checks(found: FoundManifest) -> Iterator[Check]:
    """Yield what became of the manifest and of each file that a render wrote, in the order of the manifest."""
    if found.damaged is not None:
        name, problem = found.damaged
        yield Check(Aspect.FILE, name, Verdict.CHANGED, f"{problem}; the manifest in the tags is used")
    if not found.is_as_written:
        where = "the manifest in the tags" if found.path is None else found.path.name
        yield Check(Aspect.FILE, where, Verdict.CHANGED, _EDITED)
    if found.path is None:
        yield _by_its_tags(found)
        return
    audio = {one.path: place for place, one in found.audio}
    is_one_of_many = len(found.audio) < sum(one.kind == AUDIO for one in found.manifest.files)
    for written in found.manifest.files:
        if is_one_of_many and written.path not in audio:
            continue
        place = audio.get(written.path) or written_path(found.path, written)
        if place is None:
            yield Check(Aspect.FILE, written.path, Verdict.UNKNOWN, _ELSEWHERE)
            continue
        yield compared(place, written)
        if written.kind == AUDIO and (problem := _tags_disagree(place, found.manifest)):
            yield Check(Aspect.FILE, f"the tags of {written.path}", Verdict.CHANGED, problem)


def compared(path: Path, written: WrittenFile) -> Check:
    """Return what became of a file since it was written."""
    check = Check(Aspect.FILE, written.path, Verdict.SAME)
    try:
        check_file(path, limit=_NO_LIMIT)
        size = path.stat().st_size
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return replace(check, verdict=Verdict.MISSING, about="there is no such file any more")
    except OSError as problem:
        return replace(check, verdict=Verdict.CHANGED, about=f"it cannot be read: {problem.strerror}")
    if digest == written.sha256:
        return check
    return replace(check, verdict=Verdict.CHANGED, about=_difference(path, written, size))


def _difference(path: Path, written: WrittenFile, size: int) -> str:
    if written.kind == AUDIO and _sound(path) == written.sound:
        return "its tags were edited; its sound is as it was rendered"
    if size < written.bytes:
        return f"it has {size:,} bytes of {written.bytes:,}: cut off, or another file"
    return "its sound is another" if written.kind == AUDIO else "it was edited, or is another file"


def _sound(path: Path) -> str:
    try:
        return sound_digest(path)
    except (OSError, DataError):
        return ""


def _by_its_tags(found: FoundManifest) -> Check:
    """Return what became of an audio file of which only the tags tell: of them the sound's digest."""
    name = found.episode.name
    if not found.sound:
        return Check(Aspect.FILE, name, Verdict.UNKNOWN, "its tags do not tell the digest of its sound")
    if _sound(found.episode) == found.sound:
        told = "its sound is as rendered; whether its tags were edited cannot be told without the manifest's file"
        return Check(Aspect.FILE, name, Verdict.SAME, told)
    return Check(Aspect.FILE, name, Verdict.CHANGED, "its sound is another than its tags say: cut off, or edited")


def _tags_disagree(path: Path, manifest: Manifest) -> str:
    """Return what is wrong where the manifest in the tags is another than that in the file; nothing for none."""
    text, _ = read_manifest_tags(path)
    if not text:
        return ""
    try:
        read = read_manifest(text, path.name)
    except DataError as problem:
        return str(problem)
    if read.manifest == manifest.in_tags:
        return ""
    return "the manifest in them is another than the file's: one of the two was edited, or is of another render"
