"""The sound plan: rooms, beds, effects and music from script and cast file, as far as the style has them."""

from __future__ import annotations

from collections import Counter, defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from drama.model import (
    Backdrop,
    Cast,
    Line,
    Origin,
    Placement,
    Scene,
    SceneSound,
    SceneSounds,
    Script,
    Sound,
    SoundPlan,
    Soundtrack,
    SpotEffect,
    Style,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CHIME = "chime"
"""drama's own sting."""
_NOTHING = "none"
LINES_BEFORE = 3
"""So many lines before a line may tell it from others with its words."""
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def plan_sounds(script: Script, cast: Cast) -> tuple[SoundPlan, tuple[str, ...]]:
    """Return the sounds around the lines, by name, and warnings about entries of the cast file that match nothing."""
    track, style = soundtrack(script, cast.sound), cast.sound.style
    before: defaultdict[int, tuple[Placement, ...]] = defaultdict(tuple)
    after: defaultdict[int, tuple[Placement, ...]] = defaultdict(tuple)
    texts = {line.number: line.text for line in script.lines} if style.effects and track.effects else {}
    for effect in track.effects if style.effects else ():
        if not effect.is_muted:
            side, words = (after if effect.is_after else before), texts[effect.line]
            side[effect.line] += (Placement(words, effect.sound, effect.gain_db, entry=effect.entry, id=effect.id),)
    sound_plan = SoundPlan(
        backdrops=MappingProxyType({sounds.scene: _backdrop(sounds, style) for sounds in track.scenes}),
        effects=MappingProxyType(dict(before)),
        effects_after=MappingProxyType(dict(after)),
        intro=track.intro,
        outro=track.outro,
        sting=track.sting,
    )
    of_effects = (warning for warning in track.warnings if style.effects or not warning.startswith("[effects."))
    return sound_plan, tuple(of_effects)


def soundtrack(script: Script, sound: Sound) -> Soundtrack:
    """Return everything beside the voices that story and cast file ask for, heard in the style or not."""
    scene_sounds = {title.casefold(): scene for title, scene in sound.scenes.items()}
    known = {str(scene.number) for scene in script.scenes} | {scene.title.casefold() for scene in script.scenes}
    strangers = [f"[scenes.{title!r}] fits no scene of this story (they have the numbers 1 to {len(script.scenes)})"
                 for title in sound.scenes if title.casefold() not in known]  # fmt: skip
    effects, misplaced = _effects(script, sound)
    return Soundtrack(
        style=sound.style,
        scenes=tuple(_scene_sounds(scene, scene_sounds) for scene in script.scenes),
        effects=effects,
        intro=_or_nothing(sound.intro),
        outro=_or_nothing(sound.outro),
        sting=_or_nothing(sound.sting or (CHIME if sound.style.stings else "")),
        warnings=(*strangers, *misplaced),
    )


def _scene_sounds(scene: Scene, scene_sounds: Mapping[str, SceneSound]) -> SceneSounds:
    """Return room and bed of a scene: from the cast file, else from the scene's setting."""
    own = scene_sounds.get(str(scene.number)) or scene_sounds.get(scene.title.casefold()) or SceneSound()
    return SceneSounds(
        scene=scene.number,
        title=scene.title,
        room=scene.setting.room if own.room is None else own.room,
        bed=scene.setting.bed if own.bed is None else own.bed,
        bed_db=own.bed_db,
        bed_until=scene.setting.bed_until if own.bed is None else None,
        room_origin=Origin.STORY if own.room is None else Origin.CAST_FILE,
        bed_origin=Origin.STORY if own.bed is None else Origin.CAST_FILE,
        evidence=scene.setting.evidence,
    )


def _backdrop(sounds: SceneSounds, style: Style) -> Backdrop:
    """Return what of a scene's room and bed is heard."""
    room, bed = sounds.room if style.rooms else "", sounds.bed if style.beds else ""
    return Backdrop(room, bed, sounds.bed_db, sounds.bed_until)


# ------------------------------------------------------------------ effects


def _effects(script: Script, sound: Sound) -> tuple[tuple[SpotEffect, ...], list[str]]:
    """Return the spot effects in the order of the lines, and warnings about those whose words stand nowhere."""
    placed, warnings = placements_by_line(script, sound)
    found = (effect for line in script.lines for effect in _effects_of(line, placed.get(line.number, ())))
    return tuple(found), warnings


def placements_by_line(script: Script, sound: Sound) -> tuple[Mapping[int, Sequence[Placement]], list[str]]:
    """Return what the cast file places by line number, and warnings about what fits no line."""
    placed: defaultdict[int, list[Placement]] = defaultdict(list)
    warnings = []
    texts = [plain_words(line.text) for line in script.lines] if sound.placements else []
    for placement in sound.placements:
        wanted = plain_words(placement.before)
        indexes = [index for index, text in enumerate(texts) if wanted in text]
        if follows := plain_words(placement.follows):
            indexes = [index for index in indexes if words_before(texts, index).endswith(follows)]
        holding = [script.lines[index] for index in indexes]
        if len(holding) >= placement.occurrence:
            placed[holding[placement.occurrence - 1].number].append(placement)
        else:
            stand = f"stand in {len(holding)} lines, not in {placement.occurrence}" if holding else "stand in no line"
            behind = f" behind {placement.follows!r}" if placement.follows else ""
            warnings.append(f"[effects.{placement.before!r}]: these words {stand} of the story{behind}")
    return placed, warnings


def _effects_of(line: Line, placed: Sequence[Placement]) -> Iterator[SpotEffect]:
    """Yield the effects at a line: those of its text, then those the cast file places there."""
    if not (line.effects or line.effects_after or placed):
        return
    counts: Counter[str] = Counter()
    muted = Counter(name.casefold() for placement in placed for name in placement.without)

    def effect(sound: str, **of: object) -> SpotEffect:
        counts[sound] += 1
        of_several = f":{counts[sound]}" if counts[sound] > 1 else ""
        return SpotEffect(f"{line.number}:{sound}{of_several}", line.number, line.scene, sound, **of)  # type: ignore[arg-type]

    for names, is_after in ((line.effects, False), (line.effects_after, True)):
        for name in names:
            is_muted = muted[name.casefold()] > 0
            muted[name.casefold()] -= is_muted
            yield effect(name, origin=Origin.STORY, is_muted=is_muted, is_after=is_after)
    for one in placed:
        if one.sound:
            yield effect(
                one.sound, origin=Origin.CAST_FILE, gain_db=one.gain_db, is_muted=one.is_muted, entry=one.entry
            )


def words_before(texts: Sequence[str], index: int) -> str:
    """Return the words of the few lines right before one; ``texts`` are those of all lines."""
    return " ".join(texts[max(0, index - LINES_BEFORE) : index])


def plain_words(text: str) -> str:
    """Return words as placements compare them: letter case, kind of quotes and white space aside."""
    return " ".join(text.translate(_STRAIGHT).split()).casefold()


def _or_nothing(name: str) -> str:
    return "" if name == _NOTHING else name
