"""How exports put deliveries and sounds into words."""

from __future__ import annotations

from collections.abc import Iterable

from drama.model import ROOM_TONE, Asset, Channel, Delivery, Ending, Manner, SoundCue, SoundPart


def shown_sounds(sounds: Iterable[SoundCue]) -> list[SoundCue]:
    """Return the sounds that captions and transcripts name, by start: all but room tone."""
    shown = (sound for sound in sounds if sound.asset.name != ROOM_TONE)
    return sorted(shown, key=lambda sound: sound.start_frame)


def sound_label(sound: SoundCue) -> str:
    """Return what captions and transcripts call a sound: by its name, or music."""
    return sound.asset.name if sound.part in {SoundPart.BED, SoundPart.EFFECT} else "music"


def sound_credits(assets: Iterable[Asset]) -> tuple[str, ...]:
    """Return a line for each sound that has somebody to credit or a licence that asks for it, each once.

    CC0 asks for nothing: the sounds drama makes itself are under it.
    """
    lines = (
        f"{asset.name}: {', '.join(filter(None, (asset.credit, asset.licence)))}"
        for asset in assets
        if asset.credit or (asset.licence and not asset.licence.upper().startswith("CC0"))
    )
    return tuple(dict.fromkeys(lines))


_MANNERS: dict[Manner, str] = {
    manner: manner.value for manner in Manner if manner not in {Manner.PLAIN, Manner.ASKED, Manner.EXCLAIMED}
}
"""A question mark and an exclamation mark already stand in the text."""
_CHANNELS = {
    Channel.PHONE: "over the phone",
    Channel.RADIO: "over the radio",
    Channel.PA: "over the loudspeakers",
    Channel.DOOR: "through the door",
    Channel.DISTANCE: "from afar",
    Channel.MEMORY: "remembered",
}
_ENDINGS = {Ending.CUT: "cut off"}
"""An ellipsis already stands in the text."""


def delivery_words(delivery: Delivery) -> tuple[str, ...]:
    """Return how a line is spoken, in words, without what its punctuation tells already."""
    words = (_MANNERS.get(delivery.manner), _CHANNELS.get(delivery.channel), _ENDINGS.get(delivery.ending))
    return tuple(word for word in words if word)
