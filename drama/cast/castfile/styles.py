"""The styles drama brings: how much of an audio drama an episode is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drama.model import Style

STYLES: Mapping[str, Style] = MappingProxyType(
    {
        style.name: style
        for style in (
            Style(name="reading"),
            # Wide panning, reverb, beds. For headphones and living rooms.
            Style(
                name="drama",
                delivery=1.0,
                whisper=True,
                pace=True,
                voice_effects=True,
                width=0.8,
                rooms=1.0,
                beds=True,
                effects=True,
                stings=False,
            ),
            # For kitchens and cars: voices near the centre, compressed, stings between scenes, soft beds.
            Style(
                name="radio",
                delivery=1.0,
                whisper=False,
                pace=True,
                voice_effects=True,
                width=0.25,
                rooms=0.5,
                beds=True,
                effects=True,
                stings=True,
                compression=True,
                bed_lu=24.0,
                bed_open_lu=18.0,
            ),
        )
    }
)
"""By name. ``reading``, the default, is dry and in the centre."""

DEFAULT = "reading"
