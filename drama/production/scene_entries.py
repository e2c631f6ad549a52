"""The tables under ``[scenes]`` of a cast file: room and bed of a scene, by its title or its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama import cast as casting
from drama.files.toml_edit import Edit, has_comment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drama.model import Scene, Script

AUTOMATIC = "auto"
"""What the words of the scene tell; of music: what the style or an extended file has."""


def table_of(scene: Scene, script: Script, sections: casting.SoundSections) -> str:
    """Return the table that a scene's sound is written in: the one there is, else one called by its title.

    A title stays when scenes are added before it; a number does not. It is used where several scenes are called the
    same, and where a table of that number is in force, which goes before one of that title.
    """
    titles = {name.casefold(): name for name in sections.sound.scenes}
    if (number := str(scene.number)) in titles:
        return number
    if (title := scene.title.casefold()) in titles and title:
        return titles[title]
    is_alone = sum(other.title.casefold() == title for other in script.scenes) == 1
    return scene.title if is_alone and casting.is_name(scene.title) and not title.isdigit() else number


def chosen(sections: casting.SoundSections, table: str, said: Mapping[str, str | float]) -> casting.SoundSections:
    """Return the file with some of room, bed and bed_db said in a table; ``"auto"`` takes back what is said.

    What an extended file says is contradicted: leaving it unsaid would let it be heard. A table that says nothing any
    more goes, unless somebody wrote a comment into it.
    """
    key = ("scenes", table)
    values = {name: value for name, value in said.items() if value != AUTOMATIC}
    back = tuple(name for name in said if name not in values)
    is_there = sections.table(*key) is not None
    after = sections.after(Edit(key, values, removed=back)) if is_there or values else sections
    kept = after.sound.scenes.get(table)
    against = {name: AUTOMATIC for name in back if kept is not None and getattr(kept, name) is not None}
    if against:
        return after.after(Edit(key, against))
    is_empty = after.table(*key) == {} and not has_comment(after.text, key)
    return after.after(Edit(key, {}, is_dropped=True)) if is_empty else after
