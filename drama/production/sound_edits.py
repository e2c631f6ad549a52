"""Edits of what is heard beside the voices: rooms, beds, effects and music of one story, in its cast file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from drama import cast as casting
from drama.direction.soundscape import soundtrack as soundtrack_of
from drama.errors import CastError, ScriptError
from drama.files.edit_labels import labelled
from drama.files.messages import listed, nearest, quoted
from drama.files.toml_edit import Edit
from drama.model import ROOMS, Line, Origin, Scene, Script, Soundtrack, SpotEffect, StoryFiles, Style
from drama.production import effect_entries, scene_entries
from drama.production.belongings import as_files, own_cast_path
from drama.production.prepare import Production
from drama.production.reading import read_with_cast
from drama.production.scene_entries import AUTOMATIC
from drama.sounds import Library

NOTHING = "none"
"""No room, no bed, no music."""

_GAIN_DB = (-40.0, 12.0)
"""Levels a cast file may state."""


@dataclass(frozen=True, slots=True)
class SoundEdit:
    """One edit of what is heard beside the voices."""

    path: Path
    """The cast file it is written in."""
    label: str
    """What was done, in words."""
    is_new_file: bool = False
    effect: SpotEffect | None = None
    """The effect that was placed, moved or muted, as it is now; None where it was removed."""
    unheard: str = ""
    """Why the style of the story does not let it be heard, and what does; nothing where it is heard."""


def soundtrack(production: Production) -> Soundtrack:
    """Return everything beside the voices of a story, muted or not, heard in its style or not."""
    return soundtrack_of(production.script, production.cast.sound)


def set_scene_sound(
    story: StoryFiles | Path | Production,
    scene: int | str,
    *,
    room: str | None = None,
    bed: str | None = None,
    bed_db: float | None = None,
    voices: Path | None = None,
) -> SoundEdit:
    """Choose room and bed of a scene, by its number or its title; what is None stays.

    ``"none"`` is no room or no bed, ``"auto"`` what the scene's words tell; ``bed_db`` is against the style's level.
    Raises :class:`ScriptError` for a scene there is not, :class:`CastError` for a room and :class:`LibraryError` for a
    bed there is not.
    """
    place = _place(story, voices)
    found = _scene(place.script, scene)
    said = {key: value for key, value in (("room", room), ("bed", bed), ("bed_db", bed_db)) if value is not None}
    if not said:
        raise CastError("nothing is said of the scene: give a room, a bed, or a level of the bed")
    _check_room(room)
    place.check_sound(bed)
    _check_gain(bed_db)

    def change(sections: casting.SoundSections) -> casting.SoundSections:
        return scene_entries.chosen(sections, scene_entries.table_of(found, place.script, sections), said)

    shown = ", ".join(f"{_LABELS[name]} {_told(value)}" for name, value in said.items())
    wanted = {
        "rooms": room not in {None, NOTHING},
        "beds": bed not in {None, NOTHING} or bed_db is not None,
    }
    return place.edit(change, f"scene {found.number}: {shown}", [what for what, is_asked in wanted.items() if is_asked])


def place_effect(
    story: StoryFiles | Path | Production,
    line: int,
    sound: str,
    *,
    gain_db: float = 0.0,
    voices: Path | None = None,
) -> SoundEdit:
    """Place a spot effect before a line, anchored by the line's words.

    Raises :class:`ScriptError` for a line there is not, :class:`LibraryError` for a sound there is not.
    """
    place = _place(story, voices)
    at = effect_entries.anchor(_line(place.script, line), place.script.lines)
    place.check_sound(sound)
    _check_gain(gain_db)
    entry = ""

    def change(sections: casting.SoundSections) -> casting.SoundSections:
        nonlocal entry
        after, entry = effect_entries.placed(sections, at, sound, gain_db=gain_db)
        return after

    done = place.edit(change, f"line {line}: {sound} before it", ["effects"])
    return place.with_effect(done, lambda effect: effect.entry == entry)


def move_effect(
    story: StoryFiles | Path | Production,
    effect: str,
    line: int | None = None,
    *,
    gain_db: float | None = None,
    voices: Path | None = None,
) -> SoundEdit:
    """Move a spot effect before another line, or give it another level.

    ``effect`` is its id (:attr:`SpotEffect.id`). One that the story's text asks for is muted there, and placed by the
    cast file from then on. Raises :class:`ScriptError` for an effect or a line there is not.
    """
    place = _place(story, voices)
    found = place.effect(effect)
    target = _line(place.script, found.line if line is None else line)
    if line is None and gain_db is None:
        raise ScriptError(f"the effect {quoted(effect)} is to be moved: say to which line, or give its level")
    _check_gain(gain_db)
    level = found.gain_db if gain_db is None else gain_db
    here, to = (effect_entries.anchor(one, place.script.lines) for one in (place.line(found.line), target))
    entry = ""

    def change(sections: casting.SoundSections) -> casting.SoundSections:
        nonlocal entry
        if found.origin is Origin.CAST_FILE:
            after, entry = effect_entries.moved(sections, found, target.number, to, gain_db=level)
            return after
        silent = sections if found.is_muted else effect_entries.muted(sections, found, here)
        after, entry = effect_entries.placed(silent, to, found.sound, gain_db=level)
        return after

    how = f"line {found.line}: {found.sound}"
    how += f" to line {target.number}" if target.number != found.line else ""
    how += f" {_told(level)}" if gain_db is not None else ""
    return place.with_effect(place.edit(change, how, ["effects"]), lambda one: one.entry == entry)


def mute_effect(
    story: StoryFiles | Path | Production, effect: str, *, is_muted: bool = True, voices: Path | None = None
) -> SoundEdit:
    """Mute a spot effect, one of the story's text or of the cast file, or let it be heard again.

    Raises :class:`ScriptError` for an effect there is not, and for one that is muted, or heard, already.
    """
    place = _place(story, voices)
    found = place.effect(effect)
    if found.is_muted == is_muted:
        raise ScriptError(f"the effect {quoted(effect)} is {'muted' if is_muted else 'not muted'} already")
    at = effect_entries.anchor(place.line(found.line), place.script.lines)

    def change(sections: casting.SoundSections) -> casting.SoundSections:
        if is_muted:
            return effect_entries.muted(sections, found, at)
        return effect_entries.unmuted(sections, found, place.script)

    label = f"line {found.line}: {found.sound} {'muted' if is_muted else 'heard again'}"
    done = place.edit(change, label, [] if is_muted else ["effects"])
    return place.with_effect(done, lambda one: one.id == found.id)


def remove_effect(story: StoryFiles | Path | Production, effect: str, *, voices: Path | None = None) -> SoundEdit:
    """Remove a spot effect that the cast file places.

    Raises :class:`ScriptError` for an effect there is not, and for one of the story's text, which can only be muted.
    """
    place = _place(story, voices)
    found = place.effect(effect)
    if found.origin is Origin.STORY:
        raise ScriptError(f"the effect {quoted(effect)} stands in the story's text; it can be muted, not removed")
    return place.edit(
        lambda sections: effect_entries.removed(sections, found), f"line {found.line}: without {found.sound}"
    )


def set_music(
    story: StoryFiles | Path | Production,
    *,
    intro: str | None = None,
    outro: str | None = None,
    sting: str | None = None,
    voices: Path | None = None,
) -> SoundEdit:
    """Choose the music at both ends, and between scenes; what is None stays.

    A file of the library, ``"chime"`` for drama's own, ``"none"`` for nothing, ``"auto"`` for what the style or an
    extended file has. Raises :class:`LibraryError` for a sound there is not.
    """
    place = _place(story, voices)
    said = {key: value for key, value in (("intro", intro), ("outro", outro), ("sting", sting)) if value is not None}
    if not said:
        raise CastError("nothing is said of the music: give an intro, an outro or a sting")
    for sound in said.values():
        place.check_sound(sound)
    values = {name: value for name, value in said.items() if value != AUTOMATIC}
    edit = Edit(("sound",), values, removed=tuple(name for name in said if name not in values))
    label = ", ".join(f"{name} {_told(value)}" for name, value in said.items())
    return place.edit(lambda sections: sections.after(edit) if values or "sound" in sections.own else sections, label)


def set_style(story: StoryFiles | Path | Production, style: str, *, voices: Path | None = None) -> SoundEdit:
    """Choose how much of an audio drama a story is: ``"reading"``, ``"drama"``, ``"radio"``, one of your own.

    ``"auto"`` is what an extended file has, else a reading. Raises :class:`CastError` for a style there is not.
    """
    place = _place(story, voices)
    if style != AUTOMATIC:
        place.file.sounds.styled(style)
    edit = Edit(("sound",), {"style": style}) if style != AUTOMATIC else Edit(("sound",), {}, removed=("style",))
    label = f"style {_told(style)}"
    is_said = style != AUTOMATIC
    return place.edit(lambda sections: sections.after(edit) if is_said or "sound" in sections.own else sections, label)


# ------------------------------------------------------------------ the story and its file

_LABELS = {"room": "room", "bed": "bed", "bed_db": "bed at"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A story whose cast file is edited."""

    path: Path
    script: Script
    file: casting.CastFile
    style: Style | None
    """A style that was chosen over the file's."""

    def line(self, number: int) -> Line:
        return _line(self.script, number)

    def effect(self, wanted: str) -> SpotEffect:
        """Return an effect by its id. Raises ScriptError if there is none."""
        effects = {effect.id: effect for effect in soundtrack_of(self.script, self.file.sounds.sound).effects}
        if wanted not in effects:
            valid = f" Valid: {listed(effects)}" if effects else " This story has none."
            raise ScriptError(f"there is no effect {quoted(wanted)}{nearest(wanted, effects)}{valid}")
        return effects[wanted]

    def check_sound(self, name: str | None) -> None:
        """Raise LibraryError for a sound there is not."""
        if name is not None and name not in {NOTHING, AUTOMATIC}:
            Library(self.file.sounds.sound.library).check_name(name)

    def edit(
        self,
        change: Callable[[casting.SoundSections], casting.SoundSections],
        label: str,
        asked: list[str] | None = None,
    ) -> SoundEdit:
        """Write an edit; ``asked`` is what of a style it takes to be heard: ``rooms``, ``beds``, ``effects``."""
        with labelled(label):
            done = casting.edit_sounds(self.path, change, file=self.file)
        style = self.style or done.file.sounds.sound.style
        missing = [what for what in asked or () if not getattr(style, what)]
        return SoundEdit(done.path, label, done.is_new_file, unheard=_unheard(style, missing, done.path))

    def with_effect(self, done: SoundEdit, is_it: Callable[[SpotEffect], bool]) -> SoundEdit:
        """Return an edit with the effect it made."""
        sound = casting.load_cast_file(done.path).sounds.sound
        found = (effect for effect in soundtrack_of(self.script, sound).effects if is_it(effect))
        return replace(done, effect=next(found, None))


def _place(story: StoryFiles | Path | Production, voices: Path | None) -> _Place:
    """Return the story, read anew unless it is a production of all its scenes."""
    if isinstance(story, Production):
        files, style = story.story_files, story.cast.sound.style
        path = voices or own_cast_path(files)
        if {scene for _, scenes in story.chapters for scene in scenes} == {one.number for one in story.script.scenes}:
            return _Place(path, story.script, story.file, style)
        return replace(_place(files, voices), style=style)
    files = as_files(story)
    path = voices or own_cast_path(files)
    script, file = read_with_cast(files, voices)
    return _Place(path, script, file, None)


def _unheard(style: Style, missing: list[str], path: Path) -> str:
    if not missing:
        return ""
    what = " and no ".join(missing)
    way = f'render with --style drama, or write style = "drama" under [sound] in {path}'
    return f"the style {style.name} has no {what}: {way}"


def _line(script: Script, number: int) -> Line:
    if not 1 <= number <= len(script.lines):
        raise ScriptError(f"there is no line {number} in the script; it has lines 1 to {len(script.lines)}")
    return script.lines[number - 1]


def _scene(script: Script, wanted: int | str) -> Scene:
    """Return a scene by its number or its title, letter case aside. Raises ScriptError if there is none."""
    folded = str(wanted).casefold()
    named = [scene for scene in script.scenes if folded in {str(scene.number), scene.title.casefold()}]
    by_number = [scene for scene in named if str(scene.number) == folded]
    if found := by_number or named:
        return found[0]
    hint = nearest(str(wanted), (scene.title for scene in script.scenes if scene.title))
    raise ScriptError(
        f"there is no scene {quoted(str(wanted))} in the story{hint} It has scenes 1 to {len(script.scenes)}"
    )


def _check_room(room: str | None) -> None:
    if room is not None and room not in (valid := (*ROOMS, NOTHING, AUTOMATIC)):
        raise CastError(f"there is no room {quoted(room)}{nearest(room, valid)} Valid: {listed(valid)}")


def _check_gain(gain_db: float | None) -> None:
    low, high = _GAIN_DB
    if gain_db is not None and not low <= gain_db <= high:
        raise CastError(f"a level of {gain_db:g} dB is too far; valid is a number from {low:g} to {high:g}")


def _told(value: str | float) -> str:
    if isinstance(value, str):
        return {AUTOMATIC: "as the story has it"}.get(value, value)
    return f"{value:+g} dB".replace("-", "−")
