"""The patterns that scripts are read with: screenplays, plays, radio scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drama.model import Channel, Ending, Manner

Pattern = re.Pattern[str]


@dataclass(frozen=True, eq=False)
class ScriptPatterns:
    """What scripts say in words of a language; at the start of a line but where said."""

    place: Pattern
    """What a scene heading begins with: ``INT.``, ``EXT./INT.``."""
    sound_cue: Pattern
    """The label of a sound that is asked for, ``SOUND:``; the group ``name`` is what follows it."""
    transition: Pattern
    """All of a line: how one scene becomes the next in the picture."""
    off: Pattern
    """All of an aside: the speaker is near, and out of sight."""
    thinks: Pattern
    """All of a part of an aside: the words are thought."""
    channels: tuple[tuple[Channel, Pattern], ...]
    """All of a part of an aside: what the voice comes through; the first that fits decides."""
    manners: tuple[tuple[Manner, Pattern], ...]
    """All of a part of an aside: a manner that prose has no word for beside a quotation."""
    endings: tuple[tuple[Ending, Pattern], ...]
    """All of a part of an aside: how the words stop."""
    cuts_in: Pattern
    """All of a part of an aside: the words begin before those of the speaker before end."""
    silence: Pattern
    """All of an aside: nobody speaks for a moment."""
    long_silence: Pattern
    """Searched for in such an aside."""
    moves: Pattern
    """What a stage direction without brackets begins with: ``Enter KING``."""
    people: Pattern
    """All of a line: the heading of the list of those who play."""
    beside_people: Pattern
    """What stands below that list and is none of them: the scene, the time."""
    act: Pattern
    """All of a line: the heading of an act or a part."""
    ends: Pattern
    """All of a line: a curtain, an end."""
    narrator: Pattern
    """All of a speaker's name: whose words are narration."""
    small_in_names: frozenset[str]
    """Words that names of people have in small letters: "Man in Black"."""
    initials: frozenset[str]
    """Short words without a vowel or with one that are spelled, in names: "DJ", "TV"."""
