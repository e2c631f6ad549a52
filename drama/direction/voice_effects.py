"""What is done to the sound of a line, by how it reaches the listener."""

from __future__ import annotations

from collections.abc import Mapping

from drama.model import Channel, Kind, Line, Style, VoiceEffect

_VOICE_EFFECTS: Mapping[Channel, VoiceEffect] = {channel: VoiceEffect(channel.value) for channel in Channel}


def voice_effect(line: Line, style: Style) -> VoiceEffect:
    """Return the voice effect of a line in a style: a thought's, a telephone's; none where the style has none."""
    if not style.voice_effects:
        return VoiceEffect.DIRECT
    return VoiceEffect.THOUGHT if line.kind is Kind.THOUGHT else _VOICE_EFFECTS[line.delivery.channel]
