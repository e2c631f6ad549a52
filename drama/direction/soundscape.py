"""The sound plan: rooms, beds, effects and music from script and cast file, as far as the style has them."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType

from drama.model import Backdrop, Cast, Line, Placement, Scene, SceneSound, Script, SoundPlan

CHIME = "chime"
"""drama's own sting."""
_NOTHING = "none"
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def plan_sounds(script: Script, cast: Cast) -> tuple[SoundPlan, tuple[str, ...]]:
    """Return the sounds around the lines, by name, and warnings about entries of the cast file that match nothing."""
    sound, style = cast.sound, cast.sound.style
    scene_sounds = {title.casefold(): scene for title, scene in sound.scenes.items()}
    backdrops = {scene.number: _backdrop(scene, scene_sounds, cast) for scene in script.scenes}
    known = {str(scene.number) for scene in script.scenes} | {scene.title.casefold() for scene in script.scenes}
    warnings = [f"[scenes.{title!r}] fits no scene of this story (they have the numbers 1 to {len(script.scenes)})"
                for title in sound.scenes if title.casefold() not in known]  # fmt: skip
    before: defaultdict[int, tuple[Placement, ...]] = defaultdict(tuple)
    after: dict[int, tuple[Placement, ...]] = {}
    if style.effects:
        for line in script.lines:
            if line.effects:
                before[line.number] = _placed(line, line.effects)
            if line.effects_after:
                after[line.number] = _placed(line, line.effects_after)
        for placement in sound.placements:
            holding = _lines_with(placement, script)
            if len(holding) >= placement.occurrence:
                before[holding[placement.occurrence - 1].number] += (placement,)
            else:
                stand = (
                    f"stand in {len(holding)} lines, not in {placement.occurrence}" if holding else "stand in no line"
                )
                warnings.append(f"[effects.{placement.before!r}]: these words {stand} of the story")
    sting = sound.sting or (CHIME if style.stings else "")
    sound_plan = SoundPlan(
        backdrops=MappingProxyType(backdrops),
        effects=MappingProxyType(dict(before)),
        effects_after=MappingProxyType(after),
        intro=_or_nothing(sound.intro),
        outro=_or_nothing(sound.outro),
        sting=_or_nothing(sting),
    )
    return sound_plan, tuple(warnings)


def _backdrop(scene: Scene, scene_sounds: dict[str, SceneSound], cast: Cast) -> Backdrop:
    """Return room and bed of a scene: from the cast file, else from the scene's setting."""
    style = cast.sound.style
    own = scene_sounds.get(str(scene.number)) or scene_sounds.get(scene.title.casefold()) or SceneSound()
    room = scene.setting.room if own.room is None else own.room
    bed = scene.setting.bed if own.bed is None else own.bed
    until = scene.setting.bed_until if own.bed is None else None
    return Backdrop(room if style.rooms else "", bed if style.beds else "", own.bed_db, until)


def _placed(line: Line, names: tuple[str, ...]) -> tuple[Placement, ...]:
    return tuple(Placement(before=line.text, sound=name) for name in names)


def _lines_with(placement: Placement, script: Script) -> list[Line]:
    """Return the lines that contain a placement's words, ignoring letter case, kind of quotes and white space."""
    wanted = _plain(placement.before)
    return [line for line in script.lines if wanted in _plain(line.text)]


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).split()).casefold()


def _or_nothing(name: str) -> str:
    return "" if name == _NOTHING else name
