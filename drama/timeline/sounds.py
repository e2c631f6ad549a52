"""What is heard beside the lines, and the time it takes: effects, beds, stings, music at both ends."""

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
"""How long an effect has the stage for itself at most; then speech goes on over what is left of it."""
BEFORE_EFFECT_FRAMES = 150 * FRAME_RATE // 1000
"""Silence at least between a line and an effect."""
AFTER_EFFECT_FRAMES = 80 * FRAME_RATE // 1000
"""Silence between the clear part of an effect and what follows."""
LONGEST_EFFECT_FRAMES = 20 * FRAME_RATE
"""Of a longer file no more is heard."""
EFFECT_DUCK_DB = -10.0
"""How far an effect gives way to speech."""

STING_AFTER_FRAMES = 500 * FRAME_RATE // 1000
"""From the last word of a scene to the sting."""
STING_BEFORE_FRAMES = 300 * FRAME_RATE // 1000
"""From the end of the sting to the first word of the next scene."""
LONGEST_STING_FRAMES = 8 * FRAME_RATE

BED_FADE_FRAMES = 1500 * FRAME_RATE // 1000
"""How long a bed comes and goes, where the pause between two scenes is as long."""
BED_HEAD_FRAMES = 1200 * FRAME_RATE // 1000
"""A bed is heard at least so long before the first word of the episode."""

MUSIC_UNDER_FRAMES = 3 * FRAME_RATE
"""How long music goes on under the first words, or comes under the last ones."""
MUSIC_DUCK_DB = -12.0
"""How far music gives way to speech."""

ROOM_TONE_LUFS = -70.0
"""ACX wants it below −60 dBFS RMS; the K-weighting of room tone is near enough to nothing."""

TONE_GAP_FRAMES = 120 * FRAME_RATE // 1000
"""Between room tone and speech, and the length of its fades: chunks then meet in silence."""

CUT_FADE_FRAMES = FRAME_RATE
"""How long a sound that is cut short fades out."""
EDGE_FRAMES = 5 * FRAME_RATE // 1000
"""The shortest fades: against clicks where a file does not begin or end in silence."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The effects around a line, each with the frame it starts at, and how long they have the stage."""

    frames: int = 0
    effects: tuple[tuple[int, Placement, Asset], ...] = ()


NO_LEAD = Lead()


@dataclass(frozen=True, slots=True)
class Stage:
    """What the scenery of one episode is laid with."""

    cast: Cast
    direction: Direction
    assets: Mapping[str, Asset]

    def before(self, line: Line) -> Lead:
        """Return the effects before a line."""
        return self._lead(self.direction.sound_plan.effects.get(line.number, ()))

    def after(self, line: Line) -> Lead:
        """Return the effects behind the last line of a scene."""
        return self._lead(self.direction.sound_plan.effects_after.get(line.number, ()))

    def head_frames(self, line: Line, pause: int) -> int:
        """Return the frames before the first line (or its effects) of the episode, where a plain pause would be."""
        if intro := self.asset(self.direction.sound_plan.intro):
            pause = max(pause, intro.frames - _music_under(intro))
        return max(pause, BED_HEAD_FRAMES) if pause and self.bed(line.scene) else pause

    def gap_frames(self, last: Line, pause: int) -> int:
        """Return the frames between two scenes, where a plain pause would be."""
        after = self.after(last)
        wait = BEFORE_EFFECT_FRAMES + after.frames if after.effects else 0
        if sting := self.asset(self.direction.sound_plan.sting):
            return max(pause, wait + STING_AFTER_FRAMES + _sting_frames(sting) + STING_BEFORE_FRAMES)
        return max(pause, wait)

    def tail_frames(self, last: Line, frames: int, pause: int) -> int:
        """Return the frames after the last line, ``frames`` long, where a plain pause would be."""
        after = self.after(last)
        pause = max(pause, BEFORE_EFFECT_FRAMES + max((at + _heard(a) for at, _, a in after.effects), default=0))
        if outro := self.asset(self.direction.sound_plan.outro):
            return max(pause, outro.frames - min(_music_under(outro), frames))
        return pause

    def bed(self, scene: int) -> Asset | None:
        """Return the bed of a scene, going round."""
        backdrop = self.direction.sound_plan.backdrops.get(scene)
        asset = self.asset(backdrop.bed) if backdrop else None
        return replace(asset, loops=True) if asset else None

    def asset(self, name: str) -> Asset | None:
        """Return the sound of a name, if there is one."""
        found = self.assets.get(name) if name else None
        return found if found is not None and found.frames else None

    def _lead(self, placements: Sequence[Placement]) -> Lead:
        at = 0
        effects = []
        for placement in placements:
            if asset := self.asset(placement.sound):
                effects.append((at, placement, asset))
                at += min(asset.frames, CLEAR_FRAMES) + AFTER_EFFECT_FRAMES
        return Lead(at, tuple(effects))


def lay_sounds(stage: Stage, cues: Sequence[Cue], takes: Sequence[Take], *, frames: int) -> tuple[SoundCue, ...]:
    """Return everything that is heard beside some cues, in an episode of so many frames, by start."""
    if not (cues and stage.assets):
        return ()
    speech = speech_lufs(takes, stage.cast.mix)
    scenes = tuple(_scenes(stage, cues))
    sounds = [
        *_effects(stage, cues, speech),
        *_beds(stage, cues, scenes, speech, frames),
        *_stings(stage, scenes, speech),
        *_music(stage, cues, scenes, speech),
        *_room_tone(stage, scenes, frames),
    ]
    return tuple(
        replace(sound, frames=min(sound.frames, frames - sound.start_frame))
        for sound in sorted(sounds, key=lambda sound: sound.start_frame)
        if sound.frames > 0 and sound.start_frame < frames
    )


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where a scene's lines and the effects before them begin and end."""

    scene: int
    start: int
    end: int
    last: Cue


def _scenes(stage: Stage, cues: Sequence[Cue]) -> Iterator[_Extent]:
    by_scene: dict[int, list[Cue]] = {}
    for cue in cues:
        by_scene.setdefault(cue.line.scene, []).append(cue)
    for scene, group in by_scene.items():
        start = group[0].start_frame - stage.before(group[0].line).frames
        yield _Extent(scene, start, max(cue.start_frame + cue.frames for cue in group), group[-1])


def _effects(stage: Stage, cues: Sequence[Cue], speech_lufs: float) -> Iterator[SoundCue]:
    for cue in cues:
        lead = stage.before(cue.line)
        after = stage.after(cue.line)
        starts = (cue.start_frame - lead.frames, cue.start_frame + cue.frames + BEFORE_EFFECT_FRAMES)
        for start, (at, placement, asset) in (
            *((starts[0], effect) for effect in lead.effects),
            *((starts[1], effect) for effect in after.effects),
        ):
            lufs = speech_lufs - UNDER_SPEECH_LU[SoundPart.EFFECT]
            gain = sound_gain_db(asset, stage.cast.mix, lufs=lufs, is_peaky=True) + placement.gain_db
            frames = _heard(asset)
            yield SoundCue(
                part=SoundPart.EFFECT,
                asset=asset,
                scene=cue.line.scene,
                start_frame=start + at,
                frames=frames,
                gain_db=gain,
                fade_in_frames=EDGE_FRAMES // 5,
                fade_out_frames=EDGE_FRAMES if frames == asset.frames else CUT_FADE_FRAMES,
                duck_db=EFFECT_DUCK_DB,
            )


def _beds(
    stage: Stage, cues: Sequence[Cue], scenes: Sequence[_Extent], speech_lufs: float, frames: int
) -> Iterator[SoundCue]:
    """Yield the beds: each fades within the pause before its scene, and within the one after it.

    One that the story says to end fades under the words that say so.
    """
    style = stage.cast.sound.style
    ends = (0, *(scene.end for scene in scenes))
    starts = (*(scene.start for scene in scenes[1:]), frames)
    for scene, before, after in zip(scenes, ends, starts, strict=False):
        asset = stage.bed(scene.scene)
        if asset is None:
            continue
        rise = min(BED_FADE_FRAMES, scene.start - before)
        backdrop = stage.direction.sound_plan.backdrops[scene.scene]
        end, fall = scene.end, min(BED_FADE_FRAMES, after - scene.end)
        if (words := _ending_words(cues, scene.scene, backdrop)) is not None:
            if words.start_frame <= scene.start:
                continue
            end, fall = words.start_frame, min(BED_FADE_FRAMES, words.frames)
        lufs = speech_lufs - style.bed_open_lu + backdrop.bed_db
        yield SoundCue(
            part=SoundPart.BED,
            asset=asset,
            scene=scene.scene,
            start_frame=scene.start - rise,
            frames=rise + end - scene.start + fall,
            gain_db=sound_gain_db(asset, stage.cast.mix, lufs=lufs),
            fade_in_frames=rise,
            fade_out_frames=fall,
            duck_db=min(0.0, style.bed_open_lu - style.bed_lu),
        )


def _ending_words(cues: Sequence[Cue], scene: int, backdrop: Backdrop) -> Cue | None:
    """Return the line that says that a scene's bed ends; None where it lasts as long as the scene."""
    until = backdrop.bed_until
    if until is None:
        return None
    return next((cue for cue in cues if cue.line.scene == scene and cue.line.paragraph >= until), None)


def _stings(stage: Stage, scenes: Sequence[_Extent], speech_lufs: float) -> Iterator[SoundCue]:
    asset = stage.asset(stage.direction.sound_plan.sting)
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
            gain_db=sound_gain_db(asset, stage.cast.mix, lufs=lufs, is_peaky=True),
            fade_in_frames=EDGE_FRAMES // 5,
            fade_out_frames=EDGE_FRAMES if frames == asset.frames else CUT_FADE_FRAMES,
            duck_db=MUSIC_DUCK_DB,
        )


def _music(stage: Stage, cues: Sequence[Cue], scenes: Sequence[_Extent], speech_lufs: float) -> Iterator[SoundCue]:
    """Yield the intro, which goes out under the first words, and the outro, which comes in under the last."""
    sound_plan, mix = stage.direction.sound_plan, stage.cast.mix
    if intro := stage.asset(sound_plan.intro):
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
        )
    if outro := stage.asset(sound_plan.outro):
        under = min(_music_under(outro), cues[-1].frames)
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
        )


def _room_tone(stage: Stage, scenes: Sequence[_Extent], frames: int) -> Iterator[SoundCue]:
    """Yield the quiet of a room before and after an audiobook's chapter, where there is neither bed nor music."""
    mix, sound_plan = stage.cast.mix, stage.direction.sound_plan
    asset = stage.asset(ROOM_TONE)
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
    if not (stage.bed(first.scene) or sound_plan.intro):
        yield head
    start = last.end + TONE_GAP_FRAMES
    if not (stage.bed(last.scene) or sound_plan.outro):
        yield replace(head, scene=last.scene, start_frame=start, frames=frames - start, fade_in_frames=TONE_GAP_FRAMES)


def _heard(asset: Asset) -> int:
    """Return how much of an effect is heard."""
    return min(asset.frames, LONGEST_EFFECT_FRAMES)


def _sting_frames(asset: Asset) -> int:
    return min(asset.frames, LONGEST_STING_FRAMES)


def _music_under(asset: Asset) -> int:
    """Return how much of some music is heard together with speech."""
    return min(MUSIC_UNDER_FRAMES, asset.frames // 3)
