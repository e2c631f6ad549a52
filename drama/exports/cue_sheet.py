"""The cue sheet: where every spoken span stands in the episode, and every word where the engine tells, in frames."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from drama.exports.base import EpisodeFile
from drama.exports.programme import Programme


class CueSheet:
    """The cue sheet of an episode, as JSON; of an audiobook's chapters a list of ``chapters``."""

    name = "cues"
    suffixes = ()
    describe = "where every spoken span and every sound stands, in frames (JSON)"

    def collect(self, file: EpisodeFile, suffix: str) -> dict[str, Any]:  # noqa: ARG002 (the Protocol's)
        """Return the cue sheet of one audio file."""
        return cue_sheet(file.programme, recorded=file.recorded)

    def join(self, collected: Sequence[Mapping[str, Any]], *, title: str, suffix: str) -> str:  # noqa: ARG002
        """Return the cue sheet as JSON."""
        (sheet,) = collected if len(collected) == 1 else ({"chapters": collected},)
        return _rows(sheet) + "\n"

    def in_short(self, collected: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing: a terminal shows nothing of it."""
        return ()


def cue_sheet(programme: Programme, *, recorded: int) -> dict[str, Any]:
    """Return where every spoken span stands in an episode, in frames; ``recorded`` is how many lines are new."""
    lines = len({utterance.line for utterance in programme.utterances})
    return {
        "file": programme.audio,
        "frame_rate": programme.frame_rate,
        "frames": programme.frames,
        "recorded": recorded,
        "reused": lines - recorded,
        "scenes": [
            {"number": scene.number, "title": scene.title, "start_frame": scene.start_frame}
            for scene in programme.scenes
        ],
        "cues": [
            {
                "line": utterance.line,
                "scene": utterance.scene,
                "speaker": utterance.speaker,
                "kind": utterance.kind.value,
                "voice": utterance.voice,
                "manner": utterance.manner.value,
                "channel": utterance.channel.value,
                "text": utterance.source,
                "start": utterance.start,
                "end": utterance.end,
                "start_frame": utterance.start_frame,
                "frames": utterance.frames,
                "words": [astuple(word) for word in utterance.words],
            }
            for utterance in programme.utterances
        ],
    }


def _rows(sheet: Mapping[str, Any]) -> str:
    """Return JSON with a row for each key, scene and cue."""
    rows = []
    for key, value in sheet.items():
        if isinstance(value, list | tuple) and value:
            inner = ",\n".join(
                _rows(item) if key == "chapters" else json.dumps(item, ensure_ascii=False) for item in value
            )
            rows.append(f"{json.dumps(key)}: [\n{inner}\n]")
        else:
            rows.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(rows) + "\n}"
