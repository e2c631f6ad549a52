"""What is wrong with the recordings that stand for lines, by their files' headers: gone, no sound, cut off."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drama.engines.actor import check_recording
from drama.errors import EngineError
from drama.files.paths import exists
from drama.model import Script, StoryFiles
from drama.production.belongings import recordings_folder


def recording_problems(script: Script, story: StoryFiles) -> Mapping[int, str]:
    """Return what is wrong with recordings, by the number of the line; see :func:`drama.recording_problems`."""
    folder = recordings_folder(story)
    found: dict[int, str] = {}
    for line in script.lines:
        if folder is None or not line.direction.recording:
            continue
        path = folder / line.direction.recording
        if not exists(path):
            found[line.number] = "missing"
            continue
        try:
            check_recording(path)
        except EngineError as problem:
            found[line.number] = str(problem).removeprefix(f"{path.name} ").removeprefix("is ")
    return MappingProxyType(found)
