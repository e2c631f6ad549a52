"""What a script is made of, whatever its format: each format finds these, and one module makes a story of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of a script is."""

    FRONT_MATTER = "front matter"
    """A title page."""
    PEOPLE = "list of people"
    """The list of those who play, before the first scene."""
    HEADING = "heading"
    """The heading of an act, or of a scene of a stage play; read out."""
    SECTION = "section"
    """A heading of the outline, for the writer alone."""
    SYNOPSIS = "synopsis"
    SCENE_HEADING = "scene heading"
    """Where and when a scene plays: ``INT. KITCHEN – NIGHT``."""
    SCENE_TITLE = "scene break"
    """The title of a scene, for the writer alone: it opens the scene in silence."""
    ACTION = "action"
    """What is seen and heard, or a stage direction between speeches: the narrator reads it."""
    CHARACTER = "speaker"
    """The name above, or before, the words of a speech."""
    PARENTHETICAL = "direction"
    """How the words behind it are spoken, or what is done meanwhile."""
    DIALOGUE = "dialogue"
    """Words that are spoken; two in a row are two paragraphs of one speech."""
    LYRIC = "lyric"
    """Words that are sung: by whoever speaks, else they are read as action is."""
    TRANSITION = "transition"
    """How one scene becomes the next in the picture: ``CUT TO:``."""
    PAGE_BREAK = "page break"
    NOTE = "note"
    BONEYARD = "boneyard"
    """What the writer has taken out."""
    SOUND_CUE = "effect"
    """A sound that is asked for: ``SOUND: DOOR SLAMS``."""
    NUMBER = "number"
    """Of a cue, a scene or a page, or a time: for the crew alone."""


@dataclass(frozen=True, slots=True)
class Element:
    """A stretch of a script's text, trimmed, the marks that make it what it is excluded where words are read."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    """Of a character: who speaks. Of a sound cue: the sound. Of dialogue: who goes on speaking, if that is stated."""
    asides: tuple[str, ...] = ()
    """Of a character: what stands in brackets behind the name, ``("V.O.", "CONT'D")``."""
    is_dual: bool = False
    """Of a character: the speech begins when the one before it does."""
    level: int = 0
    """Of a heading or section: its depth, from 1."""
