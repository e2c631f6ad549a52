"""The voices there are to choose from, and how far each is from the voices of those who speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drama.cast.castfile.load import CastFile
from drama.cast.casting.assignment import voice_key
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.cast.casting.voice_distance import distance
from drama.model import Cast, Voice


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """A voice that somebody may be given."""

    name: str
    """What a recast calls it: its name in the pool, or an engine's own id."""
    voice: Voice
    """The voice as it would speak."""
    speaks: tuple[str | None, ...]
    """Who has it; None is the narrator."""
    distances: Mapping[str | None, float]
    """How far it is from the voice that each has now, in margins: from 1 on they are easy to tell apart."""


def voice_choices(
    cast: Cast,
    file: CastFile,
    *,
    engine: str | None = None,
    list_voices: ListVoices | None = None,
    capabilities_of: CapabilitiesOf | None = None,
) -> tuple[VoiceChoice, ...]:
    """Return the voices of the pool that can speak here, then what else the cast has; ``engine`` goes over all."""
    available = AvailableVoices(file, engine=engine, list_voices=list_voices, capabilities_of=capabilities_of)
    there = [voice for voice in file.pool.values() if available.has(voice.engine, voice.id)]
    named = {voice.name: available.final(voice.name, None, voice) for voice in (*there, *available.pool)}
    people: dict[str | None, Voice] = {None: cast.narrator}
    people.update(cast.voices)
    names = {who: _name(voice, named) for who, voice in people.items()}
    for who, voice in people.items():
        named.setdefault(names[who], voice)
    different = {voice_key(voice): voice for voice in people.values()}
    choices = []
    for name, voice in named.items():
        apart = {key: distance(voice, other, available.figures) for key, other in different.items()}
        distances = {who: apart[voice_key(other)] for who, other in people.items()}
        speaks = tuple(who for who, own in names.items() if own == name)
        choices.append(VoiceChoice(name, voice, speaks, MappingProxyType(distances)))
    return tuple(choices)


def _name(voice: Voice, named: Mapping[str, Voice]) -> str:
    """Return what a recast calls a voice; one that a file pins by its id goes by the name of whoever has it."""
    known = named.get(voice.name)
    return voice.name if known is not None and (known.engine, known.id) == (voice.engine, voice.id) else voice.id
