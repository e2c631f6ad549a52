"""The episode as an OpenTimelineIO project: a track a character, for editors that read the format.

opentimelineio (Apache-2.0, an extra) writes it; only this module imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from drama.exports.programme import Programme, name_of, spoken_lines
from drama.files.text import plain
from drama.model import SoundPart

if TYPE_CHECKING:
    from types import ModuleType

_BACKGROUND = "music-and-effects"
"""The stem of all that is heard beside the lines."""
_Placed: TypeAlias = tuple[int, int, str]
"""Start frame, end frame, name."""
_Otio: TypeAlias = Any
"""An object of opentimelineio, which annotates nothing (0.18)."""


def otio(programme: Programme) -> str:
    """Return the project as JSON: a track a cast member, a track a part of the sounds, scenes as markers.

    A clip cuts its words out of the member's stem, or out of the episode where there are no stems; a sound out of the
    stem of all sounds, or out of nothing yet. A track cannot hold two things at a time, so what overlaps within one is
    cut at the next one's start.
    """
    library = import_module("opentimelineio")
    lines = sorted(spoken_lines(programme.utterances), key=lambda line: line.start_frame)
    timeline = library.schema.Timeline(
        name=plain(programme.title), metadata={"drama": {"author": plain(programme.author)}}
    )
    rate = programme.frame_rate
    for member in programme.cast:
        placed = [
            (line.start_frame, line.end_frame, line.text) for line in lines if name_of(line.speaker) == member.name
        ]
        media = _media(library, programme, programme.stems.get(member.name, programme.audio))
        timeline.tracks.append(_track(library, member.name, placed, media, rate))
    sounds = sorted(programme.sounds, key=lambda sound: (list(SoundPart).index(sound.part), sound.start_frame))
    background = programme.stems.get(_BACKGROUND)
    media = _media(library, programme, background) if background else None
    for part, cues in groupby(sounds, key=lambda sound: sound.part):
        placed = [(cue.start_frame, cue.start_frame + cue.frames, cue.asset.name) for cue in cues]
        timeline.tracks.append(_track(library, part.value, placed, media, rate))
    for scene in programme.scenes:
        timeline.tracks.markers.append(
            library.schema.Marker(
                name=plain(f"Scene {scene.number}: {scene.title}"),
                marked_range=_range(library, scene.start_frame, 0, rate),
            )
        )
    project: str = timeline.to_json_string(indent=1)
    return project + "\n"


def _media(library: ModuleType, programme: Programme, file: str) -> _Otio:
    return library.schema.ExternalReference(
        target_url=quote(file, errors="surrogatepass"),
        available_range=_range(library, 0, programme.frames, programme.frame_rate),
    )


def _range(library: ModuleType, start: int, frames: int, rate: int) -> _Otio:
    time = library.opentime.RationalTime
    return library.opentime.TimeRange(time(start, rate), time(frames, rate))


def _track(library: ModuleType, name: str, placed: Sequence[_Placed], media: _Otio, rate: int) -> _Otio:
    """Return a track with a clip for everything placed, and gaps between; without media a clip is of nothing yet."""
    track = library.schema.Track(name=plain(name), kind=library.schema.TrackKind.Audio)
    at = 0
    for start, end, words in _one_at_a_time(placed):
        if start > at:
            track.append(library.schema.Gap(source_range=_range(library, 0, start - at, rate)))
        source = _range(library, start if media else 0, end - start, rate)
        reference = media.clone() if media else library.schema.MissingReference()
        track.append(library.schema.Clip(name=plain(words), media_reference=reference, source_range=source))
        at = end
    return track


def _one_at_a_time(placed: Sequence[_Placed]) -> Iterable[_Placed]:
    """Yield what is placed, each cut where the next begins; what is left of nothing is left out."""
    for (start, end, name), following in zip_longest(placed, placed[1:]):
        cut = end if following is None else min(end, following[0])
        if cut > start:
            yield start, cut, name
