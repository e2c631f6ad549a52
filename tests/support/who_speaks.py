"""Who speaks in a short story, as the whole of the script's stages decide it."""

from __future__ import annotations

from drama.model import Line
from drama.readers import parse_text
from drama.script import read_script


def spoken_lines(text: str) -> list[Line]:
    """Return the lines of a story that are dialogue."""
    return [line for line in read_script(parse_text(text)).lines if line.kind.value == "dialogue"]


def speakers(text: str) -> list[str]:
    """Return who speaks each line of dialogue."""
    return [line.speaker for line in spoken_lines(text)]


def sure_speakers(text: str) -> list[str]:
    """Return who speaks each line of dialogue, with a question mark behind those that are not called sure."""
    return [line.speaker + ("" if line.confidence >= 0.9 else "?") for line in spoken_lines(text)]


def characters(text: str) -> dict[str, str]:
    """Return everybody who has lines, with the gender of the voice."""
    return {one.name: one.gender.value for one in read_script(parse_text(text)).characters}
