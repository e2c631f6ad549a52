"""Who speaks each paragraph of a short story, as letters: the same letter is the same voice."""

from __future__ import annotations

from drama.readers import parse_text
from drama.script import Corrections, read_script


def voices(*paragraphs: str, corrections: Corrections | None = None) -> list[tuple[str, float]]:
    """Return the speaker of each paragraph with speech, and how sure that is."""
    story = parse_text("\n\n".join(paragraphs))
    found: dict[int, tuple[str, float]] = {}
    for line in read_script(story, corrections=corrections).lines:
        if line.kind.value == "dialogue" and line.speaker is not None:
            paragraph = story.text.count("\n\n", 0, line.spans[0].start)
            found.setdefault(paragraph, (line.speaker, line.confidence))
    return [found[paragraph] for paragraph in sorted(found)]


def who_is_who(*paragraphs: str, corrections: Corrections | None = None) -> str:
    """Return a letter for each paragraph with speech, A for whoever speaks first, B for whoever is next to be new."""
    letters: dict[str, str] = {}
    said = [
        letters.setdefault(name, chr(65 + len(letters))) for name, _ in voices(*paragraphs, corrections=corrections)
    ]
    return " ".join(said)
