"""A voice tried on somebody: the cast as it would be after a recast, without an edit of any file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

from drama.cast.castfile.load import CastFile
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.cast.casting.tried import check_voice, entry_with, with_whole_path
from drama.cast.edit import NARRATOR, speakers_of, who
from drama.errors import CastError
from drama.files.messages import quoted
from drama.model import Cast, Script, Voice


def tried_voice(
    character: str,
    voice: str,
    *,
    file: CastFile,
    script: Script,
    engine: str | None = None,
    list_voices: ListVoices | None = None,
    capabilities_of: CapabilitiesOf | None = None,
) -> tuple[str, Voice]:
    """Return whom a recast would concern, by the name it would write, and the voice as it would be spoken.

    Raises :class:`CastError` as the recast would.
    """
    name = who(character, file, script)
    voice = with_whole_path(voice)
    check_voice(voice, file, list_voices)
    available = AvailableVoices(file, engine=engine, list_voices=list_voices, capabilities_of=capabilities_of)
    entry = entry_with(file.narrator if name == NARRATOR else file.characters.get(name), voice)
    found = available.pinned(name, entry)
    if found is None:
        raise CastError(f"the voice {quoted(voice)} is not there")
    return name, available.final(name, entry, found)


def whose_lines(name: str, script: Script, file: CastFile, cast: Cast) -> frozenset[str | None]:
    """Return whose lines a recast by that name would give another voice; None is the narrator."""
    if name == NARRATOR:
        return frozenset((None, cast.teller) if cast.teller else (None,))
    return frozenset(speakers_of(name, file, script) & cast.voices.keys())


def with_voice(cast: Cast, speakers: Collection[str | None], voice: Voice) -> Cast:
    """Return a cast in which some speakers have another voice, and nobody else changes."""
    is_narrator = None in speakers
    return replace(
        cast,
        narrator=voice if is_narrator else cast.narrator,
        voices=MappingProxyType({name: voice if name in speakers else old for name, old in cast.voices.items()}),
        ages=MappingProxyType({name: age for name, age in cast.ages.items() if name not in speakers}),
        teller=None if cast.teller in speakers and not is_narrator else cast.teller,
    )
