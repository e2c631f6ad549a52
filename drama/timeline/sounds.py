"""Placement of sounds around the lines, and the time they need: effects, beds, stings, intro and outro, room tone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.model import (
    FRAME_RATE,
    ROOM_TONE,
    Asset,
    Backdrop,
    Cast,
    Cue,
    Direction,
    Line,
    Placement,
    Preset,
    SoundCue,
    SoundPart,
    Take,
)
from drama.timeline.levels import UNDER_SPEECH_LU, sound_gain_db, speech_lufs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CLEAR_FRAMES = 1200 * FRAME_RATE // 1000
"""Longest time that speech waits for an effect; then it continues over the rest of it."""
BEFORE_EFFECT_FRAMES = 150 * FRAME_RATE // 1000
"""Least silence between a line and an effect."""
AFTER_EFFECT_FRAMES = 80 * FRAME_RATE // 1000
"""Silence between the clear part of an effect and the next line or effect."""
LONGEST_EFFECT_FRAMES = 20 * FRAME_RATE
"""A longer effect is cut."""
EFFECT_DUCK_DB = -10.0
"""Ducking of effects under speech."""

STING_AFTER_FRAMES = 500 * FRAME_RATE // 1000
"""Time from the last word of a scene to the sting."""
STING_BEFORE_FRAMES = 300 * FRAME_RATE // 1000
"""Time from the end of the sting to the first word of the next scene."""
LONGEST_STING_FRAMES = 8 * FRAME_RATE

BED_FADE_FRAMES = 1500 * FRAME_RATE // 1000
"""Length of a bed's fades, where the pause between two scenes is as long."""
BED_HEAD_FRAMES = 1200 * FRAME_RATE // 1000
"""Least time that a bed plays before the first word of the episode."""

MUSIC_UNDER_FRAMES = 3 * FRAME_RATE
"""Longest time that music overlaps the first or the last words."""
MUSIC_DUCK_DB = -12.0
"""Ducking of music under speech."""

ROOM_TONE_LUFS = -70.0
"""ACX requires a noise floor below −60 dBFS RMS; the K-weighting of room tone makes almost no difference."""

TONE_GAP_FRAMES = 120 * FRAME_RATE // 1000
"""Silence between room tone and speech, and the length of room tone's fades: chunks then meet in silence."""

CUT_FADE_FRAMES = FRAME_RATE
"""Fade-out of a sound that is cut."""
EDGE_FRAMES = 5 * FRAME_RATE // 1000
"""Shortest fade, against clicks in files that do not begin or end in silence."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The effects before or after a line, each with its start frame, and the time that speech waits for them."""

    frames: int = 0
    effects: tuple[tuple[int, Placement, Asset], ...] = ()


NO_LEAD = Lead()


@dataclass(frozen=True, slots=True)
class SoundLayout:
    """The inputs for placing the sounds of an episode."""

    cast: Cast
    direction: Direction
    assets: Mapping[str, Asset]

    def before(self, line: Line) -> Lead:
        """Return the effects before a line."""
        return self._lead(self.direction.sound_plan.effects.get(line.number, ()))

    def after(self, line: Line) -> Lead:
        """Return the effects after the last line of a scene."""
        return self._lead(self.direction.sound_plan.effects_after.get(line.number, ()))

    def head_frames(self, line: Line, pause: int) -> int:
        """Return the frames before the first line of the episode (or its effects), at least those of ``pause``."""
        if intro := self.asset(self.direction.sound_plan.intro):
            pause = max(pause, intro.frames - _music_under(intro))
        return max(pause, BED_HEAD_FRAMES) if pause and self.bed(line.scene) else pause

    def gap_frames(self, last: Line, pause: int) -> int:
        """Return the frames between two scenes, at least those of ``pause``."""
        after = self.after(last)
        wait = BEFORE_EFFECT_FRAMES + after.frames if after.effects else 0
        if sting := self.asset(self.direction.sound_plan.sting):
            return max(pause, wait + STING_AFTER_FRAMES + _sting_frames(sting) + STING_BEFORE_FRAMES)
        return max(pause, wait)

    def tail_frames(self, last: Line, frames: int, pause: int) -> int:
        """Return the frames after the last line, which is ``frames`` long, at least those of ``pause``."""
        after = self.after(last)
        ends = (start + _effect_frames(asset) for start, _, asset in after.effects)
        pause = max(pause, BEFORE_EFFECT_FRAMES + max(ends, default=0))
        if outro := self.asset(self.direction.sound_plan.outro):
            return max(pause, outro.frames - min(_music_under(outro), frames))
        return pause

    def bed(self, scene: int) -> Asset | None:
        """Return the bed of a scene as a looping asset, or None."""
        backdrop = self.direction.sound_plan.backdrops.get(scene)
        asset = self.asset(backdrop.bed) if backdrop else None
        return replace(asset, loops=True) if asset else None

    def asset(self, name: str) -> Asset | None:
        """Return the sound of a name, or None."""
        asset = self.assets.get(name) if name else None
        return asset if asset is not None and asset.frames else None

    def _lead(self, placements: Sequence[Placement]) -> Lead:
        start = 0
        effects = []
        for placement in placements:
            if asset := self.asset(placement.sound):
                effects.append((start, placement, asset))
                start += min(asset.frames, CLEAR_FRAMES) + AFTER_EFFECT_FRAMES
        return Lead(start, tuple(effects))


def place_sounds(
    layout: SoundLayout, cues: Sequence[Cue], takes: Sequence[Take], *, frames: int
) -> tuple[SoundCue, ...]:
    """Return the sound cues around the lines' cues, in an episode ``frames`` long, by start."""
    if not (cues and layout.assets):
        return ()
    speech = speech_lufs(takes, layout.cast.mix)
    scenes = tuple(_scenes(layout, cues))
    sounds = [
        *_effects(layout, cues, {scene.scene: scene.end for scene in scenes}, speech),
        *_beds(layout, cues, scenes, speech, frames),
        *_stings(layout, scenes, speech),
        *_music(layout, scenes, speech),
        *_room_tone(layout, scenes, frames),
    ]
    return tuple(
        replace(sound, frames=min(sound.frames, frames - sound.start_frame))
        for sound in sorted(sounds, key=lambda sound: sound.start_frame)
        if sound.frames > 0 and sound.start_frame < frames
    )


@dataclass(frozen=True, slots=True)
class _Extent:
    """The first frame and the end of a scene's lines, effects before them included."""

    scene: int
    start: int
    end: int
    last: Cue
    """The one that ends last."""


def _scenes(layout: SoundLayout, cues: Sequence[Cue]) -> Iterator[_Extent]:
    by_scene: dict[int, list[Cue]] = {}
    for cue in cues:
        by_scene.setdefault(cue.line.scene, []).append(cue)
    for scene, group in by_scene.items():
        start = min(cue.start_frame - layout.before(cue.line).frames for cue in group)
        last = max(group, key=lambda cue: cue.start_frame + cue.frames)
        yield _Extent(scene, start, last.start_frame + last.frames, last)


def _effects(
    layout: SoundLayout, cues: Sequence[Cue], scene_ends: Mapping[int, int], speech_lufs: float
) -> Iterator[SoundCue]:
    for cue in cues:
        lead = layout.before(cue.line)
        after = layout.after(cue.line)
        starts = (cue.start_frame - lead.frames, scene_ends[cue.line.scene] + BEFORE_EFFECT_FRAMES)
        for start, (offset, placement, asset) in (
            *((starts[0], effect) for effect in lead.effects),
            *((starts[1], effect) for effect in after.effects),
        ):
            lufs = speech_lufs - UNDER_SPEECH_LU[SoundPart.EFFECT]
            gain = sound_gain_db(asset, layout.cast.mix, lufs=lufs, is_peaky=True) + placement.gain_db
            frames = _effect_frames(asset)
            yield SoundCue(
                part=SoundPart.EFFECT,
                asset=asset,
                scene=cue.line.scene,
                start_frame=start + offset,
                frames=frames,
                gain_db=gain,
                fade_in_frames=EDGE_FRAMES // 5,
                fade_out_frames=EDGE_FRAMES if frames == asset.frames else CUT_FADE_FRAMES,
                duck_db=EFFECT_DUCK_DB,
                id=placement.id,
            )


def _beds(
    layout: SoundLayout, cues: Sequence[Cue], scenes: Sequence[_Extent], speech_lufs: float, frames: int
) -> Iterator[SoundCue]:
    """Yield the beds: each fades in during the pause before its scene, and out during the one after it.

    A bed that the story ends fades out under the words that say so.
    """
    style = layout.cast.sound.style
    ends = (0, *(scene.end for scene in scenes))
    starts = (*(scene.start for scene in scenes[1:]), frames)
    for scene, before, after in zip(scenes, ends, starts, strict=False):
        asset = layout.bed(scene.scene)
        if asset is None:
            continue
        rise = min(BED_FADE_FRAMES, scene.start - before)
        backdrop = layout.direction.sound_plan.backdrops[scene.scene]
        end, fall = scene.end, min(BED_FADE_FRAMES, after - scene.end)
        if (line := _ending_line(cues, scene.scene, backdrop)) is not None:
            if line.start_frame <= scene.start:
                continue
            end, fall = line.start_frame, min(BED_FADE_FRAMES, line.frames)
        lufs = speech_lufs - style.bed_open_lu + backdrop.bed_db
        yield SoundCue(
            part=SoundPart.BED,
            asset=asset,
            scene=scene.scene,
            start_frame=scene.start - rise,
            frames=rise + end - scene.start + fall,
            gain_db=sound_gain_db(asset, layout.cast.mix, lufs=lufs),
            fade_in_frames=rise,
            fade_out_frames=fall,
            duck_db=min(0.0, style.bed_open_lu - style.bed_lu),
            id=f"bed:{scene.scene}",
        )


def _ending_line(cues: Sequence[Cue], scene: int, backdrop: Backdrop) -> Cue | None:
    """Return the cue of the line that ends a scene's bed; None if it lasts as long as the scene."""
    until = backdrop.bed_until
    if until is None:
        return None
    return next((cue for cue in cues if cue.line.scene == scene and cue.line.paragraph >= until), None)


def _stings(layout: SoundLayout, scenes: Sequence[_Extent], speech_lufs: float) -> Iterator[SoundCue]:
    asset = layout.asset(layout.direction.sound_plan.sting)
    if asset is None:
        return
    lufs = speech_lufs - UNDER_SPEECH_LU[SoundPart.STING]
    for scene, following in pairwise(scenes):
        frames = min(asset.frames, LONGEST_STING_FRAMES, following.start - scene.end)
        yield SoundCue(
            part=SoundPart.STING,
            asset=asset,
            scene=scene.scene,
            start_frame=following.start - STING_BEFORE_FRAMES - _sting_frames(asset),
            frames=frames,
            gain_db=sound_gain_db(asset, layout.cast.mix, lufs=lufs, is_peaky=True),
            fade_in_frames=EDGE_FRAMES // 5,
            fade_out_frames=EDGE_FRAMES if frames == asset.frames else CUT_FADE_FRAMES,
            duck_db=MUSIC_DUCK_DB,
            id=f"sting:{scene.scene}",
        )


def _music(layout: SoundLayout, scenes: Sequence[_Extent], speech_lufs: float) -> Iterator[SoundCue]:
    """Yield the intro, which fades out under the first words, and the outro, which fades in under the last."""
    sound_plan, mix = layout.direction.sound_plan, layout.cast.mix
    if intro := layout.asset(sound_plan.intro):
        lufs = speech_lufs - UNDER_SPEECH_LU[SoundPart.INTRO]
        yield SoundCue(
            part=SoundPart.INTRO,
            asset=intro,
            scene=scenes[0].scene,
            start_frame=0,
            frames=intro.frames,
            gain_db=sound_gain_db(intro, mix, lufs=lufs),
            fade_in_frames=EDGE_FRAMES,
            fade_out_frames=_music_under(intro),
            duck_db=MUSIC_DUCK_DB,
            id="intro",
        )
    if outro := layout.asset(sound_plan.outro):
        under = min(_music_under(outro), scenes[-1].last.frames)
        yield SoundCue(
            part=SoundPart.OUTRO,
            asset=outro,
            scene=scenes[-1].scene,
            start_frame=scenes[-1].end - under,
            frames=outro.frames,
            gain_db=sound_gain_db(outro, mix, lufs=speech_lufs - UNDER_SPEECH_LU[SoundPart.OUTRO]),
            fade_in_frames=max(under, EDGE_FRAMES),
            fade_out_frames=EDGE_FRAMES,
            duck_db=MUSIC_DUCK_DB,
            id="outro",
        )


def _room_tone(layout: SoundLayout, scenes: Sequence[_Extent], frames: int) -> Iterator[SoundCue]:
    """Yield room tone before and after an audiobook's chapter, where there is neither bed nor music."""
    mix, sound_plan = layout.cast.mix, layout.direction.sound_plan
    asset = layout.asset(ROOM_TONE)
    if mix.preset is not Preset.AUDIOBOOK or asset is None:
        return
    first, last = scenes[0], scenes[-1]
    head = SoundCue(
        part=SoundPart.BED,
        asset=replace(asset, loops=True),
        scene=first.scene,
        start_frame=0,
        frames=first.start - TONE_GAP_FRAMES,
        gain_db=sound_gain_db(asset, mix, lufs=ROOM_TONE_LUFS),
        fade_in_frames=EDGE_FRAMES,
        fade_out_frames=TONE_GAP_FRAMES,
    )
    if not (layout.bed(first.scene) or sound_plan.intro):
        yield head
    start = last.end + TONE_GAP_FRAMES
    if not (layout.bed(last.scene) or sound_plan.outro):
        yield replace(head, scene=last.scene, start_frame=start, frames=frames - start, fade_in_frames=TONE_GAP_FRAMES)


def _effect_frames(asset: Asset) -> int:
    """Return the frames of an effect that are played."""
    return min(asset.frames, LONGEST_EFFECT_FRAMES)


def _sting_frames(asset: Asset) -> int:
    return min(asset.frames, LONGEST_STING_FRAMES)


def _music_under(asset: Asset) -> int:
    """Return the frames of music that overlap speech."""
    return min(MUSIC_UNDER_FRAMES, asset.frames // 3)
