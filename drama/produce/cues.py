"""The cue sheet: where every spoken segment stands in the episode, in frames."""

from __future__ import annotations

import json
from pathlib import Path

from drama import history, timeline
from drama.errors import WriteError
from drama.model import FRAME_RATE, Timeline
from drama.produce.production import Production


def write_cues(path: Path, production: Production, line_up: Timeline, *, recorded: int) -> None:
    """Write the cue sheet as JSON: where every spoken segment stands in the episode, in frames."""
    story = production.script.story
    sheet = {
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
    history.write_text(path, json.dumps(sheet, ensure_ascii=False, indent=1) + "\n", error=WriteError)
