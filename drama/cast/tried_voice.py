"""The voice somebody would have after a recast, without making it."""

from __future__ import annotations

from dataclasses import replace

from drama.cast.castfile.load import CastFile, Entry
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.cast.edit import NARRATOR, check_voice, who, whole
from drama.errors import CastError
from drama.files.messages import quoted
from drama.model import Script, Voice


def entry_with(entry: Entry | None, voice: str) -> Entry:
    """Return the entry of somebody in the cast file with another voice; what tuned the old one does not fit it."""
    return replace(entry or Entry(), voice=voice, engine=None, rate_wpm=None, pitch=None, gain_db=None)


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
    voice = whole(voice)
    check_voice(voice, file, list_voices)
    available = AvailableVoices(file, engine=engine, list_voices=list_voices, capabilities_of=capabilities_of)
    entry = entry_with(file.narrator if name == NARRATOR else file.characters.get(name), voice)
    found = available.pinned(name, entry)
    if found is None:
        raise CastError(f"the voice {quoted(voice)} is not there")
    return name, available.final(name, entry, found)
