"""The names of the stems: what a mix is taken apart into, and which of them a line or a sound is heard in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from drama.model.script import Line
from drama.model.sound import SoundPart

DIALOGUE = "dialogue"
"""All who speak."""
MUSIC_AND_EFFECTS = "music-and-effects"
"""All that is heard beside them; with :data:`DIALOGUE` it adds up to the mix."""
NARRATOR_STEM = "Narrator"
BEDS = "beds"
EFFECTS = "effects"
MUSIC = "music"

SOUND_STEMS: Mapping[SoundPart, str] = MappingProxyType(
    {
        SoundPart.BED: BEDS,
        SoundPart.EFFECT: EFFECTS,
        SoundPart.STING: MUSIC,
        SoundPart.INTRO: MUSIC,
        SoundPart.OUTRO: MUSIC,
    }
)
"""The stem of each kind of sound; they add up to :data:`MUSIC_AND_EFFECTS`."""

_RESERVED = frozenset({NARRATOR_STEM, DIALOGUE, MUSIC_AND_EFFECTS, BEDS, EFFECTS, MUSIC})


def stem_of(speaker: str | None) -> str:
    """Return the name of the stem of a speaker; None is the narrator."""
    if speaker is None:
        return NARRATOR_STEM
    return f"{speaker} (character)" if speaker in _RESERVED else speaker


def stem_speakers(lines: Iterable[Line], sounds: Iterable[SoundPart] = ()) -> Mapping[str, frozenset[str]]:
    """Return the names of the stems for some lines and kinds of sounds, and the speakers' stems in each.

    All, none, one speaker each, and last, with nobody in them, those of the sounds, so that what sounds there are
    changes the name of no other stem's file.
    """
    speakers = dict.fromkeys(stem_of(line.speaker) for line in lines)
    heard = set(sounds)
    parts = dict.fromkeys(stem for part, stem in SOUND_STEMS.items() if part in heard)
    return {
        DIALOGUE: frozenset(speakers),
        MUSIC_AND_EFFECTS: frozenset(),
        **{speaker: frozenset({speaker}) for speaker in speakers},
        **{part: frozenset() for part in parts},
    }
