"""The timeline of the page: where every line, bed, effect, music and chapter stands, and where something is amiss."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import drama
from drama.model import BEDS, EFFECTS, FRAME_RATE, ROOMS
from drama.studio.desk import Desk
from drama.studio.shelf import MissingError
from drama.studio.shown import Row
from drama.studio.sounds import as_wav, asked_line

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Timelines:
    """The forecasts of the stories; each spares reading again what the one before it read."""

    def __init__(self) -> None:
        self._before: dict[str, drama.Forecast] = {}

    def timeline(self, desk: Desk) -> Row:
        """Return a story's timeline, in seconds; lines that are not recorded yet are as long as is estimated."""
        production = desk.story.production
        foreseen = drama.forecast(production, before=self._before.get(desk.identity))
        self._before[desk.identity] = foreseen
        timeline, soundtrack = foreseen.timeline, drama.soundtrack(production)
        return {
            "revision": desk.story.revision,
            "seconds": _s(timeline.frames),
            "style": soundtrack.style.name,
            "styles": [] if desk.setup.style else list(production.file.sounds.styles),
            "unheard": list(foreseen.unheard),
            "missing": list(foreseen.missing),
            "lines": [
                [cue.line.number, _s(cue.start_frame), _s(cue.frames), int(cue.line.number in foreseen.estimated)]
                for cue in timeline.cues
            ],
            "sounds": [
                {
                    "id": sound.id,
                    "part": sound.part.value,
                    "name": sound.asset.name,
                    "scene": sound.scene,
                    "start": _s(sound.start_frame),
                    "seconds": _s(sound.frames),
                }
                for sound in timeline.sounds
                if sound.id
            ],
            "scenes": [
                {"number": mark.number, "title": mark.title, "start": _s(mark.start_frame)} for mark in timeline.scenes
            ],
            "chapters": [{"title": mark.title, "start": _s(mark.start_frame)} for mark in timeline.chapters],
            "effects": [{**asdict(effect), "origin": effect.origin.value} for effect in soundtrack.effects],
            "backdrops": [asdict(scene) for scene in soundtrack.scenes],
            "music": {"intro": soundtrack.intro, "outro": soundtrack.outro, "sting": soundtrack.sting},
            "trouble": [_spot(spot) for spot in drama.trouble_spots(production, foreseen=foreseen)],
        }


def choices(desk: Desk) -> Row:
    """Return what can be heard beside the voices: rooms, beds, effects, music, and the user's own files."""
    library = drama.sound_library(desk.story.production.cast.path)
    own = list(library.files)
    return {"rooms": list(ROOMS), "beds": [*BEDS, *own], "effects": [*EFFECTS, *own], "music": ["chime", *own]}


def sample(desk: Desk, request: Request) -> Response:
    """Return one of these sounds, to be heard."""
    library = drama.sound_library(desk.story.production.cast.path)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sound.wav"
        drama.write_sound(library, request.path_params["sound"], path, is_kept=False)
        return as_wav(path.read_bytes(), request)


def envelope(desk: Desk, request: Request) -> Row:
    """Return how loud a recorded line is from moment to moment, and when its words are said."""
    production, number = asked_line(desk, request)
    found = drama.envelope(production, number)
    if found is None:
        raise MissingError(f"line {number} has not been recorded")
    text = production.script.story.text
    words = [[text[word.start : word.end], _s(word.start_frame), _s(word.frames)] for word in found.words]
    return {"window": found.window_ms / 1000, "peaks": [round(peak, 3) for peak in found.peaks], "words": words}


def _spot(spot: drama.TroubleSpot) -> Row:
    return {
        "kind": spot.kind.value,
        "line": spot.line,
        "scene": spot.scene,
        "start": _s(spot.start_frame),
        "about": spot.about,
        "severity": round(spot.severity, 2),
    }


def _s(frames: int) -> float:
    """Return frames in seconds, to a millisecond."""
    return round(frames / FRAME_RATE, 3)
