"""What the heading of a script's scene says: ``INT. CHURCH – NIGHT`` is a title and a setting."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.model import Role, Setting
from drama.script.scenes.setting_cues import FAMILIES, WEATHER, setting_cues
from drama.script.text.sentences import shortened
from drama.script.text.spans import clean_paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drama.languages.base import Language
    from drama.model import Story

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"scene [0-9]{1,5}(?:: |\Z)", re.IGNORECASE)
"""No title: a scene that has nothing but a number is called by its place or its first words."""
_LONGEST_TITLE = 80
_OUTDOORS, _INDOORS = "outdoors", "room"


def scene_titles(story: Story) -> Mapping[int, str]:
    """Return the words of every scene heading, by the index of its paragraph."""
    if not any(paragraph.role is Role.SCENE_HEADING for paragraph in story.paragraphs):
        return {}
    return {
        index: shortened(clean.text, _LONGEST_TITLE)
        for index, paragraph, clean in clean_paragraphs(story)
        if paragraph.role is Role.SCENE_HEADING
    }


def break_titles(story: Story) -> Mapping[int, str]:
    """Return the words of every break of a script that has words, by the index of its paragraph: a silent title."""
    if not story.read_as or not any(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
        return {}
    found = {
        index: _NUMBER.sub("", " ".join(clean.text.split()), count=1)
        for index, paragraph, clean in clean_paragraphs(story)
        if paragraph.role is Role.BREAK and _WORD.search(clean.text)
    }
    return {index: title for index, title in found.items() if title}


def with_heading(told: Setting, heading: str, language: Language) -> Setting:
    """Return the setting of a scene: what its heading says goes before what its narration tells."""
    prefix = language.scripts.place.match(heading)
    words = heading[prefix.end() if prefix else 0 :]
    sides = prefix[0].upper() if prefix else ""
    is_outside = sides.startswith(("EXT", "EST")) and "INT" not in sides
    is_inside = sides.startswith("INT") and "EXT" not in sides
    room = _room(words, language, is_outside=is_outside, is_inside=is_inside)
    is_general = not room and bool(sides)
    if is_general:
        room = _OUTDOORS if is_outside else _INDOORS if is_inside else ""
    if is_general and FAMILIES.get(told.room) == FAMILIES.get(room):
        room = told.room
    bed = told.bed or (_bed(words, language) if not is_inside else "")
    if not room and not bed:
        return told
    shown = (heading, *told.evidence) if room != told.room or bed != told.bed else told.evidence
    return Setting(room or told.room, bed, told.bed_until if bed == told.bed else None, shown)


def _room(words: str, language: Language, *, is_outside: bool, is_inside: bool) -> str:
    """Return the room that the last place of a heading is, of those on the side it says."""
    keys = [match[0].lower() for match in _WORD.finditer(words)]
    pairs = {f"{one} {other}": at + 1 for at, (one, other) in enumerate(pairwise(keys))}
    places = {key: at for at, key in enumerate(keys)} | pairs
    best, reach = "", -1
    for room, nouns in language.places.rooms().items():
        side = FAMILIES.get(room, "")
        if not room or (is_outside and side != _OUTDOORS) or (is_inside and side == _OUTDOORS):
            continue
        for noun in nouns:
            at = places.get(noun, -1)
            if at > reach:
                best, reach = room, at
    return best


def _bed(words: str, language: Language) -> str:
    """Return the sound that goes with a place outdoors, or the weather, that a heading names."""
    keys = [match[0].lower() for match in _WORD.finditer(words)]
    signs = setting_cues(language).beds_of
    weather = next((key for key in keys if key in WEATHER), "")
    return weather or next((bed for key in keys for bed in signs(key)), "")
