"""What a package document says of its overlays (EPUB 3.3, section 9.3.1), and to whom the book is open."""

from __future__ import annotations

from collections.abc import Mapping

from drama.exports.epub.overlay import ACTIVE_CLASS
from drama.exports.epub.package import Package, words_of
from drama.exports.programme import NARRATOR, Programme
from drama.files.text import plain

_ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "auditory"),
    ("schema:accessibilityFeature", "synchronizedAudioText"),
)
"""EPUB Accessibility 1.1, section 2.2: that the text can be read, heard, and followed."""


def say_of_overlays(package: Package, durations_ms: Mapping[str, int], programme: Programme) -> None:
    """State how long each overlay is, by its id, and all of them; who narrates, and which class is highlighted."""
    if not durations_ms:
        return
    for overlay, duration_ms in durations_ms.items():
        package.add_meta("media:duration", clock_value(duration_ms), refines=overlay)
    package.add_meta("media:duration", clock_value(sum(durations_ms.values())))
    package.add_meta("media:active-class", ACTIVE_CLASS)
    for name in narrators(programme):
        package.add_meta("media:narrator", name)
    stated = {(meta.getAttribute("property"), words_of(meta)) for meta in package.metas(*dict(_ACCESS))}
    for name, text in _ACCESS:
        if (name, text) not in stated:
            package.add_meta(name, text)


def narrators(programme: Programme) -> list[str]:
    """Return who narrates: as the story or its cast file states it, else the voice that does."""
    stated = programme.metadata.narrator
    if stated is not None:
        return [plain(stated)] if plain(stated) else []
    voices = [plain(member.voice) for member in programme.cast if member.name == NARRATOR]
    return [voice for voice in voices[:1] if voice and voice.casefold() != NARRATOR.casefold()]


def clock_value(ms: int) -> str:
    """Return a duration as a full clock value of SMIL 3.0: ``1:02:03.456``."""
    return f"{ms // 3_600_000}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
