"""Recognize scripts by what stands in them, whatever the file is called, and read them as what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drama.model import Form, Story
from drama.readers.fountain.fountain import likeness, read_fountain
from drama.readers.labelled.labelled import as_labelled
from drama.readers.structure.screenplay import script_evidence

if TYPE_CHECKING:
    from drama.readers.base import ReadOptions

_AS_MANY = 0.8
"""A screenplay is read as Fountain if that finds so many of the speeches that its labels show."""


def scripted(story: Story, options: ReadOptions) -> Story:
    """Return a story as the script that it is set as, or that the user says it is; prose as it is."""
    if story.read_as or options.as_ is Form.PROSE:
        return story
    if options.as_ is Form.FOUNTAIN:
        return _fountain(story, options)
    if options.as_ is None and not script_evidence(story.text):
        return story
    screenplay = likeness(story.text) if options.as_ is None and story.path is not None else None
    if screenplay is not None and screenplay.is_plain:
        return _fountain(story, options)
    labelled = as_labelled(story, reads_action=options.action)
    speeches = sum(line.speaker is not None for line in labelled.given)
    if screenplay is not None and screenplay.is_screenplay and screenplay.speeches >= _AS_MANY * speeches:
        return _fountain(story, options)
    return labelled


def _fountain(story: Story, options: ReadOptions) -> Story:
    """Return a story read as the screenplay in Fountain that its text is."""
    screenplay = read_fountain(story.text, options, path=story.path or Path(story.title))
    return replace(screenplay, encoding=story.encoding, warnings=story.warnings)
