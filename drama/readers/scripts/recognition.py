"""Recognize scripts by what stands in them, whatever the file is called, and read them as what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drama.model import Form, Story
from drama.readers.fountain.fountain import looks_like_fountain, read_fountain
from drama.readers.labelled.labelled import as_labelled
from drama.readers.structure.screenplay import script_evidence

if TYPE_CHECKING:
    from drama.readers.base import ReadOptions


def scripted(story: Story, options: ReadOptions) -> Story:
    """Return a story as the script that it is set as, or that the user says it is; prose as it is."""
    if story.read_as or options.as_ is Form.PROSE:
        return story
    if options.as_ is None and not script_evidence(story.text):
        return story
    labelled = as_labelled(story, reads_action=options.action)
    if options.as_ is Form.LABELLED or story.path is None:
        return labelled
    least = sum(line.speaker is not None for line in labelled.given)
    if looks_like_fountain(story.text, least):
        screenplay = read_fountain(story.text, options, path=story.path)
        title = options.title or screenplay.title
        return replace(screenplay, title=title, encoding=story.encoding, warnings=story.warnings)
    return labelled
