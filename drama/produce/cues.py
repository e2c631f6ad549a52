"""The cue sheet: where every spoken segment stands in the episode, in frames."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drama import timeline
from drama.files.atomic import Place, write_file
from drama.model import FRAME_RATE, Timeline
from drama.produce.production import Production


def cue_sheet(production: Production, line_up: Timeline, file: str, *, recorded: int) -> dict[str, Any]:
    """Return where every spoken segment stands in an episode, in frames; ``file`` is what the episode is called."""
    story = production.script.story
    return {
        "file": file,
        "frame_rate": FRAME_RATE,
        "frames": line_up.frames,
        "recorded": recorded,
        "reused": len(production.script.lines) - recorded,
        "scenes": [
            {"number": scene.number, "title": scene.title, "start_frame": scene.start_frame} for scene in line_up.scenes
        ],
        "cues": [
            {
                "line": cue.line.number,
                "scene": cue.line.scene,
                "speaker": cue.line.speaker,
                "kind": cue.line.kind.value,
                "voice": cue.voice.name,
                "manner": cue.line.delivery.manner.value,
                "channel": cue.line.delivery.channel.value,
                "text": story.text[span.start : span.end],
                "start": span.start,
                "end": span.end,
                "start_frame": start_frame,
                "frames": frames,
            }
            for cue in line_up.cues
            for span, start_frame, frames in timeline.cue_segments(cue)
        ],
    }


def write_cues(path: Path, sheets: Sequence[Mapping[str, Any]], *, place: Place) -> None:
    """Write a cue sheet as JSON; of several files' sheets, such as an audiobook's chapters, a list of ``chapters``."""
    (sheet,) = sheets if len(sheets) == 1 else ({"chapters": sheets},)
    write_file(path, json.dumps(sheet, ensure_ascii=False, indent=1) + "\n", place=place)
