"""The voice somebody would have after a recast, without making it."""

from __future__ import annotations

from drama.cast.castfile.load import CastFile
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.cast.casting.tried import check_voice, entry_with, with_whole_path
from drama.cast.edit import NARRATOR, who
from drama.errors import CastError
from drama.files.messages import quoted
from drama.model import Script, Voice


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
