"""A voice tried on somebody: the cast as it would be after a recast, without an edit of any file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from drama.cast.castfile.documents import Place
from drama.cast.castfile.load import CastFile, Entry, check_cast_text
from drama.cast.castfile.voice_files import FILE_ENGINE, engine_of
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.errors import CastError
from drama.files.paths import is_file
from drama.files.toml_edit import toml_string
from drama.model import Cast, Script


def with_voice(
    cast: Cast,
    script: Script,
    file: CastFile,
    speaker: str | None,
    voice: str,
    *,
    engine: str | None = None,
    list_voices: ListVoices | None = None,
    capabilities_of: CapabilitiesOf | None = None,
) -> Cast:
    """Return a cast in which a speaker (None for the narrator) has another voice, and nobody else changes.

    That speaker sounds as after :func:`~drama.cast.recast` with the same voice: the settings that tuned the voice
    before go with it, a place on the stage stays. ``voice`` is a name of the pool or an engine's own id, ``engine``
    goes over that of every voice. Raises CastError for a voice there is not.
    """
    voice = with_whole_path(voice)
    check_voice(voice, file, list_voices)
    name = "narrator" if speaker is None else speaker
    entry = file.narrator if speaker is None else _entry_of(speaker, script, file)
    tried = replace(entry_with(entry, voice), place=Place())
    available = AvailableVoices(file, engine=engine, list_voices=list_voices, capabilities_of=capabilities_of)
    pinned = available.pinned(name, tried)
    if pinned is None:
        raise CastError(next(iter(available.notes), f"the voice {voice!r} cannot speak for {name}"))
    spoken = available.final(name, tried, pinned)
    if speaker is None:
        follows = {cast.teller: spoken} if cast.teller is not None else {}
        return replace(cast, narrator=spoken, voices=MappingProxyType({**cast.voices, **follows}))
    return replace(
        cast,
        voices=MappingProxyType({**cast.voices, speaker: spoken}),
        ages=MappingProxyType({other: age for other, age in cast.ages.items() if other != speaker}),
        teller=None if speaker == cast.teller else cast.teller,
    )


def entry_with(entry: Entry | None, voice: str) -> Entry:
    """Return the entry of somebody in the cast file with another voice; what tuned the old one does not fit it."""
    return replace(entry or Entry(), voice=voice, engine=None, rate_wpm=None, pitch=None, gain_db=None)


def with_whole_path(voice: str) -> str:
    """Return a voice with the absolute path of its file, if it is one: the cast file may be in another folder."""
    name, hash_, speaker = voice.partition("#")
    return (
        f"{Path(name).absolute()}{hash_}{speaker}" if engine_of(voice) == FILE_ENGINE and is_file(Path(name)) else voice
    )


def check_voice(voice: str, file: CastFile, list_voices: ListVoices | None) -> None:
    """Raise CastError for a voice that cannot be given to anybody, with the nearest that can."""
    text = f"[characters.somebody]\nvoice = {toml_string(voice)}\n"
    available = AvailableVoices(file, engine=None, list_voices=list_voices)
    available.check_is_there(voice)
    try:
        probe = check_cast_text(text, "VOICE", pool=file.pool)
        available.pinned("VOICE", probe.characters["somebody"])
    except CastError as error:
        _, _, reason = str(error).partition(": ")
        raise CastError(reason.replace(' in [characters."somebody"]', "").removeprefix("VOICE: ")) from None


def _entry_of(speaker: str, script: Script, file: CastFile) -> Entry:
    """Return what the file says of a speaker, by any of the names."""
    names = next(((one.name, *one.aliases) for one in script.characters if one.name == speaker), (speaker,))
    known = next((main for name in names if (main := file.main_name(name)) is not None), None)
    return Entry() if known is None else file.characters[known]
