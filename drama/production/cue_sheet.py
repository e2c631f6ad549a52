"""The cue sheet: where every spoken span stands in the episode, and every word where the engine tells, in frames."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from drama import timeline
from drama.files.atomic import Place, write_file
from drama.model import FRAME_RATE, Cue, SpokenSpan, Timeline
from drama.production.prepare import Production
from drama.recording.store import TakeStore


def spans_of(production: Production, store: TakeStore) -> Callable[[Cue], Iterator[SpokenSpan]]:
    """Return what tells the spans of a cue's line, and its words as far as its take tells when they are said."""
    said = {
        line.number: performance.text
        for line, performance in zip(production.script.lines, production.direction.performances, strict=True)
    }
    source = production.script.story.text
    return lambda cue: timeline.spoken_spans(cue, source, said=said[cue.line.number], timings=store.words(cue.take.key))


def cue_sheet(
    production: Production,
    line_up: Timeline,
    file: str,
    *,
    spans: Callable[[Cue], Iterable[SpokenSpan]],
    recorded: int,
) -> dict[str, Any]:
    """Return where every spoken span stands in an episode, in frames; ``file`` is what the episode is called."""
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
                "text": story.text[spoken.span.start : spoken.span.end],
                "start": spoken.span.start,
                "end": spoken.span.end,
                "start_frame": spoken.start_frame,
                "frames": spoken.frames,
                "words": [astuple(word) for word in spoken.words],
            }
            for cue in line_up.cues
            for spoken in spans(cue)
        ],
    }


def write_cues(path: Path, sheets: Sequence[Mapping[str, Any]], *, place: Place) -> None:
    """Write a cue sheet as JSON; of several files' sheets, such as an audiobook's chapters, a list of ``chapters``."""
    (sheet,) = sheets if len(sheets) == 1 else ({"chapters": sheets},)
    write_file(path, _rows(sheet) + "\n", place=place)


def _rows(sheet: Mapping[str, Any]) -> str:
    """Return JSON with a row for each key, scene and cue."""
    rows = []
    for key, value in sheet.items():
        if isinstance(value, list | tuple) and value:
            inner = ",\n".join(
                _rows(one) if key == "chapters" else json.dumps(one, ensure_ascii=False) for one in value
            )
            rows.append(f"{json.dumps(key)}: [\n{inner}\n]")
        else:
            rows.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(rows) + "\n}"
