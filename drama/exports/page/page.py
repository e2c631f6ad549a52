"""The page, made of a programme and its audio file."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from drama.errors import WriteError
from drama.exports.page.sheet import scene_views
from drama.exports.page.waveform import waveform_shapes
from drama.exports.palette import Colour, cast_palette
from drama.exports.programme import Programme
from drama.files.content_security import source_digest
from drama.files.images import image_type
from drama.files.text import plain

if TYPE_CHECKING:
    from jinja2 import Template

INSIDE_BYTES = 30_000_000
"""Audio up to this size goes inside the page; what is larger stays beside it."""

_MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".opus": "audio/ogg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
}
_SPEEDS = ("0.75", "0.9", "1", "1.1", "1.25", "1.5", "2")


@dataclass(frozen=True, slots=True)
class PageParts:
    """The player and the script it follows, without the page around them. No word of a story acts as markup in them."""

    style: str
    """CSS."""
    script: str
    """JavaScript, for the end of the body; it looks for all that follows, and for an element ``#trouble``."""
    sheet: str
    """HTML: scenes, cast and script."""
    player: str
    """HTML."""
    data: Mapping[str, Any]
    """What belongs into ``<script type="application/json" id="data">``, as JSON: when lines and words are said."""


def read_along(
    programme: Programme,
    audio: Path,
    waveform: Sequence[float] = (),
    *,
    language: str = "en",
    inside_bytes: int = INSIDE_BYTES,
) -> str:
    """Return the page.

    :param audio: the episode; the page is meant to lie in the same folder where it is too large to go inside.
    :param waveform: peaks from 0 to 1 in even steps over the episode, 2,000 at most are drawn; nothing for a bare line.
    :param language: the story's, as a BCP 47 tag.

    Raises WriteError if the audio cannot be read.
    """
    source, is_inside = _audio_source(audio, inside_bytes)
    parts = page_parts(programme, source, waveform)
    return _template("page.html.j2").render(
        policy=_policy(parts.style, parts.script, is_inside=is_inside),
        language=language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else "en",
        title=plain(programme.title) or "Untitled",
        author=plain(programme.author),
        cover=_cover_source(programme.cover),
        is_inside=is_inside,
        audio_name=plain(programme.audio),
        credits=[plain(line) for line in programme.credits],
        parts=parts,
    )


def page_parts(programme: Programme, source: str, waveform: Sequence[float] = ()) -> PageParts:
    """Return what the page is made of, for another page to hold.

    :param source: what the player loads: the address of the audio.
    """
    palette = cast_palette(programme.cast)
    numbers = {name: number for number, name in enumerate(palette)}
    scenes = scene_views(programme, numbers)
    duration_s = round(programme.frames / programme.frame_rate, 3)
    player = _template("player.html.j2").render(
        source=source, shapes=waveform_shapes(programme, waveform, numbers), speeds=_SPEEDS, duration_s=duration_s
    )
    sheet = _template("sheet.html.j2").render(scenes=scenes, cast=_cast_views(programme, numbers))
    data = {
        "duration": duration_s,
        "lines": [[line.start_s, line.end_s] for scene in scenes for line in scene.lines],
        "words": [line.words_ms for scene in scenes for line in scene.lines],
        "scenes": [scene.start_s for scene in scenes],
    }
    style = _file("page.css") + palette_rules(list(palette.values()))
    return PageParts(style=style, script=_file("page.js"), sheet=sheet, player=player, data=data)


def palette_rules(palette: Sequence[Colour]) -> str:
    """Return the style rules that give class ``c3`` the ink of the fourth cast member, in light and in dark."""
    light = "".join(f"--c{n}:{colour.on_light};" for n, colour in enumerate(palette))
    dark = "".join(f"--c{n}:{colour.on_dark};" for n, colour in enumerate(palette))
    classes = "".join(f".c{n}{{--ink:var(--c{n});--fill:{colour.fill}}}" for n, colour in enumerate(palette))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{classes}\n"


def _policy(style: str, script: str, *, is_inside: bool) -> str:
    """Return the content security policy: this style, this script, this audio, and nothing else."""
    media = "data:" if is_inside else "'self' file:"
    return (
        f"default-src 'none'; script-src '{source_digest(script)}'; style-src '{source_digest(style)}'; "
        f"img-src data:; media-src {media}; base-uri 'none'; form-action 'none'"
    )


def _audio_source(audio: Path, inside_bytes: int) -> tuple[str, bool]:
    """Return what the player loads, and whether that is the audio itself."""
    try:
        if audio.stat().st_size > inside_bytes:
            return "./" + quote(audio.name), False
        data = base64.b64encode(audio.read_bytes()).decode("ascii")
    except OSError as problem:
        raise WriteError(f"{audio}: cannot be read for the page to read along: {problem.strerror}") from None
    kind = _MEDIA_TYPES.get(audio.suffix.lower(), "application/octet-stream")
    return f"data:{kind};base64,{data}", True


def _cover_source(cover: bytes | None) -> str:
    if cover is None:
        return ""
    return f"data:{image_type(cover)};base64,{base64.b64encode(cover).decode('ascii')}"


def _cast_views(programme: Programme, numbers: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "number": numbers[member.name],
            "name": plain(member.name),
            "voice": plain(member.voice),
            "lines": member.lines,
        }
        for member in programme.cast
    ]


def _file(name: str) -> str:
    return (files("drama.exports.page") / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 (only where a page is made)

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_file(name))
