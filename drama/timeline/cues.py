"""The cue of a line: its level, effect, place and room, wherever it stands on the timeline."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from drama.model import Backdrop, Cast, Cue, Kind, Line, Performance, SoundPlan, Take, VoiceEffect
from drama.timeline.levels import cue_frames, cue_gain_db

if TYPE_CHECKING:
    from collections.abc import Mapping

WET: Mapping[VoiceEffect, float] = MappingProxyType(
    {
        VoiceEffect.THOUGHT: 0.0,
        VoiceEffect.MEMORY: 0.0,
        VoiceEffect.PHONE: 0.25,
        VoiceEffect.RADIO: 0.25,
        VoiceEffect.PA: 0.5,
    }
)
"""Factor on the wet level of a line with a voice effect: a thought is not in the room, and a telephone is small."""


def cue_of(line: Line, take: Take, performance: Performance, cast: Cast, sound_plan: SoundPlan) -> Cue:
    """Return the cue of a line, as if it began the episode."""
    style = cast.sound.style
    backdrop = sound_plan.backdrops.get(line.scene, Backdrop())
    wet = (
        style.rooms * WET.get(performance.voice_effect, 1.0)
        if backdrop.room and line.kind is not Kind.NARRATION
        else 0.0
    )
    return Cue(
        line=line,
        take=take,
        voice=performance.voice,
        start_frame=0,
        frames=cue_frames(take),
        gain_db=cue_gain_db(take, performance.voice, cast.mix, level_db=performance.level_db),
        voice_effect=performance.voice_effect,
        pan=round(performance.pan * style.width, 4),
        room=backdrop.room if wet else "",
        wet=round(wet, 4),
    )
